"""Notes for tests: made of a few phrases and a template of a few lines, or of the facts that come with Briefings."""

from __future__ import annotations

import dataclasses
import functools
import re
import shutil
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.build.request import Order
from briefings.build.workspace import Workshop
from briefings.compose.brief import Brief, Cite, Words
from briefings.compose.compose import TEMPLATE, compose
from briefings.compose.labels import Labels
from briefings.compose.products import Product
from briefings.factbase.load import load
from briefings.model.diagnostics import Location
from briefings.model.facts import Source
from briefings.model.markings import Scheme
from briefings.model.phrases import Citation, Phrase
from briefings.outputs import html, markdown, pdf
from briefings.project import Project, packaged
from briefings.templating import Templates
from briefings.templating.slots import SLOT
from briefings.views.records import FactView, HouseView, LinesView, NamedView, Scope, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.build.workspace import Draft
    from briefings.factbase.store import FactBase
    from briefings.model.house import House

__all__ = [
    "BEFORE", "EMPTY", "FICTIONAL", "FONTS", "LABELS", "NASTY", "PAST", "PLACE", "PLACES", "PRINT", "PRODUCT", "SCREEN", "STAND_IN",
    "TODAY", "Element", "Note", "base_of", "composed", "draft_of", "fact", "html_of", "labels_of", "note_of", "parsed",
    "partners_of", "pdf_of", "phrase", "read_out", "source", "view_of_few", "with_words",
]  # fmt: skip

TODAY = date(2026, 11, 23)
PAST = date(2003, 1, 1)
BEFORE = date(1980, 1, 1)
FICTIONAL = Path(__file__).parent.parent / "fictional"
EMPTY = Phrase()
PRODUCT = Product("brief", "title", "subject", "partner", (), None, None, {})
PLACE = Location("test.yaml")

_TEMPLATES = packaged() / "templates"
LABELS = Path(__file__).parent.parent / "cases" / "labels.yaml"
SCREEN = (_TEMPLATES / "screen.css").read_text(encoding="utf-8")
PRINT = (_TEMPLATES / "print.css").read_text(encoding="utf-8")
FONTS = {path.name: path.read_bytes() for path in sorted((_TEMPLATES / "fonts").glob("*.ttf"))}


# --- notes of a few words -----------------------------------------------------------------------


def phrase(text: str, *sources: str) -> Phrase:
    """Words that rest on these sources, each by the fact `test/SOURCE`."""
    return Phrase((text,), tuple(Citation(f"test/{source}", source) for source in sources))


def fact(text: str, *sources: str, time: Phrase = EMPTY) -> FactView:
    """A fact that certainly holds, for the background of a note."""
    return FactView(text=phrase(text, *sources), status="certain", time=time, attested=EMPTY, due=EMPTY)


def source(id_: str, **fields: Any) -> Source:  # noqa: ANN401 - fields are of any kind
    """A source, of which only the id needs to be given."""
    usual: dict[str, Any] = {
        "id": id_,
        "title": f"On {id_}",
        "publisher": "Gazette",
        "published": None,
        "updated": None,
        "retrieved": None,
        "address": f"https://gazette.example/{id_}",
        "language": "en",
        "quotes": None,
        "marking": "PUBLIC",
        "location": PLACE,
    }
    return Source(**usual | fields)


def view_of_few(sources: Iterable[Source] = (), **fields: Any) -> View:  # noqa: ANN401 - see above
    """A view with nothing in it but what is given; any source of one small letter can be cited."""
    known = {id_: source(id_) for id_ in "abcdefghijklmnopqrstuvwxyz"} | {item.id: item for item in sources}
    usual: dict[str, Any] = {field.name: () for field in dataclasses.fields(View)} | {
        "scope": Scope("zubrowka", TODAY, "internal", "en"),
        "partner": NamedView(phrase("Zubrowka"), phrase("Republic of Zubrowka"), phrase("Zubrowkan")),
        "side": NamedView(phrase("League"), EMPTY, EMPTY),
        "house": HouseView(EMPTY, EMPTY, (), EMPTY),
        "code": "ZUBROWKA",
        "posts": {},
        "lines": LinesView((), (), (), (), ()),
        "person": None,
        "visit": None,
        "home_language": "en",
        "seen": {},
        "sources": known,
        "markings": {f"test/{id_}": "PUBLIC" for id_ in known},
        "written": {},
    }
    return View(**usual | fields)


