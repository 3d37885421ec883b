"""Measurements of the house's language and shape, on the syntax tree of its modules.

`python -m tests.support.language` prints the figures; `tests/test_language.py` holds them to their limits.
"""

from __future__ import annotations

import ast
import itertools
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "NAMES_TO_CHANGE",
    "ROOT",
    "Function",
    "banned_names",
    "banned_phrases",
    "docstring_opens_with_verb",
    "functions",
    "is_bare_participle",
    "long_sentences",
    "message_texts",
    "module_texts",
    "prose_files",
    "unused_private_names",
    "unused_public_names",
]

ROOT = Path(__file__).parents[2]
WORDS = Path(__file__).with_name("word_lists")
LONGEST_SENTENCE = 25
"""Words that a sentence of a message may have."""

_Def = ast.FunctionDef | ast.AsyncFunctionDef
# Classes with another base have methods that the base asks for.
_PLAIN_BASES = frozenset({"Protocol", "NamedTuple", "Enum"})


def _word_list(name: str) -> frozenset[str]:
    """Read a word list: one word a line, comments after `#`."""
    lines = (line.partition("#")[0].strip() for line in (WORDS / name).read_text("utf-8").splitlines())
    return frozenset(line for line in lines if line)


VERBS = _word_list("verbs.txt")
PARTICIPLES = _word_list("participles.txt")
BANNED_NAMES = _word_list("banned_names.txt")
NAMES_TO_CHANGE = _word_list("names_to_change.txt")
"""The names with such a word that are left; each that goes is deleted from the list, and none is added."""
BANNED = tuple(
    # A line break, with the `#` of a comment, may stand for any blank.
    re.compile(pattern.replace(" ", r"(?:\s+(?:#\s*)?)"), re.IGNORECASE)
    for pattern in (WORDS / "banned.txt").read_text("utf-8").splitlines()
    if pattern and not pattern.startswith("#")
)


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method of a module.

    Attributes:
        module: path of the file, below the root.
        name: as written, without its class.
        line: on which it begins, from 1.
        lines: its length, docstring and decorators included.
        arguments: how many it takes, `self` and `cls` left out.
        docstring: its docstring, or empty.
        is_command: whether click calls it: options are arguments there.
    """

    module: str
    name: str
    line: int
    lines: int
    arguments: int
    docstring: str
    is_command: bool


def module_texts(root: Path = ROOT, folder: str = "briefings") -> dict[str, str]:
    """Read every module of a folder, by path below the root."""
    paths = sorted((root / folder).rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def functions(texts: Mapping[str, str]) -> Iterator[Function]:
    """Yield every function of some modules, nested ones and methods too."""
    for module, text in texts.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, _Def):
                yield _describe(module, node)


def _describe(module: str, node: _Def) -> Function:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return Function(
        module,
        node.name,
        node.lineno,
        (node.end_lineno or node.lineno) - first + 1,
        sum(argument.arg not in ("self", "cls") for argument in arguments),
        ast.get_docstring(node) or "",
        any("click" in ast.unparse(decorator) for decorator in node.decorator_list)
        or any("option" in ast.unparse(decorator) for decorator in node.decorator_list),
    )


def is_bare_participle(name: str) -> bool:
    """Return whether a function's whole name is a past participle, such as `told` or `_placed`."""
    return name.strip("_") in PARTICIPLES or (
        re.fullmatch(r"[a-z]+ed", name.strip("_")) is not None and name.strip("_") not in VERBS
    )


def docstring_opens_with_verb(docstring: str) -> bool:
    """Return whether a docstring opens with a verb in the imperative."""
    first = re.match(r"[A-Za-z-]+", docstring)
    return first is not None and first[0].lower() in VERBS


def prose_files(root: Path = ROOT) -> dict[str, str]:
    """Read everything that people read: code, starter, README, docs, change log, English labels."""
    patterns = (
        "briefings/**/*.py",
        "briefings/starter/**/*.yaml",
        "docs/**/*.md",
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "templates/labels/en.yaml",
        "facts/house.yaml",
    )
    paths = sorted({path for pattern in patterns for path in root.glob(pattern)})
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def banned_phrases(texts: Mapping[str, str]) -> list[str]:
    """List every banned phrase as `path:line: phrase`, also one that a line break divides."""
    found = []
    for path, text in texts.items():
        for pattern in BANNED:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path}:{line}: {' '.join(match[0].split())}")
    return sorted(found)


def banned_names(texts: Mapping[str, str]) -> set[str]:
    """Return the names of modules, functions, classes, arguments and variables that contain a banned word."""
    found = set()
    for module, text in texts.items():
        names = {Path(module).stem}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, _Def | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
        found |= {name for name in names if _words_of_name(name) & BANNED_NAMES}
    return found


