"""Explanations of diagnostic codes: the manual pages of checks."""

from __future__ import annotations

import inspect

from briefings.checks import CHECKS
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint

__all__ = ["code_titles", "explain_code"]


def code_titles() -> dict[str, str]:
    """Return every documented code with its meaning in one line."""
    return {code: inspect.cleandoc(check.__doc__ or "").partition("\n")[0] for code, check in CHECKS.items()}


def explain_code(code: str) -> str:
    """Return the manual page of a check, given its code.

    Raises:
        BriefingsError: if the check does not exist.
    """
    if code not in CHECKS:
        hint = suggestion_hint(code, CHECKS) or f"checks: {', '.join(sorted(CHECKS))}"
        raise BriefingsError([Diagnostic("unknown-check", f"there is no check {code!r}", hint=hint)])
    check = CHECKS[code]
    return f"{code} ({check.SEVERITY.value})\n\n{inspect.cleandoc(check.__doc__ or '')}"
