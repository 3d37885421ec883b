"""Explanations of diagnostic codes: manual pages of checks, and the meaning of all other codes.

Checks have their manual page in the docstring of their module. Other codes are in `codes.yaml`. The code `bad-KEY`, for
a value that can't be read, is explained by the meaning of the key in its table.
"""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.checks import CHECKS
from briefings.loading.yaml_nodes import Mapping, Scalar, read_yaml
from briefings.model.diagnostics import BriefingsError
from briefings.model.suggest import unknown
from briefings.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CodeEntry", "code_titles", "explain_code", "load_codes"]

_VALUE_PREFIX = "bad-"
_CODES_FILE = Path(__file__).with_name("codes.yaml")


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """The documentation of a code that is not a check.

    Attributes:
        code: the code.
        group: what the code belongs to, a heading of the reference.
        meaning: what is wrong, in one sentence.
        action: what to do, in one sentence.
    """

    code: str
    group: str
    meaning: str
    action: str


@functools.cache
def load_codes() -> dict[str, CodeEntry]:
    """Return the documented codes that are not checks and not made from keys, by code, in groups."""
    root, problems = read_yaml(_CODES_FILE, _CODES_FILE.name)
    if root is None or problems:
        raise BriefingsError(problems)
    return {
        code: CodeEntry(code, group, meaning=texts["means"], action=texts["do"])
        for group, codes in _mapping_entries(root)
        for code, entry in _mapping_entries(codes)
        for texts in [
            {key: value.text for key, value in _mapping_entries(entry) if isinstance(value, Scalar)}
        ]
    }


def _mapping_entries(node: object) -> Iterator[tuple[str, object]]:
    """Yield the keys and values of a node of the codes file, which must be a mapping."""
    assert isinstance(node, Mapping)  # noqa: S101 - a test reads the whole file
    yield from ((key.text, value) for key, value in node.entries)


def code_titles() -> dict[str, str]:
    """Return every code that can be explained, with its meaning in one line; checks come first."""
    return {
        **{code: inspect.cleandoc(check.__doc__ or "").partition("\n")[0] for code, check in CHECKS.items()},
        **{code: entry.meaning for code, entry in load_codes().items()},
        **{f"{_VALUE_PREFIX}{code}": _value_title(key) for code, key in sorted(_keys_by_code().items())},
    }


def explain_code(code: str) -> str:
    """Return the manual page of a code.

    Raises:
        BriefingsError: if the code does not exist.
    """
    if code in CHECKS:
        check = CHECKS[code]
        return f"{code} ({check.SEVERITY.value})\n\n{inspect.cleandoc(check.__doc__ or '')}"
    if entry := load_codes().get(code):
        return f"{code}\n\n{entry.meaning}\n\nWhat to do:\n    {entry.action}"
    key = _keys_by_code().get(code.removeprefix(_VALUE_PREFIX), "")
    if code.startswith(_VALUE_PREFIX) and (meanings := _key_meanings().get(key)):
        lines = "\n".join(f"    {', '.join(names)}: {meaning}" for meaning, names in meanings.items())
        return (
            f"{code}\n\n{_value_title(key)}\n\nMeaning of the key:\n{lines}\n\n"
            "What to do:\n    Correct the value as the message says."
        )
    hint = "the reference page on diagnostics lists all codes"
    raise BriefingsError([unknown("code", code, code_titles(), code="unknown-diagnostic", hint=hint)])


def _value_title(key: str) -> str:
    """Return the meaning of the code for a value that can't be read, in one line."""
    return f"The value of `{key}:` can't be read."


def _keys_by_code() -> dict[str, str]:
    """Return the keys of files, by their part of a code."""
    return {key.replace("_", "-"): key for key in _key_meanings()}


@functools.cache
def _key_meanings() -> dict[str, dict[str, list[str]]]:
    """Return the meanings of each key of a file, by key, with the names of the entries that have it."""
    meanings: dict[str, dict[str, list[str]]] = {}
    for table in TABLES.values():
        for key in table.all_keys:
            text = f"{key.meaning} ({key.type.word})"
            meanings.setdefault(key.name, {}).setdefault(text, []).append(table.name)
    return meanings
