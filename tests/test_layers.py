"""Tests of the layers: which module may import which, checked on the syntax tree of every module."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE = Path(briefings.__file__).parent

# A module may import its own layer and every layer above it. Rooms in one row never import each other.
LAYERS = (
    ("model",),
    ("project",),
    ("loading",),
    ("factbase",),
    ("checks", "views"),
    ("templating",),
    ("compose",),
    ("outputs",),
    ("schema",),
    ("fastpath", "build"),
    ("editions",),
    ("diff", "lint"),
    ("authoring",),
    ("server",),
    ("cli", "entry"),
)
RANK = {room: rank for rank, row in enumerate(LAYERS) for room in row}
# The one row in which a room may import its neighbour: both belong to one idea, and the first never imports the second.
NEIGHBOURS = {("build", "fastpath"), ("entry", "cli")}

# The one module, or package, through which each library is reached.
DOORS = {
    "PIL": "loading.pictures",
    "babel": "model.locales",
    "click": "cli",
    "distributed": "build.dask_executor",
    "docx": "outputs.word",
    "fontTools": "outputs.fonts",
    "hashlib": "model.hashing",
    "jinja2": "templating",
    "markdown": "outputs.skeleton_tree",
    "pypdf": "checks.text",
    "ruamel": "authoring.yaml.texts",
    "starlette": "server",
    "tinycss2": "outputs.css",
    "uvicorn": "server",
    "weasyprint": "outputs.typesetter",
    "yaml": "loading.yaml_nodes",
}
# Rooms that get a finished view or brief never see the store, nor what the audience may not see.
BLIND = ("templating", "compose", "outputs")
BLIND_MAY_IMPORT = {
    "views.records",
    *(
        f"loading.{name}"
        for name in (
            "collection_types",
            "characters",
            "contact_limit",
            "context",
            "files",
            "folders",
            "ids",
            "parsers",
            "pictures",
            "scalars",
            "svg",
            "tables",
            "value_types",
            "yaml_nodes",
        )
    ),
}
DYNAMIC = ("import_module", "__import__")


def module_name(path: Path) -> str:
    """Return the name of a module within the package, `outputs.pdf`; for a package, its own name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


