"""Tests of the script that draws maps: on a world of two neighbours, an islet, and a disputed place."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from docs import maps
from docs.maps import HEIGHT, NEIGHBOUR, PARTNER, WIDTH, Atlas, draw_map

if TYPE_CHECKING:
    from pathlib import Path

# Two countries share arc 0, from south to north; arc 1 closes the western, arc 2 the eastern one. Degrees.
ARCS: list[list[tuple[float, float]]] = [
    [(10, 40), (10.1, 42.5), (10, 45)],
    [(10, 45), (2, 45), (2, 40), (10, 40)],
    [(10, 40), (18, 40), (18, 45), (10, 45)],
    [(-60, 0), (-60, 1), (-59, 1), (-59, 0), (-60, 0)],
    [(34, 45), (35, 45), (35, 46), (34, 46), (34, 45)],
    [(20, 41), (21, 41), (21, 42), (20, 42), (20, 41)],
]
COUNTRIES: dict[str, list[list[list[int]]]] = {
    "762": [[[0, 1]], [[3]]],  # TJ, with an islet overseas
    "398": [[[~0, 2]], [[4]]],  # KZ, with a part of what is disputed
    "": [[[5]]],  # nobody's
}


def make_shape(number: str, polygons: list[list[list[int]]]) -> dict[str, Any]:
    """Return a shape in TopoJSON; without an id if there is no number."""
    known = {"id": number} if number else {}
    return {"type": "MultiPolygon", "arcs": polygons, "properties": {"name": "x"}, **known}


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """Return a small world, as TopoJSON in tenths of a degree."""
    arcs = []
    for arc in ARCS:
        points = [(round(x * 10), round(y * 10)) for x, y in arc]
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
        arcs.append([points[0], *steps])
    world = {
        "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": [make_shape(*pair) for pair in COUNTRIES.items()]}},
    }
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world), encoding="utf-8")
    return Atlas(path)


def rings_in_colour(svg: str, fill: str) -> list[list[tuple[int, int]]]:
    """Return the rings of a colour, point by point."""
    data = re.search(f'fill="{fill}" d="([^"]*)"', svg)
    found = []
    for ring in re.findall(r"M([^z]*)z", data[1] if data else ""):
        start, steps = (re.findall(r"-?\d+", part) for part in ring.split("l"))
        points = [(int(start[0]), int(start[1]))]
        for x, y in zip(steps[::2], steps[1::2], strict=True):
            points.append((points[-1][0] + int(x), points[-1][1] + int(y)))
        found.append(points)
    return found


def test_the_country_stands_in_the_middle(atlas: Atlas) -> None:
    """The window is made for the country, and what lies overseas is not in it."""
    (ring,) = rings_in_colour(draw_map(atlas, "TJ"), PARTNER)
    across, down = zip(*ring, strict=True)
    assert (min(across) + max(across)) / 2 == pytest.approx(WIDTH / 2, abs=1)
    assert (min(down) + max(down)) / 2 == pytest.approx(HEIGHT / 2, abs=1)


def test_neighbours_touch_and_are_told_apart(atlas: Atlas) -> None:
    """The border is the same line on both sides; only who shares one is a neighbour."""
    svg = draw_map(atlas, "TJ")
    (own,), (other,) = rings_in_colour(svg, PARTNER), rings_in_colour(svg, NEIGHBOUR)
    assert len(set(own) & set(other)) >= 2


def test_disputed_places_are_nobodys(atlas: Atlas) -> None:
    """What has no code, and the peninsula by its place, belong to no country: neither marked nor a neighbour's."""
    assert [country.code for country in atlas.countries] == ["TJ", "", "KZ", ""]
    svg = draw_map(atlas, "KZ")
    assert len(rings_in_colour(svg, PARTNER)) == 1
    assert len(rings_in_colour(svg, NEIGHBOUR)) == 1
    assert len(rings_in_colour(svg, maps.LAND)) == 1


def test_areas_are_true(atlas: Atlas) -> None:
    """On the map a country has the share of the sphere that it has on the globe."""
    (ring,) = rings_in_colour(draw_map(atlas, "TJ"), PARTNER)
    window = maps.Window.fit_country(
        [atlas.ring_points(polygon[0]) for polygon in atlas.countries[0].polygons]
    )
    shoelace = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))
    on_globe = math.radians(8) * (math.sin(math.radians(45)) - math.sin(math.radians(40)))
    assert abs(shoelace) / 2 / window.scale**2 == pytest.approx(on_globe, rel=0.02)


def test_nothing_is_drawn_outside(atlas: Atlas) -> None:
    """What lies beyond the edge is cut off at it."""
    for code in ("TJ", "KZ"):
        svg = draw_map(atlas, code)
        points = [
            p for fill in (PARTNER, NEIGHBOUR, maps.LAND) for ring in rings_in_colour(svg, fill) for p in ring
        ]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_a_country_that_would_be_overlooked_is_ringed(atlas: Atlas) -> None:
    """A country too small to be seen has a ring around it; a larger one has none."""
    assert "<circle" not in draw_map(atlas, "TJ")
    atlas.countries[0] = maps.Country("TJ", [[(5,)]])
    shrunk = [(20 + (x - 20) / 50, 41 + (y - 41) / 50) for x, y in atlas.arcs[5]]
    atlas.arcs[5] = shrunk
    assert "<circle" in draw_map(atlas, "TJ")


def test_a_country_that_is_not_in_the_atlas(atlas: Atlas) -> None:
    """There is no map of what the data does not have."""
    with pytest.raises(KeyError):
        draw_map(atlas, "TV")
