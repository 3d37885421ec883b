"""States that a sentence tells in the present, though by the facts they were over before its day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.differences import NEARLY
from briefings.checks.claims.retold import speak_of_two
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import speaks_of_other_time
from briefings.checks.text.future import find_future
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern, language_pattern, may_contain
from briefings.factbase.spans import has_ended
from briefings.model.facts import Agreement, Membership, Tenure
from briefings.model.figures import Figure

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.checks.claims.fact_index import FactIndex, Match
    from briefings.checks.claims.sentences import Statement

__all__ = ["find_past_states", "may_name_state"]

_VERBS = ("present", "state_verbs")
_OTHER = WordPattern(r"(?<!\w)(?:{unreal_verbs}|{recollections}|{renewal}|{negations}|{former_words})(?!\w)")
# Other checks read the terms of people and bodies.
_WITH_OWN_CHECKS = (Agreement, Figure, Membership, Tenure)
_LEAST_SHARED = 3
_LATE = timedelta(days=60)


def may_name_state(statement: Statement) -> bool:
    """Return False only if a sentence certainly has no state in the present."""
    own = statement.own
    return (own is None or own.is_event) and may_contain(statement.text, *_VERBS, are_whole_words=True)


def find_past_states(fact_index: FactIndex, statement: Statement) -> Iterator[Conflict]:
    """Yield a state that a sentence without another time has in the present, and that was over by then."""
    text, parsed, span = statement.text, statement.parsed, statement.span
    verb = _find_present(text)
    if not verb or not span or any(not time.span or time.span.first < span.first for time in parsed.times):
        return
    # "Under foreign command" is of no other time.
    if speaks_of_other_time(text, is_of_fact=True) or is_unasserted(text, len(text)) or _OTHER.search(text):
        return
    matches = [
        match
        for match in fact_index.find(parsed.tokens, statement.folders)
        if not statement.belongs_to(match.entry.fact) and not speak_of_two(parsed, match.entry)
    ]
    for match in matches:
        fact = match.entry.fact
        if fact and _is_over(match, span.first - _LATE) and _covers_state(match, statement, matches):
            yield Conflict.with_period(verb.start(), verb[0], fact)
            return


def _find_present(text: str) -> re.Match[str] | None:
    """Return the verb of a sentence in the present; None if it has another in the past or the future, too."""
    for language in LANGUAGES:
        patterns = filter(None, (language_pattern(key, language) for key in _VERBS))
        verb = next((found for pattern in patterns if (found := pattern.search(text))), None)
        # A participle alone may belong to a noun: "un détachement installé à Zenda".
        past = language_pattern("finite_past", language) or language_pattern("past", language)
        before = past.search(text) if verb and past else None
        if verb and (before is None or text[verb.end() : before.start()].isspace()):  # "remains stationed"
            return None if find_future(text, language) else verb
    return None


def _is_over(match: Match, day: date) -> bool:
    """Return whether a fact is a state that ended before a day."""
    fact = match.entry.fact
    return bool(
        fact and not fact.is_event and not isinstance(fact, _WITH_OWN_CHECKS) and has_ended(fact, day)
    )


def _covers_state(match: Match, statement: Statement, matches: Sequence[Match]) -> bool:
    """Return whether a sentence tells nearly all that a state has, and no fact of a later time tells as much."""
    parsed, shared = statement.parsed, match.shared - statement.partners
    end = match.entry.end
    first = next((key for _, key in parsed.words if key in shared), "")
    return (
        len(shared) >= _LEAST_SHARED
        and first not in parsed.topics  # "a book on the lamps of Zenda is in the library"
        and match.back_cover >= NEARLY
        and not any(
            other.weight >= match.weight * NEARLY
            and other.entry.when
            and end
            and other.entry.when.last > end.last
            for other in matches
            if other is not match and other.entry.fact and not other.entry.fact.is_event
        )
    )
