"""Checks of label files, and of the labels that templates use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.own_labels import load_packaged_labels, own_label_files
from briefings.compose.label_checks import (
    ROLE_PREFIX,
    check_required,
    check_use,
    is_grammar,
    untranslated_keys,
    unused_keys,
)
from briefings.compose.labels import PACKAGED_LANGUAGE, Labels
from briefings.model.contact_forms import FORM_PREFIX
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.locales import primary_language
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from briefings.templating import Templates
    from briefings.templating.syntax_tree import LabelUse

__all__ = ["check_missing_labels", "check_suspect_labels"]

_EQUAL_BY_CHANCE = 7
"""The number of labels that may well be equal in two languages: "sources" is also French."""
_TYPO_SIMILARITY = 0.8
"""The similarity, from 0 to 1, from which an unused key is taken for a typing error."""


def check_missing_labels(
    templates: Templates, labels_by_language: Mapping[str, Labels]
) -> Iterator[Diagnostic]:
    """Report labels that a label file lacks, and labels that templates use but no file has.

    A label file must have every label of the packaged files, and every label that a project adds in another language.

    Args:
        templates: the templates, already read.
        labels_by_language: the labels of each language of the house.
    """
    packaged_labels = {
        language: load_packaged_labels(language) for language in (PACKAGED_LANGUAGE, *labels_by_language)
    }
    required_values = {
        key: names
        for key, names in packaged_labels[PACKAGED_LANGUAGE].placeholders.items()
        if not is_grammar(key)
    }
    packaged_keys = {key for labels in packaged_labels.values() for key in labels.texts}
    reported: set[LabelUse] = set()
    for labels in labels_by_language.values():
        values = labels.placeholders
        yield from check_required(labels, required_values)
        for label_use, location in templates.label_uses():
            if label_use in reported or (label_use.is_optional and label_use.key not in labels):
                continue
            given_values = (
                values.get(label_use.key, set()) if label_use.value_names is None else label_use.value_names
            )
            # If the template uses the label as required, the label file is wrong; `check_required` has reported that.
            if required_values.get(label_use.key) != given_values and (
                problem := check_use(labels, label_use.key, given_values, location)
            ):
                reported.add(label_use)
                yield problem
        # Packaged files may have grammatical forms that only one language needs; a label that a project adds in one
        # language is required in all the others.
        required_values = {
            key: names for key, names in values.items() if key not in packaged_keys
        } | required_values


def check_suspect_labels(
    templates: Templates, labels: Labels, requested_keys: Collection[str], *, roles_known: bool
) -> Iterator[Diagnostic]:
    """Report probable mistakes in the label files of a project: untranslated labels, and misspelt keys.

    Args:
        templates: the templates whose folders have the label files.
        labels: the labels of one language.
        requested_keys: the label keys that templates, products and roles are known to use.
        roles_known: whether `requested_keys` includes the labels of all roles.
    """
    expected_keys = {
        *load_packaged_labels(PACKAGED_LANGUAGE).texts,
        *load_packaged_labels(labels.language).texts,
        *requested_keys,
    }
    for file in own_label_files(templates, labels):
        if primary_language(labels.language) != PACKAGED_LANGUAGE:
            yield from _check_untranslated(labels, file)
        for key in unused_keys(labels, file, expected_keys):
            suggestion = nearest_match(key, expected_keys, _TYPO_SIMILARITY)
            is_open = key.startswith(FORM_PREFIX) or (not roles_known and key.startswith(ROLE_PREFIX))
            if suggestion and not is_open:
                message, location = f"nothing uses the label {key!r}", labels.location(key)
                yield Diagnostic("unused-label", message, location, Severity.WARNING, suggestion=suggestion)


def _check_untranslated(labels: Labels, file: str) -> Iterator[Diagnostic]:
    """Report a label file that was copied from the English one and not translated."""
    same_keys, count = untranslated_keys(labels, load_packaged_labels(PACKAGED_LANGUAGE), file)
    if len(same_keys) > max(_EQUAL_BY_CHANCE, count // 10):
        message = f"{len(same_keys)} of {count} labels are still in English"
        hint = f"translate them, {same_keys[0]!r} first"
        yield Diagnostic(
            "untranslated-labels", message, labels.location(same_keys[0]), Severity.WARNING, hint
        )
