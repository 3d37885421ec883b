"""Statements about one person's term in one office: its start, end, length and number, and the holders before and after."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.lengths import find_lengths
from briefings.checks.claims.post_dates import find_wrong_posts
from briefings.checks.claims.stretches import (
    NamedEntry,
    Part,
    find_dated,
    is_measured,
    light_words,
    owner_tokens,
)
from briefings.checks.holding import own_tenures
from briefings.checks.periods import MONTH, YEAR
from briefings.checks.stated_terms import ends_elsewhere, starts_elsewhere
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.offices import is_occasion
from briefings.checks.text.titles import is_of_pronoun
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.entities import Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.claims.subjects import NamedSubject
    from briefings.checks.context import CheckContext
    from briefings.checks.text.titles import Title
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = ["find_wrong_terms", "may_tell_terms"]

_DEEDS = "tenure_deeds"
_NEXT = 2 * MONTH
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SUCCESSION = WordPattern(r"(?<!\w)(?:{follow_words})(?!\w)")
_FOLLOWS_TITLE = WordPattern(
    r"(?<!\w)(?:{predecessors}|{successors})\s+(?:{owner_links}\s+)?(?:{definite_articles}\s+)?$"
)
_AS = WordPattern(r"(?<!\w){as_title}\s+")
_OFFICE = WordPattern(r"(?<!\w)(?:{office_nouns})(?!\w)(?!\s+(?:{owner_links}|{relative_pronouns})\s)")
_OFFICE_OF = WordPattern(
    r"(?<!\w)(?:{office_nouns}|{as_title}|{is_now}|{was_then}|{took_office}|{appointed}|{elected})\s+(?:{owner_links}\s+)?(?:(?:{words_before_title}|{elisions})\s*)?$"
)
# "NAME's predecessor": who came after does not count.
_PREDECESSOR_OF = WordPattern(r"[’']s?\s+(?:[\w-]+\s+)?(?:{predecessors})(?!\w)")
_WHO = WordPattern(r",\s+{relative_pronouns}\s[^,;:]*,")
# "For five years before the fire": up to a time that the sentence does not name.
_LIMITED = WordPattern(
    r"[^.;:]*?(?<!\w)(?:{order_before}|{until_when}|{that_time})\s+(?!(?:{person_pronouns}|[\w-]+ing)(?!\w))"
)
_OTHER = WordPattern(r"(?<!\w)(?:{capacities}|deputy|again)(?!\w)")
# "The second Keeper since 2004" did not begin in 2004.
_COUNTED = WordPattern(r"(?<!\w){ordinals_in_words}\s+(?:[\w-]+\s+)?$")
# Behind a title that an ordinal number counts: "the second Keeper to come" counts visits.
_RANK_END = WordPattern(
    r"\s*(?:$|[.,;:)–—-]|(?:{since_when}|{owner_links}|{is_now}|{was_then})\s|(?-i:{capital}))"
)


class _Term(NamedTuple):
    """A person and a title of a sentence, with the only tenure that they can mean."""

    person: NamedSubject
    title: Title
    tenure: Tenure


def may_tell_terms(context: CheckContext, text: str) -> bool:
    """Return False only if a sentence certainly says nothing of a term of office."""
    return context.titles.may_have(text)


def find_wrong_terms(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield what a sentence says of a term of office and the facts rule out."""
    text = statement.text
    titles = context.titles.find(text)
    yield from find_wrong_posts(statement, titles)
    people = [each for each in context.people_in(text) if len(each.subject.ids) == 1]
    if not titles or not people:
        return
    about = next((person for person in people if _has_clause_of(text, person, titles)), None)
    is_named = not is_of_pronoun(text, titles, (person.start for person in people))
    term = _only_term(context, titles, [about] if about else people) if is_named else None
    if term and len({each.subject.ids for each in people}) > 1 and may_contain(text, "follow_words"):
        yield from _find_stranger(context, statement, term, people)
    if not term or _OTHER.search(text) or is_occasion(text, term.title):
        return
    others = statement.partners | _tokens_of(statement, people) | owner_tokens(statement)
    entry = NamedEntry(statement, term.title.whole_start, term.title.whole_end, others)
    if not _COUNTED.search(text, 0, term.title.whole_start):
        yield from _find_dates(entry, term.tenure)
    yield from _find_length(entry, term.tenure)
    yield from _find_rank(context, statement, term)


