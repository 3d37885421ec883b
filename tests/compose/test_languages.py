"""Tests of languages: required labels, and notes in each language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefings.authoring.installation import check_installation
from briefings.build.workspace import Workspace
from briefings.checks import CHECKS
from briefings.compose.brief import SlotText
from briefings.compose.label_checks import check_required, is_grammar
from briefings.compose.label_text import date_text, label_text, short_date_text
from briefings.compose.labels import Label, Labels
from briefings.compose.phrase_text import full_form, phrase_slot, phrase_text
from briefings.factbase.load import load
from briefings.lint.run import check_project
from briefings.model.dates import ANY_TIME, PartialDate
from briefings.model.diagnostics import Severity
from briefings.model.entities import Area, Organisation, Partner, Person
from briefings.model.evidence import Name
from briefings.model.phrases import ForeignText, LabelRef, Noun, Phrase, Term
from briefings.project import Project, package_data_folder
from briefings.views.names import name_at, short_name_at, term_at
from briefings.views.records import NamedView, Scope
from tests.support.builds import replace_once
from tests.support.notes import (
    EMPTY,
    LABELS,
    LOCATION,
    TODAY,
    compose_note,
    fact,
    make_draft,
    note_of,
    phrase,
    render_html,
    skeleton_text,
    source,
    write_labels,
)

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.entities import NamedEntity
    from briefings.model.phrases import Part

NBSP = "\u00a0"


def write_template(project: Path, name: str, text: str) -> None:
    """Write a file into the templates of a project."""
    path = project / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def check_printed(project: Path) -> list[str]:
    """Return the errors of a project as they are printed, without doubts about its facts."""
    return [
        f"{found.location}: {found.message} ({found.advice})"
        for found in check_project(Project(project, project), TODAY)
        if found.code not in CHECKS
    ]


# --- label files ------------------------------------------------------------------------------------


def test_a_language_without_a_label_file_is_reported(project: Path) -> None:
    """A language of the house for which there is no wording is said before any note is made."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, zu]")
    (line,) = check_printed(project)
    assert line.startswith("facts/house.yaml:3:17: templates/labels/zu.yaml is missing, so notes in")


def test_a_label_file_lacks_nothing(project: Path) -> None:
    """Each label that the package, or the first language of the house, has and another language lacks is named."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, zu]")
    english = (package_data_folder() / "templates/labels/en.yaml").read_text(encoding="utf-8")
    write_template(project, "labels/en.yaml", "numbers: {line: 'There are {value}.'}\n")
    write_template(project, "sections/numbers.md.j2", '{{ label("numbers.line", value=side) }}\n')
    write_template(project, "labels/zu.yaml", english.replace("  glance: At a glance\n", ""))
    *problems, untranslated = check_printed(project)
    assert untranslated.startswith("templates/labels/zu.yaml:5:10: ")
    assert [line.partition(" (")[0] for line in problems] == [
        "templates/labels/zu.yaml:1:1: the label 'numbers.line' is missing",
        "templates/labels/zu.yaml:1:1: the label 'section.glance' is missing",
    ]


def test_what_the_package_lacks_is_to_be_written_in_the_project(project: Path) -> None:
    """A label of the house that a packaged language has not is asked for in a file of the house, be it a new one."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, ar, fr]")
    write_template(project, "labels/en.yaml", "numbers: {line: 'There are {value}.'}\n")
    write_template(project, "sections/numbers.md.j2", '{{ label("numbers.line", value=side) }}\n')
    write_template(project, "labels/fr.yaml", "blank: …\n")
    asked = "templates/labels/{0}.yaml:1:1: the label 'numbers.line' is missing (add it to templates/labels/{0}.yaml)"
    assert check_printed(project) == [asked.format("ar"), asked.format("fr")]


