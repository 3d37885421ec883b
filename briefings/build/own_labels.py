"""Checks of the label files that a project brings along: they state no fact and forge no marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.label_wording import check_label_markings, check_label_names
from briefings.compose.labels import PACKAGED_LANGUAGE, Labels
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic
    from briefings.model.markings import MarkingScheme
    from briefings.templating import Templates

__all__ = ["check_own_labels", "load_packaged_labels", "own_label_files"]


def check_own_labels(
    templates: Templates, labels: Labels, names: Collection[str], scheme: MarkingScheme | None
) -> Iterator[Diagnostic]:
    """Yield the labels of a project that contain a name from its facts, or look like a marking.

    Args:
        templates: the templates whose folders have the label files.
        labels: the labels of one language.
        names: of the persons, places, posts and organisations in the facts.
        scheme: the marking scheme of the house; None if it has errors.
    """
    files = own_label_files(templates, labels)
    if not files:
        return
    packaged = load_packaged_labels(labels.language).texts | load_packaged_labels(PACKAGED_LANGUAGE).texts
    yield from check_label_names(labels, files, names, packaged.values())
    if scheme:
        yield from check_label_markings(labels, files, scheme)


def own_label_files(templates: Templates, labels: Labels) -> list[str]:
    """Return the names of the label files that a project brings along in a language."""
    return [
        templates.display_path(path)
        for path in templates.find_all(f"labels/{labels.language}.yaml")
        if path.parent != _packaged_label_folder()
    ]


def load_packaged_labels(language: str) -> Labels:
    """Return the labels that come with Briefings in a language; empty if Briefings has none."""
    path = _packaged_label_folder() / f"{language}.yaml"
    return Labels.load(language, [(path, path.name)]) if path.is_file() else Labels(language, {}, {})


def _packaged_label_folder() -> Path:
    """Return the folder of the label files that come with Briefings."""
    return package_data_folder() / "templates" / "labels"
