"""Tests of new entries: names for ids, refusals in the words of the options, and files that the loader accepts."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.authoring.entries.ids import free_id, id_from_name
from briefings.authoring.entries.new_entry import EntryWords, add_entry
from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.factbase.load import load
from briefings.loading.parsers import MAX_ID_LENGTH, is_id
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import OWN
from tests.support.commands import files_below, run_line
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import CommandResult

DAY = date(2019, 6, 1)
SHARED = "facts/shared/shared.yaml"
SCRIPTS = "abcXYZ éłß Жӣҷ 外交部 وزارة Κύπρος ქართ हिन्दी ไทย '\"#:{}[]|>-&*!%@`,?~\\"
CALL = "add contact zubrowka --on 2019-02-04 --form call --with lantern-league --evidence alpine-herald-2019"


@pytest.fixture
def working_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fictional project, as the working folder."""
    monkeypatch.chdir(project)
    return project


def added(project: Path, before: dict[str, bytes]) -> dict[str, str]:
    """Return what was added at the end of each changed file; nothing before it may have changed."""
    changes = {}
    for name, data in files_below(project).items():
        if data != before.get(name, b""):
            assert data.startswith(before.get(name, b""))
            changes[name] = data.removeprefix(before.get(name, b"")).decode()
    return changes


def test_a_contact_by_names_is_written_and_its_sentences_are_shown(working_project: Path) -> None:
    """A name in any case is an id, a new person is made, and what was cleaned is said."""
    before = files_below(working_project)
    run = run_line(
        f"{CALL} --theirs 'zero moustafa' --theirs '{{person: Ágnes Łukasz, as: Guest}}' --new-people "
        "--topic 'Lamps\u200b and\xa0wicks' --locator 'row 2' --as-of 2019-06-01"
    )
    entry = """\
- id: call-2019-02-04
  form: call
  with: lantern-league
  theirs:
  - zero-moustafa
  - {person: agnes-lukasz, as: Guest}
  topics: [Lamps and wicks]
  on: 2019-02-04
  evidence:
  - {source: alpine-herald-2019, locator: row 2}
"""
    person = "- id: agnes-lukasz\n  names:\n  - {text: Ágnes Łukasz, lang: en}\n"
    assert run.code == 0
    assert run.out == person + entry
    assert run.err.replace("\xa0", " ").startswith(
        "cleaned --topics: U+200B (zero width space) removed\n"
        "cleaned --topics: U+00A0 (no-break space) replaced by a space\n"
        "printed: zubrowka, At a glance: Last contact · Call · 4 February 2019\n"
    )
    assert added(working_project, before) == {
        OWN: entry,
        "facts/zubrowka/people.yaml": f"marking: PUBLIC\npeople:\n{person}",
    }
    assert run_line("check").code == 0


def test_a_dry_run_shows_the_same_and_writes_nothing(working_project: Path) -> None:
    before = files_below(working_project)
    dry, wet = run_line(f"{CALL} --dry-run"), run_line(CALL)
    assert (dry.code, dry.out) == (0, wet.out)
    assert dry.err == wet.err.replace("written:", "not written:")
    assert [*added(working_project, before)] == [OWN]


def test_a_second_entry_of_one_name_gets_a_number(working_project: Path) -> None:
    assert "id: call-2019-02-04\n" in run_line(CALL).out
    assert "id: call-2019-02-04-2\n" in run_line(f"{CALL} --topic Snow").out
    assert len(load(working_project).facts) == len(load(FICTIONAL).facts) + 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (CALL, "the contact 'call-2019-02-04' says the same"),
        ("add person --names 'Anna Test'", "the person 'anna-test' says the same"),
        ("add post zubrowka --role mayor --title Mayor", "the post 'zubrowka-mayor' says the same"),
    ],
)
def test_the_same_words_twice_are_refused_with_the_place(working_project: Path, line: str, said: str) -> None:
    assert run_line(line).code == 0
    before = files_below(working_project)
    run = run_line(line)
    assert run.code == 1
    assert run.err.startswith(f"error[repeated-entry]: {said}\n  also: facts/")
    assert files_below(working_project) == before
    assert run_line(f"{line} --id another").code == 0