def test_a_role_needs_no_label_in_every_language(project: Path) -> None:
    """A post has a title, by which it is called where its role has no label: that is worth a note, and no error."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, ar]")
    write_template(project, "labels/en.yaml", "role: {lamp-keeper: Keeper of the lamps}\n")
    (found,) = [
        each for each in check_project(Project(project, project), TODAY) if each.code == "unknown-label"
    ]
    assert (found.severity, str(found.location)) == (Severity.INFO, "templates/labels/ar.yaml:1:1")
    assert found.message == "the label 'role.lamp-keeper' is missing, so notes print the title of the post"
    write_template(project, "labels/ar.yaml", "role: {lamp-keeper: '{name}'}\n")
    (found,) = [
        each for each in check_project(Project(project, project), TODAY) if each.code == "unknown-label"
    ]
    assert (found.severity, found.message) == (
        Severity.ERROR,
        "the label 'role.lamp-keeper' gets no value for {name}",
    )


def test_an_entry_of_a_project_keeps_the_places_of_values(project: Path) -> None:
    """An entry that replaces a packaged one has its placeholders, and the partner's file is looked at as well."""
    write_template(project, "labels/en.yaml", "contacts: {omitted: More are on record.}\n")
    write_template(project, "partners/zubrowka/labels/en.yaml", "contacts: {silent: 'None since {day}.'}\n")
    assert [line.partition(" (")[0] for line in check_printed(project)] == [
        "templates/labels/en.yaml:1:21: the label 'contacts.omitted' has no placeholder {count}",
        "templates/partners/zubrowka/labels/en.yaml:1:20: the label 'contacts.silent' gets no value for {day}",
    ]


@pytest.mark.parametrize(
    "path", sorted((package_data_folder() / "templates/labels").glob("*.yaml")), ids=lambda path: path.stem
)
def test_nobody_has_reviewed_the_wording_yet_and_it_says_so(path: Path) -> None:
    """Each packaged label file has a line for it, and `doctor` tells."""
    assert "\nreviewed:" in path.read_text(encoding="utf-8")
    assert Labels.load("en", [(path, path.name)]).reviewed == {path.name: ""}
    report = check_installation(Project(package_data_folder(), package_data_folder()))
    assert f"templates/labels/{path.name}: not reviewed yet" in report.present


# --- words that there are not in the language of the note ------------------------------------------

FR = Labels.load("fr", [(LABELS, "labels.yaml")])


def spoken_text(*parts: Part, met: tuple[Term, ...] = ()) -> tuple[str, list[tuple[str, str]]]:
    """Return the text, and the parts of it that are in other languages."""
    words = phrase_slot(
        FR, Phrase(parts), lambda term: term.short if term in met else f"{term.full} ({term.short})"
    )
    return words.text, [(words.text[run.start : run.end], run.language) for run in words.runs]


def test_words_in_another_language_are_marked_as_such() -> None:
    """The mark is in the note's language, the words are a run in their own."""
    assert spoken_text("Avant. ", ForeignText(phrase("It snows."), "en")) == (
        "Avant. It snows. [en]",
        [("It snows.", "en")],
    )
    assert spoken_text(ForeignText(Phrase(("The ", Term("Lamp Forum", "LF"), " meets.")), "en")) == (
        "The Lamp Forum (LF) meets. [en]",
        [("The Lamp Forum (LF) meets.", "en")],
    )
    assert spoken_text(ForeignText(phrase("Zero Moustafa"), "en", show_language=False)) == (
        "Zero Moustafa",
        [("Zero Moustafa", "en")],
    )


def test_an_abbreviation_in_another_language_is_marked_once() -> None:
    """The text that explains a name has a language mark; its abbreviation after that has none."""
    term = Term("Lamp Forum", "LF")
    name = ForeignText(Phrase((term,)), "en")
    assert spoken_text(name) == ("Lamp Forum (LF) [en]", [("Lamp Forum (LF)", "en")])
    assert spoken_text(name, met=(term,)) == ("LF", [("LF", "en")])


def test_a_short_form_of_words_is_marked_like_any_name() -> None:
    """In a column of titles, one of several words has its mark in every row, as those without a short form have."""
    term = Term("Special Envoy for Lamps and Oil", "Special Envoy")
    name = ForeignText(Phrase((term,)), "en")
    assert spoken_text(name, met=(term,)) == ("Special Envoy [en]", [("Special Envoy", "en")])


