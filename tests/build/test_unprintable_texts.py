"""Tests of warnings about letters that no font has: at their place, from `check` and from a build, which goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.assets import load_fonts
from briefings.lint.run import check_project
from briefings.model.diagnostics import format_diagnostic
from briefings.project import Project, package_data_folder
from briefings.templating import Templates
from tests.support.builds import DAY, InlineExecutor, build, replace_once, set_files

if TYPE_CHECKING:
    from pathlib import Path

WARNING = """facts/shared/shared.yaml:32:5: warning[missing-glyph]: no font has 零 (U+96F6), so the PDF leaves it out
  hint: put a font with these letters into templates/fonts/; Markdown and HTML have them"""


@pytest.fixture
def with_chinese_name(project: Path) -> Path:
    """Return a project with a person who has a Chinese name too."""
    last = "  - {text: Zero the Younger, lang: en, valid: /2015-03}\n"
    replace_once(project / "facts/shared/shared.yaml", last, f"{last}  - {{text: 零, lang: zh}}\n")
    return project


def warnings_of_check(project: Path) -> list[str]:
    """Return what `check` says about letters."""
    found = check_project(Project(project, project), DAY)
    return [format_diagnostic(problem) for problem in found if "font" in problem.message]


def test_check_finds_a_name_that_no_font_has(project: Path, with_chinese_name: Path) -> None:
    """The warning is at the name, and goes away with a font that has the letter."""
    assert warnings_of_check(with_chinese_name) == [WARNING]
    fonts = project / "templates/fonts"
    fonts.mkdir(parents=True)
    (fonts / "Broken.ttf").write_bytes(b"none")
    (warning,) = warnings_of_check(project)
    assert warning.startswith(
        "templates/fonts/Broken.ttf:1:1: error[bad-font]: this is not a usable TrueType font"
    )


def test_check_finds_letters_in_labels_and_in_the_house_file(project: Path) -> None:
    """What the house writes beside the facts is warned of at its place as well."""
    labels = project / "templates/labels/en.yaml"
    labels.parent.mkdir(parents=True)
    labels.write_text("product.card.title: The {partner} card\nsection.sources: 源\n", "utf-8")
    house = project / "facts/house.yaml"
    house.write_text(house.read_text("utf-8") + "disclaimer: {en: 本}\n", "utf-8")
    last_line = house.read_text("utf-8").count("\n")
    assert [warning.partition(": warning")[0] for warning in warnings_of_check(project)] == [
        f"facts/house.yaml:{last_line}:13",
        "templates/labels/en.yaml:2:18",
    ]


@pytest.mark.parametrize("data", [b"none", b"\x00\x01\x00\x00" + b"\xff" * 60, b"OTTO\x00\x01" + bytes(40)])
def test_a_font_that_is_none_is_refused_at_its_place(project: Path, data: bytes) -> None:
    """`check` and `build` say the same, whether or not any text needs it."""
    path = project / "templates/fonts/Own.ttf"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    (checked,) = warnings_of_check(project)
    report = build(project, workers=InlineExecutor())
    assert [format_diagnostic(problem) for problem in report.problems] == [checked]
    assert checked.startswith(
        "templates/fonts/Own.ttf:1:1: error[bad-font]: this is not a usable TrueType font: "
    )


def test_a_build_warns_of_letters_that_a_pdf_lacks(with_chinese_name: Path) -> None:
    """The build makes every file, and reports the name at its place, once for all notes."""
    report = build(
        with_chinese_name, products=("brief", "background"), workers=InlineExecutor(missing_letters="零")
    )
    assert [format_diagnostic(warning) for warning in report.warnings] == [WARNING]
    assert report.problems == []
    assert "零" in set_files(with_chinese_name)["zubrowka.en.md"].decode()


def test_letters_that_all_fonts_have_are_no_news(project: Path) -> None:
    """Neither command says anything about the fictional facts."""
    assert warnings_of_check(project) == []
    assert build(project).warnings == []


def test_own_fonts_are_added_to_the_packaged_ones(project: Path) -> None:
    """A project with one font of its own keeps those that the packaged style sheets name."""
    fonts = project / "templates/fonts"
    fonts.mkdir(parents=True)
    packaged = package_data_folder() / "templates/fonts"
    (fonts / "Own.ttf").write_bytes((packaged / "NotoSansGeorgian-Bold.ttf").read_bytes())
    (fonts / "NotoSans-Bold.ttf").write_bytes((packaged / "NotoSans-Regular.ttf").read_bytes())
    templates = Templates(Project(project, project).template_folders("zubrowka"), project)
    files = load_fonts(templates, ".ttf").files
    assert set(files) == {"Own.ttf"} | {path.name for path in packaged.glob("*.ttf")}
    assert files["NotoSans-Bold.ttf"] == files["NotoSans-Regular.ttf"]


def test_a_marking_that_no_font_has_is_refused_at_its_scheme(project: Path) -> None:
    """`check` knows before `build` that no PDF can be made; a build says so at the same place."""
    replace_once(project / "facts/markings/public.yaml", "en: PUBLIC", "en: 本")
    (error,) = [line for line in warnings_of_check(project) if "marking" in line]
    assert error.startswith("facts/markings/public.yaml:")
    assert "error[missing-glyph]: no font has '本' (U+672C) of the marking '本'" in error
    (problem,) = build(project, formats=("pdf",), workers=None).problems
    assert (problem.code, str(problem.location)) == ("missing-glyph", error.partition(": error")[0])
