"""A property: whatever words a command or a form gets, it writes what the loader reads as meant, or it writes nothing."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.proposals.edits import propose_edits
from briefings.cli import main
from briefings.diff.returned import Change
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.commands import CommandResult, files_below
from tests.support.live_forms import form_fields_of
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[Path, str], bool]

DAY = "2019-06-01"
EVIDENCE = ("--evidence", "alpine-herald-2019")
HARD = [
    "TODO", "TODO: write", "~", "null", "yes", "2019", "2019-06", "12:30", "0x1F", "1e3", "a: b", "a #b", "- x", "? x",
    "{holder:oil}", "{x}", "{", "}", "[", "{person: x}", "[a, b]", "!x", "&a", "*a", "|", ">", "%", "@", "`", "'", '"', "''",
    "\\", "\\n", "…", "№ 7", "//", "a/b", "../x", "-", "--", "--help", "=1+1", "<b>", "&amp;", "${x}", "{{ x }}", "{% x %}",
    "外交部", "Министерство рек", "وزارة الخارجية", "Κύπρος", "משרד", "ქართული", "अशोक", "กรุงเทพ", "한국", "🕯", "é",
    "a\u200bb", "\ufeffx", "a\tb", "a\nb", "a\u202eb", "a\u2028b", "a\x1bb", "a\x00b", "a\x85b", "a\xa0b", "\ud800", "x" * 4001,
    "Ministry of Foreign Affairs, International Trade and Development Cooperation", " x ", "", " ", "con", "nul", "aux.txt",
    "Zubrowka", "oil", "shared", "Agatha Baker", "a;b", "a,b", 'a"b', "a''b", "x:", ":x", "#x", "x ", "\u0301x", "ﷺ",
]  # fmt: skip
WORDS = st.text(max_size=12)


def run(*arguments: object) -> CommandResult:
    """Run a command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as caught,
    ):
        main([str(argument) for argument in arguments])
    assert isinstance(caught.value.code, int)
    assert caught.value.code in (0, 1, 2), err.getvalue()
    return CommandResult(caught.value.code, out.getvalue(), err.getvalue())


def by_command(*arguments: str) -> Writer:
    """Return a writer that runs a command with the words in the place of WORDS."""

    def write(root: Path, words: str) -> bool:
        given_words = [argument.replace("WORDS", words) for argument in arguments]
        return run(*given_words, "--project", root).code == 0

    return write


def by_form(address: str, fields: dict[str, str]) -> Writer:
    """Return a writer that saves a form with the words in the place of WORDS."""

    def write(root: Path, words: str) -> bool:
        browser = Browser.open(root)
        filled = {name: value.replace("WORDS", words) for name, value in fields.items()}
        known = form_fields_of(browser, address) if address.startswith("/edit") else {}
        with contextlib.suppress(UnicodeEncodeError):
            answer = browser.post(address, {**known, **filled, "do": "save"})
            assert answer.status in (200, 303, 400, 409, 422), answer.visible
            return answer.status == 303
        return False

    return write


def add(kind: str, *options: str) -> Writer:
    """Return a writer that adds an entry."""
    return by_command("add", kind, "zubrowka", "--as-of", DAY, *options)


def add_by_form(kind: str, **fields: str) -> Writer:
    """Return a writer that adds an entry by its form."""
    return by_form(
        f"/add/{kind}", {"partner": "zubrowka", **{f"k.{name}": value for name, value in fields.items()}}
    )


