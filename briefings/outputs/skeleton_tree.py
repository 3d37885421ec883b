"""The skeleton of a note as a tree of HTML elements; the only door to Python-Markdown.

Slots stay as they are: fact text is never parsed as Markdown or HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

__all__ = ["parse_skeleton", "skeleton_html"]

# Templates have no inline markup but emphasis: searching for the rest would take most of the time.
_UNUSED_PATTERNS = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref",
    "autolink", "automail", "html", "entity",
)  # fmt: skip


def skeleton_html(skeleton: str, finish: Callable[[Element], None]) -> str:
    """Return a skeleton as HTML.

    Args:
        skeleton: Markdown with slots.
        finish: changes the tree before it is written.
    """
    return _markdown(finish).convert(skeleton)


def parse_skeleton(skeleton: str) -> Element:
    """Return a skeleton as a tree, whose root has the blocks of the note as children."""
    found: list[Element] = []
    markdown = _markdown(found.append)
    markdown.serializer = lambda _root: "<div></div>"  # no one reads the text
    markdown.convert(skeleton)
    return found[0]


def _markdown(finish: Callable[[Element], None]) -> Markdown:
    """Return a converter that hands over its tree."""
    return Markdown(extensions=["tables", "sane_lists", _FinishExtension(finish)], output_format="html")


class _FinishExtension(Extension):
    """An extension that hands over the finished tree, and omits the patterns that a skeleton can't contain."""

    def __init__(self, finish: Callable[[Element], None]) -> None:
        super().__init__()
        self.finish = finish

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the processor to run last."""
        for name in _UNUSED_PATTERNS:
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_FinishProcessor(md, self.finish), "briefings-finish", 0)


class _FinishProcessor(Treeprocessor):
    """A processor that hands over the tree."""

    def __init__(self, md: Markdown, finish: Callable[[Element], None]) -> None:
        super().__init__(md)
        self.finish = finish

    def run(self, root: Element) -> None:
        """Hand over the tree."""
        self.finish(root)
