"""The records of open questions, and of resolutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from briefings.model.phrases import EMPTY, Phrase

__all__ = ["QuestionKind", "QuestionView", "ResolutionView"]

QuestionKind: TypeAlias = Literal["disputed", "possible", "overdue", "lapsed", "unconfirmed", "disputed-past"]
"""Why a fact is in question."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that the facts leave open.

    Attributes:
        kind: `disputed`, `possible`, `overdue`, `lapsed` for a talking point whose basis no longer holds, or
            `unconfirmed` for a planned visit; `disputed-past` for a dispute about what is over.
        text: the statement in question.
        attested: as in `FactView`.
        due: as in `FactView`.
        claims: the claim of each source that disagrees, with its date.
        basis: the facts that no longer hold, if a talking point rests on them.
        publishers: who reported it last, newest first: where to look for news of it.
    """

    kind: QuestionKind
    text: Phrase
    attested: Phrase = EMPTY
    due: Phrase = EMPTY
    claims: tuple[Phrase, ...] = ()
    basis: tuple[Phrase, ...] = ()
    publishers: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolutionView:
    """The resolution of a disagreement.

    Attributes:
        subject: the statement that was in question.
        method: `prefer`, `split`, `both` or `open`.
        reason: the reason.
        author: the person who settled it.
        date: the date of the resolution.
        disagreements: the claim of each source that disagrees, with its date.
    """

    subject: Phrase
    method: str
    reason: Phrase
    author: Phrase
    date: Phrase
    disagreements: tuple[Phrase, ...]
