"""Tests of what style sheets may print and ask for: a sheet states no fact, fetches nothing and stays small."""

from __future__ import annotations

import time

import pytest

from briefings.outputs.css.checks import check_own
from tests.support.notes import PRINT_STYLE, SCREEN_STYLE

SVG = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"

WORDS = {
    'h2::before { content: "Secret" }': "1:23",
    "h2::before { content: '\\53 ecret' }": "1:23",
    'h2::before { content: "–" "7" }': "1:27",
    'h2::before { content: "Ⓢⓔⓒ" }': "1:23",
    'h2::before { content: "🇰🇿" }': "1:23",
    'h2::before { content: "– – – – – – –" }': "1:23",
    "h2 { content: attr(href) }": "1:15",
    "h2 { content: var(--word) }": "1:15",
    'h2 { content: counter(a, symbols("A" "B")) }': "1:34",
    'h2 { content: leader("secret") }': "1:22",
    'ul { list-style: "1) " }': "1:18",
    'ul { list-style-type: "a" }': "1:23",
    'q { quotes: "said " "" }': "1:13",
    'h1 { bookmark-label: "Secret" }': "1:22",
    'p { text-overflow: "more" }': "1:20",
    'p { hyphenate-character: "x" }': "1:26",
    'p { -webkit-text-emphasis: "x" }': "1:28",
    'p { -future-property: "Secret" }': "1:23",
    '@counter-style a { symbols: S "·" }': "1:29",
    '@counter-style a { suffix: " of 9" }': "1:28",
    '@page { @top-center { content: "Public" } }': "1:32",
    '@media screen { p { color: red; & b::after { content: "x" } } }': "1:55",
    "li { counter-reset: year 1986 }": "1:26",
    "li { counter-increment: year calc(3) }": "1:30",
}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ADDRESSES = {
    "p { background: url(http://a.example/b.png) }": "1:17",
    "@media screen { p { background: url('//a.example/b') } }": "1:37",
    "p { background: image-set('b.png' 1x) }": "1:27",
    "p { background: -webkit-image-set(url(b.png) 1x) }": "1:35",
    "p { background: cross-fade(url(b.png), red) }": "1:28",
    "p { --a: url(b.png) }": "1:10",
    "p { background: src(var(--a)) }": "1:21",
    "p { background: image-set(var(--a) 1x) }": "1:27",
    "p { filter: url(#a) }": "1:13",
    "p { cursor: url(a.cur), auto }": "1:13",
    "p { background: url(file:///etc/hosts) }": "1:17",
    "p { background: url(data:text/html,a) }": "1:17",
    "@font-face { font-family: A; src: url(data:font/woff2;base64,AA) }": "1:35",
    "@font-face { font-family: A; src: local(Arial) }": "1:35",
    "@font-face { font-family: A; src: url(https://a.example/a.woff2) format('woff2') }": "1:35",
    "@import 'other.css' screen;": "1:1",
    "@supports (background: url(http://a.example/)) { p { color: red } }": "1:24",
    f'p {{ background: url("data:image/svg+xml,{SVG.format("<text>No</text>")}") }}': "1:21",
    f'p {{ background: url("data:image/svg+xml,{SVG.format("<use href=%22a%22/>")}") }}': "1:21",
    f'p {{ background: url("data:image/svg+xml,{SVG.format("<path d=%22xyz%22/>")}") }}': "1:21",
    "p { background: url(data:image/svg+xml,%3Csvg%3E) }": "1:17",
    "p { background: url(data:image/png;base64,AAAA) }": "1:17",
    f"p {{ background: url(data:image/gif;base64,{PIXEL}) }}": "1:17",
    "p { background: url(data:image/png;base64,A) }": "1:17",
}
UNUSABLE = {
    "@namespace a;": "1:1",
    "@color-profile --a { src: x }": "1:1",
    "@scope (main) { p { color: red } }": "1:1",
    "@font-face { font-family: A; src: url(briefings:A.ttf); size-adjust: 1% }": "1:57",
    "p { background: url(a'b) }": "1:17",
    "p { quotes: 'a\n}": "1:13",
    ":not(" * 150 + "a" + ")" * 150 + " { color: red }": "1:146",
    "a {" * 100 + "}" * 100: "1:91",
    "a { b: " + "(" * 1000 + ")" * 1000 + " }": "1:37",
    "a { width: " + "calc(" * 400 + "1" + ")" * 400 + " }": "1:157",
    "a { " + " ".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1});" for n in range(25)) + " --a25: x }": "1:5",
    ":root { --a: var(--b) var(--b); --b: " + "x " * 12_000 + "} p { color: var(--a) }": "1:9",
}
SIZES = {
    "@page { size: 10mm 10mm }": "1:9",
    "@media print { @page :first { size: 3cm 90in } }": "1:31",
}
ACCEPTED = (
    'h2::before { content: "– • →" counter(a) ". " open-quote attr(data-header) "\\a" }',
    'ul { list-style: "–\\a0\\a0"; quotes: "«\\202f" "\\202f»" "“" "”"; text-overflow: "…" }',
    "ol { counter-reset: a 0 b; counter-increment: a 1 b; list-style-type: upper-roman }",
    ':root { --serif: "My Font", serif } p { font: 9pt "My Font"; font-feature-settings: "smcp" 1 }',
    "main { display: grid; grid-template-areas: 'left right' }",
    f'p {{ background: url("data:image/png;base64,{PIXEL}") }}',
    f'p {{ background: url("data:image/svg+xml,{SVG.format("<path d=%22M0 0%22/>")}") }}',
    "@font-face { font-family: A; src: url(briefings:A.ttf) format('truetype'); font-weight: 700 }",
    'a[href^="https://a.example/"] { color: red }',
    "@page { size: A4 landscape } @page wide { size: 210mm 297mm }",
    "@counter-style dash { system: cyclic; symbols: '–' '•'; suffix: ' ' }",
    ":root { --a: var(--b); --b: var(--a); --c: 1px } p { margin: var(--c) var(--c) }",
)
CASES = [
    (code, text, place)
    for code, cases in {
        "style-words": WORDS,
        "refused-request": ADDRESSES,
        "style": UNUSABLE,
        "page-size": SIZES,
    }.items()
    for text, place in cases.items()
]


@pytest.mark.parametrize(("code", "text", "place"), CASES, ids=[text[:50] for _, text, _ in CASES])
def test_what_a_style_sheet_may_not_have_is_refused_at_its_place(code: str, text: str, place: str) -> None:
    """The first problem has the line and column of the value, however deep or large the style sheet is."""
    start = time.monotonic()
    found = check_own(text, "look.css")
    assert found
    assert found[0].location
    assert (found[0].code, f"{found[0].location.line}:{found[0].location.column}") == (
        code if "svg" not in text else "refused-request",
        place,
    )
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("text", [*ACCEPTED, SCREEN_STYLE, PRINT_STYLE])
def test_signs_counters_and_pictures_of_its_own_are_welcome(text: str) -> None:
    """A house can set bullets, quotation marks and numbers, name fonts and embed pictures, as the packaged sheets do."""
    assert check_own(text, "look.css") == []
