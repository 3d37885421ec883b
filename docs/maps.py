"""Script that draws the packaged locator maps: one small SVG per member or observer state of the United Nations.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    ./run python -m docs.maps package/countries-50m.json

The shapes come from Natural Earth, which is in the public domain; docs/explanation/pictures.md describes how the maps
are derived, and why. Each map has its own projection, centred on its country: areas are true, and no country is torn
apart at the edge of the world. Borders are simplified arc by arc, so that neighbours keep touching.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from babel.core import get_global

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FOLDER", "UNITED_NATIONS", "Atlas", "draw_map"]

FOLDER = Path(__file__).parent.parent / "templates" / "maps"
UNITED_NATIONS = (
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH "
    "CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN "
    "GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC "
    "LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP "
    "NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST "
    "SV SY SZ TD TG TH TJ TL TM TN TO TR TT TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW"
)
"""Members and observers, without Tuvalu, which the data does not show at this scale."""

WIDTH, HEIGHT = 960, 720
MARGIN = (1.4, 0.18)  # width of the map: this multiple of the country's width, plus about 1100 km
ISLAND_REACH = (0.65, 0.06)  # islands belong to the picture within this share of its size, or about 380 km
HORIZON_COSINE = math.cos(math.radians(100))
TOLERANCE = 1.3
SPECK_AREA = 14.0  # area in square units up to which an island is left out
TINY_SIZE = 46  # size in units below which a country gets a ring around it
HALO_GAP = 14  # units between such a country and its ring
# Natural Earth assigns this peninsula to the state that holds it; its status is disputed, so no country gets it.
CRIMEA = (34.3, 45.2)

# For viewers of the file; in a note, the house gives each class its colour.
SEA, LAND, NEIGHBOUR, PARTNER = "#f1f5f9", "#e3e5e6", "#cdd5dc", "#1f4e79"
BORDER, FRAME = "#8a96a3", "#6b7885"

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
Ring: TypeAlias = "list[Point]"
ArcRing: TypeAlias = "tuple[int, ...]"


@dataclass(frozen=True)
class Country:
    """The polygons of a country: each is a list of rings, and each ring a list of arcs.

    Attributes:
        code: ISO 3166-1 alpha-2; empty for disputed places.
        polygons: the first ring of each is its outline.
    """

    code: str
    polygons: list[list[ArcRing]]

    @property
    def arcs(self) -> set[int]:
        """Return the numbers of all arcs that bound the country, in either direction."""
        return {arc if arc >= 0 else ~arc for polygon in self.polygons for ring in polygon for arc in ring}


class Atlas:
    """A TopoJSON file of countries: arcs in degrees, and the countries that they form."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        (scale_x, scale_y), (move_x, move_y) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs: list[Ring] = []
        for arc in data["arcs"]:
            x = y = 0
            points = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                points.append((x * scale_x + move_x, y * scale_y + move_y))
            self.arcs.append(points)
        codes = {
            number: aliases[0]
            for number, aliases in get_global("territory_aliases").items()
            if number.isdigit()
        }
        self.countries: list[Country] = []
        for shape in data["objects"]["countries"]["geometries"]:
            polygons = shape.get("arcs", [])
            polygons = [polygons] if shape["type"] == "Polygon" else polygons
            polygons = [[tuple(ring) for ring in polygon] for polygon in polygons]
            disputed = [polygon for polygon in polygons if _is_inside(CRIMEA, self.ring_points(polygon[0]))]
            if disputed:
                polygons = [polygon for polygon in polygons if polygon not in disputed]
                self.countries.append(Country("", disputed))
            self.countries.append(Country(codes.get(shape.get("id", ""), ""), polygons))

    def ring_points(self, arcs: ArcRing, points: Sequence[Ring] | None = None) -> Ring:
        """Return the points of a ring; the last point does not repeat the first.

        Args:
            arcs: numbers of the arcs, inverted (`~`) if reversed.
            points: points of all arcs; those of the atlas, in degrees, if None.
        """
        points = points or self.arcs
        out: Ring = []
        for arc in arcs:
            part = points[arc] if arc >= 0 else points[~arc][::-1]
            out += part[1:] if out else part
        return out[:-1]


