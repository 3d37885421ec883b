"""A letter of another script that looks like the right one.

Finds:
    Words in names, texts and titles of sources whose letters are of one script but for some that only look like it: a
    Cyrillic `о` in a Latin name.

Why it matters:
    No reader sees it, and no search finds the word. A name that is written in two ways counts as two names.

Example:
    text: The Mоustafa plan began. (with a Cyrillic о)

Write instead:
    The word typed again, in one script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.entities import NamedEntity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_WORD = re.compile(r"[^\W\d_]{2,}")
_LOOK_ALIKES = {
    ("Cyrillic", "Latin"): frozenset("асеіјорѕхуһАВСЕНІЈКМОРЅТХУ"),
    ("Latin", "Cyrillic"): frozenset("aceijopsxyhABCEHIJKMOPSTXY"),
    ("Greek", "Latin"): frozenset("ονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
    ("Latin", "Greek"): frozenset("ovpABEZHIKMNOPTYX"),
    ("Cyrillic", "Greek"): frozenset("орАВЕНІКМОРТУХ"),
    ("Greek", "Cyrillic"): frozenset("ορΑΒΕΗΙΚΜΟΡΤΥΧ"),
}
"""The letters of one script that look like letters of another one."""
_SCRIPTS = frozenset(script for pair in _LOOK_ALIKES for script in pair)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all names, texts and titles."""
    store = context.store
    entries: tuple[Entity | Fact, ...] = (*store.entities.values(), *store.facts)
    for entry in entries:
        for text, location in dict.fromkeys(_texts_of(entry)):
            for word, letter, script in () if text.isascii() else _mixed_words(text):
                yield Finding(
                    message=f"{word!r} has the {script} letter {letter!r} (U+{ord(letter):04X}) among others",
                    location=location,
                    entries=(entry,),
                    hint="type the word again, in one script",
                )


def _texts_of(entry: Entity | Fact) -> Iterator[tuple[str, Location]]:
    """Yield the names and texts of an entry, each with its place."""
    for text in entry.texts():
        yield from ((version, text.location) for version in text.by_language.values())
    if isinstance(entry, NamedEntity):
        yield from ((name.text, name.location) for name in entry.names)
    elif isinstance(entry, Source):
        yield from ((words, entry.location) for words in (entry.title, entry.publisher, *entry.authors))


def _mixed_words(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words of one script with a letter of another that looks like it, each with the letter and its script."""
    for word in dict.fromkeys(_WORD.findall(text)):
        scripts = {letter: _script_of(letter) for letter in word}
        counts = Counter(script for letter in word if (script := scripts[letter]))
        if len(counts) > 1:
            main = counts.most_common(1)[0][0]
            strange = [letter for letter in word if scripts[letter] not in ("", main)]
            if all(letter in _LOOK_ALIKES[scripts[letter], main] for letter in strange):
                yield word, strange[0], scripts[strange[0]]


def _script_of(letter: str) -> str:
    """Return the script of a letter, if it is one of those whose letters look alike; else an empty text."""
    script = unicodedata.name(letter, "").partition(" ")[0].capitalize()
    return script if script in _SCRIPTS else ""
