"""Tests of the texts of slots as HTML: escaped, each language in an element, and every space kept."""

from __future__ import annotations

import pytest

from briefings.compose.brief import ForeignRun, SlotText
from briefings.outputs.html_text import (
    language_attributes,
    raise_ordinals,
    render_text,
    wrap_language,
)
from briefings.outputs.text_runs import localize_marks


def text(*parts: str | tuple[str, str]) -> SlotText:
    """Return a text of parts; a pair is a part in another language."""
    words, runs = "", []
    for part in parts:
        start = len(words)
        if isinstance(part, tuple):
            words += part[0]
            runs.append(ForeignRun(start, len(words), part[1]))
        else:
            words += part
    return SlotText(words, runs=tuple(runs))


SPACE = '<span class="spaces"> </span>'


@pytest.mark.parametrize(
    ("words", "html"),
    [
        (text(), ""),
        (text("A lamp."), "A lamp."),
        (text("<b> & \"'"), "&lt;b&gt; &amp; &quot;&#x27;"),
        (text(" a"), f"{SPACE}a"),
        (text("a "), f"a{SPACE}"),
        (text("a  b   c"), 'a<span class="spaces">  </span>b<span class="spaces">   </span>c'),
        (text(" <  > "), f'{SPACE}&lt;<span class="spaces">  </span>&gt;{SPACE}'),
        (text("a\u00a0 b"), "a\u00a0 b"),
        (text(("Lampe", "fr")), '<span lang="fr">Lampe</span>'),
        (text("a ", ("Lampe", "fr"), " b"), 'a <span lang="fr">Lampe</span> b'),
        (text(("Lampe ", "fr"), "b"), '<span lang="fr">Lampe</span> b'),
        (text("a", (" Lampe", "fr")), 'a <span lang="fr">Lampe</span>'),
        (text(("a", "fr"), ("b", "ru")), '<span lang="fr">a</span><span lang="ru">b</span>'),
        (text("x", ("a", "fr"), ("b", "ru"), "y"), 'x<span lang="fr">a</span><span lang="ru">b</span>y'),
        (text("(", ("مصباح", "ar"), ")"), '(<span lang="ar" dir="rtl">مصباح</span>)'),
        (text("a", (" ", "fr"), "b"), "a b"),
        (text(("<i>", "x\"y")), '<span lang="x&quot;y">&lt;i&gt;</span>'),
        (text("It met on ", ("4 mai 2007", "fr")), 'It met on <span lang="fr"><span class="kept">4 mai 2007</span></span>'),
        (text("It met on 4 May 2007."), 'It met on <span class="kept">4 May 2007</span>.'),
    ],
)  # fmt: skip
def test_an_english_text(words: SlotText, html: str) -> None:
    """A text has its characters escaped, other languages in elements, and no space lost."""
    assert render_text(words, "en", "en") == html


@pytest.mark.parametrize(
    ("words", "html"),
    [
        # A text of the note in a block of the other direction: only what stands between its words has its direction.
        (text("(سجل)"), '(<span lang="ar" dir="rtl">سجل</span>)'),
        (text("سجل (هذا)."), '<span lang="ar" dir="rtl">سجل (هذا)</span>.'),
        (text("سجل."), '<span lang="ar" dir="rtl">سجل</span>.'),
        (text("(سجل."), '(<span lang="ar" dir="rtl">سجل</span>.'),
        (text("سجل.("), '<span lang="ar" dir="rtl">سجل</span>.('),
        (text("سجل (هذا) سجل."), '<span lang="ar" dir="rtl">سجل (هذا) سجل</span>.'),
        (text(" سجل "), f'{SPACE}<span lang="ar" dir="rtl">سجل</span>{SPACE}'),
        (text("، "), f",{SPACE}"),
        (text("؛ سجل، هذا،"), '; <span lang="ar" dir="rtl">سجل، هذا</span>,'),
        (text(("A lamp.", "en")), "A lamp."),
        (text(("A lamp.", "en"), "، ", ("a wick", "en")), "A lamp., a wick"),
        (text((" Lampe. ", "fr")), f'{SPACE}<span lang="fr">Lampe.</span>{SPACE}'),
    ],
)
def test_an_arabic_note_with_an_english_block(words: SlotText, html: str) -> None:
    """In a block of the other direction the marks around a text of the note belong to the block."""
    assert render_text(words, "ar", "en") == html


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("le 1er mai", 'le 1<span class="ordinal">er</span> mai'),
        ("la 1re, la 27e, les 2es", 'la 1<span class="ordinal">re</span>, la 27<span class="ordinal">e</span>, les 2<span class="ordinal">es</span>'),
        ("a1er 1.2e 1234e 12ex", "a1er 1.2e 1234e 12ex"),
        ('<a id="2e">3e</a>', '<a id="2e">3<span class="ordinal">e</span></a>'),
    ],
)  # fmt: skip
def test_ordinals(words: str, html: str) -> None:
    """The endings of French ordinals are raised, in text and in no tag; those of no other language are."""
    assert raise_ordinals(words, "fr") == raise_ordinals(words, "fr-BE") == html
    assert raise_ordinals(words, "en") == words


def test_ordinals_in_a_text() -> None:
    """A text of a French note has its ordinals raised, also in a block of another language."""
    raised = 'la 27<span class="ordinal">e</span>'
    assert render_text(SlotText("la 27e"), "fr", "fr") == raised
    assert render_text(SlotText("la 27e"), "fr", "en") == f'<span lang="fr">{raised}</span>'
    assert render_text(SlotText("the 27e"), "en", "en") == "the 27e"


def test_marks_between_values() -> None:
    """A comma and a semicolon are those of the direction around them."""
    assert [localize_marks("a، b؛ c, d;", language) for language in ("en", "ar", "fa", "ru")] == [
        "a, b; c, d;",
        "a، b؛ c, d;",
        "a، b؛ c, d;",
        "a, b; c, d;",
    ]


@pytest.mark.parametrize(
    ("language", "outer", "attributes"),
    [
        ("fr", "en", ' lang="fr"'),
        ("ar", "en", ' lang="ar" dir="rtl"'),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ("fa", "ar", ' lang="fa"'),
        ('a"b', "en", ' lang="a&quot;b"'),
    ],
)
def test_attributes(language: str, outer: str, attributes: str) -> None:
    """A direction is given where it changes, and a tag can't leave its attribute."""
    assert language_attributes(language, outer) == attributes
    assert wrap_language("<b>x</b>", language, outer) == f"<span{attributes}><b>x</b></span>"
