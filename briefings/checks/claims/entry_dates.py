"""Dates that sentences give to memberships, agreements and terms of office, compared with the facts' own dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.stretches import NamedEntry, Part, find_dated, owner_tokens
from briefings.checks.claims.tokens import token, tokens_of
from briefings.checks.joining_conflicts import begins_elsewhere, partner_meant
from briefings.checks.periods import YEAR, event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.joining import find_framework_document
from briefings.checks.text.spelling import CAPITAL, WORD_START
from briefings.checks.text.towns import country_of_town, english_town
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.entities import SHARED_FOLDER, Framework, Partner
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.claims.stretches import Dated
    from briefings.checks.context import CheckContext
    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.entities import NamedEntity
    from briefings.model.facts import Membership

__all__ = ["find_wrong_dates", "may_date_entries"]

_MEMBERSHIP, _AGREEMENT = "membership_deeds", "agreement_deeds"


_FOUNDING = WordPattern(r"(?<!\w)(?:{founding_words})(?!\w)")
# What may be beside the title of a document: "(3 May 2010)", "2010 Agreement".
_BESIDE_TITLE = re.compile(rf"\([^()\d]{{0,30}}\d|\d{{4}} {CAPITAL}")
# "NATO's Partnership", "the Partnership Review Process".
_OWNS = re.compile(r"(?:[’']s?)?\s+[«“\"„]?")
_WORD = re.compile(rf"{WORD_START}[^\W\d_][\w’'-]*")
_ACRONYM = re.compile(r"[»”\"]?\s*\(\w{2,10}\)")
_OPENS_BRACKET = WordPattern(r"[»”\"“]?\s*\((?:(?:{signed}|{date_labels})\s+)?(?:{date_prepositions}\s+)?")


def may_date_entries(statement: Statement) -> bool:
    """Return False only if a sentence certainly dates no entry on record."""
    has_deed = may_contain(statement.text, _MEMBERSHIP, _AGREEMENT) or (
        _BESIDE_TITLE.search(statement.text) is not None and may_contain(statement.text, "document_kinds")
    )
    return (has_deed and bool(statement.times)) or _FOUNDING.search(statement.text) is not None


def find_wrong_dates(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the times that a sentence gives to memberships and agreements, and that the facts rule out."""
    if may_contain(statement.text, _MEMBERSHIP, "framework_documents") or _FOUNDING.search(statement.text):
        yield from _find_memberships(context, statement)
    if may_contain(statement.text, _AGREEMENT) or _BESIDE_TITLE.search(statement.text):
        yield from _find_agreements(context, statement)


# --- memberships --------------------------------------------------------------------------------


