"""Report of the measurements: lines for the terminal, and the page `docs/explanation/performance.md`."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.processes import core_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.lab import Scale
    from benchmarks.rows import Row

__all__ = ["render_page", "terminal_line"]

_LIBRARIES = ("weasyprint", "jinja2", "markdown", "pyyaml", "typst", "mkdocs")
_CHOICES = Path(__file__).with_name("choices.md")
_ONE_DECIMAL_FROM, _TWO_DECIMALS_FROM = 10, 0.1
_TARGET_PARTNERS = 200


def terminal_line(row: Row) -> str:
    """Return a row as a line for the terminal."""
    against = f" / {row.peer}" if row.peer else ""
    target = f" {_target_text(row)}: {row.verdict}" if row.verdict else ""
    return f"{row.case}{against}: {_value_text(row)} ({_spread_text(row)}; by processor time {_processor_text(row) or '-'}){target}"


def render_page(rows: Sequence[Row], scale: Scale, left_out: Sequence[str], load: float) -> str:
    """Return the page about performance.

    Args:
        rows: the measurements.
        scale: the scale they were made at.
        left_out: peers that are not installed.
        load: load average of the machine when the run began.
    """
    return "\n".join(_page_lines(rows, scale, left_out, load)) + "\n"


def _page_lines(rows: Sequence[Row], scale: Scale, left_out: Sequence[str], load: float) -> Iterator[str]:
    """Yield the lines of the page about performance."""
    yield "# Performance"
    yield ""
    yield "`./run python -m benchmarks --write` writes this page from its measurements; do not edit it."
    yield "The benchmark generates projects of fictional partners with about 150 facts each, and runs Briefings and other programs in turn."
    yield "Compare the ratios within one run: they hold on other machines, while seconds do not."
    yield "The spread is from the lowest to the highest round."
    yield "Other work on the machine affects the ratio of processor time least."
    yield "`./run pip install -c constraints.txt -e '.[bench]'` installs MkDocs and Typst for comparison."
    yield ""
    if scale.many_partners < _TARGET_PARTNERS:
        yield f"**This was a first look (`--quick`), with {scale.many_partners} partners: the targets are set for {_TARGET_PARTNERS}.**"
        yield ""
    yield "## Targets"
    yield ""
    yield "A case with **no** missed its target in this run; [Choices, and their costs](#choices-and-their-costs) says where its time or memory goes."
    yield ""
    yield "| case | measured against | median | spread | target | met | processor time | seconds here |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        if row.target is not None:
            cells = (
                row.case, row.peer or "–", _value_text(row), _spread_text(row), _target_text(row),
                f"**{row.verdict}**" if row.verdict == "no" else row.verdict, _processor_text(row), _seconds_text(row),
            )  # fmt: skip
            yield f"| {' | '.join(cells)} |"
    yield ""
    yield "## Beside other programs"
    yield ""
    yield "| case | measured against | median | spread | processor time | seconds here |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        if row.target is None:
            yield f"| {row.case} | {row.peer} | {_value_text(row)} | {_spread_text(row)} | {_processor_text(row)} | {_seconds_text(row)} |"
    yield ""
    remarks = list(dict.fromkeys(f"{row.case}: {row.remark}." for row in rows if row.remark))
    yield "## How to read it"
    yield ""
    yield "- Bare Python is `python -I -c pass`."
    yield "- The obvious script (`benchmarks/obvious.py`) reads the YAML, fills a Jinja template and converts Markdown into HTML with Python-Markdown."
    yield "- Then it typesets the page that Briefings published, with the print style sheet, so that its PDF has the same content and looks the same."
    yield "- Typst reads the same facts with a short template of its own, so its PDF looks different."
    yield "- It shows what a typesetter can do that is not written in Python."
    yield "- Cases without PDF use placeholder files of the same size instead of the PDF workers."
    yield "- Peak memory is that of the largest process of a run, including pages that it shares with others."
    yield from (f"- {remark[0].upper()}{remark[1:]}" for remark in remarks)
    if left_out:
        yield f"- Left out, because not installed: {', '.join(left_out)}."
    yield ""
    yield from _CHOICES.read_text(encoding="utf-8").splitlines()
    yield ""
    yield f"Measured on {datetime.now(tz=UTC).date().isoformat()} with {_tool_versions()}, on {core_count()} processor cores."
    yield f"The load of the machine was {load:.1f} at the start: anything above 0 is other work, and affects the seconds."


def _tool_versions() -> str:
    """Return the versions of Python and of the libraries, and the platform."""
    versions = [f"{platform.python_implementation()} {platform.python_version()}"]
    for name in _LIBRARIES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return f"{', '.join(versions)} under {sys.platform} ({os.name})"


def _value_text(row: Row) -> str:
    """Return the median with its unit."""
    return f"{_format_number(row.value.median)}{' ' + row.unit if row.unit else ''}"


def _spread_text(row: Row) -> str:
    """Return the lowest and the highest value of all rounds."""
    return f"{_format_number(row.value.low)} to {_format_number(row.value.high)}"


def _target_text(row: Row) -> str:
    """Return the target with its sign; empty if there is none."""
    if row.target is None:
        return ""
    return f"{'≥' if row.at_least else '≤'} {_format_number(row.target)}"


def _seconds_text(row: Row) -> str:
    """Return our own seconds; empty if not measured."""
    return f"{_format_number(row.seconds)} s" if row.seconds else ""


def _processor_text(row: Row) -> str:
    """Return the ratio of processor time; empty if not measured."""
    return _format_number(row.processor.median) if row.processor else ""


def _format_number(value: float) -> str:
    """Return a number with as many decimals as its size needs."""
    if value == int(value):
        return str(int(value))
    if abs(value) >= _ONE_DECIMAL_FROM:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= _TWO_DECIMALS_FROM else f"{value:.3f}"
