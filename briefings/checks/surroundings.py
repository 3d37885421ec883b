"""The context of the pieces of a text: headings, captions of tables, the question before an answer.

A row "Utopia | 3 May 1999" says nothing alone. Below "Dates of accession to the Council" it says when Utopia joined it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.documents import Sentence

__all__ = ["Cell", "Surroundings"]

_LONGEST_HEADING = 90
_MOST_WORDS = 14
_END = re.compile(r"[.!…;,][”’»\"')\]]*$")
_ANSWER = re.compile(r"^\s*(?:A|R|О|Answer|Réponse|Ответ)\s*[.:]\s*")
_ASKED = re.compile(r"^\s*(?:Q|В|Question|Вопрос)\s*\d*\s*[.:]\s*")
_LABEL = re.compile(r"(?P<label>[^:|]{2,90}?)(?:\s*[:—–]|\s-)\s+(?P<value>\S.*)")
# "Council: dates of accession" has no name behind the colon.
_SUBHEADING = re.compile(r"[^:\d]{3,60}:\s+[^\W\dA-ZА-Я][^:\d]{3,60}")
# "BODY since 1994; BODY since 1997".
_PART = re.compile(r"[^;]+")
# "Platform: since 2014", in the midst of other lines.
_TIME_ALONE = re.compile(r"(?:[^\W\d_]{2,6}\s+)?[^;]{0,12}\d{4}\s*[.–-]?\s*")
# "NAME (2001-2004), NAME (2004-2009)".
_ITEM = re.compile(r"(?P<item>[^,;()]{3,60}\([^()]{4,40}\))(?:[,;]\s*|\s+and\s+|\.?$)")
_TIME = re.compile(r"\d")
_LEAST_CELLS, _MOST_CELLS = 2, 8
# Only a dash tells two years from a year and a month.
_YEARS = re.compile(r"(?<!\d)(\d{4})-(\d{4})(?!\d)")


class Cell(NamedTuple):
    """A piece of a text with what stands around it, as one text.

    Attributes:
        text: the headings that it needs, and its words.
        position: where the words that say the most are in the sentence as written.
    """

    text: str
    position: int


class Surroundings:
    """What stands around the sentence that is read."""

    def __init__(self) -> None:
        self._title = self._heading = self._caption = ""
        self._block = -1
        self._header: tuple[str, ...] = ()
        self._question = ""
        self._is_in_table = False

    def cells(self, sentence: Sentence) -> list[Cell]:
        """Return a sentence with what stands around it, if it is a row, an item, an answer or the like; then move on."""
        text = _YEARS.sub(r"\1–\2", sentence.text)
        if "|" in text.strip(" |") or not text.strip(" |:-"):
            return self._rows(text)
        self._is_in_table = False
        self._header = ()
        plain = text.strip(" |")
        found = list(self._pieces(text, plain, is_first=sentence.block != self._block))
        is_new = sentence.block != self._block
        self._block = sentence.block
        if plain.endswith("?"):
            self._question = _ASKED.sub("", plain)
            return found
        self._question = ""
        is_short = is_new and len(plain) < _LONGEST_HEADING and not _END.search(plain)
        if is_short and (":" not in plain or _SUBHEADING.fullmatch(plain)):
            self._keep_heading(plain, is_row="|" in text)
        return found

    def _keep_heading(self, plain: str, *, is_row: bool) -> None:
        """Remember a heading; a caption stands below another one, and above a table."""
        self._title = self._title or plain
        self._caption = self._heading if is_row or self._caption_follows(plain) else ""
        self._heading = plain

    def _caption_follows(self, plain: str) -> bool:
        return not _TIME.search(self._heading) and len(plain.split()) <= _MOST_WORDS

    def _around(self) -> Iterator[str]:
        """Yield what may stand around a piece, from nothing to all headings."""
        yield ""
        seen = []
        for one in (self._heading, self._caption, self._title):
            if one and one not in seen:
                seen.append(one)
                yield ". ".join(reversed(seen)) + ": "

    def _pieces(self, text: str, plain: str, *, is_first: bool) -> Iterator[Cell]:
        """Yield an answer with its question, or a label or a short item with its headings."""
        if self._question and len(plain.split()) <= _MOST_WORDS * 2:
            yield Cell(f"{self._question.rstrip('?').strip()}: {_ANSWER.sub('', plain)}", 0)
        label = _LABEL.fullmatch(plain) if _TIME.search(plain) else None
        is_dated = label and any(_TIME_ALONE.fullmatch(label[part]) for part in ("label", "value"))
        if not _TIME.search(plain) or not (is_first or is_dated):
            return
        if label and len(label["value"].split()) <= _MOST_WORDS:
            words = f"{label['label']} {label['value']}"
            position = max(0, text.find(label["value"]))
            yield from (Cell(around + words, position) for around in self._around())
            items = list(_ITEM.finditer(label["value"]))
            if len(items) > 1 and "".join(item[0] for item in items) == label["value"]:
                for item in items:
                    yield Cell(f"{label['label']}: {item['item']}", position + item.start("item"))
            parts = [part for part in _PART.finditer(label["value"]) if part[0].strip()]
            if len(parts) > 1 and all(_TIME.search(part[0]) for part in parts):
                for part in parts:
                    yield Cell(f"{label['label']}: {part[0].strip(' .')}", position + part.start())
        elif len(plain.split()) <= _MOST_WORDS:
            yield from (Cell(around + plain, 0) for around in self._around() if around)

    # --- tables ------------------------------------------------------------------------------------

    def _rows(self, text: str) -> list[Cell]:
        """Return each cell of a row that has a date or a number with its header and the other cells."""
        starts, cells = _split(text)
        if not self._is_in_table:
            self._is_in_table = True
            if not any(_TIME.search(cell) for cell in cells):
                self._header = cells
                return []
        # Empty cells at the end of a row are left out, and so are those at its start.
        is_whole = len(cells) <= len(self._header) and text[: starts[0] if starts else 0].count("|") <= 1
        header = self._header[: len(cells)] if is_whole else ("",) * len(cells)
        if not _LEAST_CELLS <= len(cells) <= _MOST_CELLS:
            return []
        others = [cell for cell in cells if not _TIME.search(cell)]
        found = []
        for number, (start, cell) in enumerate(zip(starts, cells, strict=True)):
            if _TIME.search(cell):
                rest = [header[0], *others] if header[0] and number else others
                for named in (others[:1], others, rest):
                    words = f"{', '.join(named)}: {header[number]} {cell}"
                    found += [Cell(around + words, start) for around in self._around()]
        return list(dict.fromkeys(found))


def _split(text: str) -> tuple[Sequence[int], tuple[str, ...]]:
    """Return the cells of a row with their places, without empty ones at its ends."""
    starts, cells = [], []
    begin = 0
    for part in text.split("|"):
        starts.append(begin + len(part) - len(part.lstrip()))
        cells.append(part.strip())
        begin += len(part) + 1
    while cells and not cells[0]:
        del starts[0], cells[0]
    while cells and not cells[-1]:
        starts.pop()
        cells.pop()
    return starts, tuple(cells)
