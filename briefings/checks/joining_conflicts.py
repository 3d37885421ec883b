"""Statements of a sentence about joining a body, beside what is on record, for facts and finished texts alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.joining import JoiningClaim, find_joining_claims, subject_word
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain, word_set
from briefings.model.dates import Certainty, Span
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.entities import NamedEntity
    from briefings.model.facts import Membership

__all__ = ["Joining", "begins_elsewhere", "find_joinings", "partner_meant", "speaks_of_joining"]

_RELATIVE = WordPattern(
    r"(?<!\w){relative_pronouns}\s+(?:(?:{auxiliaries}|{adverbs_before_verb}|{was_then})\s+)*$"
)
# "Joined it before it joined": when, the sentence does not say.
_ORDER = WordPattern(r"(?<!\w)(?:{order_before}|{order_after}|{that_time})(?!\w)")
_WORD = re.compile(r"(?<![^\W_])[dlDL][’'](?=\w)|[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Joining:
    """A statement that a partner joined a body, with what is on record.

    Attributes:
        claim: the statement.
        folder: id of the partner.
        memberships: the memberships on record.
        span: the time that the text gives.
        stated: that time as it is written; empty if the fact gives it.
    """

    claim: JoiningClaim
    folder: str
    memberships: tuple[Membership, ...]
    span: Span
    stated: str

    @property
    def is_ruled_out(self) -> bool:
        """Return whether all memberships on record certainly began at another time."""
        return bool(self.memberships) and all(
            begins_elsewhere(self.claim.body.entity, item, self.span) for item in self.memberships
        )


def speaks_of_joining(text: str) -> bool:
    """Return False only if a text certainly does not speak of joining."""
    return ("(" in text and may_contain(text, "since_when")) or may_contain(
        text, "joining", "taking_part", "framework_documents", "membership_nouns", "member_words"
    )


def find_joinings(
    context: CheckContext, sentence: str, folders: frozenset[str], own_span: Span | None
) -> Iterator[Joining]:
    """Yield the statements of a sentence about joining, as far as it is certain who joined and when.

    Args:
        context: the facts.
        sentence: the sentence, with names in place of references.
        folders: the partners that may be meant where the sentence names none.
        own_span: the days of the fact, for a sentence without a date; None if they say nothing.
    """
    bodies = [mention for mention in context.names.find(sentence) if isinstance(mention.entity, Framework)]
    if not bodies:
        return
    times = find_times(sentence)
    for claim in find_joining_claims(sentence, bodies, times):
        if is_unasserted(sentence, len(claim.subject)):
            continue
        is_of_fact = not claim.is_told and not _ORDER.search(sentence)
        span = claim.time.span if claim.time else (own_span if is_of_fact else None)
        folder = partner_meant(context, claim.subject, folders)
        memberships = context.memberships.get((folder, claim.body.entity.id), ()) if folder else ()
        if span and folder:
            yield Joining(claim, folder, tuple(memberships), span, claim.time.text if claim.time else "")


def partner_meant(context: CheckContext, before: str, folders: frozenset[str]) -> str:
    """Return the id of the partner that joins, by the words before the verb; empty if it may be another country."""
    if folders and _ends_with_person(context, before):
        return next(iter(folders)) if len(folders) == 1 else ""
    word = subject_word(before)
    if relative := _RELATIVE.search(before):  # "unlike Utopia, which joined"
        return partner_meant(context, before[: relative.start()].rstrip(" ,"), folders)
    if word.lower() in word_set("other_members"):
        return ""
    for found in reversed(list(_WORD.finditer(before))):
        if partner := context.countries.find(found[0]):
            # Another country may stand between: "unlike Moldova, Utopia joined".
            is_last = bool(context.countries.find(word))
            return partner if is_last or not word[:1].isupper() or _is_first(before, word) else ""
    may_be_pronoun = not word[:1].isupper() or _is_first(before, word)
    return next(iter(folders)) if len(folders) == 1 and may_be_pronoun else ""


def _ends_with_person(context: CheckContext, before: str) -> bool:
    """Return whether the words before a verb end with a person or a title: whoever signs does so for the partner."""
    end = len(before.rstrip(" ,"))
    if context.people.read_before(before, end):
        return True
    return any(title.whole_end == end for title in context.titles.find(before))


def _is_first(before: str, word: str) -> bool:
    """Return whether a word is the first of a sentence, and one that every sentence may begin with: "It", "Elle"."""
    return before.strip().startswith(word) and word.lower() in word_set("pronouns")


def begins_elsewhere(framework: NamedEntity, membership: Membership, span: Span) -> bool:
    """Return whether a membership certainly did not begin on one of some days.

    A membership that began before its framework existed does not count; another check reports it.
    """
    start = membership.period.start
    existed = isinstance(framework, Framework) and start and framework.period.certainty_on(start.last_day)
    if start is None or existed is Certainty.NO:
        return False
    return span.overlap(start.span) is None