def _words_of_name(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def message_texts(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every string of some modules that reads as words for people, with its place; docstrings left out.

    What an f-string fills in counts as one word.
    """
    for module, text in texts.items():
        nodes = list(ast.walk(ast.parse(text)))
        docstrings = {
            id(node.body[0].value)
            for node in nodes
            if isinstance(node, ast.Module | ast.ClassDef | _Def)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if id(node) in docstrings or id(node) in inside:
                continue
            words = _words(node)
            if len(words.split()) >= 4:
                yield f"{module}:{node.lineno}", words  # type: ignore[attr-defined]


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if _reads_as_words(node.value) else ""
    if isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "VALUE" for part in node.values)
        text = "".join(parts)
        return text if _reads_as_words(text) else ""
    return ""


def _reads_as_words(text: str) -> bool:
    """Return whether a string is prose, and not a pattern, a page of HTML or a table of letters."""
    words = text.split()
    return not re.search(r"\(\?|\[\^|\\[bsdw]|<[/!]?\w+", text) and sum(map(len, words)) > 2 * len(words)


def long_sentences(messages: Iterable[tuple[str, str]]) -> list[str]:
    """List the sentences of messages that have more words than a reader takes in at once."""
    found = []
    for place, text in messages:
        for sentence in re.split(r"(?<=[.!?:;])\s+|\n\s*\n|\n\s*[-*] ", text):
            count = len(re.findall(r"[\w'’-]+", sentence))
            if count > LONGEST_SENTENCE:
                found.append(f"{place}: {count} words: {sentence[:60]}")
    return found


def unused_public_names(root: Path = ROOT) -> list[str]:
    """List the public functions, methods and constants that nothing outside their module uses.

    Classes are left out: one that a function returns is public without being named elsewhere.

    A use is the name in another module, a template, the docs' programs or a benchmark; a test alone is none. Names that
    a protocol or a library asks for (`visit_Name`, click's `convert`) are used by being there.
    """
    texts = module_texts(root)
    others = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for pattern in (
            "templates/**/*.j2",
            "briefings/starter/**/*.j2",
            "briefings/server/pages/*.j2",
            "docs/*.py",
            "benchmarks/**/*.py",
            "pyproject.toml",
        )
        for path in root.glob(pattern)
    }
    words = {path: set(re.findall(r"[A-Za-z_]\w*", text)) for path, text in {**texts, **others}.items()}
    counts = Counter(itertools.chain.from_iterable(words.values()))
    found = []
    for module, text in texts.items():
        found += [
            f"{module}: {name}"
            for name in _public_names(ast.parse(text))
            if counts[name.rpartition(".")[2]] == 1
        ]
    return sorted(found)


def unused_private_names(root: Path = ROOT) -> list[str]:
    """List the private functions, classes and constants that their module defines and never names again."""
    found = []
    for module, text in module_texts(root).items():
        counts = Counter(re.findall(r"\w+", text))
        found += [f"{module}: {name}" for name in _private_names(ast.parse(text)) if counts[name] == 1]
    return sorted(found)


def _private_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, _Def | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [
                inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)
            ]
        else:
            continue
        yield from (name for name in names if re.fullmatch(r"_(?!_).+", name))


def _public_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base) for base in node.bases}
            if not node.name.startswith("_"):
                for inner in node.body:
                    if (
                        isinstance(inner, _Def)
                        and not inner.name.startswith("_")
                        and not bases - _PLAIN_BASES
                    ):
                        yield f"{node.name}.{inner.name}"
        elif isinstance(node, _Def) and not node.name.startswith("_") and not _is_registered(node):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name) and not target.id.startswith("_"):
                    yield target.id


def _is_registered(node: _Def) -> bool:
    """Return whether a decorator hands a function on, as click's do."""
    return any(
        "command" in ast.unparse(decorator) or "group" in ast.unparse(decorator)
        for decorator in node.decorator_list
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def main() -> None:
    """Print the figures."""
    texts = module_texts()
    every = list(functions(texts))
    documented = [function for function in every if function.docstring]
    sizes = [text.count("\n") for text in texts.values()]
    verbs = [function for function in documented if docstring_opens_with_verb(function.docstring)]
    participles = [function for function in every if is_bare_participle(function.name)]
    rows = {
        "functions": str(len(every)),
        "bare participles": _percent(len(participles), len(every)),
        "docstrings that open with a verb": _percent(len(verbs), len(documented)),
        "names with a banned word": str(len(banned_names(texts))),
        "banned phrases": str(len(banned_phrases(prose_files()))),
        "sentences of messages over 25 words": str(len(long_sentences(message_texts(texts)))),
        "public names that nothing outside uses": str(len(unused_public_names())),
        "private names that nothing uses": str(len(unused_private_names())),
        "largest module": str(max(sizes)),
        "median module": f"{statistics.median(sizes):.0f}",
        "longest function": str(max(function.lines for function in every if not function.is_command)),
        "most arguments": str(max(function.arguments for function in every if not function.is_command)),
    }
    for name, figure in rows.items():
        print(f"{name:38} {figure}")  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
