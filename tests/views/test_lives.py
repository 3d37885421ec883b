"""Tests of the lives of people in their biographies, and of people of one name."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from briefings.build.workspace import Workspace
from briefings.compose.brief import Figure
from briefings.compose.labels import Labels
from briefings.compose.phrase_text import phrase_text
from briefings.factbase.load import load
from briefings.factbase.standing import standing_of
from briefings.model.dates import parse_day
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import content_hash
from briefings.outputs import markdown
from briefings.project import Project
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.notes import make_draft, render_html, render_pdf
from tests.support.views import ROOT, add_fact_file
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.phrases import Phrase
    from briefings.views.records import ProfileView, View

STERN = """\
posts:
- {id: fm, role: foreign-minister, partner: zubrowka, titles: [{text: Foreign Minister, lang: en}]}
- {id: dm, role: defence-minister, partner: zubrowka, titles: [{text: Minister of Defence, lang: en}]}
people:
- {id: ada-stern, names: [{text: Ada Stern, lang: en}]}
- {id: ali-1, sort: "Zeta, Ali", names: [{text: Ali Veli, lang: en}]}
- {id: ali-2, names: [{text: Ali Veli, lang: en}]}
- {id: ali-3, names: [{text: Ali Veli, lang: en}]}
tenures:
- {id: t1, post: fm, holder: ada-stern, valid: 2016-01-01/, evidence: [{source: league-charter, attests: 2019-12-01}]}
- {id: t2, post: dm, holder: ali-2, valid: 2016-01-01/, evidence: [{source: league-charter, attests: 2019-12-01}]}
lives:
- {id: l1, person: ada-stern, what: born, on: 1961-04-03, place: Ganlook, evidence: [league-charter]}
- {id: l2, person: ada-stern, what: speaks, languages: [en, fr, tg], valid: /, evidence: [{source: league-charter, attests: 2010}]}
- {id: l3, person: ada-stern, what: education, text: Law, place: Edelweiss, valid: 1979/1984, evidence: [league-charter]}
- {id: l4, person: ada-stern, what: office, text: Judge at the River Court, valid: 1999/2008, evidence: [league-charter]}
- {id: l5, person: ada-stern, what: honour, text: Order of the Lamp, on: 2018-05-01, evidence: [league-charter]}
- {id: l6, person: ada-stern, what: address, text: Your Excellency, valid: 2016/.., evidence: [league-charter]}
- {id: l7, person: ada-stern, what: pronounced, text: AH-da SHTERN, valid: /.., evidence: [{source: league-charter, attests: 2010}]}
- {id: l8, person: ada-stern, what: died, on: 2020-03-01, place: Lutz, evidence: [league-charter]}
- {id: l9, person: ali-3, what: born, on: 1972-03, evidence: [league-charter]}
statements:
- {id: s1, on: 2001-04-03, about: ada-stern, text: "{person:ada-stern} chaired the flood commission.", evidence: [league-charter]}
- {id: s2, on: 2019-04-03, text: "{person:ali-1}, {person:ali-2} and {person:ali-3} met.", evidence: [league-charter]}
contacts:
- {id: c1, on: 2019-05-03, form: meeting, with: lantern-league, theirs: [ali-1, ali-2, ali-3, ada-stern], evidence: [league-charter]}
"""


@pytest.fixture(name="stern")
def stern_fixture(project: Path) -> Path:
    """Return the fictional project with a life and three people of one name."""
    add_fact_file(project, STERN)
    return project


def view_of(project: Path, day: str, subject: str = "", language: str = "en") -> View:
    """Return the view of a note, about a person if one is named."""
    return build_view(
        load(project), Scope("zubrowka", parse_day(day), "internal", language, subject_id=subject)
    )


def stern_on(project: Path, day: str, language: str = "en") -> ProfileView:
    """Return the profile of Ada Stern."""
    person = view_of(project, day, "ada-stern", language).person
    assert person
    return person


def plain(phrase: Phrase, language: str = "en") -> str:
    """Return a phrase as a note prints it."""
    labels = Labels.load(language, [(ROOT / f"templates/labels/{language}.yaml", f"{language}.yaml")])
    return phrase_text(labels, phrase).replace("\u00a0", " ")


def life_of(person: ProfileView, language: str = "en") -> dict[str, list[str]]:
    """Return the parts of a life as they are printed."""
    return {part.part: [plain(fact.text, language) for fact in part.facts] for part in person.life}


def test_a_biography_tells_a_life(stern: Path) -> None:
    """Each part stands once, in the order of a biography, with its place and time."""
    assert life_of(stern_on(stern, "2020-02-03")) == {
        "born": ["3 April 1961, Ganlook"],
        "education": ["Law, Edelweiss, 1979 to 1984"],
        "office": ["Judge at the River Court, 1999 to 2008"],
        "honour": ["Order of the Lamp, 1 May 2018"],
        "speaks": ["English, French and Tajik"],
        "address": ["Your Excellency"],
        "pronounced": ["AH-da SHTERN"],
    }


def test_a_biography_says_only_once_that_something_is_over(stern: Path) -> None:
    """Studies and offices give both their years, and no remark repeats that they are past."""
    asked = {"products": ("biography",), "about": "ada-stern"}
    brief = make_draft(Workspace(Project(stern, stern)), "zubrowka", parse_day("2020-02-03"), **asked).brief
    text = markdown.render(brief).decode()
    assert "Law, Edelweiss, 1979 to 1984[" in text
    assert "Over" not in text


def test_a_biography_of_an_earlier_day_knows_less(stern: Path) -> None:
    """What came later is not told."""
    assert list(life_of(stern_on(stern, "2009-01-01"))) == ["born", "education", "office"]


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("fr", "anglais, français et tadjik"),
        ("ru", "английский, французский и таджикский"),
        ("ar", "الإنجليزية، الفرنسية والطاجيكية"),
        ("tg", "англисӣ, франсузӣ ва тоҷикӣ"),
    ],
)
def test_languages_have_the_names_of_the_note(language: str, spoken: str, stern: Path) -> None:
    """The tags of languages are printed by their names."""
    assert life_of(stern_on(stern, "2020-02-03", language), language)["speaks"] == [spoken]


def test_an_office_ends_with_a_life(stern: Path) -> None:
    """Of a person who has died, the biography says so, and no post, language or address stands as today's."""
    person = stern_on(stern, "2020-06-01")
    assert life_of(person)["died"] == ["1 March 2020, Lutz"]
    assert not {"speaks", "address", "pronounced"} & life_of(person).keys()
    assert (person.posts, len(person.past_posts)) == ((), 1)
    store = load(stern)
    tenure = store.facts_by_key["zubrowka/t1"]
    days = ("2020-03-01", "2020-03-02")
    assert [standing_of(store, tenure, parse_day(day)).status for day in days] == ["presumed", "ended"]


