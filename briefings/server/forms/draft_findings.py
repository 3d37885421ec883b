"""The findings of the checks about a draft. Facts are checked once, whether they are on disk or about to be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefings.checks.engine import find_impossible_dates, run_checks
from briefings.fastpath import describe_file
from briefings.loading.captures import Captures
from briefings.model.entities import SHARED_FOLDER, Person, Source
from briefings.model.references import all_links

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.forms.drafts import Draft
    from briefings.server.reading import Reading

__all__ = ["is_checked_in_part", "new_findings"]

_MANY_FACTS = 1_500
"""From so many facts on, those of ten partners or so, no one waits for all checks of them."""
_MOST_PARTNERS = 3


def new_findings(reading: Reading, store: FactStore, draft: Draft, *, with_checks: bool) -> list[Diagnostic]:
    """Return the findings that are about the entry, or that the facts do not have yet, of the partners in the draft.

    Args:
        reading: the request.
        store: the facts as they will be.
        draft: what is about to be written.
        with_checks: whether to run all checks; else those of dates, of a partner.
    """
    before, drafts = reading.workspace.store, draft.edits.drafts()
    near = reading.warm.partners_near(drafts, only_add=not draft.before)
    if near is None and not with_checks:
        return []
    # Notes of a region print what another partner has, but no check of a partner reads it.
    own = None if near is None else [id_ for id_ in near if id_ in {path.parent.name for path in drafts}]
    if own is None and is_checked_in_part(store):
        own = [*_partners_using(store, draft)]
    run = _Run(reading, own, with_checks, draft.key)
    found = run.check(store)
    known = reading.warm.recall_content(run.content_key(before, {}), lambda: _said(run.check(before)))
    # Once the draft is saved, the next one is compared with it.
    reading.warm.recall_content(run.content_key(store, drafts), lambda: _said(found))
    return [
        finding
        for finding in found
        if (finding.code, finding.message) not in known or draft.path_of(finding) is not None
    ]


def is_checked_in_part(store: FactStore) -> bool:
    """Return whether a draft of what partners share is checked with a few of them: all would take many seconds."""
    return len(store.facts) > _MANY_FACTS


def _partners_using(store: FactStore, draft: Draft) -> Iterator[str]:
    """Yield the first partners whose entries, or their texts, name a shared one; a new one is named by none."""
    if not draft.before:
        return
    using = (
        partner.id
        for partner in store.partners
        if any(
            link.target == draft.key
            for entry in store.entries_by_folder.get(partner.id, ())
            for link in all_links(entry)
        )
    )
    yield from islice(using, _MOST_PARTNERS)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of the checks over some partners; over all if there are none named.

    Attributes:
        reading: the request.
        partners: the partners; None for all.
        with_checks: whether all checks run; else those of dates.
        key: of the entry that is about to be written.
    """

    reading: Reading
    partners: list[str] | None
    with_checks: bool
    key: str

    def check(self, store: FactStore) -> list[Diagnostic]:
        """Return the findings in a store."""
        near = store if self.partners is None else self._with_namesakes(store.subset(self.partners), store)
        if self.with_checks:
            return run_checks(near, self.reading.today, Captures(self.reading.warm.project.root))
        return find_impossible_dates(near, self.reading.today)

    def _with_namesakes(self, near: FactStore, store: FactStore) -> FactStore:
        """Return facts with the people of other partners who have a name of the person that is about to be written."""
        person = store.entities.get(self.key)
        if not isinstance(person, Person):
            return near
        names = {name.text.casefold() for name in person.names}
        others = [
            other
            for other in store.entities_of(Person)
            if other.id not in near.entities and names & {name.text.casefold() for name in other.names}
        ]
        return near.with_entries((*near.entities.values(), *others), (*near.facts, *near.proposals.values()))

    def content_key(self, store: FactStore, drafts: Mapping[Path, bytes]) -> Hashable:
        """Return the key for what is found in a store: it names all that the checks read."""
        warm = self.reading.warm
        content = warm.content_hash(self.partners, drafts)
        captures = tuple(
            _stamp(warm.project.root / Captures().file_name(source.id))
            for source in self._sources(store)
            if source.capture
        )
        return (
            "findings",
            self.with_checks,
            self.reading.today,
            tuple(self.partners or ()),
            content,
            captures,
        )

    def _sources(self, store: FactStore) -> Iterator[Source]:
        """Yield the sources that the checks look at."""
        folders = store.entries_by_folder if self.partners is None else (SHARED_FOLDER, *self.partners)
        for folder in folders:
            yield from (
                entry for entry in store.entries_by_folder.get(folder, ()) if isinstance(entry, Source)
            )


def _stamp(path: Path) -> str:
    """Return the stamp of a file; empty if there is none."""
    try:
        return describe_file(path.stat())
    except OSError:
        return ""


def _said(findings: Iterable[Diagnostic]) -> frozenset[tuple[str, str]]:
    """Return what findings say, which takes less room than where they say it."""
    return frozenset((finding.code, finding.message) for finding in findings)