@dataclass(frozen=True)
class Window:
    """An azimuthal equal-area projection around a place, and the part of its plane that a map shows.

    Attributes:
        centre: longitude and latitude, in degrees.
        left: left edge of the map, in radians of the plane.
        top: upper edge of the map, likewise; y grows downwards.
        scale: map units per radian.
        country_box: the part of the plane that the country takes, in radians.
    """

    centre: Point
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0
    country_box: Box = (0.0, 0.0, 0.0, 0.0)

    def project_point(self, point: Point) -> Point:
        """Return the position of a place on the map."""
        longitude, latitude = math.radians(point[0] - self.centre[0]), math.radians(point[1])
        middle = math.radians(self.centre[1])
        cosine = self.cosine_from_centre(point)
        stretch = math.sqrt(2 / max(1 + cosine, 1e-9))
        x = stretch * math.cos(latitude) * math.sin(longitude)
        y = stretch * (
            math.cos(middle) * math.sin(latitude)
            - math.sin(middle) * math.cos(latitude) * math.cos(longitude)
        )
        return (x - self.left) * self.scale, (-y - self.top) * self.scale

    def cosine_from_centre(self, point: Point) -> float:
        """Return the cosine of the angular distance of a place from the centre."""
        longitude, latitude = math.radians(point[0] - self.centre[0]), math.radians(point[1])
        middle = math.radians(self.centre[1])
        return math.sin(middle) * math.sin(latitude) + math.cos(middle) * math.cos(latitude) * math.cos(
            longitude
        )

    @classmethod
    def fit_country(cls, rings: Sequence[Ring]) -> Window:
        """Create a window around a country: its largest part, and the parts near that.

        Args:
            rings: outlines of all parts, in degrees.
        """
        ordered = sorted(rings, key=_ring_area, reverse=True)
        globe = cls(_middle_point(ordered[0]))
        boxes = [_bounding_box([globe.project_point(point) for point in ring]) for ring in ordered]
        joined_boxes = [boxes.pop(0)]
        while nearby := [
            box
            for box in boxes
            if _box_distance(_union_box(joined_boxes), box) <= _island_reach(_union_box(joined_boxes))
        ]:
            joined_boxes += nearby
            boxes = [box for box in boxes if box not in nearby]
        left, top, right, bottom = _union_box(joined_boxes)
        width = max(right - left, (bottom - top) * WIDTH / HEIGHT) * MARGIN[0] + MARGIN[1]
        height = width * HEIGHT / WIDTH
        return cls(
            globe.centre,
            (left + right - width) / 2,
            (top + bottom - height) / 2,
            WIDTH / width,
            _union_box(joined_boxes),
        )


def draw_map(atlas: Atlas, code: str) -> str:
    """Return the map of a country as SVG.

    Raises:
        KeyError: if the atlas does not have the country.
    """
    country = next((candidate for candidate in atlas.countries if candidate.code == code), None)
    if country is None:
        raise KeyError(code)
    window = Window.fit_country([atlas.ring_points(polygon[0]) for polygon in country.polygons])
    arcs = [_simplify([window.project_point(point) for point in arc]) for arc in atlas.arcs]
    neighbours = [
        other
        for other in atlas.countries
        if other is not country and other.code and other.arcs & country.arcs
    ]
    distant = [other for other in atlas.countries if other is not country and other not in neighbours]
    fills = [("land", LAND, distant), ("neighbour", NEIGHBOUR, neighbours), ("partner", PARTNER, [country])]
    paths = []
    for role, fill, countries in fills:
        ring_paths = (
            _path_data(_clip_to_map(atlas.ring_points(ring, arcs)), 0 if other is country else SPECK_AREA)
            for other in countries
            for polygon in other.polygons
            if any(
                window.cosine_from_centre(point) > HORIZON_COSINE for point in atlas.ring_points(polygon[0])
            )
            for ring in polygon
        )
        data = "".join(path for path in ring_paths if path)
        if data:
            paths.append(f'<path class="{role}" fill="{fill}" d="{data}"/>')
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
            f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}" fill="{SEA}"/>',
            f'<g class="border" stroke="{BORDER}" stroke-width="1.5" stroke-linejoin="round" fill-rule="evenodd">',
            *paths,
            "</g>",
            _render_halo(country, atlas, window),
            f'<rect class="frame" x="2" y="2" width="{WIDTH - 4}" height="{HEIGHT - 4}" fill="none" stroke="{FRAME}" stroke-width="4"/>',
            "</svg>\n",
        ]
    )


