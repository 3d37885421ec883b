"""Projects of other programs with the same content, to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.lab import Lab

__all__ = ["make_mkdocs_project", "write_build_rules"]


def write_build_rules(folder: Path, project: Path, ids: Sequence[str]) -> None:
    """Write rules for make and ninja that create three files per partner from its fact files."""
    folder.mkdir()
    facts = project / "facts"
    shared = " ".join(str(path) for path in sorted((facts / "shared").iterdir()))
    ninja = ["rule touch", "  command = touch $out"]
    make = ["all: " + " ".join(f"{id_}.{form}" for id_ in ids for form in ("md", "html", "pdf"))]
    for id_ in ids:
        inputs = f"{shared} {' '.join(str(path) for path in sorted((facts / id_).iterdir()))}"
        outputs = f"{id_}.md {id_}.html {id_}.pdf"
        ninja.append(f"build {outputs}: touch {inputs}")
        make += [f"{outputs}: {inputs}", "\ttouch $@"]
    (folder / "build.ninja").write_text("\n".join([*ninja, ""]), encoding="utf-8")
    (folder / "Makefile").write_text("\n".join([*make, ""]), encoding="utf-8")


def make_mkdocs_project(lab: Lab, texts: Path) -> Path:
    """Create a project of MkDocs with the same Markdown, and return its folder."""
    folder = lab.new_output_folder()
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Notes\ntheme: readthedocs\n", encoding="utf-8")
    for note in texts.glob("internal/*/*.md"):
        (folder / "docs" / note.name).write_bytes(note.read_bytes())
    return folder
