"""Tests of reading YAML: every value as written, anything else refused at its position."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.loading import characters, files, yaml_nodes
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml, quote_if_needed, read_yaml
from briefings.model.diagnostics import Location, format_diagnostic

if TYPE_CHECKING:
    from briefings.loading.yaml_nodes import Node
    from briefings.model.diagnostics import Diagnostic


MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_REFUSED = 100


def read_file(text: str | bytes, path: Path) -> tuple[Node | None, list[Diagnostic]]:
    """Write a file, read it, and return the node and the problems."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    node, problems = read_yaml(path, "x.yaml")
    return node, [*problems]


def test_bytes_are_bounded_as_files_are() -> None:
    """What comes from elsewhere than a file has the same limit, to the byte."""
    assert parse_yaml(b"a" * 20, "x.yaml", 20).problems == ()
    node, (problem,) = parse_yaml(b"a" * 21_000, "x.yaml", 20_999)
    assert node is None
    assert format_diagnostic(problem).startswith(
        "x.yaml:1:1: error[file-too-large]: the file is larger than 20 kB\n  hint: "
    )


def plain_data(node: Node | None) -> object:
    """Return a node as plain data; None for an invalid value."""
    if isinstance(node, Mapping):
        return {key.text: plain_data(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return None if node is None or node.is_null else node.text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of the text under test."""
    return tmp_path / "x.yaml"


VALUES = [
    "NO", "no", "on", "off", "yes", "true", "null", "Null", "12:30", "010", "0o10", "0x1F", "1_000", "1.10",
    "1e3", ".5", ".inf", ".nan", "2002-02-20", "2002", "2002-02-20T12:30:00Z", "2002/..", "../2011-06", "/",
    "<<", "=", "+1", "-1", "Ёддошт", "“quoted”", "a#b", "holder:x", "a{holder:x}", "😀", "e\u0301",
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_as_written(value: str, file: Path) -> None:
    """YAML guesses no types here: a plain value is the text that was written."""
    assert ({"key": value}, []) == (plain_data((found := read_file(f"key: {value}\n", file))[0]), found[1])


@pytest.mark.parametrize("key", ["NO", "010", "12:30", "2002-02-20", "1.10"])
def test_a_key_stays_as_written(key: str, file: Path) -> None:
    """A key too is the text that was written."""
    assert {key: "x"} == plain_data(read_file(f"{key}: x\n", file)[0])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("~", None),
        ("", None),
        ("# nothing but a comment", None),
        ('"~"', "~"),
        ("'~'", "~"),
        ('""', ""),
        ("''", ""),
        ("|-\n    ~", "~"),
        ("null", "null"),
        ("~ ~", "~ ~"),
    ],
)
def test_no_value(written: str, expected: str | None, file: Path) -> None:
    """Only a plain tilde and nothing at all are no value; in quotes or as a block they are text."""
    assert {"key": expected, "after": "x"} == plain_data(read_file(f"key: {written}\nafter: x\n", file)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key: >-\n  one\n  two\n", {"key": "one two"}),
        ("key: |\n  one\n  two\n", {"key": "one\ntwo\n"}),
        ("key: one\n  two\n", {"key": "one two"}),
        ('key: "a: b # c"\n', {"key": "a: b # c"}),
        ("key: 'it''s'\n", {"key": "it's"}),
        ('key: "\\u0401\\U0001F600"\n', {"key": "Ё😀"}),
        ("- {a: b, c: [d, {e: f}]}\n", [{"a": "b", "c": ["d", {"e": "f"}]}]),
        ("key: {}\nlist: []\n", {"key": {}, "list": []}),
        ("key: value\r\nlist:\r\n- one\r\n", {"key": "value", "list": ["one"]}),
        ("\ufeffkey: value\n", {"key": "value"}),
        ("--- \nkey: value\n...\n", {"key": "value"}),
        ("", {}),
        ("# only a comment\n", {}),
        ("\n\n", {}),
        ("\ufeff", {}),
    ],
)
def test_accepted(text: str, expected: object, file: Path) -> None:
    """What fact files need of YAML is read without a word."""
    found = read_file(text, file)
    assert (expected, []) == (plain_data(found[0]), found[1])


def test_places_of_nodes(file: Path) -> None:
    """Each node knows the line and the column, in characters, where it begins."""
    root, _ = read_file("\ufeffключ: [😀, b]\n\nнабор:\n- {a: b}\n- 'c'\n", file)
    assert isinstance(root, Mapping)
    (first, items), (second, entries) = root.entries
    assert isinstance(items, Sequence)
    assert isinstance(entries, Sequence)
    inner = entries.items[0]
    assert isinstance(inner, Mapping)
    nodes = (root, first, items, *items.items, second, entries, inner, *inner.entries[0], entries.items[1])
    expected = "1:1 1:1 1:7 1:8 1:11 3:1 4:1 4:3 4:4 4:7 5:3"
    assert expected.split() == [f"{node.location.line}:{node.location.column}" for node in nodes]


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("a: b # c\n", "# c"),
        ("a: b  #c: d # e\n", "#c: d # e"),
        ("a: # c\n", "# c"),
        ("a: b", ""),
        ("a: b#c\n", ""),
        ("a: b\n# c\n", ""),
        ("a: 'b' # c\n", ""),
        ("a: |\n  b # c\n", ""),
        ("a:\n", ""),
    ],
)
def test_the_comment_after_a_value(text: str, comment: str, file: Path) -> None:
    """A plain value knows the comment that ends it, which may have been meant as a part of it."""
    root, problems = read_file(text, file)
    assert isinstance(root, Mapping)
    ((_, value),) = root.entries
    assert isinstance(value, Scalar)
    assert (value.comment, problems) == (comment, [])


def test_an_alias_is_an_empty_text(file: Path) -> None:
    """In place of an alias, which is reported, is a text without anything in it."""
    root, _ = read_file("- *x\n", file)
    assert root == Sequence(
        (Scalar("", is_null=False, location=Location("x.yaml", 1, 3), comment=""),), Location("x.yaml")
    )


@pytest.mark.parametrize("text", ["a: b\n---\nc: d\n", "a: b\n---\nc: d\n---\ne: &x f\n"])
def test_the_first_document_counts(text: str, file: Path) -> None:
    """Of several documents the first is read, and the second is reported and nothing after it."""
    root, problems = read_file(text, file)
    assert (plain_data(root), problem_positions(problems)) == ({"a": "b"}, "2:1 several-documents")


def test_what_only_the_parser_refuses(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the parser without a place is one of the file."""
    monkeypatch.setattr(yaml_nodes, "find_refused_characters", lambda *_: ())
    root, problems = read_file("a: \x01\n", file)
    assert root is None
    (problem,) = problems
    assert (problem.code, problem.location) == ("yaml-syntax", Location("x.yaml"))
    assert problem.message.startswith("this is not YAML: ")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Lantern League", "Lantern League"),
        ("Ҷ", "Ҷ"),
        ("a (b) c.d-e’f", "a (b) c.d-e’f"),
        ("", '""'),
        ("-", '"-"'),
        ("a-", '"a-"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("a: b", '"a: b"'),
        ("a # b", '"a # b"'),
        ("a\nb", '"a\\nb"'),
        ('Ёд"', '"Ёд\\""'),
    ],
)
def test_a_text_is_written_so_that_it_is_read_again(text: str, written: str, file: Path) -> None:
    """A text is put in quotes if YAML would take it for something else."""
    assert quote_if_needed(text) == written
    assert plain_data(read_file(f"a: {written}\n", file)[0]) == {"a": text}


def nested_lists(levels: int) -> str:
    """Return lists nested to this depth."""
    return "[" * levels + "]" * levels


# Text, and where which code is reported: everything that a file may not have.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key"),
    "duplicate key, quoted": ("- {a: 1, 'a': 2}\n", "1:10 duplicate-key"),
    "duplicate key, three times": ("a: 1\na: 2\na: 3\n", "2:1 duplicate-key, 3:1 duplicate-key"),
    "duplicate empty key": ("? \n? \n", "2:2 duplicate-key"),
    "anchor on a value": ("a: &x value\n", "1:4 anchor"),
    "anchor on a list": ("a: &x\n- b\n", "1:4 anchor"),
    "anchor on a mapping": ("- b: c\n- &x {a: b}\n", "2:3 anchor"),
    "anchor on a key": ("&x a: b\n", "1:1 anchor"),
    "alias": ("a: b\nc: *x\n", "2:4 alias"),
    "alias as a key": ("*x : b\n", "1:1 alias"),
    "anchor and alias": ("a: &x b\nc: *x\n", "1:4 anchor, 2:4 alias"),
    "merge key": ("a: &x {b: c}\nd:\n  <<: *x\n", "1:4 anchor, 3:7 alias"),
    "tag of text": ("a: !!str 010\n", "1:4 tag"),
    "tag of Python": ("a: !!python/object/apply:os.system [ls]\n", "1:4 tag"),
    "tag of one's own": ("a: !secret b\n", "1:4 tag"),
    "tag, verbatim": ("a: !<tag:yaml.org,2002:str> b\n", "1:4 tag"),
    "tag, bare": ("a: ! b\n", "1:4 tag"),
    "tag and anchor": ("a: &x !!str b\n", "1:4 anchor, 1:4 tag"),
    "two documents": ("a: b\n---\nc: d\n", "2:1 several-documents"),
    "two documents, the first empty": ("---\n---\nc: d\n", "2:1 several-documents"),
    "tab as indentation": ("a:\n\tb: c\n", "2:1 tab"),
    "tab between": ("a:\tb\n", "1:3 tab"),
    "tab in a comment": ("a: b # x\ty\n", "1:9 tab"),
    "tab in quotes": ('a: "b\tc"\n', "1:6 tab"),
    "tab by escape": ('a: "b\\tc"\n', "1:4 tab"),
    "escape character": ("a: b\x1b[31m\n", "1:5 control-character"),
    "escape character by escape": ('ab: "\\e[31m"\n', "1:5 control-character"),
    "NUL": ("a: b\x00\n", "1:5 control-character"),
    "NUL by escape": ('a: "\\0"\n', "1:4 control-character"),
    "backspace": ("a: b\x08\n", "1:5 control-character"),
    "delete": ("a: b\x7f\n", "1:5 control-character"),
    "C1 control": ("a: b\x9b31m\n", "1:5 control-character"),
    "C1 control by escape": ('a: "\\x9b31m"\n', "1:4 control-character"),
    "noncharacter of slots": ("a: b\ufdd00\ufdd1\n", "1:5 noncharacter, 1:7 noncharacter"),
    "noncharacter of slots by escape": ('a: "\\ufdd00\\ufdd1"\n', "1:4 noncharacter"),
    "noncharacter at the end of a plane": ("a: \ufffe\U0001ffff\n", "1:4 noncharacter, 1:5 noncharacter"),
    "override of direction": ("a: b\u202ec\n", "1:5 invisible-character"),
    "override of direction by escape": ('a: "b\\u202ec"\n', "1:4 invisible-character"),
    "override of direction in a comment": ("a: b\n# \u202ec\n", "2:3 invisible-character"),
    "isolate": ("a: \u2066b\u2069\n", "1:4 invisible-character, 1:6 invisible-character"),
    "mark of direction": ("a: b\u200e\u061c\n", "1:5 invisible-character, 1:6 invisible-character"),
    "space of no width": ("a: b\u200bc\n", "1:5 invisible-character"),
    "tag character": ("a: b\U000e0041\n", "1:5 invisible-character"),
    "byte order mark inside": ("a: b\nc:\ufeffd\n", "2:3 invisible-character"),
    "two byte order marks": ("\ufeff\ufeffa: b\n", "1:1 invisible-character"),
    "next line": ("a: b\x85c\n", "1:5 line-separator"),
    "line separator": ("a: b\u2028c\n", "1:5 line-separator"),
    "paragraph separator": ("a: 'b\u2029c'\n", "1:6 line-separator"),
    "line separator by escape": ('a: "b\\Lc"\n', "1:4 line-separator"),
    "paragraph separator by escape": ('a: "b\\Pc"\n', "1:4 line-separator"),
    "next line by escape": ('a: "b\\Nc"\n', "1:4 line-separator"),
    "carriage return alone": ("a: 'b\rc'\nd: \te\n", "1:6 line-separator, 2:4 tab"),
    "carriage return by escape": ('a: "b\\rc"\n', "1:4 line-separator"),
    "surrogate by escape": ('a: "\\ud800"\n', "1:7 yaml-syntax"),
    "beyond Unicode by escape": ('a: "\\U00110000"\n', "1:7 yaml-syntax"),
    "unknown escape": ('a: "\\q"\n', "1:5 yaml-syntax"),
    "list as a key": ("[a]: b\n", "1:1 key-not-text"),
    "mapping as a key": ("? {a: b}\n: c\n", "1:3 key-not-text"),
    "bracket left open": ("a: [b, c\n", "1:4 yaml-syntax"),
    "brace left open": ("a: {b: c\nd: e\n", "1:4 yaml-syntax"),
    "quote left open": ('a: "b\nc: d\n', "1:4 yaml-syntax"),
    "bracket that closes nothing": ("a: b]\nc: ]\n", "2:4 yaml-syntax"),
    "wrong bracket": ("a: [b}\n", "1:6 yaml-syntax"),
    "colon in plain text": ("a: b: c\n", "1:5 yaml-syntax"),
    "wrong indentation": ("a:\n  b: c\n d: e\n", "3:2 yaml-syntax"),
    "key without colon": ("a: b\nc\nd: e\n", "2:1 yaml-syntax"),
    "reserved character": ("a: @b\n", "1:4 yaml-syntax"),
    "unknown version": ("%YAML 3.0\n---\na: b\n", "1:1 yaml-syntax"),
    "too deep by one": (nested_lists(MAX_DEPTH + 1), f"1:{MAX_DEPTH + 1} too-deep"),
    "lists without end": ("[" * 200_000, f"1:{MAX_DEPTH + 1} too-deep"),
    "mappings without end": ("{" * 200_000, f"1:{MAX_DEPTH + 1} too-deep"),
    "keys without end": ("{a: " * 100_000, f"1:{(MAX_DEPTH - 1) * 4 + 2} too-deep"),
    "dashes without end": ("- " * 100_000, f"1:{MAX_DEPTH * 2 + 1} too-deep"),
    "question marks without end": ("? " * 100_000, f"1:{MAX_DEPTH * 2 + 1} too-deep"),
    "deep by indentation": (
        "".join(f"{' ' * level}a:\n" for level in range(MAX_DEPTH)), f"{MAX_DEPTH}:{MAX_DEPTH} too-deep",
    ),
    "not UTF-8": (b"a: b\n\xd0\xb0: \xff\n", "2:4 not-utf8"),
    "not UTF-8 after a byte order mark": (b"\xef\xbb\xbfa: \xff\n", "1:4 not-utf8"),
    "cut off within a character": (b"a: \xd0", "1:4 not-utf8"),
    "surrogate as UTF-8": (b"a: \xed\xa0\x80\n", "1:4 not-utf8"),
    "UTF-16": ("a: b\n".encode("utf-16"), "1:1 not-utf8"),
    "Latin-1": ("a: Türkiye\n".encode("latin-1"), "1:5 not-utf8"),
    "too large": (b"#" * (MAX_BYTES + 1), "1:1 file-too-large"),
    "several problems": (
        "a: &x b\nc: !!str d\ne: \tf\ng: \"\\u202e\"\na: h\ni: *x\n",
        "1:4 anchor, 2:4 tag, 3:4 tab, 4:4 invisible-character, 5:1 duplicate-key, 6:4 alias",
    ),
}  # fmt: skip


