"""Tests of the files with labels: beside each note, in the manifest, whole again after damage, gone with the note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.builds import DAY, build, load_manifest, set_files

if TYPE_CHECKING:
    from pathlib import Path

LABEL = "zubrowka.en.label.xml"
CARD_LABEL = "zubrowka.card.en.label.xml"


@pytest.fixture
def labelled_project(project: Path) -> Path:
    """Return the fictional project, whose scheme asks for labels."""
    (project / "facts/markings/public.yaml").write_text(
        "scheme: public\nlabel_policy: LANTERN\nlevels: [{id: PUBLIC, name: PUBLIC}]\n", "utf-8"
    )
    return project


def test_a_label_stands_beside_each_note(labelled_project: Path) -> None:
    """Each note has one label, whatever its formats are, and the manifest lists it as a file of the note."""
    build(labelled_project, formats=("md", "html"), products=("brief", "card"), languages=("en",))
    files = set_files(labelled_project)
    assert {name for name in files if name.endswith(".xml")} == {LABEL, CARD_LABEL}
    assert b"<PolicyIdentifier>LANTERN</PolicyIdentifier>" in files[LABEL]
    assert f"<CreationDateTime>{DAY.isoformat()}T".encode() in files[LABEL]
    manifest = load_manifest(labelled_project)
    assert {LABEL, CARD_LABEL} <= manifest["files"].keys()
    assert [LABEL in note["files"] for note in manifest["notes"]] == [True, False]


def test_a_damaged_label_is_made_again(labelled_project: Path) -> None:
    """A build notices a label that was changed or deleted, and leaves one that is current."""
    options: dict[str, Any] = {"formats": ("md",), "products": ("brief",), "languages": ("en",)}
    build(labelled_project, **options)
    whole = set_files(labelled_project)
    place = labelled_project / "build/internal/zubrowka" / LABEL
    for damage in (lambda: place.write_text("NATO UNCLASSIFIED"), place.unlink):
        damage()
        build(labelled_project, **options)
        assert set_files(labelled_project) == whole
    report = build(labelled_project, **options)
    assert not report.sets[0].has_changed


def test_a_label_goes_with_its_note_and_with_its_scheme(labelled_project: Path) -> None:
    """When a note can no longer be built, or the scheme asks for none, no label is left."""
    build(labelled_project, formats=("md",), products=("brief", "card"), languages=("en",))
    scheme = labelled_project / "facts/markings/public.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("label_policy: LANTERN\n", ""), "utf-8")
    build(labelled_project, formats=("md",), products=("brief",), languages=("en",))
    assert not [name for name in set_files(labelled_project) if name.endswith(".xml")]