def import_list(root: Path, words: str) -> bool:
    """Import a list whose cells have the words, and accept the proposals."""
    rows = [
        ("Day", "Form", "Place", "Topic", "Who", "Ours"),
        ("2019-02-04", "Meeting", words, words, "Zero Moustafa", "Agatha Baker"),
        ("2019-02-05", "Meeting", "Lutz", "Lamps", words, "Agatha Baker"),
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (root / "list.csv").write_text(text.getvalue(), "utf-8", "surrogatepass")
    (root / "map.yaml").write_text(
        "list: contacts\ncolumns: {on: Day, form: Form, place: Place, topics: Topic, theirs: Who, ours: Ours}\ndates: ymd\n",
        "utf-8",
    )
    given_files = (
        root / "list.csv",
        "zubrowka",
        "--source",
        "alpine-herald-2019",
        "--map",
        root / "map.yaml",
    )
    return run("import", *given_files, "--project", root).code == 0


def accept(root: Path, words: str) -> bool:
    """Import a list, and accept its proposals under a name."""
    return (
        import_list(root, "Lamps")
        and run("review", "--accept", "zubrowka", "--by", words, "--project", root).code == 0
    )


def capture(root: Path, words: str) -> bool:
    """Capture a source whose details have the words."""
    (root / "a.txt").write_text("The lamps were lit.\n", "utf-8")
    details = (
        "--id",
        "leaflet",
        "--title",
        words,
        "--publisher",
        words,
        "--address",
        words,
        "--published",
        "2019",
    )
    return run("source", "add", root / "a.txt", *details, "--project", root).code == 0


def propose_edit(root: Path, words: str) -> bool:
    """Propose the words as they came back in a review copy."""
    change = Change("changed", "The two sides share lamp oil.", words, "", ("zubrowka/oil",))
    with contextlib.suppress(BriefingsError):
        return bool(propose_edits(Project(root, root), [change]))
    return False


def translate(root: Path, words: str) -> bool:
    """Write frames for a text that has the words, put words in their place, and bind them."""
    house = root / "facts/house.yaml"
    house.write_text(house.read_text("utf-8").replace("languages: [en]", "languages: [en, fr]"), "utf-8")
    if not add("statement", "--on", "2019-02-03", "--text", words, *EVIDENCE, "--id", "said")(root, words):
        return False
    if run("translate", "zubrowka/said", "--lang", "fr", "--project", root).code:
        return False
    for path in (root / "facts/zubrowka").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("TODO", "Ils ont parlé."), "utf-8")
    return run("translate", "zubrowka/said", "--lang", "fr", "--bind", "--project", root).code == 0


def begin_house(root: Path, words: str) -> bool:
    """Begin a house of a name in the place of the one that is there; leave that if the name is refused."""
    shutil.rmtree(root)
    is_begun = run("init", root, "--name", words).code == 0
    assert root.exists() == is_begun
    if not is_begun:
        shutil.copytree(FICTIONAL, root)
    return is_begun


def note_command(*arguments: str) -> Writer:
    """Return a writer about a note that is there, in a house with a register."""

    def write(root: Path, words: str) -> bool:
        with (root / "facts/house.yaml").open("a", encoding="utf-8") as file:
            file.write('reference: "LL/{number}"\n')
        return by_command(*arguments)(root, words)

    return write


WRITERS: dict[str, Writer] = {
    "a statement": add("statement", "--on", "2019-02-03", "--text", "WORDS", "--headline", "WORDS", *EVIDENCE),
    "evidence": add("statement", "--on", "2019-02-03", "--text", "It is so.", *EVIDENCE, "--quote", "WORDS", "--locator", "WORDS"),
    "a person": add("person", "--name", "WORDS"),
    "a sorted person": add("person", "--name", "Ada Wick", "--sort", "WORDS"),
    "an organisation": add("organisation", "--name", "WORDS"),
    "a framework": add("framework", "--name", "WORDS", "--organisation", "lantern-league"),
    "an area": add("area", "--name", "WORDS"),
    "a place": add("place", "--name", "WORDS"),
    "a publisher": add("publisher", "--name", "WORDS"),
    "a post": add("post", "--title", "WORDS", "--role", "mission", "--partner", "zubrowka"),
    "a source": add("source", "--title", "WORDS", "--publisher", "WORDS", "--published", "2019"),
    "a contact": add("contact", "--form", "call", "--with", "lantern-league", "--on", "2019-02-04", *EVIDENCE,
                     "--topic", "WORDS", "--place", "WORDS", "--outcome", "WORDS"),
    "a new participant": add("contact", "--form", "call", "--with", "lantern-league", "--on", "2019-02-04", *EVIDENCE,
                             "--theirs", "WORDS", "--new-people"),
    "a tenure": add("tenure", "--post", "zubrowka-minister", "--holder", "WORDS", "--valid", "2020/", *EVIDENCE, "--new-people"),
    "a line": add("line", "--use", "point", "--text", "WORDS", "--to", "WORDS", "--valid", "2019/", "--rests", "zubrowka/oil"),
    "a figure": add("figure", "--name", "WORDS", "--value", "WORDS", "--on", "2019", *EVIDENCE),
    "a commitment": add("commitment", "--by", "theirs", "--text", "WORDS", "--on", "2019-02-04", *EVIDENCE),
    "a date": add("date", "--what", "WORDS", "--on", "2031-06-01", *EVIDENCE),
    "an agreement": add("agreement", "--title", "WORDS", "--on", "2019-02-03", *EVIDENCE),
    "an id": add("person", "--name", "Ada Wick", "--id", "WORDS"),
    "a review": by_command("review", "--by", "WORDS", "zubrowka/oil", "--as-of", DAY),
    "a house": begin_house,
    "a partner's name": by_command("new", "uruk", "--name", "WORDS"),
    "a partner": by_command("new", "WORDS"),
    "a partner's post": by_command("new", "uruk", "--name", "Uruk", "--post", "WORDS"),
    "an import": import_list,
    "an acceptance": accept,
    "a captured source": capture,
    "a returned edit": propose_edit,
    "a translation": translate,
    "an occasion": by_command("build", "zubrowka", "--format", "md", "--occasion", "WORDS"),
    "a number": note_command("build", "zubrowka", "--format", "md", "--number", "WORDS"),
    "an edition": note_command("issue", "zubrowka.brief", "--format", "md", "--to", "WORDS"),
    "a clearance": by_command("clear", "zubrowka.brief", "--by", "WORDS", "--as", "WORDS"),
    "a form: statement": add_by_form("statement", **{"on.0": "2019-02-03", "text.0": "WORDS", "evidence.0.source": "league-charter"}),
    "a form: contact": add_by_form("contact", **{
        "form.0": "call", "on.0": "2019-02-04", "with.0": "lantern-league", "theirs.0.person": "WORDS", "theirs.0.as": "WORDS",
        "topics.0": "WORDS", "evidence.0.source": "alpine-herald-2019", "evidence.0.quote": "WORDS"}),
    "a form: person": add_by_form("person", **{"names.0.text": "WORDS"}),
    "a form: post": add_by_form("post", **{"titles.0.text": "WORDS", "role.0": "WORDS", "partner.0": "zubrowka"}),
    "a form: source": add_by_form("source", **{"title.0": "WORDS", "publisher.0": "WORDS", "published.0": "2019"}),
    "a form: a change": by_form("/edit/zubrowka/oil", {"k.text.0": "WORDS"}),
    "a form: a partner": by_form("/add/partner", {"country": "Uzbekistan", "name": "WORDS", "post.head-of-state": "WORDS"}),
    "a form: a settlement": add_by_form("resolution", **{
        "settles.0": "zubrowka/minister-zero", "how.0": "prefer", "prefers.0": "zubrowka/minister-zero", "by.0": "WORDS", "because.0": "WORDS", "on.0": "2019-03-01"}),
}  # fmt: skip


