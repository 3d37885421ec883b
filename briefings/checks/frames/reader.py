"""The reader of frames: it compares a sentence, or a cell with its headings, with the facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.checks.frames.agreements import AGREEMENT_LISTS, read_agreements
from briefings.checks.frames.bodies import read_bodies
from briefings.checks.frames.given_names import read_given_names
from briefings.checks.frames.holders import read_holders
from briefings.checks.frames.joining_ranks import read_joining_ranks
from briefings.checks.frames.memberships import MEMBERSHIP_LISTS, read_memberships
from briefings.checks.frames.names import read_names
from briefings.checks.frames.offices import TERM_LISTS, read_terms
from briefings.checks.frames.posts import read_posts
from briefings.checks.frames.scene import Scene
from briefings.checks.frames.styles import read_styles
from briefings.checks.frames.successions import may_follow, read_successions
from briefings.checks.text.times import has_digit
from briefings.checks.text.vocabulary import may_contain
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext

__all__ = ["may_read_fact_frames", "read_fact_frames", "read_frames"]

_RULES = (
    read_terms,
    read_holders,
    read_memberships,
    read_agreements,
    read_successions,
    read_names,
    read_posts,
    read_styles,
    read_given_names,
    read_bodies,
    read_joining_ranks,
)
# Of facts, other checks read the holders, the names, the styles and the vacancies.
_RULES_OF_FACTS = (read_terms, read_memberships, read_agreements, read_successions)
_DATED_LISTS = (*TERM_LISTS, *MEMBERSHIP_LISTS, *AGREEMENT_LISTS)


def may_read_fact_frames(context: CheckContext, text: str) -> bool:
    """Return False only if the frames of a sentence of a fact certainly say nothing that can be wrong."""
    if may_follow(text) or may_contain(text, "never_signed", are_whole_words=True):
        return True
    return has_digit(text) and (
        may_contain(text, *_DATED_LISTS, are_whole_words=True) or context.titles.may_have(text)
    )


def read_fact_frames(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield what a sentence of a fact says that other facts rule out; the audit reads those of a finished text last."""
    own = statement.own
    if own is None:
        return
    named = context.institutions.name_offices(statement.text)
    text = named.text if named else statement.text
    scene = Scene(context, text, statement.span, statement.folders - {SHARED_FOLDER})
    for rule in _RULES_OF_FACTS:
        for conflict in rule(scene):
            if conflict.fact is not own:
                yield replace(conflict, start=named.position(conflict.start)) if named else conflict


def read_frames(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence or cell says that the facts rule out."""
    for rule in _RULES:
        yield from rule(scene)
