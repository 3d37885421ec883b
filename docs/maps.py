"""Draws the locator maps that Briefings brings: one small SVG a member or observer state of the United Nations.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    ./run python -m docs.maps package/countries-50m.json

The shapes are those of Natural Earth, which is in the public domain; docs/explanation/pictures.md says what is made of
them, and why. Each map has a projection of its own, around its country: areas are true, and no country is torn apart
at the edge of the world. Borders are simplified arc by arc, so that neighbours keep touching.
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

__all__ = ["FOLDER", "UNITED_NATIONS", "Atlas", "draw"]

FOLDER = Path(__file__).parent.parent / "templates" / "maps"
UNITED_NATIONS = (
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH "
    "CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN "
    "GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC "
    "LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP "
    "NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST "
    "SV SY SZ TD TG TH TJ TL TM TN TO TR TT TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW"
)
"""Members and observers, but for Tuvalu, which the data does not show at this scale."""

WIDTH, HEIGHT = 960, 720
ROOM = (1.4, 0.18)  # how much wider the map is than its country: so many times, and some 1100 km
REACH = (0.65, 0.06)  # islands belong to the picture within this share of its size, or some 380 km
FAR = math.cos(math.radians(100))
TOLERANCE = 1.3
SPECK = 14.0  # square units below which an island is left out
TINY = 46  # units below which a country is ringed
RING = 14  # units between such a country and its ring
# Natural Earth gives this peninsula to whom it is held by; status disputed, so it is drawn as nobody's.
CRIMEA = (34.3, 45.2)

SEA, LAND, NEIGHBOUR, PARTNER = "#f1f5f9", "#e3e5e6", "#cdd5dc", "#1f4e79"
BORDER, FRAME = "#8a96a3", "#6b7885"

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
Ring: TypeAlias = "list[Point]"
ArcRing: TypeAlias = "tuple[int, ...]"


@dataclass(frozen=True)
class Country:
    """The polygons of a country, each a list of rings, each a list of arcs; `code` is empty for disputed places."""

    code: str
    polygons: list[list[ArcRing]]

    @property
    def arcs(self) -> set[int]:
        """The numbers of all arcs that bound it, whatever their direction."""
        return {arc if arc >= 0 else ~arc for polygon in self.polygons for ring in polygon for arc in ring}


class Atlas:
    """A TopoJSON file of countries: arcs in degrees, and countries made of them."""

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
            number: found[0] for number, found in get_global("territory_aliases").items() if number.isdigit()
        }
        self.countries: list[Country] = []
        for shape in data["objects"]["countries"]["geometries"]:
            polygons = shape.get("arcs", [])
            polygons = [polygons] if shape["type"] == "Polygon" else polygons
            polygons = [[tuple(ring) for ring in polygon] for polygon in polygons]
            disputed = [polygon for polygon in polygons if _inside(CRIMEA, self.ring(polygon[0]))]
            if disputed:
                polygons = [polygon for polygon in polygons if polygon not in disputed]
                self.countries.append(Country("", disputed))
            self.countries.append(Country(codes.get(shape.get("id", ""), ""), polygons))

    def ring(self, arcs: ArcRing, points: Sequence[Ring] | None = None) -> Ring:
        """The points of a ring, from arcs in degrees or as given; the last point is not the first again."""
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
        left: where the map begins, in radians of the plane; `top` likewise, downwards.
        scale: units of the map to the radian.
        shown: the part of the plane that the country takes, in radians.
    """

    centre: Point
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0
    shown: Box = (0.0, 0.0, 0.0, 0.0)

    def place(self, point: Point) -> Point:
        """Where a place lies on the map."""
        longitude, latitude = math.radians(point[0] - self.centre[0]), math.radians(point[1])
        middle = math.radians(self.centre[1])
        cosine = self.cosine(point)
        stretch = math.sqrt(2 / max(1 + cosine, 1e-9))
        x = stretch * math.cos(latitude) * math.sin(longitude)
        y = stretch * (
            math.cos(middle) * math.sin(latitude)
            - math.sin(middle) * math.cos(latitude) * math.cos(longitude)
        )
        return (x - self.left) * self.scale, (-y - self.top) * self.scale

    def cosine(self, point: Point) -> float:
        """The cosine of the distance of a place from the centre."""
        longitude, latitude = math.radians(point[0] - self.centre[0]), math.radians(point[1])
        middle = math.radians(self.centre[1])
        return math.sin(middle) * math.sin(latitude) + math.cos(middle) * math.cos(latitude) * math.cos(
            longitude
        )

    @classmethod
    def around(cls, rings: Sequence[Ring]) -> Window:
        """A window around a country, given by the outlines of its parts in degrees: the largest, and what is near it."""
        ordered = sorted(rings, key=_area, reverse=True)
        globe = cls(_middle(ordered[0]))
        boxes = [_box([globe.place(point) for point in ring]) for ring in ordered]
        shown = [boxes.pop(0)]
        while near := [box for box in boxes if _gap(_join(shown), box) <= _reach(_join(shown))]:
            shown += near
            boxes = [box for box in boxes if box not in near]
        left, top, right, bottom = _join(shown)
        width = max(right - left, (bottom - top) * WIDTH / HEIGHT) * ROOM[0] + ROOM[1]
        height = width * HEIGHT / WIDTH
        return cls(
            globe.centre, (left + right - width) / 2, (top + bottom - height) / 2, WIDTH / width, _join(shown)
        )


