"""The report: on the terminal, and as the page `docs/explanation/performance.md`."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.pdf_pool import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.cases import Row
    from benchmarks.lab import Scale

__all__ = ["lines_of", "page_of"]

_LIBRARIES = ("weasyprint", "jinja2", "markdown", "pyyaml", "typst", "mkdocs")
_CHOICES = Path(__file__).with_name("choices.md")
_BIG, _SMALL = 10, 0.1
_FULL = 200


def lines_of(row: Row) -> str:
    """A row for the terminal."""
    against = f" / {row.peer}" if row.peer else ""
    target = f" {_target(row)}: {row.verdict}" if row.verdict else ""
    return f"{row.case}{against}: {_value(row)} ({_spread(row)}; by processor time {_processor(row) or '-'}){target}"


def page_of(rows: Sequence[Row], scale: Scale, left_out: Sequence[str], load: float) -> str:
    """The page about performance, from what was measured.

    Args:
        rows: what was measured.
        scale: at which scale.
        left_out: peers that are not installed.
        load: average number of processes that wanted a processor when the run began.
    """
    return "\n".join(_page(rows, scale, left_out, load)) + "\n"


def _page(rows: Sequence[Row], scale: Scale, left_out: Sequence[str], load: float) -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "This page is written by `./run python -m benchmarks --write` from what it measured; do not edit it."
    yield "It makes projects of fictional partners with about 150 facts each, and runs Briefings beside other programs, turn by turn."
    yield "What counts are ratios within one run: they hold on other machines, seconds do not."
    yield "The spread is from the lowest to the highest round."
    yield "The ratio of processor time is troubled less by what else the machine does."
    yield "`./run pip install -c constraints.txt -e '.[bench]'` installs MkDocs and Typst to compare with."
    yield ""
    if scale.many < _FULL:
        yield f"**This was a first look (`--quick`), with {scale.many} partners: the targets are set for {_FULL}.**"
        yield ""
    yield "## Targets"
    yield ""
    yield "| case | measured against | median | spread | target | met | processor time | seconds here |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        if row.target is not None:
            cells = (
                row.case, row.peer or "–", _value(row), _spread(row), _target(row),
                f"**{row.verdict}**" if row.verdict == "no" else row.verdict, _processor(row), _seconds(row),
            )  # fmt: skip
            yield f"| {' | '.join(cells)} |"
    yield ""
    yield "## Beside other programs"
    yield ""
    yield "| case | measured against | median | spread | processor time | seconds here |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        if row.target is None:
            yield f"| {row.case} | {row.peer} | {_value(row)} | {_spread(row)} | {_processor(row)} | {_seconds(row)} |"
    yield ""
    remarks = list(dict.fromkeys(f"{row.case}: {row.remark}." for row in rows if row.remark))
    yield "## How to read it"
    yield ""
    yield "- Bare Python is `python -I -c pass`."
    yield "- The obvious script (`benchmarks/obvious.py`) reads the YAML, fills a Jinja template and turns Markdown into HTML with Python-Markdown."
    yield "- Then it typesets the page that Briefings published, with the style sheet for print, so that its PDF has the same content and looks."
    yield "- Typst reads the same facts with a short template of its own, so its PDF looks different."
    yield "- It is the yardstick of what a typesetter can do that is not written in Python."
    yield "- Where no PDF is measured, stand-ins of the same size take their place, handed in where workers would be."
    yield "- Peak memory is that of the largest process of a run, pages shared with others included."
    yield from (f"- {remark[0].upper()}{remark[1:]}" for remark in remarks)
    if left_out:
        yield f"- Left out, since not installed: {', '.join(left_out)}."
    yield ""
    yield from _CHOICES.read_text(encoding="utf-8").splitlines()
    yield ""
    yield f"Measured on {datetime.now(tz=UTC).date().isoformat()} with {_tools()}, on {cores()} processor cores."
    yield f"The load of the machine was {load:.1f} when it began: what exceeds 0 was other work, and troubles the seconds."


def _tools() -> str:
    found = [f"{platform.python_implementation()} {platform.python_version()}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return f"{', '.join(found)} under {sys.platform} ({os.name})"


def _value(row: Row) -> str:
    return f"{_number(row.value.median)}{' ' + row.unit if row.unit else ''}"


def _spread(row: Row) -> str:
    return f"{_number(row.value.low)} to {_number(row.value.high)}"


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    return f"{'≥' if row.at_least else '≤'} {_number(row.target)}"


def _seconds(row: Row) -> str:
    return f"{_number(row.seconds)} s" if row.seconds else ""


def _processor(row: Row) -> str:
    return _number(row.processor.median) if row.processor else ""


def _number(value: float) -> str:
    if value == int(value):
        return str(int(value))
    if abs(value) >= _BIG:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= _SMALL else f"{value:.3f}"
