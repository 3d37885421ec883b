"""A short list of many findings: errors in full, disagreements first, and many of one code in one line."""

from __future__ import annotations

from collections import Counter
from itertools import filterfalse
from typing import TYPE_CHECKING

from briefings.checks import RESOLVABLE
from briefings.lint.formats import count_summary
from briefings.model.diagnostics import Severity, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.diagnostics import Diagnostic

__all__ = ["choose_findings", "count_left_out", "digest_lines"]

_MOST_LINES = 15
_MOST_ALIKE = 3


def choose_findings(
    findings: Sequence[Diagnostic], codes: Sequence[str], severities: Sequence[str]
) -> list[Diagnostic]:
    """Return the findings with one of some codes and one of some severities; empty lists choose all."""
    return [
        found
        for found in findings
        if (not codes or found.code in codes) and (not severities or found.severity.value in severities)
    ]


def count_left_out(
    found: Sequence[Diagnostic], chosen: Sequence[Diagnostic], *, by_code: bool, by_severity: bool
) -> str:
    """Return in words how many findings a choice by code or by severity leaves out; empty if it leaves out none."""
    left_out = [*filterfalse(set(chosen).__contains__, found)]
    if not left_out:
        return ""
    many = len(left_out) > 1
    other = " or ".join(
        f"other {nouns}" if many else f"another {noun}"
        for noun, nouns, is_choice in (("code", "codes", by_code), ("severity", "severities", by_severity))
        if is_choice
    )
    return f"{len(left_out)} finding{'s' if many else ''} of {other} {'are' if many else 'is'} not shown ({count_summary(left_out)})"


def digest_lines(findings: Sequence[Diagnostic]) -> list[str]:
    """Return a short list of findings, or an empty one if they are few enough to be printed in full."""
    full = sum(format_diagnostic(found).count("\n") + 1 for found in findings)
    return list(_short_lines(findings)) if full > _MOST_LINES else []


def _short_lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield errors in full, then one line for each finding, then one for each code that many have."""
    counts = Counter(found.code for found in findings if _may_be_grouped(found))
    grouped = [code for code, count in counts.items() if count > _MOST_ALIKE]
    for found in sorted(findings, key=_rank):
        if not (found.code in grouped and _may_be_grouped(found)):
            text = format_diagnostic(found)
            yield text if found.severity is Severity.ERROR else text.partition("\n")[0]
    for code in sorted(grouped, key=lambda code: counts[code]):
        folders = Counter(_folder(found) for found in findings if found.code == code)
        by_folder = ", ".join(f"{folder} {count}" for folder, count in sorted(folders.items()))
        yield f"{code}: {counts[code]} findings (by folder: {by_folder}); list them with `briefings check --code {code}`"


def _may_be_grouped(found: Diagnostic) -> bool:
    """Return whether a finding may share a line with others: it is neither an error nor a disagreement."""
    return found.severity is not Severity.ERROR and found.code not in RESOLVABLE


def _rank(found: Diagnostic) -> tuple[int, int]:
    """Return where a finding stands in the list: errors, disagreements, all others."""
    severities = list(Severity)
    return severities.index(found.severity), found.code not in RESOLVABLE


def _folder(found: Diagnostic) -> str:
    """Return the folder of the facts in which a finding is."""
    parts = found.location.path.split("/") if found.location else []
    return parts[1] if len(parts) > 2 else "shared"  # noqa: PLR2004 - facts, a folder, a file
