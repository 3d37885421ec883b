"""Tests of loading a project: the content of its files, and every problem of every file in one pass."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefings
from briefings.compose.products import PRODUCT
from briefings.factbase.load import load
from briefings.loading.collection_types import ListType
from briefings.loading.ids import ID
from briefings.loading.orders import ORDERS
from briefings.loading.parsers import MAX_TEXT_LENGTH
from briefings.loading.project import list_partner_ids
from briefings.loading.scalars import LINE
from briefings.loading.tables import Key, Table, TableType
from briefings.model import entities
from briefings.model.contacts import Contact, Participant, ProgrammeItem, Visit
from briefings.model.dates import ANY_TIME, Duration, PartialDate, Period
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, format_diagnostic
from briefings.model.entities import Area, Framework, Organisation, Person, Post, Source
from briefings.model.evidence import REFERENCE_KINDS, Disagreement, Evidence, Name, Text
from briefings.model.facts import Agreement, Cooperation, Membership, Statement, Tenure
from briefings.model.figures import Figure
from briefings.model.markings import Marking
from briefings.model.talking_points import TalkingPoint
from briefings.schema import TABLES
from briefings.schema.tables import nested_tables
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.cases import CASES, case_params, files_of
from tests.support.everything import ONE_OF_EVERYTHING
from tests.support.notes import FICTIONAL
from tests.support.problem_fields import unfilled_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from tests.support.cases import Case, CaseChecker

PACKAGE = Path(briefings.__file__).parent
CASE = "facts/zubrowka/case.yaml"

# Reported of what a text in a case can't make: links, and products.
CODES_TESTED_ELSEWHERE = {
    "bad-label-review",
    "no-levels",
    "not-a-file",
    "not-utf8",
    "repeated-item",
    "unreadable-file",
}
# What the parser and pictures report is tested beside them.
OTHER_READERS = (
    "captures",
    "characters",
    "files",
    "logo",
    "office_package",
    "photo",
    "pictures",
    "svg",
    "svg_growth",
    "word_file",
    "word_template",
    "yaml_errors",
    "yaml_nodes",
)


def load_cases(name: str) -> list[Any]:
    """Return the cases of a file as parameters."""
    return case_params(CASES / "load" / f"{name}.yaml")


def load_problems(project: Path, files: dict[str, str]) -> str:
    """Write files into a project, load it, and return its problems as they are printed."""
    return "\n".join(map(format_diagnostic, load_errors(project, files)))


def load_errors(project: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Write files into a project, load it, and return its problems."""
    for path, text in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")
    try:
        load(project)
    except BriefingsError as error:
        return error.diagnostics
    return ()


@pytest.mark.parametrize("case", [*load_cases("refused"), *load_cases("unreadable")])
def test_refused(case: Case, project: Path, case_checker: CaseChecker) -> None:
    """What fact files may not say is reported as the case says: code, line, column, sentence and hint."""
    problems = load_errors(project, files_of(case))
    case_checker.check(case, "\n".join(map(format_diagnostic, problems)))
    assert {problem: unfilled for problem in problems if (unfilled := [*unfilled_fields(problem)])} == {}


@pytest.mark.parametrize("case", load_cases("accepted"))
def test_accepted(case: Case, project: Path) -> None:
    """What only looks like a mistake is read without a word."""
    assert load_problems(project, files_of(case)) == ""


def test_every_code_has_a_case() -> None:
    """Each code that reading entries can report, a new one too, is among the cases."""
    printed = "\n".join(case.values[0]["expected"] for case in load_cases("refused"))
    tested = set(re.findall(r": error\[([a-z0-9-]+)\]: ", printed)) | CODES_TESTED_ELSEWHERE
    modules = [path for room in ("loading", "factbase") for path in sorted((PACKAGE / room).glob("*.py"))]
    codes = {code for path in modules if path.stem not in OTHER_READERS for code in codes_of(path)}
    elsewhere = [PRODUCT, *nested_tables([ORDERS])]
    codes |= value_codes(table for table in TABLES.values() if table not in elsewhere)
    assert sorted(codes) == sorted(tested & codes)
    assert {"bad-text", "unknown-source", "unknown-partner", "unknown-marking", "no-evidence"} < codes


