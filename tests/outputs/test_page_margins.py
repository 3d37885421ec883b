"""Tests of the margins of pages: marking, date and number on each, under any style."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from briefings.outputs import page_margins, typesetter
from tests.support.notes import PRINT_STYLE, compose_note, fact, render_pdf
from tests.support.pdf_pages import FOOT, HEAD, body_lines, read_pages
from tests.support.tools import draw_pdf_pages
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief


# --- styles against the marking -----------------------------------------------------------------

ATTACKS = [
    '@page { @top-center { content: "x" !important; display: none !important } }',
    '@page :first { @top-center { content: "x" !important; visibility: hidden !important } }',
    '@page :nth(1) { @bottom-center { content: none !important } }',
    '@page other:first { @top-center { content: "x" !important } } body { page: other }',
    '@layer a { @page { @top-center { content: "x" !important } } }',
    '@page { @bottom-left { content: "x" !important } @bottom-center { content: "y" !important } @bottom-right { content: "z" !important } }',
    '@page { @top-left { content: "SECRET" !important; width: 100% !important } @top-right-corner { content: "SECRET" } @left-middle { content: "SECRET" } }',
    "@page { @top-center { color: white !important; background: white !important } }",
    "@page { @top-center { color: transparent !important; opacity: 0 !important } }",
    "@page { @top-center { font-size: 0 !important } }",
    "@page { @top-center { font: 0/0 x !important; letter-spacing: 50mm !important; text-indent: -900mm !important } }",
    "@page { @top-center { width: 0 !important; height: 0 !important; max-width: 0 !important; overflow: hidden !important } }",
    "@page { @top-center { block-size: 0 !important; inline-size: 0 !important; margin-block-start: -900mm !important; padding-inline-start: 900mm !important } }",
    "@page { @top-center { transform: translate(-500mm, 0) !important; position: relative !important; left: -900mm !important } }",
    "@page { @top-center { text-transform: lowercase !important; font-variant: small-caps !important; text-decoration: line-through !important; direction: rtl !important } }",
    "@page { @top-center { box-shadow: inset 0 0 99mm #000 !important; border: 10mm solid #000 !important; outline: 20mm solid #000 !important } }",
    "@page { @top-center { z-index: -1 !important } } html { background: white }",
    'html { z-index: 99999999 !important } main::before { content: ""; position: fixed; top: -40mm; left: -40mm; width: 600mm; height: 600mm; background: white }',
    "@page { font-size: 0 !important; color: white !important; visibility: hidden !important; opacity: 0 !important; display: none !important }",
    "@page { margin: 0 !important; padding: 0 !important }",
    "@page { margin: 140mm !important; padding: 60mm !important }",
    "@page { margin-top: -30mm !important; margin-block-end: -30mm !important; border: 40mm solid #fff !important; outline: 40mm solid #fff }",
    "@page { transform: translate(-500mm, 0) !important; overflow: hidden !important; bleed: 100mm; marks: crop }",
    "@page { background: #000 !important; box-shadow: inset 0 0 50mm #000 }",
    "html, body { background: #000 !important }",
    "body { position: fixed; top: -16mm; left: -15mm; width: 210mm; height: 297mm; background: white; z-index: 99999999 }",
    'main::before { content: ""; position: fixed; top: -40mm; left: -40mm; width: 600mm; height: 600mm; background: white; z-index: 9 }',
    "html { display: none !important }",
    "* { font-size: 0 !important; color: white !important; visibility: hidden !important; opacity: 0 !important }",
    '* { string-set: continued "SECRET" !important } h2, h2 * { string-set: continued "SECRET" !important }',
    "@page { counter-reset: page 7; counter-increment: page 5 !important; counter-set: pages 3 }",
]  # fmt: skip


def marking_letters(data: bytes, folder: Path) -> dict[str, bytes]:
    """Return the letters of the marking as drawn at the top and at the foot of the first page."""
    path = folder / "page.pdf"
    path.write_bytes(data)
    with Image.open(draw_pdf_pages(path, folder, dpi=72)[0]) as page:
        width, height = page.size
        letters = page.convert("L").point(lambda shade: 255 * (shade > 100))
        strips = {"head": (12, 34), "foot": (height - 44, height - 14)}
        return {
            name: letters.crop((width // 2 - 40, top, width // 2 + 40, bottom)).tobytes()
            for name, (top, bottom) in strips.items()
        }


@pytest.fixture(scope="module")
def unharmed_marking(small_brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the marking as drawn with the packaged style sheet."""
    marked = marking_letters(render_pdf(small_brief), tmp_path_factory.mktemp("pages"))
    for letters in marked.values():
        assert set(letters) == {0, 255}
    return marked