def draw(atlas: Atlas, code: str) -> str:
    """The map of a country as SVG.

    Raises:
        KeyError: if the atlas does not have it.
    """
    own = next((country for country in atlas.countries if country.code == code), None)
    if own is None:
        raise KeyError(code)
    window = Window.around([atlas.ring(polygon[0]) for polygon in own.polygons])
    arcs = [_simplified([window.place(point) for point in arc]) for arc in atlas.arcs]
    near = [
        country
        for country in atlas.countries
        if country is not own and country.code and country.arcs & own.arcs
    ]
    far = [country for country in atlas.countries if country is not own and country not in near]
    fills = [(LAND, far), (NEIGHBOUR, near), (PARTNER, [own])]
    paths = []
    for fill, countries in fills:
        shapes = (
            _path(_clipped(atlas.ring(ring, arcs)), 0 if country is own else SPECK)
            for country in countries
            for polygon in country.polygons
            if any(window.cosine(point) > FAR for point in atlas.ring(polygon[0]))
            for ring in polygon
        )
        data = "".join(shape for shape in shapes if shape)
        if data:
            paths.append(f'<path fill="{fill}" d="{data}"/>')
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{SEA}"/>',
            f'<g stroke="{BORDER}" stroke-width="1.5" stroke-linejoin="round" fill-rule="evenodd">',
            *paths,
            "</g>",
            _ring_of(own, atlas, window),
            f'<rect x="2" y="2" width="{WIDTH - 4}" height="{HEIGHT - 4}" fill="none" stroke="{FRAME}" stroke-width="4"/>',
            "</svg>\n",
        ]
    )


def _ring_of(country: Country, atlas: Atlas, window: Window) -> str:
    """A ring around a country that would be overlooked, all its islands in it."""
    largest = max((atlas.ring(polygon[0]) for polygon in country.polygons), key=_area)
    left, top, right, bottom = _box([window.place(point) for point in largest])
    if max(right - left, bottom - top) >= TINY:
        return ""
    left, top, right, bottom = window.shown
    radius = round(RING + math.hypot(right - left, bottom - top) * window.scale / 2)
    place = f'cx="{WIDTH // 2}" cy="{HEIGHT // 2}" r="{radius}"'
    return f'<circle {place} fill="none" stroke="{PARTNER}" stroke-width="6"/>'


# --- geometry --------------------------------------------------------------------------------------


def _box(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _join(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _gap(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return math.hypot(across, down)


def _reach(box: Box) -> float:
    return max(REACH[0] * max(box[2] - box[0], box[3] - box[1]), REACH[1])


def _area(ring: Ring) -> float:
    """The area of a ring on the globe, in radians; near enough to find the largest of several."""
    total = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        across = (x2 - x1 + 180) % 360 - 180  # not around the world where a ring crosses its edge
        total += math.radians(across) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2))) / 2
    return abs(total)


def _middle(ring: Ring) -> Point:
    """The place in the middle of the points of a ring."""
    x = y = z = 0.0
    for longitude, latitude in ring:
        across, up = math.radians(longitude), math.radians(latitude)
        x, y, z = x + math.cos(up) * math.cos(across), y + math.cos(up) * math.sin(across), z + math.sin(up)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _inside(point: Point, ring: Ring) -> bool:
    """Whether a place lies within a ring, both in degrees."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _simplified(points: Ring) -> Ring:
    """A line without the points that make no difference to be seen (Douglas and Peucker), its ends kept."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, index = max(
            ((_off(points[i], points[first], points[last]), i) for i in range(first + 1, last)),
            default=(0.0, 0),
        )
        if far > TOLERANCE:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[index] for index in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies off the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    along = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def _clipped(ring: Ring) -> Ring:
    """The part of a ring that lies on the map (Sutherland and Hodgman)."""
    for axis, bound, sign in ((0, 0, 1), (0, WIDTH, -1), (1, 0, 1), (1, HEIGHT, -1)):
        kept: Ring = []
        for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was, is_ = sign * (before[axis] - bound) >= 0, sign * (here[axis] - bound) >= 0
            if was != is_:
                share = (bound - before[axis]) / (here[axis] - before[axis])
                kept.append(
                    (
                        before[0] + share * (here[0] - before[0]),
                        before[1] + share * (here[1] - before[1]),
                    )
                )
            if is_:
                kept.append(here)
        ring = kept
    return ring


def _path(ring: Ring, least: float) -> str:
    """A ring as SVG path data in whole units; empty for one no larger than the least."""
    points = [(round(x), round(y)) for x, y in ring]
    points = [point for index, point in enumerate(points) if point != points[index - 1]]
    area = (
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True))
        / 2
    )
    if abs(area) <= least:
        return ""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(_pair(step) for step in steps)}z".replace(" -", "-")


def _pair(step: tuple[int, int]) -> str:
    return f"{step[0]} {step[1]}"


def _drawn(atlas: Atlas) -> Iterator[tuple[str, str]]:
    for code in UNITED_NATIONS.split():
        yield code, draw(atlas, code)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in _drawn(Atlas(Path(sys.argv[1]))):
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
