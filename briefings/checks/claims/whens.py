"""Statements about the holder of an office during an event on record: "signed under Keeper NAME"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.entry_events import find_entry_event
from briefings.checks.office_conflicts import OfficeConflict, TimeOfText, find_office_conflicts
from briefings.checks.periods import span_in_words
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext

__all__ = ["find_wrong_whens", "may_tell_when"]

_WHEN = WordPattern(r"(?<!\w){that_time}(?!\w)")


def may_tell_when(context: CheckContext, text: str) -> bool:
    """Return False only if a sentence certainly says nothing of an office at the time of something else."""
    return _WHEN.may_match(text) and context.titles.may_have(text)


def find_wrong_whens(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the statements that a person held an office during an event at which that person did not hold it."""
    text, folders = statement.text, statement.folders
    if any(time.span for time in statement.parsed.times):
        return
    for word in _WHEN.finditer(text):
        comma = text.find(",", word.end())
        end = comma if comma > 0 else len(text)
        inner, outer = text[word.end() : end], text[: word.start()] + " " * (end - word.start()) + text[end:]
        for told, other, shift in ((inner, outer, 0), (outer, inner, word.end())):
            event = find_entry_event(context, told, folders)
            if not event:
                continue
            time = TimeOfText(event.span.last, [event.span], is_of_fact=True)
            for found in find_office_conflicts(
                context, other, time, lambda post: post.partner in {None, SHARED_FOLDER, *folders}
            ):
                if isinstance(found, OfficeConflict) and found.conflict.tenures[0] is not event.fact:
                    name = context.display_name(found.person.id)
                    message = f"the text has {name} as {found.claim.title.text} {span_in_words(event.span)}, the time of {event.fact.key}"
                    yield Conflict(shift + found.claim.named.start, message, found.conflict.tenures[0])
                    return
