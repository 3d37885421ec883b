"""Reading of texts: one paragraph per language, each the original or a translation of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.parsers import parse_paragraph
from briefings.loading.scalars import LANGUAGE, LANGUAGE_PATTERN, LINE, SHORT_HASH
from briefings.loading.tables import Key, Table
from briefings.loading.value_types import ScalarType, ValueType, is_to_do
from briefings.loading.yaml_nodes import Mapping, Node, Scalar
from briefings.model.evidence import Text

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema
    from briefings.model.diagnostics import Location

__all__ = ["SENTENCES", "TEXT", "TEXT_SCHEMA", "TRANSLATION", "TextType"]

_REFERENCE_START = re.compile(r"\{\w+:")
"""The start of a reference."""
_QUOTED_LENGTH = 30


@dataclass(frozen=True)
class _ParagraphType(ScalarType):
    """The type of one paragraph.

    Attributes:
        is_sentence: whether the paragraph must end like a sentence, so that one without an end was cut off.
    """

    is_sentence: bool = False

    def read(self, node: Node, key: str, context: ReadContext) -> str | None:
        """Read a paragraph, and report one that seems to continue after a # where YAML ends it."""
        paragraph: str | None = ScalarType.read(self, node, key, context)
        if paragraph is None or not isinstance(node, Scalar) or not node.comment:
            return paragraph
        is_unfinished = self.is_sentence and not _is_finished(paragraph)
        if is_unfinished or _REFERENCE_START.search(node.comment):
            message = f"YAML ends {key!r} at #, where a comment begins: {paragraph[-_QUOTED_LENGTH:]!r}"
            hint = "put the whole text in quotes, or move the comment to its own line"
            if is_unfinished:
                hint = "put the whole text in quotes; if it ends there, add a full stop"
            context.report("cut-text", message, node.location, hint)
        return paragraph


def _is_finished(paragraph: str) -> bool:
    """Return whether a paragraph ends like a sentence: in a full stop of any script, a closing quote or a bracket."""
    return unicodedata.category(paragraph[-1]) in ("Po", "Pe", "Pf") and paragraph[-1] not in ",:;"


_PHRASE = _ParagraphType(LINE.word, LINE.schema, parse_paragraph, "")
_SENTENCE = _ParagraphType(LINE.word, LINE.schema, parse_paragraph, "", is_sentence=True)


class _Translation(NamedTuple):
    """A paragraph and the short hash of the original that it translates."""

    text: str
    original_hash: str
    location: Location


def _translation_table(paragraph_type: ScalarType) -> Table[_Translation]:
    """Return the table of a translation."""
    return Table(
        "translation",
        _Translation,
        (
            Key("text", paragraph_type, "the words in this language", required=True),
            Key(
                "of",
                SHORT_HASH,
                "the hash of the original text; `briefings check` prints it",
                required=True,
                field="original_hash",
            ),
        ),
    )


TRANSLATION = _translation_table(_PHRASE)
_TRANSLATED_SENTENCE = _translation_table(_SENTENCE)


def _without_to_do(type_: ValueType) -> Schema:
    """Return the schema of a value that may be still to be written, as in the frame of a translation."""
    schema = type_.json_schema()
    return {**schema, "pattern": schema["pattern"].replace(r"(?!TODO\b)", "")}


TEXT_SCHEMA: Schema = {
    **LINE.schema,
    "type": [*LINE.schema["type"], "object"],
    "minProperties": 1,
    "patternProperties": {
        f"^{LANGUAGE_PATTERN}$": {
            **LINE.schema,
            "type": [*LINE.schema["type"], "object"],
            "description": "The words in this language.",
            "properties": {
                key.name: {**_without_to_do(key.type), "description": f"{key.meaning.capitalize()}."}
                for key in TRANSLATION.keys
            },
            "required": [key.name for key in TRANSLATION.keys],
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
    # In at least one language the text is not a translation.
    "if": {"type": "object", "minProperties": 1},
    "then": {"not": {"additionalProperties": {"type": "object"}}},
}


@dataclass(frozen=True)
class TextType(ValueType):
    """The type of texts in one or more languages.

    Attributes:
        paragraph_type: the type of a paragraph.
        translation: the table of a translation.
    """

    paragraph_type: ScalarType
    translation: Table[_Translation]
    word: str = "text"

    def json_schema(self) -> Schema:
        """Return a schema that refers to the definition of texts."""
        return {"$ref": "#/definitions/text"}

    def read(self, node: Node, key: str, context: ReadContext) -> Text | None:
        """Read a text: one in the default language, or a mapping of languages to texts and translations.

        A text with `of:` is a translation. The original is the one in the default language, else the first one.
        """
        if isinstance(node, Mapping):
            return self._read_languages(node, key, context)
        paragraph = self.paragraph_type.read(node, key, context)
        return None if paragraph is None else Text({context.default_language: paragraph}, node.location)

    def _read_languages(self, node: Mapping, key: str, context: ReadContext) -> Text | None:
        """Read a mapping of languages to texts and translations."""
        count = len(context.problems)
        if not node.entries:
            context.report("no-value", f"{key!r} has no value", node.location)
        if braced := next((name for name, _ in node.entries if ":" in name.text), None):
            hint = "a text with braces goes in quotes"
            context.report(
                f"bad-{key}", f"YAML reads {key!r} as a mapping, not as a text", braced.location, hint
            )
            return None
        by_language: dict[str, str] = {}
        original_hashes: dict[str, str] = {}
        frames: set[str] = set()
        for name, value in node.entries:
            language = LANGUAGE.read(name, key, context)
            if language and _is_frame(value):
                frames.add(language)
                continue
            paragraph, original_hash = self._read_translation(value, key, context)
            if language and paragraph:
                by_language[language] = paragraph
                if original_hash:
                    original_hashes[language] = original_hash
        if not by_language:
            if len(context.problems) == count:
                context.report(
                    "no-original", f"{key!r} has no text", node.location, "write the original text"
                )
            return None
        originals = [language for language in by_language if language not in original_hashes]
        if not originals:
            hint = "write the original text without `of:`"
            context.report("no-original", f"{key!r} has only translations", node.location, hint)
            return None
        original = context.default_language if context.default_language in originals else originals[0]
        ordered = {original: by_language[original]} | by_language
        return Text(ordered, node.location, original_hashes, frozenset(frames))

    def _read_translation(self, node: Node, key: str, context: ReadContext) -> tuple[str | None, str]:
        """Read a paragraph in one language and, for a translation, the short hash of its original."""
        if not isinstance(node, Mapping):
            return self.paragraph_type.read(node, key, context), ""
        translation = self.translation.read(node, context)
        return (translation.text, translation.original_hash) if translation else (None, "")

    def blank(self, location: Location) -> Text:
        """Return a text without words."""
        return Text({}, location)

    @property
    def parses_words(self) -> bool:
        """Return that a wrong word is reported as `bad-KEY`."""
        return True


def _is_frame(node: Node) -> bool:
    """Return whether the words of a translation are still to be written."""
    if not isinstance(node, Mapping):
        return False
    words = next((value for name, value in node.entries if name.text == "text"), None)
    return isinstance(words, Scalar) and is_to_do(words.text)


TEXT = TextType(_PHRASE, TRANSLATION)
SENTENCES = TextType(_SENTENCE, _TRANSLATED_SENTENCE)
"""Texts that must end like sentences, so that one without an end was cut off by a comment."""
