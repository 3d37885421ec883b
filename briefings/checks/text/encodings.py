"""Bytes of a text file as text: by byte order mark, by declaration, or by what the letters are."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

__all__ = ["UnknownEncodingError", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding|coding)\s*[=:]\s*["']?([\w-]{3,20})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 2048
_SAMPLE = 20_000
_WIDE_SHARE = 0.3
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
# The most frequent letters of Russian: in the right encoding of a Russian text, most letters are among these.
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыь")
_LEAST_FREQUENT_SHARE = 0.6


class UnknownEncodingError(ValueError):
    """Bytes that are not text in any encoding that is looked for."""


def decode(data: bytes, declared: str = "") -> str:
    """Return bytes as text in NFC, so that letters with accents are one character.

    Args:
        data: the content of a file.
        declared: the encoding that something outside the file declares; empty if nothing does.

    Raises:
        UnknownEncodingError: if the bytes are not text.
    """
    text = _decode(data, declared)
    if _BINARY.search(text[:_SAMPLE]):
        raise UnknownEncodingError
    return unicodedata.normalize("NFC", text)


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if not declared and (found := _DECLARATION.search(data[:_DECLARED_WITHIN])):
        declared = found[1].decode("ascii", "replace")
    if declared and (text := _try(data, declared)) is not None:
        return text
    if wide := _wide_encoding(data):
        return _decode_as(data, wide)
    text = _try(data, "utf-8")
    return text if text is not None else _decode_single_byte(data)


def _decode_single_byte(data: bytes) -> str:
    """Return text of one byte a letter: in an encoding of Russian if that gives Russian, else of Western Europe."""
    candidates = [text for name in ("cp1251", "koi8-r") if (text := _try(data, name)) and _is_russian(text)]
    if candidates:
        return max(candidates, key=_frequent_share)
    return _try(data, "cp1252") or _decode_as(data, "latin-1")


def _try(data: bytes, encoding: str) -> str | None:
    """Return bytes as text in an encoding, or None if they are not, or there is no such encoding."""
    try:
        return codecs.decode(data, encoding) if codecs.lookup(encoding)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _decode_as(data: bytes, encoding: str) -> str:
    """Return bytes as text in an encoding.

    Raises:
        UnknownEncodingError: if they are not.
    """
    try:
        return data.decode(encoding)
    except ValueError as error:
        raise UnknownEncodingError from error


def _wide_encoding(data: bytes) -> str:
    """Return the encoding of text of two bytes a letter without a byte order mark; empty if it is not such a text."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004 - two letters
        return ""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # In UTF-16, the upper halves of most letters are the same byte: 0 for Latin, 4 for Cyrillic.
        frequent = sum(count for byte, count in Counter(high).items() if byte in (0, 4))
        low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if frequent > len(high) * (1 - _WIDE_SHARE) and low.count(0) < len(low) * 0.1:
            return encoding
    return ""


def _is_russian(text: str) -> bool:
    """Return whether most letters beyond ASCII are frequent ones of Russian."""
    return _frequent_share(text) >= _LEAST_FREQUENT_SHARE


def _frequent_share(text: str) -> float:
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha() and not letter.isascii()]
    return sum(letter in _FREQUENT for letter in letters) / len(letters) if letters else 0.0