def test_the_wording_of_the_house_within_other_words_is_its_own() -> None:
    """In a sentence in another language a label is in the note's language, and what it holds in the sentence's."""
    inner = LabelRef("participant", (("name", phrase("Zero")), ("office", Phrase((PartialDate(2002, 2),)))))
    assert spoken_text(ForeignText(Phrase(("Met ", inner)), "en")) == (
        f"Met Zero (février{NBSP}2002) [en]",
        [("Met Zero", "en")],
    )


def test_citations_stand_behind_the_mark_of_a_sentence(tmp_path: Path) -> None:
    """A sentence in another language ends where its mark ends."""
    told = Phrase((ForeignText(phrase("It snows."), "de"),), phrase("x", "a").citations)
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }} {{ facts.statements[1].text }}",
        statements=(replace(fact(""), text=told), fact("It thaws.", "b")),
    )
    assert skeleton_text(brief).startswith("It snows. [de][1] It thaws.[2]")


# --- names ------------------------------------------------------------------------------------------


def make_named(kind: type[NamedEntity], *names: tuple[str, str, str], **fields: Any) -> NamedEntity:  # noqa: ANN401 - fields are of any kind
    """Return an entity with these names, each as text, language and form."""
    known = tuple(Name(text, language, form, None, (), (), LOCATION) for text, language, form in names)
    return kind(id="x", folder="shared", location=LOCATION, names=known, **fields)


AGATHA = ("Agatha", "en", "full")
DUSHANBE = ("Точикистон", "tg", "full")


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ([AGATHA, ("Agathe", "fr", "full")], "fr", "Agathe"),
        ([AGATHA], "fr", "Agatha"),
        ([AGATHA, ("Агата", "ru", "full")], "tg", "Агата"),
        ([("Ағата", "tg", "full")], "fr", "Aghata"),
        ([("Ағата", "tg", "full"), AGATHA], "fr", "Agatha"),
        ([AGATHA], "ru", ForeignText(phrase("Agatha"), "en", show_language=False)),
        ([("Ағата", "kk", "full")], "fr", "Aghata"),
        ([("Yoqut", "uz", "full")], "ru", "Ёқут"),
        ([("Ағата", "ba", "full")], "fr", ForeignText(phrase("Ағата"), "ba", show_language=False)),
    ],
)
def test_a_person_has_a_name_in_every_language(
    names: list[tuple[str, str, str]], language: str, expected: Part
) -> None:
    """The name in the language, else one in its script, else a romanised one; nobody is marked as foreign."""
    assert name_at(make_named(Person, *names), language, TODAY) == expected


def test_a_country_is_called_by_its_code() -> None:
    """Its own names win; where there is none, CLDR knows it by its code; without one it is marked."""
    tajikistan = make_named(Partner, ("Tajikistan", "en", "full"), ("Тоҷикистон!", "tg", "full"), code="TJ")
    assert [name_at(tajikistan, language, TODAY) for language in ("tg", "ru", "ar")] == [
        "Тоҷикистон!",
        "Таджикистан",
        "طاجيكستان",
    ]
    zubrowka = make_named(Partner, ("Zubrowka", "en", "full"))
    assert name_at(zubrowka, "ru", TODAY) == ForeignText(phrase("Zubrowka"), "en")


def test_our_side_is_called_by_its_code_as_well() -> None:
    """A state as our own side, the European Union and the United Nations; a name of their own wins."""
    norway = make_named(
        Organisation,
        ("Norway", "en", "full"),
        ("Kingdom of Norway", "en", "formal"),
        code="NO",
        period=ANY_TIME,
    )
    assert [name_at(norway, language, TODAY) for language in ("en", "ru", "ar")] == [
        "Norway",
        "Норвегия",
        "النرويج",
    ]
    assert name_at(norway, "ru", TODAY, "formal") == ""
    union = make_named(
        Organisation, ("European Union", "en", "full"), ("EU", "en", "short"), ("UE", "fr", "short"),
        code="EU", period=ANY_TIME,
    )  # fmt: skip
    assert term_at(union, "fr", TODAY) == Noun(Term("Union européenne", "UE"), "l")
    assert term_at(union, "ru", TODAY) == "Европейский союз"
    league = make_named(Organisation, ("Lantern League", "en", "full"), period=ANY_TIME)
    assert name_at(league, "ru", TODAY) == ForeignText(phrase("Lantern League"), "en")