def test_a_title_that_the_partner_has_already_is_refused(working_project: Path) -> None:
    """Other partners may have a post of the same title."""
    assert run_line("add post zubrowka --role mayor --title Mayor").code == 0
    run = run_line("add post zubrowka --role town-mayor --title Mayor")
    assert "the post 'zubrowka-mayor' is called 'Mayor' too" in run.err
    assert run_line("new Graustark --name Graustark --post 'mayor: Mayor'").code == 0
    graustark = run_line("add post graustark --role mayor --title Mayor")
    assert "the post 'graustark-mayor' says the same" in graustark.err
    assert "zubrowka" not in graustark.err
    assert "graustark-mayor" in load(working_project).entities


@pytest.mark.usefixtures("working_project")
def test_the_names_of_the_partner_come_first() -> None:
    """A title that several partners have, or the usual title of a role, is the post of the one that is named."""
    assert run_line("add post zubrowka --role head-of-state --title President").code == 0
    assert (
        run_line("new Graustark --name Graustark --post President --post 'foreign-minister: Chancellor'").code
        == 0
    )
    tenure = "--holder zero-moustafa --valid 2018/ --evidence league-charter --dry-run"
    president = run_line(f"add tenure graustark --post President {tenure}")
    assert "  post: graustark-head-of-state\n" in president.out
    minister = run_line(f"add tenure graustark --post 'Minister of Foreign Affairs' {tenure}")
    assert "  post: graustark-foreign-minister\n" in minister.out
    assert "ambiguous-name" in run_line(f"add tenure --post President {tenure}").err


@pytest.mark.parametrize("is_dry", [True, False])
@pytest.mark.usefixtures("working_project")
def test_what_the_checks_find_about_an_entry_is_said(*, is_dry: bool) -> None:
    """A second holder of one seat is written and named, with the source that must be reviewed before the first one ends."""
    assert run_line("add post zubrowka --role mayor --title Mayor").code == 0
    tenure = (
        "add tenure zubrowka --post Mayor --holder zero-moustafa --valid 2016/ --evidence alpine-herald-2019"
    )
    first = run_line(f"{tenure} --attests '4 February 2019' --as-of 2019-06-01")
    assert "check reports" not in first.err
    run = run_line(
        "add tenure zubrowka --post Mayor --holder agatha-baker --valid 2018-02-01/ --evidence league-charter "
        f"--as-of 2019-06-01 {'--dry-run' * is_dry}"
    )
    assert run.code == 0
    assert re.search(
        r"facts/zubrowka/\w+\.yaml:\d+:3: error\[two-holders\]: zubrowka-mayor has one seat", run.err
    )
    advice = "end the earlier tenure (valid: 2016/2018-02-01) and review its source alpine-herald-2019, which saw them on"
    assert f"{advice} 2019-02-04, or record a resolution\n" in run.err
    assert run.err.endswith("check reports 1 error about your entry\n")
    assert ("two-holders" in run_line("check zubrowka --as-of 2019-06-01").out) is not is_dry


@pytest.mark.parametrize(
    ("line", "folder", "id_"),
    [
        ("tenure --post zubrowka-minister --holder 'Gustave H.' --valid 2020/", "zubrowka", "zubrowka-minister-gustave-h"),
        ("tenure --post league-keeper --vacant yes --valid 2030/", "shared", "league-keeper"),
        ("agreement ZUBROWKA --on 2019 --title 'Wick & Oil Accord'", "zubrowka", "wick-and-oil-accord"),
        ("statement zubrowka --on 2019-05 --text 'They lit many new lamps there in May.'", "zubrowka", "they-lit-many-new-lamps"),
        ("statement --on 2019-05 --text '外交部。'", "zubrowka", "statement-2019-05"),
        ("membership shared --framework lamp-forum --valid 2019/", "shared", "lamp-forum"),
    ],
)  # fmt: skip
def test_folders_and_ids_follow_from_what_is_said(
    working_project: Path, line: str, folder: str, id_: str
) -> None:
    run = run_line(f"add {line} --evidence alpine-herald-2019")
    assert run.code == 0, run.err
    assert f"{folder}/{id_}" in load(working_project).facts_by_key


