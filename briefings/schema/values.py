"""Types of values: the name of each in the reference, and its JSON Schema (draft-07).

A language server gives plain values the types of YAML: it reads `2002` as a number and `null` as nothing; with YAML
1.1 it reads `NO` as false and `12:30` as 750. Our readers take all of them as the text in the file. So a type accepts
everything that a language server may have made of a valid text, and never reports a valid value. The one exception is
a plain `null` where the value is not free text: an editor reports it as a value that is still missing.

`patternErrorMessage` and `doNotSuggest` are keywords of language servers; validators ignore them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from briefings.loading.fields import MAX_TEXT_LENGTH

__all__ = [
    "COLOUR",
    "COUNTRY_CODE",
    "DATE",
    "DAY",
    "DURATION",
    "EVENT",
    "FACT_KEY",
    "ID",
    "LABEL_KEY",
    "LANGUAGE",
    "LINE",
    "LINE_SCHEMA",
    "PERIOD",
    "REGION_CODE",
    "SHA256",
    "SHORT_HASH",
    "TEXT",
    "TEXT_SCHEMA",
    "TIME_OF_DAY",
    "YES_ONLY",
    "Schema",
    "ValueType",
    "line_schema",
    "list_of",
    "mapping_of",
    "one_of",
    "whole_number",
]  # fmt: skip

Schema: TypeAlias = Mapping[str, Any]

_YEAR = r"(?!0000)[0-9]{4}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?[~?]?"
_PERIOD_END = rf"(?:{_DATE}|\.\.)?"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
_SHORT_HASH = r"[0-9a-f]{8}"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LINE_TEXT = rf"(?!TODO\b)(?=[^\n]*\S)[^\n]{{1,{MAX_TEXT_LENGTH}}}\n*"
# Words that YAML 1.1 reads as booleans.
_YAML_BOOLEANS = dict.fromkeys(("yes", "on"), True) | dict.fromkeys(("no", "off"), False)


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of values.

    Attributes:
        name: in the reference.
        schema: that such a value matches.
    """

    name: str
    schema: Schema


def _scalar(pattern: str, hint: str, *types: str, **keywords: Any) -> Schema:  # noqa: ANN401 - keywords of JSON Schema
    """Return the schema of a text, which a language server may also have read as a value of another type.

    Args:
        pattern: regular expression for the whole text.
        hint: the message of an editor if the text does not match.
        types: JSON types that a language server may make of such a text.
        keywords: further keywords of the schema.
    """
    return {
        "type": ["string", *types],
        "pattern": f"^(?:{pattern})$",
        "patternErrorMessage": hint,
        **keywords,
    }


def line_schema(pattern: str, hint: str) -> Schema:
    """Return the schema of text on one line that also matches a pattern."""
    return _scalar(rf"(?=(?:{pattern})\n*$){_LINE_TEXT}", hint, "number", "boolean", "null")


LINE_SCHEMA: Schema = _scalar(
    _LINE_TEXT,
    f"words on one line, {MAX_TEXT_LENGTH} characters at most (write long ones with >-), and no TODO",
    "number",
    "boolean",
    "null",
)
_YEAR_LIMITS = {"minimum": 1, "maximum": 9999}

