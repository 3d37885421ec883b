"""The gate: finished files are opened again and searched for what their readers may not see, before they are published.

Views hold nothing withheld, so the gate finds nothing unless a part of the product fails, or a person wrote withheld
words into a template, a label, a style or an option of the command.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.factbase.named_entities import without_unnamed
from briefings.model.diagnostics import Diagnostic
from briefings.model.locales import country_names, language_name, month_name, weekday_name
from briefings.model.words import fold_words
from briefings.project import package_data_folder
from briefings.views.withheld_words import withheld_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.views.release import ReleasedStore

__all__ = ["Gate"]

_WORDING_SUFFIXES = frozenset({".css", ".j2", ".yaml"})
_WORD_PARTS = frozenset({".py", ".xml"})
_LABEL = re.compile(r"^ +[\w-]+: (.+)$", re.MULTILINE)
"""A label of a label file, with its text."""


class Gate:
    """What one audience may not see of some facts, and the search for it in finished files."""

    def __init__(self, store: FactStore, released: ReleasedStore, languages: Iterable[str]) -> None:
        """Prepare the search; it costs nothing if nothing is withheld.

        Args:
            store: all facts.
            released: the part of them that the audience may see.
            languages: of the notes.
        """
        named = without_unnamed(store)
        self._withheld: Mapping[str, Location] = {}
        if released.entities != named.entities or released.facts != named.facts:
            common_words = frozenset().union(_product_words(), *map(_language_words, languages))
            self._withheld = withheld_words(named, released, common_words)
        self._lengths: dict[str, set[int]] = {}
        for run in self._withheld:
            first, *others = run.split(" ")
            self._lengths.setdefault(first, set()).add(1 + len(others))

    def find_withheld(self, audience: str, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
        """Yield an error for each file and place with withheld words, at the entry that they come from.

        Args:
            audience: for whom the files are, for messages.
            files: finished files by name.
        """
        if not self._withheld:
            return
        from briefings.checks.text.reopen import reopen  # noqa: PLC0415 - only where something is withheld

        for file_name, data in files.items():
            seen = set()
            for found in reopen(file_name, data):
                for run, location in self._runs_in(fold_words(found.text)):
                    if (found.place, location) not in seen:
                        seen.add((found.place, location))
                        message = f"{file_name} ({found.place}) holds {run!r}, which {audience!r} may not see"
                        hint = "look for these words in templates, labels, styles and options; nothing was published"
                        yield Diagnostic("withheld-words", message, location, hint=hint)

    def _runs_in(self, words: Sequence[str]) -> Iterator[tuple[str, Location]]:
        """Yield the withheld runs of words among words, each with the place of its entry."""
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                run = " ".join(words[start : start + length])
                if location := self._withheld.get(run):
                    yield run, location


@cache
def _product_words() -> frozenset[str]:
    """Return the words of the labels, templates and styles that come with Briefings, and of the parts of a Word file.

    Among them are the labels as a whole, such as "foreign minister": a row may name an office whose post is withheld.
    """
    paths = [
        path for path in (package_data_folder() / "templates").rglob("*") if path.suffix in _WORDING_SUFFIXES
    ]
    word = Path(__file__).parents[1] / "outputs" / "word"
    paths += [path for path in word.iterdir() if path.suffix in _WORD_PARTS]
    texts = [path.read_text("utf-8") for path in paths]
    labels = (match[1] for text in texts for match in _LABEL.finditer(text))
    whole = (" ".join(fold_words(label)) for label in labels)
    return frozenset((*(word for text in texts for word in fold_words(text)), *whole))


@cache
def _language_words(language: str) -> frozenset[str]:
    """Return the words that a note takes from Unicode's CLDR: countries, languages, months and days."""
    names = [
        *country_names(language).values(),
        language_name(language, language),
        *(
            month_name(number, language, standalone=standalone, width=width)
            for number in range(1, 13)
            for standalone in (False, True)
            for width in ("wide", "abbreviated")
        ),
        *(weekday_name(number, language) for number in range(7)),
    ]
    return frozenset(word for name in names for word in fold_words(name))