PHOTO = """\
lives:
- {id: photo, person: ada-stern, what: photo, file: ada.jpg, text: "Court Photographer, CC BY 4.0", on: 2019-05-01, evidence: [league-charter]}
"""
PHOTO_FILE = "facts/zubrowka/ada.jpg"


def add_photo(project: Path, size: tuple[int, int] = (300, 400)) -> None:
    """Give Ada Stern a photo in which a camera has written where it was taken."""
    exif = Image.Exif()
    exif[270] = "zqcellar"
    Image.new("RGB", size, "teal").save(project / PHOTO_FILE, exif=exif)
    add_fact_file(project, PHOTO, "facts/zubrowka/photo.yaml")


@pytest.mark.parametrize(
    ("language", "alternative"),
    [
        ("en", "Photograph of Ada Stern"),
        ("fr", "Photographie\u202f: Ada Stern"),
        ("ru", "Фотография: Ada Stern"),
        ("tg", "Сурат: Ada Stern"),
        ("ar", "الصورة: Ada Stern"),
    ],
)
def test_a_biography_has_a_photo(language: str, alternative: str, stern: Path) -> None:
    """The photo stands at the head with whose it is, and without what the camera wrote."""
    add_photo(stern)
    house = stern / "facts/house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, fr, ru, tg, ar]"), "utf-8"
    )
    workspace = Workspace(Project(stern, stern))
    asked = {"products": ("biography",), "about": "ada-stern", "languages": (language,)}
    brief = make_draft(workspace, "zubrowka", parse_day("2020-02-03"), **asked).brief
    figures = [slot for slot in brief.slots if isinstance(slot, Figure)]
    assert [(figure.name, figure.alt_text) for figure in figures] == [("photo", alternative)]
    assert "Court Photographer, CC BY 4.0" in figures[0].caption
    assert '<figure class="photo"><img src="data:image/svg+xml,' in render_html(brief)
    data = b64decode(figures[0].svg.partition("base64,")[2].partition('"')[0])
    assert data.startswith(b"\xff\xd8")
    assert b"zqcellar" not in data
    if language == "en":
        assert b"/DCTDecode" in render_pdf(brief)