def _has_clause_of(text: str, person: NamedSubject, titles: Sequence[Title]) -> bool:
    """Return whether all titles stand in a clause about a person: "NAME, who was Keeper for ten years, met NAME"."""
    clause = _WHO.match(text, person.end)
    return clause is not None and all(title.whole_end <= clause.end() for title in titles)


def _only_term(
    context: CheckContext, titles: Sequence[Title], people: Sequence[NamedSubject]
) -> _Term | None:
    """Return the person and the title that belong together by the facts; None if there are none, or several."""
    found: dict[str, _Term] = {}
    for title in titles:
        for person in people:
            (id_,) = person.subject.ids
            tenures = own_tenures(context.store, id_, title.posts)
            if len(tenures) > 1:
                return None
            if tenures:
                found.setdefault(tenures[0].key, _Term(person, title, tenures[0]))
    return next(iter(found.values())) if len(found) == 1 else None


def _tokens_of(statement: Statement, people: Sequence[NamedSubject]) -> frozenset[str]:
    """Return the words of people's names, as tokens."""
    words = statement.parsed.words
    return frozenset(key for person in people for place, key in words if person.start <= place < person.end)


# --- start and end ------------------------------------------------------------------------------


def _find_dates(entry: NamedEntry, tenure: Tenure) -> Iterator[Conflict]:
    """Yield the starts and ends of a term that are not those on record."""
    for dated in find_dated(entry, _DEEDS, is_deed=True):
        span = dated.time.span
        if span and (
            (dated.part is Part.CHOSEN and _is_chosen_elsewhere(tenure, span))
            or (dated.part is Part.BEGINS and starts_elsewhere(tenure, span, MONTH))
            or (dated.part is Part.ENDS and ends_elsewhere(tenure, span, MONTH))
        ):
            what = "ends" if dated.part is Part.ENDS else "begins"
            message = text_says(dated.time.text, f"{tenure.key} {what} otherwise: {tenure.period}")
            yield Conflict(dated.time.start, message, tenure)
            return


def _is_chosen_elsewhere(tenure: Tenure, span: Span) -> bool:
    """Return whether a person certainly was not appointed at a time: within a year before the start."""
    start = tenure.period.start
    return bool(start and (start.first_day - span.last > YEAR or span.first - start.last_day > MONTH))


# --- length -------------------------------------------------------------------------------------


def _find_length(entry: NamedEntry, tenure: Tenure) -> Iterator[Conflict]:
    """Yield the length of a term that is not that between its start and its end, nor any other day of the sentence."""
    statement, text = entry.statement, entry.statement.text
    start = tenure.period.start
    lengths = find_lengths(text)
    if not start or len(lengths) != 1 or is_unasserted(text, lengths[0].start):
        return
    if not statement.parsed.times and _LIMITED.match(text, lengths[0].end):
        return
    begin = start.span
    ends = [time.span for time in statement.parsed.times if time.span]
    if tenure.period.end:
        ends.append(tenure.period.end.span)
    if statement.span and statement.own:
        ends.append(statement.span)
    length = lengths[0]
    is_told = is_measured(entry, _DEEDS, (length.start, length.end))
    if is_told and ends and not any(length.length.nearly_fits(begin, end) for end in ends):
        yield Conflict.with_period(length.start, length.stated, tenure)


# --- number -------------------------------------------------------------------------------------


