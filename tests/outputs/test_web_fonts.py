"""Tests of the fonts in HTML: the alphabets of a note, the files as their script makes them, as light as they can be."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from briefings.outputs import web_fonts
from briefings.outputs.web_fonts import web_fonts_css
from briefings.project import package_data_folder
from tests.support.notes import WEB_FONTS, note_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FONTS_FOLDER = package_data_folder() / "templates/fonts"
MOST_BYTES = 400_000
"""The greatest size of an HTML file of one of the packaged partners: a second on a slow mobile network."""


def embedded(html: str, fonts: Mapping[str, bytes] = WEB_FONTS) -> list[str]:
    """Return the families and weights of the fonts that a page gets, each once."""
    faces = re.findall(
        r"font-family: (\w+); font-weight: (\d+); font-style: (\w+)", web_fonts_css(html, fonts)
    )
    return sorted({" ".join(face).removesuffix(" normal") for face in faces})


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>Hello</p>", {"NotoSans 400", "NotoSans 700", "NotoSerif 400", "NotoSerif 700"}),
        (
            "<p><em>Hello</em></p>",
            {"NotoSans 400", "NotoSans 700", "NotoSerif 400", "NotoSerif 400 italic", "NotoSerif 700"},
        ),
        ("سلام", {"NotoSansArabic 400", "NotoSansArabic 700"}),
        ("Բարև", {"NotoSansArmenian 400", "NotoSansArmenian 700"}),
        ("გამარჯობა", {"NotoSansGeorgian 400", "NotoSansGeorgian 700"}),
        ("秘", set()),
    ],
)
def test_a_page_gets_the_fonts_of_its_alphabets(html: str, told: set[str]) -> None:
    """A page has the fonts for its letters and its emphasis, and no others."""
    assert set(embedded(html)) == told


def test_each_alphabet_has_a_file_of_its_own() -> None:
    """Cyrillic letters add files to those of the Latin ones, for their code points."""
    latin, both = web_fonts_css("a", WEB_FONTS), web_fonts_css("aж", WEB_FONTS)
    assert (latin.count("@font-face"), both.count("@font-face")) == (4, 8)
    assert "U+400-45F" in both
    assert "U+400-45F" not in latin


def test_a_font_without_a_known_alphabet_is_not_embedded() -> None:
    """A file whose name says no alphabet is left to other uses."""
    assert web_fonts_css("a", {"Own-Regular.woff2": b"", "Own-Regular.runic.woff2": b""}) == ""


def test_the_script_in_the_readme_cuts_the_same_letters() -> None:
    """The alphabets of the script are those that style sheets give to a browser, and each file that it makes is there."""
    text = (FONTS_FOLDER / "README.md").read_text(encoding="utf-8").partition("## Web fonts")[2]
    values = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(text.partition("```python\n")[2].partition("```")[0]).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Dict)
    }
    assert {name: f"U+{points.replace(',', ',U+')}" for name, points in values["ALPHABETS"].items()} == (
        web_fonts._ALPHABETS
    )
    made = {f"{name}.{alphabet}.woff2" for name, names in values["FILES"].items() for alphabet in names}
    assert made == set(WEB_FONTS)


@pytest.mark.slow
@pytest.mark.thorough
def test_the_script_in_the_readme_makes_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web fonts are the ones of the script, byte for byte."""
    text = (FONTS_FOLDER / "README.md").read_text(encoding="utf-8").partition("## Web fonts")[2]
    for font in FONTS_FOLDER.glob("*.ttf"):
        (tmp_path / font.name).symlink_to(font.resolve())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    exec(text.partition("```python\n")[2].partition("```")[0], {})  # noqa: S102 - the script of this project
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.woff2")} == WEB_FONTS


@pytest.mark.parametrize("product", ["brief", "desk", "card"])
def test_a_page_stays_light(product: str) -> None:
    """A note with its fonts is quickly sent and opened."""
    assert len(note_of("tajikistan", product=product).html) < MOST_BYTES
