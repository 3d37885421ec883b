"""Tests of markings as fact files write them: what the scheme of the house allows, and the words for the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefings.loading.context import ReadContext
from briefings.loading.marking_values import MARKING, MARKING_KEYS
from briefings.loading.markings import read_schemes
from briefings.loading.scalars import LINE
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import Diagnostic, format_diagnostic
from briefings.model.markings import Marking

ROOT = Path(__file__).parents[2]
SCHEMES = read_schemes(ROOT / "facts" / "markings", ROOT).schemes


def read(text: str, scheme: str, folder: Path) -> tuple[Marking | None, str]:
    """Return the marking that a text in YAML says, and the problems as they are printed."""
    (folder / "x.yaml").write_text(text, "utf-8")
    node, found = read_yaml(folder / "x.yaml", "x.yaml")
    assert node is not None
    problems: list[Diagnostic] = [*found]
    marking = MARKING.read(node, "marking", ReadContext(problems, scheme=SCHEMES.get(scheme)))
    return marking, "\n".join(format_diagnostic(problem) for problem in problems)


def tagged(level: str, *tags: tuple[str, tuple[str, ...]], **more: Any) -> Marking:  # noqa: ANN401 - the other attributes
    """Return a marking with tags."""
    return Marking(level, tags, **more)


ACCEPTED: list[tuple[str, str, Marking]] = [
    ("nato", "NS", Marking("NS")),
    ("nato", "{level: NS}", Marking("NS")),
    ("nato", "{level: NC, sensitivity: ATOMAL}", tagged("NC", ("sensitivity", ("ATOMAL",)))),
    ("nato", "{level: CTS, sensitivity: [CRYPTO, BOHEMIA]}", tagged("CTS", ("sensitivity", ("BOHEMIA", "CRYPTO")))),
    ("nato", "{level: NU, release: [EAPC, Japan]}", tagged("NU", ("release", ("EAPC", "Japan")))),
    ("nato", "{level: NS, release: Tajikistan, only: NATO}", tagged("NS", ("release", ("Tajikistan",)))),
    ("nato", "{level: NC, owner: KFOR}", Marking("NC", owner="KFOR")),
    ("us", "{level: S, release: [USA, FVEY]}", tagged("S", ("release", ("AUS", "CAN", "GBR", "NZL")))),
    ("uk", "{level: SECRET, codeword: [LAMP-2, WICK]}", tagged("SECRET", ("codeword", ("LAMP-2", "WICK")))),
    ("uk", "{level: SECRET, handling: HMG USE ONLY}", tagged("SECRET", ("handling", ("HMG USE ONLY",)))),
    ("nato", "{level: NS, downgrade: {on: 2027-01-01, to: NC}}", Marking("NS", steps=((date(2027, 1, 1), "NC"),))),
    ("nato", "{level: NS, declassify: 2030-06-01}", Marking("NS", steps=((date(2030, 6, 1), "NU"),))),
    (
        "nato",
        "{level: NC, sensitivity: SIOP, downgrade: {on: 2027-01-01, to: NR}, declassify: 2027-01-02}",
        tagged(
            "NC",
            ("sensitivity", ("SIOP",)),
            steps=((date(2027, 1, 1), "NR"), (date(2027, 1, 2), "NU")),
            tags_until=date(2027, 1, 2),
        ),
    ),
    ("nato", "{level: NU, declassify: 2030-06-01}", Marking("NU")),
    # Without a scheme, only the words are read; that of the scheme is reported elsewhere.
    ("none", "WHATEVER", Marking("WHATEVER")),
    ("none", "{level: WHATEVER, seal: OIL}", Marking("WHATEVER")),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "text", "expected"), ACCEPTED)
def test_accepted(scheme: str, text: str, expected: Marking, tmp_path: Path) -> None:
    """A marking is read in its simple form, with the days of its lower levels."""
    assert read(text, scheme, tmp_path) == (expected, "")


REFUSED: list[tuple[str, str, str]] = [
    ("nato", "SECRET", "x.yaml:1:1: error[unknown-marking]: unknown marking 'SECRET'\n  hint: known: CTS, NC, NR, NS, NU"),
    ("nato", "[NS]", "x.yaml:1:1: error[not-a-value]: 'marking' must be a single value"),
    ("nato", "{owner: KFOR}", "x.yaml:1:1: error[missing-field]: this marking has no 'level'\n  hint: add `level:`"),
    ("nato", "{level: [NS], release: Mars}", "x.yaml:1:9: error[not-a-value]: 'level' must be a single value"),
    ("nato", "{level: COSMIC, release: Mars}", "x.yaml:1:9: error[unknown-marking]: unknown marking 'COSMIC'\n  hint: known: CTS, NC, NR, NS, NU"),
    ("nato", "{level: NS, relase: Japan}", "x.yaml:1:13: error[unknown-key]: a marking has no 'relase'\n  hint: did you mean release?"),
    ("nato", "{level: NS, ownr: KFOR}", "x.yaml:1:13: error[unknown-key]: a marking has no 'ownr'\n  hint: did you mean owner?"),
    ("nato", "{level: NS, sensitivity: ATOMIC}", "x.yaml:1:26: error[unknown-marking]: unknown sensitivity 'ATOMIC'\n  hint: did you mean ATOMAL?"),
    ("nato", "{level: NS, sensitivity: [ATOMAL, X]}", "x.yaml:1:35: error[unknown-marking]: unknown sensitivity 'X'\n  hint: known: ATOMAL, BOHEMIA, CRYPTO, SIOP"),
    ("nato", "{level: NS, sensitivity: []}", "x.yaml:1:26: error[no-value]: 'sensitivity' names nothing\n  hint: name one, or delete the line"),
    ("nato", "{level: NS, sensitivity: }", "x.yaml:1:26: error[no-value]: 'sensitivity' has no value"),
    ("nato", "{level: NS, release: NATO}", "x.yaml:1:22: error[unknown-marking]: unknown release 'NATO'"),
    ("nato", "{level: NR, sensitivity: ATOMAL}", "x.yaml:1:26: error[wrong-level]: 'ATOMAL' goes with at least NC, not with NR\n  hint: change the level, or delete the value"),
    ("nato", "{level: NS, sensitivity: BOHEMIA}", "x.yaml:1:26: error[wrong-level]: 'BOHEMIA' goes with at least CTS, not with NS\n  hint: change the level, or delete the value"),
    ("nato", "{level: NR, release: ISAF}", "x.yaml:1:22: error[wrong-level]: 'ISAF' goes with at most NU, not with NR\n  hint: change the level, or delete the value"),
    ("uk", "{level: SECRET, codeword: wick}", "x.yaml:1:27: error[unknown-marking]: unknown codeword 'wick'\n  hint: write one word in capital letters"),
    ("uk", "{level: SECRET, codeword: TWO WICKS}", "x.yaml:1:27: error[unknown-marking]: unknown codeword 'TWO WICKS'\n  hint: write one word in capital letters"),
    ("nato", "{level: NS, owner: KFR}", "x.yaml:1:20: error[unknown-marking]: unknown owner 'KFR'\n  hint: did you mean KFOR?"),
    ("nato", "{level: NS, owner: [KFOR]}", "x.yaml:1:20: error[not-a-value]: 'owner' must be a single value"),
    ("public", "{level: PUBLIC, owner: KFOR}", "x.yaml:1:24: error[unknown-marking]: unknown owner 'KFOR'"),
    ("nato", "{level: NS, downgrade: {on: 2027-01-01, to: NS}}", "x.yaml:1:45: error[wrong-level]: a downgrade goes to a lower level, but NS is not below NS\n  hint: name a lower level"),
    ("nato", "{level: NS, downgrade: {on: 2027-01-01, to: X}}", "x.yaml:1:45: error[unknown-marking]: unknown marking 'X'\n  hint: known: CTS, NC, NR, NS, NU"),
    ("nato", "{level: NS, downgrade: {on: 2027-01-01}}", "x.yaml:1:24: error[missing-field]: this downgrade has no 'to'\n  hint: add `to:`"),
    ("nato", "{level: NS, downgrade: {to: NC}}", "x.yaml:1:24: error[missing-field]: this downgrade has no 'on'\n  hint: add `on:`"),
    ("nato", "{level: NS, downgrade: NC}", "x.yaml:1:24: error[not-a-mapping]: a downgrade must be a mapping\n  hint: write it as `name: value` lines"),
    ("nato", "{level: NS, declassify: 2030}", "x.yaml:1:25: error[bad-declassify]: 'declassify': '2030' is not a single day; write 2002-02-20"),
    ("nato", "{level: NS, declassify: }", "x.yaml:1:25: error[no-value]: 'declassify' has no value"),
    ("nato", "{level: NS, declassify: [2030-01-01]}", "x.yaml:1:25: error[not-a-value]: 'declassify' must be a single value"),
    ("nato", "{level: NS, downgrade: {on: 2027-01-01, to: NC}, declassify: 2027-01-01}", "x.yaml:1:62: error[wrong-order]: the day of `declassify` is not after that of `downgrade`\n  hint: delete one, or correct the day"),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "text", "expected"), REFUSED)
def test_refused(scheme: str, text: str, expected: str, tmp_path: Path) -> None:
    """What a scheme does not allow is reported at its place, and leaves no marking that could be too low."""
    assert read(text, scheme, tmp_path) == (None, expected)


def test_all_problems_are_reported(tmp_path: Path) -> None:
    """One pass finds every problem of a marking."""
    text = "level: NR\nsensitivity: [ATOMAL, X]\nowner: Y\nseal: Z\ndeclassify: 2030\n"
    _, problems = read(text, "nato", tmp_path)
    assert [line.split(": ")[1] for line in problems.splitlines() if line.startswith("x.yaml")] == [
        "error[wrong-level]",
        "error[unknown-marking]",
        "error[unknown-key]",
        "error[bad-declassify]",
        "error[unknown-marking]",
    ]


def test_editors_know_the_keys() -> None:
    """The schema accepts a level alone and a mapping, knows the keys of all schemes, and leaves axes open."""
    word, mapping = MARKING.json_schema()["anyOf"]
    assert (word, mapping["type"], mapping["required"]) == (LINE.schema, "object", ["level"])
    assert {*mapping["properties"]} == {*MARKING_KEYS}
    downgrade = mapping["properties"]["downgrade"]
    assert downgrade["required"] == ["on", "to"] == [*downgrade["properties"]]
    assert (downgrade["type"], downgrade["additionalProperties"]) == ("object", False)
    assert all(part["description"] for part in downgrade["properties"].values())
    one, many = mapping["additionalProperties"]["anyOf"]
    assert (one, many) == (word, {"type": "array", "items": word})
    assert MARKING.parses_words is True
