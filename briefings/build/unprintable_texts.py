"""Names and texts with letters that no font has, which a PDF leaves out; Markdown and HTML have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.assets import load_fonts
from briefings.build.formats import FORMATS
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import NamedEntity, Source
from briefings.outputs.fonts import load_families, missing_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.templating import Templates

__all__ = ["find_unprintable_texts", "letters_without_font"]

_MOST_SHOWN = 5


def letters_without_font(store: FactStore, templates: Templates) -> set[int]:
    """Return the code points of the names and texts of a store that no font of these templates has.

    Raises:
        BriefingsError: if there are no fonts, or one of them can't be used.
    """
    texts = "".join({text for text, _ in _printable_texts(_entries(store))})
    return (
        set()
        if texts.isascii()
        else missing_letters(texts, load_families(load_fonts(templates, FORMATS["pdf"].font_suffix).files))
    )


def find_unprintable_texts(store: FactStore, letters: AbstractSet[int]) -> Iterator[Diagnostic]:
    """Yield a warning for each name and text that has some of these letters, at its place."""
    reported: set[Location] = set()
    for text, location in _printable_texts(_entries(store) if letters else ()):
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


def _printable_texts(entries: Iterable[Entity | Fact]) -> Iterator[tuple[str, Location]]:
    """Yield the names and texts that a note may print, each with its place."""
    for entry in entries:
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
