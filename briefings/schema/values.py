"""What a value may be: the word that the reference has for it, and its JSON Schema (draft-07).

A language server gives plain values the types of YAML: `2002` is a number to it and `null` is nothing; with YAML 1.1
`NO` is false and `12:30` is 750. The readers take all of them for the text that was written. So a type takes whatever a
value that the readers take may have become, and never complains of what is right. The one exception is a plain `null`
where no words are due: it is taken for a value that is still to be written.

`patternErrorMessage` and `doNotSuggest` are words of language servers; validators pass them over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from briefings.loading.fields import LONGEST_TEXT

__all__ = [
    "AREA", "COLOUR", "COUNTRY", "DATE", "DAY", "DURATION", "EVENT", "FACT", "ID", "LABEL", "LANGUAGE", "LINE", "MARK",
    "PERIOD", "SHA256", "TEXT", "TEXTS", "TIME", "WORDS", "YES", "Schema", "Type", "count", "lines_of", "list_of", "mapping_to", "word",
]  # fmt: skip

Schema: TypeAlias = Mapping[str, Any]

_YEAR = r"(?!0000)[0-9]{4}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?[~?]?"
_OPEN = rf"(?:{_DATE}|\.\.)?"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
_MARK = r"[0-9a-f]{8}"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_WORDS = rf"(?!TODO\b)(?=[^\n]*\S)[^\n]{{1,{LONGEST_TEXT}}}\n*"
# What YAML 1.1 takes for truth and falsehood.
_TRUTH = dict.fromkeys(("yes", "on"), True) | dict.fromkeys(("no", "off"), False)


@dataclass(frozen=True, slots=True)
class Type:
    """What a value may be.

    Attributes:
        name: in the reference.
        schema: that holds for it.
    """

    name: str
    schema: Schema


def _written(pattern: str, hint: str, *types: str, **more: Any) -> Schema:  # noqa: ANN401 - keywords of JSON Schema
    """A value that is written so, or has become one of some other types."""
    return {
        "type": ["string", *types],
        "pattern": f"^(?:{pattern})$",
        "patternErrorMessage": hint,
        **more,
    }


def lines_of(pattern: str, hint: str) -> Schema:
    """Words on one line that match a pattern of their own as well."""
    return _written(rf"(?=(?:{pattern})\n*$){_WORDS}", hint, "number", "boolean", "null")


WORDS: Schema = _written(
    _WORDS,
    f"words on one line, {LONGEST_TEXT} characters at most (write long ones with >-), and no TODO",
    "number",
    "boolean",
    "null",
)
_YEARS = {"minimum": 1, "maximum": 9999}

ID = Type(
    "id",
    _written(_ID, "an id: small letters, digits and single hyphens", "number", "boolean", maxLength=64),
)
LINE = Type("line", WORDS)
DATE = Type(
    "date",
    _written(
        _DATE,
        "a date: 2002, 2002-02 or 2002-02-20, with ~ or ? behind if need be",
        "integer",
        **_YEARS,
        examples=["2002-02-20", "2002-02"],
    ),
)
DAY = Type(
    "date",
    _written(rf"{_YEAR}-{_MONTH}-{_DAY}", "a day: 2002-02-20", examples=["2002-02-20"]),
)
PERIOD = Type(
    "period",
    _written(
        rf"{_DATE}|{_OPEN}/{_OPEN}",
        "a period: 2004-09/2010-11, 2002/ (end unknown), 2002/.. (open), or a date",
        "integer",
        **_YEARS,
        examples=["2004-09/2010-11", "2002/", "2002/.."],
    ),
)
EVENT = Type(
    "period",
    _written(
        rf"{_DATE}|{_OPEN}/{_DATE}",
        "when it happened: 2002-02-20, or with the latest day it can have been, ../2013-04-10",
        "integer",
        **_YEARS,
        examples=["2002-02-20", "../2013-04-10"],
    ),
)
TIME = Type(
    "time of day",
    # Sixty times the hours and the minutes, where YAML 1.1 has counted them.
    _written(
        r"(?:[01][0-9]|2[0-3]):[0-5][0-9]",
        "a time of day: 09:30",
        "integer",
        minimum=600,
        maximum=1439,
        examples=["09:30"],
    ),
)
DURATION = Type(
    "length of time",
    _written(
        r"P(?=[0-9])(?:[0-9]{1,3}Y)?(?:[0-9]{1,3}M)?(?:[0-9]{1,4}D)?",
        "a length of time: P1Y, P18M or P90D",
        examples=["P1Y", "P18M", "P90D"],
    ),
)
LANGUAGE = Type(
    "language",
    _written(_LANGUAGE, "a language tag: en, tg or tg-Latn", "boolean", examples=["en", "tg-Latn"]),
)
COUNTRY = Type("country code", _written("[A-Z]{2}", "two capital letters: TJ (ISO 3166-1)", "boolean"))
AREA = Type("three digits", _written("[0-9]{3}", "three digits: 143 (UN M49)", "integer"))
MARK = Type("mark", _written(_MARK, "eight digits, from 0 to 9 and a to f", "number"))
SHA256 = Type("digest", _written("[0-9a-f]{64}", "64 digits, from 0 to 9 and a to f", "number"))
FACT = Type(
    "fact",
    _written(
        rf"(?:(?=[^/]{{1,64}}/){_ID})/(?=.{{1,64}}$){_ID}",
        "a fact: FOLDER/ID, such as shared/sg-rutte",
        examples=["shared/sg-rutte"],
    ),
)
COLOUR = Type("colour", _written("#[0-9A-Fa-f]{6}", 'a colour, in quotes: "#1f4e79"'))
LABEL = Type("label", _written(r"(?!TODO\b)[^.]+(?:\.[^.]+)*", "the key of a label: product.card.title", "number", "boolean"))  # fmt: skip
TEXTS: Schema = {
    **WORDS,
    "type": [*WORDS["type"], "object"],
    "minProperties": 1,
    "patternProperties": {
        f"^{_LANGUAGE}$": {
            **WORDS,
            "type": [*WORDS["type"], "object"],
            "description": "The words in this language.",
            "properties": {
                "text": {**WORDS, "description": "The words in this language."},
                "of": {
                    **MARK.schema,
                    "description": "The mark of the words that were translated; `briefings check` says which.",
                },
            },
            "required": ["text", "of"],
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
    # One language at least has words that were not translated from another.
    "if": {"type": "object", "minProperties": 1},
    "then": {"not": {"additionalProperties": {"type": "object"}}},
}
TEXT = Type("text", {"$ref": "#/definitions/text"})


def word(*words: str) -> Type:
    """One of some words."""
    schema: Schema = {"enum": list(words)}
    truths = sorted({_TRUTH[each] for each in words if each in _TRUTH})
    if truths:
        schema = {"anyOf": [schema, *({"const": truth, "doNotSuggest": True} for truth in truths)]}
    return Type("word", schema)


YES = Type("`yes`", word("yes").schema)


def count(least: int, most: int | None = None, *words: str) -> Type:
    """A whole number, or one of some words instead.

    Args:
        least: the smallest one.
        most: the largest one; None for any.
        words: that may be written instead of a number.
    """
    digits = r"[0-9]+" if most is None else rf"[0-9]{{1,{len(str(most))}}}"
    pattern = "|".join([rf"(?!0+$){digits}" if least else digits, *words])
    limits = {"minimum": least} if most is None else {"minimum": least, "maximum": most}
    name = " or ".join(["number", *(f"`{each}`" for each in words)])
    return Type(name, _written(pattern, f"a number from {least}", "integer", **limits))


def list_of(item: Type | Schema, name: str, **more: Any) -> Type:  # noqa: ANN401 - keywords of JSON Schema
    """A list of values of one type."""
    schema = item.schema if isinstance(item, Type) else item
    return Type(name, {"type": "array", "items": schema, **more})


def mapping_to(value: Type, known: Mapping[str, str] | None = None, required: tuple[str, ...] = ()) -> Type:
    """A mapping of names to values of one type.

    Args:
        value: what each name stands for.
        known: the names that there are, with what is said of them; None for any.
        required: those that must be there.
    """
    schema: dict[str, Any] = {"type": "object"}
    if known is None:
        return Type("mapping", schema | {"additionalProperties": value.schema})
    schema["properties"] = {
        name: {**value.schema, "description": text} if text else value.schema for name, text in known.items()
    }
    if required:
        schema["required"] = list(required)
    return Type("mapping", schema | {"additionalProperties": False})