def problem_positions(problems: list[Diagnostic]) -> str:
    """Return position and code of each problem, from top to bottom."""
    ordered = sorted(problems, key=lambda found: found.sort_key)
    return ", ".join(
        f"{found.location.line}:{found.location.column} {found.code}" for found in ordered if found.location
    )


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, file: Path) -> None:
    """What a file may not have is reported with its code, line and column, and nothing else is."""
    text, expected = REFUSED[name]
    assert expected == problem_positions(read_file(text, file)[1])


def test_a_tab_is_told_once(file: Path) -> None:
    """What is no YAML because of a tab is not told of besides; what is so above it is."""
    assert problem_positions(read_file("a: b\n\tc: d\ne: [f\n", file)[1]) == "2:1 tab"
    assert problem_positions(read_file('a: "b" c\nd:\te\n', file)[1]) == "1:8 yaml-syntax, 2:3 tab"


# A text, and what is printed about it: once for each code.
PRINTED = {
    "a: 1\nb: 2\na: 3\n": """\
x.yaml:3:1: error[duplicate-key]: this entry has the key 'a' twice
  also: x.yaml:1:1
  hint: delete one of them""",
    "a: &x b\n": """\
x.yaml:1:4: error[anchor]: &x is a YAML anchor, which is not allowed here
  hint: write each value out where it is used, or put the text in quotes""",
    "a: *x\n": """\
x.yaml:1:4: error[alias]: *x is a YAML alias, which is not allowed here
  hint: write the value out, or put it in quotes""",
    "a: !!str b\n": """\
x.yaml:1:4: error[tag]: tag:yaml.org,2002:str is a YAML tag, which is not allowed here
  hint: delete it: the key decides the type of a value; or put the text in quotes""",
    "a: b\n---\n": """\
x.yaml:2:1: error[several-documents]: a second document begins here
  hint: keep one per file""",
    "a:\tb\n": """\
x.yaml:1:3: error[tab]: YAML does not allow tabs
  hint: let your editor replace tabs by spaces""",
    "a: \x1b\n": """\
x.yaml:1:4: error[control-character]: U+001B is a control character
  hint: delete it""",
    'a: "\\e"\n': """\
x.yaml:1:4: error[control-character]: in this text, U+001B is a control character
  hint: delete it""",
    "a: \u202e\n": """\
x.yaml:1:4: error[invisible-character]: U+202E is an invisible character (RIGHT-TO-LEFT OVERRIDE)
  hint: delete it: the direction of a text follows from its letters""",
    "a: \ufdd0\n": """\
x.yaml:1:4: error[noncharacter]: U+FDD0 is not a character
  hint: delete it""",
    "a: b\u2028\n": """\
x.yaml:1:5: error[line-separator]: U+2028 breaks the line (LINE SEPARATOR)
  hint: use an ordinary line break""",
    "? [a]\n: b\n": """\
x.yaml:1:3: error[key-not-text]: this key is a list or a mapping
  hint: put it in quotes""",
    "a: [b\n": """\
x.yaml:1:4: error[yaml-syntax]: the bracket [ is never closed
  hint: close it with ], or put a text that begins with [ in quotes""",
    nested_lists(MAX_DEPTH + 1): """\
x.yaml:1:13: error[too-deep]: this is nested more than 12 levels deep""",
    "#" * (MAX_BYTES + 1): """\
x.yaml:1:1: error[file-too-large]: the file is larger than 1000 kB
  hint: split it: all files of a folder are read, whatever their names""",
}


