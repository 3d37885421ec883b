"""Right-to-left text in pictures for PDF, prepared for a typesetter that sets the letters of a picture one by one.

WeasyPrint draws each letter of a picture by itself, from left to right. So this module puts the letters into the order
in which they are seen, and replaces Arabic letters by the forms that join. Unicode has both: its table of presentation
forms, and its bidirectional algorithm, of which a label needs the part without nested directions.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from itertools import groupby
from unicodedata import bidirectional, category, decomposition

__all__ = ["join_letters"]

_TEXT_NODE = re.compile(r"(?<=>)[^<>]+(?=<)")
_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")
_PRESENTATION_FORMS = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_RIGHT_TO_LEFT = ("R", "AL")
_NUMBERS = ("EN", "AN")
_NUMBER_SEPARATORS = ("CS", "ES")


def join_letters(svg: str) -> str | None:
    """Return a picture whose right-to-left text needs no joining; None if its script is not supported.

    Vowel marks are left out: they are optional, and have no place of their own.
    """
    texts = {node: unescape(node) for node in _TEXT_NODE.findall(svg) if _has_rtl_letter(unescape(node))}
    if any(not _can_join(letter) for text in texts.values() for letter in text):
        return None
    return _TEXT_NODE.sub(
        lambda match: escape(_visual_text(texts[match[0]])) if match[0] in texts else match[0], svg
    ).translate(_ISOLATES)


def _has_rtl_letter(text: str) -> bool:
    """Return whether a text has a letter of a right-to-left script."""
    return any(bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def _can_join(letter: str) -> bool:
    """Return whether a letter needs no form that joins, or has one."""
    return bidirectional(letter) != "AL" or not category(letter).startswith("L") or letter in _forms()


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return the presentation forms of Arabic letters, and of lam with alef: `isolated`, `initial`, `medial`, `final`."""
    forms: dict[str, dict[str, str]] = {}
    for point in _PRESENTATION_FORMS:
        kind, _, points = decomposition(chr(point)).partition(" ")
        letters = "".join(chr(int(number, 16)) for number in points.split())
        if len(letters) == 1 or letters in ("لا", "لأ", "لإ", "لآ"):
            forms.setdefault(letters, {})[kind.strip("<>")] = chr(point)
    return forms


def _visual_text(text: str) -> str:
    """Return the letters of a text as they are seen from left to right, each in the form that joins."""
    letters = "".join(letter for letter in text.translate(_ISOLATES) if category(letter) != "Mn")
    joined = _joined_text(letters)
    levels = _embedding_levels(joined)
    pairs = [
        (letter.translate(_MIRRORED) if level % 2 else letter, level)
        for letter, level in zip(joined, levels, strict=True)
    ]
    for least in range(max(levels), 0, -1):
        runs = [list(run) for _, run in groupby(pairs, key=lambda pair: pair[1] >= least)]
        pairs = [pair for run in runs for pair in (reversed(run) if run[0][1] >= least else run)]
    return "".join(letter for letter, _ in pairs)


def _joined_text(text: str) -> str:
    """Return a text in reading order, with each Arabic letter in the form that its neighbours ask for."""
    forms = _forms()
    units = re.findall("ل[اأإآ]|.", text, re.DOTALL)
    out = []
    for index, unit in enumerate(units):
        own = forms.get(unit, {})
        before = forms.get(units[index - 1], {}) if index else {}
        after = forms.get(units[index + 1], {}) if index + 1 < len(units) else {}
        is_joined_before = "initial" in before and "final" in own
        is_joined_after = "initial" in own and "final" in after
        kind = {
            (False, False): "isolated",
            (False, True): "initial",
            (True, False): "final",
            (True, True): "medial",
        }[is_joined_before, is_joined_after]
        out.append(own.get(kind, unit))
    return "".join(out)


def _embedding_levels(text: str) -> list[int]:
    """Return the level of each letter: odd for right to left; even for left to right, as in numbers."""
    first_strong = next(kind for kind in map(bidirectional, text) if kind in ("L", *_RIGHT_TO_LEFT))
    base = "L" if first_strong == "L" else "R"
    kinds = _letter_kinds(text, base)
    levels_of_kinds = {"L": 0, "R": 1, "N": 2} if base == "L" else {"L": 2, "R": 1, "N": 2}
    return [levels_of_kinds[kind] for kind in _resolve_neutrals(kinds, base)]


def _letter_kinds(text: str, base: str) -> list[str]:
    """Return L for letters from left to right, R for the others, N for numbers within these, and a blank for the rest."""
    kinds: list[str] = []
    last_strong = base
    classes = [bidirectional(letter) for letter in text]
    for index, name in enumerate(classes):
        if name == "L" or name in _RIGHT_TO_LEFT:
            last_strong = "L" if name == "L" else "R"
            kinds.append(last_strong)
        elif name in _NUMBERS:
            kinds.append("L" if last_strong == "L" else "N")
        elif name in _NUMBER_SEPARATORS and kinds[-1:] == ["N"] and classes[index + 1 : index + 2] == ["EN"]:
            kinds.append("N")
        else:
            kinds.append(" ")
    return kinds


def _resolve_neutrals(kinds: list[str], base: str) -> list[str]:
    """Return kinds in which blanks and punctuation have the direction of both neighbours, or else that of the text."""
    out: list[str] = []
    before = base
    for is_neutral, group in groupby(enumerate(kinds), key=lambda pair: pair[1] == " "):
        run = list(group)
        if not is_neutral:
            out += [kind for _, kind in run]
            before = "R" if run[-1][1] == "N" else run[-1][1]
            continue
        following = kinds[run[-1][0] + 1 : run[-1][0] + 2] or [base]
        after = "R" if following[0] == "N" else following[0]
        out += [before if before == after else base] * len(run)
    return out
