"""The edits and comments that the people who clear a note send back: their review copy, compared with what it said."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefings.loading.word_file import MAIN_PART, read_word_file, word_name
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.outputs.word.passages import BOOKMARK_SEPARATOR, plain_text, read_body
from briefings.outputs.word.review_record import AUTHOR, is_record, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from briefings.loading.word_file import WordFile
    from briefings.outputs.word.passages import Anchor, Passage
    from briefings.outputs.word.review_record import RecordedSentence, ReviewRecord

__all__ = ["Change", "Remark", "ReturnedCopy", "read_returned"]

_COMMENTS_PART = "word/comments.xml"
_MAX_TEXTS = 2000
"""The most sentences, paragraphs or comments that are compared: far more than a note has."""
_MAX_PASSAGES = 100_000
_MAX_LETTERS = 1_000_000
_MAX_EFFORT = 50_000_000
"""The most pairs of letters that are looked at to find edited texts: seconds."""
_SIMILAR = 0.6
"""The least share of equal letters from which a text counts as an edited form of another one."""


@dataclass(frozen=True, slots=True)
class Change:
    """An edit.

    Attributes:
        kind: `changed`, `struck`, `moved` or `added`.
        before: the text as it was written; of an added text, the sentence before it.
        after: the text now; empty for a struck one.
        heading: of the section, if the text is a sentence of the note.
        fact_keys: the facts that the sentence states.
        authors: who made it, as far as changes were tracked.
    """

    kind: str
    before: str
    after: str
    heading: str = ""
    fact_keys: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment.

    Attributes:
        author: who wrote it.
        day: when, as `YYYY-MM-DD`, or empty.
        text: what it says.
        on: the sentences that it is on.
        fact_keys: the facts that they state.
    """

    author: str
    day: str
    text: str
    on: str
    fact_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """A review copy that came back.

    Attributes:
        title: of the note.
        as_of: the day of the note.
        changes: the edits: of sentences in their order, then of other text.
        remarks: the comments, in the order of the file.
    """

    title: str
    as_of: str
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]


def read_returned(path: Path, display_path: str) -> ReturnedCopy:
    """Read a review copy.

    Args:
        path: the file.
        display_path: the path in messages.

    Raises:
        BriefingsError: if it can't be read, or is not a review copy.
    """
    file, problems = read_word_file(path, display_path)
    if file is None:
        raise BriefingsError(problems)
    record = next(map(read_record, filter(is_record, file.xml.values())), None)
    if record is None:
        message = "the file is not a review copy, or lost the record of its sentences"
        hint = "make one with `briefings build PARTNER --copy review`"
        raise BriefingsError([Diagnostic("word-file", message, Location(display_path), hint=hint)])
    passages, anchors = read_body(file.xml[MAIN_PART])
    if not _is_of_a_note(file, record, passages):
        message = "the file is longer than any note, so it is not a review copy"
        raise BriefingsError([Diagnostic("word-file", message, Location(display_path))])
    comparison = _Comparison(record, passages)
    return ReturnedCopy(
        record.title,
        record.as_of,
        tuple(comparison.changes()),
        tuple(_remarks(file, record, passages, anchors)),
    )


def _is_of_a_note(file: WordFile, record: ReviewRecord, passages: Sequence[Passage]) -> bool:
    """Return whether a file has the size of a note, which bounds the time to compare it."""
    counts = (
        len(record.sentences),
        len(record.other_texts),
        len({passage.block for passage in passages}),
        len(_comments(file)),
    )
    letters = sum(len(passage.text) for passage in passages)
    return max(counts) <= _MAX_TEXTS and len(passages) <= _MAX_PASSAGES and letters <= _MAX_LETTERS


# --- edits ------------------------------------------------------------------------------------------


