"""An office that is called vacant while somebody held it.

What it finds:
    A text that calls an office vacant, by its title ("the post of Keeper was vacant", in English, French and Russian),
    for a time in which somebody surely held it by a tenure on record: on some day between two years that it names, or
    since one; else on all days of the date that it names, or of the event that it tells.

Why it matters:
    The note names the holder a page further on; and whoever calls an office empty that is not offends who holds it.

Example:
    text: In 2010 the post of Keeper of the League was vacant.      # whom Gustave H. was from 2006 to 2014

Write instead:
    The time in which nobody held it, and a tenure with `vacant: yes`; or the right dates of the tenure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.checks.context import Finding, Span, surely_held
from briefings.checks.text.mentions import bare, dates, has_any, sentences, years
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import Case, Passage
    from briefings.checks.text.titles import Title
    from briefings.model.facts import Post

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_VACANT = r"vacante?s?|unfilled|unoccupied|not\s+filled|without\s+an?\s+(?:holder|incumbent)|non\s+pourvue?|sans\s+titulaire|вакант\w+"
_SIGNS = ("acan", "nfilled", "noccupied", "t filled", "without a", "pourvu", "titulaire", "акант")
# A title is that of an office: "the post of Keeper was vacant", "the Keeper post has been vacant".
_FRONT = re.compile(
    r"\b(?:posts?|office|position|postes?|fonctions?|должность|должности|пост)\s+(?:(?:of|de|du|the|an?|la|le)\s+|d[’']|l[’']|[“«\"])*$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\s+(?:post|office|position)\b", re.IGNORECASE)
# What may stand between it and the word; "never" and "no longer" may not.
_BEHIND = re.compile(
    r"[”»\"]?(?:,?\s+(?:which|was|were|is|has|had|have|been|being|remained|remains|stood|stands|left|fell|lay|still|then|also"
    r"|qui|était|est|a|été|fut|resté|restait|reste|demeure|demeurait|toujours|был[аио]?|оставал\w+|остаётся))*"
    rf",?\s+(?:{_VACANT})\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:from|between|de|entre|с)\b|\d\s?[–-]\s?\d", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|depuis)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:until|till|before|after|by|when|once|jusqu|avant|après|quand|lorsque|до|после|когда|if|would|si)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Finding]:
    """Look at the texts that speak of vacancies."""
    for passage in case.passages:
        if not has_any(passage.words, _SIGNS) or passage.said:
            continue
        for sentence in sentences(bare(passage.words)):
            for title in case.titles.find(sentence):
                posts = [post for post in title.posts if post.partner in (None, passage.fact.folder)]
                if len(posts) == 1 and _called_vacant(sentence, title):
                    yield from _vacant(case, passage, posts[0], sentence)


def _called_vacant(sentence: str, title: Title) -> bool:
    office = _OFFICE.match(sentence, title.end)
    if not office and not _FRONT.search(sentence[: title.start]):
        return False
    return _BEHIND.match(sentence, office.end() if office else title.end) is not None


def _vacant(case: Case, passage: Passage, post: Post, sentence: str) -> Iterator[Finding]:
    """Who surely held a post while a sentence calls it vacant: the first of them."""
    told = _told_of(passage, sentence)
    for tenure in case.base.tenures.get(post.id, ()) if told else ():
        held = surely_held(tenure) if tenure.holder else None
        if told and held and told.contradicted(held):
            yield Finding(
                message=f"{passage.fact.key} calls {post.id} vacant, and {case.name(tenure.holder)} held it {tenure.period}",
                location=passage.location,
                about=(passage.fact, tenure),
                hint="name the time in which nobody held it, or correct the tenure",
                related=(tenure.location,),
                cause=("vacant", passage.fact.key, post.id),
            )
            return


@dataclass(frozen=True, slots=True)
class _Time:
    """When a post is told to have been vacant.

    Attributes:
        span: from one day to another.
        all_of_it: whether on every day between them; else on one or more of them.
    """

    span: Span
    all_of_it: bool

    def contradicted(self, held: Span) -> bool:
        """Whether it can't be so if somebody held the post for a time; first and last days may be those of a hand-over."""
        if self.all_of_it:
            return held.first < self.span.last and self.span.first < held.last
        return held.first < self.span.first and self.span.last < held.last


def _told_of(passage: Passage, sentence: str) -> _Time | None:
    """When a sentence tells a post to have been vacant; None where it names an end alone, or several years."""
    fact, named = passage.fact, sorted(years(sentence))
    if named and _SINCE.search(sentence):
        return _Time(Span(date(named[0], 12, 31), passage.day), all_of_it=True)
    if len(named) > 1:
        between = Span(date(named[0], 12, 31), date(named[-1], 1, 1))
        return _Time(between, all_of_it=True) if _RANGE.search(sentence) else None
    if _RANGE.search(sentence) or _LIMIT.search(sentence):
        return None
    start, end = fact.period.start, fact.period.end
    if named:
        told = [each.when for each in dates(sentence, passage.language)]
        start = end = told[0] if told else PartialDate.parse(str(named[0]))
    elif not fact.event:
        span = surely_held(fact)
        return _Time(span, all_of_it=True) if span else None
    return _Time(Span((start or end).first, end.last), all_of_it=False) if end else None