def test_a_body_without_a_name_in_the_language_is_marked() -> None:
    """Posts, bodies, areas and frameworks keep the name that they have, with its short form."""
    league = make_named(Area, ("Lantern League", "en", "full"), ("LL", "en", "short"))
    assert term_at(league, "fr", TODAY) == ForeignText(Phrase((Term("Lantern League", "LL"),)), "en")
    assert short_name_at(league, "fr", TODAY) == ForeignText(phrase("LL"), "en")


# --- in the files -----------------------------------------------------------------------------------


def test_html_tells_the_language_of_words(tmp_path: Path) -> None:
    """Words in another language stand in an element that names it, and the way it is written where that differs."""
    said = Phrase(("Yes. ", ForeignText(phrase("Да & нет."), "ru"), " ", ForeignText(phrase("نعم"), "ar")))
    note = compose_note(
        tmp_path,
        "# {{ partner.name }}\n\n{{ facts.statements[0].text }}",
        statements=(replace(fact(""), text=said.with_citations(phrase("x", "a").citations)),),
        sources=[source("a", title="Газета", languages=("ru",))],
        partner=NamedView(Phrase((ForeignText(phrase("Zubrowka"), "de"),)), EMPTY, EMPTY),
    )
    text = render_html(note)
    assert '<span lang="ru">Да &amp; нет.</span> [ru] <span lang="ar" dir="rtl">نعم</span> [ar]' in text
    assert '<span lang="de">Zubrowka</span> [de]</h1>' in text
    assert "“Газета”</a>, undated (in Russian)." in text
    assert '<html lang="en">' in text


def test_what_the_house_prints_is_marked_as_facts_are(project: Path) -> None:
    """Originator, desk, clearance and disclaimer in another language than the note's say so; the data of a file do not."""
    house = project / "facts/house.yaml"
    replace_once(house, "languages: [en]", "languages: [en, fr]")
    replace_once(
        house, "desk:\nclearance: []", "desk: West desk\nclearance: [Head, {en: Keeper, fr: Gardienne}]"
    )
    with house.open("a", encoding="utf-8") as file:
        file.write("originator: Keepers’ Office\ndisclaimer: For the valley only.\n")
    workspace = Workspace(Project(project, project), ["zubrowka"])
    in_english, in_french = (
        make_draft(workspace, "zubrowka", TODAY, languages=(language,)).brief for language in ("en", "fr")
    )
    assert "[en]" not in skeleton_text(in_english).partition("##")[0]
    # The head says once that the facts are in English, so that no text has a tag.
    for line in (
        "Faits en anglais\n",
        "Keepers’ Office\n",
        "West desk\n",
        "Head (pas encore); Gardienne (pas encore)\n",
        "*For the valley only.*",
    ):
        assert line.replace("; ", f"{NNBSP}; ") in skeleton_text(in_french)
    assert in_french.author == "Keepers’ Office"


def test_the_order_of_languages_means_nothing(project: Path) -> None:
    """In a house that says in which language it writes, whichever comes first, texts stay in theirs, and so do titles."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    facts = load(project)
    before = {
        language: make_draft(
            Workspace(Project(project, project)), "zubrowka", TODAY, languages=(language,)
        ).brief
        for language in ("en", "fr")
    }
    replace_once(project / "facts/house.yaml", "languages: [en, fr]", "languages: [fr, en]")
    assert (load(project).facts, load(project).entities) == (facts.facts, facts.entities)
    for language, brief in before.items():
        workspace = Workspace(Project(project, project))
        assert make_draft(workspace, "zubrowka", TODAY, languages=(language,)).brief == brief
    assert "Faits en anglais" in skeleton_text(before["fr"])
    assert "[" not in skeleton_text(before["en"]).partition("##")[0]


def test_the_title_of_a_source_is_in_the_language_of_the_house(tmp_path: Path) -> None:
    """Titles are written in the house's first language, whatever the source is in; a note in another one tells so."""
    path = package_data_folder() / "templates/labels/fr.yaml"
    note = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It snows.", "a"),),
        sources=[source("a", title="Snow", languages=("fr",))],
        labels=Labels.load("fr", [(LABELS, "labels.yaml"), (path, path.name)]),
        scope=Scope("zubrowka", TODAY, "internal", "fr"),
    )
    assert "“Snow”</a></span>, undated." in render_html(note)
    assert '<html lang="fr">' in render_html(note)


