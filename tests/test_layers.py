"""Which module may import which: the table of docs/explanation/layers.md, held on the syntax tree."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(briefings.__file__).parent
TABLE = PACKAGE.parent / "docs" / "explanation" / "layers.md"

# The one module, or package, through which each library is reached.
DOORS = {
    "PIL": "reading.logo",
    "babel": "vocabulary.cldr",
    "click": "cli",
    "distributed": "building.typesetting",
    "fontTools": "outputs.fonts",
    "jinja2": "templating",
    "markdown": "outputs.html",
    "pypdf": "desk.manuscript",
    "ruamel": "desk.editing",
    "tinycss2": "outputs.styles",
    "weasyprint": "outputs.pdf",
    "yaml": "reading.yamlsource",
}
# What composes and renders gets a view or a brief: of reading and viewing it may know these and nothing else.
MAKING = ("composing", "outputs")
GIVEN = {"viewing.view"}
GIVEN_TO = {
    "composing.labels": {"reading.yamlsource"},
    "composing.pictures": {"reading.svg"},
    "composing.products": {"reading.fields", "reading.yamlsource"},
}
# What judges the facts and what tells them do not lean on each other.
APART = {"judging", "view"}
DYNAMIC = ("import_module", "__import__")


def layers() -> dict[str, list[str]]:
    """The modules of each layer, from the vocabulary down."""
    rows = re.findall(r"^\| ([a-z ]+) \| (`.*?`) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    return {
        name: [module.replace("/", ".") for module in re.findall(r"`(\S+)`", cell)] for name, cell in rows
    }


def module_of(path: Path, package: Path) -> str:
    """The name of a module within the package, `outputs.pdf`."""
    return ".".join(path.relative_to(package).with_suffix("").parts)


@cache
def imported(text: str, module: str, modules: frozenset[str]) -> tuple[str, ...]:
    """Everything that a module imports, wherever it does: `yaml`, `briefings.view`.

    An import only for types counts like any other: who may not use a thing may not name it either.
    """
    return tuple(_imported(text, module, modules))


def _imported(text: str, module: str, modules: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ["briefings", *module.split(".")][: -node.level] if node.level else []
            base = ".".join([*package, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner.removeprefix("briefings.") in modules else base
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in DYNAMIC:
                yield called


def violations(package: Path) -> list[str]:
    """Every import of a package that breaks a rule, in words."""
    table = layers()
    order = list(table)
    layer_of = {module: layer for layer, names in table.items() for module in names}
    # The package itself has the version and nothing else; `__main__` is the command line.
    layer_of |= {"__init__": order[0], "__main__": order[-1]}
    paths = {module_of(path, package): path for path in sorted(package.rglob("*.py"))}
    # All modules of a folder are in its layer.
    for module in paths:
        if (whole := module.partition(".")[0]) in layer_of:
            layer_of.setdefault(module, layer_of[whole])
    found = [f"{module}: is in no layer" for module in paths if module not in layer_of]
    for module, path in paths.items():
        for name in imported(path.read_text("utf-8"), module, frozenset(paths)):
            top, _, inner = name.partition(".")
            if name.rpartition(".")[2] in DYNAMIC:
                found.append(f"{module}: imports by {name}")
            elif top == "briefings" and inner:
                if not _may_import(module, inner, layer_of, order):
                    found.append(f"{module}: imports {inner}")
            elif top != "briefings" and top not in sys.stdlib_module_names and not _is_door(top, module):
                found.append(f"{module}: imports {top}")
    return found


def _is_door(library: str, module: str) -> bool:
    """Whether a module is the one that may import a library, or one of that package."""
    return library in DOORS and f"{module}.".startswith(f"{DOORS[library]}.")


def _may_import(module: str, inner: str, layer_of: dict[str, str], order: list[str]) -> bool:
    """Whether a module may import another one of the package."""
    layer, other = layer_of.get(module, order[0]), layer_of.get(inner)
    if other is None or order.index(other) > order.index(layer):
        return False
    if {layer, other} == APART:
        return False
    handed_on = other in (order[0], *MAKING) or inner in GIVEN | GIVEN_TO.get(module, set())
    return handed_on or layer not in MAKING


def test_layers() -> None:
    """Every module imports only what its layer may, and each library comes through one door."""
    assert violations(PACKAGE) == []


def test_every_module_is_in_the_table() -> None:
    """The table of layers has every folder, and every module that stands alone, once, and nothing that there is not."""
    named = [module for modules in layers().values() for module in modules]
    there = {module_of(path, PACKAGE).partition(".")[0] for path in PACKAGE.rglob("*.py")}
    assert sorted(named) == sorted(there - {"__init__", "__main__"})


def test_every_door_is_used() -> None:
    """Each library that has a door is imported there."""
    for library, module in DOORS.items():
        path = PACKAGE / module.replace(".", "/")
        files = path.glob("*.py") if path.is_dir() else [path.with_suffix(".py")]
        names = {name for file in files for name in imported(file.read_text("utf-8"), module, frozenset())}
        assert library in {name.partition(".")[0] for name in names}


PLANTS = [
    # Each layer against the one below it.
    ("vocabulary/phrase.py", "from briefings.reading.fields import identifier", "vocabulary.phrase: imports reading.fields"),
    ("vocabulary/model.py", "import briefings.reading.yamlsource", "vocabulary.model: imports reading.yamlsource"),
    ("vocabulary/period.py", "from ..reading.load import load", "vocabulary.period: imports reading.load"),
    ("reading/references.py", "from briefings.viewing.naming import resolve", "reading.references: imports viewing.naming"),
    ("reading/load.py", "from briefings.viewing import telling", "reading.load: imports viewing.telling"),
    ("viewing/assemble.py", "from briefings.composing.compose import compose", "viewing.assemble: imports composing.compose"),
    ("viewing/telling.py", "from briefings.outputs import html", "viewing.telling: imports outputs.html"),
    ("composing/compose.py", "from briefings.outputs.pdf import render", "composing.compose: imports outputs.pdf"),
    ("viewing/assemble.py", "from briefings.checks.judge import judge", "viewing.assemble: imports checks.judge"),
    ("checks/judge.py", "from briefings.viewing.assemble import view_of", "checks.judge: imports viewing.assemble"),
    ("outputs/html.py", "from ..building.builder import build", "outputs.html: imports building.builder"),
    ("building/builder.py", "from briefings.cli import main", "building.builder: imports cli"),
    # What composes and renders never sees what a reader may not.
    ("composing/compose.py", "from briefings.reading.factbase import FactBase", "composing.compose: imports reading.factbase"),
    ("composing/compose.py", "from briefings.reading.load import load", "composing.compose: imports reading.load"),
    ("composing/compose.py", "from briefings.viewing.assemble import view_of", "composing.compose: imports viewing.assemble"),
    ("composing/timeline.py", "from briefings.viewing.telling import Teller", "composing.timeline: imports viewing.telling"),
    ("templating/lint.py", "from briefings.reading.factentries import READERS", "templating.lint: imports reading.factentries"),
    ("composing/slots.py", "from briefings.viewing.naming import label", "composing.slots: imports viewing.naming"),
    ("outputs/markdown.py", "import briefings.reading.factbase as base", "outputs.markdown: imports reading.factbase"),
    ("composing/timeline.py", "from briefings.reading.yamlsource import read_yaml", "composing.timeline: imports reading.yamlsource"),
    # Wherever the import stands.
    ("composing/compose.py", "def late():\n    from briefings.reading.load import load", "composing.compose: imports reading.load"),
    ("composing/compose.py", "if TYPE_CHECKING:\n    from briefings.reading.factbase import FactBase", "composing.compose: imports reading.factbase"),
    ("vocabulary/phrase.py", "try:\n    import briefings.cli\nexcept ImportError:\n    pass", "vocabulary.phrase: imports cli"),
    ("vocabulary/model.py", "class Late:\n    from briefings.viewing.view import View", "vocabulary.model: imports viewing.view"),
    ("composing/labels.py", "import importlib\nimportlib.import_module('briefings.reading.load')", "composing.labels: imports by importlib.import_module"),
    ("composing/labels.py", "__import__('briefings.reading.load')", "composing.labels: imports by __import__"),
    # Doors.
    ("composing/compose.py", "import jinja2", "composing.compose: imports jinja2"),
    ("composing/slots.py", "from jinja2 import nodes", "composing.slots: imports jinja2"),
    ("outputs/pdf.py", "from markdown import Markdown", "outputs.pdf: imports markdown"),
    ("outputs/html.py", "def late():\n    import weasyprint", "outputs.html: imports weasyprint"),
    ("outputs/html.py", "from fontTools.ttLib import TTFont", "outputs.html: imports fontTools"),
    ("building/builder.py", "import click", "building.builder: imports click"),
    ("cli/build.py", "import yaml", "cli.build: imports yaml"),
    ("composing/labels.py", "import yaml", "composing.labels: imports yaml"),
    ("vocabulary/model.py", "import yaml.nodes", "vocabulary.model: imports yaml"),
    ("vocabulary/period.py", "import dateutil.parser", "vocabulary.period: imports dateutil"),
    # A module that nobody has put anywhere.
    ("plugins.py", "", "plugins: is in no layer"),
    ("plugins/docx.py", "", "plugins.docx: is in no layer"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), PLANTS, ids=[plant[2] for plant in PLANTS])
def test_a_planted_violation_is_caught(path: str, text: str, expected: str, tmp_path: Path) -> None:
    """An import that breaks a rule is found, whatever it looks like and wherever it stands."""
    package = tmp_path / "briefings"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    target = package / path
    target.parent.mkdir(exist_ok=True)
    before = target.read_text("utf-8") if target.exists() else ""
    target.write_text(f"{before}\n{text}\n", "utf-8")
    assert violations(package) == [*violations(PACKAGE), expected]


def test_what_is_allowed() -> None:
    """The checker lets pass what the layers allow: else it would prove nothing of the package."""
    seen = {
        (module_of(path, PACKAGE), name)
        for path in PACKAGE.rglob("*.py")
        for name in imported(path.read_text("utf-8"), module_of(path, PACKAGE), frozenset())
    }
    assert {
        ("composing.labels", "briefings.reading.yamlsource"),
        ("viewing.assemble", "briefings.reading.factbase"),
        ("building.builder", "briefings.reading.load"),
    } <= seen
    assert len(seen) > 100
