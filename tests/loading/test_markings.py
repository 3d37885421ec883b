"""Tests of reading marking schemes: what each key becomes, and what a key that is missing stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.loading.markings import MARKING_SCHEME, read_schemes
from briefings.model.diagnostics import Location, format_diagnostic
from briefings.model.marking_axes import Axis, Owner, Rewrite, Tag
from briefings.model.markings import MarkingScheme

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
scheme: oil
sample: A sample.
levels:
- {id: OPEN, name: {en: Open, fr: Ouvert}, open: yes}
- {id: SEALED, name: Sealed, portion: S, owner: WAXED}
owner: {community: LEAGUE, name: Lamp, contexts: {GUILD: LEAGUE/GUILD}}
axes:
- id: seal
  kind: restrictive
  values: [WICK, {id: OIL, name: {en: Oil, fr: Huile}, short: O, lowest: SEALED, highest: SEALED}]
  before: "-"
  prefix: under
  between: "//"
  suffix: {en: ONLY, fr: SEULEMENT}
  owner: last
  place: top
  lowest: OPEN
  highest: SEALED
- {id: readers, kind: permissive, values: [PORT, QUAY], before: ",", between: /, owner: first, place: bottom}
- {id: note, kind: informative, owner: nowhere, place: both, before: space, between: space}
groups: {HARBOURS: [PORT, QUAY]}
rewrites: [{if: WICK, drops: readers}]
"""
SMALL = "scheme: small\nlevels: [{id: OPEN, name: Open}]\n"


def read(texts: dict[str, str], project: Path) -> tuple[dict[str, MarkingScheme], list[str]]:
    """Return the schemes that files give, and the problems as they are printed."""
    folder = project / "facts" / "markings"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    schemes, problems = read_schemes(folder, project)
    return dict(schemes), [format_diagnostic(problem) for problem in problems]


def test_every_key_arrives(tmp_path: Path) -> None:
    """What a file says is in the scheme, under the names that the algebra and the print know."""
    schemes, problems = read({"oil.yaml": FULL}, tmp_path)
    assert problems == []
    assert schemes == {
        "oil": MarkingScheme(
            "oil",
            ("OPEN", "SEALED"),
            {"OPEN": {"en": "Open", "fr": "Ouvert"}, "SEALED": {"en": "Sealed"}},
            Location("facts/markings/oil.yaml"),
            sample="A sample.",
            owner=Owner(community="LEAGUE", name="Lamp", contexts={"GUILD": "LEAGUE/GUILD"}),
            portions={"OPEN": "OPEN", "SEALED": "S"},
            owner_words={"SEALED": "WAXED"},
            open_levels=frozenset({"OPEN"}),
            axes=(
                Axis(
                    id="seal",
                    kind="restrictive",
                    tags={
                        "WICK": Tag(id="WICK"),
                        "OIL": Tag(
                            id="OIL",
                            name={"en": "Oil", "fr": "Huile"},
                            short="O",
                            lowest="SEALED",
                            highest="SEALED",
                        ),
                    },
                    before=" - ",
                    prefix={"en": "under"},
                    between="//",
                    suffix={"en": "ONLY", "fr": "SEULEMENT"},
                    owner="last",
                    place="top",
                    lowest="OPEN",
                    highest="SEALED",
                ),
                Axis(
                    id="readers",
                    kind="permissive",
                    tags={"PORT": Tag(id="PORT"), "QUAY": Tag(id="QUAY")},
                    before=", ",
                    between="/",
                    owner="first",
                    place="bottom",
                ),
                Axis(id="note", kind="informative"),
            ),
            groups={"HARBOURS": ("PORT", "QUAY")},
            rewrites=(Rewrite("WICK", "readers"),),
        )
    }


def test_what_is_missing(tmp_path: Path) -> None:
    """A scheme of levels alone has no owner, no short forms, no open level, and nothing else."""
    schemes, problems = read({"small.yaml": SMALL}, tmp_path)
    assert problems == []
    here = Location("facts/markings/small.yaml")
    assert schemes == {"small": MarkingScheme("small", ("OPEN",), {"OPEN": {"en": "Open"}}, here)}


def test_what_is_missing_in_parts(tmp_path: Path) -> None:
    """A value, an axis and an owner need no more than what names them."""
    text = f"{SMALL}owner: {{community: LEAGUE}}\naxes: [{{id: seal, kind: informative, values: [{{id: WAX}}]}}]\n"
    schemes, problems = read({"small.yaml": text}, tmp_path)
    assert problems == []
    assert schemes["small"].owner == Owner(community="LEAGUE")
    assert schemes["small"].axes == (Axis(id="seal", kind="informative", tags={"WAX": Tag(id="WAX")}),)


