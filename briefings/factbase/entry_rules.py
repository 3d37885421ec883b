"""Rules of single kinds of entries that need other entries, apart from their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import SHARED_FOLDER, Framework, Partner, Post, Region, Source
from briefings.model.facts import Fact, Tenure
from briefings.model.resolutions import Resolution
from briefings.model.talking_points import TalkingPoint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.evidence import Evidence

__all__ = ["check_entry_rules"]


def check_entry_rules(
    entry: Entity | Fact, store: FactStore, partners: Collection[str]
) -> Iterator[Diagnostic]:
    """Check the rules of the kind of an entry.

    Args:
        entry: the entry.
        store: all entries that were read.
        partners: the folders of all partners, read or not.
    """
    if isinstance(entry, Fact | Framework | Partner | Post):
        for evidence in entry.all_evidence if isinstance(entry, Fact) else entry.evidence:
            yield from _check_disagreement(evidence, store)
    match entry:
        case Tenure():
            yield from _check_tenure(entry, store)
        case TalkingPoint():
            yield from _check_basis(entry, store)
        case Resolution():
            yield from _check_resolution(entry)
        case Partner() if entry.id in entry.successors:
            hint = "name the partner that came after it, or delete it here"
            message = f"the partner {entry.id!r} is its own successor"
            yield Diagnostic("succeeds-itself", message, entry.location, hint=hint, value=entry.id)
        case Region() if entry.id in partners:
            message = f"the id {entry.id!r} is that of a partner"
            hint = "choose another id, because users name regions and partners by their ids"
            yield Diagnostic("repeated-id", message, entry.location, hint=hint, value=entry.id)


def _check_disagreement(evidence: Evidence, store: FactStore) -> Iterator[Diagnostic]:
    """Check that a disagreement has a date; an unknown source counts as dated."""
    if not evidence.disputes or evidence.asserted_on:
        return
    entities = (store.entities.get(id_) for id_ in (evidence.via_source, evidence.source) if id_)
    sources = [source for source in entities if isinstance(source, Source)]
    if sources and not any(source.effective_date for source in sources):
        message = f"{evidence.source!r} disagrees, but nothing says when it did"
        hint = "add `asserted:` with the date, or `via:` with a source that has a date"
        yield Diagnostic("undated-disagreement", message, evidence.location, hint=hint, value=evidence.source)


def _check_tenure(tenure: Tenure, store: FactStore) -> Iterator[Diagnostic]:
    """Check that a tenure of a shared post is shared too."""
    post = store.entities.get(tenure.post)
    if isinstance(post, Post) and tenure.folder != post.folder == SHARED_FOLDER:
        message = f"the post {post.id!r} is shared, but this tenure is not"
        hint = "move the tenure to facts/shared/, because the briefs of all partners need it"
        related = (post.location,)
        yield Diagnostic("other-folder", message, tenure.location, hint=hint, related=related, value=post.id)


def _check_basis(point: TalkingPoint, store: FactStore) -> Iterator[Diagnostic]:
    """Check that every fact in the basis of a talking point concerns the same partner and does not rest on the point."""
    basis = store.basis(point)
    for key, fact in basis.items():
        post = store.entities.get(fact.post) if isinstance(fact, Tenure) else None
        if (
            isinstance(post, Post)
            and point.folder != SHARED_FOLDER
            and not store.is_post_in_scope(post, point.folder)
        ):
            message = f"no brief of {point.folder} shows the post of {key!r}, so none would show this line"
            hint = f"add {point.folder} to `covers:` of the post, or rest the line on another fact"
            yield Diagnostic(
                "rests-elsewhere", message, point.location, hint=hint, related=(fact.location,), value=key
            )
    circle = sorted(key for key, fact in basis.items() if point.key in store.basis(fact))
    if point.key in circle[:1]:
        message = f"the line {point.key!r} rests on itself"
        hint = "delete one `rests:` in the circle"
        related = tuple(basis[key].location for key in circle[1:])
        yield Diagnostic("rests-on-itself", message, point.location, hint=hint, related=related)


def _check_resolution(resolution: Resolution) -> Iterator[Diagnostic]:
    """Check that the preferred fact is one of the facts that a resolution settles."""
    if resolution.preferred_key and resolution.preferred_key not in resolution.settled_keys:
        message = f"{resolution.preferred_key!r} is not among the facts that this resolution settles"
        hint = f"it settles {', '.join(resolution.settled_keys)}"
        preferred = resolution.preferred_key
        yield Diagnostic("prefers", message, resolution.location, hint=hint, value=preferred)
