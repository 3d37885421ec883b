"""The keys of a file that a text names, in the notation of hints: `key:`, or `key: value`.

Options and fields of forms have other names for the same keys, so each front end says them in its own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NamedKey", "keys_in", "say_keys"]

_NAMED = re.compile(r"(\b(?:add|write) (?:the )?|)(`(\w+):(?: ([^`]*))?`)")


class NamedKey(NamedTuple):
    """A key that a text names.

    Attributes:
        order: `add ` or `write `, if the text says to write the key; else empty.
        text: the key as the text names it.
        key: the key.
        value: what to write there; empty if the text does not say it.
    """

    order: str
    text: str
    key: str
    value: str


def say_keys(text: str, say: Callable[[NamedKey], str]) -> str:
    """Return a text with each key that it names in other words.

    >>> say_keys("write `on:` for an event, `valid:` for a state", lambda named: f"give --{named.key}")
    'give --on for an event, give --valid for a state'
    """
    return _NAMED.sub(lambda match: say(NamedKey(*match.groups(""))), text)


def keys_in(text: str) -> tuple[str, ...]:
    """Return the keys that a text names.

    >>> keys_in("keep `on:` for an event, `valid: 2019/` for a state")
    ('on', 'valid')
    """
    return tuple(match[3] for match in _NAMED.finditer(text))
