"""Tests of the marks of paragraphs: where they stand, what they say, and which notes have them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.compose.brief import PortionMark
from briefings.loading.markings import read_schemes
from briefings.model.markings import Marking
from briefings.model.phrases import Citation
from briefings.outputs import markdown
from briefings.views.records import CitedPlace
from tests.support.notes import (
    MILESTONE_TABLE,
    MILESTONES,
    compose_note,
    fact,
    parse_html,
    render_html,
    source,
    write_labels,
)

if TYPE_CHECKING:
    from briefings.compose.brief import Brief

ROOT = Path(__file__).parents[2]
SCHEMES = read_schemes(ROOT / "facts" / "markings", ROOT).schemes
FACTS = (fact("It joined.", "a"), fact("It left.", "b"), fact("It came back.", "c"))
EVERYWHERE = """# {{ partner.name }}

{{ facts.statements[0].text }} {{ facts.statements[2].text }}
{{ facts.statements[0].text }}

- {{ facts.statements[0].text }}
    - {{ facts.statements[1].text }}
- **{{ facts.statements[2].text }}**
- {{ label("glance.what") }}

> {{ facts.statements[1].text }}

| {{ label("glance.what") }} | {{ label("glance.who") }} |
|---|---|
| {{ label("glance.what") }} | {{ facts.statements[1].text }} |
| {{ facts.statements[0].text }} | {{ facts.statements[2].text }} |
"""
MARKED = """(NC) It joined.[^1] It came back.[^2]
It joined.[^1]

- (NU) It joined.[^1]
    - (NR) It left.[^3]
- (NC) **It came back.**[^2]
- Item

> (NR) It left.[^3]

| Item | On record |
|---|---|
| (NR) Item | It left.[^3] |
| (NC) It joined. | It came back.[^1][^2] |
"""


def compose_marked(
    folder: Path, template: str = EVERYWHERE, *levels: str, scheme: str = "nato", portions: str = "yes"
) -> Brief:
    """Compose a note whose facts have these levels."""
    markings = {f"test/{letter}": Marking(level) for letter, level in zip("abc", levels, strict=True)}
    return compose_note(
        folder,
        template,
        labels=write_labels(folder, ""),
        statements=FACTS,
        scheme=replace(SCHEMES[scheme], portion_marks=portions),
        markings=markings,
    )


def test_every_block_that_states_a_fact_begins_with_its_mark(tmp_path: Path) -> None:
    """A paragraph, an item, a quotation and a row bear the combination of what they cite; words of the note bear none."""
    text = markdown.render(compose_marked(tmp_path, EVERYWHERE, "NU", "NR", "NC")).decode()
    assert MARKED.strip() in text


def test_the_title_and_each_source_bear_a_mark(tmp_path: Path) -> None:
    """A title has the lowest mark unless something higher shapes it; a source has its own, and that of its places."""
    text = markdown.render(compose_marked(tmp_path, EVERYWHERE, "NU", "NR", "NC")).decode()
    assert "\n# (NU) Zubrowka\n" in text
    sources = [source("a"), source("b", marking=Marking("NC")), source("c")]
    places = {Citation("test/c", "c"): (CitedPlace("p. 7", ""),)}
    note = compose_note(
        tmp_path,
        EVERYWHERE,
        labels=write_labels(tmp_path, ""),
        statements=FACTS,
        sources=sources,
        cited_places=places,
        scheme=replace(SCHEMES["nato"], portion_marks="yes"),
        markings={"test/a": Marking("NU"), "test/b": Marking("NU"), "test/c": Marking("NR")},
    )
    assert re.findall(r"^\[\^\d\]: (\(\w+\))", markdown.render(note).decode(), re.MULTILINE) == [
        "(NU)", "(NR)", "(NC)",
    ]  # fmt: skip


def test_a_picture_bears_a_mark_in_its_caption_and_alternative(tmp_path: Path) -> None:
    """A picture has no text of its own, so the mark of what it shows is below it, and read out before its alternative."""
    note = compose_note(
        tmp_path,
        f"{{{{ timeline }}}}\n{MILESTONE_TABLE}",
        milestones=MILESTONES,
        scheme=replace(SCHEMES["nato"], portion_marks="yes"),
        markings={"test/a": Marking("NU"), "test/b": Marking("NC")},
    )
    (figure,) = parse_html(render_html(note)).find_all("figure")
    assert figure.find_all("img")[0].attributes["alt"].startswith("(NC) Timeline of 2 milestones")
    assert [caption.text() for caption in figure.find_all("figcaption")] == ["(NC)"]


def test_a_screen_shows_the_same_marks(tmp_path: Path) -> None:
    """A mark is part of the text of its block, in no element that a style sheet could hide."""
    root = parse_html(render_html(compose_marked(tmp_path, EVERYWHERE, "NU", "NR", "NC")))
    texts = [cell.text() for tag in ("p", "th", "td") for cell in root.find_all(tag)]
    assert any(text.startswith("(NC) It joined.") for text in texts)
    assert not [element for element in root.find_all("span") if "(N" in element.text()]


@pytest.mark.parametrize(
    ("portions", "levels", "has_marks"),
    [
        ("yes", ("NU", "NU", "NR"), True),
        ("yes", ("NU", "NU", "NU"), False),
        ("always", ("NU", "NU", "NU"), True),
        ("no", ("NU", "NR", "NC"), False),
    ],
)
def test_which_notes_have_marks(
    portions: str, levels: tuple[str, ...], has_marks: bool, tmp_path: Path
) -> None:
    """A scheme says whether notes have marks; a note at the lowest level has them only if the scheme says `always`."""
    brief = compose_marked(tmp_path, EVERYWHERE, *levels, portions=portions)
    assert ("(NU)" in markdown.render(brief).decode()) is has_marks
    if not has_marks:
        marked = {f"\ufdd0{i}\ufdd1" for i, slot in enumerate(brief.slots) if isinstance(slot, PortionMark)}
        assert not any(token in brief.skeleton for token in marked)


def test_a_mark_has_the_form_of_its_scheme(tmp_path: Path) -> None:
    """The short form of each level and the release list come from the scheme."""
    brief = compose_note(
        tmp_path,
        "# {{ partner.name }}\n\n{{ facts.statements[0].text }}\n",
        statements=FACTS,
        scheme=SCHEMES["us"],
        markings={"test/a": Marking("S", (("release", ("GBR",)),))},
    )
    assert "(S//REL TO USA, GBR) It joined." in markdown.render(brief).decode()


def test_no_template_can_print_letters_of_a_mark(tmp_path: Path) -> None:
    """A template prints no letters of its own, so it can't forge a mark, and no name that would leave one out."""
    with pytest.raises(Exception, match="template"):
        compose_marked(
            tmp_path, "# {{ partner.name }}\n\n(NU) {{ facts.statements[0].text }}\n", "NU", "NR", "NC"
        )
