"""Tests with texts that break programs: each is refused at its place, or arrives word for word in every format."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from markdown_it import MarkdownIt

from briefings.compose.brief import SlotText
from briefings.factbase.load import FactsError, load
from briefings.outputs import markdown
from briefings.outputs.fonts import load_families, missing_letters
from tests.support.notes import (
    FICTIONAL,
    FONTS,
    compose_note,
    fact,
    parse_html,
    render_html,
    render_pdf,
    write_labels,
)
from tests.support.tools import pdf_text
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.compose.brief import Brief
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

CORPORA = Path(__file__).parent / "corpora"
NAUGHTY_STRINGS: list[str] = json.loads((CORPORA / "naughty-strings.json").read_text("utf-8"))
OWN: dict[str, list[str]] = yaml.safe_load((CORPORA / "own.yaml").read_text("utf-8"))
YAML_INPUTS: dict[str, str] = json.loads((CORPORA / "yaml-test-suite.json").read_text("utf-8"))
ALL_TEXTS = [*NAUGHTY_STRINGS, *(text for texts in OWN.values() for text in texts)]
CASE = "facts/zubrowka/case.yaml"
FIELDS = {
    "a text": "statements:\n",
    "a place": "contacts:\n",
    "a name": "people:\n",
    "a title": "sources:\n",
}
ENTRIES = {
    "a text": "- {{id: x-{number}, on: 2010, evidence: [league-charter], text: {text}}}\n",
    "a place": "- {{id: x-{number}, on: 2010, form: call, with: lantern-league, evidence: [league-charter], place: {text}}}\n",
    "a name": "- {{id: x-{number}, names: [{{lang: en, text: {text}}}]}}\n",
    "a title": "- {{id: x-{number}, publisher: Press, published: 2010, language: en, title: {text}}}\n",
}
TEMPLATE = """{% for x in facts.statements %}
{{ label("quoted", text=x.text) }}

- {{ label("quoted", text=x.text) }}

| | |
|---|---|
| {{ partner.name }} | {{ label("quoted", text=x.text) }} |

{% endfor %}

{{ sources }}
"""


def quoted(text: str) -> str:
    """Return a text as a YAML scalar on one line, with escapes for what a file may not hold."""
    return yaml.safe_dump(text, default_style='"', width=100_000).strip()


def refused_lines(project: Path, field: str) -> dict[int, str]:
    """Write each text into an entry of its own, load them, and return the problems by line."""
    entries = [
        ENTRIES[field].format(number=number, text=quoted(text)) for number, text in enumerate(ALL_TEXTS, 1)
    ]
    (project / CASE).write_text(f"marking: PUBLIC\n{FIELDS[field]}{''.join(entries)}", "utf-8")
    try:
        load(project)
    except FactsError as error:
        places = [(problem.location, str(problem)) for problem in error.diagnostics]
        assert all(location is not None and location.path == CASE for location, _ in places)
        return {location.line: text for location, text in places if location}
    return {}


def collapsed(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("field", ENTRIES)
def test_every_text_is_taken_or_refused_at_its_line(field: str, project: Path) -> None:
    """In a text, a place, a name and a title: a problem has the line of its entry, and the rest is as written."""
    refused = refused_lines(project, field)
    taken = {number: text for number, text in enumerate(ALL_TEXTS, 1) if number + 2 not in refused}
    assert len(taken) > len(ALL_TEXTS) / 2
    entries = [ENTRIES[field].format(number=number, text=quoted(text)) for number, text in taken.items()]
    (project / CASE).write_text(f"marking: PUBLIC\n{FIELDS[field]}{''.join(entries)}", "utf-8")
    store = load(project)
    entries_read: list[Entity | Fact] = [*store.entities.values(), *store.facts]
    read = {entry.id: repr(entry) for entry in entries_read}
    for number, text in taken.items():
        assert repr(text.strip())[1:-1] in read[f"x-{number}"]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note that prints each text that a statement may say."""
    return compose_texts(tmp_path_factory.mktemp("corpora"))


def compose_texts(folder: Path, step: int = 1) -> Brief:
    """Return a note that prints one in some texts that a statement may say, in a paragraph, an item and a cell."""
    project = folder / "project"
    shutil.copytree(FICTIONAL, project)
    refused = refused_lines(project, "a text")
    return compose_note(
        folder,
        TEMPLATE,
        statements=tuple(
            fact(text, "a")
            for number, text in enumerate(ALL_TEXTS, 1)
            if number % step == 0 and is_taken(number, text, refused)
        ),
        labels=write_labels(folder, "quoted: «{text}»\n"),
    )


def is_taken(number: int, text: str, refused: Mapping[int, str]) -> bool:
    """Return whether a text is printed: it was not refused, and has none of the marks around it."""
    return number + 2 not in refused and not re.search("[«»]", text)


def texts_of(brief: Brief) -> list[str]:
    """Return the texts that a note prints, each three times, with single spaces."""
    slots = [slot.text for slot in brief.slots if isinstance(slot, SlotText)]
    return [collapsed(words) for slot in slots for words in re.findall("«(.*?)»", slot, re.DOTALL)]


def told(page: str) -> list[str]:
    """Return the texts that a page shows, with single spaces."""
    return [collapsed(words) for words in re.findall("«(.*?)»", page, re.DOTALL)]


def test_html_tells_every_text(brief: Brief) -> None:
    """HTML shows each text as it is: it is no markup, and no address is asked for."""
    root = parse_html(render_html(brief))
    assert told(root.text()) == texts_of(brief)
    assert len(root.find_all("script")) == 0
    assert [
        link
        for link in root.find_all("a")
        if not link.attributes["href"].startswith(("#", "https://gazette"))
    ] == []


def test_markdown_tells_every_text(brief: Brief) -> None:
    """A reader of Markdown shows each text as it is."""
    html = MarkdownIt("commonmark").enable("table").render(markdown.render(brief).decode())
    assert told(parse_html(html).text()) == texts_of(brief)


@pytest.mark.slow
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.thorough)])
def test_pdf_tells_every_text(tmp_path: Path, step: int) -> None:
    """Paper shows each text whose letters the fonts have as it is; only spaces may differ."""
    brief = compose_texts(tmp_path, step)
    path = tmp_path / "texts.pdf"
    path.write_bytes(render_pdf(brief))
    printed = without_spaces(pdf_text(path, layout=False))
    families = load_families(FONTS)
    for text in texts_of(brief):
        if text.isascii() and not missing_letters(text, families):
            assert without_spaces(f"«{text}»") in printed


def without_spaces(text: str) -> str:
    """Return a text without spaces and the signs of broken lines."""
    return re.sub(r"\s|\f", "", text)


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fictional project, in which each test writes the same file."""
    return shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("yaml") / "project")


@pytest.mark.parametrize("id_", in_turn(YAML_INPUTS, 4))
def test_a_strange_fact_file_is_refused_at_its_place(id_: str, shared_project: Path) -> None:
    """Whatever YAML can write is refused with a line of the file, or is a file without entries."""
    (shared_project / CASE).write_text(YAML_INPUTS[id_], "utf-8")
    try:
        load(shared_project)
    except FactsError as error:
        for problem in error.diagnostics:
            assert problem.location is not None
            assert problem.location.path == CASE
            assert 1 <= problem.location.line <= YAML_INPUTS[id_].count("\n") + 2
