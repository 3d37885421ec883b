"""Checks that labels are wording and state no fact: what a note states comes from the facts, with a source.

A label may connect values and name a section; numbers, dates and names come into it through its placeholders.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.model.locales import country_names, is_known_language, month_name, primary_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.compose.labels import Label, Labels
    from briefings.model.markings import MarkingScheme

__all__ = ["check_label_markings", "check_label_names", "check_label_numbers"]

# The words for dates themselves, and the words of titles, which facts give their posts.
_WORDS_FOR_DATES = re.compile(r"date\.(?:first|months\..+)")
_TITLES = re.compile(r"role\..+|name\.capital")
_WORD = re.compile(r"\w+")
_SLOT = "\ufffc"
"""Replaces a placeholder, so that no name is found across one."""
_ALSO_WORDS = frozenset({"May", "Réunion"})
"""Names of months and countries that labels need as words: "May we ask", French for a meeting."""
_LEAST_NAME = 2


def check_label_numbers(key: str, label: Label, language: str) -> Iterator[Diagnostic]:
    """Yield the problem of a label that contains a number, a month or a country; every brief is checked for it.

    Args:
        key: of the label.
        label: the label.
        language: of the label file.
    """
    if _WORDS_FOR_DATES.fullmatch(key):
        return
    wording = _wording_of(label)
    number = next((letter for letter in wording if unicodedata.category(letter).startswith("N")), None)
    if number:
        message = f"the label {key!r} contains the number {number!r}"
        hint = "write a placeholder such as {date} or {count}, and the number in facts/"
        yield Diagnostic("label-fact", message, label.location, hint=hint)
    elif name := _find_name(wording, _known_names(primary_language(language))):
        message = f"the label {key!r} contains the name {name!r}"
        hint = "write a placeholder such as {date} or {partner}, and the fact in facts/"
        yield Diagnostic("label-fact", message, label.location, hint=hint)


def check_label_names(
    labels: Labels, files: Iterable[str], names: Iterable[str], known_wording: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield a problem for each label of some files that contains a name from the facts.

    Args:
        labels: of one language.
        files: their names for messages.
        names: of the persons, places, posts and organisations in the facts.
        known_wording: the texts of the packaged labels; a name that is a word of them may be meant as that word.
    """
    wordings, written = _own_wordings(labels, frozenset(files))
    # Few names are written with words of the labels, and only those have to be looked for.
    possible = {name for name in names if _can_be_found(name) and written.issuperset(_WORD.findall(name))}
    pattern = _names_pattern(frozenset(possible - _words(known_wording))) if possible else None
    for key, wording in wordings.items() if pattern else ():
        if name := _find_name(wording, pattern):
            message = f"the label {key!r} contains {name!r}, which the facts name"
            hint = "write a placeholder that prints it; the names of the house are in facts/house.yaml"
            yield Diagnostic("label-fact", message, labels[key].location, hint=hint)


@functools.lru_cache(maxsize=16)
def _own_wordings(labels: Labels, files: frozenset[str]) -> tuple[dict[str, str], set[str]]:
    """Return the wording of each label of some files, but for words of titles; and all words of these wordings."""
    wordings = {
        key: _wording_of(labels[key])
        for key in labels
        if labels[key].location.path in files and not _TITLES.fullmatch(key)
    }
    return wordings, _words(wordings.values())


def check_label_markings(labels: Labels, files: Iterable[str], scheme: MarkingScheme) -> Iterator[Diagnostic]:
    """Yield a problem for each label of some files that a reader might take for a marking of the scheme.

    That is the name of a level in capitals, or its short form in brackets; a level such as "Public" is a word too.
    """
    own_files = frozenset(files)
    names = {name for level in scheme.levels for name in scheme.names.get(level, {"": level}).values()}
    levels = _names_pattern(frozenset(name for name in names if name.isupper()))
    portions = frozenset(f"({short})" for short in {*scheme.portions.values(), *scheme.levels})
    for key in labels:
        label = labels[key]
        if label.location.path not in own_files:
            continue
        wording = _wording_of(label)
        found = _find_name(wording, levels) or next((short for short in portions if short in wording), "")
        if found:
            message = f"the label {key!r} contains the marking {found!r}"
            hint = "delete it: the marking of a note is computed from what it prints"
            yield Diagnostic("label-marking", message, label.location, hint=hint)


def _wording_of(label: Label) -> str:
    """Return the text of a label without its placeholders."""
    return "".join(part if isinstance(part, str) else _SLOT for part in label.parts)


def _words(texts: Iterable[str]) -> set[str]:
    """Return the words of texts."""
    return {word for text in texts for word in _WORD.findall(text)}


def _can_be_found(name: str) -> bool:
    """Return whether a name is one that no ordinary word is: it has a capital letter, or a script without them."""
    return (len(name) >= _LEAST_NAME and name != name.lower()) or any(map(_has_no_case, name))


def _has_no_case(letter: str) -> bool:
    """Return whether a letter is of a script without capital letters."""
    return unicodedata.category(letter) == "Lo"


@functools.lru_cache(maxsize=16)
def _known_names(language: str) -> re.Pattern[str] | None:
    """Return a pattern for the names of months and countries in a language and in English."""
    names: set[str] = set()
    for tag in filter(is_known_language, {language, "en"}):
        names.update(country_names(tag).values())
        for month in range(1, 13):
            names.update(month_name(month, tag, standalone=alone) for alone in (True, False))
    return _names_pattern(frozenset(names) - _ALSO_WORDS)


@functools.lru_cache(maxsize=16)
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds names as whole words, the longest first; None without names."""
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _find_name(wording: str, pattern: re.Pattern[str] | None) -> str:
    """Return the first name in a text; empty if there is none."""
    match = pattern.search(wording) if pattern else None
    return match.group() if match else ""
