"""Tests of citation marks: where they stand, what can't be cited, and first mentions of names."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.brief import CitationMark
from briefings.model.diagnostics import BriefingsError
from briefings.model.phrases import Citation, LabelRef, Phrase, Term
from briefings.project import package_data_folder
from briefings.templating.slots import SLOT
from briefings.views.records import NamedView
from tests.support.notes import (
    DAY_BEFORE_FACTS,
    EMPTY,
    PAST_DAY,
    TODAY,
    Note,
    compose_note,
    compose_with_facts,
    fact,
    note_of,
    partner_ids,
    skeleton_text,
)

if TYPE_CHECKING:
    from pathlib import Path


NOTES = [
    note_of(partner, day)
    for partner in [*partner_ids(package_data_folder()), "zubrowka"]
    for day in (TODAY, PAST_DAY, DAY_BEFORE_FACTS)
]


# --- where marks stand --------------------------------------------------------------------------

PLACES = {
    "after a value that ends a sentence": ("{0} {2}", "It joined.[1] It came back.[1][2]"),
    "at the end of the paragraph": ("{1}", "It left[1]"),
    "after the full stop of the template": ("{1}. {2}", "It left.[1] It came back.[1][2]"),
    "after any mark that ends a sentence": ("{1}! {1}? {1}…", "It left![1] It left?[1] It left…[1]"),
    "after a closing quotation mark": ("{4} {0}", "He said “yes.”[1] It joined.[2]"),
    "after quotation marks of the template": ("“{1}.” {0}", "“It left.”[1] It joined.[2]"),
    "after brackets of the template": ("({0}) {2}", "(It joined.)[1] It came back.[1][2]"),
    "after a space at the end of a value": ("{3}{0}", "Who knows? [1]It joined.[2]"),
    "after bold": ("**{0}** {2}", "**It joined.**[1] It came back.[1][2]"),
    "after bold and a full stop": ("**{1}**. {2}", "**It left**.[1] It came back.[1][2]"),
    "after a full stop in bold": ("**{1}.** {2}", "**It left.**[1] It came back.[1][2]"),
    "after emphasis": ("*{0}* _{2}_", "*It joined.*[1] _It came back._[1][2]"),
    "not after a comma": ("{1}, {1}; {2}", "It left, It left; It came back.[1][2]"),
    "not after a bracket in a sentence": ("({1}) {2}", "(It left) It came back.[1][2]"),
    "not after bold in a sentence": ("**{1}** {2}", "**It left** It came back.[1][2]"),
    "once for a sentence of several values": ("{1} {1} {1}.", "It left It left It left.[1]"),
    "at the end of a sentence over several lines": ("{1}\n{2}", "It left\nIt came back.[1][2]"),
    "at the end of each paragraph": ("{1}\n\n{1}", "It left[1]\n\nIt left[1]"),
    "at the end of a paragraph before a heading": ("{1}\n# {{ partner.name }}", "It left[1]\n\n# Zubrowka"),
    "at the end of a quotation": ("> {1}\n> {2}", "> It left\n> It came back.[1][2]"),
    "at the end of each item of a box": ("> {1}\n>\n> - {1}\n> - {0}", "> It left[1]\n>\n> - It left[1]\n> - It joined.[2]"),
    "at the end of each item": ("- {1}\n- {0}\n* {1}", "- It left[1]\n- It joined.[2]\n* It left[1]"),
    "at the end of each nested item": ("- {1}\n    - {0}\n    - {1}\n- {1}", "- It left[1]\n    - It joined.[2]\n    - It left[1]\n- It left[1]"),
    "at the end of an item of two lines": ("- {1}\n  {1}", "- It left\n  It left[1]"),
    "at the end of each paragraph of an item": ("- {1}\n\n    {1}", "- It left[1]\n\n    It left[1]"),
    "in the last cell": ("| {{ partner.name }} | {{ partner.name }} |\n|---|---|\n| {1} | {0} |", "| Zubrowka | Zubrowka |\n|---|---|\n| It left | It joined.[1][2] |"),
    "in the last cell that rests on a source": ("| | |\n|---|---|\n| {0} | {{ label('glance.who') }} |", "| | |\n|---|---|\n| It joined.[1] | On record |"),
    "in the last cell of each row that has words": ("| | |\n|:-:|--:|\n| {1} | |\n| | {1} |\n| | |", "| | |\n|:-:|--:|\n| It left[1] |  |\n|  | It left[1] |\n|  |  |"),
    "in the column that is left": ("| {{ label('glance.what') }} | {{ label('glance.who') }} | {{ partner.name }} |\n|---|---|---|\n| {0} | {{ note.occasion }} | {1} |\n| {1} | | |", "| Item | Zubrowka |\n|---|---|\n| It joined. | It left[1][2] |\n| It left[2] |  |"),
    "after a table": ("| |\n|---|\n| {1} |\n{0}", "| |\n|---|\n| It left[1] |\n\nIt joined.[2]"),
    "before a list": ("{1}\n- {1}", "It left[1]\n\n- It left[1]"),
    "after a list": ("- {1}\n{1}", "- It left[1]\n\nIt left[1]"),
    "before the list of sources": ("{1}\n{{ sources }}", "It left[1]"),
    "nowhere without a fact": ("{{ partner.name }}.\n\n- {{ partner.name }}", "Zubrowka.\n\n- Zubrowka"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_marks_stand(tmp_path: Path, place: str) -> None:
    """Marks follow the sentence, item or row that rests on the sources, and nothing else."""
    template, expected = PLACES[place]
    assert expected == skeleton_text(compose_with_facts(tmp_path, template))


def test_sources_are_numbered_in_order_of_first_use(tmp_path: Path) -> None:
    """A source has one number, that of its first use, however often and for whatever fact it is cited."""
    brief = compose_with_facts(tmp_path, "{4} {2} {0} {4}")
    assert skeleton_text(brief) == "He said “yes.”[1] It came back.[2][3] It joined.[3] He said “yes.”[1]"
    assert [(cited.number, cited.id) for cited in brief.sources] == [(1, "d"), (2, "b"), (3, "a")]


def test_marks_of_one_place_are_in_order_and_not_repeated(tmp_path: Path) -> None:
    """Two facts from one source, or a fact printed twice, give one mark."""
    same = (fact("Once", "a"), fact("and again", "b", "a"), fact("for ever.", "b"))
    brief = compose_note(
        tmp_path, '{{ facts.statements | map(attribute="text") | join(" ") }}', statements=same
    )
    assert skeleton_text(brief) == "Once and again for ever.[1][2]"


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", ".", "!"])), min_size=1, max_size=12)
)
def test_every_fact_of_a_paragraph_is_cited_behind_it(folder: Path, parts: list[tuple[str, str]]) -> None:
    """In any run of facts, the marks that follow a sentence are those of the facts since the last marks."""
    facts = tuple(fact(f"Word{end}", letter) for letter, end in parts)
    brief = compose_note(folder, "{% for x in facts.statements %}{{ x.text }} {% endfor %}", statements=facts)
    numbers = {cited.number: cited.id for cited in brief.sources}
    sentences = re.findall(r"((?:Word[.!]? *)+)((?:\[\d\])+)", skeleton_text(brief))
    told = [
        (said.count("Word"), {numbers[int(mark)] for mark in re.findall(r"\d", marks)})
        for said, marks in sentences
    ]
    assert len(parts) == sum(count for count, _ in told)
    for count, cited in told:
        assert cited == {letter for letter, _ in parts[:count]}
        assert not any(end for _, end in parts[: count - 1])
        parts = parts[count:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for templates, which overwrite one another."""
    return tmp_path_factory.mktemp("templates")


