"""Generator of a project of fictional partners, each with about 150 facts; the same on every run."""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["make_project"]

_BEGINS = (
    "Bor", "Tul", "Ver", "Mur", "Kel", "Sor", "Nav", "Dur", "Pel", "Hol", "Gan", "Rim",
    "Esk", "Lod", "Tur", "Vas", "Jor", "Ast", "Mir", "Kir",
)  # fmt: skip
_MIDDLES = "aeiou"
_ENDS = ("via", "dor", "land", "stan", "nia", "ria", "ssa", "nda", "qua", "zia")
_GIVEN = (
    "Anva", "Karo", "Elune", "Jonar", "Mirel", "Tomas", "Lydine", "Omaro",
    "Petrel", "Farin", "Nadi", "Viktun", "Irel", "Samo", "Clare", "Aziri",
)  # fmt: skip
_FAMILY = (
    "Holmar", "Rahm", "Petrun", "Lindar", "Sadyr", "Marchet", "Dornis",
    "Weissel", "Karimar", "Novan", "Hadden", "Orlun", "Brandel", "Satar",
)  # fmt: skip
_THEMES = (
    "border lamps", "tidal mills", "civil preparedness", "lighthouse education", "lake science", "balloon transit",
    "snow clearance", "public lanterns", "mountain rescue", "harbour works", "signal keeping", "trade in wool",
)  # fmt: skip
_DEEDS = (
    "agreed to expand", "reviewed progress on", "signed a work plan for", "opened a training course in",
    "funded a second phase of", "postponed a decision on", "published joint principles for",
    "appointed an adviser for", "completed an audit of",
)  # fmt: skip
_TAILS = (
    "with support from the partner trust fund",
    "following consultations held in the capital",
    "as part of the individual lamp programme",
    "and reported to the joint committee before the end of the year",
    "covering three northern districts and the main river crossings",
    "after the previous arrangement had lapsed",
    "under the terms of the transit agreement of 2002",
    "in line with the most recent action plan",
)
_PUBLISHERS = ("Partner press service", "Joint secretariat", "Regional news agency", "Ministry bulletin")
_FRAMEWORKS = (
    "Lamp Forum", "Wick Programme", "Lantern Planning Process", "Light for Science", "Status of Keepers",
    "Transit Forum", "Trust Fund Council", "Education Circle",
)  # fmt: skip
_POSTS = ("head-of-state", "foreign-minister", "mission")
_SOURCES, _PEOPLE = 24, 14

_HOUSE = """\
# A house that does not exist, for benchmarks.
side: lantern-league
languages: [en]
scheme: public
audiences: {internal: INNER, outer: OUTER}
review: {tenure: P9Y, membership: P9Y, cooperation: P9Y, agreement: P9Y, statement: P9Y, figure: P9Y, contact: P9Y}
desk: Desk of Valleys
clearance: [Head of section, Director]
"""
_SCHEME = "scheme: public\nlevels:\n- {id: OUTER, name: {en: OUTER}}\n- {id: INNER, name: {en: INNER}}\n"


def partner_names(count: int) -> list[tuple[str, str]]:
    """Return ids and names for this number of partners."""
    generated = ("".join(parts) for parts in product(_BEGINS, _MIDDLES, _ENDS))
    return [(name.lower(), name) for _, name in zip(range(count), generated, strict=False)]


def make_project(folder: Path, count: int) -> list[str]:
    """Write a project and return the ids of its partners.

    Args:
        folder: the new project's folder.
        count: number of partners, 1,000 at most.
    """
    partners = partner_names(count)
    facts = folder / "facts"
    for name, text in (
        ("house.yaml", _HOUSE),
        ("markings/public.yaml", _SCHEME),
        ("shared/shared.yaml", _shared_facts([id_ for id_, _ in partners])),
    ):
        _write_file(facts / name, text)
    for number, (id_, name) in enumerate(partners):
        for kind, lines in _PartnerWriter(id_, name, random.Random(number)).files():  # noqa: S311 - no secret
            _write_file(facts / id_ / f"{kind}.yaml", "\n".join(["marking: OUTER", *lines, ""]))
    return [id_ for id_, _ in partners]


