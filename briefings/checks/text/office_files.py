"""Blocks of files of word processors and of mail: .docx, .odt, .rtf and .eml.

The files come from outside, so nothing in them is run, followed or fetched. Their line is the number of the paragraph.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.headerregistry import HeaderRegistry
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.blocks import Block, Piece, is_note_mark, split_blocks
from briefings.checks.text.encodings import decode
from briefings.checks.text.html_blocks import html_blocks
from briefings.loading.office_package import OfficePackage, PackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.headerregistry import BaseHeader
    from email.message import EmailMessage
    from xml.etree.ElementTree import Element

__all__ = ["DamagedFileError", "docx_blocks", "eml_blocks", "odt_blocks", "rtf_blocks", "saved_day"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_RAISED_STYLES = frozenset({"Citation", "FootnoteReference", "EndnoteReference"})
_SAVED = re.compile(rb"<(?:dcterms:modified|dcterms:created|dc:date)[^>]{0,100}>(\d{4}-\d\d-\d\d)")


class DamagedFileError(ValueError):
    """A file that is not what its name says; the message says why."""


# --- Word and OpenDocument ------------------------------------------------------------------------


class _Markup(NamedTuple):
    """How a kind of document writes its text.

    Attributes:
        part: the part with the text.
        paragraphs: tags of paragraphs.
        row: the tag of a row of a table.
        cell: that of a cell.
        skipped: that of a part with words that are no longer in the text; empty if there is none.
        text_of: returns the words of a paragraph.
    """

    part: str
    paragraphs: frozenset[str]
    row: str
    cell: str
    skipped: str
    text_of: Callable[[Element], str]

    def texts(self, parent: Element) -> Iterator[str]:
        """Yield the paragraphs and rows below an element, in order."""
        for child in parent:
            if child.tag in self.paragraphs:
                yield from self.text_of(child).split("\n")
            elif child.tag == self.row:
                yield f"| {' | '.join(' '.join(self.texts(cell)) for cell in self._cells(child))} |"
            elif child.tag != self.skipped:
                yield from self.texts(child)

    def _cells(self, parent: Element) -> Iterator[Element]:
        """Yield the cells of a row, but not those of tables in them."""
        for child in parent:
            if child.tag == self.cell:
                yield child
            else:
                yield from self._cells(child)


def docx_blocks(data: bytes) -> list[Block]:
    """Return the paragraphs, and the rows of the tables, of a Word document.

    Raises:
        DamagedFileError: if it is not one, or too large.
    """
    return _read_blocks(data, _DOCX)


def odt_blocks(data: bytes) -> list[Block]:
    """Return the paragraphs, and the rows of the tables, of an OpenDocument text.

    Raises:
        DamagedFileError: if it is not one, or too large.
    """
    return _read_blocks(data, _ODT)


def _read_blocks(data: bytes, markup: _Markup) -> list[Block]:
    """Return the blocks of a document."""
    try:
        root = OfficePackage(data).read_xml(markup.part)
    except PackageError as error:
        raise DamagedFileError(str(error)) from error
    return _number(markup.texts(root))


def _docx_text(paragraph: Element) -> str:
    """Return the words of a paragraph; deleted ones and the marks of notes are left out."""
    parts = []
    marks = {
        text
        for run in paragraph.iter(f"{_WORD}r")
        if _is_raised(run)
        for text in run.iter(f"{_WORD}t")
        if is_note_mark(text.text or "")
    }
    for element in paragraph.iter():
        if element.tag == f"{_WORD}t" and element not in marks:
            parts.append(element.text or "")
        elif element.tag == f"{_WORD}tab":
            parts.append(" ")
        elif element.tag in {f"{_WORD}br", f"{_WORD}cr"}:
            parts.append("\n")
        elif element.tag == f"{_WORD}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def _is_raised(run: Element) -> bool:
    """Return whether a run stands above its line, by itself or by its style."""
    style, place = run.find(f"{_WORD}rPr/{_WORD}rStyle"), run.find(f"{_WORD}rPr/{_WORD}vertAlign")
    return (style is not None and style.get(f"{_WORD}val") in _RAISED_STYLES) or (
        place is not None and place.get(f"{_WORD}val") == "superscript"
    )


def _odt_text(element: Element) -> str:
    """Return the words of a paragraph, with those of its parts; notes are left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            parts.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{_TEXT}note" and not child.tag.endswith("}annotation"):
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


_DOCX = _Markup("word/document.xml", frozenset({f"{_WORD}p"}), f"{_WORD}tr", f"{_WORD}tc", "", _docx_text)
_ODT = _Markup(
    "content.xml",
    frozenset({f"{_TEXT}p", f"{_TEXT}h"}),
    f"{_TABLE}table-row",
    f"{_TABLE}table-cell",
    f"{_TEXT}tracked-changes",
    _odt_text,
)


def saved_day(data: bytes) -> str:
    """Return the day on which a Word or OpenDocument file was last saved, in ISO 8601; empty if it does not say."""
    try:
        package = OfficePackage(data)
        name = next((name for name in ("docProps/core.xml", "meta.xml") if name in package.names), "")
        found = _SAVED.search(package.read(name)) if name else None
    except PackageError:
        return ""
    return found[1].decode() if found else ""


