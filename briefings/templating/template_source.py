"""One template by itself: read and compiled once per process, for every project and note."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.utils import pass_context

from briefings.templating.environment import Environment
from briefings.templating.lint import check_constructs, check_fact_lists, check_words, parts_outside_blocks
from briefings.templating.syntax_tree import find_blocks, label_uses, parent_template, required_templates

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.runtime import Context

    from briefings.model.diagnostics import Diagnostic
    from briefings.templating.lint import PartOutsideBlocks
    from briefings.templating.syntax_tree import Block, LabelUse

__all__ = ["TemplateSource", "read_source"]

_MOST_KEPT = 512


@dataclass(frozen=True)
class TemplateSource:
    """A template as far as its own text tells.

    Attributes:
        parent: the name, as written, of the template that it extends; empty if it extends none.
        parent_line: the line that says so; 1 if none does.
        required: the names, as written, of the templates that it requires, each with the line that asks for it.
        blocks: its blocks, in the order of its text.
        outside_blocks: its parts outside blocks.
        label_uses: the labels that it uses.
        refused: why it must not even be compiled, if anything.
        word_problems: the words and the markup that it must not have.
    """

    parent: str
    parent_line: int
    required: tuple[tuple[str, int], ...]
    blocks: tuple[Block, ...]
    outside_blocks: tuple[PartOutsideBlocks, ...]
    label_uses: tuple[LabelUse, ...]
    refused: tuple[Diagnostic, ...]
    word_problems: tuple[Diagnostic, ...]
    _uncompiled: list[tuple[Environment, nodes.Template, str, str]]

    @cached_property
    def code(self) -> CodeType:
        """Return its code, which any environment can run.

        Raises:
            TemplateSyntaxError: if it can't be compiled.
        """
        environment, tree, key, file = self._uncompiled[0]
        code = environment.compile_tree(tree, key, file)
        self._uncompiled.clear()
        return code


@lru_cache(_MOST_KEPT)
def read_source(text: str, key: str, file: str, path: str) -> TemplateSource:
    """Read a template.

    Args:
        text: its text.
        key: the string by which Jinja knows it.
        file: its file.
        path: its file, as messages show it.

    Raises:
        TemplateSyntaxError: if it has errors, or is nested too deep.
    """
    # A fresh environment, since constants are computed within the budget of the one that compiles.
    environment = Environment(None, _print_nothing, lambda name, _parent: name, None)
    tree = environment.parse_text(text, key, file)
    return TemplateSource(
        parent=parent_template(tree),
        parent_line=next((node.lineno for node in tree.find_all(nodes.Extends)), 1),
        required=tuple(required_templates(tree)),
        blocks=tuple(find_blocks(tree)),
        outside_blocks=tuple(parts_outside_blocks(tree)),
        label_uses=tuple(label_uses(tree)),
        refused=(*check_constructs(tree, path), *check_fact_lists(tree, path)),
        word_problems=tuple(check_words(tree, path)),
        _uncompiled=[(environment, tree, key, file)],
    )


@pass_context
def _print_nothing(_context: Context, _value: object) -> str:
    """Print nothing; the code asks the environment that runs it to print values."""
    return ""
