"""Diagnostics as text for people, and in the formats that other programs read."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefings import __version__
from briefings.model.diagnostics import Diagnostic, Location, Severity, escape_unprintable, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["FORMATTERS", "count_summary", "diagnostic_from_dict", "diagnostic_to_dict"]


def diagnostic_to_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as data for JSON; lines and columns count from 1."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "location": _location_to_dict(diagnostic.location) if diagnostic.location else None,
        "related": [_location_to_dict(location) for location in diagnostic.related],
        "suggestion": diagnostic.suggestion,
        "hint": diagnostic.hint,
    }


def diagnostic_from_dict(data: Mapping[str, Any]) -> Diagnostic:
    """Return the diagnostic that `diagnostic_to_dict` gave.

    Raises:
        KeyError, TypeError, ValueError: if the data is not a diagnostic.
    """
    location = data["location"]
    return Diagnostic(
        code=str(data["code"]),
        message=str(data["message"]),
        location=_location_from_dict(location) if location else None,
        severity=Severity(data["severity"]),
        hint=str(data["hint"]),
        suggestion=str(data["suggestion"]),
        related=tuple(_location_from_dict(related) for related in data["related"]),
    )


def count_summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Count the diagnostics by severity, in one line: `1 error, 2 warnings`."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(
        f"{counts[severity]} {severity.noun}{'s' if counts[severity] != 1 else ''}"
        for severity in Severity
        if counts[severity]
    )


def _format_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as text for a terminal."""
    return "".join(f"{format_diagnostic(diagnostic)}\n" for diagnostic in diagnostics)


def _format_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as a JSON list."""
    return (
        json.dumps(
            [diagnostic_to_dict(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _format_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as workflow commands of GitHub Actions, which shows them as annotations."""
    lines = []
    for diagnostic in diagnostics:
        kind = "notice" if diagnostic.severity is Severity.INFO else diagnostic.severity.value
        location = diagnostic.location or Location("facts/house.yaml")
        message = f"{diagnostic.message} ({diagnostic.advice})" if diagnostic.advice else diagnostic.message
        position = f",line={location.line},col={location.column}" if location.line else ""
        fields = f"file={_escape_property(location.path)}{position},title={_escape_property(diagnostic.code)}"
        lines.append(f"::{kind} {fields}::{_escape_data(message)}\n")
    return "".join(lines)


def _escape_data(text: str) -> str:
    """Escape the message of a workflow command."""
    return escape_unprintable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """Escape a property of a workflow command, such as its file or title."""
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _format_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as a SARIF 2.1.0 log (OASIS) with one run."""
    results = list(diagnostics)
    rules = sorted({diagnostic.code for diagnostic in results})
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Briefings",
                        "version": __version__,
                        "rules": [{"id": code} for code in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(diagnostic, rules) for diagnostic in results],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_result(diagnostic: Diagnostic, rules: Sequence[str]) -> dict[str, Any]:
    """Return a diagnostic as a SARIF result; `rules` are the codes of the run, in order."""
    message = f"{diagnostic.message}. {diagnostic.advice}" if diagnostic.advice else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rules.index(diagnostic.code),
        "level": "note" if diagnostic.severity is Severity.INFO else diagnostic.severity.value,
        "message": {"text": message},
    }
    if diagnostic.location:
        result["locations"] = [_sarif_location(diagnostic.location)]
    if diagnostic.related:
        result["relatedLocations"] = [_sarif_location(location) for location in diagnostic.related]
    return result


def _sarif_location(location: Location) -> dict[str, Any]:
    """Return a location as SARIF has it, with the path as a URI."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(location.path)}}
    if location.line:
        place["region"] = {"startLine": location.line, "startColumn": location.column}
    return {"physicalLocation": place}


def _location_to_dict(location: Location) -> dict[str, Any]:
    """Return a location as data for JSON."""
    return {"path": location.path, "line": location.line, "column": location.column}


def _location_from_dict(data: Mapping[str, Any]) -> Location:
    """Return the location that `_location_to_dict` gave."""
    return Location(str(data["path"]), int(data["line"]), int(data["column"]))


FORMATTERS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": _format_text,
    "json": _format_json,
    "github": _format_github,
    "sarif": _format_sarif,
}
"""The functions that format diagnostics, by the name of the format."""
