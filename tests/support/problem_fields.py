"""What the message of a problem says, and no field does, so that a form could only find it in the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Diagnostic

__all__ = ["unfilled_fields"]

_KEY_IN_FRONT = re.compile(r"'[\w-]+': ")
_LACKS = re.compile(r"\b(?:no|neither|both) '[\w-]+'")
_OF_KEYS = ("conflicting-keys", "misplaced-key", "missing-field")
_UNKNOWN = re.compile(r"unknown [\w -]+ '.+'")
_NOT_WANTED = re.compile(r"'.*' is not (?:a|an) (date|id);")


def unfilled_fields(problem: Diagnostic) -> Iterator[str]:
    """Yield the fields that do not say what the message of a problem says."""
    key = _KEY_IN_FRONT.match(problem.message)
    if key and problem.front != key[0]:
        yield "front"
    if problem.code in _OF_KEYS and _LACKS.search(problem.message) and not problem.keys:
        yield "keys"
    if _UNKNOWN.match(problem.message) and not (problem.value and problem.wanted):
        yield "value"
    wrong = _NOT_WANTED.match(problem.said)
    if wrong and wrong[1] != problem.wanted:
        yield "wanted"
