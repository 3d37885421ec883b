"""The language of the facts of a note, if too few of them are translated to speak of a translated note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from briefings.model.dates import PartialDate
from briefings.model.phrases import ForeignText, LabelRef, Phrase
from briefings.model.records import field_values
from briefings.views.records import TemplateView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.records import View

__all__ = ["facts_language"]

_LEAST_TRANSLATED = 0.8
_FEWEST_PHRASES = 8
"""The number of phrases from which a share means something; in a shorter note each foreign text is tagged."""
_PHRASELESS = (str, bool, type(None), PartialDate)
"""The types of most values without a phrase in them, to pass these over at once."""


def facts_language(view: View) -> str:
    """Return the language of the facts of a view if less than 80 % of them are translated, as BCP 47 tag; else empty.

    Such a note says so once, instead of behind each sentence.
    """
    languages = Counter(
        _language(phrase)
        for field in fields(TemplateView)
        for phrase in _phrases(getattr(view, field.name))
        if phrase.citations
    )
    if languages[""] >= _LEAST_TRANSLATED * languages.total() or languages.total() < _FEWEST_PHRASES:
        return ""
    del languages[""]
    return languages.most_common(1)[0][0]


def _language(phrase: Phrase) -> str:
    """Return the language that a phrase is tagged with; empty for that of the note."""
    for part in phrase.parts:
        if isinstance(part, ForeignText) and part.show_language:
            return part.language
        if isinstance(part, LabelRef):
            for _, value in part.values:
                if language := _language(value):
                    return language
    return ""


def _phrases(record: Any) -> Iterator[Phrase]:  # noqa: ANN401 - fields of records are of any kind
    """Yield the phrases in a record, in no order."""
    pending = [record]
    while pending:
        value = pending.pop()
        if isinstance(value, Phrase):
            yield value
        elif isinstance(value, tuple):
            pending += value
        elif isinstance(value, Mapping):
            pending += value.values()
        elif not isinstance(value, _PHRASELESS):
            pending += field_values(value)