def test_slots_are_numbered_anew_each_used_once(tmp_path: Path) -> None:
    """The skeleton of a brief uses each of its slots once and in order, also where a value is printed twice."""
    brief = compose_with_facts(
        tmp_path, "{% set x %}{0}{% endset %}{{ x }} {{ x }}\n\n| |\n|---|\n| {2} |\n\n{{ sources }}\n\n{1}"
    )
    assert list(range(len(brief.slots))) == [int(index) for index in SLOT.findall(brief.skeleton)]


# --- what can't be cited ------------------------------------------------------------------------

REFUSED = {
    "a fact in a heading": ("## {1}", "3 cited-heading: a heading or table header prints a fact, but can't have a citation mark"),
    "a fact in a table header": ("| {1} |\n|---|\n| {0} |", "3 cited-heading: a heading or table header prints a fact, but can't have a citation mark"),
    "a label round a fact in a heading": ('# {{ label("question.membership", name=facts.statements[0].text) }}', "3 cited-heading: a heading or table header prints a fact, but can't have a citation mark"),
    "an underlined heading": ("{1}\n---", "3 template-refused: a line under a text makes the text a heading"),
    "a doubly underlined heading": ("{1}\n===", "3 template-refused: a line under a text makes the text a heading"),
    "an indented line": ("    {1}", "3 template-refused: Markdown takes an indented line for code"),
    "an indented line after a table": ("| |\n|---|\n| {1} |\n\n    {1}", "7 template-refused: Markdown takes an indented line for code"),
    "a nested item that some readers would not see": ("- {1}\n  - {1}", "4 template-refused: some Markdown readers do not nest this list item"),
    "a table without bars at its sides": ("{0} | {1}\n---|---\n{1} | {1}", "3 template-refused: a table row does not begin and end with |"),
    "a row without a bar at its end": ("| |\n|---|\n| {1}", "5 template-refused: a table row does not begin and end with |"),
    "sources in a sentence": ("{0} {{ sources }}", "3 template-refused: {{ sources }} shares its line with something else"),
    "sources in a heading": ("# {{ sources }}\n\n{{ sources }}", "3 template-refused: {{ sources }} shares its line with something else"),
    "a timeline in a cell": ("| |\n|---|\n| {{ timeline }} |", "5 template-refused: {{ timeline }} shares its line with something else"),
    "two lists of sources": ("{0}\n\n{{ sources }}\n\n{{ sources }}", "? sources-list: the template repeats the list of sources"),
    "marks without a list of sources": ("{0} {# sources #}", "? sources-list: the template does not print the list of sources"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_cited_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """Where no citation could stand, or a reader would see something else, the template line is named."""
    template, expected = REFUSED[case]
    with pytest.raises(BriefingsError) as caught:
        compose_with_facts(tmp_path, f"\n\n{template}")
    found = caught.value.diagnostics[0]
    message = found.message.partition(" (while printing ")[0]
    assert expected == f"{found.location.line if found.location else '?'} {found.code}: {message}"
    assert found.hint


def test_all_of_it_is_refused_in_one_pass(tmp_path: Path) -> None:
    """Faults of structure come together."""
    with pytest.raises(BriefingsError) as caught:
        compose_with_facts(tmp_path, "# {0}\n\n    {1}\n\n| {1} |\n|---|\n")
    assert [found.location.line for found in caught.value.diagnostics if found.location] == [1, 3, 5]


# --- sentences ----------------------------------------------------------------------------------


def test_sentences_are_the_words_between_marks(tmp_path: Path) -> None:
    """Each sentence, item and row is noted with its section and what it rests on, without markup."""
    template = (
        '# {{ partner.name }}\n\n**{0}** {1}\n{1}.\n\n## {{ label("section.glance") }}\n\n'
        "- *{1}*\n    - {2} {{ partner.name }}\n\n| |\n|---|\n| {0} | **{1}** | |\n\n> {2}\n"
    )
    brief = compose_with_facts(tmp_path, template)
    assert [
        (sentence.text, sentence.section_key, [citation.source_id for citation in sentence.citations])
        for sentence in brief.sentences
    ] == [
        ("It joined.", "", ["a"]),
        ("It left It left.", "", ["b"]),
        ("It left", "section.glance", ["b"]),
        ("It came back.", "section.glance", ["b", "a"]),
        ("Zubrowka", "section.glance", []),
        ("It joined. | It left", "section.glance", ["a", "b"]),
        ("It came back.", "section.glance", ["b", "a"]),
    ]


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_sentence_that_prints_a_fact_is_followed_by_its_marks(note: Note) -> None:
    """In the notes of all partners each sentence, item and row has exactly the marks of its sources behind it."""
    brief = note.brief
    numbers = {cited.id: cited.number for cited in brief.sources}
    slots = [brief.slots[int(index)] for index in SLOT.findall(brief.skeleton)]
    groups: list[list[int]] = []
    marked = False
    for slot in slots:
        if isinstance(slot, CitationMark):
            groups = [*groups[:-1], [*groups[-1], slot.number]] if marked else [*groups, [slot.number]]
        marked = isinstance(slot, CitationMark)
    cited = [sentence for sentence in brief.sentences if sentence.citations]
    assert cited or not brief.sources
    assert groups == [
        sorted({numbers[citation.source_id] for citation in sentence.citations}) for sentence in cited
    ]


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_row_and_item_prints_what_it_rests_on(note: Note) -> None:
    """In the notes of all partners nothing with a number in it is without a mark, but the count of what is not shown."""
    uncited = [
        sentence.text
        for sentence in note.brief.sentences
        if not sentence.citations
        and re.search(r"\d", sentence.text)
        and sentence.section_key
        and not re.fullmatch(r"Earlier contacts on record that are not shown: \d+\.", sentence.text)
    ]
    assert uncited == []


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_headings_and_table_headers_bear_no_marks(note: Note) -> None:
    """In the notes of all partners marks stand behind words, never in a heading or above a table."""
    lines = note.brief.skeleton.split("\n")
    heads = [line for line in lines if line.startswith("#")]
    heads += [above for above, line in itertools.pairwise(lines) if re.fullmatch(r"[|-]+", line)]
    assert heads
    for head in heads:
        assert not [
            index for index in SLOT.findall(head) if isinstance(note.brief.slots[int(index)], CitationMark)
        ]


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_sources_are_numbered_without_gaps(note: Note) -> None:
    """In the notes of all partners numbers count from 1 in the order of the marks, and every source is cited."""
    brief = note.brief
    first_uses = list(dict.fromkeys(slot.number for slot in brief.slots if isinstance(slot, CitationMark)))
    assert first_uses == [cited.number for cited in brief.sources] == list(range(1, len(brief.sources) + 1))


# --- names --------------------------------------------------------------------------------------

LF = Term("Lamp Forum", "LF")


def test_a_short_form_is_explained_at_first_use_only(tmp_path: Path) -> None:
    """A name with a short form is printed in full once, in reading order, and short from then on."""
    meets = Phrase((LF, " meets."), (Citation("test/a", "a"),))
    brief = compose_note(
        tmp_path,
        "{{ side.name }} {{ people[0] }}\n\n| |\n|---|\n| {{ people[0] }} | {{ side.name }} |",
        people=(meets,),
        side=NamedView(Phrase((LF,)), EMPTY, EMPTY),
    )
    assert skeleton_text(brief) == "Lamp Forum (LF) LF meets.[1]\n\n| |\n|---|\n| LF meets.[1] | LF |"


def test_the_title_takes_the_short_name_and_explains_nothing(tmp_path: Path) -> None:
    """In the title a name is short; a heading further down is as much a first use as any text."""
    brief = compose_note(
        tmp_path,
        "# {{ side.name }}\n\n## {{ side.name }}\n\n{{ side.name }}",
        side=NamedView(Phrase((LF,)), EMPTY, EMPTY),
    )
    assert skeleton_text(brief) == "# LF\n\n## Lamp Forum\n\nLamp Forum (LF)"


def test_wording_within_wording_explains_in_reading_order(tmp_path: Path) -> None:
    """The explanation stands where the words come, not where the label was made."""
    nested = Phrase((LabelRef("participant", (("name", Phrase((LF,))), ("office", Phrase((LF,))))),))
    brief = compose_note(tmp_path, "{{ side.name }}", side=NamedView(nested, EMPTY, EMPTY))
    assert skeleton_text(brief) == "Lamp Forum (LF) (LF)"
