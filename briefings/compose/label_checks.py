"""Checks of labels: are they there, and do their placeholders agree with the values that they get?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.articles import NO_ARTICLE
from briefings.model.contact_forms import CONTACT_FORMS, FORM_PREFIX, usual_form
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.suggest import nearest_match
from briefings.templating.slots import has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from briefings.compose.labels import Labels
    from briefings.model.diagnostics import Location

__all__ = [
    "CAPITAL_KEY",
    "NAME_FORMS",
    "ROLE_PREFIX",
    "SMALL_FORM",
    "check_forms",
    "check_required",
    "check_use",
    "is_grammar",
    "unknown_form",
    "untranslated_keys",
    "unused_keys",
]

_PRECISIONS = ("day", "month", "year")
# Labels that code uses and no template names, and that a language has as its grammar needs them.
_GRAMMAR = re.compile(r"date\.(?:first|(?:months|forms)\..+)|name\.(?:capital|forms\..+)|punctuation\..+")
NAME_FORMS = "name.forms."
"""The start of the keys of the patterns for names with articles: `name.forms.the.none`."""
SMALL_FORM = "small"
"""The form of a title within a sentence, `{office:small}`: with a small first letter. It has no pattern."""
CAPITAL_KEY = "name.capital"
"""The key of the words that keep their capital within a sentence, with commas between them."""
# Labels of roles: a house defines its own roles, and a post always has a title to print instead.
ROLE_PREFIX = "role."
"""The start of the key of a role's label: `role.foreign-minister` is the label of `foreign-minister`."""


def is_grammar(key: str) -> bool:
    """Return whether a label is a pattern that not every language needs: forms of dates and names, months, punctuation."""
    return _GRAMMAR.fullmatch(key) is not None


def check_use(
    labels: Labels, key: str, values: Collection[str], location: Location | None = None
) -> Diagnostic | None:
    """Return a diagnostic if a label can't be printed with these values; None if it can.

    Args:
        labels: of one language.
        key: of the label.
        values: the names of the values for its placeholders.
        location: where the label is used; None for the location of the label itself.
    """
    if key not in labels:
        return labels.unknown_key(key, location)
    return _check_placeholders(labels, key, values, location)


def unknown_form(labels: Labels, form: str, location: Location | None) -> Diagnostic:
    """Return the problem that no label names a form of contact, with the form that was probably meant."""
    known = {
        *CONTACT_FORMS,
        *(key.removeprefix(FORM_PREFIX) for key in labels if key.startswith(FORM_PREFIX)),
    }
    hint = (
        f"a form of your own needs a name: add `contact: {{form: {{{form}: ...}}}}` to {labels.override_path}"
    )
    suggestion = usual_form(form) or nearest_match(form, known)
    message = f"no label names the form of contact {form!r}"
    return Diagnostic("unknown-form", message, location, hint=hint, suggestion=suggestion, value=form)


def check_required(labels: Labels, required: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each required label that is missing or has other placeholders.

    Args:
        labels: of one language.
        required: for each key, the names of the values for the label.
    """
    for key, values in required.items():
        if key in labels:
            if problem := _check_placeholders(labels, key, values):
                yield problem
            continue
        if key.startswith(FORM_PREFIX):
            yield unknown_form(labels, key.removeprefix(FORM_PREFIX), labels.location(key))
            continue
        message, severity = f"the label {key!r} is missing", Severity.ERROR
        if key.startswith(ROLE_PREFIX):
            message, severity = f"{message}, so notes print the title of the post", Severity.INFO
        # No "did you mean": the label is not misspelt, the file lacks it.
        hint = f"add it to {labels.override_path}"
        yield Diagnostic("unknown-label", message, labels.location(key), severity, hint)


def _check_placeholders(
    labels: Labels, key: str, values: Collection[str], location: Location | None = None
) -> Diagnostic | None:
    """Return a diagnostic if the placeholders of a label differ from its values; None if they agree.

    Args:
        labels: of one language.
        key: of an existing label.
        values: the names of the values for the label.
        location: where the label is used; None for the location of the label itself.
    """
    label = labels[key]
    if missing := sorted(label.placeholders - set(values)):
        message = f"the label {key!r} gets no value for {_braced(missing)}"
    elif unused := sorted(set(values) - label.placeholders):
        message = f"the label {key!r} has no placeholder {_braced(unused)}"
    else:
        return None
    hint = f"it reads {label.text!r}"
    if values:
        hint += f"; its values are {_braced(sorted(values))}"
    return Diagnostic("unknown-label", message, location or label.location, hint=hint)


def _braced(names: Collection[str]) -> str:
    """Return the names of placeholders as label files write them.

    >>> _braced(["page", "pages"])
    '{page}, {pages}'
    """
    return ", ".join(f"{{{name}}}" for name in names)


def check_forms(labels: Labels) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each form that labels ask for and that is missing or has other placeholders.

    A form of names, in `name.forms`, has a pattern for each article, and `none` for names without one; a form of dates
    has one for each precision. The form of titles within a sentence has none.
    """
    for key in labels:
        if key.startswith(NAME_FORMS):
            yield from check_required(labels, {key: ["name"]})
    name_forms = {
        key.removeprefix(NAME_FORMS).partition(".")[0] for key in labels if key.startswith(NAME_FORMS)
    }
    for form in sorted(name_forms):
        yield from check_required(labels, {f"{NAME_FORMS}{form}.{NO_ARTICLE}": ["name"]})
    date_forms = {key.split(".")[2] for key in labels if key.startswith("date.forms.")}
    asked_for = {form for key in labels for form in labels[key].forms}
    for form in sorted(asked_for - (name_forms - date_forms) - {SMALL_FORM}):
        for precision in _PRECISIONS:
            key = f"date.forms.{form}.{precision}"
            month = "of_month" if key in labels and "of_month" in labels[key].placeholders else "month"
            placeholders = {"day": ["day", month, "year"], "month": [month, "year"], "year": ["year"]}
            yield from check_required(labels, {key: placeholders[precision]})


def untranslated_keys(labels: Labels, english: Labels, file: str) -> tuple[list[str], int]:
    """Return the keys of a file whose labels equal the English ones, and the number of its labels with words.

    Args:
        labels: of one language.
        english: the packaged labels in English.
        file: its name for messages.
    """
    keys = [
        key
        for key in labels
        if labels[key].location.path == file
        and key in english
        and any(isinstance(part, str) and has_words(part) for part in labels[key].parts)
    ]
    return [key for key in keys if labels[key].text == english[key].text], len(keys)


def unused_keys(labels: Labels, file: str, used: Collection[str]) -> Iterator[str]:
    """Yield the keys of the labels of a file that nothing uses.

    Args:
        labels: of one language.
        file: its name for messages.
        used: the keys in use.
    """
    for key in labels:
        if labels[key].location.path == file and key not in used and not is_grammar(key):
            yield key
