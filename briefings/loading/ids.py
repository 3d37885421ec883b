"""Ids in files: their types, and ids that can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.parsers import parse_fact_key, parse_id
from briefings.loading.value_types import ScalarType, scalar_schema
from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import (
    Area,
    Entity,
    Framework,
    Organisation,
    Partner,
    Person,
    Post,
    Source,
)

if TYPE_CHECKING:
    from briefings.loading.yaml_nodes import Scalar
    from briefings.model.diagnostics import Location

__all__ = [
    "AREA_ID",
    "BODY_ID",
    "FACT_KEY",
    "FRAMEWORK_ID",
    "HOLDER_ID",
    "ID",
    "ORGANISATION_ID",
    "PARTNER_ID",
    "PARTY_ID",
    "PERSON_ID",
    "POST_ID",
    "SOURCE_ID",
    "IdType",
    "InvalidId",
    "UnreadableId",
    "reference_to",
]

_ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class UnreadableId(str):
    """A placeholder for an id that is missing or can't be read; it equals no valid id.

    Its text is the location of the entry, so that two entries without an id don't have the same one.
    """

    __slots__ = ()

    def __new__(cls, location: Location) -> UnreadableId:
        """Make the placeholder from the location of the entry."""
        return super().__new__(cls, f" {location}")


@dataclass(frozen=True, slots=True)
class InvalidId(Diagnostic):
    """A problem with a text that is not an id: it may be the name of an entity.

    Attributes:
        kinds: the kinds of entities that the id may refer to.
    """

    kinds: tuple[type[Entity], ...] = ()


@dataclass(frozen=True)
class IdType(ScalarType):
    """A type of ids.

    Attributes:
        kinds: the kinds of entities that the id may refer to; empty if it is not the id of an entity.
    """

    kinds: tuple[type[Entity], ...] = ()

    def describe(self, error: ValueError, node: Scalar, key: str) -> Diagnostic:
        """Return the diagnostic for a text that is not an id, with what is needed to suggest one."""
        problem = ScalarType.describe(self, error, node, key)
        if not self.kinds:
            return problem
        return InvalidId(
            problem.code,
            problem.message,
            node.location,
            hint=problem.hint,
            keys=problem.keys,
            front=problem.front,
            value=problem.value,
            wanted=problem.wanted,
            kinds=self.kinds,
        )

    def blank(self, location: Location) -> UnreadableId:
        """Return an id that no entry has, so that nothing else is reported of it."""
        return UnreadableId(location)


_ID_SCHEMA = scalar_schema(
    _ID_PATTERN, "an id: small letters, digits and single hyphens", "number", "boolean", maxLength=64
)


def reference_to(*kinds: type[Entity]) -> IdType:
    """Return the type of ids of entities of some kinds."""
    return IdType("id", _ID_SCHEMA, parse_id, kinds=kinds)


ID = reference_to()
"""An id that is defined here, or that no entity has."""
SOURCE_ID = reference_to(Source)
PERSON_ID = reference_to(Person)
HOLDER_ID = reference_to(Person, Organisation)
POST_ID = reference_to(Post)
ORGANISATION_ID = reference_to(Organisation)
BODY_ID = reference_to(Organisation, Partner)
PARTY_ID = reference_to(Organisation, Person, Partner)
FRAMEWORK_ID = reference_to(Framework)
AREA_ID = reference_to(Area)
PARTNER_ID = reference_to(Partner)
FACT_KEY = ScalarType(
    "fact",
    scalar_schema(
        rf"(?:(?=[^/]{{1,64}}/){_ID_PATTERN})/(?=.{{1,64}}$){_ID_PATTERN}",
        "a fact: FOLDER/ID, such as shared/sg-rutte",
        examples=["shared/sg-rutte"],
    ),
    parse_fact_key,
)
