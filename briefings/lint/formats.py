"""What is wrong, as text for people and in the forms that other programs read."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefings import __version__
from briefings.model.diagnostics import Diagnostic, Location, Severity, format_diagnostic, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["FORMS", "data_of", "from_data", "summary"]


def data_of(found: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON has it; line and column count from 1."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "location": _place(found.location) if found.location else None,
        "related": [_place(place) for place in found.related],
        "hint": found.hint,
    }


def from_data(data: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `data_of` told.

    Raises:
        KeyError, TypeError, ValueError: if it is none.
    """
    place = data["location"]
    return Diagnostic(
        code=str(data["code"]),
        message=str(data["message"]),
        location=_location(place) if place else None,
        severity=Severity(data["severity"]),
        hint=str(data["hint"]),
        related=tuple(_location(each) for each in data["related"]),
    )


def summary(found: Sequence[Diagnostic]) -> str:
    """How much was found, in one line."""
    counts = Counter(each.severity for each in found)
    return ", ".join(
        f"{counts[severity]} {severity.value}{'s' if counts[severity] != 1 else ''}"
        for severity in Severity
        if counts[severity]
    )


def _text(found: Iterable[Diagnostic]) -> str:
    return "".join(f"{format_diagnostic(each)}\n" for each in found)


def _json(found: Iterable[Diagnostic]) -> str:
    return json.dumps([data_of(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def _github(found: Iterable[Diagnostic]) -> str:
    """Annotations as the log of a GitHub workflow has them."""
    lines = []
    for each in found:
        kind = "notice" if each.severity is Severity.NOTE else each.severity.value
        place = each.location or Location("facts/house.yaml")
        words = f"{each.message} ({each.hint})" if each.hint else each.message
        fields = (
            f"file={_property(place.path)},line={place.line},col={place.column},title={_property(each.code)}"
        )
        lines.append(f"::{kind} {fields}::{_data(words)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(found: Iterable[Diagnostic]) -> str:
    """SARIF 2.1.0 (OASIS), one run."""
    results = list(found)
    rules = sorted({each.code for each in results})
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
                "results": [_result(each, rules) for each in results],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(found: Diagnostic, rules: Sequence[str]) -> dict[str, Any]:
    words = f"{found.message}. {found.hint}" if found.hint else found.message
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rules.index(found.code),
        "level": found.severity.value,
        "message": {"text": words},
    }
    if found.location:
        result["locations"] = [_physical(found.location)]
    if found.related:
        result["relatedLocations"] = [_physical(place) for place in found.related]
    return result


def _physical(place: Location) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.path)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _place(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line, "column": location.column}


def _location(data: Mapping[str, Any]) -> Location:
    return Location(str(data["path"]), int(data["line"]), int(data["column"]))


FORMS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