LATIN_WORD = re.compile(r"[A-Za-zà-ž]{3,}")


@pytest.mark.parametrize("language", ["ar", "ru", "tg"])
def test_latin_names_are_runs_of_their_own_everywhere(language: str) -> None:
    """A name that no source gives in the reader's script is set apart as a foreign text, in every row and sentence."""
    brief = note_of("tajikistan", language=language, product="background").brief
    bare = []
    for slot in brief.slots:
        if isinstance(slot, SlotText):
            runs = [(run.start, run.end) for run in slot.runs]
            bare += [
                match[0]
                for match in LATIN_WORD.finditer(slot.text)
                if not any(start <= match.start() and match.end() <= end for start, end in runs)
            ]
    assert bare == []


# --- the packaged label files -----------------------------------------------------------------------

PACKAGED = sorted((package_data_folder() / "templates/labels").glob("*.yaml"))
NNBSP = "\u202f"
QUOTES = {"ar": "«»", "en": "“”", "fr": f"«{NNBSP}{NNBSP}»", "ru": "«»", "tg": "«»"}


def packaged_entries(path: Path) -> dict[str, str]:
    """Return the labels of a packaged file, by key."""
    return Labels.load(path.stem, [(path, path.name)]).texts


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_packaged_languages_have_the_same_labels(path: Path) -> None:
    """Each language has each label of the English file, with the same places for values, and no other."""
    english = Labels.load("en", [(PACKAGED[1], "en.yaml")])
    labels = Labels.load(path.stem, [(path, path.name)])
    required = {key: names for key, names in english.placeholders.items() if not is_grammar(key)}
    assert [found.message for found in check_required(labels, required)] == []
    assert {key for key in labels if not is_grammar(key)} == set(required)


def test_five_languages_are_packaged() -> None:
    """English, French, Russian, Tajik and Arabic come with Briefings."""
    assert [path.stem for path in PACKAGED] == ["ar", "en", "fr", "ru", "tg"]