@pytest.mark.parametrize("text", PRINTED, ids=lambda text: repr(text[:12]))
def test_printed(text: str, file: Path) -> None:
    """A problem is printed with its place, a sentence, and the next step where there is one."""
    problems = read_file(text, file)[1]
    assert PRINTED[text] == "\n".join(format_diagnostic(found) for found in problems)


def test_not_utf8_printed(file: Path) -> None:
    """A file in another encoding is reported with what to do about it."""
    assert format_diagnostic(read_file(b"\xff", file)[1][0]) == (
        "x.yaml:1:1: error[not-utf8]: the file is not UTF-8 text\n  hint: save it as UTF-8"
    )


def test_no_such_file(tmp_path: Path) -> None:
    """A file that can't be read is reported with the reason, in the words of the system."""
    node, problems = read_yaml(tmp_path / "none.yaml", "none.yaml")
    assert node is None
    assert [format_diagnostic(found) for found in problems] == [
        "none.yaml:1:1: error[unreadable-file]: the file can't be read: No such file or directory"
    ]


def test_every_code_has_a_case() -> None:
    """Each code that the module can report, a new one too, is among the cases above; so are those of opening files."""
    tested = {code.split()[1] for _, expected in REFUSED.values() for code in expected.split(", ")}
    tested |= {text.partition("[")[2].partition("]")[0] for text in PRINTED.values()}
    modules = (characters, files, yaml_nodes)
    assert tested | {"unreadable-file"} == set().union(
        *(literal_codes(Path(str(module.__file__))) for module in modules)
    )


