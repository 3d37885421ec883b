"""The names that templates can use: the view, the note, the inserts, and the function for labels."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from briefings.compose.label_checks import check_use
from briefings.model.diagnostics import Diagnostic
from briefings.model.phrases import LabelRef, Phrase
from briefings.templating.slots import Value
from briefings.views.records import TemplateView

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.labels import Labels
    from briefings.templating import Templates
    from briefings.templating.slots import Slots
    from briefings.views.records import View

__all__ = ["AddendumView", "DevelopmentView", "NoteView", "label_function", "view_values"]


@dataclass(frozen=True, slots=True)
class NoteView:
    """The parts of a note that are not facts: title, reference, day, occasion.

    Attributes:
        subject: what kind of note it is, with its day.
        reference: its number in the register; empty if the house does not number its notes.
        occasion: of the note; empty if none was given.
        facts_in: that the facts are in another language, if fewer than 80 % are translated; else empty.
        public: whether the note is for the public: then it gives the day of what is known, and no tasks of the desk.
        distribution: whether the note ends with a line for its distribution.
        last_edition: the number of the reader's last edition; empty if the note is for no such reader.
        principal: whether the note is for a principal: then its sentences bear no remarks.
    """

    title: Phrase
    subject: Phrase
    reference: Phrase
    as_at: Phrase
    occasion: Phrase
    facts_in: Phrase
    public: bool
    principal: bool
    distribution: bool = False
    last_edition: Phrase = Phrase()  # noqa: RUF009 - it never changes


@dataclass(frozen=True, slots=True)
class DevelopmentView:
    """The developments under one heading of a note.

    Attributes:
        heading: of the section in the note.
        items: the new and changed sentences and rows.
    """

    heading: Phrase
    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class AddendumView:
    """Late developments to a note.

    Attributes:
        since: the day of the original note.
        reference: of the original note; empty if it has none.
        developments: by heading, in the order of the note.
    """

    since: Phrase
    reference: Phrase
    developments: tuple[DevelopmentView, ...]


def view_values(view: View, slots: Slots) -> dict[str, Any]:
    """Return the fields of the view, wrapped for templates."""
    return {field.name: slots.bind(getattr(view, field.name)) for field in fields(TemplateView)}


def label_function(slots: Slots, labels: Labels, templates: Templates) -> Callable[..., Value]:
    """Return the function `label` of templates, which reports problems at the line of the template that calls it."""

    def label(key: object, **values: Any) -> Value:  # noqa: ANN401 - templates pass anything
        """Return a label with values in its placeholders; if the label does not exist, return the value `default`."""
        nothing = Value(Phrase(), slots)
        if not isinstance(key, str):
            message = "the key of a label is a text, not a value"
            templates.report(Diagnostic("template-error", message, hint="write it in quotes"))
            return nothing
        if "default" in values:
            default: Value | None = values.pop("default")
            if key not in labels:
                return default or nothing
        if unbound := [name for name, value in values.items() if not isinstance(value, Value)]:
            message = f"the label {key!r} needs a value of the view for {', '.join(unbound)}"
            hint = "pass a field of the view as it is"
            templates.report(Diagnostic("template-bare-value", message, hint=hint))
            return nothing
        if problem := check_use(labels, key, set(values)):
            templates.report(problem)
            return nothing
        phrases = {name: value.phrase for name, value in values.items()}
        citations = Phrase.join(phrases.values()).citations
        return Value(Phrase((LabelRef(key, tuple(phrases.items())),), citations), slots, key)

    return label
