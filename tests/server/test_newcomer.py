"""Tests of what a newcomer meets: words in place of ids and notations, what is needed, and what comes next."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.gaps.missing import find_gaps
from briefings.factbase.load import load
from briefings.model.entities import Post
from briefings.project import Project
from briefings.server.message_words import say_on_page
from tests.support.commands import files_below, run_line
from tests.support.live_forms import form_fields_of, problems_beside, shown_yaml
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = {"k.evidence.0.source": "Charter and holders of office"}
STATEMENT = {"partner": "zubrowka", "k.text.0": "The lamps were lit.", **SOURCE}


@pytest.fixture(scope="module")
def reader() -> Browser:
    """Provide a browser on a house that no test changes."""
    return Browser.open(FICTIONAL)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house to write into, whose notes are for principals."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    shutil.rmtree(root / "templates")  # its brief is a desk copy
    return root


ONLY_AT_THE_DESK = [
    (
        {"k.valid.0": "2008/"},
        (
            "nothing confirms it after 2008; write in “Day on which it shows this” the day for which the source says it. "
            "The desk copy prints it, and so does the product “background”."
        ),
    ),
    (
        {"k.valid.0": "2008/2010"},
        "it is over (2008/2010), and notes for principals state only what still holds. The desk copy",
    ),
    (
        {"k.valid.0": "2008/..", "k.review.0": "2020-01-01"},
        "due since 2020-01-01; confirm it, and move “Review” to a later day. The desk copy prints it",
    ),
    ({"k.on.0": "2019", "k.disclosure.0": "no"}, "it must not be disclosed. The desk copy prints it"),
    ({"k.on.0": "2007-03-01"}, "and zubrowka/forum is of the same day. The desk copy prints it"),
]


def preview(browser: Browser, kind: str, **form: str) -> str:
    """Return the YAML of a form."""
    return shown_yaml(browser.post(f"/add/{kind}", {"do": "preview", **form}))


@pytest.mark.parametrize(
    ("words", "date", "read"),
    [
        ("3 May 2019", "2019-05-03", ""), ("mai 2019", "2019-05", "May 2019"),
        ("3 майи соли 2019", "2019-05-03", "3 May 2019"), ("2019", "2019", ""), ("2019-05-03", "2019-05-03", "3 May 2019"),
    ],
)  # fmt: skip
def test_dates_are_shown_as_they_are_read(reader: Browser, words: str, date: str, read: str) -> None:
    answer = reader.post("/add/statement", {"do": "live", "partner": "zubrowka", "k.on.0": words})
    assert f"on: {date}" in shown_yaml(answer)
    shown = re.findall(r'id="k-on-0-read">(.*?)</p>', answer.text)
    assert shown == [f"Read as: {read}" if read else ""]


def test_a_date_with_two_readings_is_told_beside_its_field(reader: Browser) -> None:
    form = {**STATEMENT, "k.on.0": "2019", "k.evidence.0.source": "", "k.evidence.0.new-title": "On lamps"}
    form |= {"k.evidence.0.new-publisher": "Herald", "k.evidence.0.new-published": "3/5/2019"}
    beside = problems_beside(reader.post("/add/statement", {"do": "preview", **form}))
    assert "5 March 2019 or 3 May 2019" in beside["k-evidence-0-new-published"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Foreign minister", "foreign-minister"),
        ("mission", "mission"),
        ("Keeper of wicks", "keeper-of-wicks"),
    ],
)
def test_roles_are_chosen_by_their_words(reader: Browser, words: str, role: str) -> None:
    form = {"k.role.0": words, "k.titles.0.text": "Keeper", "k.partner.0": "zubrowka"}
    assert f"role: {role}\n" in preview(reader, "post", **form)
    offered = reader.get("/complete?kinds=role&q=foreign").text
    assert '"word":"Foreign minister"' in offered


def test_what_is_needed_is_said_at_its_field(reader: Browser) -> None:
    form = reader.get("/add/tenure").text
    needs = dict(re.findall(r'(?:<legend>|for="[^"]*">)([^<]*) <span class="need">([^<]*)<', form))
    assert needs == {
        "Post": "needed", "Holder": "needed, unless the post is vacant", "Start and end": "needed", "Sources": "needed",
        "Title": "needed", "Publisher": "needed", "Published": "needed, if it has one",
        "Web address": "optional", "Quotation": "optional", "Page or place in it": "optional",
    }  # fmt: skip


def test_forms_speak_in_words(reader: Browser) -> None:
    """Choices are labels, an id is followed by its title, and no form has a label twice, or one for two meanings."""
    contact = reader.get("/add/contact").text
    assert '<option value="state-visit">State visit</option>' in contact
    assert '<option value="deputy-minister">deputy minister</option>' in contact
    tenure = reader.get("/add/tenure?partner=zubrowka&k.post.0=zubrowka-minister").text
    assert re.findall(r'id="k-post-0-read"[^>]*>(.*?)</p>', tenure) == ["Minister of Lobbies, Zubrowka"]
    named = reader.get("/add/tenure?partner=zubrowka&k.post.0=Minister+of+Lobbies").text
    assert re.findall(r'id="k-post-0-read"[^>]*>(.*?)</p>', named) == [""]
    labels = {}
    for kind in ("statement", "figure"):
        page = reader.get(f"/add/{kind}").text
        found = re.findall(r'<(?:legend|label for="(?:k-[a-z]+-0|partner)")>([^<]*)', page)
        labels[kind] = [label.strip() for label in found if label != "From"]
        assert len(labels[kind]) == len({*labels[kind]}), kind
    assert "On the card, to know by heart" in labels["statement"]
    assert {"As of", "Valid from and until", "In notes for principals"} <= {*labels["figure"]}
    preview = reader.post("/add/statement", {"do": "live", **STATEMENT, "k.on.0": "2019"})
    assert "Brief on Zubrowka" in preview.visible


def test_sentences_come_before_the_yaml_which_is_folded(reader: Browser) -> None:
    page = reader.post("/add/statement", {"do": "preview", **STATEMENT, "k.on.0": "2019"}).text
    assert (
        page.index("It will print") < page.index('<details class="behind">') < page.index('aria-label="YAML"')
    )


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (
            {"k.on.0": "2031"},
            "No note of 23 November 2026 prints it: it is dated 2031; correct “Day”, or wait for that day.",
        ),
        (
            {"k.on.0": "2019", "k.status.0": "proposed"},
            "it is proposed, and waits for a person to accept it.",
        ),
    ],
)
def test_the_reason_is_said_if_no_note_prints_a_fact(
    reader: Browser, form: dict[str, str], reason: str
) -> None:
    answer = reader.post("/add/statement", {"do": "preview", **STATEMENT, **form})
    assert reason in " ".join(answer.visible.split())


def test_the_reason_is_said_if_only_the_desk_copy_prints_a_fact(root: Path) -> None:
    browser = Browser.open(root)
    for form, reason in ONLY_AT_THE_DESK:
        answer = browser.post("/add/statement", {"do": "live", **STATEMENT, **form})
        assert reason in " ".join(answer.visible.split())
    figure = {"k.name.0": "Lamps", "k.value.0": "12", "k.on.0": "2019", "k.telling.0": "no"}
    answer = browser.post("/add/figure", {"do": "live", "partner": "zubrowka", **SOURCE, **figure})
    assert "write “In notes for principals: yes”. The desk" in " ".join(answer.visible.split())


def test_what_the_reason_advises_has_its_effect(root: Path) -> None:
    """The saved page repeats the reason; the product that it names prints the fact, and the advice prints it in all."""
    browser = Browser.open(root)
    form = {**STATEMENT, "k.valid.0": "2008/"}
    assert browser.post("/add/statement", {"do": "save", **form}).status == 303
    saved = browser.get("/saved")
    assert "No note of 23 November 2026 prints it: nothing confirms it after 2008; write" in saved.visible
    [fact] = re.findall(r'No note of.*href="/edit/(zubrowka/[\w-]+)"', saved.text)
    assert "Nowhere: nothing confirms it after 2008" in browser.get(f"/fact/{fact}").visible
    gaps = [gap for gap in find_gaps(Project(root, root), "zubrowka", TODAY) if gap.code == "left-to-desk"]
    assert [gap.message for gap in gaps if "The lamps were lit" in gap.message] == [
        "no note for principals of 23 November 2026 prints “The lamps were lit.”: nothing confirms it after 2008"
    ]
    for product, prints in (("background", True), ("brief", False)):
        note = browser.get(f"/note/zubrowka?product={product}").visible
        assert ("The lamps were lit" in note) == prints, product
    edit = {**form_fields_of(browser, f"/edit/{fact}"), "k.evidence.0.attests": str(TODAY)}
    assert browser.post(f"/edit/{fact}", {**edit, "do": "save"}).status == 303
    assert "No note of" not in browser.get("/saved").visible
    assert "The lamps were lit" in browser.get("/note/zubrowka?product=brief").visible
    shown = browser.get("/saved").text
    latest, first = shown.partition("Earlier saves")[0], shown.partition("Earlier saves")[2]
    assert ("<button>Undo" in latest, "Its file has changed since" in latest) == (True, False)
    assert f'undo what was saved later first, or <a href="/fact/{fact}">open it</a>' in first


def test_a_refused_save_says_so_and_leads_to_the_fields(reader: Browser) -> None:
    answer = reader.post("/add/statement", {"do": "save", **STATEMENT, "k.text.0": "", "k.on.0": "soon"})
    assert answer.status == 422
    assert "Not saved." in answer.visible
    assert re.findall(r'<a href="(#f-\w+)">', answer.text) == ["#f-text", "#f-on"]
    assert "Not saved." not in reader.post("/add/statement", {"do": "live", "k.on.0": "soon"}).visible


def test_a_note_offers_every_product(reader: Browser) -> None:
    page = reader.get("/note/zubrowka").text
    products = re.findall(r'<select name="product">(.*?)</select>', page, re.DOTALL)[0]
    offered = re.findall(r'<option value="([\w-]+)"[^>]*>([^<]*)', products)
    assert {("brief", "Brief"), ("desk", "Desk copy"), ("card", "Card")} <= {*offered}


def test_a_new_partner_brings_its_top_posts(tmp_path: Path) -> None:
    """As the shown command does, to the byte; then the page asks who holds them, and undoing takes all away."""
    for name in ("page", "command"):
        assert run_line(f"init '{tmp_path / name}' --name 'Union of Lanterns' --short UL").code == 0
    root = tmp_path / "page"
    before, browser = files_below(root / "facts"), Browser.open(root)
    titles = re.findall(
        r'>(Title of [^<]*)</label>\n<input[^>]* name="(post\.[\w-]+)" value="".* placeholder="([^"]*)"',
        browser.get("/add/partner").text,
    )
    assert titles == [
        ("Title of the head of state", "post.head-of-state", "President"),
        ("Title of the head of government", "post.head-of-government", "Prime Minister"),
        ("Title of the foreign minister", "post.foreign-minister", "Minister of Foreign Affairs"),
    ]
    form = {
        "country": "Uzbekistan",
        "post.head-of-state": "President",
        "post.head-of-government": "",
        "post.foreign-minister": "Foreign minister",
    }
    page = browser.post("/add/partner", {**form, "do": "preview"}).text
    command = unescape(re.findall(r'aria-label="Command">(.*?)</pre>', page)[0])
    answer = browser.post("/add/partner", {**form, "do": "save"})
    posts = {
        post.id: (post.roles, post.names[0].text) for post in load(root).entities_of(Post) if post.partner
    }
    assert posts == {
        "uzbekistan-head-of-state": (("head-of-state",), "President"),
        "uzbekistan-foreign-minister": (("foreign-minister",), "Foreign minister"),
    }
    assert run_line(f"{command.removeprefix('briefings ')} --project '{tmp_path / 'command'}'").code == 0
    assert files_below(tmp_path / "command/facts") == files_below(root / "facts")
    page_after = browser.get(answer.header("location")).text
    assert "Uzbekistan was added." in page_after
    assert "was added" not in browser.get("/add?partner=uzbekistan").text
    assert re.findall(r'href="/add/tenure\?partner=uzbekistan&amp;k.post.0=(\w+)', page_after) == [
        "President",
        "Foreign",
    ]
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    undone = browser.post("/undo", {"number": number}).header("location")
    assert "Undone: added partner: Uzbekistan." in " ".join(browser.get(undone).visible.split())
    assert files_below(root / "facts") == before


def test_contacts_are_called_by_day_form_and_people(tmp_path: Path) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    browser = Browser.open(root)
    form = {
        "k.form.0": "call",
        "k.on.0": "4 Feb 2019",
        "k.with.0": "lantern-league",
        "k.topics.0": "Lamps",
        **SOURCE,
    }
    form |= {"partner": "zubrowka", "k.theirs.0.person": "Zero Moustafa", "k.theirs.1.group": "Porters"}
    assert browser.post("/add/contact", {"do": "save", **form}).status == 303
    assert (
        "added contact: 4 February 2019, call: Zero Moustafa, Porters: Lamps" in browser.get("/saved").visible
    )
    assert "4 February 2019, call: Zero Moustafa, Porters: Lamps" in browser.get("/find?q=porters").visible


TOO_EARLY = [
    (
        "tenure",
        {"k.post.0": "zubrowka-minister", "k.holder.0": "Gustave H.", "k.valid.0.from": "April 2019"},
        "This began in April 2019, but its newest source is older (4 February 2019)",
    ),
    (
        "contact",
        {"k.form.0": "meeting", "k.on.0": "14 October 2025", "k.with.0": "lantern-league"},
        "All sources of this were written before it, so they only announce it",
    ),
]


@pytest.mark.parametrize(("kind", "form", "said"), TOO_EARLY, ids=[case[0] for case in TOO_EARLY])
def test_a_source_from_before_the_fact_is_told_at_once(
    root: Path, kind: str, form: dict[str, str], said: str
) -> None:
    """Beside the sources, while one types; and once more when it is saved."""
    browser = Browser.open(root)
    form = {"partner": "zubrowka", "k.evidence.0.source": "alpine-herald-2019", **form}
    assert said in problems_beside(browser.post(f"/add/{kind}", {"do": "live", **form}))["f-evidence"]
    assert browser.post(f"/add/{kind}", {"do": "save", **form}).status == 303
    assert said in browser.get("/saved").visible


def test_a_misspelt_country_is_told_at_its_field(reader: Browser) -> None:
    """With the right name, which a click takes."""
    page = reader.post("/add/partner", {"do": "preview", "country": "Kazahkstn"}).text
    [suggested] = re.findall(r'<button name="instead" value="(\w+)"', page)
    assert suggested == "Kazakhstan"
    assert page.index('id="partner-problems"') < page.index("Its top posts")
    assert (
        'value="Kazakhstan"'
        in reader.post("/add/partner", {"country": "Kazahkstn", "instead": suggested}).text
    )


def test_another_kind_is_about_the_same_partner(reader: Browser) -> None:
    assert 'href="/add?partner=zubrowka">Another kind' in reader.get("/add/tenure?partner=zubrowka").text


TWO_TITLES = """\
marking: PUBLIC
posts:
- {id: valley-minister, role: foreign-minister, partner: zubrowka, titles: [{text: Minister of Lobbies, lang: en}]}
- {id: hills-minister, role: minister, partner: hills, titles: [{text: Minister of Lobbies, lang: en}]}
- {id: hills-chief, role: chief, partner: hills, titles: [{text: Chief, lang: en}]}
"""


def test_a_name_that_several_have_is_shown_with_what_tells_it_apart(root: Path) -> None:
    """It is read back as the one that was meant, and no box shows an id."""
    (root / "facts/hills").mkdir()
    partner = "partner: {id: hills, names: [{text: The Hills, lang: en}]}\n"
    (root / "facts/hills/partner.yaml").write_text(partner, "utf-8")
    titles = "\n".join(line for line in TWO_TITLES.split("\n") if "valley" not in line)
    (root / "facts/hills/posts.yaml").write_text(titles, "utf-8")
    sources = "- {id: %s, title: The lamps, publisher: Herald, published: 2019-02-0%s, language: en}"
    lines = ["marking: PUBLIC", "sources:", sources % ("one", 1), sources % ("two", 2)]
    (root / "facts/shared/lamps.yaml").write_text("\n".join(lines), "utf-8")
    browser = Browser.open(root)
    offered = browser.get("/complete?kinds=post+source&q=minister").text
    assert "Minister of Lobbies, The Hills" in offered
    assert "The lamps, Herald, 2 February 2019" in browser.get("/complete?kinds=source&q=lamps").text
    form = {
        "k.post.0": "Minister of Lobbies, The Hills",
        "k.holder.0": "Gustave H.",
        "k.valid.0.from": "2019",
        "k.evidence.0.source": "The lamps, Herald, 2 February 2019",
    }
    written = shown_yaml(browser.post("/add/tenure", {"do": "live", "partner": "hills", **form}))
    assert "post: hills-minister" in written
    assert "evidence: [two]" in written or "source: two" in written or "- two" in written
    assert browser.post("/add/tenure", {"do": "save", "partner": "hills", **form}).status == 303
    [key] = re.findall(r'href="/fact/(hills/[\w-]+)"', browser.get("/saved").text)
    again = form_fields_of(browser, f"/edit/{key}")
    assert (again["k.post.0"], again["k.evidence.0.source"]) == (
        form["k.post.0"],
        form["k.evidence.0.source"],
    )


SAID = [
    (
        "statement",
        {"k.evidence.0.source": "TEST"},
        "k-evidence-0-source",
        "No source has this title: choose one, or open “A new source”.",
    ),
    (
        "agreement",
        {"k.title.0": "Wicks", "k.on.0": "2019", "k.valid.0.from": "2019"},
        "f-on",
        "Fill in only one of these: “Its day, if no step is known” or “Start and end, if no step is known”.",
    ),
    ("tenure", {"k.valid.0.from": "03/04/2025"}, "f-valid", "can be 4 March 2025 or 3 April 2025"),
    (
        "tenure",
        {"k.valid.0.from": "2 May 2019", "k.valid.0.until": "03/04/2025"},
        "f-valid",
        "can be 4 March 2025 or 3 April 2025",
    ),
    ("tenure", {"k.valid.0.from": "4 Apr 25"}, "f-valid", "Do you mean 4 April 2025?"),
    ("statement", {"k.on.0": "yesterday"}, "f-on", "Do you mean 22 November 2026?"),
    ("statement", {"k.on.0": "4 Apr 25"}, "f-on", "Do you mean 4 April 2025?"),
]


@pytest.mark.parametrize(
    ("kind", "form", "field", "said"),
    SAID,
    ids=[f"{case[0]} {case[2]} {number}" for number, case in enumerate(SAID)],
)
def test_problems_are_told_in_words_of_the_form(
    reader: Browser, kind: str, form: dict[str, str], field: str, said: str
) -> None:
    answer = reader.post(f"/add/{kind}", {"do": "live", "partner": "zubrowka", **form})
    assert said in problems_beside(answer).get(field, ""), problems_beside(answer)


def test_what_is_needed_names_each_way_to_give_it(reader: Browser) -> None:
    without = {name: text for name, text in STATEMENT.items() if name != "k.on.0"}
    answer = reader.post("/add/statement", {"do": "live", **without})
    assert "Still needed: Day, or Start and end." in answer.visible
    assert "data-good" not in answer.text
    assert "data-good" in reader.post("/add/statement", {"do": "live", **without, "k.on.0": "2019"}).text


def test_an_agreement_is_told_by_its_steps(reader: Browser) -> None:
    page = reader.get("/add/agreement").text
    assert page.index('<option value="in-force">in force since</option>') < page.index(
        "<summary>More</summary>"
    )
    form = {"k.title.0": "Wick accord", "k.stages.0.stage": "signed", "k.stages.0.on": "3 Feb 2019", **SOURCE}
    form |= {"k.stages.1.stage": "in-force", "k.stages.1.on": "May 2019"}
    written = preview(reader, "agreement", partner="zubrowka", **form)
    assert "stage: signed" in written
    assert "stage: in-force" in written


def test_gaps_are_told_without_ids_and_notation(reader: Browser) -> None:
    """A source by its title, a person by the name, a role by its label, a day in words."""
    told = unescape(reader.get("/entry/zubrowka").visible)
    for words in (
        "The source “Our friends in the valleys” has no date",
        "Only posts are on record for “Zero Moustafa”",
        "has no post with the role “Head of state”",
        "was last attested on 3 February 2019",
    ):
        assert words in told
    gaps = re.findall(r"<li>([^<]*) <a [^>]*aria-label", reader.get("/entry/zubrowka").text)
    assert gaps
    assert not [gap for gap in gaps if re.search(r"\d{4}-\d\d|\b[a-z]+-[a-z]+\b", gap)]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("lamps began in 2016-02, its source is older (2015-04-01)", "Lamps began in February 2016, its source is older (1 April 2015)"),
        ("write `quote:` or `attests: DAY`", "Write “Quotation” or “Day on which it shows this”"),
        ("zero-moustafa and zubrowka/no-such", "“Zero Moustafa” and zubrowka/no-such"),
        ("it is dated 2010/2012-03", "It is dated 2010 to March 2012"),
        ("see https://herald.example/2019-02-04/zero-moustafa", "See https://herald.example/2019-02-04/zero-moustafa"),
    ],
)  # fmt: skip
def test_messages_are_said_in_words_of_the_page(message: str, said: str) -> None:
    assert say_on_page(message, load(FICTIONAL), TODAY) == said


NAMES = [
    ("Әбділда", "“Әбділда” is not written in English.", "such as “kk: Әбділда” for Kazakh."),
    ("Նիկոլ", "“Նիկոլ” is not written in English.", "such as “hy: Նիկոլ” for Armenian."),
    ("عمر", "“عمر” is not written in English.", "such as “ar: عمر” for Arabic."),
]


@pytest.mark.parametrize(("name", "message", "advice"), NAMES, ids=["kk", "hy", "ar"])
def test_a_name_in_another_script_asks_for_its_language(
    reader: Browser, name: str, message: str, advice: str
) -> None:
    """Beside its field; written as the page says, the person has the name, and not the language in it."""
    form = {"partner": "zubrowka", "k.post.0": "Minister of Lobbies", "k.valid.0": "2005/2006"}
    form |= {"k.evidence.0.source": "Charter and holders of office"}
    beside = problems_beside(reader.post("/add/tenure", {"do": "preview", **form, "k.holder.0": name}))
    assert message in beside["f-holder"]
    assert advice in beside["f-holder"]
    language = advice.partition("“")[2].partition(":")[0]
    written = preview(reader, "tenure", **form, **{"k.holder.0": f"{language}: {name}"})
    assert (
        f"{{text: {name}, lang: {language}}}" in written or f'{{text: "{name}", lang: {language}}}' in written
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"country": "Kazakstan"}, "'Kazakstan' is read as Kazakhstan (KZ)."),
        ({"name": "Uzbekstan"}, "'Uzbekstan' is much like Uzbekistan (UZ): if it is that country, give its code."),
    ],
    ids=["an old spelling", "a new name"],
)  # fmt: skip
def test_a_country_in_another_spelling_is_told(reader: Browser, form: dict[str, str], said: str) -> None:
    assert said in reader.post("/add/partner", {"do": "preview", **form}).visible


def test_a_country_as_it_is_written_needs_no_word(reader: Browser) -> None:
    for name in ("Kazakhstan", "KZ", "Grand Fenwick"):
        form = {"country": name} if len(name) != len("Grand Fenwick") else {"name": name}
        assert "Please look" not in reader.post("/add/partner", {"do": "preview", **form}).visible
