"""Templates of Word notes: a house draws the look, and nothing that a note must not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.loading.reading import Reading
from briefings.loading.word_file import read_word_file, word_name
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from briefings.loading.word_file import WordFile

__all__ = ["read_word_template"]

_MACRO_MARKS = ("macroEnabled", "vbaProject", "vbaData")
_FORBIDDEN_FOLDERS = ("word/embeddings/", "word/activeX/")
_TEXT_PARTS = (
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "word/comments",
)
_CONTENT_TYPES = "[Content_Types].xml"
_EXTERNAL = "External"
_MAIN_RELATIONS = "word/_rels/document.xml.rels"
"""Here links of a text that was deleted may be left; a note takes none of them."""
_LONGEST_SHOWN = 40


def read_word_template(path: Path, display_path: str) -> Reading[bytes]:
    """Return the bytes of a template, or say why a note can't be made with it.

    Args:
        path: the file.
        display_path: the path in messages.
    """
    file, problems = read_word_file(path, display_path)
    if file is None:
        return Reading(None, problems)
    found = tuple(_find_problems(file, Location(display_path)))
    return Reading(None, found) if found else Reading(file.data)


def _find_problems(file: WordFile, location: Location) -> Iterator[Diagnostic]:
    """Yield what a template has that a note must not carry."""
    types = file.parts[_CONTENT_TYPES].decode("utf-8", "replace")
    if any(mark in types for mark in _MACRO_MARKS) or any("vbaProject" in name for name in file.parts):
        hint = "save it as .docx or .dotx, which have no macros"
        yield Diagnostic("word-template", "the template has macros", location, hint=hint)
    if any(name.startswith(_FORBIDDEN_FOLDERS) for name in file.parts):
        hint = "delete the object from it"
        yield Diagnostic("word-template", "the template has an embedded object", location, hint=hint)
    for name, tree in file.xml.items():
        if name.endswith(".rels"):
            for relation in tree:
                is_link_of_text = name == _MAIN_RELATIONS and relation.get("Type", "").endswith("/hyperlink")
                if relation.get("TargetMode") == _EXTERNAL and not is_link_of_text:
                    target = relation.get("Target", "")[:_LONGEST_SHOWN]
                    message = f"the template links to another file: {target!r}"
                    hint = "remove the link; a linked template is under Developer, Document Template"
                    yield Diagnostic("word-template", message, location, hint=hint)
        elif name.startswith(_TEXT_PARTS) and (text := _text_of(tree).strip()):
            message = f"the template has a text: {text[:_LONGEST_SHOWN]!r}"
            hint = "delete all text; a note takes only styles, page and header logo from it"
            yield Diagnostic("word-template", message, location, hint=hint)


def _text_of(tree: Element) -> str:
    """Return the text of a part, without the marking that a note saved as template still has."""
    marked = {
        text
        for control in tree.iter(word_name("sdt"))
        if any(tag.get(word_name("val"), "").startswith("marking-") for tag in control.iter(word_name("tag")))
        for text in control.iter(word_name("t"))
    }
    return "".join(text.text or "" for text in tree.iter(word_name("t")) if text not in marked)
