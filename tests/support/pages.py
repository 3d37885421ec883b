"""The pages of the documentation as a reader uses them: what to write, what to run, what to expect.

`docs/README.md` states the conventions that are read here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Block", "Performance", "anchors", "blocks", "links", "matches", "prose"]

_FENCE = re.compile(r"```(?P<language>\w*)(?: (?P<use>\w+)=\"(?P<path>[^\"]+)\")?")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"`[^`]*`")
_MAKES = re.compile(r" briefings (?:init|new) ")
_LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Attributes:
        place: page and line, for messages.
        language: the word behind the fence.
        use: `title` (write a file), `add` (to its end), `change` (lines of it), `excerpt` (it stands there), or empty.
        path: the file concerned, seen from where the reader is; empty for none.
        text: what is inside, with the line break at its end.
        above: the paragraph above the block.
    """

    place: str
    language: str
    use: str
    path: str
    text: str
    above: str


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    lines = page.read_text(encoding="utf-8").split("\n")
    number = 0
    above = ""
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.startswith("```"):
            above = "" if line.startswith("#") else f"{above} {line}" if line else f"{above}\n"
            continue
        match = _FENCE.fullmatch(line)
        assert match, f"{page.name}:{number}: {line!r} is no fence that the tests can read"
        end = lines.index("```", number)
        yield Block(
            place=f"{page.name}:{number}",
            language=match["language"],
            use=match["use"] or "",
            path=match["path"] or "",
            text="".join(f"{inside}\n" for inside in lines[number:end]),
            above=above.strip().rpartition("\n")[2],
        )
        number = end + 1
        above = ""


class Performance:
    """Somebody who does what pages say, word for word.

    Attributes:
        where: the folder in which the reader is.
        status: exit code of the last command.
    """

    def __init__(self, start: Path, environment: Mapping[str, str]) -> None:
        """Begin in a folder.

        Args:
            start: the folder.
            environment: variables for commands, beside those of the process.
        """
        self.where = start
        self.status = 0
        self._environment = {**os.environ, **environment}
        self._shell = shutil.which("sh") or "sh"

    def perform(self, page: Path, *, files_only: bool = False) -> None:
        """Write the files of a page and run its commands, in order; fails where something is not as shown.

        Args:
            page: the page.
            files_only: whether to run those commands only that change the folder or make files to write in.
        """
        for block in blocks(page):
            if block.use:
                self._file(block)
            elif block.language == "console":
                for command, shown in _commands(block.text):
                    if command.startswith("cd "):
                        self._go(command.removeprefix("cd "))
                    elif not files_only or _MAKES.search(command):
                        self._run(block.place, command, shown)

    def _file(self, block: Block) -> None:
        path = self.where / block.path
        assert block.path in block.above, f"{block.place}: the paragraph above does not name {block.path}"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if block.use == "excerpt":
            assert block.text in before, f"{block.place}: does not stand so in {block.path}"
            return
        if block.use == "title":
            after = block.text
        elif block.use == "add":
            after = before + block.text
        else:
            assert block.use == "change", f"{block.place}: no such use: {block.use}"
            after = _changed(before, block)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8")

    def _go(self, folder: str) -> None:
        self.where = (self.where / folder).resolve()
        self.where.mkdir(exist_ok=True)

    def _run(self, place: str, command: str, shown: Sequence[str]) -> None:
        run = subprocess.run(
            [self._shell, "-c", f"(exit {self.status})\n{command}"],
            cwd=self.where,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.status = run.returncode
        said = f"{place}: {command!r} ended with {run.returncode} and printed\n{run.stdout}"
        assert matches(shown, run.stdout), f"{said}\nand not\n" + "\n".join(shown)
        fails = any("error" in line for line in shown)
        assert fails == (run.returncode != 0), said


def matches(shown: Sequence[str], printed: str) -> bool:
    """Whether a command printed what a page shows, up to what the page leaves out.

    Spaces at the ends of lines, blank lines at the end and whether a space may break make no difference.
    """
    pattern = "".join(
        r"(?:.*\n)*?" if line == _LEFT_OUT else re.escape(line).replace(_LEFT_OUT, ".*?") + "\n"
        for line in _plain("\n".join(shown))
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _plain(printed))) is not None


def _plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\u00a0", " ").rstrip().split("\n") if text.strip()]


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines shown below it."""
    command = ""
    shown: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line.removeprefix("$ "), []
        else:
            assert command, f"a console block begins with a command, not with {line!r}"
            shown.append(line)
    if command:
        yield command, shown


def _changed(before: str, block: Block) -> str:
    lines = block.text.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))
    assert before.count(old) == 1, (
        f"{block.place}: these lines stand {before.count(old)} times in {block.path}"
    )
    return before.replace(old, new)


def prose(page: Path) -> str:
    """The text of a page without its fenced blocks, comments and code."""
    lines = []
    fenced = False
    for line in _COMMENT.sub("", page.read_text(encoding="utf-8")).split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            lines.append(_CODE.sub("`code`", line))
    return "\n".join(lines)


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead."""
    return [match["target"] for match in _LINK.finditer(prose(page))]


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to, as GitHub makes them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