def typography_problems(language: str, words: str) -> list[str]:
    """Return what a typesetter of the language would correct in the words of a label."""
    plain = "".join(part if isinstance(part, str) else "x" for part in Label(words, LOCATION).parts)
    opening, closing = (
        QUOTES[language][: len(QUOTES[language]) // 2],
        QUOTES[language][len(QUOTES[language]) // 2 :],
    )
    found = []
    if re.search(r"[\"'“”„‟‘‹›«»]", plain.replace(opening, "").replace(closing, "")):
        found.append("quotes")
    if plain.count(opening) != plain.count(closing):
        found.append("quotes in pairs")
    if language == "fr" and re.search(rf"(?<!{NNBSP})[;:!?»]|«(?!{NNBSP})|[ \u00a0][;:!?»]", plain):
        found.append("spaces")
    if language != "fr" and re.search(r"\s[;:!?؛؟،]", plain):
        found.append("spaces")
    if language == "ar" and re.search(r"[;,?]", plain):
        found.append("Arabic marks")
    if "..." in plain or re.search(r"\w - \w|  ", plain):
        found.append("dots and dashes")
    return found


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_typography(path: Path) -> None:
    """Quotes, spaces and marks are those of the language."""
    found = {key: typography_problems(path.stem, words) for key, words in packaged_entries(path).items()}
    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        ("fr", "Oui : non", "spaces"), ("fr", "Oui\u202f: «\u202fnon »", "quotes"), ("fr", "Oui: non", "spaces"),
        ("fr", "Qui\u00a0?", "spaces"), ("en", 'It "is"', "quotes"), ("en", "It’s so : yes", "spaces"), ("ru", "“так”", "quotes"),
        ("ar", "نعم, لا", "Arabic marks"), ("tg", "ҳа ...", "dots and dashes"), ("ru", "да - нет", "dots and dashes"),
    ],
)  # fmt: skip
def test_bad_typography_is_noticed(language: str, words: str, fault: str) -> None:
    """The rules bite."""
    assert fault in typography_problems(language, words)


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_wording_is_free_of_plurals(path: Path) -> None:
    """A count stands behind a colon, so that no word depends on it."""
    counted = {
        "confirm.withdrawn",
        "contacts.omitted",
        "meeting.omitted",
        "timeline.alternative",
        "strip.alternative",
    }
    labels = packaged_entries(path)
    asked = {key for key, words in labels.items() if re.search(r"\{(count|posts|tenures)\}", words)}
    assert asked <= counted
    if path.stem != "en":
        for key in asked:
            assert not re.search(r"(?<!: )\{(count|posts|tenures)\}", labels[key].replace(NNBSP, "")), key


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_what_ends_in_a_full_stop_gets_no_second_one(path: Path) -> None:
    """An abbreviation at the end of a sentence ends it: "4 мая 2026 г.", and a body "Inc."."""
    labels = Labels.load(path.stem, [(path, path.name)])
    day = PartialDate(2026, 5, 4)
    for key, names in labels.placeholders.items():
        for value in (
            day,
            replace(day, qualifier="~"),
            replace(day, day=None),
            PartialDate(2026),
            "Lamps Inc.",
        ):
            if value == "Lamps Inc." and (key.startswith("date.") or labels[key].forms):
                continue
            values = dict.fromkeys(names, value)
            said = label_text(labels, key, **values)
            phrases = tuple((name, Phrase((each,))) for name, each in values.items())
            assert ".." not in said, key
            assert phrase_text(labels, Phrase((LabelRef(key, phrases),)), full_form) == said


def test_a_full_stop_of_a_label_is_dropped_behind_an_abbreviation(tmp_path: Path) -> None:
    """Only the second one of two that meet, be it of the label around or of the value behind."""
    labels = write_labels(
        tmp_path, 'met: {end: "On {date}.", start: "{date}. And", gap: "{date} . …", both: "No.{date}"}\n'
    )
    keys = ("met.end", "met.start", "met.gap", "met.both")
    assert [label_text(labels, key, date="4 г.") for key in keys] == [
        "On 4 г.",
        "4 г. And",
        "4 г. . …",
        "No.4 г.",
    ]
    assert [label_text(labels, key, date=".") for key in keys] == ["On .", ". And", ". . …", "No."]


@pytest.mark.parametrize(
    ("language", "day", "month", "since", "until"),
    [
        ("en", "20 February 2002", "February 2002", "since 1 May 1997", "until 2002"),
        ("fr", "20 février 2002", "février 2002", "depuis le 1er mai 1997", "jusqu’en 2002"),
        ("ru", "20 февраля 2002 г.", "февраль 2002 г.", "с 1 мая 1997 г.", "по 2002 г."),
        ("tg", "20 феврали соли 2002", "феврали соли 2002", "аз 1 майи соли 1997", "то соли 2002"),
        ("ar", "20 فبراير 2002", "فبراير 2002", "منذ 1 مايو 1997", "حتى 2002"),
    ],
)
def test_dates_in_each_language(language: str, day: str, month: str, since: str, until: str) -> None:
    """Dates have the names, cases and articles of their language, whole or in part."""
    path = package_data_folder() / "templates/labels" / f"{language}.yaml"
    labels = Labels.load(language, [(path, path.name)])
    said = [
        date_text(labels, PartialDate(2002, 2, 20)),
        date_text(labels, PartialDate(2002, 2)),
        label_text(labels, "period.since", start=PartialDate(1997, 5, 1)),
        label_text(labels, "period.until", end=PartialDate(2002)),
    ]
    assert [text.replace(NBSP, " ") for text in said] == [day, month, since, until]


