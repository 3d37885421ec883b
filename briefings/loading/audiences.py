"""The type of the audiences of the house: for each group of readers, what it may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType, MappingType
from briefings.loading.ids import ID
from briefings.loading.scalars import LINE
from briefings.loading.tables import IdOrTableType, Key, Table
from briefings.loading.yaml_nodes import Mapping, Node
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.markings import Audience

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema
    from briefings.model.diagnostics import Location

__all__ = ["AUDIENCES"]


def _from_level(level: str, *, location: Location) -> Audience:
    """Return the audience that a level alone describes; its name is set later."""
    return Audience(name="", level=level, location=location)


_AUDIENCE = Table(
    "audience",
    lambda **values: Audience(name="", **values),
    (
        Key("level", LINE, "the highest level that it may see", required=True, default=""),
        Key(
            "communities",
            ListType(LINE, "list of names"),
            "the countries and groups that it belongs to, as the release lists of the marking scheme name them",
        ),
        Key("holds", ListType(LINE, "list of names"), "the restrictive tags, such as codewords, that it may read"),
        Key(
            "products",
            ListType(ID, "list of ids"),
            "the products to make for it without `--product`; those of the house by default",
        ),
    ),
    "A group of readers.",
)  # fmt: skip


@dataclass(frozen=True)
class _AudiencesType(MappingType):
    """The type of a mapping from the names of audiences to what they may see."""

    def json_schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        value_schema = self.value.json_schema()
        return {
            "type": "object",
            "patternProperties": {ID.schema["pattern"]: value_schema},
            "additionalProperties": False,
            "required": list(self.required),
        }

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - None if it is not a mapping
        """Read the audiences, each with its name, which is that of a folder."""
        audiences = MappingType.read(self, node, key, context)
        if audiences is None or not isinstance(node, Mapping):
            return None
        names = [ID.read(name, key, context) for name, _ in node.entries]
        return {name: replace(audience, name=name) for name, audience in audiences.items() if name in names}


AUDIENCES = _AudiencesType(
    IdOrTableType(LINE, _AUDIENCE, _from_level), required=(DEFAULT_AUDIENCE,), example="LEVEL"
)
"""The name of each, with its level alone or with all that it may see."""
