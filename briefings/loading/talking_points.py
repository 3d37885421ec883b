"""The table of talking points, `lines:` in fact files, which may rest on facts instead of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.collection_types import ListType
from briefings.loading.evidence import SUPPORT
from briefings.loading.fact_tables import DISCLOSURE_KEY, fact_table
from briefings.loading.ids import FACT_KEY
from briefings.loading.rules import CustomRule, OnlyWith
from briefings.loading.scalars import one_of
from briefings.loading.tables import Key
from briefings.loading.texts import SENTENCES, TEXT
from briefings.loading.yaml_nodes import Sequence
from briefings.model.diagnostics import Diagnostic
from briefings.model.talking_points import TalkingPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Entry
    from briefings.loading.value_types import Schema

__all__ = ["TALKING_POINT"]

_TALKING_POINT_USES = ("objective", "point", "if-raised", "sensitivity", "their-ask", "lead")
_LIKELIHOODS = ("certain", "likely", "unlikely")


def _check_basis(point: Entry) -> Iterator[Diagnostic]:
    """Yield a problem if a talking point has neither a source that supports it nor a fact that it rests on."""
    if point.has_key("rests"):
        if _lacks_items(point, "rests") and _lacks_items(point, "evidence"):
            hint = "name the facts that it rests on, or a source"
            yield Diagnostic("rests-on-nothing", "this line rests on nothing", point.location, hint=hint)
    elif not point.has_key("evidence"):
        message = "this line has neither 'evidence' nor 'rests'"
        hint = "add `rests:` or `evidence:`"
        yield Diagnostic("missing-field", message, point.location, hint=hint, keys=("evidence", "rests"))
    else:
        yield from SUPPORT.check(point.values["evidence"], point.location_of("evidence"))


def _lacks_items(point: Entry, key: str) -> bool:
    """Return whether a list is missing or empty; one that can't be read has been reported already."""
    node = point.nodes.get(key)
    return node is None or (isinstance(node, Sequence) and not node.items)


def _basis_schema() -> Schema:
    """Return the schema of the rule about sources and facts that a talking point rests on."""
    needs_evidence = {"required": ["evidence"], "properties": {"evidence": SUPPORT.schema}}
    has_items = [{"required": [key], "properties": {key: {"minItems": 1}}} for key in ("rests", "evidence")]
    return {"if": {"required": ["rests"]}, "then": {"anyOf": has_items}, "else": needs_evidence}


def _only_with_use(key: str, allowed: tuple[str, ...], required: tuple[str, ...]) -> OnlyWith:
    """Return the rule that a key goes with some uses, and is required with some of them."""
    return OnlyWith(key, "use", _TALKING_POINT_USES, allowed, required)


TALKING_POINT = fact_table(
    TalkingPoint,
    "A judgement of the desk: what to achieve, to say, or to be careful about.",
    Key(
        "use",
        one_of(*_TALKING_POINT_USES),
        "`objective`, `point`, `if-raised`, `sensitivity`, `their-ask` (what the other side is likely to ask for), or `lead`, "
        "which replaces the first paragraph of a brief",
        required=True,
    ),
    Key("text", SENTENCES, "the text, as notes", required=True),
    Key(
        "rests",
        ListType(FACT_KEY, "list of facts"),
        "the facts that it rests on, each as `FOLDER/ID`, in its own folder or in `shared`; other lines count too",
        field="basis_keys",
    ),
    Key("to", TEXT, "the addressee; required for a `point`, optional for an `if-raised`", field="addressee"),
    Key("trigger", TEXT, "the question that is raised; required for an `if-raised`"),
    Key(
        "raised",
        one_of(*_LIKELIHOODS),
        "how likely the question is: `certain`, `likely` or `unlikely`; required for an `if-raised`",
        field="likelihood",
        default="",
    ),
    DISCLOSURE_KEY,
    time_key="valid",
    needs_evidence=False,
    rules=(
        CustomRule(_check_basis, _basis_schema()),
        _only_with_use("to", ("point", "if-raised"), ("point",)),
        _only_with_use("trigger", ("if-raised",), ("if-raised",)),
        _only_with_use("raised", ("if-raised",), ("if-raised",)),
    ),
)
