"""Tests that nothing is kept that nothing uses: sections, other templates and labels.

Unused code is found by `test_language`, unused codes by `lint/test_explain`, options that do nothing by ruff's ARG rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from tests.support.language import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# Templates by which everything starts, and those that a house may override.
ENTRY_TEMPLATES = {"brief.md.j2", "addendum.md.j2"}
# Sections that no packaged product has: how-to pages offer them to a house.
OFFERED = {"flag": "add-pictures", "map": "add-pictures", "resolutions": "settle-a-disagreement"}
# Labels that a language may define although none of ours needs them.
OPTIONAL_LABELS = re.compile(r"reviewed|punctuation\..*|date\.(first|months|forms).*")


def unused_templates(templates: Path) -> list[str]:
    """List the templates below a folder that no product, template or entry point names."""
    named = ENTRY_TEMPLATES | {f"sections/{section}.md.j2" for section in OFFERED}
    for path in templates.rglob("*.j2"):
        named |= set(re.findall(r'"((?:[\w-]+/)*[\w-]+\.md\.j2)"', path.read_text("utf-8")))
    for path in templates.glob("products/*.yaml"):
        sections = yaml.safe_load(path.read_text("utf-8"))["sections"]
        named |= {f"sections/{section}.md.j2" for section in sections}
    names = (path.relative_to(templates).as_posix() for path in templates.rglob("*.j2"))
    return sorted(name for name in names if name not in named)


def unused_labels(labels: Path, texts: str) -> list[str]:
    """List the keys of a label file that no text names, in full or by the part before a key made at run time."""
    # `on` is a key here, and not the YAML value that is true.
    keys = _keys(yaml.load(labels.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - makes strings only
    return sorted(
        key
        for key in keys
        if not OPTIONAL_LABELS.fullmatch(key)
        and not any(f'"{part}' in texts for part in _spellings(key))
        and f'}}.{key.rpartition(".")[2]}"' not in texts
    )


def _keys(node: object, prefix: str = "") -> list[str]:
    if not isinstance(node, dict):
        return [prefix]
    return [
        key
        for name, value in node.items()
        for key in _keys(value, f"{prefix}.{name}" if prefix else str(name))
    ]


def _spellings(key: str) -> list[str]:
    """Return how a program may write a key: in full, or up to a part that it adds."""
    parts = key.split(".")
    starts = [
        ".".join(parts[:count]) + end for count in range(1, len(parts)) for end in ('.", "', '."', ".{")
    ]
    return [f'{key}"', *starts]


def all_texts() -> str:
    """Return the texts of everything that may name a label."""
    paths = [
        *(ROOT / "briefings").rglob("*.py"),
        *(ROOT / "templates").rglob("*.j2"),
        *(ROOT / "templates/products").glob("*"),
    ]
    texts = [path.read_text("utf-8") for path in paths]
    # A product names its labels without quotes.
    return "\n".join(
        re.sub(r"^(title|subject): (\S+)$", r'\1: "\2"', text, flags=re.MULTILINE) for text in texts
    )


def test_every_template_is_used() -> None:
    """Each packaged template is named by a product or another template."""
    assert unused_templates(ROOT / "templates") == []


def test_offered_sections_are_documented() -> None:
    """Each section that only a house adds is on the page that says how."""
    for section, page in OFFERED.items():
        assert section in (ROOT / "docs/how-to" / f"{page}.md").read_text("utf-8")


def test_every_label_is_used() -> None:
    """Each label of the packaged English file is named by a template, a product or the program."""
    assert unused_labels(ROOT / "templates/labels/en.yaml", all_texts()) == []


def test_what_is_unused_is_found(tmp_path: Path) -> None:
    """A section that no product names and a label that nothing prints are found."""
    (tmp_path / "sections").mkdir()
    (tmp_path / "products").mkdir()
    for name in ("brief.md.j2", "sections/used.md.j2", "sections/forgotten.md.j2", "sections/base.md.j2"):
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "sections/used.md.j2").write_text('{% extends "sections/base.md.j2" %}', "utf-8")
    (tmp_path / "products/a.yaml").write_text("sections: [used]\n", "utf-8")
    assert unused_templates(tmp_path) == ["sections/forgotten.md.j2"]
    labels = tmp_path / "en.yaml"
    labels.write_text("a: {b: x, c: y}\nrole: {x: z}\nd: w\n", "utf-8")
    assert unused_labels(labels, '"a.b" "role." ~ role') == ["a.c", "d"]
