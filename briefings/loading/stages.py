"""Tables of stages, and the rules of the facts that have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ItemNeed, ListType
from briefings.loading.evidence import SUPPORT, SUPPORTING_EVIDENCE
from briefings.loading.parsers import InvalidValueError
from briefings.loading.rules import CustomRule, OnlyWith
from briefings.loading.scalars import DATE, EVENT, one_of
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Mapping, Sequence
from briefings.model.dates import PartialDate, Period
from briefings.model.diagnostics import Diagnostic, with_article
from briefings.model.stages import (
    AGREEMENT_STAGES,
    COMMITMENT_STAGES,
    CONTACT_STAGES,
    MEMBERSHIP_STAGES,
    Stage,
)
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Words

    from briefings.loading.tables import Entry
    from briefings.loading.value_types import Schema
    from briefings.model.stages import StageWord

__all__ = [
    "AGREEMENT_STAGES_KEY",
    "COMMITMENT_STAGES_KEY",
    "CONTACT_STAGES_KEY",
    "MEMBERSHIP_STAGES_KEY",
    "NEEDS_EVIDENCE",
    "advise_stage",
]

_QUESTIONS = ("state", "status", "stage", "phase", "situation")
"""Keys that people try first for the stage of a fact."""


_ANY_STAGE = ItemNeed(
    lambda _stage: True,
    {"minItems": 1},
    "no-stage",
    "there is no stage here",
    "write one, as {stage: WORD, on: DAY}, or delete `stages:`",
)


def _known_word(text: str, words: Words[str, StageWord]) -> str:
    """Return the word that a text means, by its other names; empty for no word."""
    plain = text.strip().casefold().replace("_", "-").replace(" ", "-")
    return next((word for word, meant in words.items() if plain in (word, *meant.others)), "")


_AFFIXES = re.compile(r"^date[_-](?:of[_-])?|[_-](?:on|to|at|in|since|from|until|date|day)$")
"""What people add to a stage in a key of their own, such as `signed_on` or `postponed_to`."""
_NEW_DAY_KEYS = ("until", "new", "new_date", "new_days", "moved_to", "takes_effect", "effective_on", "from")
"""Keys that people try first in a stage, for the new days of a visit or the day on which a withdrawal takes effect."""


def _advise_in_stage(words: Words[str, StageWord], more: tuple[Key, str] | None) -> Callable[[str, str], str]:
    """Return who knows what to write instead of an unknown key of a stage."""

    def advise(key: str, value: str) -> str:
        if more and key in _NEW_DAY_KEYS:
            return f"write `{more[0].name}: {value or 'DAY'}`"
        word = _known_word(_AFFIXES.sub("", key), words)
        return f"write `stage: {word}, on: {value or 'DAY'}`" if word else ""

    return advise


def _word_type(words: Words[str, StageWord]) -> ScalarType:
    """Return the type of a value that is one of the words for a stage."""

    def parse(text: str) -> str:
        if text not in words:
            message = f"{text!r} is not one of {', '.join(words)}"
            suggestion = _known_word(text, words) or nearest_match(text, words)
            raise InvalidValueError(message, suggestion=suggestion)
        return text

    return ScalarType("word", one_of(*words).schema, parse, "")


def _describe(words: Words[str, StageWord]) -> str:
    """Return the words with what each means, for the reference."""
    return "; ".join(f"`{word}`: {meant.meaning}" for word, meant in words.items())


def _make_stage(*, stage: str, on: PartialDate, to: Period | None = None, **values: Any) -> Stage:  # noqa: ANN401 - what the table gives
    """Make a stage; new days go with a postponement only."""
    return Stage(word=stage, on=on, moved_to=to, **values)


def _only_with(key: Key, word: str, words: Words[str, StageWord]) -> OnlyWith:
    """Return the rule that a key goes with one of the words."""
    return OnlyWith(key.name, "stage", tuple(words), (word,), ())


def _stages_key(
    kind: str, words: Words[str, StageWord], meaning: str, more: tuple[Key, str] | None = None
) -> Key:
    """Return the key for the stages of a kind of fact.

    Args:
        kind: of fact.
        words: for its stages.
        meaning: of the key, for the reference.
        more: a key that goes with one word, and that word; None for no such key.
    """
    own, rules = ((), ()) if more is None else ((more[0],), (_only_with(*more, words),))
    table = Table(
        f"stage of {with_article(kind)}",
        _make_stage,
        (
            Key("stage", _word_type(words), _describe(words), required=True),
            Key("on", DATE, "the day on which it came about", required=True),
            *own,
            Key(
                "evidence",
                SUPPORTING_EVIDENCE,
                f"its own sources; by default those of the {kind}",
            ),
            Key("headline", TEXT, "three to six words for the list of milestones"),
        ),
        f"A stage in the life of {with_article(kind)}.",
        rules=rules,
        advise=_advise_in_stage(words, more),
    )
    return Key("stages", ListType(TableType(table), "list of stages", needs=_ANY_STAGE), meaning)


_TIME_OF_STAGES = "its stages, each with its day, instead of `on` or `valid`; see [stages](#stages)"

AGREEMENT_STAGES_KEY = _stages_key(
    "agreement",
    AGREEMENT_STAGES,
    _TIME_OF_STAGES,
    (Key("effective", DATE, "the day on which a denunciation takes effect"), "denounced"),
)
MEMBERSHIP_STAGES_KEY = _stages_key(
    "membership",
    MEMBERSHIP_STAGES,
    _TIME_OF_STAGES,
    (Key("effective", DATE, "the day on which a withdrawal takes effect"), "withdrawing"),
)
COMMITMENT_STAGES_KEY = _stages_key(
    "commitment",
    COMMITMENT_STAGES,
    "what became of it: kept, dropped or overtaken; see [stages](#stages)",
)
CONTACT_STAGES_KEY = _stages_key(
    "contact",
    CONTACT_STAGES,
    "what became of the plan: put off, called off, held; see [stages](#stages)",
    (Key("to", EVENT, "the new days of what was postponed; without it they are not known"), "postponed"),
)


def _check_evidence(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if neither the fact nor each of its stages has a source that supports it."""
    if entry.has_key("evidence"):
        yield from SUPPORT.check(entry.values["evidence"], entry.location_of("evidence"))
        return
    node = entry.nodes.get("stages")
    stages = node.items if isinstance(node, Sequence) else ()
    if not stages or any(isinstance(stage, Mapping) and not _has_evidence(stage) for stage in stages):
        message = f"this {entry.table.name} has no 'evidence'"
        hint = "add `evidence:`, or give each of its stages its own" if stages else "add `evidence:`"
        yield Diagnostic("missing-field", message, entry.location, hint=hint)