def _number(texts: Iterator[str]) -> list[Block]:
    """Return a block for each paragraph or row with words, with its number as the line."""
    return [
        [Piece(number, 1 + len(text) - len(text.lstrip()), re.sub(r"\s", " ", text.strip()))]
        for number, text in enumerate(texts, 1)
        if text.strip()
    ]


# --- RTF ------------------------------------------------------------------------------------------

_RTF_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
# Groups whose words no reader sees.
_RTF_HIDDEN = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl",
    "footerr", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "datastore", "latentstyles",
    "fldinst", "footnote", "annotation", "xmlnstbl", "bkmkstart", "bkmkend", "filetbl", "mmathPr", "nonshppict",
})  # fmt: skip
_RTF_WORDS = {
    "par": "\n", "line": "\n", "row": " |\n", "cell": " | ", "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "page": "\n", "sect": "\n",
}  # fmt: skip
_RTF_SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_SHORTS = 65_536


def rtf_blocks(data: bytes) -> list[Block]:
    """Return the paragraphs, and the rows of the tables, of a file in Rich Text Format.

    Raises:
        DamagedFileError: if it is not one.
    """
    source = data.decode("latin-1")
    if not source.startswith("{\\rtf"):
        message = "it does not begin as RTF"
        raise DamagedFileError(message)
    text = _rtf_text(source)
    return _number(iter(text.split("\n")))


def _rtf_text(source: str) -> str:
    """Return the visible words of a file in RTF, one paragraph or row a line."""
    parts: list[str] = []
    # For each open group: whether it is hidden, and how many letters follow a letter of Unicode in its place.
    hidden, skipped_letters, groups = False, 1, []
    encoding, to_skip = "cp1252", 0
    for token in _RTF_TOKEN.finditer(source):
        if token["open"]:
            groups.append((hidden, skipped_letters))
        elif token["close"]:
            hidden, skipped_letters = groups.pop() if groups else (True, 1)
        elif word := token["word"]:
            number = int(token["number"] or 0)
            if word in _RTF_HIDDEN:
                hidden = True
            elif word == "ansicpg" and number:
                encoding = f"cp{number}"
            elif word == "uc":
                skipped_letters = number
            elif word == "u" and not hidden:
                parts.append(_letter(number))
                to_skip = skipped_letters
            elif word in _RTF_WORDS and not hidden:
                parts.append(_RTF_WORDS[word])
        elif token["sign"] == "*":
            hidden = True
        elif not hidden and (token["hex"] or token["sign"] or token["text"]):
            letters = _rtf_letters(token, encoding)
            parts.append(letters[to_skip:] if token["text"] or token["hex"] else letters)
            to_skip = max(0, to_skip - len(letters))
    return "".join(parts)


def _letter(number: int) -> str:
    """Return the letter of a number, which RTF writes as a signed one of two bytes."""
    return chr((number + _SHORTS if number < 0 else number) % 0x110000)


def _rtf_letters(token: re.Match[str], encoding: str) -> str:
    """Return the letters of a piece of text, of a byte in hexadecimal digits, or of an escaped sign."""
    if token["sign"]:
        return _RTF_SIGNS.get(token["sign"], "")
    try:
        raw = bytes.fromhex(token["hex"]) if token["hex"] else token["text"].encode("latin-1")
        return raw.decode(encoding, "replace")
    except LookupError:
        return token["text"] or ""


# --- mail -----------------------------------------------------------------------------------------


_LONGEST_HEADER = 2000
_MOST_PARTS = 10_000
_read_header = HeaderRegistry()


def _read_short_header(name: str, value: str) -> BaseHeader:
    """Read a header of a mail, or the start of one that no mail program writes: reading takes quadratic time."""
    return _read_header(name, value[:_LONGEST_HEADER])


_MAIL_POLICY = email.policy.default.clone(header_factory=_read_short_header)


def eml_blocks(data: bytes) -> tuple[list[Block], str]:
    """Return the blocks of a mail, its subject first, and the day on which it was sent, in ISO 8601 or empty.

    Raises:
        DamagedFileError: if it is not a mail.
    """
    if data.count(b"\n--") > _MOST_PARTS:
        reason = f"it has more than {_MOST_PARTS} parts"
        raise DamagedFileError(reason)
    message: EmailMessage = email.message_from_bytes(data, policy=_MAIL_POLICY)
    try:
        if not message.keys():
            reason = "it has no header of a mail"
            raise DamagedFileError(reason)
        body = message.get_body(("plain", "html"))
        payload = body.get_payload(decode=True) if body is not None else b""
        text = decode(
            payload if isinstance(payload, bytes) else b"", (body.get_content_charset() or "") if body else ""
        )
        sent = message["date"].datetime if message["date"] else None
        subject = str(message["subject"] or "")
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, KeyError) as error:
        if isinstance(error, DamagedFileError):
            raise
        raise DamagedFileError(str(error) or "its header is damaged") from error
    is_html = body is not None and body.get_content_subtype() == "html"
    blocks = html_blocks(text) if is_html else list(split_blocks(text.splitlines()))
    head: list[Block] = [[Piece(1, 1, re.sub(r"\s", " ", subject))]] if subject.strip() else []
    return [*head, *blocks], sent.date().isoformat() if sent else ""
