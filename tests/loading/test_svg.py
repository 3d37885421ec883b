"""Tests of user pictures: shapes are kept; what runs, fetches or grows is refused at its position."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.loading.svg import read_svg
from briefings.model.diagnostics import Location, format_diagnostic

if TYPE_CHECKING:
    from pathlib import Path


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"'
MAX_BYTES = 256_000
MAX_DEPTH = 32
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of the picture under test."""
    return tmp_path / "x.svg"


def clean_picture(text: str | bytes, file: Path) -> tuple[str | None, list[str]]:
    """Return the cleaned picture, and its problems as they are printed."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    svg, problems = read_svg(file, "x.svg")
    return svg, [format_diagnostic(found) for found in problems]


def refused_problems(text: str | bytes, file: Path) -> list[str]:
    """Return the problems for which a picture is refused."""
    drawn, problems = clean_picture(text, file)
    assert drawn is None
    return problems


def accepted_picture(text: str, file: Path) -> str:
    """Return the cleaned form of a valid picture."""
    drawn, problems = clean_picture(text, file)
    assert problems == []
    assert drawn is not None
    return drawn


KEPT = [
    (f'{SVG}><path d="M0 0h10"/></svg>', '<path d="M0 0h10" />'),
    (f'{SVG}><rect fill="url(#a)" width="1" transform="rotate (4)"/></svg>', '<rect fill="url(#a)" width="1" transform="rotate (4)" />'),
    (f"""{SVG}><rect style="fill:url('#a');opacity:.5"/></svg>""", """<rect style="fill:url('#a');opacity:.5" />"""),
    (f'{SVG} {XLINK}><use xlink:href="#a"/></svg>', '<use href="#a" />'),
    (f"{SVG}><style>.a&gt;.b{{fill:#fff}}</style></svg>", "<style>.a&gt;.b{fill:#fff}</style>"),
    (f'{SVG}><style>.a{{fill:url(#g)}}</style><linearGradient id="g"/></svg>', '<style>.a{fill:url(#g)}</style><linearGradient id="g" />'),
    (f"{SVG}><text>Ҷ &amp; &lt;b&gt; <tspan>x</tspan></text></svg>", "<text>Ҷ &amp; &lt;b&gt; <tspan>x</tspan></text>"),
    (f'\ufeff<?xml version="1.0"?>\n<!-- a -->{SVG}><path/></svg>\n', "<path />"),
    (f'{SVG} xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid>a<path/></i:grid><g i:label="on"/></svg>', "<g />"),
    (f"{SVG}><html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html><g/></svg>", "<g />"),
    (f'{SVG}><?xml-stylesheet href="http://a.example/"?><path/></svg>', "<path />"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "inside"), KEPT, ids=[inside for _, inside in KEPT])
def test_what_draws_is_kept(text: str, inside: str, file: Path) -> None:
    """Shapes, styles and words stay as they are; what is not SVG is gone."""
    root, _, rest = accepted_picture(text, file).partition(">")
    assert rest == f"{inside}</svg>"
    assert 'xmlns="http://www.w3.org/2000/svg"' in root


REFUSED = [
    (f'{SVG}><path d="xyz !!"/></svg>', "the path has 'xy!!', which is not drawn"),
    (f'{SVG}><path d="M0 0L1e30 1"/></svg>', "'d' has a number above 1000000"),
    (f'{SVG}><text font-size="1e30">a</text></svg>', "'font-size' has a number above 1000000"),
    (f'{SVG}><rect style="stroke-width:9999999"/></svg>', "'style' has a number above 1000000"),
    (f"{SVG}><style>text{{font-size:1e30px}}</style></svg>", "a style sheet has a number above 1000000"),
    ("<script>1</script>", "<script> is not allowed in a picture"),
    ("<g><foreignObject/></g>", "<foreignObject> is not allowed in a picture"),
    ('<image href="data:image/png;base64,"/>', "<image> is not allowed in a picture"),
    ('<a href="#b"><path/></a>', "<a> is not allowed in a picture"),
    ('<animate attributeName="href"/>', "<animate> is not allowed in a picture"),
    ('<set attributeName="href"/>', "<set> is not allowed in a picture"),
    ("<filter/>", "<filter> is not allowed in a picture"),
    ("<metadata><script/></metadata>", "<script> is not allowed in a picture"),
    ('<g onload="a()"/>', "'onload' would run a script"),
    ('<g onClick=""/>', "'onClick' would run a script"),
    ('<use href="http://a.example/#b"/>', "'http://a.example/#b' leads out of the picture"),
    ('<use href="b.svg#b"/>', "'b.svg#b' leads out of the picture"),
    ('<use href=" #b"/>', "' #b' leads out of the picture"),
    ('<linearGradient href="javascript:a"/>', "'javascript:a' leads out of the picture"),
    ('<g fill="url(http://a.example/)"/>', "'fill' would fetch something"),
    ('<g fill="URL( a.svg#b )"/>', "'fill' would fetch something"),
    ('<g fill="url(#a) url(b)"/>', "'fill' would fetch something"),
    ('<g fill="u\\72l(a)"/>', "'fill' would fetch something"),
    ('<g style="fill:image-set(\'a\' 1x)"/>', "'style' would fetch something"),
    ('<g style="fill:src(\'a\')"/>', "'style' would fetch something"),
    ("<style>@import 'a';</style>", "a style sheet would fetch something"),
    ("<style>g{fill:u<![CDATA[rl(]]>//a.example)}</style>", "a style sheet would fetch something"),
    ("<style>g{fill:u<!-- -->rl(//a.example)}</style>", "a style sheet would fetch something"),
    (f"<style>{' ' * 8191}url(//a.example)</style>", "a style sheet would fetch something"),
    ('<style>g{fill:url(#p)}</style><pattern id="p"/>', "a style sheet refers to #p, which is not a gradient"),
    ('<linearGradient spreadMethod="repeat"/>', "a gradient repeats"),
    ('<path id="a"/><g id="a"><use href="#a"/></g>', "<g> is drawn within itself"),
    ('<g id="a"><use href="#a"/></g>', "<g> is drawn within itself"),
    ('<pattern id="a"><g fill="url(#b)"/></pattern><pattern id="b"><g style="fill:url(#a)"/></pattern>', "<pattern> is drawn within itself"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "message"), REFUSED, ids=[inside[:60] for inside, _ in REFUSED])
def test_what_does_more_than_draw_is_refused(inside: str, message: str, file: Path) -> None:
    """Whatever would run, fetch, link or be drawn without end is refused on its line, with the next step."""
    (problem,) = refused_problems(f"{SVG}>\n{inside}</svg>", file)
    first, hint = problem.split("\n")
    assert first.startswith("x.svg:2:")
    assert first.endswith(f"error[svg-refused]: {message}")
    assert hint.startswith("  hint: ")


def test_all_that_is_refused_is_reported_at_once(file: Path) -> None:
    """Several things to mend are told in one pass, each at its column."""
    problems = refused_problems(f'{SVG}>\n<g onload=""/><script/>\n<image/></svg>', file)
    assert [problem.split(": ")[0] for problem in problems] == ["x.svg:2:1", "x.svg:2:15", "x.svg:3:1"]


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
UNREADABLE = [
    (f"{ENTITIES}{SVG}><text>&b;</text></svg>", "x.svg:1:15: error[svg-refused]: the picture has a DOCTYPE"),
    ('<!DOCTYPE svg SYSTEM "http://a.example/">' + SVG + "/>", "x.svg:1:41: error[svg-refused]: the picture has a DOCTYPE"),
    (f"{SVG}>\n <g></svg>", "x.svg:2:7: error[svg-syntax]: the file is not XML: mismatched tag"),
    ("", "x.svg:1:1: error[svg-syntax]: the file is not XML: no element found"),
    (b"\x89PNG\r\n", "x.svg:1:1: error[svg-syntax]: the file is not XML: not well-formed (invalid token)"),
    (f"{SVG}>\n&a;</svg>", "x.svg:2:1: error[svg-syntax]: the file is not XML: undefined entity"),
    (f"<?xml version='1.0' encoding='latin-1'?>\n{SVG}><text>é</text></svg>".encode("latin-1"), "x.svg:2:"),
    ("<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "x.svg:1:1: error[svg-syntax]: the file is not SVG"),
    ("<svg viewBox='0 0 1 1'/>", "x.svg:1:1: error[svg-syntax]: the file is not SVG"),
    (" " * (MAX_BYTES + 1), f"x.svg:1:1: error[file-too-large]: the file is larger than {MAX_BYTES // 1000} kB"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start"), UNREADABLE, ids=[start for _, start in UNREADABLE])
def test_what_is_no_sound_picture_is_refused(text: str | bytes, start: str, file: Path) -> None:
    """A file that is no SVG, or brings entities with it, is told from a picture at the place where it shows."""
    (problem,) = refused_problems(text, file)
    assert problem.startswith(start)
    assert "\n  hint: " in problem


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """A missing file is a problem like any other."""
    svg, problems = read_svg(tmp_path / "none.svg", "none.svg")
    assert svg is None
    assert [(found.code, found.location) for found in problems] == [("unreadable-file", Location("none.svg"))]


SIZES = [
    ('viewBox="0 0 10 5"', ("0 0 10 5", "10", "5")),
    ('viewBox=" -1.5,2  10 , .25 " width="99" height="1" x="3"', ("-1.5 2 10 0.25", "10", "0.25")),
    ('width="30px" height="20" preserveAspectRatio="none"', ("0 0 30 20", "30", "20")),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "expected"), SIZES)
def test_a_picture_says_its_size(given_: str, expected: tuple[str, str, str], file: Path) -> None:
    """Whatever it says itself, a picture has a view box and is as large as that."""
    drawn = accepted_picture(f'<svg xmlns="http://www.w3.org/2000/svg" {given_}/>', file)
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own
    assert expected == tuple(root.attrib[name] for name in ("viewBox", "width", "height"))
    assert not {"x", "y", "preserveAspectRatio"} & set(root.attrib)


@pytest.mark.parametrize(
    "given_",
    ["", 'viewBox="0 0 0 5"', 'viewBox="0 0 5"', 'viewBox="0 0 inf 5"', 'viewBox="0 0 nan 5"', 'width="3cm" height="2cm"', 'width="100%" height="100%"'],
)  # fmt: skip
def test_a_picture_without_a_size_is_refused(given_: str, file: Path) -> None:
    """How large a picture is must be told in user units."""
    (problem,) = refused_problems(f'<svg xmlns="http://www.w3.org/2000/svg" {given_}/>', file)
    assert problem.startswith("x.svg:1:1: error[svg-size]: the picture has no size\n  hint: ")


def nested_groups(depth: int) -> str:
    """Return a picture with groups nested to this depth."""
    return f"{SVG}>{'<g>' * (depth - 1)}{'</g>' * (depth - 1)}</svg>"


def chained_uses(links: int) -> str:
    """Return a picture with a chain of `use` elements."""
    uses = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(links))
    return f'{SVG}>{uses}<path id="a{links}"/></svg>'


def doubling_uses(steps: int) -> str:
    """Return a picture whose `use` elements double the shapes at every step."""
    uses = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(steps))
    return f'{SVG}>{uses}<path id="a{steps}"/></svg>'


@pytest.mark.parametrize(
    ("most", "more"),
    [(nested_groups(MAX_DEPTH), nested_groups(MAX_DEPTH + 1)), (chained_uses(MAX_DEPTH // 2 - 1), chained_uses(MAX_DEPTH // 2)), (doubling_uses(10), doubling_uses(13))],
    ids=["levels", "chain", "doubling"],
)  # fmt: skip
def test_a_picture_grows_within_bounds(most: str, more: str, file: Path) -> None:
    """Levels, chains of uses and elements drawn again and again are bounded; what is within the bound is read."""
    accepted_picture(most, file)
    (problem,) = refused_problems(more, file)
    assert "error[svg-refused]: " in problem


def test_a_long_chain_of_uses_is_refused_in_time(file: Path) -> None:
    """Thousands of elements that use one another neither overflow nor take long, whatever order they stand in."""
    assert len(refused_problems(chained_uses(2000), file)) == 1
    assert len(refused_problems(doubling_uses(40), file)) == 1


NAMES = st.sampled_from(
    ["g", "path", "use", "style", "text", "script", "image", "title", "svg", "linearGradient"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "href", "fill", "style", "onload", "class", "d", "data-a"]),
    st.sampled_from(["", "a", "#a", "#b", "url(#a)", "url(b)", "@", "a(", "javascript:b", "&<>\"'"]),
)
Tree = tuple[str, dict[str, str], list["Tree"]]
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(NAMES, ATTRIBUTES, st.just([])),
    lambda inner: st.tuples(NAMES, ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=12,
)


def element_of_tree(tree: Tree) -> ElementTree.Element:
    """Return the element that a generated tree describes."""
    name, attributes, children = tree
    element = ElementTree.Element(name, attributes)
    element.extend(element_of_tree(child) for child in children)
    return element


@given(tree=TREES)
def test_what_is_accepted_is_accepted_again_unchanged(
    tree: Tree, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A picture written out is read as the same picture, and nothing in it leads anywhere."""
    file = tmp_path_factory.mktemp("svg") / "x.svg"
    inside = ElementTree.tostring(element_of_tree(tree), encoding="unicode")
    once, _ = clean_picture(f"{SVG}>{inside}</svg>", file)
    if once is not None:
        assert once == accepted_picture(once, file)
        for element in ElementTree.fromstring(once).iter():  # noqa: S314 - our own
            assert element.tag.rpartition("}")[2] not in {"script", "image"}
            assert not {"onload"} & set(element.attrib)
            assert element.get("href", "#").startswith("#")
            assert "url(b)" not in {element.get("fill"), element.get("style")}
