"""Tests of the review copy: a comment at each sentence with its sources, and each sentence in a control."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from briefings.model.phrases import Citation
from briefings.outputs.word import review
from briefings.outputs.word.passages import plain_text
from tests.support.notes import compose_note, fact, note_of, source
from tests.support.word import integrity_findings, open_word, parts_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief


@pytest.fixture(scope="module", params=["desk", "brief"])
def brief(request: pytest.FixtureRequest) -> Brief:
    """Return a whole note: with marks, and with sources in the margin."""
    return note_of("tajikistan", date(2026, 11, 29), "en", request.param).brief


@pytest.fixture(scope="module")
def word(brief: Brief) -> bytes:
    """Return its review copy."""
    return review.render(brief, None)


def test_each_sentence_has_a_comment(brief: Brief, word: bytes) -> None:
    """It is at the words of the sentence, by Briefings, of the day of the note, and has each source with its date."""
    file = open_word(word)
    comments = {comment.comment_id: comment for comment in file.comments}
    cited = [number for number, sentence in enumerate(brief.sentences) if sentence.citations]
    assert sorted(comments) == cited
    titles = {source.id: source for source in brief.sources}
    for number in cited:
        comment = comments[number]
        assert (comment.author, str(comment.timestamp)[:10]) == ("Briefings", "2026-11-29")
        for citation in brief.sentences[number].citations:
            cited_source = titles[citation.source_id]
            assert f"{cited_source.title}{cited_source.text_after}" in comment.text
            assert citation.fact_key in comment.text
    for start in file.element.body.iter(qn("w:commentRangeStart")):
        (words,) = [text_of(start.getnext())]
        assert words in plain_text(brief.sentences[int(start.get(qn("w:id")))].text.replace(" > ", " "))


def test_a_comment_has_the_words_of_the_source(tmp_path: Path) -> None:
    """A quote shows the reviewer that the source says so."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It joined.", "a"),),
        quotes={Citation("test/a", "a"): ("Zubrowka has joined today.",)},
        sources=[source("a")],
    )
    (comment,) = open_word(review.render(brief, None)).comments
    assert "“Zubrowka has joined today.”" in comment.text


def test_each_sentence_is_in_a_control(brief: Brief, word: bytes) -> None:
    """No control has the words of two sentences, and nothing that a sentence says is outside of one."""
    body = open_word(word).element.body
    controls = list(body.iter(qn("w:sdt")))
    ids = [control.find(qn("w:sdtPr")).find(qn("w:id")).get(qn("w:val")) for control in controls]
    assert len(set(ids)) == len(ids)
    tags = {control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) for control in controls}
    assert len(tags) == len(brief.sentences)
    assert all(len(tag) <= 64 for tag in tags)


def test_there_are_no_notes_beside_the_comments(word: bytes, tmp_path: Path) -> None:
    """LibreOffice mixes up the texts of notes and comments, so a review copy has no notes."""
    assert not any("footnotes" in name or "endnotes" in name for name in parts_of(word))
    assert not any(True for _ in open_word(word).element.body.iter(qn("w:footnoteReference")))
    assert integrity_findings(tmp_path, word) == []


def test_the_same_note_has_the_same_review_copy(brief: Brief, word: bytes) -> None:
    """A comment has the day of the note, and not the time of the build."""
    assert review.render(brief, None) == word


def test_the_record_says_what_the_copy_says(brief: Brief, word: bytes) -> None:
    """It is beside the text, so that an edited file can be compared."""
    root = parse_xml(parts_of(word)["customXml/item1.xml"])
    texts = [item[0].text for item in root if item.tag.endswith("}sentence")]
    assert len(texts) == len(brief.sentences)
