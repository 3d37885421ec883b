"""Tests that labels are wording: numbers, dates and names come from the facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.compose.label_wording import check_label_markings, check_label_names
from briefings.compose.labels import Labels
from briefings.loading.markings import read_schemes
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import NamedEntity
from briefings.project import package_data_folder
from tests.support.notes import load_store, merge_labels

ROOT = Path(__file__).parents[2]
NATO = read_schemes(ROOT / "facts" / "markings", ROOT).schemes["nato"]
NAMES = (
    "Flora Lantern",
    "Graustark",
    "Keeper of the Lamp",
    "Lantern League",
    "LLK",
    "Office",
    "Ярополк",
    "лампа",
    "灯塔",
)
STATING = {
    "Agreed in 1994": "the number '1'",
    "Since ⅷ": "the number 'ⅷ'",
    "٣ visits": "the number '٣'",
    "The November visit": "the name 'November'",
    "Switzerland and {partner}": "the name 'Switzerland'",
}
NAMING = {
    "With Flora Lantern": "Flora Lantern",
    "Lantern League and {partner}": "Lantern League",
    "To LLK: {text}": "LLK",
    "Keeper of the Lamp:": "Keeper of the Lamp",
    "У Ярополк": "Ярополк",
    "灯塔": "灯塔",
}
WORDING = (
    "{date}",
    "Lanterns of {partner}",
    "What they may ask",
    "May we ask",
    "Office",
    "the lampa",
    "Flora {name}",
    "LLKs",
)


@pytest.mark.parametrize("text", STATING)
def test_a_label_with_a_number_month_or_country_is_refused_at_its_place(tmp_path: Path, text: str) -> None:
    """No brief is made with such a label: it would state the same for every partner, without a source."""
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, f"section:\n  glance: '{text}'\n")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.location)) == ("label-fact", "1.yaml:2:11")
    assert found.message == f"the label 'section.glance' contains {STATING[text]}"


@pytest.mark.parametrize("text", NAMING)
def test_a_label_with_a_name_from_the_facts_is_found_at_its_place(tmp_path: Path, text: str) -> None:
    """A name is found as whole words, in any script; the label of a role may be the title of a post."""
    labels = merge_labels(tmp_path, f"role:\n  keeper: '{text}'\nblank: '{text}'\n")
    (found,) = check_label_names(labels, ["1.yaml"], NAMES, ["Office"])
    assert (found.code, str(found.location)) == ("label-fact", "1.yaml:3:8")
    assert found.message == f"the label 'blank' contains {NAMING[text]!r}, which the facts name"


@pytest.mark.parametrize("text", WORDING)
def test_wording_is_welcome(tmp_path: Path, text: str) -> None:
    """Parts of names, words that packaged labels have, and names across a placeholder are wording."""
    labels = merge_labels(tmp_path, f"blank: '{text}'\n")
    assert list(check_label_names(labels, ["1.yaml"], NAMES, ["Office"])) == []


def test_words_for_dates_may_have_months_and_numbers(tmp_path: Path) -> None:
    """A language says how it writes the first day of a month, and its months."""
    labels = merge_labels(tmp_path, "date: {first: 1er, months: [January, mars]}\n")
    assert labels["date.first"].text == "1er"


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru", "tg"])
def test_packaged_labels_state_no_fact(language: str) -> None:
    """The labels that come with Briefings name nothing that the packaged facts name."""
    path = package_data_folder() / "templates" / "labels" / f"{language}.yaml"
    labels = Labels.load(language, [(path, path.name)])
    entities = load_store(package_data_folder()).entities.values()
    names = [name for entity in entities if isinstance(entity, NamedEntity) for name in entity.known_as()]
    assert len(names) > 100
    assert list(check_label_names(labels, [path.name], names, [])) == []


FORGED = {
    "SECRET": "SECRET",
    "NATO UNCLASSIFIED": "UNCLASSIFIED",
    "(NC) {text}": "(NC)",
    "top SECRET.": "SECRET",
}


@pytest.mark.parametrize("text", FORGED)
def test_a_label_that_looks_like_a_marking_is_found(tmp_path: Path, text: str) -> None:
    """A level in capitals, or its short form in brackets, would be read as the marking of what follows."""
    labels = merge_labels(tmp_path, f"blank: '{text}'\n")
    (found,) = check_label_markings(labels, ["1.yaml"], NATO)
    assert (found.code, str(found.location)) == ("label-marking", "1.yaml:1:8")
    assert repr(FORGED[text]) in found.message


@pytest.mark.parametrize("text", ["Secret talks", "NC", "(see above)", "{text} (NCO)", "SECRETARIAT"])
def test_words_that_no_reader_takes_for_a_marking(tmp_path: Path, text: str) -> None:
    """Small letters, longer words, and a short form without brackets are wording."""
    labels = merge_labels(tmp_path, f"blank: '{text}'\n")
    assert list(check_label_markings(labels, ["1.yaml"], NATO)) == []
