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
    "PIL": "logo",
    "babel": "cldr",
    "click": "cli",
    "distributed": "typesetting",
    "fontTools": "outputs.fonts",
    "jinja2": "templating",
    "markdown": "outputs.html",
    "pypdf": "manuscript",
    "ruamel": "editing",
    "weasyprint": "outputs.pdf",
    "yaml": "yamlsource",
}
# What composes and renders gets a view or a brief: of reading and viewing it may know these and nothing else.
MAKING = ("composing", "outputs")
GIVEN = {"view"}
GIVEN_TO = {"labels": {"yamlsource"}, "pictures": {"svg"}, "products": {"fields", "yamlsource"}}
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
    layer_of |= {"__init__": order[0], "outputs.__init__": order[0], "__main__": order[-1]}
    paths = {module_of(path, package): path for path in sorted(package.rglob("*.py"))}
    # A package that the table names as a whole has all its modules in one layer.
    for module in paths:
        if (whole := module.partition(".")[0]) in layer_of:
            layer_of.setdefault(module, layer_of[whole])
    found = [f"{module}: is in no layer" for module in paths if module not in layer_of]
    for module, path in paths.items():
        for name in imported(path.read_text("utf-8"), module, frozenset(paths)):
            top, _, inner = name.partition(".")
            if name.rpartition(".")[2] in DYNAMIC:
                found.append(f"{module}: imports by {name}")
            elif top == "briefings" and inner not in ("", "outputs"):
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
    """The table of layers has every module or the whole package once, and nothing that there is not."""
    named = [module for modules in layers().values() for module in modules]
    there = {module_of(path, PACKAGE).removesuffix(".__init__") for path in PACKAGE.rglob("*.py")}
    whole = {module for module in there if module.partition(".")[0] in named and module not in named}
    assert sorted(named) == sorted(there - whole - {"__init__", "outputs", "__main__"})


def test_every_door_is_used() -> None:
    """Each library that has a door is imported there."""
    for library, module in DOORS.items():
        path = PACKAGE / module.replace(".", "/")
        files = path.glob("*.py") if path.is_dir() else [path.with_suffix(".py")]
        names = {name for file in files for name in imported(file.read_text("utf-8"), module, frozenset())}
        assert library in {name.partition(".")[0] for name in names}


PLANTS = [
    # Each layer against the one below it.
    ("phrase.py", "from briefings.fields import identifier", "phrase: imports fields"),
    ("model.py", "import briefings.yamlsource", "model: imports yamlsource"),
    ("period.py", "from .load import load", "period: imports load"),
    ("references.py", "from briefings.naming import resolve", "references: imports naming"),
    ("load.py", "from briefings import telling", "load: imports telling"),
    ("viewing.py", "from briefings.compose import compose", "viewing: imports compose"),
    ("telling.py", "from briefings.outputs import html", "telling: imports outputs.html"),
    ("compose.py", "from briefings.outputs.pdf import render", "compose: imports outputs.pdf"),
    ("viewing.py", "from briefings.checks.judge import judge", "viewing: imports checks.judge"),
    ("checks/judge.py", "from briefings.viewing import view_of", "checks.judge: imports viewing"),
    ("outputs/html.py", "from ..builder import build", "outputs.html: imports builder"),
    ("builder.py", "from briefings.cli import main", "builder: imports cli"),
    # What composes and renders never sees what a reader may not.
    ("compose.py", "from briefings.factbase import FactBase", "compose: imports factbase"),
    ("compose.py", "from briefings.load import load", "compose: imports load"),
    ("compose.py", "from briefings.viewing import view_of", "compose: imports viewing"),
    ("timeline.py", "from briefings.telling import Teller", "timeline: imports telling"),
    ("templating/lint.py", "from briefings.factentries import READERS", "templating.lint: imports factentries"),
    ("slots.py", "from briefings.naming import label", "slots: imports naming"),
    ("outputs/markdown.py", "import briefings.factbase as base", "outputs.markdown: imports factbase"),
    ("timeline.py", "from briefings.yamlsource import read_yaml", "timeline: imports yamlsource"),
    # Wherever the import stands.
    ("compose.py", "def late():\n    from briefings.load import load", "compose: imports load"),
    ("compose.py", "if TYPE_CHECKING:\n    from briefings.factbase import FactBase", "compose: imports factbase"),
    ("phrase.py", "try:\n    import briefings.cli\nexcept ImportError:\n    pass", "phrase: imports cli"),
    ("model.py", "class Late:\n    from briefings.view import View", "model: imports view"),
    ("labels.py", "import importlib\nimportlib.import_module('briefings.load')", "labels: imports by importlib.import_module"),
    ("labels.py", "__import__('briefings.load')", "labels: imports by __import__"),
    # Doors.
    ("compose.py", "import jinja2", "compose: imports jinja2"),
    ("slots.py", "from jinja2 import nodes", "slots: imports jinja2"),
    ("outputs/pdf.py", "from markdown import Markdown", "outputs.pdf: imports markdown"),
    ("outputs/html.py", "def late():\n    import weasyprint", "outputs.html: imports weasyprint"),
    ("outputs/html.py", "from fontTools.ttLib import TTFont", "outputs.html: imports fontTools"),
    ("builder.py", "import click", "builder: imports click"),
    ("cli/build.py", "import yaml", "cli.build: imports yaml"),
    ("labels.py", "import yaml", "labels: imports yaml"),
    ("model.py", "import yaml.nodes", "model: imports yaml"),
    ("period.py", "import dateutil.parser", "period: imports dateutil"),
    # A module that nobody has put anywhere.
    ("plugins.py", "", "plugins: is in no layer"),
    ("outputs/docx.py", "", "outputs.docx: is in no layer"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), PLANTS, ids=[plant[2] for plant in PLANTS])
def test_a_planted_violation_is_caught(path: str, text: str, expected: str, tmp_path: Path) -> None:
    """An import that breaks a rule is found, whatever it looks like and wherever it stands."""
    package = tmp_path / "briefings"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    target = package / path
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
        ("labels", "briefings.yamlsource"),
        ("viewing", "briefings.factbase"),
        ("builder", "briefings.load"),
    } <= seen
    assert len(seen) > 100