def _write_file(path: Path, text: str) -> None:
    """Write a file; create its folder if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _shared_facts(ids: list[str]) -> str:
    """Return the shared fact file: the league, its frameworks, areas and officers, and a statement for every note."""
    covers = f"  covers: [{', '.join(ids)}]"
    lines = ["marking: OUTER", "organisations:", "- id: lantern-league", "  names:"]
    lines += ["  - {text: League of Lantern Keepers, lang: en}", "  - {text: LLK, lang: en, form: short}"]
    lines.append("frameworks:")
    for number, name in enumerate(_FRAMEWORKS):
        lines += [f"- id: framework-{number}", "  organisation: lantern-league", "  names:"]
        initials = "".join(word[0] for word in name.split()) + str(number)
        lines += [f"  - {{text: {name}, lang: en}}", f"  - {{text: {initials}, lang: en, form: short}}"]
    lines.append("areas:")
    for number, theme in enumerate(_THEMES[:8]):
        lines += [f"- id: area-{number}", "  names:", f"  - {{text: {theme.capitalize()}, lang: en}}"]
    lines += ["people:", "- id: ada-lindar", "  names:", "  - {text: Ada Lindar, lang: en}"]
    lines += ["- id: jon-example", "  names:", "  - {text: Jon Example, lang: en}", "posts:"]
    for role, title in (
        ("secretary-general", "Keeper General"),
        ("special-representative", "Envoy to the Valleys"),
    ):
        lines += [
            f"- id: league-{role}",
            f"  role: {role}",
            "  organisation: lantern-league",
            covers,
            "  titles:",
        ]
        lines.append(f"  - {{text: {title}, lang: en}}")
    lines += ["sources:", "- id: league-yearbook", "  title: Yearbook of the League"]
    lines += [
        "  publisher: League of Lantern Keepers",
        "  published: 2024-03-01",
        "  language: en",
        "tenures:",
    ]
    for role, holder in (("secretary-general", "ada-lindar"), ("special-representative", "jon-example")):
        lines += [f"- id: {role}", f"  post: league-{role}", f"  holder: {holder}", "  valid: 2015-01-01/.."]
        lines.append("  evidence: [league-yearbook]")
    lines += ["statements:", "- id: charter", "  on: 1994-05-06"]
    lines += [
        "  text: The charter of the {body:lantern-league} was signed in 1994.",
        "  evidence: [league-yearbook]",
    ]
    return "\n".join([*lines, ""])


class _PartnerWriter:
    """Writer of the fact files of one partner."""

    def __init__(self, id_: str, name: str, dice: random.Random) -> None:
        self.id = id_
        self.name = name
        self.dice = dice
        self.count = 0

    def files(self) -> Iterator[tuple[str, list[str]]]:
        """Yield name (without ending) and lines of each file."""
        yield "partner", self._partner_lines()
        yield "background", [*self._statement_lines(24), *self._membership_lines(), *self._agreement_lines(8)]
        yield "cooperation", self._cooperation_lines(56)
        yield "contacts", self._contact_lines(30)
        yield "offices", [*self._tenure_lines(), *self._figure_lines(12)]

    def _partner_lines(self) -> list[str]:
        """Return the partner with its sources, people and posts."""
        lines = ["partner:", f"  id: {self.id}", "  names:", f"  - {{text: {self.name}, lang: en}}"]
        lines.append(f"  - {{text: Republic of {self.name}, lang: en, form: formal}}")
        lines.append("sources:")
        for number in range(_SOURCES):
            lines += [
                f"- id: {self.id}-s{number}",
                f'  title: "{self.name}: report {number + 1} on {self._random_theme()}"',
            ]
            lines += [
                f"  publisher: {self.dice.choice(_PUBLISHERS)}",
                f"  published: {self._random_day(2018, 2023)}",
            ]
            lines += [f"  address: https://league.example/{self.id}/{number}", "  language: en"]
        lines.append("people:")
        for number in range(_PEOPLE):
            name = f"{self.dice.choice(_GIVEN)} {self.dice.choice(_FAMILY)}"
            lines += [f"- id: {self.id}-p{number}", "  names:", f"  - {{text: {name}, lang: en}}"]
        lines.append("posts:")
        for role in _POSTS:
            lines += [f"- id: {self.id}-{role}", f"  role: {role}", f"  partner: {self.id}", "  titles:"]
            lines.append(f"  - {{text: {role.replace('-', ' ').capitalize()}, lang: en}}")
        return lines

    def _statement_lines(self, count: int) -> list[str]:
        """Return this number of statements."""
        lines = ["statements:"]
        for number in range(count):
            lines += [
                self._next_entry(),
                f"  on: {self._random_day(1995, 2017)}",
                f"  text: {self._random_sentence(number)}",
            ]
            lines += ["  headline: Word on lanterns"] if number % 2 else []
            lines.append(self._random_evidence())
        return lines

    def _membership_lines(self) -> list[str]:
        """Return a membership in each framework."""
        lines = ["memberships:"]
        for number in range(len(_FRAMEWORKS)):
            lines += [self._next_entry(), f"  framework: framework-{number}"]
            lines += [f"  valid: {self.dice.randint(1994, 2010)}/..", self._random_evidence()]
        return lines

    def _agreement_lines(self, count: int) -> list[str]:
        """Return this number of agreements."""
        lines = ["agreements:"]
        for number in range(count):
            lines += [self._next_entry(), f"  title: Agreement {number + 1} on {self._random_theme()}"]
            lines += [f"  valid: {self._random_day(1996, 2012)}/..", self._random_evidence()]
        return lines

    def _cooperation_lines(self, count: int) -> list[str]:
        """Return this number of facts on cooperation."""
        lines = ["cooperation:"]
        for number in range(count):
            lines += [
                self._next_entry(),
                f"  area: area-{number % 8}",
                f"  on: {self._random_day(2000, 2017)}",
            ]
            lines += [f"  text: {self._random_sentence(number)}", self._random_evidence()]
        return lines

    def _contact_lines(self, count: int) -> list[str]:
        """Return this number of contacts."""
        lines = ["contacts:"]
        for _ in range(count):
            lines += [
                self._next_entry(),
                f"  on: {self._random_day(2012, 2023)}",
                "  form: meeting",
                "  with: lantern-league",
            ]
            lines += [f"  place: {self.name}", "  ours: [ada-lindar]"]
            lines += [f"  theirs: [{self.id}-p{self.dice.randrange(_PEOPLE)}]"]
            lines += [f"  topics: [{self._random_theme()}, {self._random_theme()}]", self._random_evidence()]
        return lines

    def _tenure_lines(self) -> list[str]:
        """Return four successive holders of each post."""
        lines = ["tenures:"]
        for number in range(12):
            start = 1996 + number // 3 * 7
            end = ".." if number >= 9 else str(start + 6)  # noqa: PLR2004 - the last holder of each post
            lines += [self._next_entry(), f"  post: {self.id}-{_POSTS[number % 3]}"]
            lines += [f"  holder: {self.id}-p{number}", f"  valid: {start}/{end}", self._random_evidence()]
        return lines

    def _figure_lines(self, count: int) -> list[str]:
        """Return this number of figures."""
        lines = ["figures:"]
        for number in range(count):
            lines += [self._next_entry(), f"  name: Lamps of the {number + 1}. kind"]
            lines += [f"  value: {self.dice.randint(2, 900)}", "  valid: 2010/..", self._random_evidence()]
        return lines

    def _next_entry(self) -> str:
        """Return the first line of an entry with the next id."""
        self.count += 1
        return f"- id: fact-{self.count}"

    def _random_evidence(self) -> str:
        """Return a line that cites one or two sources."""
        chosen = sorted(self.dice.sample(range(_SOURCES), self.dice.choice((1, 1, 1, 2))))
        return f"  evidence: [{', '.join(f'{self.id}-s{number}' for number in chosen)}]"

    def _random_sentence(self, number: int) -> str:
        """Return a random sentence; every sixth refers to the league."""
        subject = "{body:lantern-league}" if number % 6 == 0 else self.name
        words = f"{self.dice.choice(_DEEDS)} {self._random_theme()} {self.dice.choice(_TAILS)}"
        return f"In a year of plenty {subject} {words}."

    def _random_theme(self) -> str:
        """Return a random theme."""
        return self.dice.choice(_THEMES)

    def _random_day(self, first: int, last: int) -> str:
        """Return a random day between two years, both inclusive."""
        return (
            f"{self.dice.randint(first, last)}-{self.dice.randint(1, 12):02d}-{self.dice.randint(1, 28):02d}"
        )