def _render_halo(country: Country, atlas: Atlas, window: Window) -> str:
    """Return a ring around a very small country and all its islands; empty for a larger one."""
    largest = max((atlas.ring_points(polygon[0]) for polygon in country.polygons), key=_ring_area)
    left, top, right, bottom = _bounding_box([window.project_point(point) for point in largest])
    if max(right - left, bottom - top) >= TINY_SIZE:
        return ""
    left, top, right, bottom = window.country_box
    radius = round(HALO_GAP + math.hypot(right - left, bottom - top) * window.scale / 2)
    place = f'cx="{WIDTH // 2}" cy="{HEIGHT // 2}" r="{radius}"'
    return f'<circle class="ring" {place} fill="none" stroke="{PARTNER}" stroke-width="6"/>'


# --- geometry --------------------------------------------------------------------------------------


def _bounding_box(points: Iterable[Point]) -> Box:
    """Return the bounding box of the points: left, top, right, bottom."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _union_box(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _box_distance(first: Box, second: Box) -> float:
    """Return the distance between two boxes; 0 if they overlap."""
    across = max(first[0] - second[2], second[0] - first[2], 0.0)
    down = max(first[1] - second[3], second[1] - first[3], 0.0)
    return math.hypot(across, down)


def _island_reach(box: Box) -> float:
    """Return the distance within which islands still belong to the picture."""
    return max(ISLAND_REACH[0] * max(box[2] - box[0], box[3] - box[1]), ISLAND_REACH[1])


def _ring_area(ring: Ring) -> float:
    """Return the approximate area of a ring on the globe, in steradians; precise enough to find the largest."""
    total = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        # Take the short way where a ring crosses the edge of the world.
        delta_longitude = (x2 - x1 + 180) % 360 - 180
        total += math.radians(delta_longitude) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2))) / 2
    return abs(total)


def _middle_point(ring: Ring) -> Point:
    """Return the centre of the points of a ring, in degrees."""
    x = y = z = 0.0
    for longitude, latitude in ring:
        east, north = math.radians(longitude), math.radians(latitude)
        x, y, z = (
            x + math.cos(north) * math.cos(east),
            y + math.cos(north) * math.sin(east),
            z + math.sin(north),
        )
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _is_inside(point: Point, ring: Ring) -> bool:
    """Return whether a place is inside a ring, both in degrees."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _simplify(points: Ring) -> Ring:
    """Return a line without the points that make no visible difference (Douglas and Peucker); keep its ends."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        distance, index = max(
            (
                (_distance_to_segment(points[i], points[first], points[last]), i)
                for i in range(first + 1, last)
            ),
            default=(0.0, 0),
        )
        if distance > TOLERANCE:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[index] for index in sorted(keep)]


def _distance_to_segment(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the segment between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    along = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def _clip_to_map(ring: Ring) -> Ring:
    """Return the part of a ring that is on the map (Sutherland and Hodgman)."""
    for axis, bound, sign in ((0, 0, 1), (0, WIDTH, -1), (1, 0, 1), (1, HEIGHT, -1)):
        kept: Ring = []
        for previous, current in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was_inside, is_inside = sign * (previous[axis] - bound) >= 0, sign * (current[axis] - bound) >= 0
            if was_inside != is_inside:
                share = (bound - previous[axis]) / (current[axis] - previous[axis])
                kept.append(
                    (
                        previous[0] + share * (current[0] - previous[0]),
                        previous[1] + share * (current[1] - previous[1]),
                    )
                )
            if is_inside:
                kept.append(current)
        ring = kept
    return ring


def _path_data(ring: Ring, minimum_area: float) -> str:
    """Return a ring as SVG path data in whole units; empty if its area is not above the minimum."""
    points = [(round(x), round(y)) for x, y in ring]
    points = [point for index, point in enumerate(points) if point != points[index - 1]]
    area = (
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True))
        / 2
    )
    if abs(area) <= minimum_area:
        return ""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(_pair_text(step) for step in steps)}z".replace(
        " -", "-"
    )


def _pair_text(step: tuple[int, int]) -> str:
    """Return a step as `x y`."""
    return f"{step[0]} {step[1]}"


def _draw_all(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield code and map of every state."""
    for code in UNITED_NATIONS.split():
        yield code, draw_map(atlas, code)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in _draw_all(Atlas(Path(sys.argv[1]))):
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
