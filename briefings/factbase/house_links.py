"""Checks of the marking scheme, audiences and language that the house file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.folders import MARKINGS_FOLDER
from briefings.model.diagnostics import Diagnostic
from briefings.model.house import EDITED_FOLDER
from briefings.model.marking_axes import PERMISSIVE, RESTRICTIVE
from briefings.model.suggest import unknown, with_suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactStore
    from briefings.model.markings import Audience, MarkingScheme

__all__ = ["check_house"]


def check_house(store: FactStore, incomplete_folders: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Check the marking scheme, the default language and the audiences.

    Args:
        store: all entries that were read.
        incomplete_folders: the folders with an unreadable entry, which may be what the house names.
    """
    house = store.house
    scheme = store.schemes.get(house.scheme_id)
    if house.scheme_id and scheme is None and MARKINGS_FOLDER not in incomplete_folders:
        place = house.location_of("scheme")
        yield unknown("marking scheme", house.scheme_id, store.schemes, place, code="unknown-scheme")
    if house.default_language not in house.languages:
        message = f"{house.default_language!r} is not among the languages of the house"
        problem = Diagnostic("unknown-language", message, house.location_of("written"))
        yield with_suggestion(problem, house.default_language, house.languages)
    if reserved := house.audiences.get(EDITED_FOLDER):
        message = (
            f"no audience can be called {EDITED_FOLDER!r}: build/{EDITED_FOLDER}/ has copies of edited notes"
        )
        yield Diagnostic("reserved-audience", message, reserved.location, hint="choose another name")
    if scheme:
        for audience in house.audiences.values():
            yield from _check_audience(audience, scheme)


def _check_audience(audience: Audience, scheme: MarkingScheme) -> Iterator[Diagnostic]:
    """Check the level, the communities and the tags of an audience; a scheme without some has none to check."""
    if audience.level and audience.level not in scheme.levels:
        yield unknown("marking", audience.level, scheme.levels, audience.location)
    lists = [axis for axis in scheme.axes if axis.kind == PERMISSIVE]
    held = [axis for axis in scheme.axes if axis.kind == RESTRICTIVE]
    communities = {*scheme.groups, *(tag for axis in lists for tag in axis.tags)}
    if scheme.owner:
        communities |= {scheme.owner.community, *scheme.owner.contexts}
    for name in audience.communities if communities else ():
        if name not in communities:
            yield unknown("community", name, communities, audience.location, code="unknown-marking")
    tags = {tag for axis in held for tag in axis.tags}
    for name in audience.holds if held and all(axis.tags for axis in held) else ():
        if name not in tags:
            yield unknown("restrictive tag", name, tags, audience.location, code="unknown-marking")
