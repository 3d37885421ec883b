"""Names, texts and labels with letters that no font has, which a PDF leaves out; Markdown and HTML have them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from briefings.build.assets import load_fonts
from briefings.build.formats import FORMATS
from briefings.build.own_labels import own_label_files
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import NamedEntity, Source
from briefings.model.evidence import Text
from briefings.outputs.fonts import load_families, missing_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from briefings.compose.labels import Labels
    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.model.markings import MarkingScheme
    from briefings.templating import Templates

__all__ = [
    "find_unprintable_labels",
    "find_unprintable_markings",
    "find_unprintable_texts",
    "letters_without_font",
]

_MOST_SHOWN = 5


def letters_without_font(store: FactStore, templates: Templates) -> set[int]:
    """Return the code points of the names and texts of a store that no font of these templates has.

    Raises:
        BriefingsError: if there are no fonts, or one of them can't be used.
    """
    return _lost_letters({text for text, _ in _printable_texts(store)}, templates)


def _lost_letters(texts: Iterable[str], templates: Templates) -> set[int]:
    """Return the code points of texts that no font of these templates has; loads no font for plain letters."""
    letters = "".join(texts)
    if letters.isascii():
        return set()
    return missing_letters(letters, load_families(load_fonts(templates, FORMATS["pdf"].font_suffix).files))


def find_unprintable_labels(templates: Templates, labels: Labels) -> Iterator[Diagnostic]:
    """Yield a warning for each label of a project with letters that no font of these templates has, at its place.

    Raises:
        BriefingsError: if there are no fonts, or one of them can't be used.
    """
    files = own_label_files(templates, labels)
    own = {key: text for key, text in labels.texts.items() if labels.location(key).path in files}
    letters = _lost_letters(own.values(), templates)
    for key, text in own.items():
        if lost := sorted(letters & set(map(ord, text))):
            yield _warning(lost, labels.location(key))


def find_unprintable_markings(scheme: MarkingScheme, templates: Templates) -> Iterator[Diagnostic]:
    """Yield an error for each name of a level with letters that no font has: without its marking no PDF is made.

    Raises:
        BriefingsError: if there are no fonts, or one of them can't be used.
    """
    names = {name: None for by_language in scheme.names.values() for name in by_language.values()}
    letters = _lost_letters(names, templates)
    for name in names:
        for point in sorted(letters & set(map(ord, name))):
            message = f"no font has {chr(point)!r} (U+{point:04X}) of the marking {name!r}"
            hint = "use another character, or add a font that has it; no PDF is made without its marking"
            yield Diagnostic("missing-glyph", message, scheme.location, hint=hint)


def find_unprintable_texts(store: FactStore, letters: AbstractSet[int]) -> Iterator[Diagnostic]:
    """Yield a warning for each name and text that has some of these letters, at its place."""
    reported: set[Location] = set()
    for text, location in _printable_texts(store) if letters else ():
        lost = sorted(letters & set(map(ord, text)))
        if lost and location not in reported:
            reported.add(location)
            yield _warning(lost, location)


def _warning(letters: list[int], location: Location) -> Diagnostic:
    """Return the warning about a text with letters that no font has."""
    shown = ", ".join(f"{chr(point)} (U+{point:04X})" for point in letters[:_MOST_SHOWN])
    rest = f" and {len(letters) - _MOST_SHOWN} more" if len(letters) > _MOST_SHOWN else ""
    message = (
        f"no font has {shown}{rest}, so the PDF leaves it out"
        if len(letters) == 1
        else (f"no font has {shown}{rest}, so the PDF leaves them out")
    )
    hint = "put a font with these letters into templates/fonts/; Markdown and HTML have them"
    return Diagnostic("missing-glyph", message, location, Severity.WARNING, hint)


def _entries(store: FactStore) -> Iterator[Entity | Fact]:
    """Yield all entities and facts of a store."""
    yield from store.entities.values()
    yield from store.facts


def _printable_texts(store: FactStore) -> Iterator[tuple[str, Location]]:
    """Yield the names and texts that a note may print, each with its place."""
    for field in fields(store.house):
        value = getattr(store.house, field.name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, Text):
                yield from ((version, text.location) for version in text.by_language.values())
    for entry in _entries(store):
        for text in entry.texts():
            yield from ((version, text.location) for version in text.by_language.values())
        if isinstance(entry, NamedEntity):
            yield from ((name.text, name.location) for name in entry.names)
        elif isinstance(entry, Source):
            yield from (
                (words, entry.location)
                for words in (
                    *entry.authors,
                    entry.title,
                    entry.publisher,
                    entry.detail,
                    entry.number,
                    entry.repeated_by,
                )
            )