@pytest.mark.parametrize(
    ("line", "id_", "name"),
    [
        ("person --names 'Łukasz Müßig'", "lukasz-mussig", "Łukasz Müßig"),
        ("person --names 'ru: Эмомали Рахмон'", "emomali-rakhmon", "Эмомали Рахмон"),
        ("person --names 'zh: 外交部' --id ministry", "ministry", "外交部"),
        ("organisation --names 'Guild of Wicks' --names 'fr: Guilde'", "guild-of-wicks", "Guild of Wicks"),
        ("source --title '\u202eOn lamps\ufeff' --publisher Herald", "on-lamps", "On lamps"),
    ],
)
def test_entities_go_to_the_shared_folder(working_project: Path, line: str, id_: str, name: str) -> None:
    run = run_line(f"add {line}")
    assert run.code == 0, run.err
    entity = load(working_project).entities[id_]
    assert (entity.folder, next(iter(entity.known_as()))) == ("shared", name)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("contact zubrowka --on 'one day in 2019'", "error[bad-on]: --on: 'one day in 2019' is not a date"),
        ("line zubrowka --use chat", "error[bad-use]: --use: 'chat' is not one of objective, "),
        ("contact zubrowka --form call", "error[missing-field]: this contact has no 'with'\n  hint: give `--with`"),
        ("contact zubrowka --with lantern", "error[unknown-organisation]: --with: unknown organisation 'lantern'"),
        ("contact zubrowka --with zero-moustafa", "error[wrong-kind]: --with: 'zero-moustafa' is a person"),
        ("contact zubrowka --theirs 'Zero Mustafa'", "--theirs: no person is called 'Zero Mustafa'\n  hint: give --new-people to add one, or the id of one; write people without"),
        ("tenure zubrowka --post 'Lord Chamberlain'", "--post: no post is called 'Lord Chamberlain'\n  hint: give the id of one, or add one: `briefings add post`"),
        ("statement zubrowka --evidence 'On lamps'", "--evidence: no source is called 'On lamps'"),
        ("statement --evidence league-charter --attests '1 Octember'", "error[bad-attests]: --attests: '1 Octember' is not a date"),
        ("post --role mayor --title Mayor", "neither 'organisation' nor 'partner'\n  hint: give `--organisation` or the `--partner`"),
        ("contact zubrowka --on 2019-02-04 --form meting --with lantern-league --evidence alpine-herald-2019", "error[unknown-form]: --form: no label names the form of contact 'meting'"),
        ("contact zubrowka --theirs '{person: zero-moustafa'", "error[yaml-syntax]: --theirs: "),
        ("contact zubrowka --theirs '{persons: x}'", "error[unknown-key]: --theirs: a participant has no 'persons'"),
        ("contact zubrowka --topic 'TODO x'", "error[to-do]: --topics: 'topics' is still to be written"),
        ("contact zubrovka --form call", "error[unknown-partner]: unknown partner 'zubrovka'"),
        ("agreement zubrowka --title Wicks --stages '{stage: signed}' --evidence alpine-herald-2019", "error[missing-field]: --stages: this stage of an agreement has no 'on'\n  hint: add `on:`"),
        ("contact --marking SECRET", "error[unknown-marking]: --marking: "),
        ("tenure --post zubrowka-minister --valid 2030/", "this tenure has neither 'holder' nor 'vacant'"),
        ("statement --on 2019 --text 'They met {person:agatha}.'", "error[unknown-person]: --text: unknown person 'agatha'"),
        ("statement --evidence league-charter --evidence undated-page --locator 3", "error[bad-option]: --locator can't belong"),
        ("person --names 'Эмомали Рахмон'", "error[no-language]: --names: the language of 'Эмомали Рахмон' is not en"),
        ("person --names 'zh: 外交部'", "error[no-id]: no id can be made from '外交部'"),
        ("person --names Zero --id zero-moustafa", "error[repeated-id]: --id: the id 'zero-moustafa' is already used"),
        ("person --names Zero --id 'Zero M'", "error[bad-id]: --id: 'Zero M' is not an id"),
    ],
)  # fmt: skip
def test_refusals_name_the_option_and_write_nothing(working_project: Path, line: str, said: str) -> None:
    before = files_below(working_project)
    run = run_line(f"add {line}")
    assert (run.code, run.out) == (1, "")
    assert said in run.err
    assert files_below(working_project) == before


