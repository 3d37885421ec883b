"""Notes for tests: composed of a few phrases and a short template, or of packaged or fictional facts."""

from __future__ import annotations

import dataclasses
import functools
import os
import re
import shutil
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.build.request import BuildRequest
from briefings.build.styles import join_styles
from briefings.build.workspace import Workspace
from briefings.compose.brief import Brief, CitationMark, SlotText
from briefings.compose.compose import compose
from briefings.compose.house_style import HouseStyle
from briefings.compose.labels import Labels
from briefings.compose.note_options import NoteOptions
from briefings.compose.products import Product
from briefings.factbase.load import load
from briefings.loading.files import write_atomic
from briefings.model.dates import PartialDate, parse_day
from briefings.model.diagnostics import Location
from briefings.model.entities import Source
from briefings.model.markings import Marking, MarkingScheme
from briefings.model.phrases import Citation, Phrase
from briefings.outputs import html, markdown, pdf
from briefings.project import Project, package_data_folder
from briefings.templating import Templates
from briefings.templating.slots import SLOT
from briefings.views.records import (
    FACT_LISTS,
    FactView,
    HouseView,
    MilestoneView,
    NamedView,
    Scope,
    TalkingPointsView,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.build.draft import Draft
    from briefings.factbase.store import FactStore
    from briefings.model.house import House

__all__ = [
    "DAY_BEFORE_FACTS",
    "EMPTY",
    "FACTS",
    "FICTIONAL",
    "FONTS",
    "LABELS",
    "LOCATION",
    "MARKUP_LIKE",
    "MILESTONES",
    "MILESTONE_TABLE",
    "PAST_DAY",
    "PRINT_STYLE",
    "PRODUCT",
    "SCREEN_STYLE",
    "SHARED_FOLDER",
    "SHIPPED_DAYS",
    "STAND_IN",
    "STAND_IN_TEMPLATE",
    "TODAY",
    "WEB_FONTS",
    "Element",
    "Note",
    "compose_note",
    "compose_with_facts",
    "fact",
    "join_lines",
    "load_store",
    "make_draft",
    "make_request",
    "merge_labels",
    "note_of",
    "parse_html",
    "partner_ids",
    "phrase",
    "principal_copy",
    "render_html",
    "render_pdf",
    "replace_stand_in",
    "shipped_notes",
    "skeleton_text",
    "small_view",
    "source",
    "use_packaged_brief",
    "write_labels",
]  # fmt: skip

TODAY = date(2026, 11, 23)
PAST_DAY = date(2003, 1, 1)
DAY_BEFORE_FACTS = date(1980, 1, 1)
SHIPPED_DAYS = (date(2011, 6, 23), date(2019, 6, 1), date(2026, 11, 29))
"""Days for which the notes on packaged partners are held to their promises; the first is that of the seed article."""
SHARED_FOLDER = "TESTS_SHARED_FOLDER"
"""The variable with the folder that all processes of a test run share."""
FICTIONAL = Path(__file__).parent.parent / "fictional"
EMPTY = Phrase()
PRODUCT = Product("brief", "title", "subject", "partner", (), None, None)
LOCATION = Location("test.yaml")

_TEMPLATES = package_data_folder() / "templates"
LABELS = Path(__file__).parent.parent / "cases" / "labels.yaml"
PRINT_STYLE = (_TEMPLATES / "print.css").read_text(encoding="utf-8")
SCREEN_STYLE = join_styles(Templates([_TEMPLATES], _TEMPLATES), "html")
WEB_FONTS = {path.name: path.read_bytes() for path in sorted((_TEMPLATES / "fonts").glob("*.woff2"))}
FONTS = {path.name: path.read_bytes() for path in sorted((_TEMPLATES / "fonts").glob("*.ttf"))}


# --- notes of a few words -----------------------------------------------------------------------


def phrase(text: str, *sources: str) -> Phrase:
    """Return a phrase that rests on these sources, each cited by the fact `test/SOURCE`."""
    return Phrase((text,), tuple(Citation(f"test/{source}", source) for source in sources))


def fact(text: str, *sources: str, time: Phrase = EMPTY) -> FactView:
    """Return a certain fact for the background of a note."""
    return FactView(text=phrase(text, *sources), status="certain", time=time, attested=EMPTY, due=EMPTY)


def source(id_: str, **fields: Any) -> Source:  # noqa: ANN401 - fields are of any kind
    """Return a source; only its id has to be given."""
    usual: dict[str, Any] = {
        "id": id_,
        "title": f"On {id_}",
        "publisher": "Gazette",
        "published": None,
        "updated": None,
        "retrieved": None,
        "address": f"https://gazette.example/{id_}",
        "languages": ("en",),
        "quoted_source": None,
        "marking": Marking("PUBLIC"),
        "folder": "shared",
        "location": LOCATION,
    }
    return Source(**usual | fields)


def small_view(
    sources: Iterable[Source] = (),
    statements: Iterable[FactView] = (),
    **fields: Any,  # noqa: ANN401 - see above
) -> View:
    """Return a view with nothing but what is given; every source named by one small letter can be cited."""
    known = {id_: source(id_) for id_ in "abcdefghijklmnopqrstuvwxyz"} | {item.id: item for item in sources}
    usual: dict[str, Any] = {field.name: () for field in dataclasses.fields(View)} | {
        "scope": Scope("zubrowka", TODAY, "internal", "en"),
        "partner": NamedView(phrase("Zubrowka"), phrase("Republic of Zubrowka"), phrase("Zubrowkan")),
        "side": NamedView(phrase("League"), EMPTY, EMPTY),
        "house": HouseView(EMPTY, EMPTY, (), (), EMPTY, EMPTY),
        "code": "ZUBROWKA",
        "facts": dict.fromkeys(FACT_LISTS, ()) | {"statements": tuple(statements)},
        "past_facts": dict.fromkeys(FACT_LISTS, ()),
        "posts": {},
        "talking_points": TalkingPointsView((), (), (), (), ()),
        "person": None,
        "visit": None,
        "edited": None,
        "home_language": "en",
        "attestations": {},
        "attested_ranges": {},
        "sources": known,
        "cited_places": {},
        "quotes": {},
        "short_publishers": {},
        "markings": {f"test/{id_}": Marking("PUBLIC") for id_ in known},
        "locations": {},
    }
    return View(**usual | fields)


FACTS = (
    fact("It joined.", "a"),
    fact("It left", "b"),
    fact("It came back.", "b", "a"),
    fact("Who knows? ", "c"),
    fact("He said “yes.”", "d"),
)
"""Facts for `compose_with_facts`: some are whole sentences, and one has two sources."""

MILESTONES = tuple(
    MilestoneView(phrase(f"{year}", letter), phrase(f"Event of {year}", letter), PartialDate(year))
    for year, letter in [(1994, "a"), (2002, "b")]
)
MILESTONE_TABLE = (
    "| | |\n|---|---|\n{% for x in milestones %}\n| {{ x.date }} | {{ x.text }} |\n{% endfor %}\n"
)


def write_labels(folder: Path, words: str) -> Labels:
    """Write the labels of small notes, and these lines of YAML, to a file and read it."""
    path = folder / "labels.yaml"
    path.write_text(LABELS.read_text(encoding="utf-8") + words, encoding="utf-8")
    return Labels.load("en", [(path, "labels.yaml")])


def merge_labels(folder: Path, *texts: str) -> Labels:
    """Read label files with these texts, the first with the highest priority, above those of small notes."""
    files = []
    for number, text in enumerate(texts, 1):
        path = folder / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append((path, path.name))
    return Labels.load("en", [*files, (LABELS, "labels.yaml")])


def compose_note(  # noqa: PLR0913 - one parameter per ingredient of a note
    folder: Path,
    template: str,
    *,
    files: Mapping[str, str] | None = None,
    labels: Labels | None = None,
    levels: Mapping[str, str] | None = None,
    scheme: MarkingScheme | None = None,
    occasion: str = "",
    number: str = "",
    copy: str = "",
    house: House | None = None,
    **fields: Any,  # noqa: ANN401 - see above
) -> Brief:
    """Compose a note from a template and a small view.

    Args:
        folder: a folder for the template; the template can include files that it already has.
        template: text of `brief.md.j2`; the list of sources is added unless the template prints it.
        files: further templates, text by name.
        labels: the labels; those of `tests/cases/labels.yaml` if None.
        levels: the levels of the marking scheme, names by level, lowest first.
        scheme: the marking scheme, if it has more than levels.
        occasion: as given by the user.
        number: as given by the user.
        copy: as given by the user.
        house: the house; that of the fictional project if None.
        fields: fields of the view, as `small_view` takes them.
    """
    if "sources" not in template and "extends" not in template:
        template += "\n\n{{ sources }}\n"
    for name, text in {"brief.md.j2": template, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = levels or {"PUBLIC": "PUBLIC"}
    style = HouseStyle(
        house=house or load_store(FICTIONAL).house,
        scheme=scheme
        or MarkingScheme(
            "test", tuple(names), {level: {"en": name} for level, name in names.items()}, LOCATION
        ),
        templates=Templates([folder], folder),
        labels=labels or Labels.load("en", [(LABELS, "labels.yaml")]),
    )
    view = small_view(**fields)
    if levels or scheme:
        lowest = Marking(style.scheme.levels[0])
        sources = {
            id_: item
            if item.marking.level in style.scheme.levels
            else dataclasses.replace(item, marking=lowest)
            for id_, item in view.sources.items()
        }
        view = dataclasses.replace(view, sources=sources)
    return compose(view, PRODUCT, style, NoteOptions(occasion=occasion, number=number, copy=copy))


def compose_with_facts(folder: Path, template: str, **options: Any) -> Brief:  # noqa: ANN401 - those of `compose_note`
    """Compose a note from a template in which `{n}` prints the n-th of `FACTS`."""
    return compose_note(
        folder, re.sub(r"\{(\d)\}", r"{{ facts.statements[\1].text }}", template), statements=FACTS, **options
    )


def skeleton_text(brief: Brief) -> str:
    """Return the skeleton with its words, citation marks as `[1]`, without the list of sources."""

    def slot_text(index: int) -> str:
        """Return what a slot prints."""
        slot = brief.slots[index]
        if isinstance(slot, SlotText):
            return slot.text
        return f"[{slot.number}]" if isinstance(slot, CitationMark) else ""

    return SLOT.sub(lambda match: slot_text(int(match[1])), brief.skeleton).strip("\n")


# --- words in all places ------------------------------------------------------------------------

STAND_IN = "Stand-in."
STAND_IN_TEMPLATE = """# {{ partner.name }}

{{ facts.statements[0].text }}

- {{ facts.statements[0].text }}
    - {{ facts.statements[0].text }}

| {{ label("glance.what") }} | {{ label("glance.who") }} | {{ label("glance.who") }} |
|---|---|---|
| {{ facts.statements[0].text }} | {{ facts.statements[0].text }} | {{ facts.statements[0].text }} |

> {{ facts.statements[0].text }}

**{{ facts.statements[0].text }}**

{{ facts.statements[0].text }}
{{ facts.statements[0].text }}

{{ sources }}
"""


def replace_stand_in(brief: Brief, words: str) -> Brief:
    """Return a brief with other words in place of `STAND_IN`, in the titles of its sources too.

    The words of a real note come out of a template in the same way, but more slowly.
    """
    slots = tuple(
        SlotText(words) if isinstance(slot, SlotText) and slot.text == STAND_IN else slot
        for slot in brief.slots
    )
    sources = tuple(dataclasses.replace(cited, text_before="", title=words) for cited in brief.sources)
    return dataclasses.replace(brief, slots=slots, sources=sources)


MARKUP_LIKE = (
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
"""Plain words that a Markdown or HTML reader would take for markup if they were not escaped."""


# --- whole notes --------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Note:
    """A note from the packaged or the fictional facts, in all formats; each format is rendered once."""

    partner: str
    as_of: date
    language: str = "en"
    product: str = ""

    def __str__(self) -> str:
        return f"{self.partner}@{self.as_of}{'' if self.language == 'en' else f'.{self.language}'}"

    @property
    def name(self) -> str:
        """Return the name of the note with its product."""
        return f"{self}.{self.product}"

    @property
    def brief(self) -> Brief:
        """Return what is rendered."""
        return _cached_brief(self.partner, self.as_of, self.language, self.product)

    @property
    def markdown(self) -> str:
        """Return the note as Markdown."""
        return markdown.render(self.brief).decode()

    @property
    def html(self) -> str:
        """Return the note as HTML."""
        return html.render(self.brief, SCREEN_STYLE, WEB_FONTS).decode()

    @property
    def pdf(self) -> bytes:
        """Return the note as PDF."""
        return _cached_pdf(self.partner, self.as_of, self.language, self.product)


def join_lines(markdown_text: str) -> str:
    """Return Markdown with each paragraph, list item and note on one line, to look for sentences in it."""
    return re.sub(r"(?<=\S)\n *(?![-*>|#\[]|\n)(?=\S)", " ", markdown_text)


def note_of(partner: str, as_of: date = TODAY, language: str = "en", product: str = "") -> Note:
    """Return the note on a packaged partner, or on the fictional one, Zubrowka; the working copy by default."""
    if not product:
        product = "brief" if partner in partner_ids(FICTIONAL) else "desk"
    return Note(partner, as_of, language, product)


def shipped_notes(product: str) -> list[Note]:
    """Return the notes of a kind on all packaged partners, on three days, in English and French."""
    return [
        note_of(partner, day, language, product)
        for partner in partner_ids(package_data_folder())
        for day in SHIPPED_DAYS
        for language in ("en", "fr")
    ]


def partner_ids(root: Path) -> list[str]:
    """Return the ids of the partners of a project."""
    return [partner.id for partner in load_store(root).partners]


@functools.cache
def load_store(root: Path) -> FactStore:
    """Return the facts of a project, loaded once."""
    return load(root)


def make_request(subjects: tuple[str, ...], as_of: date, **fields: Any) -> BuildRequest:  # noqa: ANN401 - see above
    """Return a build request with these fields, those of its `NoteOptions` included."""
    option_names = {field.name for field in dataclasses.fields(NoteOptions)} & fields.keys()
    options = NoteOptions(**{name: fields.pop(name) for name in option_names})
    return BuildRequest(subjects, as_of, options=options, **fields)


def make_draft(workspace: Workspace, partner: str, as_of: date, **options: Any) -> Draft:  # noqa: ANN401 - of `BuildRequest`
    """Return a note on a partner: the first that a request asks for, by default the standard one."""
    catalogue, subject = workspace.catalog, workspace.catalog.subjects[partner]
    request = make_request((partner,), as_of, **options)
    return workspace.draft(subject, catalogue.requested_notes(request, subject)[0], request)


def use_packaged_brief(project: Path) -> None:
    """Give the fictional project the brief that comes with the program in place of its own."""
    name = "products/brief.yaml"
    (project / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_TEMPLATES / name, project / "templates" / name)


def principal_copy(project: Path, day: str, **options: Any) -> str:  # noqa: ANN401 - of `BuildRequest`
    """Return the brief on the fictional partner of a project as Markdown, each paragraph on one line.

    Args:
        project: a copy of the fictional project.
        day: of the brief.
        options: of the request.
    """
    use_packaged_brief(project)
    draft = make_draft(Workspace(Project(project, project)), "zubrowka", parse_day(day), **options)
    return join_lines(markdown.render(draft.brief).decode()).replace("\u00a0", " ")


@functools.cache
def _cached_brief(partner: str, as_of: date, language: str, product: str) -> Brief:
    """Return the brief of a note, composed once."""
    root = FICTIONAL if partner in partner_ids(FICTIONAL) else package_data_folder()
    return make_draft(
        _cached_workspace(root, language),
        partner,
        as_of,
        languages=(language,),
        products=(product,),
    ).brief


@functools.cache
def _cached_workspace(root: Path, language: str) -> Workspace:
    """Return the workspace of a project whose house writes in a further language as well."""
    if language == "en":
        return Workspace(Project(root, root))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "facts", Path(folder, "facts"))
        house = Path(folder, "facts", "house.yaml")
        text = house.read_text(encoding="utf-8")
        assert "languages: [en]" in text
        house.write_text(text.replace("languages: [en]", f"languages: [en, {language}]"), encoding="utf-8")
        return Workspace(Project(root, root), facts=Path(folder))


@functools.cache
def _cached_pdf(partner: str, as_of: date, language: str, product: str) -> bytes:
    """Return the PDF of a note, typeset once for all processes of a test run."""
    path = Path(os.environ[SHARED_FOLDER], f"{partner}.{as_of}.{language}.{product}.pdf")
    if not path.exists():
        write_atomic(path, render_pdf(_cached_brief(partner, as_of, language, product)))
    return path.read_bytes()


def render_html(brief: Brief, style: str = SCREEN_STYLE) -> str:
    """Return a note as HTML."""
    return html.render(brief, style, WEB_FONTS).decode()


def render_pdf(brief: Brief, style: str = PRINT_STYLE) -> bytes:
    """Return a note as PDF, with the bundled fonts."""
    return pdf.render(brief, style, FONTS).pdf


# --- reading HTML -------------------------------------------------------------------------------

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Element:
    """An element of an HTML file, with the queries that tests need."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.content: list[Element | str] = []

    def find_all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements inside it with this tag and these attributes, in reading order."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = []
        for child in self.content:
            if isinstance(child, Element):
                if tag in ("", child.tag) and wanted.items() <= child.attributes.items():
                    found.append(child)
                found += child.find_all(tag, **attributes)
        return found

    def text(self, *without: str) -> str:
        """Return its text, without citation marks and without elements of the named tags."""
        said = [
            child if isinstance(child, str) else child.text(*without)
            for child in self.content
            if isinstance(child, str) or child.tag not in ("sup", *without)
        ]
        return "".join(said)


class _HtmlReader(HTMLParser):
    """A parser that builds a tree of elements; fails if an element is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.current = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.content.append(element)
        if tag not in _VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the current element, which must have this tag."""
        assert self.current.tag == tag, f"</{tag}> ends <{self.current.tag}>"
        assert self.current.parent is not None
        self.current = self.current.parent

    def handle_data(self, data: str) -> None:
        """Add text to the current element."""
        self.current.content.append(data)


def parse_html(text: str) -> Element:
    """Parse HTML in which every element is closed, except void ones."""
    reader = _HtmlReader()
    reader.feed(re.sub(r"<!DOCTYPE[^>]*>", "", text))
    reader.close()
    assert reader.current is reader.root, f"<{reader.current.tag}> is not closed"
    return reader.root