@cache
def package_texts() -> Mapping[str, str]:
    """Return the text of every module of the package, by name."""
    return {module_name(path): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imports_of(text: str, module: str, modules: frozenset[str]) -> tuple[str, ...]:
    """Return everything that a module imports, at any place: `yaml`, `briefings.views.records`.

    An import for types counts like any other: a module that may not use a thing may not name it either.
    """
    return tuple(_import_names(text, module, modules))


@cache
def _one_set(modules: frozenset[str]) -> frozenset[str]:
    """Return the same object for equal sets, which is quicker to look up than one that is only equal."""
    return modules


def _import_names(text: str, module: str, modules: frozenset[str]) -> Iterator[str]:
    """Yield the names that a module imports, with the package's own ones in full."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ["briefings", *module.split(".")][: -node.level] if node.level else []
            imported = ".".join([*package, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                inner = f"{imported}.{alias.name}"
                yield inner if inner.removeprefix("briefings.") in modules else imported
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in DYNAMIC:
                yield called


def violations(texts: Mapping[str, str]) -> list[str]:
    """Return every import that breaks a rule, as `module: imports what`."""
    modules = _one_set(frozenset(texts))
    found = [f"{module}: belongs to no layer" for module in texts if not _has_layer(module)]
    for module, text in texts.items():
        for name in imports_of(text, module, modules):
            top, _, inner = name.partition(".")
            if name.rpartition(".")[2] in DYNAMIC:
                found.append(f"{module}: imports by {name}")
            elif top == "briefings" and inner:
                if not _may_import(module, inner):
                    found.append(f"{module}: imports {inner}")
            elif (
                top != "briefings"
                and top not in sys.stdlib_module_names
                and not _may_import_library(top, module)
            ):
                found.append(f"{module}: imports {top}")
    return found


def room_of(module: str) -> str:
    """Return the room of a module: the first part of its name."""
    return module.partition(".")[0]


def _has_layer(module: str) -> bool:
    """Return whether a module belongs to a layer."""
    return module in ("__init__", "__main__") or room_of(module) in RANK


def _may_import_library(library: str, module: str) -> bool:
    """Return whether a module is the one that may import a library, or belongs to that package."""
    return library in DOORS and f"{module}.".startswith(f"{DOORS[library]}.")


def _may_import(module: str, inner: str) -> bool:
    """Return whether a module may import another one of the package."""
    room, other = room_of(module), room_of(inner)
    if module == "__main__" or room == other or other not in RANK:
        return True
    if room not in RANK:
        return False
    if (room, other) in NEIGHBOURS:
        return True
    if RANK[other] >= RANK[room]:
        return False
    if room in BLIND and other not in ("model", "project", *BLIND):
        return inner in BLIND_MAY_IMPORT
    return True


def test_every_import_keeps_to_the_layers() -> None:
    """Every module imports only what its layer may, and each library comes through one door."""
    assert violations(package_texts()) == []


def test_every_room_has_a_layer() -> None:
    """The layers name every room of the package once, and nothing else."""
    rooms = {room_of(module) for module in package_texts()} - {"__init__", "__main__"}
    assert sorted(room for row in LAYERS for room in row) == sorted(rooms)


def test_rooms_have_no_cycle() -> None:
    """No two modules of different rooms lead to each other, by whatever way."""
    texts = package_texts()
    graph = {
        room: {
            room_of(name.removeprefix("briefings."))
            for module, text in texts.items()
            if room_of(module) == room
            for name in imports_of(text, module, frozenset(texts))
            if name.startswith("briefings.")
        }
        - {room}
        for room in RANK
    }
    for room, above in graph.items():
        seen: set[str] = set()
        waiting = list(above)
        while waiting:
            other = waiting.pop()
            if other in graph and other not in seen:
                seen.add(other)
                waiting += graph[other]
        assert room not in seen


def test_every_door_is_used() -> None:
    """Each library that has a door is imported there."""
    for library, door in DOORS.items():
        names = {
            name.partition(".")[0]
            for module, text in package_texts().items()
            if f"{module}.".startswith(f"{door}.")
            for name in imports_of(text, module, frozenset())
        }
        assert library in names


PLANTS = [
    # Each layer against one below it.
    ("model.phrases", "from briefings.loading.parsers import parse_id", "model.phrases: imports loading.parsers"),
    ("model.facts", "import briefings.loading.yaml_nodes", "model.facts: imports loading.yaml_nodes"),
    ("model.dates", "from ..loading.project import read_project", "model.dates: imports loading.project"),
    ("loading.project", "from briefings.factbase.store import FactStore", "loading.project: imports factbase.store"),
    ("factbase.links", "from briefings.views.names import resolve", "factbase.links: imports views.names"),
    ("factbase.load", "from briefings.views import context", "factbase.load: imports views.context"),
    ("views.builder", "from briefings.compose.compose import compose", "views.builder: imports compose.compose"),
    ("templating.loader", "from briefings.compose import brief", "templating.loader: imports compose.brief"),
    ("compose.compose", "from briefings.outputs.pdf import render", "compose.compose: imports outputs.pdf"),
    ("views.builder", "from briefings.checks.engine import judge", "views.builder: imports checks.engine"),
    ("checks.engine", "from briefings.views.builder import build_view", "checks.engine: imports views.builder"),
    ("diff.compare", "from briefings.lint.run import check", "diff.compare: imports lint.run"),
    ("outputs.html", "from ..build.builder import build", "outputs.html: imports build.builder"),
    ("build.builder", "from briefings.cli import main", "build.builder: imports cli"),
    ("build.builder", "from briefings.editions import register", "build.builder: imports editions.register"),
    ("editions.issue", "from briefings.diff import compare", "editions.issue: imports diff.compare"),
    # Rooms that get a view or a brief never see what a reader may not.
    ("compose.compose", "from briefings.factbase.store import FactStore", "compose.compose: imports factbase.store"),
    ("compose.compose", "from briefings.loading.project import load_house", "compose.compose: imports loading.project"),
    ("compose.compose", "from briefings.views.builder import build_view", "compose.compose: imports views.builder"),
    ("compose.timeline", "from briefings.views.context import NoteContext", "compose.timeline: imports views.context"),
    ("templating.lint", "from briefings.loading.facts import ENTRY_TABLES", "templating.lint: imports loading.facts"),
    ("templating.slots", "from briefings.views.names import label", "templating.slots: imports views.names"),
    ("outputs.markdown", "import briefings.factbase.store as base", "outputs.markdown: imports factbase.store"),
    # Wherever the import stands.
    ("compose.compose", "def late():\n    from briefings.factbase.load import load", "compose.compose: imports factbase.load"),
    ("compose.brief", "if TYPE_CHECKING:\n    from briefings.factbase.store import FactStore", "compose.brief: imports factbase.store"),
    ("model.phrases", "try:\n    import briefings.cli\nexcept ImportError:\n    pass", "model.phrases: imports cli"),
    ("model.facts", "class Late:\n    from briefings.views.records import View", "model.facts: imports views.records"),
    ("compose.labels", "import importlib\nimportlib.import_module('briefings.x')", "compose.labels: imports by importlib.import_module"),
    ("compose.labels", "__import__('briefings.x')", "compose.labels: imports by __import__"),
    # Doors.
    ("compose.compose", "import jinja2", "compose.compose: imports jinja2"),
    ("outputs.pdf", "from markdown import Markdown", "outputs.pdf: imports markdown"),
    ("outputs.html", "def late():\n    import weasyprint", "outputs.html: imports weasyprint"),
    ("build.builder", "import click", "build.builder: imports click"),
    ("cli.serve", "from starlette.requests import Request", "cli.serve: imports starlette"),
    ("authoring.gaps.missing", "def late():\n    import uvicorn", "authoring.gaps.missing: imports uvicorn"),
    ("authoring.gaps.missing", "from briefings.server.app import Site", "authoring.gaps.missing: imports server.app"),
    ("cli.build", "import yaml", "cli.build: imports yaml"),
    ("model.facts", "import yaml.nodes", "model.facts: imports yaml"),
    ("model.dates", "import dateutil.parser", "model.dates: imports dateutil"),
    # A module that nobody has put anywhere.
    ("plugins", "", "plugins: belongs to no layer"),
    ("plugins.docx", "", "plugins.docx: belongs to no layer"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "text", "expected"), PLANTS, ids=[plant[2] for plant in PLANTS])
def test_a_planted_violation_is_caught(module: str, text: str, expected: str) -> None:
    """An import that breaks a rule is found, whatever it looks like and wherever it stands."""
    texts = dict(package_texts())
    texts[module] = f"{texts.get(module, '')}\n{text}\n"
    assert violations(texts) == [*violations(package_texts()), expected]


def test_allowed_imports_pass() -> None:
    """The rules let pass what the layers allow: otherwise they would prove nothing."""
    texts = package_texts()
    seen = {
        (module, name)
        for module, text in texts.items()
        for name in imports_of(text, module, frozenset(texts))
    }
    assert {
        ("compose.labels", "briefings.loading.yaml_nodes"),
        ("views.builder", "briefings.factbase.store"),
        ("build.builder", "briefings.factbase.load"),
    } <= seen
    assert len(seen) > 100
