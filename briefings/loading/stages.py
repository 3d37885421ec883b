"""Tables of stages, and the rules of the facts that have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.loading.collection_types import ItemNeed, ListType
from briefings.loading.evidence import SUPPORT, SUPPORTING_EVIDENCE
from briefings.loading.ids import PARTY_ID, IdType
from briefings.loading.parsers import InvalidValueError, parse_id
from briefings.loading.rules import CustomRule, OnlyWith
from briefings.loading.scalars import DATE, EVENT, one_of
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Mapping, Sequence
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import Diagnostic, with_article
from briefings.model.stages import (
    AGREEMENT_STAGES,
    COMMITMENT_STAGES,
    CONTACT_STAGES,
    MEMBERSHIP_STAGES,
    SIDES,
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
    "DATE_STAGES_KEY",
    "MEMBERSHIP_STAGES_KEY",
    "NEEDS_EVIDENCE",
    "PARTY",
    "advise_stage",
]

_QUESTIONS = ("state", "status", "stage", "phase", "situation")
"""Keys that people try first for the stage of a fact."""


_ANY_STAGE = ItemNeed(
    lambda _stage: True,
    {"minItems": 1},
    "no-stage",
    "the list of stages is empty",
    "write one, as {stage: WORD, on: DAY}, or delete `stages:`",
)


def _known_word(text: str, words: Words[str, StageWord]) -> str:
    """Return the word that a text means, by its other names; empty for no word."""
    plain = text.strip().casefold().replace("_", "-").replace(" ", "-")
    return next((word for word, meant in words.items() if plain in (word, *meant.others)), "")


_AFFIXES = re.compile(r"^date[_-](?:of[_-])?|[_-](?:on|to|at|in|since|from|until|date|day)$")
"""What people add to a stage in a key of their own, such as `signed_on` or `postponed_to`."""
_NEW_DAY_KEYS = (
    "until",
    "new",
    "new_date",
    "new_days",
    "moved_to",
    "to",
    "takes_effect",
    "effective_on",
    "from",
)
"""Keys that people try first in a stage, for the new days of a visit or the day on which a withdrawal takes effect."""


def _advise_in_stage(words: Words[str, StageWord], more: tuple[_More, ...]) -> Callable[[str, str], str]:
    """Return a function that suggests what to write instead of an unknown key of a stage."""

    def advise(key: str, value: str) -> str:
        if more and key in _NEW_DAY_KEYS:
            return f"write `{more[0].key.name}: {value or 'DAY'}`"
        word = _known_word(_AFFIXES.sub("", key), words)
        return f"write `stage: {word}, on: {value or 'DAY'}`" if word else ""

    return advise


def _word_type(kind: str, words: Words[str, StageWord]) -> ScalarType:
    """Return the type of a value that is one of the words for a stage of a kind of fact."""

    def parse(text: str) -> str:
        if text not in words:
            message = f"{text!r} is not a stage of {with_article(kind)}"
            suggestion = _known_word(text, words) or nearest_match(text, words)
            raise InvalidValueError(message, "" if suggestion else f"known: {', '.join(words)}", suggestion)
        return text

    return ScalarType("word", one_of(*words).schema, parse, "")


def _describe(words: Words[str, StageWord]) -> str:
    """Return the words with what each means, for the reference."""
    return "; ".join(f"`{word}`: {meant.meaning}" for word, meant in words.items())


class _More(NamedTuple):
    """A key of a stage that goes with some words only, and with some of them must stand."""

    key: Key
    words: tuple[str, ...]
    needed_by: tuple[str, ...] = ()


def _make_stage(**values: Any) -> Stage:  # noqa: ANN401 - what the table gives
    """Make a stage; an agreement has two keys for one field, of which an entry has one."""
    until = values.pop("until", None)
    return Stage(**values | {"effective": until or values.get("effective")})


def _stages_key(kind: str, words: Words[str, StageWord], meaning: str, more: tuple[_More, ...] = ()) -> Key:
    """Return the key for the stages of a kind of fact.

    Args:
        kind: of fact.
        words: for its stages.
        meaning: of the key, for the reference.
        more: keys that go with some of the words.
    """
    table = Table(
        f"stage of {with_article(kind)}",
        _make_stage,
        (
            Key("stage", _word_type(kind, words), _describe(words), required=True, field="word"),
            Key("on", DATE, "the day on which it came about", required=True),
            *(item.key for item in more),
            Key(
                "evidence",
                SUPPORTING_EVIDENCE,
                f"its own sources; by default those of the {kind}",
            ),
            Key("headline", TEXT, "three to six words for the list of milestones"),
        ),
        f"A stage in the life of {with_article(kind)}.",
        rules=tuple(OnlyWith(key.name, "stage", tuple(words), *allowed) for key, *allowed in more),
        advise=_advise_in_stage(words, more),
    )
    return Key("stages", ListType(TableType(table), "list of stages", needs=_ANY_STAGE), meaning)


_TIME_OF_STAGES = "its stages, each with its day, instead of `on` or `valid`; see [stages](#stages)"

_SIDE_WORDS = dict.fromkeys(("us", "we", "our"), SIDES[0]) | dict.fromkeys(
    ("them", "they", "their"), SIDES[1]
)


def _parse_party(text: str) -> str:
    """Parse a party of a commitment or stage.

    Raises:
        InvalidValueError: if it is not an id, or a common word for one of the sides.
    """
    if side := _SIDE_WORDS.get(text.lower()):
        message = f"{text!r} is not a party"
        raise InvalidValueError(message, f"write `{side}`, or the id of an organisation or person")
    return parse_id(text)


PARTY = IdType(PARTY_ID.word, PARTY_ID.schema, _parse_party, kinds=PARTY_ID.kinds)
"""The type of a party: one of the two sides by its word, or an organisation, partner or person by its id."""

AGREEMENT_STAGES_KEY = _stages_key(
    "agreement",
    AGREEMENT_STAGES,
    _TIME_OF_STAGES,
    (
        _More(Key("effective", DATE, "the day on which a denunciation takes effect"), ("denounced",)),
        _More(Key("until", DATE, "the day until which it was extended"), ("extended",)),
        _More(
            Key(
                "by",
                PARTY,
                "who did it, if one side alone: `ours`, `theirs`, or the id of an organisation",
                field="party",
                default="",
            ),
            ("ratified", "suspended", "denounced", "notice-withdrawn"),
        ),
    ),
)
MEMBERSHIP_STAGES_KEY = _stages_key(
    "membership",
    MEMBERSHIP_STAGES,
    _TIME_OF_STAGES,
    (_More(Key("effective", DATE, "the day on which a withdrawal takes effect"), ("withdrawing",)),),
)
COMMITMENT_STAGES_KEY = _stages_key(
    "commitment",
    COMMITMENT_STAGES,
    "what happened to it: moved, handed on, kept in part, kept, dropped or overtaken; see [stages](#stages)",
    (
        _More(
            Key("due", DATE, "the new day of what was deferred", field="effective"),
            ("deferred",),
            ("deferred",),
        ),
        _More(
            Key("to", PARTY, "the party that took it over", field="party", default=""),
            ("handed-on",),
            ("handed-on",),
        ),
    ),
)
_NEW_DAYS = _More(
    Key("to", EVENT, "the new days of what was postponed; without it they are not known", field="moved_to"),
    ("postponed", "reinstated"),
)
CONTACT_STAGES_KEY = _stages_key(
    "contact",
    CONTACT_STAGES,
    "what happened to the plan: put off, called off, held; see [stages](#stages)",
    (_NEW_DAYS,),
)
DATE_STAGES_KEY = _stages_key(
    "date",
    CONTACT_STAGES,
    "what happened to it: moved, called off, held; see [stages](#stages)",
    (_NEW_DAYS,),
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
        yield Diagnostic("missing-field", message, entry.location, hint=hint, keys=("evidence",))


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
    """Return a function that suggests what to write instead of a key that people try first, such as `cancelled`.

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