def labels_of(folder: Path, words: str) -> Labels:
    """The labels of notes of a few words, and these lines of YAML."""
    path = folder / "labels.yaml"
    path.write_text(LABELS.read_text(encoding="utf-8") + words, encoding="utf-8")
    return Labels.read("en", [(path, "labels.yaml")])


def composed(  # noqa: PLR0913 - one a thing that a note is made of
    folder: Path,
    template: str,
    *,
    files: Mapping[str, str] | None = None,
    labels: Labels | None = None,
    levels: Mapping[str, str] | None = None,
    occasion: str = "",
    number: str = "",
    house: House | None = None,
    **fields: Any,  # noqa: ANN401 - see above
) -> Brief:
    """A note of a template and a view of few words.

    Args:
        folder: a folder for the template; what is in it already can be included.
        template: text of `brief.md.j2`; the list of sources is added, unless it prints that itself.
        files: further templates, text by name.
        labels: the wording; that of `tests/cases/labels.yaml` if not given.
        levels: the marking scheme, names by level, lowest first.
        occasion: as given by the user.
        number: as given by the user.
        house: that of the fictional project if not given.
        fields: fields of the view.
    """
    if "sources" not in template and "extends" not in template:
        template += "\n\n{{ sources }}\n"
    for name, text in {TEMPLATE: template, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = levels or {"PUBLIC": "PUBLIC"}
    return compose(
        view_of_few(**fields),
        house or base_of(FICTIONAL).house,
        Scheme("test", tuple(names), {level: {"en": name} for level, name in names.items()}, PLACE),
        Templates([folder], folder),
        labels or Labels.read("en", [(LABELS, "labels.yaml")]),
        PRODUCT,
        occasion,
        number,
    )


def read_out(brief: Brief) -> str:
    """The skeleton with its words, marks as `[1]`, and without the list of sources."""

    def said(index: int) -> str:
        slot = brief.slots[index]
        if isinstance(slot, Words):
            return slot.text
        return f"[{slot.number}]" if isinstance(slot, Cite) else ""

    return SLOT.sub(lambda match: said(int(match[1])), brief.skeleton).strip("\n")


# --- words in all places ------------------------------------------------------------------------

STAND_IN = "Stand-in."
PLACES = """# {{ partner.name }}

{{ background[0].text }}

- {{ background[0].text }}
    - {{ background[0].text }}

| {{ label("glance.what") }} | {{ label("glance.who") }} | {{ label("glance.who") }} |
|---|---|---|
| {{ background[0].text }} | {{ background[0].text }} | {{ background[0].text }} |

> {{ background[0].text }}

**{{ background[0].text }}**

{{ background[0].text }}
{{ background[0].text }}

{{ sources }}
"""


def with_words(brief: Brief, words: str) -> Brief:
    """A brief with other words in the place of `STAND_IN`, in the title of its sources too.

    The words of a real note come out of a template in the same way, which takes longer.
    """
    slots = tuple(
        Words(words) if isinstance(slot, Words) and slot.text == STAND_IN else slot for slot in brief.slots
    )
    sources = tuple(dataclasses.replace(cited, before="", title=words) for cited in brief.sources)
    return dataclasses.replace(brief, slots=slots, sources=sources)


NASTY = (
    "1986. A year", "2002) A year", "7.", "# of visits", "#", "- x", "-", "+ x", "> x", "* x", "= x", "---", "===", "***",
    "___", "- - -", "*[NATO]: North Atlantic", "[^1]: x", "[^1]", "[x]: http://a.example", "[a](http://b.example)",
    "![a](b.png)", "[a][b]", "[ ] x", "C:\\new\\[x]", "\\", "\\*", "a\\", "The <Minister> said", "<b>", "</p>", "<br>",
    "<!-- x -->", "<script>alert(1)</script>", "<https://a.example>", "<", ">", "&amp;", "&lt;b&gt;", "&#65;", "&copy",
    "AT&T", "& co", "| a | b |", "a|b", "|", "$x$", "$$x$$", ":smile:", ": x", "::: x", "a:b:c", "http://a_b_c",
    "https://a.example/b_c?d=e&f=g", "www.a_b.example", "a@b.example", "*a* _b_ **c** __d__ ***e***", "snake_case_word",
    "_x", "x_", "a * b", "`a`", "``", "```", "~~~", "~a~ ~~b~~", "a^b^", "==a==", "++a++", "  lead", "trail  ",
    " a  b   c ", "{x}", "a {: .x}", "{#id}", "{{ x }}", "{% x %}", "%x%", "@x", "!!! note", "\"a\" 'b' -- c ...",
    "Ҷумҳурии Тоҷикистон", "\u00a0x\u00a0", "a\u00a0b", "x\u2003", "a — b – c", "e.g. 1) x", "wzxhzdk:0", "STX",
)  # fmt: skip
"""What a Markdown or HTML reader would take for markup, if it were not told that it is words."""


# --- whole notes --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Note:
    """A note of the facts that come with Briefings, or of the fictional ones, in all formats, each made once."""

    partner: str
    as_of: date
    language: str = "en"

    def __str__(self) -> str:
        return f"{self.partner}@{self.as_of}{'' if self.language == 'en' else f'.{self.language}'}"

    @property
    def brief(self) -> Brief:
        """What is rendered."""
        return _brief(self.partner, self.as_of, self.language)

    @property
    def markdown(self) -> str:
        """The note as Markdown."""
        return markdown.render(self.brief).decode()

    @property
    def html(self) -> str:
        """The note as HTML."""
        return html.render(self.brief, SCREEN).decode()

    @property
    def pdf(self) -> bytes:
        """The note as PDF."""
        return _pdf(self.partner, self.as_of, self.language)


def note_of(partner: str, as_of: date = TODAY, language: str = "en") -> Note:
    """A note of a partner that comes with Briefings, or of the fictional one, Zubrowka."""
    return Note(partner, as_of, language)


def partners_of(root: Path) -> list[str]:
    """The partners of a project."""
    return [partner.id for partner in base_of(root).partners]


@functools.cache
def base_of(root: Path) -> FactBase:
    """The facts of a project, read once."""
    return load(root)


def draft_of(workshop: Workshop, partner: str, as_of: date, **order: Any) -> Draft:  # noqa: ANN401 - those of an order
    """A note on a partner: the first one that an order asks for, so the standard one if nothing else is given."""
    catalogue, subject = workshop.catalogue, workshop.catalogue.subjects[partner]
    made = Order((partner,), as_of, **order)
    return workshop.draft(subject, catalogue.notes(made, subject)[0], made)


@functools.cache
def _brief(partner: str, as_of: date, language: str) -> Brief:
    root = FICTIONAL if partner in partners_of(FICTIONAL) else packaged()
    return draft_of(_workshop(root, language), partner, as_of, languages=(language,)).brief


@functools.cache
def _workshop(root: Path, language: str) -> Workshop:
    """The facts of a project, for a house that writes in a further language as well."""
    if language == "en":
        return Workshop(Project(root, root))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "facts", Path(folder, "facts"))
        house = Path(folder, "facts", "house.yaml")
        text = house.read_text(encoding="utf-8")
        assert "languages: [en]" in text
        house.write_text(text.replace("languages: [en]", f"languages: [en, {language}]"), encoding="utf-8")
        return Workshop(Project(root, root), facts=Path(folder))


