"""Checks that every reader may know the names of the house and of the partners, of which each note tells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import NamedEntity, Partner, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Name
    from briefings.model.markings import Audience

__all__ = ["check_known_names"]


def check_known_names(store: FactStore) -> Iterator[tuple[NamedEntity, Diagnostic]]:
    """Yield the house and each partner whose names an audience may not see, with the problem.

    Args:
        store: all entries that were read.
    """
    scheme = store.schemes.get(store.house.scheme_id)
    side = store.entities.get(store.house.side)
    entities = [*store.entities_of(Partner), *([side] if isinstance(side, NamedEntity) else [])]
    for audience in store.house.audiences.values():
        if scheme is None or audience.level not in scheme.levels:
            continue
        for entity in entities:
            names = [name for name in entity.names if name.form == "full"]
            if names and not any(_is_known(name, audience, store) for name in names):
                message = f"the audience {audience.name!r} may not see any name of {entity.id!r}"
                hint = "give it a full name without evidence, or with a source that all readers may see"
                yield (
                    entity,
                    Diagnostic(
                        "withheld-name", message, names[0].location, hint=hint, related=(audience.location,)
                    ),
                )


def _is_known(name: Name, audience: Audience, store: FactStore) -> bool:
    """Return whether an audience may see a name on any day."""
    sources = [store.entities.get(id_) for id_ in name.evidence]
    markings = [source.marking for source in sources if isinstance(source, Source)]
    is_sourced = not name.evidence or any(
        store.scheme.may_read(audience, marking, date.min) for marking in markings
    )
    return is_sourced and (name.marking is None or store.scheme.may_read(audience, name.marking, date.min))
