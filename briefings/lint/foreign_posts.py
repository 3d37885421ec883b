"""Findings about posts that concern none of the partners that are checked: `check tajikistan` speaks of what it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Post
from briefings.model.facts import Tenure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic

__all__ = ["without_foreign_posts"]


def without_foreign_posts(store: FactStore, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings without those about shared posts that cover other partners only; errors are kept.

    The check of those other partners reports them.

    Args:
        store: the facts of the partners that are checked, and the shared ones.
        findings: what the checks found.
    """
    foreign = {
        post.id
        for post in store.entities_of(Post)
        if post.folder == SHARED_FOLDER
        and post.covered_partners
        and not any(store.is_post_in_scope(post, partner.id) for partner in store.partners)
    }
    places = {fact.location for fact in store.facts if isinstance(fact, Tenure) and fact.post in foreign}
    places |= {post.location for post in store.entities_of(Post) if post.id in foreign}
    for finding in findings:
        if finding.severity is Severity.ERROR or finding.location not in places:
            yield finding