@functools.cache
def _pdf(partner: str, as_of: date, language: str) -> bytes:
    return pdf_of(_brief(partner, as_of, language))


def html_of(brief: Brief, style: str = SCREEN) -> str:
    """A note as HTML."""
    return html.render(brief, style).decode()


def pdf_of(brief: Brief, style: str = PRINT) -> bytes:
    """A note as PDF, with the bundled fonts."""
    return pdf.render(brief, style, FONTS).pdf


# --- reading HTML -------------------------------------------------------------------------------

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Element:
    """An element of an HTML file, as far as tests ask."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.content: list[Element | str] = []

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements in it, in reading order, with this tag and these attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = []
        for child in self.content:
            if isinstance(child, Element):
                if tag in ("", child.tag) and wanted.items() <= child.attributes.items():
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def words(self, *without: str) -> str:
        """Its text, without citation marks and without elements of the tags named."""
        said = [
            child if isinstance(child, str) else child.words(*without)
            for child in self.content
            if isinstance(child, str) or child.tag not in ("sup", *without)
        ]
        return "".join(said)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.content.append(element)
        if tag not in _VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> ends <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def parsed(text: str) -> Element:
    """Read HTML in which every element but void ones is closed."""
    reader = _Reader()
    reader.feed(re.sub(r"<!DOCTYPE[^>]*>", "", text))
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is not closed"
    return reader.root