@pytest.mark.parametrize("attack", in_turn(ATTACKS, 2))
def test_no_style_hides_or_forges_the_marking(
    small_brief: Brief,
    unharmed_marking: dict[str, bytes],
    attack: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a style sheet says, marking, date and number are in the margins of each page, and seen, and nothing else."""
    monkeypatch.setattr(typesetter, "check_words", lambda *_: ())  # the text of the note may be lost
    data = render_pdf(small_brief, PRINT_STYLE + attack)
    assert unharmed_marking == marking_letters(data, tmp_path)
    pages = read_pages(data)
    for number, page in enumerate(pages, 1):
        assert page.words_between(0, HEAD) == "NOT CLASSIFIED"
        foot = sorted(
            (word for word in page.words if word.top > page.height - FOOT), key=lambda word: word.left
        )
        assert (
            " ".join(word.text for word in foot)
            == f"As at 23 November 2026 NOT CLASSIFIED Page {number} of {len(pages)}"
        )
        assert "SECRET" not in {word.text for word in page.words}


def test_what_would_hide_the_marking_is_seen(
    small_brief: Brief, unharmed_marking: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison of these tests is no empty one: a white marking of our own would fail it."""
    monkeypatch.setitem(page_margins._MARGIN_BOX_CSS, "color", "#fff")
    assert unharmed_marking != marking_letters(render_pdf(small_brief), tmp_path)


# --- a section over several pages -----------------------------------------------------------------

LAMPS = "The lamps burn in the valley."


def heads_of_pages(
    folder: Path,
    counts: tuple[int, ...],
    style: str = PRINT_STYLE,
    **changes: Any,  # noqa: ANN401 - fields of `Brief`
) -> list[tuple[str, str]]:
    """Return what stands above each page of a note with sections of some paragraphs, and the first line below it."""
    template = "# {{ partner.name }}\n\n"
    for name, count in zip(("glance", "areas"), counts, strict=False):
        items = f"{{% for item in facts.statements[:{count}] %}}\n\n{{{{ item.text }}}}\n\n{{% endfor %}}"
        template += f'## {{{{ label("section.{name}") }}}}\n\n{items}\n\n'
    brief = compose_note(folder, template, statements=(fact(LAMPS),) * max(counts))
    own: dict[str, Any] = {"title": "", "continued_label": "{heading} (continued)"} | changes
    brief = replace(brief, **own)
    return [
        (page.words_between(0, HEAD), body_lines(page)[0]) for page in read_pages(render_pdf(brief, style))
    ]


def test_a_page_on_which_a_section_goes_on_has_its_heading_above(tmp_path: Path) -> None:
    """The last heading of the pages before stands above, beside the marking, and says that it goes on."""
    pages = heads_of_pages(tmp_path, (3, 140))
    assert pages[1:] == [("PUBLIC Key areas (continued)", LAMPS)] * (len(pages) - 1)
    assert len(pages) > 2


def test_a_page_that_begins_with_a_heading_has_none_above(tmp_path: Path) -> None:
    """Its heading is there to read already."""
    pages = heads_of_pages(tmp_path, (3, 3), PRINT_STYLE + "section + section { break-before: page }")
    assert pages[1:] == [("PUBLIC", "Key areas")]


@pytest.mark.parametrize(
    "changes",
    [
        {"continued_label": ""},
        {"copy_text": "Copy 3"},
        {"continued_label": "{heading} (which goes on from the page before this one)"},
    ],
    ids=["no label", "a numbered copy", "too long"],
)
def test_no_heading_stands_above_without_room(tmp_path: Path, changes: dict[str, str]) -> None:
    """The number of a copy has its place, and a marking is never set in two lines for a heading."""
    (_, (above, _), *_) = heads_of_pages(tmp_path, (140,), **changes)
    assert above == f"PUBLIC {changes.get('copy_text', '')}".strip()
