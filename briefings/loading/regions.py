"""The type of the regions of the house: partners whose briefs one brief shows side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from briefings.loading.collection_types import ItemNeed, ListType, MappingType
from briefings.loading.evidence import NAMES_KEY
from briefings.loading.ids import ID, PARTNER_ID
from briefings.loading.scalars import REGION_CODE
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.yaml_nodes import Mapping, Node
from briefings.model.entities import SHARED_FOLDER, Region

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema

__all__ = ["REGIONS"]


def _make_region(*, partners: tuple[str, ...], **values: Any) -> Region:  # noqa: ANN401 - what the table gives
    """Make a region, with each of its partners once."""
    return Region(folder=SHARED_FOLDER, partners=tuple(dict.fromkeys(partners)), **values)


_PARTNERS = ListType(
    PARTNER_ID,
    "list of ids",
    needs=ItemNeed(
        lambda _: True, {"minItems": 1}, "no-partner", "this region has no partners", "name them by their ids"
    ),
)
_REGION = Table(
    "region",
    _make_region,
    (
        NAMES_KEY,
        Key("partners", _PARTNERS, "its partners, in the order in which briefs show them", required=True),
        Key(
            "code",
            REGION_CODE,
            "the UN M49 code of the region; languages without a name here use the name in Unicode's CLDR",
            default="",
        ),
    ),
)


@dataclass(frozen=True)
class _RegionsType(MappingType):
    """The type of a mapping from the ids of regions to what they are."""

    absent: ClassVar[Any] = ()

    def json_schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        return {
            "type": "object",
            "patternProperties": {ID.schema["pattern"]: self.value.json_schema()},
            "additionalProperties": False,
        }

    def read(self, node: Node, key: str, context: ReadContext) -> tuple[Region, ...] | None:
        """Read the regions, each with its id."""
        if not isinstance(node, Mapping):
            self.report_no_mapping(node, key, context)
            return None
        regions = []
        for name, value in node.entries:
            id_ = ID.read(name, key, context)
            entry = _REGION.open(value, context)
            if id_ and entry:
                regions.append(replace(entry.build(id=id_), location=name.location))
        return tuple(regions)

    @property
    def parses_words(self) -> bool:
        """Return that a wrong id is reported as `bad-KEY`."""
        return True


REGIONS = _RegionsType(TableType(_REGION))
"""Their ids, each with names and partners."""
