"""Tests of the loader: which file a template extends, and what is said if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import pytest

from briefings.templating.loader import FolderLoader
from briefings.templating.search_path import SearchPath

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def loader(tmp_path: Path) -> FolderLoader:
    """Return a loader of three folders: `a.md.j2` is in each, `b.md.j2` in the last, `1:a.md.j2` in the first."""
    folders = [tmp_path / name for name in ("partner", "project", "packaged")]
    for folder in folders:
        folder.mkdir()
        (folder / "a.md.j2").write_text(folder.name, "utf-8")
    (folders[0] / "1:a.md.j2").write_text("a name with a colon", "utf-8")
    (folders[2] / "b.md.j2").write_text("b", "utf-8")
    return FolderLoader(SearchPath(folders, tmp_path / "project"))


def source(loader: FolderLoader, key: str) -> str:
    """Return the source of a template."""
    return loader.get_source(jinja2.Environment(autoescape=True), key)[0]


def test_a_template_extends_the_one_below(loader: FolderLoader) -> None:
    """Each step down goes to the next folder that has the file, and the last step finds nothing."""
    key, sources = "a.md.j2", []
    while loader.find(key):
        sources.append(source(loader, key))
        key = loader.join_path("below/a.md.j2", key)
    assert sources == ["partner", "project", "packaged"]
    with pytest.raises(jinja2.TemplateNotFound):
        source(loader, key)


def test_a_template_may_extend_another_one_below(loader: FolderLoader) -> None:
    """What `below/` finds is in a folder below that of the asking template, whatever its name."""
    key = loader.join_path("below/b.md.j2", "a.md.j2")
    assert source(loader, key) == "b"
    assert loader.find(loader.join_path("below/a.md.j2", key)) is None
    assert loader.join_path("b.md.j2", key) == "b.md.j2"


def test_a_key_is_never_taken_apart(loader: FolderLoader) -> None:
    """A name that a template writes is the name of a file, whatever it looks like."""
    assert source(loader, "1:a.md.j2") == "a name with a colon"
    assert loader.find("2:a.md.j2") is None
    assert loader.find("a.md.j2\0" + "1") is None


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("c.md.j2", "unknown template 'c.md.j2'", "did you mean b.md.j2?"),
        (
            "below/c.md.j2",
            "no template 'c.md.j2' exists below (packaged) templates/c.md.j2",
            "did you mean b.md.j2?",
        ),
        (
            "below/1:a.md.j2",
            "no template '1:a.md.j2' exists below (packaged) templates/1:a.md.j2",
            "extend a template that the project has in templates/, or a packaged one",
        ),
    ],
)
def test_a_missing_template(loader: FolderLoader, name: str, message: str, hint: str) -> None:
    """The problem names the template and the file above it; the hint names the nearest template, or where to put one."""
    problem = loader.missing_template(loader.join_path(name, "a.md.j2"))
    assert (problem.code, problem.message, problem.advice) == ("template-not-found", message, hint)
