"""The meaning of a key in plain words, for the help of an option and the field of a form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.loading.tables import Key

__all__ = ["meaning_of", "without_markdown"]

_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
_SEE = re.compile(rf"[;.,]? ?[Ss]ee (?:the )?{_LINK.pattern}$")
"""A reference to another part of the page on fact files, which neither a help text nor a form has."""


def meaning_of(key: Key) -> str:
    """Return what a key means; empty if the page on fact files says it elsewhere."""
    return without_markdown(_SEE.sub("", key.meaning))


def without_markdown(text: str) -> str:
    """Return a text of the page on fact files without its Markdown."""
    return _LINK.sub(r"\1", text).replace("`", "").replace("**", "")