def _find_memberships(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the wrong times of memberships."""
    bodies = [each for each in context.names.find(statement.text) if isinstance(each.entity, Framework)]
    members = statement.partners | _capital_tokens(context, statement)
    told = [(body, dated) for body in bodies for dated in _dated_memberships(statement, body, members)]
    for body, dated in told:
        folder = _member(statement, dated)
        known = context.memberships.get((folder, body.entity.id), ()) if folder else ()
        is_of_other = any(other.time is dated.time and each.entity is not body.entity for each, other in told)
        if (
            dated.time.span
            and known
            and not is_of_other
            and all(_is_ruled_out(body.entity, item, dated.part, dated.time.span) for item in known)
        ):
            yield Conflict.with_period(dated.time.start, dated.time.text, known[0])
            return
    if len({body.entity.id for body in bodies}) == 1:
        yield from _find_founders(context, statement, bodies[0])


def _capital_tokens(context: CheckContext, statement: Statement) -> frozenset[str]:
    """Return the towns by which a sentence may call the partner of its fact, as tokens: "Zenda joined the Council"."""
    own = statement.own
    if own is None or own.folder == SHARED_FOLDER or statement.partners & statement.parsed.tokens:
        return frozenset()
    code = context.store.entity(Partner, own.folder).code
    words = _WORD.findall(statement.text)
    return frozenset(
        token(english_town(word) or word) for word in words if code and country_of_town(word) == code
    )


def _dated_memberships(statement: Statement, body: Mention, members: frozenset[str]) -> Iterator[Dated]:
    """Yield the times that a sentence gives to a membership in a body, or to the document with which a country joins it."""
    text, mentions = statement.text, statement.parsed.mentions
    if any(_OWNS.fullmatch(text, body.end, each.start) for each in mentions if each.start > body.end):
        return  # "the Council's Process": it is about the Process
    owners = (each for each in mentions if _OWNS.fullmatch(text, each.end, body.start))
    start = next((each.start for each in owners), body.start)
    acronym = _ACRONYM.match(text, body.end)
    entry = NamedEntry(statement, start, acronym.end() if acronym else body.end, members)
    yield from find_dated(entry, _MEMBERSHIP)
    if document := find_framework_document(text, body):
        yield from find_dated(NamedEntry(statement, *document, members), _AGREEMENT)


def _find_founders(context: CheckContext, statement: Statement, body: Mention) -> Iterator[Conflict]:
    """Yield the partners that are said to have founded a body, or to have been in it from its first day, and joined later."""
    founding = _FOUNDING.search(statement.text)
    framework = body.entity
    begun = framework.period.start if isinstance(framework, Framework) else None
    if not founding or not begun or is_unasserted(statement.text, founding.start()):
        return
    folder = partner_meant(context, statement.text[: min(founding.start(), body.start)], statement.folders)
    own = {SHARED_FOLDER, folder}
    names_other = any(
        key.removeprefix("@") not in own for key in statement.partners & statement.parsed.tokens
    )
    known = context.memberships.get((folder, framework.id), ()) if folder and not names_other else ()
    starts = [item.period.start for item in known]
    if starts and all(start and (start.first_day - begun.last_day) > YEAR for start in starts):
        yield Conflict.with_period(founding.start(), founding[0], known[0])


def _member(statement: Statement, dated: Dated) -> str:
    """Return the id of the only partner of which a sentence may speak; empty if there are several, or another country."""
    inside = {key for place, key in statement.parsed.words if dated.start <= place < dated.end}
    near = statement.partners & (inside | dated.left)
    if len(near) == 1:
        return next(iter(near)).removeprefix("@")
    if near or statement.own is None:
        return ""
    own = statement.own.folder
    if (statement.partners & statement.parsed.tokens) - {f"@{own}"}:
        return ""
    return own if own != SHARED_FOLDER and own in statement.folders else ""


def _is_ruled_out(framework: NamedEntity, item: Membership, part: Part, span: Span) -> bool:
    """Return whether a membership certainly did not begin, end or hold at a time, or held when it is denied."""
    start, end, held = item.period.start, item.period.end, certain_span(item)
    if part is Part.BEGINS:
        return begins_elsewhere(framework, item, span)
    if part is Part.ENDS:
        if end:
            return end.last_day < span.first or span.last < end.first_day
        return bool(held and held.last > span.last)
    if part is Part.HOLDS:
        return bool((start and span.last < start.first_day) or (end and end.last_day < span.first))
    return part is Part.LACKS and bool(held and held.first <= span.first and span.last <= held.last)


# --- agreements ---------------------------------------------------------------------------------


def _find_agreements(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the wrong times of agreements that a sentence names by their titles."""
    lower = statement.text.casefold()
    for folder in sorted(statement.folders):
        for fact in context.facts_by_folder.get(folder, ()):
            if not isinstance(fact, Agreement) or fact is statement.own:
                continue
            for title in fact.title.by_language.values():
                start = lower.find(title.casefold())
                if start < 0 or len(title.split()) == 1:
                    continue
                found = _find_in_agreement(statement, fact, start, start + len(title))
                if found:
                    yield found
                break


def _find_in_agreement(statement: Statement, fact: Agreement, start: int, end: int) -> Conflict | None:
    """Return the time of an agreement that its own rules out."""
    for time in statement.parsed.times:
        if (
            time.span
            and _is_beside_title(statement.text, time, start, end)
            and _is_at_no_stage(fact, time.span)
        ):
            return Conflict.with_period(time.start, time.text, fact)
    bodies = owner_tokens(statement) | tokens_of("own_body_words")
    for dated in find_dated(NamedEntry(statement, start, end, statement.partners | bodies), _AGREEMENT):
        if dated.time.span and _is_other_time(fact, dated.part, dated.time.span):
            return Conflict.with_period(dated.time.start, dated.time.text, fact)
    return None


def _is_beside_title(text: str, time: NamedTime, start: int, end: int) -> bool:
    """Return whether a time is that of a document by its place: "the 2010 Agreement on oil", "Agreement on oil (May 2010)"."""
    if time.end <= start:
        return text[time.end : start] == " " and time.when is not None and not time.when.month
    return (
        _OPENS_BRACKET.fullmatch(text, end, time.start) is not None and text[time.end : time.end + 1] == ")"
    )


def _is_at_no_stage(fact: Agreement, span: Span) -> bool:
    """Return whether an agreement was certainly not signed at a time, and no later stage of it is known for that time."""
    stages = [stage.on.span for stage in fact.stages]
    return _is_other_time(fact, Part.BEGINS, span) and not any(stage.overlap(span) for stage in stages)


def _is_other_time(fact: Agreement, part: Part, span: Span) -> bool:
    """Return whether an agreement certainly was not signed, in force or over at a time."""
    signed = event_span(fact.period) if fact.is_event else None
    start, end = (None, None) if fact.is_event else (fact.period.start, fact.period.end)
    stages = {stage.word: stage.on.span for stage in fact.stages}
    signed = stages.get("signed", signed)
    if part is Part.BEGINS:
        return bool(signed and not signed.overlap(span))
    over = stages.get("ended") or stages.get("denounced") or (end.span if end else None)
    if part is Part.ENDS:
        return bool(over and not over.overlap(span))
    if part is Part.HOLDS:
        first = signed or (start.span if start else None)
        return bool((first and span.last < first.first) or (over and over.last < span.first))
    return False