def _has_evidence(stage: Mapping) -> bool:
    """Return whether a stage has sources of its own, even ones that can't be read."""
    return any(key.text == "evidence" for key, _ in stage.entries)


def _evidence_schema() -> Schema:
    """Return the schema of the rule about sources of a fact, or of each of its stages."""
    own = {"required": ["stages"], "properties": {"stages": {"items": {"required": ["evidence"]}}}}
    return {"anyOf": [{"required": ["evidence"], "properties": {"evidence": SUPPORT.schema}}, own]}


NEEDS_EVIDENCE = CustomRule(_check_evidence, _evidence_schema())
"""The rule that a fact with stages rests on sources of its own, or each of its stages does."""


def advise_stage(words: Words[str, StageWord], *, is_event: bool) -> Callable[[str, str], str]:
    """Return who knows what to write instead of a key that people try first, such as `state` or `cancelled`.

    Args:
        words: for the stages of the kind of fact.
        is_event: whether such a fact has a day besides its stages.
    """

    def advise(key: str, value: str) -> str:
        is_question = key in _QUESTIONS
        word = _known_word(value if is_question else _AFFIXES.sub("", key), words)
        if not word and not is_question:
            return ""
        day = value
        try:
            PartialDate.parse(value)
        except ValueError:
            day = "DAY"
        new_days = "NEW DAYS"
        if word == "postponed" and key.endswith(("_to", "_until")):
            day, new_days = "DAY", day if day != "DAY" else new_days
        parts = [f"stage: {word or 'WORD'}", f"on: {day}"]
        parts += [f"to: {new_days}"] * (word == "postponed") + ["effective: DAY"] * (
            word in ("withdrawing", "denounced")
        )
        place = "" if is_event else ", in place of `on:` or `valid:`"
        known = "" if word else f" (known: {', '.join(words)})"
        return f"write `stages: [{{{', '.join(parts)}}}]`{place}{known}"

    return advise
