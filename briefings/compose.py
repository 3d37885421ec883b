"""From a view to a brief: render the skeleton, choose the words, place the citations.

Citations place themselves. They wait until the value that ends a sentence has ended, the list item, or the last cell
of a table row; there they are numbered by source, without repeats. Names with a short form are printed in full where
a reader first meets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.brief import Brief, Cite, CitedSource, Figure, Sentence, SourceList, Words
from briefings.diagnostics import BriefingsError, Diagnostic, Location
from briefings.figures import timeline
from briefings.period import PartialDate
from briefings.phrase import Phrase, Term, Wording
from briefings.slots import CLOSE, OPEN, SLOT, Slots, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefings.brief import Slot
    from briefings.labels import Labels
    from briefings.marking import Scheme
    from briefings.model import House
    from briefings.phrase import Citation
    from briefings.templating import Templates
    from briefings.view import View

__all__ = ["TEMPLATE", "NoteView", "compose"]

TEMPLATE = "brief.md.j2"

_TOKEN = re.compile(f"({OPEN}\\d+{CLOSE})")
_ENDS_SENTENCE = re.compile(r"[.!?…][”’»\"')\]]*$")
_CLOSES = re.compile(r"[.!?…]*[*_”’»\"')\]]*")
_PUNCTUATION = re.compile(r"[.!?…]")
_LIST_ITEM = re.compile(r"\s*[-*+]\s")
_DELIMITER_ROW = re.compile(r"\|[\s:|-]*-[\s:|-]*")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class NoteView:
    """The furniture of a note: what is on it that is no fact.

    Attributes:
        occasion: for which it is written; empty if none was given.
        desk: who drafted it; empty for a line to fill in by hand.
        clearance: who clears it.
    """

    title: Phrase
    as_at: Phrase
    occasion: Phrase
    desk: Phrase
    clearance: tuple[Phrase, ...]


def compose(  # noqa: PLR0913, PLR0917 - what a note is made of
    view: View, house: House, scheme: Scheme, templates: Templates, labels: Labels, occasion: str = ""
) -> Brief:
    """Make the brief of a view.

    Args:
        view: what the note may say.
        house: for its desk and clearance lines.
        scheme: tells the marking of the note from those of the facts used.
        templates: where `brief.md.j2` and its sections are found.
        labels: the wording, in the language of the view.
        occasion: what the note is written for, as given.

    Raises:
        BriefingsError: if a template or the label file is at fault.
    """
    title = Phrase((Wording("title", (("side", view.side.name), ("partner", view.partner.name))),))
    note = NoteView(
        title=title,
        as_at=Phrase((PartialDate.of(view.scope.as_of),)),
        occasion=Phrase((occasion,)) if occasion else Phrase(),
        desk=Phrase((house.desk,)) if house.desk else Phrase(),
        clearance=tuple(Phrase((line,)) for line in house.clearance),
    )
    slots = Slots()
    skeleton = templates.render(TEMPLATE, _context(view, note, slots, templates, labels))
    _wording_exists(slots, labels)
    placed = _Placing(slots, labels, view)
    skeleton = placed.document(_BLANK_LINES.sub("\n\n", skeleton.strip("\n") + "\n"))
    level = scheme.highest(
        view.markings[citation.fact]
        for sentence in placed.sentences
        for citation in sentence.citations
        if citation.fact in view.markings
    )
    names = scheme.names[level]
    marking = names.get(view.scope.language) or next(iter(names.values()))
    as_at = labels.date(PartialDate.of(view.scope.as_of))
    return Brief(
        language=view.scope.language,
        as_of=view.scope.as_of,
        title=labels.speak(title, _short),
        subject=labels.plain("subject", date=as_at),
        author=labels.speak(view.side.name, _short),
        marking=marking,
        as_at=labels.plain("as-at", date=as_at),
        page=labels.plain("page", page="{page}", pages="{pages}"),
        skeleton=skeleton,
        slots=tuple(Words(marking) if slot == _MARKING else slot for slot in placed.filled),
        sources=tuple(placed.cited_sources()),
        sentences=tuple(placed.sentences),
    )


def _context(
    view: View, note: NoteView, slots: Slots, templates: Templates, labels: Labels
) -> Mapping[str, Any]:
    def label(key: str, **values: Any) -> Value:  # noqa: ANN401 - templates pass anything
        """The wording under a key, around values."""
        bare = [name for name, value in values.items() if not isinstance(value, Value)]
        if bare:
            templates.report(
                "template-bare-value", f"label {key!r}: {', '.join(bare)} is no value of the view"
            )
            return Value(Phrase(), slots)
        if problem := labels.problem(key, set(values)):
            templates.report("unknown-label", *problem)
            return Value(Phrase(), slots)
        phrases = {name: value.phrase for name, value in values.items()}
        citations = Phrase.joined(phrases.values()).citations
        return Value(Phrase((Wording(key, tuple(phrases.items())),), citations), slots, key=key)

    fields = {name: slots.bind(getattr(view, name)) for name in _VIEW_FIELDS}
    makings = {kind: Value(Phrase(), slots, kind) for kind in ("marking", "sources", "timeline")}
    return {**fields, **makings, "note": slots.bind(note), "label": label}


_VIEW_FIELDS = (
    "agreements", "areas", "background", "contacts", "figures", "frameworks", "milestones", "partner",
    "past_frameworks", "people", "posts", "questions", "retrieval_unknown", "side",
)  # fmt: skip

_MARKING = Words("", "marking")


def _short(term: Term) -> str:
    return term.short


def _full(term: Term) -> str:
    return term.full


def _wording_exists(slots: Slots, labels: Labels) -> None:
    """Report wording that the view asks for and the label file lacks."""
    problems = [
        Diagnostic("unknown-label", problem[0], Location(labels.path), hint=problem[1])
        for value in slots.values
        for wording in _wordings(value.phrase)
        if (problem := labels.problem(wording.key, {name for name, _ in wording.values}))
    ]
    if problems:
        raise BriefingsError(problems)


def _wordings(phrase: Phrase) -> Iterable[Wording]:
    for part in phrase.parts:
        if isinstance(part, Wording):
            yield part
            for _, value in part.values:
                yield from _wordings(value)


class _Placing:
    """Walks the rendered skeleton in reading order and gives each slot its final content."""

    def __init__(self, slots: Slots, labels: Labels, view: View) -> None:
        self.values = slots.values
        self.labels = labels
        self.view = view
        self.filled: list[Slot] = []
        self.sentences: list[Sentence] = []
        self.numbers: dict[str, int] = {}
        self.section = ""
        self._met: set[Term] = set()
        self._pending: dict[Citation, None] = {}
        self._said: list[str] = []

    # --- the document, line by line -------------------------------------------------------------

    def document(self, skeleton: str) -> str:
        lines = skeleton.split("\n")
        out: list[str] = []
        for number, line in enumerate(lines):
            following = lines[number + 1].strip() if number + 1 < len(lines) else ""
            text = line.strip()
            if not text or text.startswith(("#", "|")) or _LIST_ITEM.match(line):
                self._flush(out)
            if text.startswith("#"):
                # The title takes the short names that everybody knows it by.
                out.append(self._heading(line, _full if text.startswith("##") else _short))
            elif _DELIMITER_ROW.fullmatch(text):
                out.append(line)
            elif text.startswith("|"):
                header = bool(_DELIMITER_ROW.fullmatch(following))
                out.append(self._row(line, header=header))
            else:
                out.append(self._running(line))
        self._flush(out)
        return "\n".join(out)

    def _flush(self, out: list[str]) -> None:
        """Place what is pending at the end of the block that has ended."""
        for index in range(len(out) - 1, -1, -1):
            if out[index].strip():
                out[index] = out[index].rstrip() + self._place()
                return
        self._place()

    def _heading(self, line: str, term: Callable[[Term], str]) -> str:
        keys = [self._value(token).key for token in _TOKEN.findall(line)]
        self.section = next((key for key in keys if key), self.section)
        return self._uncited(line, term)

    def _row(self, line: str, *, header: bool) -> str:
        if header:
            return self._uncited(line, self._term)
        body, bar, rest = line.rstrip().rpartition("|")
        cells = [self._tokens(cell) for cell in body.split("|")]
        self._said = [" | ".join("".join(said).strip() for _, said in cells).strip(" |")]
        row = "|".join("".join(out) for out, _ in cells).rstrip()
        return (f"{row} " if row.endswith("|") else row) + self._place() + f" {bar}{rest}"

    def _tokens(self, text: str) -> tuple[list[str], list[str]]:
        out, said = [], []
        for token in _TOKEN.split(text):
            if SLOT.fullmatch(token):
                slot, words = self._fill(self._value(token))
                out.append(slot)
                said.append(words)
            else:
                out.append(token)
                said.append(token)
        return out, said

    def _uncited(self, line: str, term: Callable[[Term], str]) -> str:
        """A heading or a table header, where no citation stands: only furniture and labels may."""
        out = []
        for token in _TOKEN.split(line):
            if not SLOT.fullmatch(token):
                out.append(token)
                continue
            value = self._value(token)
            if value.phrase.citations:
                message = "a heading or table header prints a fact, which can't be cited there"
                hint = "print labels there, and the fact in the text below"
                raise BriefingsError([Diagnostic("cited-heading", message, hint=hint)])
            out.append(self._slot(Words(self.labels.speak(value.phrase, term), value.key)))
        return "".join(out)

    def _running(self, line: str) -> str:
        """A line of a paragraph or list item: marks follow the value that ends a sentence."""
        out: list[str] = []
        ended = False
        for token in _TOKEN.split(line):
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
            punctuated = bool(self._pending) and bool(_PUNCTUATION.search(closing))
            if ended or punctuated:
                out += [closing, self._place(), token[len(closing) :]]
            else:
                out.append(token)
            self._said.append(token[len(closing) :] if ended or punctuated else token)
            ended = False
        if ended:
            out.append(self._place())
        return "".join(out)

    # --- slots ----------------------------------------------------------------------------------

    def _value(self, token: str) -> Value:
        match = SLOT.fullmatch(token)
        assert match  # noqa: S101 - called for slots only
        return self.values[int(match[1])]

    def _slot(self, content: Slot) -> str:
        self.filled.append(content)
        return f"{OPEN}{len(self.filled) - 1}{CLOSE}"

    def _fill(self, value: Value) -> tuple[str, str]:
        """The final slot of a value, and its words."""
        if value.kind == "marking":
            return self._slot(_MARKING), ""
        if value.kind == "sources":
            return self._slot(SourceList()), ""
        if value.kind == "timeline":
            return self._slot(self._timeline()), ""
        self._pending |= dict.fromkeys(value.phrase.citations)
        words = self.labels.speak(value.phrase, self._term)
        return self._slot(Words(words, value.key)), words

    def _timeline(self) -> Figure:
        milestones = [
            (milestone.when, self.labels.date(milestone.when), self.labels.speak(milestone.text, _short))
            for milestone in self.view.milestones
        ]
        first, last = milestones[0][1], milestones[-1][1]
        alternative = self.labels.plain(
            "timeline.alternative", first=first, last=last, count=str(len(milestones))
        )
        return Figure(timeline(milestones, self.view.scope.as_of), alternative)

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
            self.sentences.append(Sentence(said, self.section, pending))
        numbers = {self.numbers.setdefault(citation.source, len(self.numbers) + 1) for citation in pending}
        return "".join(self._slot(Cite(number)) for number in sorted(numbers))

    def cited_sources(self) -> Iterable[CitedSource]:
        """The list of sources, in order of their numbers."""
        for id_, number in self.numbers.items():
            source = self.view.sources[id_]
            before = self.labels.plain("source.before", publisher=source.publisher)
            date = self.labels.date(source.dated) if source.dated else self.labels.plain("source.undated")
            after = self.labels.plain("source.after", date=date)
            if source.language and source.language.partition("-")[0] != self.view.scope.language:
                key = f"source.in-language.{source.language.partition('-')[0]}"
                after += self.labels.plain(key) if key in self.labels else f" [{source.language}]"
            title = self.labels.plain("source.title", title=source.title)
            yield CitedSource(number, id_, before, title, after, source.address)
