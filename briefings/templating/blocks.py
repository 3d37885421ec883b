"""The source text of blocks in templates, for showing, copying and comparing it.

The lexer of Jinja finds the tags, so comments and raw parts that look like tags are none here either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jinja2

from briefings.templating.environment import BELOW_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["block_texts", "extends_below", "merge_overrides"]

# Without `trim_blocks` and `lstrip_blocks`, so that each token has all of its text.
_ENVIRONMENT = jinja2.Environment(keep_trailing_newline=True)  # noqa: S701 - it renders nothing


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag in a template.

    Attributes:
        words: its names and strings, in order: `block`, `heading`, `scoped`.
        start: offset of its first character.
        end: offset after its last character.
    """

    words: tuple[str, ...]
    start: int
    end: int


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
        tag.words[0] == "extends" and tag.words[1:] and tag.words[1].startswith(BELOW_PREFIX)
        for tag in _find_tags(_unify_line_ends(source))
    )


def block_texts(source: str) -> dict[str, str]:
    """Return the text of each block with its tags, by name; nested blocks are included."""
    source = _unify_line_ends(source)
    return {span.name: source[span.start : span.end] for span in _find_spans(source)}


def merge_overrides(sources: Sequence[str]) -> str:
    """Merge a template and the templates that override its blocks into one text.

    Args:
        sources: at least one source; each extends the next, so the lowest is last.
    """
    *above, merged = map(_unify_line_ends, sources)
    for source in reversed(above):
        overrides = {
            span.name: source[span.start : span.end] for span in _find_spans(source) if not span.depth
        }
        for span in sorted(_find_spans(merged), key=lambda span: span.start, reverse=True):
            if span.name in overrides:
                merged = merged[: span.start] + overrides[span.name] + merged[span.end :]
    return merged


def _unify_line_ends(source: str) -> str:
    """Return a source with the line ends that the lexer of Jinja gives its tokens."""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _find_spans(source: str) -> list[_Span]:
    """Return the spans of all blocks, in the order of their last tags."""
    spans: list[_Span] = []
    open_blocks: list[tuple[str, int]] = []
    for tag in _find_tags(source):
        if tag.words[0] == "block" and tag.words[1:]:
            open_blocks.append((tag.words[1], tag.start))
        elif tag.words[0] == "endblock" and open_blocks:
            block_name, start = open_blocks.pop()
            spans.append(_Span(block_name, start, tag.end, len(open_blocks)))
    return spans


def _find_tags(source: str) -> Iterator[_Tag]:
    """Yield the tags of a template that have words; of a broken template, those before its error."""
    end, start = 0, 0
    words: list[str] = []
    try:
        for _, kind, text in _ENVIRONMENT.lex(source):
            # The lexer leaves out only white space, in front of a tag that strips it.
            position = source.index(text, end)
            end = position + len(text)
            if kind == "block_begin":
                start, words = position, []
            elif kind == "name":
                words.append(text)
            elif kind == "string":
                words.append(text[1:-1])
            elif kind == "block_end" and words:
                yield _Tag(tuple(words), start, position + len(text.rstrip()))
    except jinja2.TemplateSyntaxError:
        return
