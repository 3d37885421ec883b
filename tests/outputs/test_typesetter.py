"""Tests of the typesetter: it reads no file but those given, and everything that it reports is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.diagnostics import BriefingsError
from briefings.outputs import pdf
from briefings.outputs.page_margins import css_string
from tests.support.notes import (
    FONTS,
    PRINT_STYLE,
    render_pdf,
)
from tests.support.pdf_pages import embedded_fonts, refused_messages

if TYPE_CHECKING:
    from briefings.compose.brief import Brief


# --- styles that ask for files ------------------------------------------------------------------

REQUESTS = {
    "a style sheet": '@import "{}";\n',
    "a style sheet by url": "@import url({});\n",
    "a background": "p {{ background: url({}) }}",
    "a picture": "p::before {{ content: url({}) }}",
    "a bullet": "ul, ol {{ list-style-image: url({}) }}",
    "a border": "p {{ border: 1px solid; border-image: url({}) 1 }}",
    "a font": "@font-face {{ font-family: Other; src: url({}) }} p {{ font-family: Other }}",
    "colours": "@color-profile device-cmyk {{ src: url({}) }}",
}
ADDRESSES = [
    "file:///etc/hostname",
    "http://127.0.0.1:9/x",
    "//a.example/x",
    "x.png",
    "/etc/hostname",
    "ftp://a/b",
    "unknown:x",
    "briefings:Other.ttf",
]


@pytest.mark.parametrize("what", REQUESTS)
def test_a_style_that_asks_for_a_file_is_refused(small_brief: Brief, what: str) -> None:
    """A request for anything that was not handed over is an error that names it, however it is made."""
    for address in ADDRESSES if what == "a background" else ADDRESSES[:2]:
        style = REQUESTS[what].format(address)
        faults = refused_messages(
            small_brief, style + PRINT_STYLE if style.startswith("@import") else PRINT_STYLE + style
        )
        assert f"refused-request: the style or a template asks for {address}" in faults


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("p { colour: red; }", "typesetting: Ignored `colour: red` at 2:5, unknown property."),
        (
            "p { mask-image: url(file:///x); }",
            "typesetting: Ignored `mask-image: url(file:///x)` at 2:5, unknown property.",
        ),
        (
            "@font-face { font-family: A; src: local('DejaVu Sans') } p { font-family: A }",
            "typesetting: Font-face 'A' cannot be loaded",
        ),
    ],
)
def test_a_fault_in_a_style_is_an_error_with_its_place(small_brief: Brief, style: str, fault: str) -> None:
    """What the typesetter would do without is an error; line and column are those of the style sheet."""
    assert refused_messages(small_brief, f"/* x */\n{style}\n{PRINT_STYLE}") == [fault]


def test_a_style_without_fonts_is_typeset_with_the_bundled_ones(small_brief: Brief) -> None:
    """A style that names no font at all gets a bundled one."""
    assert {
        font.partition("-")[0] for font in embedded_fonts(render_pdf(small_brief, "p { color: red }"))
    } <= {
        "NotoSans",
        "Briefings",
    }


def test_a_font_may_have_any_name(small_brief: Brief) -> None:
    """A font is found whatever its file is called."""
    name = 'A "b" \\ ü.ttf'
    style = (
        f"@font-face {{ font-family: B; src: url({css_string(f'briefings:{name}')}) }} p {{ font-family: B }}"
    )
    fonts = embedded_fonts(pdf.render(small_brief, style, {name: next(iter(FONTS.values()))}).pdf)
    assert {font[0] for font in fonts} == {"A", "B"}


def test_a_font_that_can_not_be_loaded_is_an_error(small_brief: Brief) -> None:
    """A font that lacks a table is refused before it is typeset with: without any font Pango would break down."""
    fonts = {"Headless.ttf": next(iter(FONTS.values())).replace(b"head", b"dead", 1)}
    with pytest.raises(BriefingsError, match=r"error\[bad-font\]: Font-face 'Headless' cannot be loaded"):
        pdf.render(small_brief, PRINT_STYLE, fonts)
