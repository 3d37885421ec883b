"""Tests of reading YAML: every value as written, anything else refused at its position."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefings.loading import files, yaml_nodes
from briefings.loading.yaml_nodes import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_REFUSED,
    Mapping,
    Scalar,
    Sequence,
    read_yaml,
)
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from briefings.loading.yaml_nodes import Node
    from briefings.model.diagnostics import Diagnostic


def read_file(text: str | bytes, path: Path) -> tuple[Node | None, list[Diagnostic]]:
    """Write a file, read it, and return the node and the problems."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    problems: list[Diagnostic] = []
    return read_yaml(path, "x.yaml", problems), problems


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


# A text, and what is said of it: the slips of those who write facts, in their words.
SLIPS = {
    "a quote that never closes": (
        '- id: x\n  text: "In May.\n  evidence: [x]\n- id: y\n',
        '2:9 the quote " opens here and never closes (close it; \\" stands for a quote inside)',
    ),
    "a quote that closes with the next one": (
        '- id: x\n  text: "In May.\n  evidence: [x]\n- id: y\n  text: "Other."\n  on: 2014\n',
        '2:9 the quote " opens here and closes in line 5 only (close it where the text ends)',
    ),
    "an apostrophe in single quotes": (
        "- id: x\n  text: 'Don't do.'\n  on: 2014\n",
        "2:14 more text behind the quote ' that closes (put the whole text in quotes, with '' for an apostrophe inside, or behind >- on the next line)",
    ),
    "words behind quotes": (
        '- id: x\n  text: "Liaison office" opened\n  on: 2014\n',
        '2:26 more text behind the quote " that closes (put the whole text in quotes, with \\" for quotes inside, or behind >- on the next line)',
    ),
    "a colon in a text": (
        "- id: x\n  text: He said: we come\n  on: 2014\n",
        "2:16 a second ': ' on this line: the text of a value has none (put the text in quotes, or behind >- on the next line)",
    ),
    "a key further in than the one above": (
        "- id: x\n  text: He said\n    on: 2014\n",
        "3:5 this line is too far in: it goes on with the one above (begin it in column 3, as line 2 does, or put the text above in quotes)",
    ),
    "a key further out": (
        "- id: x\n  text: He said\n on: 2014\n",
        "3:2 this line belongs to no entry: none begins in its column (begin it in column 3, as lines above do)",
    ),
    "a key one column too far in": (
        "statements:\n- id: x\n  text: He said.\n   on: 2014\n",
        "4:4 this line is too far in: it goes on with the one above (begin it in column 3, as line 3 does, or put the text above in quotes)",
    ),
    "the same behind a list": (
        "statements:\n- id: x\n  evidence: [a]\n   on: 2014\n",
        "4:4 this line belongs to no entry: none begins in its column (begin it in column 3, as lines above do)",
    ),
    "no space behind a colon": (
        "- id: x\n  form:visit\n  on: 2014\n",
        "2:3 a space is missing behind 'form:' (write `form: visit`)",
    ),
    "the same in the last line": (
        "- id: x\n  on: 2014\n  form:visit\n- id: y\n",
        "3:3 a space is missing behind 'form:' (write `form: visit`)",
    ),
    "a sign in front": (
        "- id: x\n  place: @Lutz\n",
        "2:10 a value can't begin with @ (put it in quotes)",
    ),
    "a directive": (
        "%x\n- id: x\n  value: 5\n",
        "1:1 a value can't begin with % (put it in quotes)",
    ),
    "a star": (
        "- id: x\n  text: *Lutz* is\n",
        "2:9 a value can't begin with * (put it in quotes)",
    ),
    "an ampersand": (
        "- id: x\n  text: & is\n",
        "2:9 a value can't begin with & (put it in quotes)",
    ),
    "an exclamation mark": (
        "- id: x\n  text: !<a is\n",
        "2:9 a value can't begin with ! (put it in quotes)",
    ),
    "a reference in front, without quotes": (
        "- id: x\n  text: {body:lamp-forum} opened\n",
        "2:27 more text behind } (put the whole text in quotes: it begins with [ or {)",
    ),
    "the same, not closed": (
        "- id: x\n  text: {body:lamp-forum opened\n  on: 2014\n",
        "2:9 { opens here and does not close (close it with }; a text that begins with { goes in quotes)",
    ),
    "a bracket in front": (
        "- id: x\n  text: [sic] opened\n",
        "2:15 more text behind ] (put the whole text in quotes: it begins with [ or {)",
    ),
    "a list that does not close": (
        "- id: x\n  evidence: [a, b\n  on: 2014\n- id: y\n  on: 2014\n",
        "2:13 [ opens here and does not close (close it with ]; a text that begins with [ goes in quotes)",
    ),
    "a mapping in it that does not": (
        "- id: x\n  evidence: [a, {source: b, attests: 2014]\n  on: 2014\n",
        "2:42 { in column 17 does not close with ] (close it with })",
    ),
    "a comma left out": (
        '- id: x\n  evidence: [a, "b" "c"]\n',
        "2:21 a comma is missing before this (put a comma between items, and an item with , : [ or quotes in it in quotes)",
    ),
    "a bracket too many": (
        "- id: x\n  evidence: [a, b]]\n",
        "2:19 ] closes nothing (take it out, or put the text in quotes)",
    ),
    "the wrong bracket": (
        "- id: x\n  evidence: [a, b}\n  on: 2\n",
        "2:18 [ in column 13 does not close with } (close it with ])",
    ),
    "a mapping that does not close": (
        "- id: x\n  n: {text: A, lang: en\n  on: 2014\n- id: y\n",
        "2:6 { opens here and does not close (close it with }; a text that begins with { goes in quotes)",
    ),
    "a colon in a mapping": (
        "- id: x\n  n: {text: He said: no, lang: en}\n",
        "2:20 a second ': ' in one value (put the text in quotes; between items goes a comma)",
    ),
    "a text on the line of its bar": (
        "- id: x\n  text: > In May\n    he\n",
        "2:9 behind > or | a text begins on the next line (begin it there, further in than its key)",
    ),
    "a list on the line of its key": (
        "- id: x\n  text: - In May\n",
        "2:9 a list does not begin on the line of its key (put each item on a line of its own below the key; a text that begins with '- ' goes in quotes)",
    ),
    "an item without a dash": (
        "- id: x\n  evidence:\n  - a\n  b\n",
        "4:3 this line has no colon (if it goes on with the text above, begin it further in; else write `key: value`)",
    ),
    "an entry without a dash": (
        "statements:\n- id: x\n  on: 2014\n id: y\n",
        "4:2 this line belongs to no entry: none begins in its column (begin it in column 3, as lines above do)",
    ),
    "entries in two columns": (
        "statements:\n  - id: x\n- id: y\n",
        "3:1 this line belongs to no entry: none begins in its column (begin it in column 3, as lines above do)",
    ),
    "a backslash": (
        '- id: x\n  text: "C:\\dir"\n',
        "2:12 a backslash in double quotes, and no sign of YAML's behind it (write \\\\ for a backslash, or put the text in single quotes)",
    ),
    "a text that goes on in the column of the keys": (
        "- id: x\n  text: He came\n  to see them.\n  on: 2014\n",
        "3:3 this line has no colon (if it goes on with the text above, begin it further in; else write `key: value`)",
    ),
    "a text that goes on behind a comment": (
        "- id: x\n  text: He came # {body:lamp-forum}\n    to see them.\n  on: 2014\n",
        "3:5 this line belongs to no entry (for YAML a comment begins at # in line 2; put the whole text in quotes)",
    ),
    "a key without a colon": (
        "statements\n- id: x\n",
        "1:1 a colon is missing behind 'statements' (write `key: value`, or `key:` with lines below it)",
    ),
    "a question mark": (
        "- id: x\n  text: ? is\n",
        "2:9 a value can't begin with ? (put it in quotes)",
    ),
    "no space behind a dash": (
        "- id: x\n -text: is\n",
        "2:2 a space is missing behind - (write `- ` before an item)",
    ),
    "a first key without a colon": (
        "- id x\n  text: is\n",
        "1:3 a colon is missing behind 'id x' (write `key: value`, or `key:` with lines below it)",
    ),
    "a quote about three hyphens": (
        '- id: x\n  text: "a\n---\nb"\n',
        '2:9 the quote " opens here and never closes (close it; \\" stands for a quote inside)',
    ),
    "a comma in front": (
        "- id: x\n  text: , is\n",
        "2:9 a value can't begin with , (put it in quotes)",
    ),
    "a quote before a key": (
        '- id: x\n  "text: is\n  on: 2\n',
        '2:3 the quote " opens here and never closes (close it; \\" stands for a quote inside)',
    ),
    "a text behind a bar that is not further in": (
        "- id: x\n  text: >-\n  In May.\n  on: 2\n",
        "3:3 this line has no colon (if it goes on with the text above, begin it further in; else write `key: value`)",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_where_it_was_made(name: str, file: Path) -> None:
    """What is no YAML is reported where the slip was, and not where the parser gave up, in words of the trade."""
    text, expected = SLIPS[name]
    [found] = read_file(text, file)[1]
    assert found.location is not None
    assert f"{found.location.line}:{found.location.column} {found.message} ({found.advice})" == expected


def test_a_tab_is_told_once(file: Path) -> None:
    """What is no YAML because of a tab is not told of besides; what is so above it is."""
    assert problem_positions(read_file("a: b\n\tc: d\ne: [f\n", file)[1]) == "2:1 tab"
    assert problem_positions(read_file('a: "b" c\nd:\te\n', file)[1]) == "1:8 yaml-syntax, 2:3 tab"


# A text, and what is printed about it: once for each code.
PRINTED = {
    "a: 1\nb: 2\na: 3\n": """\
x.yaml:3:1: error[duplicate-key]: 'a' stands twice in one entry
  also: x.yaml:1:1
  hint: keep one of the two""",
    "a: &x b\n": """\
x.yaml:1:4: error[anchor]: an anchor (&x)
  hint: write each value out where it is used""",
    "a: *x\n": """\
x.yaml:1:4: error[alias]: an alias (*x)
  hint: write the value out, or put it in quotes""",
    "a: !!str b\n": """\
x.yaml:1:4: error[tag]: a tag (tag:yaml.org,2002:str)
  hint: leave it out: the field decides what a value is""",
    "a: b\n---\n": """\
x.yaml:2:1: error[several-documents]: a second document begins
  hint: keep one per file""",
    "a:\tb\n": """\
x.yaml:1:3: error[tab]: a tab
  hint: YAML wants spaces; let your editor replace tabs by spaces""",
    "a: \x1b\n": """\
x.yaml:1:4: error[control-character]: a control character (U+001B)
  hint: delete it""",
    'a: "\\e"\n': """\
x.yaml:1:4: error[control-character]: in this text: a control character (U+001B)
  hint: delete it""",
    "a: \u202e\n": """\
x.yaml:1:4: error[invisible-character]: an invisible control character (RIGHT-TO-LEFT OVERRIDE)
  hint: delete it: text here runs in the direction of its letters""",
    "a: \ufdd0\n": """\
x.yaml:1:4: error[noncharacter]: U+FDD0, which is no character
  hint: delete it""",
    "a: b\u2028\n": """\
x.yaml:1:5: error[line-separator]: LINE SEPARATOR (U+2028)
  hint: use an ordinary line break""",
    "? [a]\n: b\n": """\
x.yaml:1:3: error[key-not-text]: a key that is a list or mapping""",
    "a: [b\n": """\
x.yaml:1:4: error[yaml-syntax]: [ opens here and does not close
  hint: close it with ]; a text that begins with [ goes in quotes""",
    nested_lists(MAX_DEPTH + 1): """\
x.yaml:1:13: error[too-deep]: nested more than 12 deep""",
    "#" * (MAX_BYTES + 1): """\
x.yaml:1:1: error[file-too-large]: is larger than 1000 kB
  hint: split it: a partner's folder is read whole, whatever its files are called""",
}


@pytest.mark.parametrize("text", PRINTED, ids=lambda text: repr(text[:12]))
def test_printed(text: str, file: Path) -> None:
    """A problem is printed with its place, a sentence, and the next step where there is one."""
    problems = read_file(text, file)[1]
    assert PRINTED[text] == "\n".join(format_diagnostic(found) for found in problems)


def test_not_utf8_printed(file: Path) -> None:
    """A file in another encoding is reported with what to do about it."""
    assert format_diagnostic(read_file(b"\xff", file)[1][0]) == (
        "x.yaml:1:1: error[not-utf8]: is not UTF-8 text\n  hint: save the file as UTF-8"
    )


def test_no_such_file(tmp_path: Path) -> None:
    """A file that can't be read is reported with the reason, in the words of the system."""
    problems: list[Diagnostic] = []
    assert read_yaml(tmp_path / "none.yaml", "none.yaml", problems) is None
    assert [format_diagnostic(found) for found in problems] == [
        "none.yaml:1:1: error[unreadable-file]: can't be read: No such file or directory"
    ]


def test_every_code_has_a_case() -> None:
    """Each code that the module can report, a new one too, is among the cases above; so are those of opening files."""
    tested = {code.split()[1] for _, expected in REFUSED.values() for code in expected.split(", ")}
    tested |= {text.partition("[")[2].partition("]")[0] for text in PRINTED.values()}
    assert tested | {"unreadable-file"} == literal_codes(Path(yaml_nodes.__file__)) | literal_codes(
        Path(files.__file__)
    )


def literal_codes(path: Path) -> set[str]:
    """Return the kebab-case literals of a module that are used as codes."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0] if node.args and name in ("Diagnostic", "report") else None
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            first = node.value.elts[0]
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
