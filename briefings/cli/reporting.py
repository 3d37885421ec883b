"""Results printed in the format that the user chose with `--format`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.cli.terminal import as_typed, print_message, print_result
from briefings.model.diagnostics import Severity, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["limit_repeats", "print_diagnostics", "print_findings", "print_no_partner", "print_report"]

_MAX_REPEATS = 100


def print_report(format_: str, lines: Iterable[str], data: object, summary: str | None = None) -> None:
    """Print a result as text or as JSON.

    Args:
        format_: `text` or `json`.
        lines: the result as text.
        data: the result as data for JSON.
        summary: a line that goes to stderr, with text only.
    """
    if format_ == "json":
        print_result(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for line in lines:
        print_result(as_typed(line))
    if summary:
        print_message(summary)


def limit_repeats(diagnostics: Sequence[Diagnostic], severity: Severity | None = None) -> list[Diagnostic]:
    """Return diagnostics for people: of many with one code in one file the first hundred, the last with the number left.

    Args:
        diagnostics: all diagnostics.
        severity: only those of this severity are limited; None for all.
    """
    counts = Counter(_code_and_file(found) for found in diagnostics)
    shown: Counter[tuple[str, str]] = Counter()
    limited: list[Diagnostic] = []
    for found in diagnostics:
        if severity not in (None, found.severity):
            limited.append(found)
            continue
        group = _code_and_file(found)
        shown[group] += 1
        left = counts[group] - _MAX_REPEATS
        if shown[group] == _MAX_REPEATS and left > 0:
            limited.append(replace(found, message=f"{found.message} (and {left} more in this file)"))
        elif shown[group] <= _MAX_REPEATS:
            limited.append(found)
    return limited


def _code_and_file(found: Diagnostic) -> tuple[str, str]:
    """Return the code of a diagnostic and the path of its file."""
    return found.code, found.location.path if found.location else ""


def print_diagnostics(
    format_: str, diagnostics: Sequence[Diagnostic], *, if_none: str, summary: str | None
) -> None:
    """Print diagnostics in a format of `lint.formats`.

    Args:
        format_: the name of the format.
        diagnostics: the diagnostics to print.
        if_none: a line that is printed instead of an empty list, with text only.
        summary: a line that goes to stderr, with text only.
    """
    from briefings.lint.formats import FORMATTERS

    shown = limit_repeats(diagnostics) if format_ == "text" else diagnostics
    if text := FORMATTERS[format_](shown):
        print_result(as_typed(text.removesuffix("\n")) if format_ == "text" else text.removesuffix("\n"))
    if format_ == "text":
        if not diagnostics:
            print_result(if_none)
        if summary:
            print_message(summary)


def print_findings(findings: Sequence[Diagnostic], where: str) -> None:
    """Print on stderr what the checks find about some entries, and a line that counts it; nothing if there is nothing.

    Args:
        findings: the errors and warnings.
        where: ends the line: `about your entry`.
    """
    for finding in limit_repeats(findings):
        print_message(format_diagnostic(finding))
    counts = Counter(finding.severity for finding in findings)
    count = " and ".join(
        f"{counts[severity]} {severity.noun}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    )
    if count:
        print_message(f"check reports {count} {where}")


def print_doubts(doubts: Sequence[str]) -> None:
    """Print what may be wrong with new proposals; nothing if there is nothing."""
    if doubts:
        print_result("Look at these before you accept them:")
    for doubt in doubts:
        print_result(f"  {doubt}")


def print_no_partner(project: Project) -> None:
    """Print on stderr how to begin, if a project has no partner yet."""
    from briefings.loading.project import list_partner_ids

    if not list_partner_ids(project.root):
        print_message("no partner yet: `briefings new COUNTRY`")
