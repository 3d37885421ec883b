"""Checks of the label files that a project brings along: notes use their labels, which state no fact and forge no marking."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from briefings.compose.label_checks import ROLE_PREFIX, unused_keys
from briefings.compose.label_wording import check_label_markings, check_label_names
from briefings.compose.labels import PACKAGED_LANGUAGE, Labels
from briefings.loading.files import MAX_FILE_BYTES, read_bytes
from briefings.model.contact_forms import FORM_PREFIX
from briefings.model.diagnostics import Diagnostic
from briefings.model.suggest import nearest_match
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from briefings.model.markings import MarkingScheme
    from briefings.templating import Templates

__all__ = ["check_label_keys", "check_own_labels", "load_packaged_labels", "own_label_files"]

_OPEN_PREFIXES = (FORM_PREFIX, ROLE_PREFIX, "amount.unit.")
"""The starts of keys that a house continues with words of its own: forms of contact, roles and units."""
_TYPO_SIMILARITY = 0.75
"""The similarity, from 0 to 1, from which a key is taken for a typing error."""
_FILES_WITH_KEYS = ("*.j2", "products/*.yaml")
_QUOTED_KEY = re.compile(r"[\"']([a-z][\w-]*(?:\.[\w-]*)*)[\"']|:\s*([a-z][\w.-]*)\s*$", re.MULTILINE)
"""A text of a template, or a value of a product, that may be the key of a label, or its start."""


def check_label_keys(templates: Templates, labels: Labels) -> Iterator[Diagnostic]:
    """Yield each label of a project that nothing prints: probably a misspelt key, and the wording would stay as it was.

    Args:
        templates: the templates whose folders have the label files.
        labels: the labels of one language.
    """
    files = own_label_files(templates, labels)
    if not files:
        return
    packaged = {*load_packaged_labels(PACKAGED_LANGUAGE), *load_packaged_labels(labels.language)}
    unknown = [
        key
        for file in files
        for key in unused_keys(labels, file, packaged)
        if not key.startswith(_OPEN_PREFIXES)
    ]
    written = _written_keys(templates) if unknown else set()
    starts = tuple(text for text in written if text.endswith("."))
    for key in unknown:
        if key not in written and not key.startswith(starts):
            suggestion = nearest_match(key, packaged, _TYPO_SIMILARITY)
            hint = f"`briefings template show labels/{PACKAGED_LANGUAGE}.yaml` lists the labels"
            yield Diagnostic(
                "unknown-label",
                f"no note has a label {key!r}",
                labels.location(key),
                hint="" if suggestion else hint,
                suggestion=suggestion,
            )


def _written_keys(templates: Templates) -> set[str]:
    """Return the texts in the templates and products of a project, for all partners, that may be keys or their starts."""
    own = [folder for folder in templates.folders if folder != _packaged_label_folder().parent]
    paths = {path for folder in own for pattern in _FILES_WITH_KEYS for path in folder.rglob(pattern)}
    texts = (read_bytes(path, templates.display_path(path), MAX_FILE_BYTES)[0] for path in sorted(paths))
    found = (_QUOTED_KEY.findall((text or b"").decode("utf-8", "replace")) for text in texts)
    return {one or other for keys in found for one, other in keys}


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
    packaged = (load_packaged_labels(language).texts for language in {labels.language, PACKAGED_LANGUAGE})
    known_wording = itertools.chain.from_iterable(texts.values() for texts in packaged)
    yield from check_label_names(labels, files, names, known_wording)
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
    return _load_packaged(_packaged_label_folder() / f"{language}.yaml", language)


@functools.lru_cache(maxsize=8)
def _load_packaged(path: Path, language: str) -> Labels:
    """Return the labels of a file that comes with Briefings and does not change."""
    return Labels.load(language, [(path, path.name)]) if path.is_file() else Labels(language, {}, {})


def _packaged_label_folder() -> Path:
    """Return the folder of the label files that come with Briefings."""
    return package_data_folder() / "templates" / "labels"