def literal_codes(path: Path) -> set[str]:
    """Return the kebab-case literals of a module that are used as codes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0] if node.args and name in ("Diagnostic", "report") else None
        else:
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
    return found


def test_too_deep_ends_the_file_but_keeps_earlier_problems(file: Path) -> None:
    """A file that nests too deep can't be used, and what was wrong before that place is still reported."""
    root, problems = read_file(f"a: &x b\nc: {nested_lists(MAX_DEPTH)}\n", file)
    assert (root, problem_positions(problems)) == (None, "1:4 anchor, 2:15 too-deep")


def test_as_deep_as_it_may_be(file: Path) -> None:
    """The deepest nesting that is accepted gives no problem."""
    assert read_file(nested_lists(MAX_DEPTH), file)[1] == []


def test_as_large_as_it_may_be(file: Path) -> None:
    """The largest file that is accepted gives no problem."""
    assert read_file(b"#" * MAX_BYTES, file)[1] == []


def test_a_flood_of_wrong_characters(file: Path) -> None:
    """Of wrong characters without end the first ones are reported, so that the report stays bounded."""
    problems = read_file("#" + "\t" * 500_000, file)[1]
    assert (len(problems), str(problems[0].location)) == (MAX_REFUSED, "x.yaml:1:2")


def test_a_refused_character_does_not_move_what_follows(file: Path) -> None:
    """Behind a refused character every line and column is still true, on its line and below."""
    root, problems = read_file("a: 'b\u2028\u2028\u202e' \ufeff\nc: d\nc: e\n", file)
    assert problem_positions(problems).endswith("1:11 invisible-character, 3:1 duplicate-key")
    assert isinstance(root, Mapping)
    assert [(key.location.line, key.location.column) for key, _ in root.entries] == [(1, 1), (2, 1)]


