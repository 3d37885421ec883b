"""Tests of the explanations of YAML syntax errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.loading.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


# A text, and what is reported: the usual slips in plain words, others in those of the parser with a general hint (…).
SLIPS = {
    'a quote that never closes': ('- id: x\n  text: "In May.\n  evidence: [x]\n- id: y\n', '2:9 the quote " is never closed (close it with ")'),
    'a quote that closes with the next one': ('- id: x\n  text: "In May.\n  evidence: [x]\n- id: y\n  text: "Other."\n  on: 2014\n', '5:10 this is not YAML: did not find expected key (…)'),
    'an apostrophe in single quotes': ("- id: x\n  text: 'Don't do.'\n  on: 2014\n", '2:14 this is not YAML: did not find expected key (…)'),
    'words behind quotes': ('- id: x\n  text: "Liaison office" opened\n  on: 2014\n', '2:26 this is not YAML: did not find expected key (…)'),
    'a colon in a text': ('- id: x\n  text: He said: we come\n  on: 2014\n', "2:16 this line has a second ': ' (put the text in quotes)"),
    'a key further in than the one above': ('- id: x\n  text: He said\n    on: 2014\n', '3:5 this line is not aligned with the lines above (align it with the other keys of its entry, and check the line above)'),
    'a key further out': ('- id: x\n  text: He said\n on: 2014\n', '3:2 this line is not aligned with the lines above (align it with the other keys of its entry, and check the line above)'),
    'a key one column too far in': ('statements:\n- id: x\n  text: He said.\n   on: 2014\n', '4:4 this line is not aligned with the lines above (align it with the other keys of its entry, and check the line above)'),
    'no space behind a colon': ('- id: x\n  form:visit\n  on: 2014\n', "2:3 a space is missing after 'form:' (write `form: visit`)"),
    'a sign in front': ('- id: x\n  place: @Lutz\n', '2:10 this is not YAML: found character that cannot start any token (…)'),
    'a directive': ('%x\n- id: x\n  value: 5\n', '1:3 this is not YAML: found unknown directive name (…)'),
    'a star': ('- id: x\n  text: *Lutz* is\n', '2:14 this is not YAML: did not find expected alphabetic or numeric character (…)'),
    'a reference in front, without quotes': ('- id: x\n  text: {body:lamp-forum} opened\n', '2:27 this is not YAML: did not find expected key (a text with braces goes in quotes)'),
    'a reference that is not closed': ('- id: x\n  text: {body:lamp-forum opened\n  on: 2014\n', '2:9 the bracket { is never closed (a text with braces goes in quotes)'),
    'a bracket in front': ('- id: x\n  text: [sic] opened\n', '2:15 this is not YAML: did not find expected key (…)'),
    'a list that does not close': ('- id: x\n  evidence: [a, b\n  on: 2014\n- id: y\n  on: 2014\n', '2:13 the bracket [ is never closed (close it with ], or put a text that begins with [ in quotes)'),
    'a mapping in it that does not': ('- id: x\n  evidence: [a, {source: b, attests: 2014]\n  on: 2014\n', "2:42 this is not YAML: did not find expected ',' or '}' (…)"),
    'a comma left out': ('- id: x\n  evidence: [a, "b" "c"]\n', "2:21 this is not YAML: did not find expected ',' or ']' (…)"),
    'a comma in front': ('- id: x\n  evidence: [, a]\n', '2:14 this is not YAML: did not find expected node content (…)'),
    'a bracket too many': ('- id: x\n  evidence: [a, b]]\n', '2:19 this is not YAML: did not find expected key (…)'),
    'the wrong bracket': ('- id: x\n  evidence: [a, b}\n  on: 2\n', "2:18 this is not YAML: did not find expected ',' or ']' (…)"),
    'a mapping that does not close': ('- id: x\n  n: {text: A, lang: en\n  on: 2014\n- id: y\n', '2:6 the bracket { is never closed (close it with }, or put a text that begins with { in quotes)'),
    'a colon in a mapping': ('- id: x\n  n: {text: He said: no, lang: en}\n', "2:20 this is not YAML: did not find expected ',' or '}' (…)"),
    'a text on the line of its bar': ('- id: x\n  text: > In May\n    he\n', '2:11 this is not YAML: did not find expected comment or line break (…)'),
    'a backslash': ('- id: x\n  text: "C:\\dir"\n', '2:12 this is not YAML: found unknown escape character (…)'),
    'a text that goes on in the column of the keys': ('- id: x\n  text: He came\n  to see them.\n  on: 2014\n', "3:3 this is not YAML: could not find expected ':' (…)"),
    'a text that goes on behind a comment': ('- id: x\n  text: He came # {body:lamp-forum}\n    to see them.\n  on: 2014\n', '3:5 this line is not aligned with the lines above (a text with braces goes in quotes)'),
    'a key without a colon': ('statements\n- id: x\n', '2:1 this line is not aligned with the lines above (align it with the other keys of its entry, and check the line above)'),
    'no space behind a dash': ('- id: x\n -text: is\n', '2:2 this line is not aligned with the lines above (align it with the other keys of its entry, and check the line above)'),
    'a quote about three hyphens': ('- id: x\n  text: "a\n---\nb"\n', '2:9 the quote " is never closed (close it with ")'),
    'a text behind a bar that is not further in': ('- id: x\n  text: >-\n  In May.\n  on: 2\n', "3:3 this is not YAML: could not find expected ':' (…)"),
    'a colour in braces': ('colours: {accent: #003399, ink: #112233}\n', '1:10 the bracket { is never closed (YAML reads a comment from #; put it in quotes: "#003399")'),
    'a reference within a mapping': ('- {id: x, text: Oil of {body:guild} burns}\n', "1:24 this is not YAML: did not find expected ',' or '}' (a text with braces goes in quotes)"),
    'two versions from a merge': ('- id: x\n<<<<<<< HEAD\n  on: 2014\n=======\n  on: 2015\n>>>>>>> desk\n', '2:1 a merge left two versions of these lines (keep what is right of both, and delete the marks of git)'),
    'the end of a merge': ('- id: x\n  on: 2014\n=======\n  on: 2015\n', '3:1 a merge left two versions of these lines (keep what is right of both, and delete the marks of git)'),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_where_it_was_made(name: str, tmp_path: Path) -> None:
    """What is not YAML is reported where the slip was, or else where the parser gave up."""
    text, expected = SLIPS[name]
    file = tmp_path / "x.yaml"
    file.write_text(text, "utf-8")
    (found,) = read_yaml(file, "x.yaml").problems
    assert found.location is not None
    hint = "…" if found.advice.startswith("check colons, quotes and brackets") else found.advice
    assert f"{found.location.line}:{found.location.column} {found.message} ({hint})" == expected