class _Comparison:
    """A comparison of what a copy said with what it says now."""

    def __init__(self, record: ReviewRecord, passages: Sequence[Passage]) -> None:
        self._record = record
        self._passages = passages
        self._texts, extra = _sentence_texts(record, passages)
        self._authors = _authors_by_tag(passages)
        self._added, self._struck = _compare_other_texts(record.other_texts, _other_texts(passages, extra))
        self._effort = _MAX_EFFORT
        self._places: dict[str, int] = {}
        for number, passage in enumerate(passages):
            self._places.setdefault(passage.tag, number)

    def changes(self) -> Iterator[Change]:
        """Yield the edits."""
        edits = list(map(self._edited_sentence, self._record.sentences))
        moved = self._moved_tags()
        for sentence, edit in zip(self._record.sentences, edits, strict=True):
            if edit:
                yield edit
            if sentence.tag in moved and not (edit and edit.kind == "struck"):
                yield self._change("moved", sentence, self._texts.get(sentence.tag, ""))
        yield from self._other_changes()

    def _edited_sentence(self, sentence: RecordedSentence) -> Change | None:
        """Return the edit of a sentence; None if it says what it said."""
        text = self._texts.get(sentence.tag, "") or self._text_without_control(sentence)
        if text == sentence.text:
            return None
        return self._change("changed" if text else "struck", sentence, text)

    def _text_without_control(self, sentence: RecordedSentence) -> str:
        """Return the text of a sentence that lost its control, and take it from the added texts; empty for none."""
        for place, (text, before) in enumerate(self._added):
            if sentence.text in text:
                rest = plain_text(text.replace(sentence.text, " ", 1))
                self._added[place : place + 1] = [(rest, before)] if rest else []
                return sentence.text
        for place, (text, _) in enumerate(self._added):
            if self._is_similar(sentence.text, text):
                del self._added[place]
                return text
        return ""

    def _is_similar(self, before: str, after: str) -> bool:
        """Return whether a text is an edited form of another one; False once that has taken too long."""
        self._effort -= len(before) * len(after)
        if self._effort < 0:
            return False
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        return matcher.real_quick_ratio() >= _SIMILAR <= matcher.quick_ratio() and matcher.ratio() >= _SIMILAR

    def _moved_tags(self) -> set[str]:
        """Return the tags of the sentences that stand elsewhere: as few as possible."""
        tags = [sentence.tag for sentence in self._record.sentences if sentence.tag in self._texts]
        in_order = _longest_rising([self._places[tag] for tag in tags])
        return {tag for number, tag in enumerate(tags) if number not in in_order}

    def _other_changes(self) -> Iterator[Change]:
        """Yield the edits of text outside the sentences."""
        added = list(self._added)
        for text in self._struck:
            edited = next((item for item in added if self._is_similar(text, item[0])), None)
            if edited:
                added.remove(edited)
                yield Change("changed", text, edited[0])
            else:
                yield Change("struck", text, "")
        sentences = {sentence.tag: sentence for sentence in self._record.sentences}
        for text, number in added:
            tags = (self._passages[place].tag for place in range(number - 1, -1, -1))
            before = next((sentences[tag] for tag in tags if tag in sentences), None)
            authors = self._passages[number].authors
            if before:
                yield replace(self._change("added", before, text), authors=authors)
            else:
                yield Change("added", "", text, authors=authors)

    def _change(self, kind: str, sentence: RecordedSentence, text: str) -> Change:
        """Return an edit of a sentence, or next to one."""
        authors = self._authors.get(sentence.tag, ())
        return Change(kind, sentence.text, text, sentence.heading, sentence.fact_keys, authors)


