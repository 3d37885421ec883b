"""The output store: sets of files that a build publishes completely or not at all.

A set holds all notes of one subject in all their formats, and the manifest. Each set is written into its own folder and
synced to disk; then one rename switches the name that readers use.

```
build/internal/tajikistan            a link to the current set
build/internal/.sets/tajikistan/     the sets, each named by its hash
    3f9c.../                         files and manifest.json
    previous                         a link to the set before, for whoever is reading it
    earlier.json                     what each note said before its last change
```

Where the file system has no symbolic links, the current set is a plain folder, and the file `placed` names its hash.
That switch takes two renames; a journal written before the first lets the next command complete the second.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from typing import TYPE_CHECKING

from briefings.build.request import SetName, build_command
from briefings.build.set_folder import (
    UNFINISHED_PREFIX,
    delete,
    free_folder,
    hash_in_name,
    holds_exactly,
    write_set,
)
from briefings.build.switch_journal import PendingSwitch, SwitchJournal
from briefings.loading.files import read_text, sync_folder, write_atomic
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["MANIFEST_NAME", "OutputStore", "not_built_error", "refuse_links"]

MANIFEST_NAME = "manifest.json"

_SETS_NAME = ".sets"
_PREVIOUS_NAME = "previous"
_PLACED_NAME = "placed"
_EARLIER_NAME = "earlier.json"
_NO_LINKS_ERRNOS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)


class OutputStore:
    """The published sets of one audience.

    Attributes:
        folder: `build/<audience>`, with one entry per set.
        sets_folder: where the versions of the sets are.
    """

    def __init__(self, folder: Path, *, can_link: bool | None = None) -> None:
        """Open the store.

        Args:
            folder: `build/<audience>`; it need not exist yet.
            can_link: whether the file system has symbolic links; None to find out by trying.
        """
        self.folder = folder
        self.sets_folder = folder / _SETS_NAME
        self._links_supported = can_link
        self._journal = SwitchJournal(self.sets_folder / ".journal.json")

    # --- reading ----------------------------------------------------------------------------------

    def set_names(self) -> list[SetName]:
        """Return the names of all sets that have a current version, in order."""
        return [name for name in self.names_with_leftovers() if self.current_folder(name)]

    def names_with_leftovers(self) -> list[SetName]:
        """Return the names of all sets, including leftovers of interrupted builds, in order."""
        return sorted(self._names_on_disk(), key=str)

    def _names_on_disk(self) -> Iterator[SetName]:
        """Yield the names of all sets with a folder; a folder that Briefings did not name is skipped."""
        for path in self.sets_folder.iterdir() if self.sets_folder.is_dir() else ():
            if path.is_dir():
                with contextlib.suppress(ValueError):
                    yield SetName.parse(path.name)

    def deleted_names(self, ignored: Collection[SetName] = ()) -> list[SetName]:
        """Return the names of sets whose folder a user deleted: the store still has their versions.

        Args:
            ignored: names to skip.
        """
        names = (name for name in self.names_with_leftovers() if name not in ignored)
        return [name for name in names if self.current_folder(name) is None and self._is_vacant(name)]

    def select(self, names: Collection[str] = ()) -> list[SetName]:
        """Return the sets that have one of these names or are on one of these subjects, in order.

        Args:
            names: names of sets or ids of subjects; empty for all sets.

        Raises:
            BriefingsError: if no set matches a name.
        """
        set_names = self.names_with_leftovers()
        unknown = [
            name for name in names if not any(name in (str(known), known.subject) for known in set_names)
        ]
        if unknown:
            raise not_built_error(unknown, self.folder.name)
        return [name for name in set_names if not names or str(name) in names or name.subject in names]

    def place(self, name: SetName) -> Path:
        """Return the path by which readers know a set: a link to its current version, or a folder."""
        return self.folder / str(name)

    def _home(self, name: SetName) -> Path:
        """Return the folder with the versions of a set."""
        return self.sets_folder / str(name)

    def _is_vacant(self, name: SetName) -> bool:
        """Return whether the place of a set is free: nothing is there, or only a link of this store."""
        place = self.place(name)
        is_own_link = place.is_symlink() and place.readlink().is_relative_to(f"{_SETS_NAME}/{name}")
        return is_own_link or not (place.is_symlink() or place.exists())

    def current_folder(self, name: SetName) -> Path | None:
        """Return the folder of the current set; None if Briefings published none."""
        place, home = self.place(name), self._home(name)
        if place.is_symlink():
            target = self.folder / place.readlink()
            return target if target.parent == home and target.is_dir() else None
        if place.is_dir():
            return place if self._placed_hash(name) else None
        # Between the two renames of an interrupted switch, the new set is still where it was written.
        pending = self._journal.read()
        pending_folder = home / pending.folder_name if pending and pending.name == name else None
        return pending_folder if pending_folder and pending_folder.is_dir() else None

    def current_hash(self, name: SetName) -> str:
        """Return the hash of the current set when it was published; empty if Briefings published none."""
        folder = self.current_folder(name)
        if folder is None:
            return ""
        return self._placed_hash(name) if folder == self.place(name) else hash_in_name(folder.name)

    def _placed_hash(self, name: SetName) -> str:
        """Return the hash of the set that is a plain folder in its place; empty if Briefings did not publish it."""
        pending = self._journal.read()
        if pending and pending.name == name and not (self._home(name) / pending.folder_name).is_dir():
            return hash_in_name(pending.folder_name)
        try:
            return hash_in_name(read_text(self._home(name) / _PLACED_NAME).strip())
        except (OSError, ValueError):
            return ""

    def previous_folder(self, name: SetName) -> Path | None:
        """Return the folder of the set before the current one; None if there was none."""
        link = self._home(name) / _PREVIOUS_NAME
        if not link.is_symlink():
            return link if link.is_dir() else None
        target = link.parent / link.readlink()
        return target if target.is_dir() else None

    def earlier_file(self, name: SetName) -> Path:
        """Return the path of the file with the earlier states of the notes of a set."""
        return self._home(name) / _EARLIER_NAME

    # --- writing ----------------------------------------------------------------------------------

    def publish(self, name: SetName, files: Mapping[str, bytes]) -> bool:
        """Make these files the current set of a name, and return whether that changed anything.

        Raises:
            BriefingsError: if a file or folder that Briefings did not write is in the way.
            OSError: if writing fails, for example on a full disk; the current set stays current.
        """
        self._refuse_foreign_files(name)
        home = self._home(name)
        home.mkdir(parents=True, exist_ok=True)
        previous = self.current_folder(name)
        if previous is not None and holds_exactly(previous, files):
            return False
        final_folder = free_folder(home, files)
        if not final_folder.exists():
            write_set(home, final_folder, files)
        if self._can_link(name):
            # A damaged set that is rebuilt with the same content keeps its previous set.
            if previous is not None and hash_in_name(previous.name) != hash_in_name(final_folder.name):
                self._switch_link(home / _PREVIOUS_NAME, previous.name)
            self._switch_link(self.place(name), f"{_SETS_NAME}/{name}/{final_folder.name}")
        else:
            switch = PendingSwitch(name, final_folder.name)
            self._journal.write(switch)
            self._finish_switch(switch)
        self._remove_old_sets(name)
        return True

    def can_share(self, names: Iterable[SetName]) -> bool:
        """Return whether several processes may publish these sets at once: where each is a link and needs no journal."""
        try:
            self.sets_folder.mkdir(parents=True, exist_ok=True)
            return all(map(self._can_link, names))
        except OSError:  # each set will report it
            return False

    def remove(self, name: SetName) -> None:
        """Remove a set and its earlier version, and nothing else."""
        place = self.place(name)
        if self.current_folder(name) is not None or self._is_vacant(name):
            if place.is_symlink():
                place.unlink()
            elif place.is_dir():
                shutil.rmtree(place)
        delete(self._home(name))

    def forget_previous(self, name: SetName) -> None:
        """Delete the set before the current one, and the earlier states of all notes."""
        self.earlier_file(name).unlink(missing_ok=True)
        if previous := self.previous_folder(name):
            delete(previous)
        delete(self._home(name) / _PREVIOUS_NAME)

    def recover(self) -> None:
        """Complete an interrupted switch, and delete unfinished sets."""
        refuse_links(self.folder, self.sets_folder)
        if pending := self._journal.read():
            self._finish_switch(pending)
        self._journal.delete()
        if self.sets_folder.is_dir():
            for home in (self.sets_folder, *(path for path in self.sets_folder.iterdir() if path.is_dir())):
                for leftover in home.glob(f"{UNFINISHED_PREFIX}*"):
                    delete(leftover)

    def _can_link(self, name: SetName) -> bool:
        """Return whether the current set of a name can be a link.

        Raises:
            OSError: if the trial fails for another reason, for example on a full disk.
        """
        place = self.place(name)
        if self._links_supported is not False and place.is_dir() and not place.is_symlink():
            return False  # it was published on a file system without links
        if self._links_supported is None:
            trial = self.sets_folder / f"{UNFINISHED_PREFIX}link"
            try:
                trial.unlink(missing_ok=True)
                trial.symlink_to("nowhere")
                trial.unlink()
                self._links_supported = True
            except NotImplementedError:
                self._links_supported = False
            except OSError as error:
                if error.errno not in _NO_LINKS_ERRNOS or place.is_symlink():
                    raise
                self._links_supported = False
        return self._links_supported

    # --- steps ------------------------------------------------------------------------------------

    def _refuse_foreign_files(self, name: SetName) -> None:
        """Raise an error if something that Briefings did not write is where the set goes."""
        place = self.place(name)
        refuse_links(self.folder, self.sets_folder, self._home(name))
        # A dangling link into this store is still ours.
        if not self._is_vacant(name) and self.current_folder(name) is None:
            raise _foreign_file_error(place)

    def _switch_link(self, link: Path, target: str) -> None:
        """Point a link to another target, in one step."""
        link.parent.mkdir(parents=True, exist_ok=True)
        new_path = self.sets_folder / f"{UNFINISHED_PREFIX}{link.parent.name}-{link.name}"
        new_path.unlink(missing_ok=True)
        new_path.symlink_to(target)
        new_path.replace(link)
        sync_folder(link.parent)

    def _finish_switch(self, switch: PendingSwitch) -> None:
        """Do the renames that the journal names, from whatever step was reached, and delete the journal."""
        name, folder_name = switch.name, switch.folder_name
        home, place = self._home(name), self.place(name)
        pending_folder, previous = home / folder_name, home / _PREVIOUS_NAME
        if pending_folder.is_dir():
            if place.is_symlink():
                linked = self.current_folder(name)
                place.unlink()
                if linked is not None:
                    delete(previous)
                    linked.rename(previous)
            elif place.is_dir():
                delete(previous)
                place.rename(previous)
            pending_folder.rename(place)
            sync_folder(self.folder)
        write_atomic(home / _PLACED_NAME, folder_name.encode(), sync=True)
        self._journal.delete()

    def _remove_old_sets(self, name: SetName) -> None:
        """Delete all versions of a set but the current one and the one before it."""
        kept = {path for path in (self.current_folder(name), self.previous_folder(name)) if path}
        for path in self._home(name).iterdir():
            if path not in kept and path.name not in (_PREVIOUS_NAME, _PLACED_NAME, _EARLIER_NAME):
                delete(path)


def refuse_links(*folders: Path) -> None:
    """Refuse folders of a build that are links: what is written through one could go anywhere.

    Raises:
        BriefingsError: if one of them is a link.
    """
    for folder in folders:
        if folder.is_symlink():
            raise _foreign_file_error(folder)


def not_built_error(names: Iterable[str], audience: str) -> BriefingsError:
    """Return the error for sets of an audience that have been requested and not built; for all of them without names."""
    hint = f"run `{build_command(audience)}` first"
    messages = [f"notes on {name!r} are not built yet" for name in names] or ["no notes are built yet"]
    return BriefingsError(Diagnostic("not-built", message, hint=hint) for message in messages)


def _foreign_file_error(place: Path) -> BriefingsError:
    """Return the error for a file, folder or link that Briefings did not write."""
    what = "a link" if place.is_symlink() else "a file or folder"
    hint = "move it away; Briefings replaces only its own files"
    return BriefingsError(
        [Diagnostic("not-ours", f"{place} is {what} that Briefings did not write", hint=hint)]
    )