def written_below(root: Path) -> dict[str, bytes]:
    """Return the files of a project that people or commands write, and no command makes again."""
    return {
        name: data for name, data in files_below(root).items() if name.startswith(("facts/", "editions/"))
    }


def letters_of(text: str) -> str:
    """Return the letters of a text, as ids and quoted texts share them."""
    return re.sub(r"\W", "", text).casefold()


def check_writer(folder: Path, writer: Writer, words: str) -> None:
    """Let a writer write words: the loader reads them as meant, or everything is as it was."""
    root = folder / "house"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FICTIONAL, root)
    before = written_below(root)
    has_written = writer(root, words)
    now = written_below(root)
    load(root)
    meant = clean_pasted(words).text
    new = {name: data for name, data in now.items() if data != before.get(name)}
    if not has_written or not new:
        return
    assert letters_of(meant) in letters_of(b"".join(new.values()).decode())


QUICK = {
    "a statement": "a: b #c",
    "a post": "وزارة الخارجية",
    "a contact": "a\u200bb",
    "a new participant": "{person: x}",
    "a review": "TODO",
    "a house": "Κύπρος: #1",
    "a partner's name": "Κύπρος",
    "a partner's post": "ﬁ#ع",
    "an acceptance": "null",
    "a captured source": "a\u202eb\x1b",
    "a returned edit": "{holder:oil}",
    "an occasion": "~",
    "a form: contact": "- x",
    "a form: a change": "'",
    "a form: a partner": "x" * 4001,
}


@pytest.mark.parametrize(("what", "words"), QUICK.items(), ids=QUICK)
def test_words_are_read_as_meant_or_not_written(tmp_path: Path, what: str, words: str) -> None:
    """Some writers, each with words that are hard for it."""
    check_writer(tmp_path, WRITERS[what], words)


@pytest.mark.thorough
@pytest.mark.parametrize("what", WRITERS)
def test_any_words_are_read_as_meant_or_not_written(tmp_path: Path, what: str) -> None:
    """Every writer with every hard word."""
    for words in HARD:
        check_writer(tmp_path, WRITERS[what], words)


@pytest.mark.thorough
@pytest.mark.parametrize("what", WRITERS)
@settings(max_examples=40, suppress_health_check=[*HealthCheck])
@given(words=WORDS)
def test_words_of_any_signs(tmp_path: Path, what: str, words: str) -> None:
    """Every writer with words of any signs."""
    check_writer(tmp_path, WRITERS[what], words)