class Terminal(io.StringIO):
    """A terminal on which someone has typed some lines."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


CONTACT_ANSWERS = [
    "shared", "Zubrovka", "Zubrowka",  # the partner; `shared` is none
    "", "call",  # what is needed is asked for again
    "some day", "4 February 2019",
    "League of Lanterns", "League of Lantern Keepers",
    "herald", "alpine-herald-2019", "",
    "y",  # more
    "",  # its place
    "Zero Moustafa", "",
    "",  # our side
    "Snow", "Wicks", "",
]  # fmt: skip
"""What a person types for a contact; Enter at all other questions."""


def answer(monkeypatch: pytest.MonkeyPatch, line: str, *typed: str) -> CommandResult:
    """Run a command on a terminal on which someone types some lines."""
    monkeypatch.setattr("sys.stdin", Terminal("\n".join([*typed, ""])))
    return run_line(line)


def test_a_terminal_asks_for_an_entry(working_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A required answer is asked for once more, several are taken one by one, and the entry is that of the options."""
    run_line("new freedonia --name Freedonia")
    run = answer(monkeypatch, "add contact --as-of 2019-06-01", *CONTACT_ANSWERS, *[""] * 20)
    assert run.code == 0, run.err
    refused = [line.strip() for line in run.err.splitlines() if line.startswith("  ")]
    assert [line.partition(" (")[0] for line in refused[:5]] == [
        "unknown partner 'shared'",
        "unknown partner 'Zubrovka'",
        "'some day' is not a date; write 2002, 2002-02 or 2002-02-20",
        "unknown organisation 'League of Lanterns'",
        "unknown source 'herald'",
    ]
    assert "did you mean League of Lantern Keepers?" in refused[3]
    assert "with `briefings add source`, then answer again" in refused[4]
    asked = load(working_project).facts_by_key["zubrowka/call-2019-02-04"]
    assert run_line(f"{CALL} --theirs zero-moustafa --topic Snow --topic Wicks --id again").code == 0
    given = load(working_project).facts_by_key["zubrowka/again"]
    assert replace(asked, id="", location=given.location) == replace(given, id="")


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("statement", ["Snow fell.", "12 May 2018", "league-charter", "", "n"], "  on: 2018-05-12"),
        ("statement", ["Snow falls.", "2018/", "league-charter", "", "n"], '  valid: "2018/"'),
        ("agreement", ["Accord", "2004/2010", "league-charter", "", "n"], '  valid: "2004/2010"'),
        ("agreement", ["Accord", "signed 12 May 2018", "league-charter", "", "n"], "  - {stage: signed, on: 2018-05-12}"),
        ("tenure", ["", "zubrowka-minister", "New Holder", "n", "New Holder", "y", "2031/", "league-charter", "", "n"], "  holder: new-holder"),
        ("tenure", ["", "zubrowka-minister", "", "yes", "2031/", "league-charter", "", "n"], "  vacant: yes"),
        ("source", ["On wicks", "Alpine Herald", "2018", "n"], "  publisher: Alpine Herald"),
        ("line", ["point", "Ask for oil.", "The Minister", "2018/", "", "league-charter", "", "n"], "  to: The Minister"),
        ("line", ["objective", "More oil.", "2018/", "", "league-charter", "", "n"], "  use: objective"),
        ("person", ["Ida Wick", "", "n"], "- id: ida-wick"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("working_project")
def test_what_is_needed_is_asked_for_first(
    monkeypatch: pytest.MonkeyPatch, kind: str, typed: list[str], read: str
) -> None:
    """One question asks for the time, one of two keys is enough, and the rest is behind one question."""
    run = answer(monkeypatch, f"add {kind} --dry-run --as-of 2019-06-01", *typed)
    assert (run.code, read in run.out) == (0, True), (run.out, run.err)
    assert run.out.count("More?") == 1


@pytest.mark.usefixtures("working_project")
def test_answers_that_do_not_go_together_are_kept_as_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule between answers shows only at the end; then the person need not type all of it again."""
    typed = [
        "",
        "zubrowka-minister",
        "Zero Moustafa",
        "2031/2030",
        "2031/",
        "league-charter",
        "",
        "y",
        "2030",
        *[""] * 20,
    ]
    run = answer(monkeypatch, "add tenure --as-of 2019-06-01", *typed)
    assert "Your answers as a command" in run.err or run.code == 0


@pytest.mark.parametrize(
    ("written", "read"),
    [("8 December 2018", "2018-12-08"), ("December 2018", "2018-12"), ("25/12/2018", "2018-12-25")],
)
@pytest.mark.usefixtures("working_project")
def test_a_date_in_words_is_read(written: str, read: str) -> None:
    line = f"add agreement zubrowka --on '{written}' --title Accord --evidence league-charter --dry-run"
    assert f"  on: {read}\n" in run_line(line).out


@pytest.mark.usefixtures("working_project")
@pytest.mark.parametrize(("written", "read"), [("Phone call", "call"), ("State visit", "state-visit")])
def test_a_usual_word_for_a_form_is_read(written: str, read: str) -> None:
    """As `import` reads it."""
    run = run_line(f"{CALL.replace('--form call', f'--form {written!r}')} --topics Wicks --dry-run")
    assert (run.code, f"  form: {read}\n" in run.out) == (0, True), run.err


@pytest.mark.usefixtures("working_project")
def test_a_date_with_two_readings_is_refused() -> None:
    run = run_line("add agreement zubrowka --on 03/04/2019 --title Accord --evidence league-charter")
    assert "error[ambiguous-date]: --on: '03/04/2019' can be 2019-03-04 or 2019-04-03" in run.err
    assert run.code == 1


@pytest.mark.usefixtures("working_project")
def test_a_name_of_two_people_is_asked_for() -> None:
    run_line("add person --names 'Zero Moustafa' --id other-zero")
    run = run_line(f"{CALL} --theirs 'Zero Moustafa'")
    assert "error[ambiguous-name]" in run.err
    assert "write one of zero-moustafa, other-zero" in run.err


def test_a_new_file_has_the_highest_level_of_its_folder(working_project: Path) -> None:
    """Nothing that is added there is open by accident."""
    levels = "levels:\n- {id: PUBLIC, name: PUBLIC}\n- {id: CLOSED, name: CLOSED}\n"
    path = working_project / "facts/markings/public.yaml"
    path.write_text(re.sub(r"levels:\n(?:[- ].*\n?)+", levels, path.read_text("utf-8")), "utf-8")
    (working_project / "facts/house.yaml").write_text(
        (working_project / "facts/house.yaml")
        .read_text("utf-8")
        .replace("internal: PUBLIC", "internal: CLOSED"),
        "utf-8",
    )
    (working_project / "facts/zubrowka/secret.yaml").write_text(
        "marking: CLOSED\nstatements:\n- {id: s, on: 2019, text: It snows., evidence: [league-charter]}\n",
        "utf-8",
    )
    run = run_line("add agreement zubrowka --on 2019 --title Accord --evidence league-charter")
    assert run.code == 0, run.err
    assert (
        (working_project / "facts/zubrowka/agreements.yaml")
        .read_text("utf-8")
        .startswith("marking: CLOSED\n")
    )


@pytest.mark.parametrize("kind", ["statement", "figure", "line", "contact", "post", "publisher"])
def test_help_says_what_each_key_means(kind: str) -> None:
    run = run_line(f"add {kind} --help")
    assert run.code == 0
    assert run.out.startswith(f"Example: briefings add {kind} ")
    assert "`" not in run.out.replace("`on`", "").replace("`valid`", "").split("Options:")[1]


@pytest.mark.parametrize(
    "kind", ["statement", "contact", "line", "life", "person", "tenure", "cooperation", "date"]
)
def test_help_keeps_the_words_to_type_and_leads_nowhere_else(kind: str) -> None:
    """A word that an option takes has its own case, and no help sends its reader to a page that it does not name."""
    text = " ".join(run_line(f"add {kind} --help").out.split())
    assert not re.search(r"\b[Ss]ee (?!--help)[a-z]", text)
    assert not re.search(r" (?:Yes for|No for|F or m|Proposed for)", text)
    assert not re.search(r"Add a(?:n)? (?:life|line|cooperation|date|tenure)[.:]", text)
    if kind == "tenure":
        assert "--vacant yes" in text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(SCRIPTS, min_size=1, max_size=60), note=st.text(max_size=60))
def test_what_is_written_is_what_is_read(tmp_path: Path, title: str, note: str) -> None:
    """Any text in any script, once cleaned, is read back word for word, and the rest of the file stays."""
    root = tmp_path / "project"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FICTIONAL / "facts", root / "facts")
    clean_title, clean_note = clean_pasted(title).text, clean_pasted(note).text
    words = EntryWords(
        "sources", {"title": [title], "publisher": [f"P {note}"], "detail": [note] if note else []}, id="new"
    )
    if not clean_title or "TODO" in title + note or (note and not clean_note):
        with pytest.raises(BriefingsError):
            add_entry(Project(root, root), words, DAY, DAY)
        assert files_below(root / "facts") == files_below(FICTIONAL / "facts")
        return
    add_entry(Project(root, root), words, DAY, DAY)
    source = load(root).source("new")
    assert (source.title, source.detail) == (clean_title, clean_note)
    assert [*added(root, files_below(FICTIONAL))] == [SHARED]


@given(st.text(max_size=80))
def test_an_id_from_any_name_is_an_id_or_nothing(name: str) -> None:
    id_ = id_from_name(name)
    assert not id_ or is_id(id_)
    assert free_id(id_, {id_}) != id_


def test_ids_keep_every_letter_and_end_with_a_word() -> None:
    assert id_from_name("Oʻzbekiston va Côte d’Ivoire") == "o-zbekiston-va-cote-d-ivoire"
    assert id_from_name("Минобороны РФ") == "minoborony-rf"
    assert id_from_name("Lamp 外") == ""
    assert id_from_name("word " * 20) == "-".join(["word"] * 13)
    assert free_id("a" * MAX_ID_LENGTH, {"a" * MAX_ID_LENGTH}) == "a" * (MAX_ID_LENGTH - 2) + "-2"


@pytest.mark.parametrize(
    ("pasted", "clean", "changes"),
    [
        ("Lamps", "Lamps", 0),
        ("  Lamps\tand\r\n\n wicks ", "Lamps and wicks", 0),
        ("La\u200bm\u200bps\ufeff", "Lamps", 2),
        ("Lamps\u202e \x1bwicks\u2028", "Lamps wicks", 3),
        ("da\xadta by\u200cte", "data byte", 2),
        ("می\u200cخواهم", "می\u200cخواهم", 0),
        ("क्\u200dष", "क्\u200dष", 0),
        ("12\u202f000", "12 000", 1),
        ("\ud800x\ufdd0", "x", 2),
    ],
)
def test_pasted_texts_are_cleaned_and_the_cleaning_is_said(pasted: str, clean: str, changes: int) -> None:
    """Signs that the spelling of a script needs stay."""
    cleaned = clean_pasted(pasted)
    assert (cleaned.text, len(cleaned.changes)) == (clean, changes)
    assert clean_pasted(clean) == (clean, ())


@pytest.mark.usefixtures("working_project")
def test_what_the_checks_find_about_a_new_partner_is_said() -> None:
    """The name has a Cyrillic letter."""
    run = run_line("new Graustark --name Gr\u0430ustark")
    assert run.code == 0
    assert "facts/graustark/partner.yaml:7:5: warning[look-alike-letters]" in run.err
    assert "\ncheck reports 1 warning about the new partner\n" in run.err
