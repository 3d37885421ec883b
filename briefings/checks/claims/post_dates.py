"""Statements about the creation or abolition of a post, compared with the post's own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.stretches import NamedEntry, Part, find_dated, owner_tokens
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import may_include
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import is_in_past, speaks_of_other_time
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.text.titles import Title

__all__ = ["find_wrong_posts"]


_OFFICE_NOUN = WordPattern(r"(?<!\w)(?:{office_nouns})\s+(?:{owner_links}\s+)?(?:{definite_articles}\s+)?$")
_UNREAL = WordPattern(r"(?<!\w)(?:{unreal_verbs}|{talk_of}|{since_when}|{until_when})(?!\w)")
_ACTS = WordPattern(r"(?<!\w)(?:{human_actions}|{living_actions}|{agents})(?!\w)")
_SUCCESSION = WordPattern(r"(?<!\w)(?:{follow_words})(?!\w)")


def find_wrong_posts(statement: Statement, titles: Sequence[Title]) -> Iterator[Conflict]:
    """Yield the posts that are said to have been created or abolished at another time, or used when they were not there."""
    text = statement.text
    for title in titles:
        post = title.posts[0]
        start, end = post.period.start, post.period.end
        if len(title.posts) != 1 or not (start or end):
            continue
        others = statement.partners | owner_tokens(statement) | tokens_of("office_nouns")
        for dated in find_dated(
            NamedEntry(statement, title.whole_start, title.whole_end, others), "post_deeds"
        ):
            when = start if dated.part is Part.BEGINS else (end if dated.part is Part.ENDS else None)
            span = dated.time.span
            if when and span and (span.last < when.first_day or when.last_day < span.first):
                yield Conflict(dated.time.start, text_says(dated.time.text, f"{post.id} has {post.period}"))
                return
        span = statement.at
        has_deed = may_contain(text, "post_deeds") or _OFFICE_NOUN.search(text, 0, title.whole_start)
        if span and not has_deed and _is_used(statement, title) and not may_include(post.period, span):
            message = f"the text has {title.text!r} at a time when {post.id} ({post.period}) was not there"
            yield Conflict(title.start, message)
            return


def _is_used(statement: Statement, title: Title) -> bool:
    """Return whether a sentence has the holder of a post do something, or something done by them, at its time."""
    text = statement.text
    return bool(
        statement.own
        and statement.own.is_event
        and is_in_past(text)
        and not is_unasserted(text, title.start)
        and not speaks_of_other_time(text, is_of_fact=True)
        and not _SUCCESSION.search(text)
        and not _UNREAL.search(text)
        and _ACTS.search(text)
    )
