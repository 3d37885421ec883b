"""Helpers for tests of notes on facts that stand in a file of cases."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pypdf import PdfReader

from briefings.build.workspace import Workspace
from briefings.project import Project
from tests.support.notes import FICTIONAL, parse_html, use_packaged_brief
from tests.support.tools import pdf_text
from tests.support.views import CASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["open_with_facts", "unsaid_on_paper", "unsaid_on_screen", "words_of"]


def open_with_facts(folder: Path, facts: str) -> Workspace:
    """Return the fictional project, copied into a folder, with more facts and all five languages."""
    project = Path(shutil.copytree(FICTIONAL, folder / "project"))
    (project / CASE).write_text(facts, "utf-8")
    house = project / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("languages: [en]", "languages: [en, fr, ru, tg, ar]"), "utf-8"
    )
    use_packaged_brief(project)
    return Workspace(Project(project, project))


def words_of(text: str) -> str:
    """Return a text without its citations, on one line."""
    plain = re.sub(r"\[\^\d+\](?!:)|\\\[[^\]]*\]", "", text)
    return re.sub(r"\s+", " ", plain)


def unsaid_on_screen(page: str, says: Iterable[str]) -> list[str]:
    """Return the words of cases, cells apart, that a note in HTML does not say."""
    root = parse_html(page)
    links = [_readable(link.attributes.get("href", "")) for link in root.find_all("a")]
    printed = _without_spaces(" ".join([root.find_all("body")[0].text(), *links]))
    return [cell for words in says for cell in _cells(words) if _without_spaces(cell) not in printed]


def unsaid_on_paper(path: Path, says: Iterable[str]) -> list[str]:
    """Return the words of cases, cells apart, that a note in PDF does not say; numbers of citations may be among them."""
    links = [_readable(str(link["/A"].get("/URI", ""))) for link in _links(path)]
    printed = _without_spaces(" ".join([pdf_text(path, raw=True), *links]))
    return [cell for words in says for cell in _cells(words) if not re.search(_with_citations(cell), printed)]


def _links(path: Path) -> Iterator[Any]:
    """Yield the links of a PDF to other places than its own."""
    for page in PdfReader(path).pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            if "/A" in link:
                yield link


def _readable(address: str) -> str:
    """Return an address with its letters, and not their codes."""
    scheme, slashes, rest = unquote(address).partition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.encode('idna').decode('ascii').encode().decode('idna')}{slash}{path}"


def _cells(words: str) -> Iterator[str]:
    """Yield the cells of a row of a Markdown table, without its signs."""
    for cell in re.split(r"(?<!\\)\|(?= |$)|^\|", words):
        plain = re.sub(r"\*\*|<(?=https?:)|(?<=\S)>$|\\(?=\W)", "", cell).strip()
        if plain:
            yield _readable(plain) if plain.startswith("https:") else plain


def _with_citations(words: str) -> str:
    """Return a pattern for words that may have citations after a sentence, a bracket or a comma."""
    return "".join(
        re.escape(letter) + (r"[\d,–]*" if letter in ".;:,)" else "") for letter in _without_spaces(words)
    )


def _without_spaces(text: str) -> str:
    """Return a text without spaces and signs that say where lines and directions may break."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060-\u2069]+", "", text)
