"""Random changes of the files of a project that keep most of their structure, so that they reach deep into the program."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from tests.support.canaries import make_canary_project, plant_canaries
from tests.support.commands import run_line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Change", "change_project", "make_rich_project", "use_project"]

ODD_SCALARS = (
    "", "~", "TODO", "0", "-1", "9999", "10000", "9999-12-31", "0001-01-01", "2010-02-30", "2010/2005", "/", "/..",
    "../..", "../2010", "2010/", "2010~", "1999-12/2000-01?", "2019-13", "yes", "no", "NO", "1e999", "a" * 5000,
    "{person:nobody}", "{holder:}", "{", "}", "{{ 7*7 }}", "{% raw %}", "<script>x</script>", "# x", "- x", "a: b",
    "../../etc/passwd", "/dev/zero", "http://x.example/%00", "\u202e", "\u200b", "\ud7ff", "\U0001f600", "e\u0301" * 40,
    "東京", "שלום", "%s %d {0}", "all", "internal", "PUBLIC", "P1Y", "P0D", "P99999Y", "shared/x", "zubrowka",
    "postponed", "cancelled", "withdrawn", "kept", "proposed", "photo", "born", "speaks", "9" * 400, "-1.5 million",
    "3.5..4.0", "2025-Q3", "2024/2025", "EUR", "per cent", "zqnumbers.csv", "zqportrait.png", "24:00", "Europe/Oslo",
    "Mars/Phobos", "NC", "ATOMAL", "acting", "desk", "scenario", "10.1000/182", "Z9", "theirs", "ours", "no", "U+202E",
    "1e30", "inf", "nan", "0x10", "1_000", "٣", "½", "\x7f", "\ufeff", "a\u0300" * 30, "<!--", "]]>", "&#0;", "%00",
)  # fmt: skip
"""Values that are right in one field and wrong in another."""
_SHARE_OF_FILES = 0.12
_ODD_NAMES = (
    "a\nb",
    "-x",
    " ",
    "…",
    "con",
    "é",
    "e\u0301",
    "\u202ex",
    "x" * 200,
    "\udcff",
    "..x",
    "*",
    "$(x)",
    "house",
)
Place = tuple[Any, Any]
"""A container and a key or an index in it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: the file, and how, for messages of tests."""

    path: str
    words: str


LOOK = """\
p { color: #123456; margin: 2pt 0 }
@page { margin: 20mm }
.marking { font-weight: bold }
table { width: 100% }
"""
LABELS = "section.sources: Where it is from\nproduct.card.title: The {partner} card\n"
OVERRIDE = "{% extends 'below/sections/contacts.md.j2' %}\n"
ROWS = """\
Day,Form,Place,Topic,Who,Ours
2019-02-04,Meeting,Lutz,Lamps,Zero Moustafa,Agatha Baker
2019-02-05,Call,Lutz,"Lamps, oil",Zero Moustafa,
"""
COLUMNS = """\
list: contacts
columns: {on: Day, form: Form, place: Place, topics: Topic, theirs: Who, ours: Ours}
dates: ymd
"""
ARTICLE = """\
<html><head><meta name="date" content="2019-06-01"></head><body><h1>Lamps</h1>
<p>Foreign Minister <b>Zero Moustafa</b> met Agatha Baker on 4 February 2019. Zubrowka joined in 1999.</p>
<table><tr><th>Office</th><td>Minister</td></tr><tr><td>Keeper</td><td>Gustave H.</td></tr></table></body></html>
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9z" fill="#123"/></svg>\n'
CHANGED_FOLDERS = ("facts", "templates", "editions", "captures", "lists", "build")
CHANGED_SUFFIXES = (
    ".yaml", ".csv", ".css", ".j2", ".png", ".json", ".jsonl", ".svg", ".txt", ".html", ".md", ".xml", ".house",
)  # fmt: skip
YAML_TEXTS = (
    "&a ", "*a", "!x ", "<<: *a\n", "<<: {}\n", "? ", "%YAML 1.1\n---\n", "\n...\n", "---\n", "\t", "\r\n", "\0", "\x85",
    "\u2028", "\ufeff", "#", "|\n", ">-\n", "- - - - -\n", "{" * 40, "[" * 200, "'", '"', "\\", "@", "`", "!!binary ", "=\n",
    "marking: PUBLIC\n", "text: >\n", "id: a\n", "\U000e0041", "\ud7a3" * 3, "0x_1", "1:30", "2019-02-30",
)  # fmt: skip
"""What may stand between the characters of YAML, or means something there."""


def make_rich_project(project: Path) -> None:
    """Write a project with facts of every kind, files of its own look, orders, an edition, a clearance and proposals."""
    make_canary_project(project)
    plant_canaries(project)
    use_project(project)


def use_project(project: Path) -> None:
    """Leave in a project what its use leaves: files of its own look, orders, an edition, a clearance and proposals."""
    files = {
        "templates/look.css": LOOK,
        "templates/labels/en.yaml": LABELS,
        "templates/sections/contacts.md.j2": OVERRIDE,
        "templates/logo.svg": LOGO,
        "lists/list.csv": ROWS,
        "lists/map.yaml": COLUMNS,
        "lists/article.html": ARTICLE,
    }
    with (project / "facts/house.yaml").open("a", encoding="utf-8") as house:
        house.write("logo: logo.svg\n")
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for line in (
        "build --format md --product card --contacts 3 --occasion Tea",
        "clear zubrowka.card.en --by Lutz --as Director",
        "issue zubrowka.card.en --to Minister --format md",
        f"import {project}/lists/list.csv zubrowka --source league-charter --map {project}/lists/map.yaml",
    ):
        result = run_line(f"{line} --project {project}")
        assert result.code == 0, result.err


def change_project(project: Path, dice: random.Random) -> list[Change]:
    """Change one to three things in the files of a project, damage the bytes of one, or put something in its place; say what."""
    files = sorted(
        path
        for folder in CHANGED_FOLDERS
        for path in (project / folder).rglob("*")
        if (path.suffix or path.name) in CHANGED_SUFFIXES
    )
    changes = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        path = dice.choice(files)
        name = path.relative_to(project).as_posix()
        if not path.is_file() or dice.random() < _SHARE_OF_FILES:
            changes.append(Change(name, _change_file(path, dice.choice(files), dice)))
            continue
        data = path.read_bytes()
        if path.suffix != ".yaml" or dice.random() < 0.15:
            words, data = _damage(data, dice)
        else:
            try:
                tree = yaml.load(data.decode("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
            except (yaml.YAMLError, UnicodeDecodeError):
                continue
            words = _change_tree(tree, dice)
            data = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")
        path.write_bytes(data)
        changes.append(Change(name, words))
    return changes


def _change_file(path: Path, other: Path, dice: random.Random) -> str:
    """Take a file away, or put something else in its place; say what."""
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    content = path.read_bytes() if path.is_file() else b""
    path.unlink(missing_ok=True)
    change = dice.choice(("gone", "folder", "link", "other", "moved", "copied", "empty", "odd name"))
    match change:
        case "folder":
            path.mkdir()
        case "link":
            targets = (other.name, path.name, "/dev/zero", "nowhere", str(other.absolute()))
            path.symlink_to(dice.choice(targets))
        case "other":
            path.write_bytes(other.read_bytes() if other.is_file() else b"")
        case "moved" if not (other.parent / path.name).exists():
            (other.parent / path.name).write_bytes(content)
        case "copied":
            path.write_bytes(content)
            path.with_stem(f"{path.stem}-2").write_bytes(content)
        case "empty":
            path.write_bytes(b"")
        case "odd name":
            path.with_name(f"{dice.choice(_ODD_NAMES)}{path.suffix}").write_bytes(content)
    return f"{change} ({other.name})"


def _damage(data: bytes, dice: random.Random) -> tuple[str, bytes]:
    """Return bytes with a part lost, doubled or replaced, with what was done."""
    if not data:
        return "nothing", data
    start = dice.randrange(len(data))
    end = min(len(data), start + dice.choice((1, 2, 20, 400)))
    return dice.choice(
        [
            (f"cut at {start}", data[:start]),
            (f"lost {start}:{end}", data[:start] + data[end:]),
            (f"doubled {start}:{end}", data[:end] + data[start:]),
            (f"a byte at {start}", data[:start] + bytes([dice.randrange(256)]) + data[start + 1 :]),
            ("a byte-order mark", b"\xef\xbb\xbf" + data),
            ("UTF-16", data.decode("utf-8", "replace").encode("utf-16")),
            (f"a tab at {start}", data[:start] + b"\t" + data[start:]),
            (f"a sign at {start}", data[:start] + dice.choice(YAML_TEXTS).encode() + data[start:]),
            ("other line ends", data.replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n")))),
            (f"the end {end} times", data + data[start:end] * 200),
        ]
    )


def _change_tree(tree: Any, dice: random.Random) -> str:  # noqa: ANN401 - any YAML
    """Change one place of a tree; say what."""
    places = list(_places(tree))
    if not places:
        return "nothing"
    container, key = dice.choice(places)
    change = dice.choice(_CHANGES)
    return f"{change.__name__.strip('_')} of {key!r}: {change(container, key, places, dice)!r}"[:200]


def _places(tree: Any) -> Iterator[Place]:  # noqa: ANN401 - any YAML
    """Yield all places below a node."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from _places(value)


def _replace(container: Any, key: Any, _places: list[Place], dice: random.Random) -> object:  # noqa: ANN401
    """Put an odd text in a place."""
    container[key] = dice.choice(ODD_SCALARS)
    return container[key]


def _borrow(container: Any, key: Any, places: list[Place], dice: random.Random) -> object:  # noqa: ANN401
    """Put the value of another place there."""
    other, other_key = dice.choice(places)
    container[key] = copy.deepcopy(other.get(other_key) if isinstance(other, dict) else "x")
    return container[key]


def _remove(container: Any, key: Any, _places: list[Place], _dice: random.Random) -> object:  # noqa: ANN401
    """Take a place away."""
    return container.pop(key)


def _rename(container: Any, key: Any, places: list[Place], dice: random.Random) -> object:  # noqa: ANN401
    """Give a value another key, or put it in twice."""
    if isinstance(container, list):
        container.append(copy.deepcopy(container[key]))
        return "twice"
    name = dice.choice(
        [name for other, name in places if isinstance(other, dict)] + ["x", "stages", "status"]
    )
    container[name] = container.pop(key)
    return name


def _wrap(container: Any, key: Any, _places: list[Place], dice: random.Random) -> object:  # noqa: ANN401
    """Put a value in a list or mapping, or take one out."""
    value = container[key]
    if isinstance(value, list) and value and dice.random() < 0.5:
        container[key] = value[0]
    else:
        container[key] = dice.choice([[value], {"en": value}, {"text": value}, [[[[[value]]]]], None])
    return container[key]


_CHANGES: tuple[Callable[[Any, Any, list[Place], random.Random], object], ...] = (
    _replace,
    _replace,
    _replace,
    _borrow,
    _remove,
    _rename,
    _wrap,
)