def _sentence_texts(record: ReviewRecord, passages: Sequence[Passage]) -> tuple[dict[str, str], set[str]]:
    """Return the text of each sentence by tag, and the controls that are copies: a sentence has as many as it had."""
    controls: dict[str, dict[str, str]] = {}
    blocks: dict[str, int] = {}
    for passage in passages:
        if passage.tag:
            texts = controls.setdefault(passage.tag, {})
            # LibreOffice lets a control go on in a new paragraph.
            is_further = blocks.setdefault(passage.control, passage.block) != passage.block
            blocks[passage.control] = passage.block
            texts[passage.control] = f"{texts.get(passage.control, '')}{' ' * is_further}{passage.text}"
    counts = {sentence.tag: sentence.controls for sentence in record.sentences}
    texts_by_tag: dict[str, str] = {}
    extra: set[str] = set()
    for tag, texts in controls.items():
        # A copy of a sentence has no bookmark: those of the original come first.
        ranked = sorted(texts, key=lambda control: BOOKMARK_SEPARATOR not in control)
        kept = set(ranked[: counts.get(tag, 0)])
        extra.update(control for control in texts if control not in kept)
        texts_by_tag[tag] = plain_text(" ".join(text for control, text in texts.items() if control in kept))
    return texts_by_tag, extra


def _other_texts(passages: Sequence[Passage], extra: set[str]) -> list[tuple[str, int]]:
    """Return the text of each paragraph and row outside the sentences, with the number of its first passage there."""
    texts: dict[int, tuple[str, int]] = {}
    for number, passage in enumerate(passages):
        if not passage.tag or passage.control in extra:
            text, first = texts.get(passage.block, ("", number))
            texts[passage.block] = (text + passage.text, first if plain_text(text) else number)
    return [(plain_text(text), first) for text, first in texts.values() if plain_text(text)]


def _compare_other_texts(
    before: Sequence[str], now: Sequence[tuple[str, int]]
) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the texts that were added, each with the number of its first passage, and the struck ones."""
    added: list[tuple[str, int]] = []
    struck: list[str] = []
    matcher = SequenceMatcher(None, before, [text for text, _ in now], autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation != "equal":
            struck += before[start:end]
            added += now[new_start:new_end]
    return added, struck


def _authors_by_tag(passages: Iterable[Passage]) -> Mapping[str, tuple[str, ...]]:
    """Return who has tracked changes in each sentence."""
    authors: dict[str, dict[str, None]] = {}
    for passage in passages:
        authors.setdefault(passage.tag, {}).update(dict.fromkeys(passage.authors))
    return {tag: tuple(names) for tag, names in authors.items()}


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest rising selection of numbers."""
    ends: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
        previous.append(places[length - 1] if length else -1)
    found: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = previous[place]
    return found


# --- comments ---------------------------------------------------------------------------------------


def _remarks(
    file: WordFile, record: ReviewRecord, passages: Sequence[Passage], anchors: Mapping[str, Anchor]
) -> Iterator[Remark]:
    """Yield the comments of people: all but those with sources that the copy was made with."""
    sentences = {sentence.tag: sentence for sentence in record.sentences}
    for comment in _comments(file):
        author = comment.get(word_name("author"), "")
        text = plain_text(_comment_text(comment))
        if author == AUTHOR and text in record.comments:
            continue
        anchor = anchors.get(comment.get(word_name("id"), ""))
        tags = _commented_tags(passages, anchor) if anchor else ()
        on = [sentences[tag] for tag in tags if tag in sentences]
        keys = dict.fromkeys(key for sentence in on for key in sentence.fact_keys)
        day = comment.get(word_name("date"), "").partition("T")[0]
        yield Remark(author, day, text, " ".join(sentence.text for sentence in on), tuple(keys))


def _comments(file: WordFile) -> Sequence[Element]:
    """Return the comments of a file."""
    root = file.xml.get(_COMMENTS_PART)
    return () if root is None else list(root)


def _commented_tags(passages: Sequence[Passage], anchor: Anchor) -> tuple[str, ...]:
    """Return the tags of the sentences that a comment is on: those in its range, else the one before it."""
    tags = dict.fromkeys(passage.tag for passage in passages[anchor.start : anchor.end] if passage.tag)
    if tags:
        return tuple(tags)
    before = next((passage.tag for passage in reversed(passages[: anchor.end]) if passage.tag), "")
    return (before,) if before else ()


def _comment_text(comment: Element) -> str:
    """Return the text of a comment, its paragraphs with spaces between them."""
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(word_name("t")))
        for paragraph in comment.iter(word_name("p"))
    )
