"""Statements about the leader or representative of something for which the facts have no post."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.things import Thing, ThingIndex, thing_between
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import MONTH, QUARTER, YEAR
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.dates import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.sentences import Statement
    from briefings.checks.claims.subjects import NamedSubject, Subject
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["LeaderMemory"]

_RANK = r"(?:(?:{honorifics}|{definite_articles}|{military_ranks})\.?\s+)*"
_ROLE = r"(?P<office>(?:[^\W\d][\w’'-]*\s+){0,2}?(?P<role>{leader_nouns}|{role_nouns}))(?![\w-])"
# "NAME, director of", "NAME was the director of", "NAME became director of".
_AFTER_NAME = WordPattern(
    rf"\s*,?\s+(?:(?:{{relative_pronouns}}\s+)?(?:{{was_then}}|{{is_now}}|{{as_title}}|(?P<began>{{took_office}}|{{appointed}})|(?P<ended>{{left_office}}))\s+)?(?:(?:{{words_before_title}}|{{indefinite_articles}})\s+)?{_ROLE}"
)
# "NAME headed the school".
_LED_BY_NAME = WordPattern(
    r"\s*,?\s+(?:{relative_pronouns}\s+)?(?:{adverbs_before_verb}\s+)?(?P<role>{led})(?!\w)"
)
# "The director of the school was NAME", "Director of the school: NAME".
_BEFORE_NAME = WordPattern(
    rf"(?<!\w){_ROLE}(?P<thing>[^.;:,]{{3,90}}?)(?:\s*,\s*|\s*:\s*|\s+(?:{{is_now}}|{{was_then}})\s+){_RANK}$"
)
# "The school was headed by NAME".
_PASSIVE = WordPattern(rf"(?<!\w)(?P<role>{{led_passive}})(?!\w)[^.;:,]{{0,40}}?\s(?:{{agents}})\s+{_RANK}$")
_LEADER = WordPattern(r"(?<!\w)(?:{leader_nouns}|{role_nouns}|{led}|{led_passive})(?!\w)")
_OTHER = WordPattern(r"(?<!\w)(?:{office_succession}|{capacities}|again|deputy)(?!\w)")
_FORMER = WordPattern(r"(?<!\w)(?:{title_modifiers})[\s-]+(?:[\w-]+\s+)?$")


class _Term(NamedTuple):
    """A statement about a person at the head of a thing.

    Attributes:
        thing: the thing, with the word for the office unless it only says that someone leads.
        person: the person.
        start: when it began; None if the sentence does not say.
        end: when it ended; None if the sentence does not say.
        at: when it certainly was so; None if the sentence does not say.
        fact: the fact that says so; None for a finished text.
        place: position of the words.
        stated: the name, as written.
    """

    thing: Thing
    person: Subject
    start: Span | None
    end: Span | None
    at: Span | None
    fact: Fact | None
    place: int
    stated: str


class LeaderMemory:
    """Who leads what, in the order in which sentences are read."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._known: ThingIndex[_Term] = ThingIndex()

    def may_read(self, statement: Statement) -> bool:
        """Return whether a sentence has a word for a leader."""
        return _LEADER.search(statement.text) is not None

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield what a sentence says of leaders that an earlier one rules out, and remember it."""
        text = statement.text
        if _OTHER.search(text):
            return
        if self._context.titles.find(text):
            return
        for term in self._read_terms(statement):
            for known in self._known.find(term.thing):
                if known.fact is not None and known.fact is term.fact:
                    continue
                if reason := _find_conflict(term, known):
                    yield Conflict(term.place, reason, known.fact)
                    break
            self._known.add(term)

    def _read_terms(self, statement: Statement) -> Iterator[_Term]:
        """Yield what a sentence says of people at the head of things."""
        text, parsed = statement.text, statement.parsed
        people = self._context.people_in(text)
        for person in people:
            if is_unasserted(text, person.start):
                continue
            for begin, stop, role, verb in _stretches(text, person):
                own = parsed.tokens & _tokens_at(parsed, person.start, person.end)
                ignored = {
                    *statement.partners,
                    *own,
                    *tokens_of("leader_nouns"),
                    *tokens_of("military_ranks"),
                }
                thing = thing_between(parsed, begin, stop, ignored)
                if not thing.is_named or _FORMER.search(text, 0, role):
                    continue
                yield _term(statement, thing, person, role, verb)
                break


def _stretches(text: str, person: NamedSubject) -> Iterator[tuple[int, int, int, str]]:
    """Yield where the thing that a person leads is named: its start and end, the place of the role, what the verb says."""
    if (found := _AFTER_NAME.match(text, person.end)) is not None:
        verb = "began" if found["began"] else ("ended" if found["ended"] else "")
        start = found.start("role")
        yield found.start("office"), clause_around(text, start)[1], start, verb
    if (found := _LED_BY_NAME.match(text, person.end)) is not None:
        yield found.end("role"), clause_around(text, found.start("role"))[1], found.start("role"), ""
    if (found := _BEFORE_NAME.search(text, 0, person.start)) is not None:
        yield found.start("office"), found.end("thing"), found.start("role"), ""
    if (found := _PASSIVE.search(text, 0, person.start)) is not None:
        yield clause_around(text, found.start("role"))[0], found.start("role"), found.start("role"), ""


def _tokens_at(parsed: ParsedSentence, start: int, end: int) -> set[str]:
    return {key for place, key in parsed.words if start <= place < end}


def _term(statement: Statement, thing: Thing, person: NamedSubject, role: int, verb: str) -> _Term:
    """Return what a sentence says of the time of a person at the head of a thing."""
    parsed, (first, last) = statement.parsed, clause_around(statement.text, role)
    times = [time for time in parsed.times if first <= time.start < last] or list(parsed.times)
    since = parsed.since if parsed.since in times else None
    until = parsed.until if parsed.until in times else None
    others = [time.span for time in times if time.span and time not in {since, until}]
    at = others[0] if len(others) == 1 else None
    start, end = (since.span if since else None), (until.span if until else None)
    if verb == "began":
        start, at = start or at, None
    elif verb == "ended":
        end, at = end or at, None
    elif not times:
        at = statement.told_at
    elif start and not end and not at and statement.span and statement.own:
        at = statement.span  # "has been director since 2008", in a fact of 2010
    stated = statement.text[person.start : person.end]
    return _Term(thing, person.subject, start, end, at, statement.own, person.start, stated)


def _find_conflict(term: _Term, known: _Term) -> str:
    """Return why two statements about one thing cannot both be true, in words; empty if they can."""
    if term.person.is_same(known.person):
        return _find_other_term(term, known)
    if term.at and known.at and not (term.start or known.start or term.end or known.end):
        lengths = [span.last - span.first for span in (term.at, known.at)]
        is_at_once = term.at.overlap(known.at) is not None and (
            max(lengths) <= MONTH or (term.at == known.at and max(lengths) <= YEAR)
        )
    else:
        is_at_once = _are_at_once(term, known)
    return f"the text has {term.stated}, but it was {known.stated} at that time" if is_at_once else ""


def _find_other_term(term: _Term, known: _Term) -> str:
    """Return how two statements about one person and one thing differ, in words; empty if they do not."""
    for mine, other, what in ((term.start, known.start, "start"), (term.end, known.end, "end")):
        if mine and other and not mine.overlap(other):
            return f"the text and an earlier one give different dates for the {what} of {term.stated}"
    for one, another in ((term, known), (known, term)):
        if one.at and another.end and one.at.first > another.end.last + MONTH:
            return f"{term.stated} had left by an earlier statement"
        if one.at and another.start and one.at.last < another.start.first:
            return f"{term.stated} came later by an earlier statement"
    return ""


def _are_at_once(term: _Term, known: _Term) -> bool:
    """Return whether two people certainly led one thing at one time, for longer than a change takes."""
    mine, other = _certain(term), _certain(known)
    shared = mine.overlap(other) if mine and other else None
    if not mine or not other or not shared:
        return False
    point = min((mine, other), key=lambda span: span.last - span.first)
    is_inside = shared == point and (point.last - point.first) <= YEAR
    return is_inside or shared.last - shared.first > QUARTER


def _certain(term: _Term) -> Span | None:
    """Return the days on which a person certainly led a thing."""
    begin = term.start.last if term.start else (term.at.first if term.at else None)
    finish = term.end.first if term.end else (term.at.last if term.at else None)
    if begin and finish and begin <= finish:
        return Span(begin, finish)
    return None