# --- whatever is thrown at it ----------------------------------------------------------------------

SNIPPETS = st.sampled_from(
    ["a", "b", ": ", ":\n", "\n", "  ", "- ", "? ", "[", "]", "{", "}", ",", '"', "'", "#", " #", "&x ", "*x ",
     "!!str ", "! ", "!<", "|\n", ">-\n", "~", "<<", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! tag:x,2000:\n", "\\",
     "\\u202e", "\\ud800", "\t", "\r", "\r\n", "\x85", "\u2028", "\ufeff", "\x00", "\ufdd0", "\U000e0041", "😀", "Ё"]
)  # fmt: skip
YAMLISH = st.lists(SNIPPETS, max_size=40).map("".join)


def check_total(data: bytes, path: Path) -> None:
    """Check that reading gives nodes or located problems, for any bytes."""
    root, problems = read_file(data, path)
    assert root is not None or problems
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for found in problems:
        place = found.location
        assert place is not None
        assert 1 <= place.line <= len(lines) + 1
        assert 1 <= place.column <= (len(lines[place.line - 1]) if place.line <= len(lines) else 0) + 1
        assert set(found.code) <= {*string.ascii_lowercase, *string.digits, "-"}
        assert found.message


@given(text=st.text() | YAMLISH)
@example(text="%YAML 1.99999999999999999999\n---\n")
@example(text="a: \u2028\n  b\r")
def test_any_text(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any text gives nodes or problems, each with a place that is in the text."""
    check_total(text.encode("utf-8", "replace"), tmp_path_factory.getbasetemp() / "text.yaml")


@given(data=st.binary() | st.tuples(YAMLISH, st.binary(max_size=4), YAMLISH).map(
    lambda parts: parts[0].encode() + parts[1] + parts[2].encode()))  # fmt: skip
def test_any_bytes(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any bytes give nodes or problems, each with a place that is in them."""
    check_total(data, tmp_path_factory.getbasetemp() / "bytes.yaml")


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")), max_size=40)


@given(words=WORDS)
def test_quoted_text_arrives_word_for_word(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A text in single quotes is read as it was written, character by character."""
    file = tmp_path_factory.getbasetemp() / "quoted.yaml"
    root, problems = read_file(f"key: '{words.replace(chr(39), chr(39) * 2)}'\n", file)
    assert ({"key": words}, []) == (plain_data(root), problems)
    assert isinstance(root, Mapping)
    assert isinstance(root.entries[0][1], Scalar)


def test_equal_short_texts_are_one() -> None:
    """Ids, dates and languages are written often: they take the memory of one. A sentence is kept as it comes."""
    long_words = "lamp " * 20
    node = parse_yaml(
        f"a: lantern-league\nb: lantern-league\nc: {long_words}\nd: {long_words}\n".encode(), "f.yaml"
    ).value
    assert isinstance(node, Mapping)
    first, second, long, longer = (value for _, value in node.entries if isinstance(value, Scalar))
    assert first.text is second.text
    assert long.text == longer.text
    assert long.text is not longer.text
