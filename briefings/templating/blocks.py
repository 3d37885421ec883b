"""The source text of blocks in templates, for showing, copying and comparing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.templating.environment import BELOW_PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["block_texts", "extends_below", "merge_overrides"]

# Comments and raw parts match as a whole, since they contain no tags.
_TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\bendraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?P<tag>block|endblock|extends)\b(?P<rest>.*?)[-+]?%\}",
    re.DOTALL,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Span:
    """The place of a block in a text, from the start of its first tag to the end of its last one.

    Attributes:
        name: name of the block.
        start: offset of its first character.
        end: offset after its last character.
        depth: number of blocks around it.
    """

    name: str
    start: int
    end: int
    depth: int


def extends_below(source: str) -> bool:
    """Return whether a template extends the one below it."""
    return any(
        match["tag"] == "extends" and match["rest"].strip()[1:].startswith(BELOW_PREFIX)
        for match in _TAG.finditer(source)
    )


def block_texts(source: str) -> dict[str, str]:
    """Return the text of each block with its tags, by name; nested blocks are included."""
    return {span.name: source[span.start : span.end] for span in _find_spans(source)}


def merge_overrides(sources: Sequence[str]) -> str:
    """Merge a template and the templates that override its blocks into one text.

    Args:
        sources: at least one source; each extends the next, so the lowest is last.
    """
    *above, merged = sources
    for source in reversed(above):
        overrides = {
            span.name: source[span.start : span.end] for span in _find_spans(source) if not span.depth
        }
        for span in sorted(_find_spans(merged), key=lambda span: span.start, reverse=True):
            if span.name in overrides:
                merged = merged[: span.start] + overrides[span.name] + merged[span.end :]
    return merged


def _find_spans(source: str) -> list[_Span]:
    """Return the spans of all blocks, in the order of their last tags."""
    spans: list[_Span] = []
    open_blocks: list[tuple[str, int]] = []
    for match in _TAG.finditer(source):
        if match["tag"] == "block" and (name := _WORD.search(match["rest"])):
            open_blocks.append((name[0], match.start()))
        elif match["tag"] == "endblock" and open_blocks:
            block_name, start = open_blocks.pop()
            spans.append(_Span(block_name, start, match.end(), len(open_blocks)))
    return spans
