"""A post that is called vacant although it had a holder.

Finds:
    A text that calls a post vacant by its title ("the post of Keeper was vacant"; also in French and Russian) for a
    time when a tenure on record certainly held. If the text gives a period ("from 2009 to 2011", "since 2010"), one
    such day is enough; if it gives a date, or belongs to an event, the tenure must cover all of that date.

Why it matters:
    The note names the holder one page later, and to call a post empty offends its holder.

Example:
    text: In 2010 the post of Keeper of the League was vacant.      # Gustave H. held it from 2006 to 2014

Write instead:
    The time when the post had no holder, and a tenure with `vacant: yes`; or correct the dates of the tenure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause
from briefings.checks.context import Finding
from briefings.checks.periods import is_well_within, known_span
from briefings.checks.text.dates import find_dates, find_years
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.dates import PartialDate, Span
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.titles import Title
    from briefings.model.entities import Post

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

# The title must be that of an office: "the post of Keeper was vacant", "the Keeper post has been vacant".
_OFFICE_BEFORE = WordPattern(r"\b{offices_before_title}\s+(?:{office_links}\s+|{elisions}|[“«\"])*$")
_OFFICE_AFTER = WordPattern(r"\s+{offices_after_title}\b")
_VACANT_AFTER = WordPattern(r"[”»\"]?(?:,?\s+{vacancy_verbs})*,?\s+{vacant}\b")
_RANGE = WordPattern(r"\b{range_starts}\b|\d\s?[–-]\s?\d")
_SINCE = WordPattern(r"\b{since}\b")
_LIMIT = WordPattern(r"\b{time_limits}\b")


@dataclass(frozen=True, slots=True)
class _VacancyInFact(Cause):
    """The vacancy of a post in the text of a fact; both by key or id."""

    fact: str
    post: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the texts that mention a vacancy."""
    for passage in context.passages:
        if not may_contain(passage.text, "vacant") or passage.is_disagreement:
            continue
        for sentence in split_sentences(blank_references(passage.text)):
            for title in context.titles.find(sentence):
                posts = [post for post in title.posts if post.partner in (None, passage.fact.folder)]
                if len(posts) == 1 and _is_called_vacant(sentence, title):
                    yield from _check_holders(context, passage, posts[0], sentence)


def _is_called_vacant(sentence: str, title: Title) -> bool:
    """Return whether a sentence calls the office of this title vacant."""
    office = _OFFICE_AFTER.match(sentence, title.end)
    if not office and not _OFFICE_BEFORE.search(sentence[: title.start]):
        return False
    return _VACANT_AFTER.match(sentence, office.end() if office else title.end) is not None


def _check_holders(context: CheckContext, passage: Passage, post: Post, sentence: str) -> Iterator[Finding]:
    """Report the first person who certainly held a post while a sentence calls it vacant."""
    vacancy = _stated_vacancy(passage, sentence)
    for tenure in context.store.tenures_by_post.get(post.id, ()) if vacancy else ():
        fills = tenure.holder and not (tenure.is_stand_in or tenure.is_coming)
        span = certain_span(tenure) if fills else None
        if vacancy and span and vacancy.is_contradicted_by(span):
            yield Finding(
                message=f"{passage.fact.key} says that {post.id} was vacant, but {context.display_name(tenure.holder)} held it ({tenure.period})",
                location=passage.location,
                entries=(passage.fact, tenure),
                hint="correct the time of the vacancy, or the tenure",
                related=(tenure.location,),
                cause=_VacancyInFact(passage.fact.key, post.id),
            )
            return


@dataclass(frozen=True, slots=True)
class _Vacancy:
    """A time when a post is said to have been vacant.

    Attributes:
        span: the first and the last day.
        every_day: whether it was vacant on every day of the span, or only on one or more of them.
    """

    span: Span
    every_day: bool

    def is_contradicted_by(self, held: Span) -> bool:
        """Return whether a tenure with the span `held` rules the vacancy out.

        The first and the last day may be those of a hand-over.
        """
        if self.every_day:
            return held.first < self.span.last and self.span.first < held.last
        return is_well_within(self.span, held)


def _stated_vacancy(passage: Passage, sentence: str) -> _Vacancy | None:
    """Return when a sentence says that a post was vacant, or None if it gives only an end, or several years."""
    fact, named_years = passage.fact, sorted(find_years(sentence))
    if named_years and _SINCE.search(sentence):
        return _Vacancy(Span(date(named_years[0], 12, 31), passage.day), every_day=True)
    if len(named_years) > 1:
        between = Span(date(named_years[0], 12, 31), date(named_years[-1], 1, 1))
        return _Vacancy(between, every_day=True) if _RANGE.search(sentence) else None
    if _RANGE.search(sentence) or _LIMIT.search(sentence):
        return None
    if named_years:
        written_dates = [written_date.date for written_date in find_dates(sentence, passage.language)]
        named = written_dates[0] if written_dates else PartialDate.parse(str(named_years[0]))
        span = named.span if named else None
        return _Vacancy(span, every_day=False) if span else None
    span = known_span(fact)
    return _Vacancy(span, every_day=not fact.is_event) if span else None
