"""Copies of template files in a project: make a copy to change, and accept the file below as its new base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.templates.files import (
    is_additive,
    is_label_file,
    load_templates,
    texts_below,
    unknown_template_error,
)
from briefings.authoring.templates.overrides import find_overrides, record_base
from briefings.compose.labels import start_hint
from briefings.loading.files import make_folder, one_writer, read_text, write_atomic
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.suggest import with_suggestion
from briefings.project import package_data_folder
from briefings.templating import BELOW_PREFIX
from briefings.templating.blocks import block_texts, extends_below, merge_overrides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.project import Project
    from briefings.templating import Templates

__all__ = ["accept", "eject"]


def eject(project: Project, name: str, partner: str | None = None, block: str | None = None) -> Path:
    """Copy a file or one of its blocks into the project, and record its base.

    Args:
        project: the project to copy into.
        name: the name of the file.
        partner: id of the only partner whose notes use the copy; None for all.
        block: the only block that the copy overrides; None for the whole file.

    Returns:
        The path of the written file.

    Raises:
        BriefingsError: if nothing can be copied, or the project already has the file or block.
    """
    templates, folder = load_templates(project, partner), _override_folder(project, partner)
    path = folder / name
    lower_texts = texts_below(templates, folder, name)
    if not lower_texts:
        raise unknown_template_error(templates, name)
    if is_additive(name):
        raise _additive_error(name)
    with one_writer(project.root):
        text = (
            _add_block(path, templates, name, lower_texts, block)
            if block
            else _whole_text(path, templates, name, lower_texts)
        )
        make_folder(path.parent, inside=project.root)
        write_atomic(path, text.encode())
        record_base(folder, name, merge_overrides(lower_texts))
    return path


def accept(project: Project, name: str, partner: str | None = None) -> Path:
    """Record that an override fits the current file below it; return the path of the override.

    Raises:
        BriefingsError: if the project has no such file, or no file is below it.
    """
    templates, folder = load_templates(project, partner), _override_folder(project, partner)
    lower_texts = texts_below(templates, folder, name)
    if not (folder / name).is_file() or not lower_texts or is_additive(name):
        override_names = (override.file.name for override in find_overrides(project))
        message = f"{templates.display_path(folder / name)} does not override another file"
        raise BriefingsError([with_suggestion(Diagnostic("no-override", message), name, override_names)])
    record_base(folder, name, merge_overrides(lower_texts))
    return folder / name


def _override_folder(project: Project, partner: str | None) -> Path:
    """Return the folder for the overrides of a project, or of one partner in it.

    Raises:
        BriefingsError: if the project or its templates are the packaged ones.
    """
    folder = project.root / "templates"
    if project.is_packaged:
        message = "a template can be copied into a project only, and you are not in one"
        raise _error("no-project", message, "name its folder with --project")
    if partner:
        return folder / "partners" / partner
    if folder == package_data_folder() / "templates":
        message = "these are the packaged templates themselves"
        raise _error("no-project", message, "edit them, or name a partner with --partner")
    return folder


def _whole_text(path: Path, templates: Templates, name: str, lower_texts: Sequence[str]) -> str:
    """Return the text of an override that replaces a whole file.

    Raises:
        BriefingsError: if the project has the override, or another one that only extends the file.
    """
    if path.exists() or path.is_symlink():
        message = f"{templates.display_path(path)} already exists"
        raise _error("file-exists", message, "delete or rename it to start again")
    if len(lower_texts) > 1:
        message = f"the project's {name} only extends another file, so a copy of it would be incomplete"
        raise _error("not-to-copy", message, "override one of its blocks: --block NAME")
    return lower_texts[0]


def _add_block(path: Path, templates: Templates, name: str, lower_texts: Sequence[str], block: str) -> str:
    """Return the text of an override with one more block, or of a new override with only that block.

    Raises:
        BriefingsError: if the file below lacks the block, or the override replaces the whole file or has the block.
    """
    blocks = block_texts(merge_overrides(lower_texts))
    if block not in blocks:
        problem = Diagnostic("unknown-block", f"{name} has no block {block!r}")
        raise BriefingsError([with_suggestion(problem, block, blocks)])
    if not path.exists():
        return f'{{% extends "{BELOW_PREFIX}{name}" %}}\n{blocks[block]}\n'
    text, display_path = read_text(path), templates.display_path(path)
    if not extends_below(text):
        message = f"{display_path} replaces the whole file below it"
        raise _error("file-exists", message, "change the block there, or delete the file to start again")
    if repeated_blocks := block_texts(text).keys() & block_texts(blocks[block]).keys():
        message = f"{display_path} already overrides the block {min(repeated_blocks)!r}"
        raise _error("file-exists", message, "change it there")
    return f"{text.rstrip()}\n{blocks[block]}\n"


def _additive_error(name: str) -> BriefingsError:
    """Return the error for a file whose copy would be added to the original."""
    message = f"{name} can't be copied: a file of that name is added to the packaged one"
    hint = f"write templates/{name} with your changes only"
    if is_label_file(name):
        hint += f"; for another language, {start_hint('LANGUAGE')}"
    return _error("not-to-copy", message, hint)


def _error(code: str, message: str, hint: str = "") -> BriefingsError:
    """Return an error with one diagnostic that has no location."""
    return BriefingsError([Diagnostic(code, message, hint=hint)])
