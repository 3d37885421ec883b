"""The check of what a template prints: values with their citations, and structure, but nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.templating.environment import PRIMITIVES
from briefings.templating.lint import STRUCTURE_HINT, markup_problem
from briefings.templating.slots import CLOSE, OPEN, SLOT, NotPrintableError, Value, has_words

if TYPE_CHECKING:
    from typing import Any

__all__ = ["printing_problem"]

_CODE = "template-bare-value"


def printing_problem(value: Any) -> Diagnostic | None:  # noqa: ANN401 - templates print anything
    """Return why a template can't print something, without its location; None if it can."""
    if isinstance(value, Value):
        return None
    try:
        text = str(value)
    except NotPrintableError as error:
        return Diagnostic(_CODE, error.message, hint=error.hint)
    if has_words(text):
        shown = repr(text.strip()) if isinstance(value, PRIMITIVES) else f"a {type(value).__name__}"
        hint = "print a field of the view unchanged, or a label"
        return Diagnostic(_CODE, f"the template prints {shown} without a citation", hint=hint)
    rest = SLOT.sub("", text)
    if OPEN in rest or CLOSE in rest:
        return Diagnostic(_CODE, "the template prints a part of a value", hint="print the whole value")
    if message := markup_problem(text):
        return Diagnostic("template-refused", message, hint=STRUCTURE_HINT)
    return None
