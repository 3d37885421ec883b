"""The state of templates while they render, read from the frames of the code that Jinja compiled.

Fragile: Jinja promises neither the name of the global that holds the template nor those of the local variables. It has
no other way to tell what a template is printing: its debug information ends at the line, and a tracer of our own would
slow down every value. If a later Jinja names them otherwise, messages lose the fact and some names in hints, and notes
stay the same; `tests/templating/test_trace.py` fails then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from jinja2.runtime import Context
from jinja2.utils import internal_code, missing

from briefings.templating.slots import Record, Value, cited_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType, TracebackType

    import jinja2

__all__ = ["RenderPoint", "Step", "active_steps", "available_names", "current_fact", "traceback_steps"]

RenderPoint: TypeAlias = "tuple[jinja2.Template, int]"
"""A template and a line of the code that Jinja compiled from it."""
Step: TypeAlias = "tuple[FrameType, RenderPoint]"
"""A frame of a template and its point."""

_TEMPLATE_GLOBAL = "__jinja_template__"
# As the code generator of Jinja 3 writes them: `l_`, the depth of the scope, and the name in the template.
_LOCAL_VARIABLE = re.compile(r"l_(\d+)_(.+)")


def active_steps(frame: FrameType | None) -> Iterator[Step]:
    """Yield the steps of the templates that are being rendered, innermost first."""
    while frame is not None:
        template = frame.f_globals.get(_TEMPLATE_GLOBAL)
        if template is not None:
            yield frame, (template, frame.f_lineno)
        frame = frame.f_back


def traceback_steps(traceback: TracebackType | None) -> list[Step]:
    """Return the steps of the templates that an exception passed through, innermost first."""
    steps: list[Step] = []
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get(_TEMPLATE_GLOBAL)
        if template is not None and traceback.tb_frame.f_code not in internal_code:
            steps.append((traceback.tb_frame, (template, traceback.tb_lineno)))
        traceback = traceback.tb_next
    return steps[::-1]


def current_fact(steps: Iterable[Step]) -> str:
    """Return the key of the fact that was being printed; empty if there is none.

    It is the first fact of the record or value that the template bound to a name last. Of several bound at the same
    depth, the one that states the fewest facts counts.
    """
    for frame, _ in steps:
        candidates = [
            (-int(match[1]), len(keys), keys[0])
            for name, thing in frame.f_locals.items()
            if isinstance(thing, Record | Value)
            and (match := _LOCAL_VARIABLE.fullmatch(name))
            and (keys := cited_facts(thing))
        ]
        if candidates:
            return min(candidates)[2]
    return ""


def available_names(steps: Iterable[Step]) -> set[str]:
    """Return the names that were available to a template where it stopped."""
    names: set[str] = set()
    for frame, _ in steps:
        for name, thing in frame.f_locals.items():
            if thing is not missing and (match := _LOCAL_VARIABLE.fullmatch(name)):
                names.add(match[2])
        context = next((thing for thing in frame.f_locals.values() if isinstance(thing, Context)), None)
        if context is not None:
            return names | set(context.get_all())
    return names
