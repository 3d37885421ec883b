"""Rights of each audience, for builds and for commands that speak to one audience.

An audience sees no more than another one if everything that decides what it may read is contained in the other's. The
question never depends on which facts there are: an answer that did would give away that something is withheld.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.suggest import unknown
from briefings.views.release import ReleasedStore, release

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.build.catalog import Catalog
    from briefings.build.request import BuildRequest
    from briefings.compose.products import Product
    from briefings.factbase.store import FactStore
    from briefings.model.house import House
    from briefings.model.markings import Audience, MarkingScheme

__all__ = [
    "check_product_audience",
    "find_audience",
    "hide_fact_lines",
    "readable_store",
    "released_store",
    "sees_everything",
    "sees_no_more",
    "split_request",
]

_Value = TypeVar("_Value")

_WHOLE_FILE = 0
"""The line of a location that names a file alone."""


def find_audience(house: House, name: str) -> Audience:
    """Return the audience of a house with a name.

    Raises:
        BriefingsError: if the house has none.
    """
    if name not in house.audiences:
        raise BriefingsError([unknown("audience", name, house.audiences)])
    return house.audiences[name]


def sees_no_more(scheme: MarkingScheme, audience: Audience, other: Audience) -> bool:
    """Return whether everything that an audience may see is also for another one."""
    return (
        scheme.rank(audience.level) <= scheme.rank(other.level)
        and set(audience.holds) <= set(other.holds)
        and set(audience.communities) <= set(other.communities)
    )


def sees_everything(scheme: MarkingScheme, audience: Audience) -> bool:
    """Return whether nothing can be above an audience: it has the highest level, and the scheme has nothing else."""
    is_limited = scheme.axes or scheme.owner or audience.name != DEFAULT_AUDIENCE
    return audience.level == scheme.levels[-1] and not is_limited


def split_request(catalog: Catalog, request: BuildRequest, audiences: Sequence[str]) -> list[BuildRequest]:
    """Return a request for each audience.

    If the user names none, a product that is for an audience of the house goes to that audience, and the others to the
    default one.

    Args:
        catalog: the subjects and products of the project.
        request: what the user asks for.
        audiences: names of the audiences that the user gave.
    """
    if audiences:
        return [dataclasses.replace(request, audience=name) for name in dict.fromkeys(audiences)]
    requests = _split_by_product(catalog, request)
    if not request.is_whole or request.dated:
        return requests
    subjects = [
        catalog.subjects[id_] for id_ in request.subjects or catalog.subjects if id_ in catalog.subjects
    ]
    made = {piece.audience for piece in requests}
    ordered = catalog.order_book.audiences(catalog, subjects) - made
    return [
        *(dataclasses.replace(piece, brings_orders=True) for piece in requests),
        *(
            dataclasses.replace(request, audience=name, defaults=False, brings_orders=True)
            for name in sorted(ordered)
        ),
    ]


def _split_by_product(catalog: Catalog, request: BuildRequest) -> list[BuildRequest]:
    """Return a request for each audience that the products of a request are for."""
    products_by_audience: dict[str, list[str]] = {} if request.products else {DEFAULT_AUDIENCE: []}
    for id_ in request.products or catalog.house.products:
        products_by_audience.setdefault(catalog.audience_of(id_) or DEFAULT_AUDIENCE, []).append(id_)
    if not request.products:
        products_by_audience[DEFAULT_AUDIENCE] = []  # its defaults
        if not catalog.has_partners(request.subjects):
            return [request]
    return [
        dataclasses.replace(request, audience=audience, products=tuple(products))
        for audience, products in products_by_audience.items()
    ]


def released_store(store: FactStore, audience: str, day: date) -> ReleasedStore:
    """Return the part of a store that an audience may see on a day.

    Raises:
        BriefingsError: if the house has no such audience.
    """
    return release(store, find_audience(store.house, audience).name, day)


def readable_store(store: FactStore, audience: str | None, day: date) -> FactStore:
    """Return the store from which a command answers: all facts without an audience, else what it may see on a day.

    For an audience, locations name the file without the line: lines count what is withheld above them.

    Raises:
        BriefingsError: if the house has no such audience.
    """
    if audience is None:
        return store
    released = released_store(store, audience, day)
    return released.with_entries(
        map(_without_fact_lines, released.entities.values()), map(_without_fact_lines, released.facts)
    )


def hide_fact_lines(problem: Diagnostic) -> Diagnostic:
    """Return a problem whose locations in fact files name the file alone."""
    return _without_fact_lines(problem)


def _without_fact_lines(value: _Value) -> _Value:
    """Return a value in which each location in a fact file names the file alone."""
    result: object = value
    if isinstance(value, Location):
        is_fact_file = value.path.startswith("facts/") and value.path.count("/") > 1
        result = Location(value.path, _WHOLE_FILE, _WHOLE_FILE) if is_fact_file else value
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        result = tuple(map(_without_fact_lines, value))
    elif isinstance(value, Mapping):
        result = {key: _without_fact_lines(item) for key, item in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        hidden = {name: _without_fact_lines(item) for name, item in fields.items()}
        changed = {name: item for name, item in hidden.items() if item is not fields[name]}
        result = dataclasses.replace(value, **changed) if changed else value
    return result  # type: ignore[return-value] # of the same type, by construction


def check_product_audience(
    product: Product, audience: Audience, house: House, scheme: MarkingScheme
) -> Diagnostic | None:
    """Return a diagnostic if an audience can see more than a product may print; None if it may have the product.

    Args:
        product: the product, which may be meant for an audience.
        audience: for whom a note of it would be made.
        house: the house with the audiences.
        scheme: the marking scheme of the house.
    """
    meant_for = product.audience
    if not meant_for:
        return None
    lowest = scheme.levels[0]
    if meant_for in house.audiences:
        is_allowed = sees_no_more(scheme, audience, house.audiences[meant_for])
        reason = (
            f"the product {product.id!r} is for the audience {meant_for!r}; {audience.name!r} may see more"
        )
        hint = f"build it with `--audience {meant_for}`"
    else:
        is_allowed = audience.level == lowest and not (audience.holds or audience.communities)
        reason = f"the product {product.id!r} is for an audience {meant_for!r}, which the house does not have"
        hint = f"add it to `audiences:`, for example `{meant_for}: {lowest}`; {audience.name!r} may see more than {lowest}"
    related = (product.audience_location,) if product.audience_location else ()
    return (
        None
        if is_allowed
        else Diagnostic("product-above-audience", reason, audience.location, hint=hint, related=related)
    )
