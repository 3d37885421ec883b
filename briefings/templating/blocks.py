"""The text of blocks, as it stands in templates: for showing, copying and comparing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.templating.environment import BELOW

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["composed", "extends_below", "texts"]

# Comments and raw parts are passed over, since their tags are none.
_TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\bendraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?P<tag>block|endblock|extends)\b(?P<rest>.*?)[-+]?%\}",
    re.DOTALL,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a block stands in a text, from the beginning of its first tag to the end of its last one."""

    name: str
    start: int
    end: int
    depth: int


def extends_below(source: str) -> bool:
    """Whether a template extends the one below it."""
    return any(
        match["tag"] == "extends" and match["rest"].strip()[1:].startswith(BELOW)
        for match in _TAG.finditer(source)
    )


def texts(source: str) -> dict[str, str]:
    """The text of each block with its tags, those that stand in another one included, by name."""
    return {span.name: source[span.start : span.end] for span in _spans(source)}


def composed(sources: Sequence[str]) -> str:
    """A template and those that override blocks of it, as one text.

    Args:
        sources: at least one; the lowest last, the others being such as extend the one behind them.
    """
    *above, whole = sources
    for source in reversed(above):
        own = {span.name: source[span.start : span.end] for span in _spans(source) if not span.depth}
        for span in sorted(_spans(whole), key=lambda span: span.start, reverse=True):
            if span.name in own:
                whole = whole[: span.start] + own[span.name] + whole[span.end :]
    return whole


def _spans(source: str) -> list[_Span]:
    spans: list[_Span] = []
    begun: list[tuple[str, int]] = []
    for match in _TAG.finditer(source):
        if match["tag"] == "block" and (name := _WORD.search(match["rest"])):
            begun.append((name[0], match.start()))
        elif match["tag"] == "endblock" and begun:
            opened, start = begun.pop()
            spans.append(_Span(opened, start, match.end(), len(begun)))
    return spans
