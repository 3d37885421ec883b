"""What a template was doing: told from the frames of the code that Jinja made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from jinja2.runtime import Context
from jinja2.utils import internal_code, missing

from briefings.templating.slots import Record, Value, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType, TracebackType

    import jinja2

__all__ = ["Here", "Step", "fact_in_play", "names", "raised_in", "running"]

Here: TypeAlias = "tuple[jinja2.Template, int]"
"""A template, and a line of the code that Jinja made of it."""
Step: TypeAlias = "tuple[FrameType, Here]"

_TEMPLATE = "__jinja_template__"
_LOCAL = re.compile(r"l_(\d+)_(.+)")


def running(frame: FrameType | None) -> Iterator[Step]:
    """The templates that are being rendered, the innermost first."""
    while frame is not None:
        template = frame.f_globals.get(_TEMPLATE)
        if template is not None:
            yield frame, (template, frame.f_lineno)
        frame = frame.f_back


def raised_in(traceback: TracebackType | None) -> list[Step]:
    """The templates through which an exception came, the innermost first."""
    steps: list[Step] = []
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get(_TEMPLATE)
        if template is not None and traceback.tb_frame.f_code not in internal_code:
            steps.append((traceback.tb_frame, (template, traceback.tb_lineno)))
        traceback = traceback.tb_next
    return steps[::-1]


def fact_in_play(steps: Iterable[Step]) -> str:
    """The key of the fact that was being printed; empty if it was none.

    Of the records and values that a template has names for, the one that it named last tells of the fact; where that
    are several, the one that tells of the fewest.
    """
    for frame, _ in steps:
        held = [
            (-int(match[1]), len(keys), keys[0])
            for name, thing in frame.f_locals.items()
            if isinstance(thing, Record | Value)
            and (match := _LOCAL.fullmatch(name))
            and (keys := facts(thing))
        ]
        if held:
            return min(held)[2]
    return ""


def names(steps: Iterable[Step]) -> set[str]:
    """The names that a template had where it stopped."""
    found: set[str] = set()
    for frame, _ in steps:
        for name, thing in frame.f_locals.items():
            if thing is not missing and (match := _LOCAL.fullmatch(name)):
                found.add(match[2])
        context = next((thing for thing in frame.f_locals.values() if isinstance(thing, Context)), None)
        if context is not None:
            return found | set(context.get_all())
    return found