def _find_rank(context: CheckContext, statement: Statement, term: _Term) -> Iterator[Conflict]:
    """Yield the number of a holder among all holders: "the third Keeper", if the facts have three before."""
    text, title, tenure = statement.text, term.title, term.tenure
    words = list(_WORD.finditer(text, max(0, title.whole_start - 60), title.whole_start))
    for word in reversed(words):
        rank = ordinal_value(word[0])
        keys = {key for place, key in statement.parsed.words if word.start() <= place < word.end()}
        if rank > 0:
            break
        if keys - light_words():
            return
    else:
        return
    if not _RANK_END.match(text, title.whole_end) or is_unasserted(text, word.start()):
        return
    least, is_all = _number_of(context, tenure)
    if rank < least or (is_all and rank != least):
        message = text_says(word[0], f"the facts have {least - 1} before {tenure.key}")
        yield Conflict(word.start(), message, tenure)


def _number_of(context: CheckContext, tenure: Tenure) -> tuple[int, bool]:
    """Return the least number of a tenure among those of its post, and whether all are known."""
    post = context.store.entity(Post, tenure.post)
    first = certain_span(tenure)
    before = [
        (held, each.holder)
        for each in context.store.tenures_by_post.get(tenure.post, ())
        if each.holder
        and not each.capacity
        and (held := certain_span(each))
        and first
        and held.first < first.first
    ]
    before.sort(key=lambda pair: pair[0].first)
    holders = {holder for _, holder in before} - {tenure.holder}
    chain = [*(held for held, _ in before), *([first] if first else [])]
    begun = post.period.start
    is_all = bool(
        begun
        and chain
        and abs(chain[0].first - begun.first_day) <= MONTH
        and all(later.first - earlier.last <= _NEXT for earlier, later in pairwise(chain))
        and post.seats == 1
    )
    return len(holders) + 1, is_all


# --- neighbours ---------------------------------------------------------------------------------


def _find_stranger(
    context: CheckContext, statement: Statement, term: _Term, people: Sequence[NamedSubject]
) -> Iterator[Conflict]:
    """Yield who is said to have come before or after the holder of an office, though others are known to have."""
    text, tenure = statement.text, term.tenure
    word = _SUCCESSION.search(text)
    strangers = [each for each in people if each.subject.ids != term.person.subject.ids]
    if not word or _OTHER.search(text) or len(strangers) != 1 or is_unasserted(text, word.start()):
        return
    (stranger,) = strangers[0].subject.ids
    if any(each.post == tenure.post for each in context.store.tenures_by_holder.get(stranger, ())):
        return  # another check compares two holders
    title = term.title
    is_linked = (
        _OFFICE.search(text)
        or _OFFICE_OF.search(text, 0, title.whole_start)
        or _FOLLOWS_TITLE.search(text, 0, title.whole_start)
    )
    other_role = any(match.end() != title.whole_start for match in _AS.finditer(text))
    is_before = _PREDECESSOR_OF.match(text, term.person.end) is not None
    if (
        not is_linked
        or other_role
        or not _has_known_neighbours(context, tenure, statement, is_before=is_before)
    ):
        return
    name = context.display_name(stranger)
    message = f"the text has {name} next to {tenure.key}, but others held the office before and after it"
    yield Conflict(strangers[0].start, message, tenure)


def _has_known_neighbours(
    context: CheckContext, tenure: Tenure, statement: Statement, *, is_before: bool
) -> bool:
    """Return whether it is known who held an office directly before a tenure, and after it unless it goes on or does not count."""
    start, end = tenure.period.start, tenure.period.end
    spans = [
        (each.period.start, each.period.end)
        for each in context.store.tenures_by_post.get(tenure.post, ())
        if each.holder and each.holder != tenure.holder
    ]
    has_before = bool(start) and any(
        last and start and abs(start.first_day - last.last_day) <= _NEXT for _, last in spans
    )
    if is_before or not end:
        held = certain_span(tenure)
        return has_before and (
            is_before or bool(held and statement.span and held.last >= statement.span.last)
        )
    return has_before and any(first and abs(first.first_day - end.last_day) <= _NEXT for first, _ in spans)