@pytest.mark.parametrize(
    ("language", "date", "short"),
    [("fr", "2019-06-01", "1er juin 2019"), ("fr", "2019-06-02", "2 juin 2019"), ("en", "2019-06-01", "1 Jun 2019"), ("fr", "2019-06", "juin 2019"), ("fr", "2019", "2019")],
)  # fmt: skip
def test_a_short_date_has_the_ordinal_of_its_language(language: str, date: str, short: str) -> None:
    """The first day of a month is the "1er" in French, in short dates as in others."""
    path = package_data_folder() / "templates/labels" / f"{language}.yaml"
    labels = Labels.load(language, [(path, path.name)])
    assert short_date_text(labels, PartialDate.parse(date)) == short.replace(" ", NBSP)


def test_marks_between_values_are_those_of_the_language(tmp_path: Path) -> None:
    """What a template puts between values is written as the language writes it, in tables and in text."""
    path = package_data_folder() / "templates/labels/ar.yaml"
    labels = Labels.load("ar", [(LABELS, "labels.yaml"), (path, path.name)])
    row = "| {{ label('glance.what') }} |\n|---|\n| {{ facts.statements | map(attribute='text') | join('; ') }} |\n\n"
    brief = compose_note(
        tmp_path,
        row + "{{ facts.statements[0].text }}, {{ facts.statements[1].text }}",
        labels=labels,
        statements=(fact("a", "a"), fact("b", "b")),
    )
    assert "| a؛ b[1][2] |" in skeleton_text(brief)
    assert "\na، b[1][2]" in skeleton_text(brief)


def test_an_abbreviation_at_the_end_of_a_value_is_its_full_stop(tmp_path: Path) -> None:
    """After a Russian year with its abbreviation a template's full stop is not printed, in a row and in a text."""
    brief = compose_note(
        tmp_path,
        "| {{ label('glance.what') }} |\n|---|\n| {{ facts.statements[0].text }}. |\n\n"
        "- **{{ facts.statements[0].text }}.** {{ facts.statements[1].text }}.",
        statements=(fact("в 2002 г.", "a"), fact("Да", "b")),
    )
    assert "| в 2002 г.[1] |" in skeleton_text(brief)
    assert "- **в 2002 г.**[1] Да.[2]" in skeleton_text(brief)


def shipped_labels(language: str) -> dict[str, str]:
    """Return the texts of the packaged labels of a language, by key."""
    path = package_data_folder() / "templates/labels" / f"{language}.yaml"
    labels = Labels.load(language, [(path, path.name)])
    return {key: labels[key].text for key in labels.texts}


@pytest.mark.parametrize(
    ("language", "preposition", "form"),
    [
        ("ru", r"(?:с|не позднее|до|после|около|с момента)", "gen"),
        ("fr", r"(?:depuis|dès)", "le"),
        ("fr", r"au plus tard", "en"),
    ],
)  # fmt: skip
def test_a_date_has_the_form_that_its_preposition_asks_for(
    language: str, preposition: str, form: str
) -> None:
    """Russian prepositions take the genitive ("с марта", not "с март"); French ones an article before a day."""
    after = re.compile(rf"\b{preposition} \{{(date|start|end|first|last)(?::(\w+))?\}}", re.IGNORECASE)
    wrong = {
        key
        for key, text in shipped_labels(language).items()
        for match in after.finditer(text)
        if match[2] != form and not key.endswith(".in")
    }
    assert wrong == set()


def test_an_office_without_a_translated_title_has_the_label_of_its_role() -> None:
    """Among who matters and in the news a note names an office by its role rather than in another language."""
    text = note_of("tajikistan", language="ru", product="brief").markdown.replace(NBSP, " ")
    assert "| Специальный представитель | **" in text
    assert "Special Representative" not in text.partition("## Контакты")[0]
    assert ".." not in text
