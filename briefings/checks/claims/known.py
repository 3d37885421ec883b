"""The facts as sentences: what their texts say, and what their fields say without a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.sentences import Statement
from briefings.checks.periods import YEAR, event_span
from briefings.model.contacts import Contact
from briefings.model.entities import Framework, NamedEntity, Organisation, Place
from briefings.model.facts import Agreement, Cooperation
from briefings.model.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.fact_index import FactIndex
    from briefings.checks.context import CheckContext
    from briefings.model.dates import Period, Span
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["known_statements"]

# What is said of an agreement that has reached a stage.
_STAGES = {
    "signed": "was signed", "ratified": "was ratified", "in-force": "entered into force", "suspended": "was suspended",
    "resumed": "was in force", "denounced": "was denounced", "ended": "was terminated",
}  # fmt: skip
_OFFICE = "office"
_LONG = 160


def known_statements(
    context: CheckContext, fact_index: FactIndex, folders: frozenset[str], *, all_told: bool
) -> Iterator[Statement]:
    """Yield the facts of some folders as sentences.

    Args:
        context: the facts.
        fact_index: their texts, taken apart.
        folders: the folders.
        all_told: whether their texts are wanted too; a check of facts reads these one by one.
    """
    for entry in fact_index.entries_of(folders) if all_told else ():
        for parsed in entry.sentences:
            yield Statement(parsed.text, parsed, entry.when, entry.fact, fact_index.partners, folders)
    for folder in sorted(folders):
        for fact in context.facts_by_folder.get(folder, ()):
            for words, span in _said_by_fields(context, fact):
                yield Statement(
                    words,
                    fact_index.parse(words),
                    span,
                    fact,
                    fact_index.partners,
                    folders,
                    is_of_record=True,
                )
    for kind in (Organisation, Framework, Place):
        for entity in context.store.entities_of(kind):
            for words, span in _renamings(entity):
                yield Statement(
                    words,
                    fact_index.parse(words),
                    span,
                    None,
                    fact_index.partners,
                    folders,
                    is_of_record=True,
                )


def _said_by_fields(context: CheckContext, fact: Fact) -> Iterator[tuple[str, Span | None]]:
    """Yield what the fields of a fact say, as sentences with their days."""
    if isinstance(fact, Agreement):
        title = _words(context, fact.title)
        for stage in fact.stages:
            if verb := _STAGES.get(stage.word):
                yield f"{title} {verb}.", stage.on.span
        if not fact.stages and fact.is_event:
            yield f"{title} was signed.", event_span(fact.period)
            yield f"{title} dates from then.", event_span(fact.period)
    elif isinstance(fact, Contact) and fact.place and not fact.stages:
        place = _words(context, fact.place)
        for topic in fact.topics:
            words = f"The {fact.form.replace('-', ' ')} on {_words(context, topic)} was held in {place}."
            yield words, event_span(fact.period)
    elif isinstance(fact, Cooperation) and not fact.is_event and (start := fact.period.start):
        words = _words(context, fact.text)
        if len(words) < _LONG:
            yield f"{words.rstrip('.')} began.", start.span
    elif isinstance(fact, Life) and fact.part == _OFFICE and fact.text and (when := _term(fact.period)):
        yield f"{context.display_name(fact.person)} was {_words(context, fact.text)} {when}.", None


def _term(period: Period) -> str:
    """Return a period in words; empty if an end is not known."""
    if not period.start or not period.end:
        return ""
    return f"from {period.start.first_day.year} to {period.end.last_day.year}"


def _renamings(entity: NamedEntity) -> Iterator[tuple[str, Span]]:
    """Yield what the names of an entity say of its renaming: "OLD was renamed NEW", with the days."""
    dated = [name for name in entity.names if name.period and name.form == "full"]
    for old in dated:
        for new in dated:
            end, start = old.period.end if old.period else None, new.period.start if new.period else None
            if old.language != new.language or old.text == new.text or not end or not start:
                continue
            if abs(start.first_day - end.last_day) <= YEAR:
                yield f"{old.text} was renamed {new.text}.", start.span


def _words(context: CheckContext, text: Text) -> str:
    """Return a text in its first language, with names in place of references."""
    return context.spell_out(next(iter(text.by_language.values())))
