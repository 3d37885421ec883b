"""New partners: create the folder of a partner with everything that is already known."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefings.authoring.partners.folder import partner_files
from briefings.factbase.load import load
from briefings.loading.files import one_writer, write_new, writing
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import ALL_PARTNERS, SHARED_FOLDER
from briefings.schema import FOLDER, modeline

if TYPE_CHECKING:
    from datetime import date

    from briefings.authoring.partners.seed import PartnerSeed
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["add_partner"]


def add_partner(project: Project, seed: PartnerSeed, day: date) -> list[Path]:
    """Create the folder of a partner; return the paths of its files.

    Args:
        project: the project to add it to.
        seed: the partner to add.
        day: the day whose names of posts and frameworks are written.

    Raises:
        BriefingsError: if the partner or its id already exists, or the facts have errors, or would have any.
    """
    with one_writer(project.root):
        return _write_partner(project, seed, day)


def _write_partner(project: Project, seed: PartnerSeed, day: date) -> list[Path]:
    """Create the folder of a partner while no other command writes one."""
    store = load(project.root)
    if problem := _conflict(project, store, seed):
        raise BriefingsError([problem])
    folder = project.root / "facts" / seed.id
    # Every editor complains about a schema file that does not exist.
    with_schemas = (project.root / FOLDER).is_dir()
    texts = {
        name: (modeline(PurePosixPath("facts", seed.id, name)) if with_schemas else "") + text
        for name, text in partner_files(store, seed, day).items()
    }
    load(project.root, drafts={folder / name: text.encode() for name, text in texts.items()})
    # One rename makes all files appear at once, or none of them.
    with (
        writing(folder),
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary,
    ):
        new_folder = Path(temporary) / seed.id
        new_folder.mkdir()
        for name, text in texts.items():
            write_new(new_folder / name, text.encode())
        new_folder.rename(folder)
    return [folder / name for name in texts]


def _conflict(project: Project, store: FactStore, seed: PartnerSeed) -> Diagnostic | None:
    """Return a diagnostic if the id is reserved, or a partner, folder or entity has it or the country code."""
    if seed.id in (ALL_PARTNERS, SHARED_FOLDER):
        message = f"a partner can't have the id {seed.id!r}"
        return Diagnostic("bad-folder-name", message, hint="give another id, and the name with --name")
    if seed.id in list_partner_ids(project.root) or (project.root / "facts" / seed.id).exists():
        message = f"the folder facts/{seed.id} already exists"
        return Diagnostic("partner-exists", message, hint=_gaps_hint(seed.id))
    if seed.id in store.entities:
        location = store.entities[seed.id].location
        message = f"the id {seed.id!r} is already used"
        return Diagnostic("repeated-id", message, location, hint="choose another id")
    for partner in store.partners:
        if seed.code and partner.code == seed.code:
            message = f"{partner.id!r} already has the country code {seed.code}"
            return Diagnostic("partner-exists", message, partner.location, hint=_gaps_hint(partner.id))
    return None


def _gaps_hint(partner_id: str) -> str:
    """Return the hint for a partner that exists."""
    return f"`briefings gaps {partner_id}` lists what is missing"