ID = ValueType(
    "id",
    _scalar(_ID, "an id: small letters, digits and single hyphens", "number", "boolean", maxLength=64),
)
LINE = ValueType("line", LINE_SCHEMA)
DATE = ValueType(
    "date",
    _scalar(
        _DATE,
        "a date: 2002, 2002-02 or 2002-02-20, with ~ or ? behind if need be",
        "integer",
        **_YEAR_LIMITS,
        examples=["2002-02-20", "2002-02"],
    ),
)
DAY = ValueType(
    "date",
    _scalar(rf"{_YEAR}-{_MONTH}-{_DAY}", "a day: 2002-02-20", examples=["2002-02-20"]),
)
PERIOD = ValueType(
    "period",
    _scalar(
        rf"{_DATE}|{_PERIOD_END}/{_PERIOD_END}",
        "a period: 2004-09/2010-11, 2002/ (end unknown), 2002/.. (open), or a date",
        "integer",
        **_YEAR_LIMITS,
        examples=["2004-09/2010-11", "2002/", "2002/.."],
    ),
)
EVENT = ValueType(
    "period",
    _scalar(
        rf"{_DATE}|{_PERIOD_END}/{_DATE}",
        "when it happened: 2002-02-20, or with the latest day it can have been, ../2013-04-10",
        "integer",
        **_YEAR_LIMITS,
        examples=["2002-02-20", "../2013-04-10"],
    ),
)
TIME_OF_DAY = ValueType(
    "time of day",
    # YAML 1.1 reads a time as a number: sixty times the hours, plus the minutes.
    _scalar(
        r"(?:[01][0-9]|2[0-3]):[0-5][0-9]",
        "a time of day: 09:30",
        "integer",
        minimum=600,
        maximum=1439,
        examples=["09:30"],
    ),
)
DURATION = ValueType(
    "length of time",
    _scalar(
        r"P(?=[0-9])(?:[0-9]{1,3}Y)?(?:[0-9]{1,3}M)?(?:[0-9]{1,4}D)?",
        "a length of time: P1Y, P18M or P90D",
        examples=["P1Y", "P18M", "P90D"],
    ),
)
LANGUAGE = ValueType(
    "language",
    _scalar(_LANGUAGE, "a language tag: en, tg or tg-Latn", "boolean", examples=["en", "tg-Latn"]),
)
COUNTRY_CODE = ValueType(
    "country code", _scalar("[A-Z]{2}", "two capital letters: TJ (ISO 3166-1)", "boolean")
)
REGION_CODE = ValueType("three digits", _scalar("[0-9]{3}", "three digits: 143 (UN M49)", "integer"))
SHORT_HASH = ValueType("mark", _scalar(_SHORT_HASH, "eight digits, from 0 to 9 and a to f", "number"))
SHA256 = ValueType("digest", _scalar("[0-9a-f]{64}", "64 digits, from 0 to 9 and a to f", "number"))
FACT_KEY = ValueType(
    "fact",
    _scalar(
        rf"(?:(?=[^/]{{1,64}}/){_ID})/(?=.{{1,64}}$){_ID}",
        "a fact: FOLDER/ID, such as shared/sg-rutte",
        examples=["shared/sg-rutte"],
    ),
)
COLOUR = ValueType("colour", _scalar("#[0-9A-Fa-f]{6}", 'a colour, in quotes: "#1f4e79"'))
LABEL_KEY = ValueType("label", _scalar(r"(?!TODO\b)[^.]+(?:\.[^.]+)*", "the key of a label: product.card.title", "number", "boolean"))  # fmt: skip
TEXT_SCHEMA: Schema = {
    **LINE_SCHEMA,
    "type": [*LINE_SCHEMA["type"], "object"],
    "minProperties": 1,
    "patternProperties": {
        f"^{_LANGUAGE}$": {
            **LINE_SCHEMA,
            "type": [*LINE_SCHEMA["type"], "object"],
            "description": "The words in this language.",
            "properties": {
                "text": {**LINE_SCHEMA, "description": "The words in this language."},
                "of": {
                    **SHORT_HASH.schema,
                    "description": "The mark of the words that were translated; `briefings check` says which.",
                },
            },
            "required": ["text", "of"],
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
    # In at least one language the text is not a translation.
    "if": {"type": "object", "minProperties": 1},
    "then": {"not": {"additionalProperties": {"type": "object"}}},
}
TEXT = ValueType("text", {"$ref": "#/definitions/text"})


def one_of(*words: str) -> ValueType:
    """Return the type of a value that is one of some words."""
    schema: Schema = {"enum": list(words)}
    booleans = sorted({_YAML_BOOLEANS[word] for word in words if word in _YAML_BOOLEANS})
    if booleans:
        schema = {"anyOf": [schema, *({"const": truth, "doNotSuggest": True} for truth in booleans)]}
    return ValueType("word", schema)


YES_ONLY = ValueType("`yes`", one_of("yes").schema)


def whole_number(minimum: int, maximum: int | None = None, *words: str) -> ValueType:
    """Return the type of a whole number, or one of some words.

    Args:
        minimum: inclusive; 0 or 1.
        maximum: inclusive, a power of ten less 1; None for no limit.
        words: allowed instead of a number.
    """
    digits = r"[0-9]+" if maximum is None else rf"[0-9]{{1,{len(str(maximum))}}}"
    pattern = "|".join([rf"(?!0+$){digits}" if minimum else digits, *words])
    limits = {"minimum": minimum} if maximum is None else {"minimum": minimum, "maximum": maximum}
    name = " or ".join(["number", *(f"`{word}`" for word in words)])
    return ValueType(name, _scalar(pattern, f"a number from {minimum}", "integer", **limits))


def list_of(item: ValueType | Schema, name: str, **keywords: Any) -> ValueType:  # noqa: ANN401 - keywords of JSON Schema
    """Return the type of a list of values of one type.

    Args:
        item: type or schema of each value.
        name: of the list type, in the reference.
        keywords: further keywords of the schema.
    """
    schema = item.schema if isinstance(item, ValueType) else item
    return ValueType(name, {"type": "array", "items": schema, **keywords})


def mapping_of(
    value: ValueType, names: Mapping[str, str] | None = None, required: tuple[str, ...] = ()
) -> ValueType:
    """Return the type of a mapping from names to values of one type.

    Args:
        value: type of each value.
        names: allowed names, each with a description or an empty text; None for any name.
        required: names that the mapping must have; only together with `names`.
    """
    schema: dict[str, Any] = {"type": "object"}
    if names is None:
        return ValueType("mapping", schema | {"additionalProperties": value.schema})
    schema["properties"] = {
        name: {**value.schema, "description": text} if text else value.schema for name, text in names.items()
    }
    if required:
        schema["required"] = list(required)
    return ValueType("mapping", schema | {"additionalProperties": False})