def test_a_photo_is_of_its_day_and_its_readers(stern: Path) -> None:
    """No note of an earlier day has it, none of another person, and none for whom it is withheld."""
    add_photo(stern)
    assert view_of(stern, "2020-02-03", "ada-stern").portrait
    assert not view_of(stern, "2019-04-30", "ada-stern").portrait
    assert not view_of(stern, "2020-02-03", "ali-1").portrait
    add_second_level(stern)
    path = stern / "facts/zubrowka/photo.yaml"
    path.write_text(path.read_text("utf-8").replace("PUBLIC", "LANTERN-SECRET"), "utf-8")
    assert not view_of(stern, "2020-02-03", "ada-stern").portrait


def test_another_photo_is_another_fact(stern: Path) -> None:
    """The hash of the fact is that of the file, too, so a new file is news to a build."""
    hashes = set()
    for size in ((300, 400), (30, 40)):
        add_photo(stern, size)
        hashes.add(content_hash(load(stern).facts_by_key["zubrowka/photo"]))
    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("ada.jpg", b"GIF89a", "not-a-picture"),
        ("ada.jpg", b"\xff\xd8\xff", "not-a-picture"),
        ("ada.jpg", b"0" * 4_000_001, "file-too-large"),
        ("ada.jpg", (4000, 4000), "picture-too-large"),
        ("ada.jpg", None, "no-photo"),
        ("ada.svg", b"<svg/>", "bad-photo"),
        ("../ada.jpg", b"", "bad-photo"),
        ("/etc/hosts", None, "bad-photo"),
    ],
)
def test_a_photo_that_is_of_no_use_is_refused(
    file: str, content: bytes | tuple[int, int] | None, code: str, stern: Path
) -> None:
    """A file that is not a picture, too large, elsewhere or missing is reported."""
    add_fact_file(stern, PHOTO.replace("ada.jpg", file), "facts/zubrowka/photo.yaml")
    if isinstance(content, tuple):
        Image.new("L", content).save(stern / PHOTO_FILE)
    elif content is not None:
        (stern / "facts/zubrowka" / file).write_bytes(content)
    with pytest.raises(BriefingsError) as refused:
        load(stern)
    assert [problem.code for problem in refused.value.diagnostics] == [code]


def test_a_photo_is_no_link_out_of_the_project(stern: Path, tmp_path: Path) -> None:
    """A link to a picture elsewhere is refused."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside.jpg"
    Image.new("RGB", (30, 40)).save(outside)
    add_fact_file(stern, PHOTO, "facts/zubrowka/photo.yaml")
    (stern / PHOTO_FILE).symlink_to(outside)
    with pytest.raises(BriefingsError, match="not a file of the project"):
        load(stern)


def test_what_speaks_of_a_person_stands_in_the_biography_alone(stern: Path) -> None:
    """A statement `about:` a person is in that note, and not in the background of the country."""
    sentence = "Ada Stern chaired the flood commission."
    assert [plain(fact.text) for fact in stern_on(stern, "2020-02-03").statements] == [sentence]
    of_country = view_of(stern, "2020-02-03")
    assert sentence not in [plain(fact.text) for fact in of_country.facts["statements"]]
    assert of_country.edited
    assert sentence not in [plain(text) for text in of_country.edited.background]


def test_people_of_one_name_are_told_apart(stern: Path) -> None:
    """The office tells them apart, else the birth; a name alone is left for whom nothing is on file."""
    view = view_of(stern, "2020-02-03")
    assert "Ali Veli, Ali Veli (Minister of Defence) and Ali Veli (born 1972) met." in [
        plain(fact.text) for fact in view.facts["statements"]
    ]
    who = [plain(person.name) for person in view.people if "Ali" in plain(person.name)]
    assert sorted(who) == ["Ali Veli", "Ali Veli", "Ali Veli (born 1972)"]


def test_a_sort_name_decides_the_order(stern: Path) -> None:
    """Lists of people follow `sort:`."""
    people = [plain(person.name) for person in view_of(stern, "2020-02-03").people]
    assert people[-1] == "Ali Veli"
