"""The review copy: a note in Word for the people who clear it, with a comment at each sentence and each sentence in a control.

A comment has the sources of its sentence, with the words that show it. So the copy has no other notes; LibreOffice mixes
up the texts of notes and comments in one file. The controls have tags, by which `briefings returned` reads the copy back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from briefings.model.hashing import content_hash
from briefings.outputs.word import document
from briefings.outputs.word.package import add_custom_xml, add_xml_part
from briefings.outputs.word.passages import BOOKMARK_SEPARATOR, SENTENCE_TAG, plain_text, read_body
from briefings.outputs.word.review_record import (
    AUTHOR,
    RECORD_ITEM,
    RecordedSentence,
    ReviewRecord,
    write_record,
)
from briefings.outputs.word.sources import Sources
from briefings.outputs.word.text import text_run
from briefings.outputs.word.xml import element, wrap_sdt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief, Sentence
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["render"]

_INITIALS = "B"
_DIGEST_LENGTH = 16
_FIRST_BOOKMARK = 10_000
_NUMBER_SEPARATOR = "n"
_TITLE_LENGTH = 64
"""The longest title of a control that Word shows."""


def render(brief: Brief, template: bytes | None) -> bytes:
    """Render the review copy of a note.

    Args:
        brief: the note.
        template: as for the note.
    """
    return document.render(brief, template, _ReviewSources)


class _ReviewSources(Sources):
    """The sources of a review copy: a comment at each sentence."""

    shows_notes = False

    def __init__(self, brief: Brief, template: HouseTemplate) -> None:
        """Prepare the sources of a note, as for `Sources`."""
        super().__init__(brief, template)
        self.sentence_of_slot = {
            slot: number for number, sentence in enumerate(brief.sentences) for slot in sentence.slots
        }
        self._tags = _sentence_tags(brief.sentences)
        self._titles = {source.id: source for source in brief.sources}
        self._controls: dict[int, list[Element]] = {}
        self._control_count = 0

    def sentence_content(self, sentence: int | None, runs: Sequence[Element]) -> Iterator[Element]:
        """Yield the control of a part of a sentence."""
        if sentence is None or not runs:
            yield from runs
            return
        self._control_count += 1
        control = wrap_sdt(
            runs,
            tag=self._tags[sentence],
            title=", ".join(_fact_keys(self.brief.sentences[sentence]))[:_TITLE_LENGTH],
            number=self._control_count,
        )
        controls = self._controls.setdefault(sentence, [])
        controls.append(control)
        id_ = _FIRST_BOOKMARK + self._control_count
        name = f"{self._tags[sentence]}{BOOKMARK_SEPARATOR}{len(controls)}"
        yield element("bookmarkStart", id=id_, name=name)
        yield control
        yield element("bookmarkEnd", id=id_)

    def finish(self) -> None:
        """Add the comments, and the record of what the copy says."""
        main = self.template.document
        root = element("comments", *self._comments())
        add_xml_part(
            main.part, "/word/comments.xml", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, root
        )
        add_custom_xml(main, RECORD_ITEM, write_record(self._record()))

    def _comments(self) -> Iterator[Element]:
        """Yield the comments, each put at the longest part of its sentence."""
        for number, controls in sorted(self._controls.items()):
            if lines := self._comment_lines(self.brief.sentences[number]):
                style = element("rPr", element("rStyle", val=self.template.styles["annotation reference"]))
                longest = max(controls, key=lambda control: len("".join(control.itertext())))
                longest.addprevious(element("commentRangeStart", id=number))
                longest.addnext(element("r", style, element("commentReference", id=number)))
                longest.addnext(element("commentRangeEnd", id=number))
                yield self._comment(number, lines)

    def _comment_lines(self, sentence: Sentence) -> list[str]:
        """Return the lines of the comment on a sentence; none if it cites nothing."""
        lines = []
        for id_ in dict.fromkeys(citation.source_id for citation in sentence.citations):
            source = self._titles[id_]
            lines.append(f"[{source.number}] {source.text_before}{source.title}{source.text_after}")
            lines += [source.address] if source.address else []
            lines += [f"“{words}”" for source_id, words in sentence.quotes if source_id == id_]
        return [*lines, ", ".join(_fact_keys(sentence))] if lines else []

    def _comment(self, number: int, lines: Sequence[str]) -> Element:
        """Return a comment."""
        styles, language = self.template.styles, self.brief.language
        paragraphs = [
            element(
                "p",
                element("pPr", element("pStyle", val=styles["annotation text"])),
                *(() if place else (_annotation_mark(styles["annotation reference"]),)),
                text_run(line, language, language),
            )
            for place, line in enumerate(lines)
        ]
        day = f"{self.brief.as_of.isoformat()}T00:00:00Z"
        return element("comment", *paragraphs, id=number, author=AUTHOR, date=day, initials=_INITIALS)

    def _record(self) -> ReviewRecord:
        """Return what the copy says, as a reader of the finished body finds it."""
        passages, _ = read_body(self.template.document.element.body)
        texts: dict[str, dict[str, str]] = {}
        others: dict[int, str] = {}
        for passage in passages:
            if passage.tag:
                controls = texts.setdefault(passage.tag, {})
                controls[passage.control] = controls.get(passage.control, "") + passage.text
            else:
                others[passage.block] = others.get(passage.block, "") + passage.text
        sentences = tuple(
            RecordedSentence(
                tag,
                plain_text(" ".join(texts[tag].values())),
                sentence.heading,
                _fact_keys(sentence),
                len(texts[tag]),
            )
            for tag, sentence in zip(self._tags, self.brief.sentences, strict=True)
            if tag in texts
        )
        return ReviewRecord(
            self.brief.title,
            self.brief.as_of.isoformat(),
            sentences,
            tuple(text for text in map(plain_text, others.values()) if text),
            frozenset(
                plain_text(" ".join(self._comment_lines(sentence)))
                for sentence in self.brief.sentences
                if sentence.citations
            ),
        )


def _sentence_tags(sentences: Sequence[Sentence]) -> list[str]:
    """Return a tag for each sentence, made of what it says and rests on; equal sentences get a number as well."""
    tags: dict[str, None] = {}
    for sentence in sentences:
        tag = SENTENCE_TAG + content_hash((sentence.text, sentence.citations))[:_DIGEST_LENGTH]
        number = 2
        while tag in tags:
            tag = f"{tag[: len(SENTENCE_TAG) + _DIGEST_LENGTH]}{_NUMBER_SEPARATOR}{number}"
            number += 1
        tags[tag] = None
    return list(tags)


def _fact_keys(sentence: Sentence) -> tuple[str, ...]:
    """Return the facts that a sentence states."""
    return tuple(dict.fromkeys(citation.fact_key for citation in sentence.citations))


def _annotation_mark(style: str) -> Element:
    """Return the mark at the start of a comment."""
    return element("r", element("rPr", element("rStyle", val=style)), element("annotationRef"))