@pytest.mark.parametrize(
    ("problem", "unfilled"),
    [
        (Diagnostic("bad-on", "'on': '30' is not a date; write 2010", front="'on': "), ["wanted"]),
        (Diagnostic("bad-on", "'on': it is empty"), ["front"]),
        (Diagnostic("missing-field", "this contact has neither 'on' nor 'stages'"), ["keys"]),
        (Diagnostic("unknown-person", "unknown person 'zero'"), ["value"]),
        (Diagnostic("unknown-person", "unknown person 'zero'", value="zero", wanted="person"), []),
    ],
    ids=lambda value: value.code if isinstance(value, Diagnostic) else "",
)
def test_a_field_that_a_message_alone_says_is_noticed(problem: Diagnostic, unfilled: list[str]) -> None:
    assert [*unfilled_fields(problem)] == unfilled


def value_codes(tables: Iterable[Table[Any]]) -> set[str]:
    """Return the codes of wrong values: one for each key with plain words."""
    return {
        f"bad-{key.name.replace('_', '-')}"
        for table in tables
        for key in table.all_keys
        if key.type.parses_words
    }


def codes_of(module: Path) -> Iterator[str]:
    """Return the codes in the source of a module: literals, and those made from the kind expected.

    A code that is made in yet another way is given as its source text, which no case has.
    """
    tree = ast.parse(module.read_text("utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name == "unknown":
            given = next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)
            if given is not None and ast.unparse(given) == "f'unknown-{link.kinds[0].kind}'":
                yield from unknown_codes()
            else:
                yield ast.literal_eval(given) if given else f"unknown-{ast.literal_eval(call.args[0])}"
        position = CODE_POSITIONS.get(name)
        if position is None or len(call.args) <= position:
            continue
        code = ast.unparse(call.args[position])
        if code not in PASSED_ON:
            yield ast.literal_eval(code) if isinstance(call.args[position], ast.Constant) else code


# The argument that is the code, by what is called.
CODE_POSITIONS = {"Diagnostic": 0, "report": 0, "ItemNeed": 2}
# Codes that another call names, or that tables make from their keys.
PASSED_ON = ("code", "self.code", "problem.code", "f'bad-{key}'")


def unknown_codes() -> Iterator[str]:
    """Return the codes of unknown ids: the first kind that a link may lead to names the code."""
    yield from (f"unknown-{kinds[0].kind}" for kinds in REFERENCE_KINDS.values())
    for path in (PACKAGE / "model").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Link"), args=[_, ast.Tuple(elts=[ast.Name(id=name), *_]), _]):
                    kind: type[entities.Entity] = getattr(entities, name)
                    yield f"unknown-{kind.kind}"


def test_a_code_without_a_case_is_noticed(tmp_path: Path) -> None:
    """The search for codes finds literals and keys, also in a source or a table that is new."""
    module = tmp_path / "new.py"
    module.write_text(
        "problems.append(Diagnostic('new-code', 'x'))\n"
        "context.report('other-code', 'x', place)\n"
        "ItemNeed(test, {}, 'third-code', 'x', 'x')\n"
        "problems.append(Diagnostic(f'odd-{name}', 'x'))\n",
        "utf-8",
    )
    assert {"new-code", "other-code", "third-code", "f'odd-{name}'"} == set(codes_of(module))
    nested: Table[dict[str, Any]] = Table("inner", dict, (Key("depth", LINE, ""),))
    keys = (
        Key("width", LINE, ""),
        Key("tags", ListType(ID, "list"), ""),
        Key("inner", TableType(nested), ""),
    )
    assert value_codes([Table("new", dict, keys), nested]) == {"bad-width", "bad-tags", "bad-depth"}


# --- everything at once -----------------------------------------------------------------------------

BROKEN_NOTES = """\
marking: PUBLIC
statements:
- id: storm
  on: 2013-11-31
  text: A storm puts out the lamps.
  evidence: [leage-charter]
- id: calm
  valid: 2014/
  txet: The lamps burn.
  evidence: [league-charter]
  evidence: [undated-page]
"""
BROKEN_CONTACTS = """\
marking: PUBLIC
contacts:
- id: call-2014
  on: 2014-06-02
  with:\tlantern-league
  evidence: [league-charter]
"""
ALL_PROBLEMS = """\
facts/zubrowka/contacts.yaml:3:3: error[missing-field]: this contact has no 'form'
  hint: add `form:`
facts/zubrowka/contacts.yaml:5:8: error[tab]: YAML does not allow tabs
  hint: let your editor replace tabs by spaces
facts/zubrowka/notes.yaml:4:7: error[bad-on]: 'on': '2013-11-31' is not a date: November 2013 has 30 days
facts/zubrowka/notes.yaml:6:14: error[unknown-source]: unknown source 'leage-charter'
  hint: did you mean league-charter?
facts/zubrowka/notes.yaml:7:3: error[missing-field]: this statement has no 'text'
  hint: add `text:`
facts/zubrowka/notes.yaml:9:3: error[unknown-key]: a statement has no 'txet'
  hint: did you mean text?
facts/zubrowka/notes.yaml:11:3: error[duplicate-key]: this entry has the key 'evidence' twice
  also: facts/zubrowka/notes.yaml:10:3
  hint: delete one of them"""


def test_all_problems_of_all_files_in_one_pass(project: Path) -> None:
    """Two broken files give one error that lists every problem of both, located and in order."""
    files = {"facts/zubrowka/notes.yaml": BROKEN_NOTES, "facts/zubrowka/contacts.yaml": BROKEN_CONTACTS}
    assert load_problems(project, files) == ALL_PROBLEMS


def test_a_broken_entry_is_still_known(project: Path) -> None:
    """What refers to an entry with a fault is not reported as well: only the fault is."""
    text = """\
marking: PUBLIC
people:
- id: porter
  names:
  - {text: Porter, lang: English}
sources:
- {id: leaflet, title: "", publisher: Zubrowka}
statements:
- {id: porter-known, valid: 2007/, text: "{person:porter} carries.", evidence: [leaflet]}
"""
    assert load_problems(project, {CASE: text}) == (
        f"{CASE}:5:26: error[bad-lang]: 'lang': 'English' is not a language tag; write en, tg or tg-Latn\n"
        f"{CASE}:7:24: error[bad-title]: 'title': the text is empty"
    )


# --- what is read -----------------------------------------------------------------------------------


def test_what_is_read(project: Path) -> None:
    """Every field of every kind of entry arrives as written, with its type."""
    assert load_problems(project, {CASE: ONE_OF_EVERYTHING}) == ""
    store = load(project)
    here = Location(CASE)

    def make_text(words: str, **others: str) -> Text:
        return Text({"en": words, **others}, here)

    def make_names(words: str) -> tuple[Name, ...]:
        return (Name(words, "en", "full", None, (), (), here),)

    variant = Name(
        "Pórter", "tg-Latn", "variant", Period.parse("2007/.."),
        (PartialDate(2008), PartialDate(2009, 5, qualifier="~")), ("leaflet",), here,
    )  # fmt: skip
    leaflet = (Evidence("leaflet", location=here),)
    said = Disagreement(Period.parse("2006/2007"), "porter", "3", make_text("Wax."))
    entities = [
        Source(
            folder="zubrowka", id="leaflet", title='Leaflet: "Lamps" & <wicks>', publisher="Zubrowka Lobbies",
            published=PartialDate(2007, 3), updated=PartialDate(2007, 4, 5), retrieved=PartialDate(2026),
            address="https://lobbies.example/?a=1&b=2", languages=("en",), quoted_source="league-charter", marking=Marking("PUBLIC"),
            location=here,
        ),
        Person(folder="zubrowka", id="porter", names=(variant, *make_names("Porter")), location=here),
        Organisation(folder="zubrowka", id="guild", names=make_names("Guild"), period=Period.parse("1900/.."), location=here),
        Framework(
            folder="zubrowka", id="plan", names=make_names("Plan"), organisation="guild", period=Period.parse("1901/.."), evidence=leaflet,
            review_period=Duration(18, 0, "P18M"), location=here,
        ),
        Area(folder="zubrowka", id="wax", names=make_names("Wax"), location=here),
        Post(
            folder="zubrowka", id="porter-post", names=make_names("Porter"), roles=("mission",), organisation=None, partner="zubrowka", seats=2,
            covered_partners=("zubrowka",), period=Period.parse("1902/.."), evidence=leaflet, review_period=Duration(0, 90, "P90D"),
            location=here,
        ),
        Post(
            folder="zubrowka", id="guild-post", names=make_names("Master"), roles=("mission",), organisation="guild", partner=None, seats=1,
            covered_partners=("zubrowka",), period=ANY_TIME, evidence=(), review_period=None, location=here,
        ),
    ]  # fmt: skip
    head: dict[str, Any] = {
        "folder": "zubrowka", "evidence": leaflet, "marking": Marking("PUBLIC"), "review_due": None, "headline": None,
        "location": here,
    }  # fmt: skip
    event, state = {**head, "is_event": True}, {**head, "is_event": False}
    facts = [
        Statement(
            **{
                **event,
                "evidence": (
                    Evidence("league-charter", location=here),
                    Evidence(
                        "leaflet", "p. 3", PartialDate(2007, 4), PartialDate(2007, 5), "league-charter", location=here
                    ),
                    Evidence("leaflet", disagreement=said, location=here),
                ),
                "review_due": PartialDate(2027),
                "headline": make_text("Lamps", fr="Lampes"),
            },
            id="statement", period=Period.parse("2007-03-04"), text=make_text("NO"),
        ),
        Membership(**state, id="membership", period=Period.parse("2007/"), framework="plan", text=make_text("All.")),
        Agreement(**event, id="agreement", period=Period.parse("../2007"), title=make_text("Treaty"), text=None),
        Cooperation(**state, id="cooperation", period=Period.parse("2007/.."), area="wax", text=make_text("Wax.")),
        Tenure(**state, id="tenure", period=Period.parse("/2007"), post="porter-post", holder="porter"),
        Tenure(**state, id="vacancy", period=Period.parse("2007~"), post="porter-post", holder=None),
        Figure(**state, id="figure", period=Period.parse("2007"), name=make_text("Wicks"), value="1_000"),
        Contact(
            **event, id="contact", period=Period.parse("2007-03-04"), form="signature", body="guild",
            place=make_text("Lutz"), topics=(make_text("Wax"), make_text("Wicks")),
            our_side=(Participant("porter", None, None, here), Participant("porter", "porter-post", None, here)),
            their_side=(
                Participant("porter", None, make_text("Guest"), here), Participant(None, None, make_text("Porters"), here),
            ),
        ),
        Visit(
            **event, id="visit", period=Period.parse("2007-03-04/2007-03-05"), form="visit", body="guild", place=None,
            our_side=(Participant("porter", None, None, here),), their_side=(), topics=(), purpose=make_text("Wax"),
            languages=make_text("Waxen"), press=make_text("No wax."),
            programme=(
                ProgrammeItem(
                    PartialDate(2007, 3, 5), "09:30", "10:00", make_text("Walk"), make_text("Lutz"),
                    (Participant("porter", None, make_text("Guide"), here),), here,
                ),
                ProgrammeItem(PartialDate(2007, 3, 4), "", "", make_text("Rest"), None, (), here),
            ),
        ),
        TalkingPoint(
            **state, id="line", period=Period.parse("2007/"), use="point", addressee=make_text("Guests"), trigger=None, likelihood="",
            text=make_text("More wax."), basis_keys=(),
        ),
        TalkingPoint(
            **{**state, "evidence": ()}, id="answer", period=Period.parse("2007/"), use="if-raised", addressee=make_text("All"),
            trigger=make_text("Wicks"), likelihood="likely", text=make_text("Wax."), basis_keys=("zubrowka/line", "shared/keeper-agatha"),
        ),
    ]  # fmt: skip
    entities = [replace(entity, marking=Marking("PUBLIC")) for entity in entities]  # that of the file
    assert entities == [entity for entity in store.entities.values() if entity.location.path == CASE]
    assert facts == [fact for fact in store.facts if fact.location.path == CASE]


def test_places_of_entries(project: Path) -> None:
    """An entry knows the file and the line in which it begins."""
    store = load(project)
    assert [str(fact.location) for fact in store.facts if fact.id in ("lamps", "visit-2014")] == [
        "facts/zubrowka/zubrowka.yaml:24:3",
        "facts/zubrowka/zubrowka.yaml:52:3",
    ]


def test_a_text_as_long_as_it_may_be(project: Path) -> None:
    """A text has so many characters at most, not bytes, and one more is refused with the number."""
    line = "{id: %s, valid: 2007/, text: %s, evidence: [league-charter]}"
    head = "marking: PUBLIC\nstatements:\n- "
    assert load_problems(project, {CASE: head + line % ("long", "ж" * MAX_TEXT_LENGTH)}) == ""
    assert load_problems(project, {CASE: head + line % ("long", "ж" * (MAX_TEXT_LENGTH + 1))}) == (
        f"{CASE}:3:34: error[bad-text]: 'text': the text has {MAX_TEXT_LENGTH + 1} characters; "
        f"{MAX_TEXT_LENGTH} are allowed\n  hint: split it into several facts"
    )


# --- folders and links ------------------------------------------------------------------------------


def test_a_link_out_of_the_project(project: Path, tmp_path: Path) -> None:
    """A file that is a link to somewhere outside the project is refused, even where it could be read."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("marking: PUBLIC\n", "utf-8")
    (project / CASE).symlink_to(outside)
    assert load_problems(project, {}) == (
        f"{CASE}:1:1: error[not-a-file]: this is not a file of the project\n"
        "  hint: put a copy here: links that lead out of the project are not followed"
    )


def test_a_folder_that_is_a_link_out_of_the_project(project: Path, tmp_path: Path) -> None:
    """A partner's folder that is a link is refused: what is behind it would be missed elsewhere."""
    outside = tmp_path / "grand-fenwick"
    outside.mkdir()
    (outside / "partner.yaml").write_text("marking: PUBLIC\n", "utf-8")
    (project / "facts" / "grand-fenwick").symlink_to(outside)
    assert "facts/grand-fenwick:1:1: error[not-a-file]: this is a link to a folder" in load_problems(
        project, {}
    )


def test_a_link_to_nothing(project: Path) -> None:
    """A link that leads nowhere is reported, not skipped."""
    (project / CASE).symlink_to("nothing.yaml")
    assert f"{CASE}:1:1: error[not-a-file]: this is not a file of the project" in load_problems(project, {})


def test_a_link_within_the_project(project: Path) -> None:
    """A link to a file of the same project is read like a file."""
    (project / "kept.yaml").write_text(
        "marking: PUBLIC\nstatements:\n- {id: kept, valid: 2007/, text: Kept., evidence: [league-charter]}\n"
    )
    (project / CASE).symlink_to(project / "kept.yaml")
    assert "zubrowka/kept" in [fact.key for fact in load(project).facts]


def test_no_project_at_all(tmp_path: Path) -> None:
    """A folder without facts gives a located message, not a traceback."""
    with pytest.raises(BriefingsError) as caught:
        load(tmp_path)
    assert (
        str(caught.value)
        == "facts/house.yaml:1:1: error[unreadable-file]: the file can't be read: No such file or directory"
    )


def test_one_partner_alone(project: Path) -> None:
    """Of one partner only its own folder and what is shared is read: a fault elsewhere does not matter to it."""
    fenwick = (
        "marking: PUBLIC\npartner:\n  id: grand-fenwick\n  names: [{text: Fenwick, lang: en}]\nnonsense: x\n"
    )
    assert "unknown-key" in load_problems(project, {"facts/grand-fenwick/partner.yaml": fenwick})
    alone = load(project, ["zubrowka"])
    assert [partner.id for partner in alone.partners] == ["zubrowka"]
    assert {fact.folder for fact in alone.facts} == {"zubrowka", "shared"}
    assert list_partner_ids(project) == ["grand-fenwick", "zubrowka"]


def test_shipped_facts() -> None:
    """The facts that come with Briefings are read without a problem, each partner alone too."""
    root = PACKAGE.parent
    store = load(root)
    assert list_partner_ids(root) == [partner.id for partner in store.partners]
    assert len(store.facts) > 100
    for partner in store.partners:
        alone = load(root, [partner.id])
        assert [fact for fact in store.facts if fact.folder in (partner.id, "shared")] == list(alone.facts)


# --- whatever is written ----------------------------------------------------------------------------

LINES = (FICTIONAL / CASE).with_name("zubrowka.yaml").read_text("utf-8").splitlines()
ODD_VALUES = [
    "",
    "~",
    '""',
    "[]",
    "{}",
    "[x]",
    "{x: y}",
    "x",
    "2013-11-31",
    "/",
    "9999-12-31",
    "0001",
    "lamps",
    "NO",
    "|",
    "&a",
]


@st.composite
def changed_files(draw: st.DrawFn) -> str:
    """Generate the fictional partner's file with a few lines dropped, repeated, moved or given another value."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "repeat", "indent", "value", "value", "value"]))
        if change == "drop":
            del lines[index]
        elif change == "repeat":
            lines.insert(draw(st.integers(0, len(lines))), lines[index])
        elif change == "indent":
            lines[index] = "  " + lines[index]
        else:
            lines[index] = lines[index].rpartition(": ")[0] + ": " + draw(st.sampled_from(ODD_VALUES))
    return "\n".join(lines) + "\n"


def load_or_problems(project: Path) -> FactStore | BriefingsError:
    """Return the facts of a project, or the problems for which they are refused."""
    try:
        return load(project)
    except BriefingsError as error:
        return error


@given(text=changed_files(), day=st.dates())
def test_any_change_is_read_or_refused(
    text: str, day: date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever becomes of a file, it is refused with places, or read so that a view can be made of any day."""
    project = tmp_path_factory.getbasetemp() / "changed"
    if not project.exists():
        shutil.copytree(FICTIONAL, project)
    (project / CASE).with_name("zubrowka.yaml").write_text(text, "utf-8")
    found = load_or_problems(project)
    if isinstance(found, BriefingsError):
        assert all(problem.location and problem.message for problem in found.diagnostics)
    else:
        assert build_view(found, Scope("zubrowka", day, "internal", "en")).scope.as_of == day
