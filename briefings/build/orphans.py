"""The removal of sets whose subject or whose audience the house no longer has.

No later build looks at them, so they would stay as they are, whatever becomes of their facts.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build.edited_files import back_up_edits
from briefings.build.state import BuildState
from briefings.build.store import OutputStore
from briefings.build.withdrawal import lower_audiences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.build.plan import BuildRun
    from briefings.model.house import House

__all__ = ["remove_former_audiences", "remove_orphaned_sets"]


def remove_former_audiences(run: BuildRun) -> None:
    """Remove all sets of the audiences that the house no longer has, and report them; a dry run only reports.

    The report names the audience and not its sets: a lower audience may not know that they exist.

    Raises:
        BriefingsError: if a link is in the place of a folder of the build.
        OSError: if a set can't be removed.
    """
    for name in _former_audiences(run.output, run.catalog.house):
        run.report.former_audiences.append(name)
        if run.options.dry_run:
            continue
        store = OutputStore(run.output / name)
        store.recover()
        for set_name in store.names_with_leftovers():
            run.report.backups += back_up_edits(store, set_name)
            store.remove(set_name)
        BuildState.forget(run.output, name)
        with contextlib.suppress(OSError):  # it has something that Briefings did not write
            store.sets_folder.rmdir()
            store.folder.rmdir()


def _former_audiences(output: Path, house: House) -> Iterator[str]:
    """Yield the names of the folders with sets for an audience that the house does not have, in order."""
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        is_own = folder.is_dir() and not folder.is_symlink()
        if is_own and folder.name not in house.audiences and OutputStore(folder).sets_folder.is_dir():
            yield folder.name


def remove_orphaned_sets(run: BuildRun) -> None:
    """Remove the sets whose subject no longer exists, for the audience of a build and each one that may see no more."""
    for audience in dict.fromkeys((run.request.audience, *lower_audiences(run))):
        is_own = audience == run.request.audience
        store = run.output_store if is_own else OutputStore(run.output / audience)
        orphans = [name for name in store.names_with_leftovers() if name.subject not in run.catalog.subjects]
        current = set(store.set_names())
        run.report.removed_sets += [(audience, name) for name in orphans if name in current]
        if run.options.dry_run or not orphans:
            continue
        state = run.state if is_own else BuildState.load(run.output, audience)
        for name in orphans:
            run.report.backups += back_up_edits(store, name)
            store.remove(name)
            state.sets.pop(name, None)
        # The build saves the state of its own audience.
        if not is_own:
            state.save(run.output, audience)
