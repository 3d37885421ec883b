"""Pages of the documentation as a reader uses them: files to write, commands to run, results to expect.

`docs/README.md` states the conventions that are parsed here. `pytest --update-docs` writes what the commands print
into the console blocks; the diff is then for a person to judge.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.elisions import ELISION, merge_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Block", "PageFollower", "anchors", "blocks", "links", "output_matches", "prose"]

_FENCE = re.compile(r"```(?P<language>\w*)(?: (?P<use>\w+)=\"(?P<path>[^\"]+)\")?")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"`[^`]*`")
_MAKES = re.compile(r" briefings (?:init|new) ")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Attributes:
        position: page and line, for messages.
        line: index of the first line inside, from 0.
        language: the word after the fence.
        use: `title` (write a file), `add` (to its end), `change` (lines of it), `excerpt` (the file has it), or empty.
        path: the file concerned, relative to the reader's folder; empty if there is none.
        text: the text inside, with the line break at its end.
        paragraph_above: the paragraph above the block.
    """

    position: str
    line: int
    language: str
    use: str
    path: str
    text: str
    paragraph_above: str


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
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
        assert match, f"{page.name}:{number}: the tests cannot read the fence {line!r}"
        end = lines.index("```", number)
        yield Block(
            position=f"{page.name}:{number}",
            line=number,
            language=match["language"],
            use=match["use"] or "",
            path=match["path"] or "",
            text="".join(f"{inside}\n" for inside in lines[number:end]),
            paragraph_above=above.strip().rpartition("\n")[2],
        )
        number = end + 1
        above = ""


class PageFollower:
    """A reader who does what pages say, word for word.

    Attributes:
        folder: the folder that the reader is in.
        status: exit code of the last command.
    """

    def __init__(self, start: Path, environment: Mapping[str, str], *, update: bool = False) -> None:
        """Start in a folder.

        Args:
            start: the folder.
            environment: variables for commands, in addition to those of the process.
            update: write what the commands print into the page instead of comparing it.
        """
        self.folder = start
        self.status = 0
        self._update = update
        self._environment = {**os.environ, **environment}
        self._shell = shutil.which("sh") or "sh"

    def follow(self, page: Path, *, files_only: bool = False) -> None:
        """Write the files of a page and run its commands, in order; fail if anything differs from the page.

        Args:
            page: the page.
            files_only: run only those commands that create files or change the folder.
        """
        updated: dict[Block, str] = {}
        for block in blocks(page):
            if block.use:
                self._write_block(block)
            elif block.language == "console":
                updated[block] = self._run_block(block, files_only=files_only)
        if self._update and not files_only:
            _replace_blocks(page, updated)

    def _run_block(self, block: Block, *, files_only: bool) -> str:
        """Run the commands of a console block; return its text as it should be."""
        text = ""
        for command, lines in _console_commands(block.text):
            shown: Sequence[str] = lines
            if command.startswith("cd "):
                self._change_folder(command.removeprefix("cd "))
            elif not files_only or _MAKES.search(command):
                shown = self._run_command(block.position, command, lines)
            text += "".join(f"{line}\n" for line in (f"$ {command}", *shown))
        return text

    def _write_block(self, block: Block) -> None:
        """Write or change the file of a block, or check that the file has the block."""
        path = self.folder / block.path
        assert block.path in block.paragraph_above, (
            f"{block.position}: the paragraph above does not name {block.path}"
        )
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if block.use == "excerpt":
            assert block.text in before, f"{block.position}: this text is not in {block.path}"
            return
        if block.use == "title":
            after = block.text
        elif block.use == "add":
            after = before + block.text
        else:
            assert block.use == "change", f"{block.position}: no such use: {block.use}"
            after = _apply_change(before, block)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8")

    def _change_folder(self, folder: str) -> None:
        """Change to a folder; create it if needed."""
        self.folder = (self.folder / folder).resolve()
        self.folder.mkdir(exist_ok=True)

    def _run_command(self, place: str, command: str, shown: Sequence[str]) -> Sequence[str]:
        """Run a command and compare its output and its success with the page; return the output to show."""
        run = subprocess.run(
            [self._shell, "-c", f"(exit {self.status})\n{command}"],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.status = run.returncode
        if self._update and not output_matches(shown, run.stdout):
            shown = merge_output(shown, _normalize(run.stdout))
        said = f"{place}: {command!r} ended with {run.returncode} and printed\n{run.stdout}"
        assert output_matches(shown, run.stdout), f"{said}\nand not\n" + "\n".join(shown)
        fails = any("error" in line for line in shown)
        assert fails == (run.returncode != 0), said
        return shown


def output_matches(shown: Sequence[str], printed: str) -> bool:
    """Return whether a command printed what a page shows, apart from what the page leaves out.

    Spaces at the ends of lines, blank lines at the end and the kind of spaces make no difference.
    """
    pattern = "".join(
        r"(?:.*\n)*?" if line == ELISION else re.escape(line).replace(ELISION, ".*?") + "\n"
        for line in _normalize("\n".join(shown))
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _normalize(printed))) is not None


def _normalize(text: str) -> list[str]:
    """Return the lines of a text with plain spaces, without trailing ones."""
    return [line.rstrip() for line in text.replace("\u00a0", " ").rstrip().split("\n") if text.strip()]


def _console_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console block with the lines shown below it."""
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


def _replace_blocks(page: Path, texts: Mapping[Block, str]) -> None:
    """Replace the text inside blocks of a page; write the page only if it changes."""
    lines = page.read_text(encoding="utf-8").split("\n")
    after = list(lines)
    for block in sorted(texts, key=lambda block: block.line, reverse=True):
        after[block.line : block.line + block.text.count("\n")] = texts[block].splitlines()
    if after != lines:
        page.write_text("\n".join(after), encoding="utf-8")


def _apply_change(before: str, block: Block) -> str:
    """Return the text of a file after the change that a block shows; `@@` separates several places."""
    for hunk in block.text.split("@@\n"):
        lines = hunk.splitlines()
        old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
        new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))
        assert before.count(old) == 1, (
            f"{block.position}: these lines are {before.count(old)} times in {block.path}:\n{old}"
        )
        before = before.replace(old, new)
    return before


def prose(page: Path) -> str:
    """Return the text of a page without its fenced blocks, comments and code."""
    lines = []
    fenced = False
    for line in _COMMENT.sub("", page.read_text(encoding="utf-8")).split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            lines.append(_CODE.sub("`code`", line))
    return "\n".join(lines)


def links(page: Path) -> list[str]:
    """Return the targets of the links and pictures of a page."""
    return [match["target"] for match in _LINK.finditer(prose(page))]


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub derives them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
