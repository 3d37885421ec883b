"""Where citation marks stand, and in which words a note says what its template prints.

Citations place themselves. They wait until the value that ends a sentence has ended, the list item, or the last cell
of a row that rests on a source; there they are numbered by source, without repeats. Names with a short form are
printed in full where a reader first meets them. A column in which no row has anything is not printed.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.compose.brief import Cite, CitedSource, Sentence, SourceList, Words
from briefings.compose.pictures import PICTURES
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.locales import language_name, primary
from briefings.templating.slots import CLOSE, OPEN, SLOT, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefings.compose.brief import Slot
    from briefings.compose.labels import Labels
    from briefings.compose.pictures import Pictures
    from briefings.model.diagnostics import Location
    from briefings.model.phrases import Citation, Term
    from briefings.templating.slots import Slots, Value
    from briefings.views.records import View

__all__ = ["COLOPHON", "MARKING", "Placing", "short"]

MARKING = Words("", "marking")
COLOPHON = Words("", "colophon")
"""Stands where the marking goes, until all facts used are known."""

_ALONE = ("sources", *PICTURES)
_KINDS = {"#": "heading", "|": "row", ">": "quote"}
_BLOCKS = ("heading", "row")
_INDENT = 4
_TOKEN = re.compile(f"({OPEN}[0-9]+{CLOSE})")
# A remark such as [en] behind a sentence belongs to it.
_ENDS_SENTENCE = re.compile(r"[.!?…؟][”’»\"')\]]*(?:\s*\[[\w-]+\])?\s*$")
_CLOSES = re.compile(r"[*_”’»\"')\]]*[.!?…]*[*_”’»\"')\]]*")
_PUNCTUATION = re.compile(r"[.!?…]")
_LIST_ITEM = re.compile(r"\s*[-*+]\s")
_BLOCK_START = re.compile(r"\s*(?:[-+*>]\s+)*")
_EMPHASIS = re.compile(r"[*_]+")
_CODE = re.compile(r" {4}|\t")
_UNDERLINE = re.compile(r"=+|-+")
_DELIMITER_ROW = re.compile(r"\|[\s:|-]*-[\s:|-]*")
_BARE_DELIMITER_ROW = re.compile(r"[:-][\s:-]*\|[\s:|-]*")


def short(term: Term) -> str:
    """A name as everybody knows it."""
    return term.short


def _full(term: Term) -> str:
    return term.full


def _is_row(line: str) -> bool:
    return line.strip().startswith("|")


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


# The key of words that bear the day of the note.
DAY = "as-at"


class _Cell(NamedTuple):
    """A cell of a table: as it is printed, its words, and whether any of them rests on a source."""

    text: str
    words: str
    cited: bool


class Placing:
    """Walks the rendered skeleton in reading order and gives each slot its final content.

    Attributes:
        filled: what fills the slots, by index.
        sentences: in reading order.
        numbers: of the sources cited, by id.
    """

    def __init__(
        self,
        slots: Slots,
        labels: Labels,
        view: View,
        pictures: Pictures,
        located: Callable[[Any], Location | None],
    ) -> None:
        self.values = slots.values
        self.places = slots.places
        self.labels = labels
        self.view = view
        self.pictures = pictures
        self.located = located
        self.filled: list[Slot] = []
        self.sentences: list[Sentence] = []
        self.numbers: dict[str, int] = {}
        self.section = ""
        self.heading = ""
        self.problems: dict[Diagnostic, Diagnostic] = {}
        self._met: set[Term] = set()
        self._pending: dict[Citation, None] = {}
        self._said: list[str] = []

    # --- the document, line by line -------------------------------------------------------------

    def document(self, skeleton: str) -> str:
        """The skeleton with its slots numbered anew and citation marks in place.

        Raises:
            BriefingsError: with all that templates must not make of it.
        """
        lines = self._without_empty_columns(skeleton.split("\n"))
        out: list[str] = []
        kind = ""
        for number, line in enumerate(lines):
            before, kind = kind, self._kind(line, kind) or kind
            text = line.strip()
            following = lines[number + 1].strip() if number + 1 < len(lines) else ""
            self._judge(line, lines[number - 1].strip() if number else "", kind)
            if not text or kind != before or kind in _BLOCKS or _LIST_ITEM.match(line):
                self._flush(out)
            if text and kind != before and out and out[-1].strip():
                # Without it some readers would take the line for a part of what stands above it.
                out.append("")
            if not text:
                out.append("")
            elif kind == "heading":
                # The title takes the short names that everybody knows it by.
                out.append(self._heading(line, _full if text.startswith("##") else short))
            elif _DELIMITER_ROW.fullmatch(text):
                out.append(line)
            elif kind == "row":
                out.append(self._row(line, header=bool(_DELIMITER_ROW.fullmatch(following))))
            else:
                out.append(self._running(line))
        self._flush(out)
        self._judge_whole()
        if self.problems:
            raise BriefingsError(self.problems.values())
        return "\n".join(out)

    def _without_empty_columns(self, lines: list[str]) -> list[str]:
        """The lines with tables that have no column, behind the first, in which no row has anything."""
        out = list(lines)
        for number, line in enumerate(lines):
            if number == 0 or not _DELIMITER_ROW.fullmatch(line.strip()):
                continue
            body = [_cells(row) for row in itertools.takewhile(_is_row, lines[number + 1 :])]
            filled = {
                column for row in body for column, cell in enumerate(row) if column == 0 or self._filled(cell)
            }
            for place in range(number - 1, number + 1 + len(body) if filled else 0):
                cells = _cells(lines[place])
                if not filled.issuperset(range(len(cells))):
                    out[place] = (
                        f"|{'|'.join(cell for column, cell in enumerate(cells) if column in filled)}|"
                    )
        return out

    def _filled(self, cell: str) -> bool:
        """Whether anything will stand in a cell."""
        return any(self._value(part) if SLOT.fullmatch(part) else part.strip() for part in _TOKEN.split(cell))

    def _kind(self, line: str, before: str) -> str:
        """What a line is a part of: `heading`, `row`, `item`, `quote`, `alone` or `text`; empty for a blank line."""
        text = line.strip()
        if not text:
            return ""
        if text[0] in _KINDS:
            return _KINDS[text[0]]
        if _LIST_ITEM.match(line) or (before == "item" and line[0] == " "):
            return "item"
        return "alone" if SLOT.fullmatch(text) and self._value(text).kind in _ALONE else "text"

    def _judge(self, line: str, before: str, kind: str) -> None:
        """Report what would be read as something else than it is, or where no citation could stand."""
        text = line.strip()
        if not text:
            return
        if kind == "text" and _CODE.match(line):
            message = "an indented line, which would be read as code"
            self._report(line, "template-refused", message, "begin it at the left edge")
        if _LIST_ITEM.match(line) and (len(line) - len(line.lstrip())) % _INDENT:
            message = "a list item that some readers would not take for a nested one"
            self._report(line, "template-refused", message, "indent it by four spaces, or not at all")
        if before and _UNDERLINE.fullmatch(text):
            self._report(before, "template-refused", "an underlined heading", "write headings with #")
        if _BARE_DELIMITER_ROW.fullmatch(text) or (kind == "row" and not text.endswith("|")):
            message = "a table row that does not begin and end with |"
            self._report(line + before, "template-refused", message, "put | at both ends of each row")
        for token in _TOKEN.findall(line) if kind != "alone" else ():
            value = self._value(token)
            if value.kind in _ALONE:
                message = f"the {value.kind} must stand alone"
                self._report(
                    token, "template-refused", message, f"give {{{{ {value.kind} }}}} a line of its own"
                )

    def _judge_whole(self) -> None:
        """Report what the note as a whole lacks: sources to the marks, and the words of its pictures."""
        lists = sum(isinstance(slot, SourceList) for slot in self.filled)
        if lists > 1 or (self.numbers and not lists):
            message = f"the list of sources is printed {'twice' if lists else 'nowhere'}"
            self._report("", "sources-list", message, "print {{ sources }} once, where the list is to stand")
        cited = {citation for sentence in self.sentences for citation in sentence.citations}
        for name in dict.fromkeys(value.kind for value in self.values if value.kind in PICTURES):
            picture = self.pictures.get(name)
            if picture and not picture.citations <= cited:
                message = f"the {name} shows what the note says nowhere, so nothing cites it"
                self._report("", "picture-alone", message, "print the same in a table below it as well")

    def _report(self, line: str, code: str, message: str, hint: str) -> None:
        """Add a problem, at the template line that printed the first value of a line."""
        token = _TOKEN.search(line)
        place = self.located(self.places[self._index(token[0])]) if token else None
        fact = next(iter(facts(self._value(token[0]))), "") if token else ""
        found = Diagnostic(code, message, place, hint=hint)
        # What a loop does wrong is told once, with the first fact that it met.
        self.problems.setdefault(found, found.about(fact, self.view.written))

    def _flush(self, out: list[str]) -> None:
        """Place what is pending at the end of the block that has ended."""
        for index in range(len(out) - 1, -1, -1):
            if out[index].strip():
                out[index] = out[index].rstrip() + self._place()
                return
        self._place()

    def _heading(self, line: str, term: Callable[[Term], str]) -> str:
        keys = [self._value(token).key for token in _TOKEN.findall(line)]
        out = self._uncited(line, term)
        if key := next(filter(None, keys), ""):
            self.section, self.heading = key, SLOT.sub(self._read, out).lstrip("# ")
        return out

    def _read(self, slot: re.Match[str]) -> str:
        """What stands in a slot that has been filled, as plain words."""
        content = self.filled[int(slot[1])]
        return content.text if isinstance(content, Words) else ""

    def _row(self, line: str, *, header: bool) -> str:
        if header:
            return self._uncited(line, self._term)
        cells = [self._cell(cell) for cell in _cells(line)]
        # A cell that nothing is cited for may say that there is nothing: no source says so.
        cited = [number for number, cell in enumerate(cells) if cell.words and cell.cited]
        worded = [number for number, cell in enumerate(cells) if cell.words]
        last = next(reversed(cited or worded), len(cells) - 1)
        self._said = [" | ".join(cell.words for cell in cells if cell.words)]
        marks = self._place()
        texts = [cell.text + (marks if number == last else "") for number, cell in enumerate(cells)]
        return "| " + " | ".join(texts) + " |"

    def _cell(self, text: str) -> _Cell:
        out, said = self._tokens(text)
        cited = any(self._value(token).phrase.citations for token in _TOKEN.findall(text))
        return _Cell("".join(out).strip(), "".join(said).strip(), cited)

    def _tokens(self, text: str) -> tuple[list[str], list[str]]:
        out, said = [], []
        for token in _TOKEN.split(text):
            if SLOT.fullmatch(token):
                slot, words = self._fill(self._value(token))
                out.append(slot)
                said.append(words)
            else:
                out.append(self.labels.punctuated(token))
                said.append(_EMPHASIS.sub("", out[-1]))
        return out, said

    def _uncited(self, line: str, term: Callable[[Term], str]) -> str:
        """A heading or a table header, where no citation stands: only furniture and labels may."""
        out = []
        for token in _TOKEN.split(line):
            if not SLOT.fullmatch(token):
                out.append(self.labels.punctuated(token))
                continue
            value = self._value(token)
            if value.phrase.citations:
                message = "a heading or table header prints a fact, which can't be cited there"
                hint = "print labels there, and the fact in the text below"
                self._report(token, "cited-heading", message, hint)
            if value.kind == "marking":
                out.append(self._slot(MARKING))
                continue
            out.append(self._slot(self.labels.words(value.phrase, term, value.key)))
        return "".join(out)

    def _running(self, line: str) -> str:
        """A line of a paragraph or list item: marks follow the value that ends a sentence."""
        start = _BLOCK_START.match(line)
        lead = start.group() if start else ""
        out: list[str] = [lead]
        self._said.append(" ")
        ended = False
        for token in _TOKEN.split(line[len(lead) :]):
            if SLOT.fullmatch(token):
                if ended:
                    out.append(self._place())
                slot, words = self._fill(self._value(token))
                out.append(slot)
                self._said.append(words)
                ended = bool(_ENDS_SENTENCE.search(words))
                continue
            match = _CLOSES.match(token)
            closing = match.group() if match else ""
            rest = token
            if ended or (self._pending and _PUNCTUATION.search(closing)):
                rest = token[len(closing) :]
                self._said.append(_EMPHASIS.sub("", closing))
                out += [closing, self._place()]
            rest = self.labels.punctuated(rest)
            out.append(rest)
            self._said.append(_EMPHASIS.sub("", rest))
            ended = False
        if ended:
            out.append(self._place())
        return "".join(out)

    # --- slots ----------------------------------------------------------------------------------

    @staticmethod
    def _index(token: str) -> int:
        match = SLOT.fullmatch(token)
        assert match  # noqa: S101 - called for slots only
        return int(match[1])

    def _value(self, token: str) -> Value:
        return self.values[self._index(token)]

    def _slot(self, content: Slot) -> str:
        self.filled.append(content)
        return f"{OPEN}{len(self.filled) - 1}{CLOSE}"

    def _fill(self, value: Value) -> tuple[str, str]:
        """The final slot of a value, and its words."""
        if value.kind == "marking":
            return self._slot(MARKING), ""
        if value.kind == "colophon":
            return self._slot(COLOPHON), ""
        if value.kind == "sources":
            return self._slot(SourceList()), ""
        if value.kind in PICTURES:
            picture = self.pictures.get(value.kind)
            return self._slot(picture.figure if picture else Words("")), ""
        self._pending |= dict.fromkeys(value.phrase.citations)
        words = self.labels.words(value.phrase, self._term, DAY if value.phrase.bears_day else value.key)
        return self._slot(words), words.text

    def _term(self, term: Term) -> str:
        if term in self._met:
            return term.short
        self._met.add(term)
        return self.labels.plain("term", full=term.full, short=term.short)

    # --- citations ------------------------------------------------------------------------------

    def _place(self) -> str:
        """The marks of the citations pending, which then are no longer."""
        said = "".join(self._said).strip()
        pending, self._pending, self._said = tuple(self._pending), {}, []
        if said:
            self.sentences.append(Sentence(said, self.section, self.heading, pending))
        numbers = {self.numbers.setdefault(citation.source, len(self.numbers) + 1) for citation in pending}
        return "".join(self._slot(Cite(number)) for number in sorted(numbers))

    def _in_language(self, language: str) -> str:
        """That a source is in a language, behind its title."""
        name = language_name(language, self.view.scope.language)
        return self.labels.plain("source.in-language", language=name) if name else f" [{language}]"

    def colophon(self) -> str:
        """How much the note says, on how many sources, and how old these are."""
        told = [sentence.citations for sentence in self.sentences if sentence.citations]
        values: dict[str, str] = {
            "statements": str(len(told)),
            "sources": str(len(self.numbers)),
            "publishers": str(len({self.view.sources[id_].publisher for id_ in self.numbers})),
        }
        cited = {citation.fact for citations in told for citation in citations}
        seen = [day for fact in cited for day in self.view.seen.get(fact, ())]
        if seen:
            oldest, newest = (pick(seen, key=lambda day: day.last) for pick in (min, max))
            said = self.labels.plain("colophon.dated", **values, oldest=oldest, newest=newest)
        else:
            said = self.labels.plain("colophon.undated", **values)
        return f"{said} {self._retrieved()}".rstrip()

    def _retrieved(self) -> str:
        """From when to when the sources were read, where that is on record for all of them."""
        days = [when for id_ in self.numbers if (when := self.view.sources[id_].retrieved)]
        if not days or len(days) < len(self.numbers):
            return ""
        first, last = min(days, key=lambda day: day.first), max(days, key=lambda day: day.last)
        if first == last:
            return self.labels.plain("colophon.retrieved", when=first)
        between = self.labels.plain("period.from-to", start=first, end=last)
        return self.labels.plain("colophon.retrieved", when=between)

    def cited_sources(self) -> Iterable[CitedSource]:
        """The list of sources, in order of their numbers."""
        for id_, number in self.numbers.items():
            source = self.view.sources[id_]
            before = self.labels.plain("source.before", publisher=self.labels.typeset(source.publisher))
            date = source.dated or self.labels.plain("source.undated")
            after = self.labels.plain("source.after", date=date)
            if source.language and primary(source.language) != primary(self.view.scope.language):
                after += self._in_language(source.language)
            after += "" if after.endswith(".") else "."
            title = self.labels.plain("source.title", title=self.labels.typeset(source.title))
            home = self.view.home_language
            spoken = "" if primary(home) == primary(self.view.scope.language) else home
            yield CitedSource(number, id_, before, title, after, source.address, spoken)
