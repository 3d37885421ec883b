"""Tests of the check of the installation."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from briefings.authoring.installation import check_installation
from briefings.model.diagnostics import Diagnostic
from briefings.outputs import typesetter
from briefings.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_health_names_versions_fonts_and_the_build_folder(project: Path) -> None:
    """Where nothing is missing, what there is is told."""
    report = check_installation(Project.find(project))
    assert report.missing == ()
    lines = list(report.lines())
    assert f"weasyprint {metadata.version('weasyprint')}" in lines
    assert "Pango: found, so PDF works" in lines
    assert any(line.startswith("fonts: ") and "NotoSans-Regular.ttf" in line for line in lines)
    assert f"build folder: {project / 'build'} is writable" in lines


def test_health_says_what_mends_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pango, fonts or a build folder that can be written, each is named with the way out."""
    monkeypatch.setattr(
        typesetter,
        "check_support",
        lambda: Diagnostic("no-pango", "PDF needs Pango", hint="install Pango"),
    )
    monkeypatch.setattr("briefings.authoring.installation.Templates.font_files", lambda *_: [])
    monkeypatch.setattr("briefings.authoring.installation.os.access", lambda *_: False)
    report = check_installation(Project.find(project))
    assert len(report.missing) == 3
    assert list(report.lines())[-4:] == [
        "missing: PDF needs Pango",
        "  install Pango",
        "missing: fonts: templates/fonts/ has none, so PDF does not work",
        f"missing: build folder: {project / 'build'} is not writable; choose another with --output",
    ]
