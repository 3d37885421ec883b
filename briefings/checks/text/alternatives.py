"""Regular expressions that match any of many phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["any_of"]

_LETTER = re.compile(r"[^\W\d_](?![?*+{])")
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\([^()]*\)")


def any_of(phrases: Iterable[str]) -> str:
    r"""Return a regular expression that matches the first of some phrases that fits; a space matches any white space.

    It is `a|b|c` with phrases of one first letter put together: without regard to case, `re` tries each alternative at
    each place, so that a search for one letter first is several times as fast.
    """
    written = [phrase.replace(" ", r"\s+") for phrase in phrases]
    runs = groupby(written, _begins_with_letter)
    return f"(?:{'|'.join(choice for has_letter, run in runs for choice in (_group(run) if has_letter else run))})"


def _begins_with_letter(phrase: str) -> bool:
    """Return whether every match of a phrase begins with its first character, a letter."""
    outside, count = _CLASS.sub("_", phrase), 1
    while count:
        outside, count = _GROUP.subn("_", outside)
    return _LETTER.match(phrase) is not None and "|" not in outside


def _group(phrases: Iterable[str]) -> Iterator[str]:
    """Yield alternatives, one for each first letter; they match what the phrases do in their order."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        # A capital is another letter only in a search with regard to case, in which their order does not matter.
        by_letter[phrase[0].lower()].append(phrase)
    for same in by_letter.values():
        letters = {phrase[0] for phrase in same}
        if len(same) > 1 and len(letters) == 1:
            yield f"{letters.pop()}(?:{'|'.join([phrase[1:] for phrase in same])})"
        else:
            yield from same