MISSING = {
    "levels: []": ["this marking scheme has no 'scheme'"],
    "scheme: a": ["this marking scheme has no 'levels'"],
    "scheme: a\nlevels: []": ["the scheme 'a' has no level"],
    "scheme: a\nlevels: [{}]": ["this level has no 'id'", "this level has no 'name'"],
    f"{SMALL}owner: {{}}": ["this owner has no 'community'"],
    f"{SMALL}axes: [{{}}]": ["this axis has no 'id'", "this axis has no 'kind'"],
    f"{SMALL}axes: [{{id: a, kind: informative, values: [{{}}]}}]": ["this value has no 'id'"],
    f"{SMALL}rewrites: [{{}}]": [
        "this rewrite has no 'if'", "this rewrite has no 'drops'", "unknown release list ''", "unknown value ''",
    ],
    "scheme: a\nlevels: [{id: A, name: A}, {id: A, name: B}]": ["the id 'A' is already in use"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISSING.items())
def test_what_must_not_be_missing(text: str, expected: list[str], tmp_path: Path) -> None:
    """What a scheme can't do without is reported under the name of its part."""
    _, problems = read({"a.yaml": f"{text}\n"}, tmp_path)
    assert [problem.partition("\n")[0].split("]: ", 1)[1] for problem in problems] == expected


def test_the_reference_names_the_types() -> None:
    """Each key has a word for what is written there."""
    words = {key.name: key.type.word for key in MARKING_SCHEME.all_keys}
    assert words == {
        "scheme": "id", "sample": "line", "levels": "list", "owner": "mapping", "axes": "list", "groups": "mapping",
        "rewrites": "list", "portions": "word", "copies": "line", "distribution": "word", "label_policy": "line",
        "label_review": "length of time",
    }  # fmt: skip
    (axes,) = (key.type.tables for key in MARKING_SCHEME.all_keys if key.name == "axes")
    assert {key.name: key.type.word for key in axes[0].all_keys}["values"] == "list"


def test_separators(tmp_path: Path) -> None:
    """Each word for a separator is the sign with its spaces."""
    words = ["space", '","', '"-"', '"/"', '"//"']
    axes = "".join(
        f"- {{id: a{number}, kind: informative, before: {word}}}\n" for number, word in enumerate(words)
    )
    schemes, problems = read({"small.yaml": f"{SMALL}axes:\n{axes}"}, tmp_path)
    assert problems == []
    assert [axis.before for axis in schemes["small"].axes] == [" ", ", ", " - ", "/", "//"]


def test_the_first_of_two_files_counts(tmp_path: Path) -> None:
    """Of two schemes with one id the first is used, and the second is reported."""
    second = SMALL.replace("OPEN", "SHUT")
    schemes, problems = read({"a.yaml": SMALL, "b.yaml": second, "c.yaml": FULL}, tmp_path)
    assert schemes["small"].levels == ("OPEN",)
    assert {*schemes} == {"small", "oil"}
    assert "\n".join(problems) == (
        "facts/markings/b.yaml:1:1: error[repeated-id]: the id 'small' is already in use\n"
        "  also: facts/markings/a.yaml:1:1"
    )


PROBLEMS = {
    "axes: [{id: seal, kind: restrictive, values: [{id: A, lowest: SHUT}, {id: B, highest: OPN}], lowest: X}]": [
        "error[unknown-level]: unknown level 'OPN'",
        "error[unknown-level]: unknown level 'SHUT'",
        "error[unknown-level]: unknown level 'X'",
    ],
    "copies: SHUT": ["error[unknown-level]: unknown level 'SHUT'"],
    "copies: OPEN": [],
    "axes: [{id: owner, kind: informative}]": ["error[repeated-id]: the id 'owner' is already in use"],
    "axes: [{id: a, kind: informative}, {id: a, kind: informative}]": ["error[repeated-id]: the id 'a' is already in use"],
    "axes: [{id: to, kind: permissive}]": ["error[no-owner]: 'to' is a release list, but the scheme has no 'owner'"],
    "axes: [{id: to, kind: informative}]\nrewrites: [{if: A, drops: to}]": [
        "error[unknown-axis]: unknown release list 'to'",
        "error[unknown-axis]: unknown value 'A'",
    ],
    "owner: {community: A}\naxes: [{id: to, kind: permissive, values: [A]}]\nrewrites: [{if: A, drops: to}]": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.items())
def test_a_scheme_must_hold_together(text: str, expected: list[str], tmp_path: Path) -> None:
    """What a scheme names and does not have is reported."""
    _, problems = read({"small.yaml": f"{SMALL}{text}\n"}, tmp_path)
    found = [problem.partition("\n")[0].split(": ", 1)[1] for problem in problems]
    assert found == expected


def test_a_file_without_levels_is_no_scheme(tmp_path: Path) -> None:
    """A file that can't be read, and one without levels, give problems and no scheme."""
    schemes, problems = read(
        {"a.yaml": "scheme: a\nlevels: []\n", "b.yaml": "- b\n", "c.yaml": "["}, tmp_path
    )
    assert schemes == {}
    assert [problem.partition(":")[0] for problem in problems] == [
        "facts/markings/a.yaml",
        "facts/markings/b.yaml",
        "facts/markings/c.yaml",
    ]


def test_no_folder(tmp_path: Path) -> None:
    """A project without a folder of schemes has none, which is no problem here."""
    assert read_schemes(tmp_path / "none", tmp_path) == ({}, ())
