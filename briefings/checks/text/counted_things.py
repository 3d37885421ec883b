"""Things that figures count, such as the members of the League, and their number in texts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.text.references import blank_references
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefings.model.facts import Figure

__all__ = ["CountedThing", "counted_things"]

_OF = WordPattern(r"\s+{parts_of}\s+(?:{definite_articles}\s+|{elisions})?", re.NOFLAG)
_HAS = WordPattern("{has}")
_ALL_OF = WordPattern("{all_of}")
_RESTRICTIONS = WordPattern("{restrictions}")


@dataclass(frozen=True, slots=True)
class CountedThing:
    """A thing that the figures of one name count, such as the members of the League.

    Attributes:
        head: the things counted, "members".
        whole: the thing they belong to, "league".
        pattern: matches a text that gives their number, in the first or the second group.
        figures: all figures of that name.
    """

    head: str
    whole: str
    pattern: re.Pattern[str]
    figures: tuple[Figure, ...]

    def is_counted_in(self, text: str) -> bool:
        """Return whether a text gives the number of these things."""
        lowercase_text = text.casefold()  # the words are looked for first because that is much faster
        return (
            self.head in lowercase_text
            and self.whole in lowercase_text
            and self.pattern.search(blank_references(text)) is not None
        )


def counted_things(figures_by_name: Mapping[str, Sequence[Figure]]) -> Mapping[str, dict[str, CountedThing]]:
    """Return the things that figures count, by folder and name; shared figures of the same name count as well."""
    things: dict[str, dict[str, CountedThing]] = defaultdict(dict)
    for name, figures in figures_by_name.items():
        shared = [figure for figure in figures if figure.folder == SHARED_FOLDER]
        for folder in {figure.folder for figure in figures}:
            own_figures = [figure for figure in figures if figure.folder == folder != SHARED_FOLDER]
            if thing := _counted_thing(name, [*own_figures, *shared]):
                things[folder][name] = thing
    return things


def _counted_thing(name: str, figures: Sequence[Figure]) -> CountedThing | None:
    """Return the thing that figures count, or None if their name is not of the form "members of the League"."""
    head, *rest = _OF.split(name, maxsplit=1)
    if not rest:
        return None
    thing, whole = re.escape(head), re.escape(rest[0])
    pattern = (
        rf"\b{_ALL_OF.source}\s+(\w+)\s+{thing}{_OF.source}{whole}\b"
        # A restriction counts only some of them: "the three members of the League in the valley".
        rf"(?!\s+{_RESTRICTIONS.source}\b)"
        rf"|\b{whole}(?:['’]s?|\s+{_HAS.source})?\s+(\w+)\s+{thing}\b"
    )
    return CountedThing(head, rest[0], re.compile(pattern, re.IGNORECASE), tuple(figures))
