"""What a build did, and in which words it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.build.removed_files import Taken
    from briefings.model.diagnostics import Diagnostic

__all__ = ["File", "Made", "Outcome", "summary"]

_FEW = 8


@dataclass(frozen=True, slots=True)
class File:
    """A file of a set as it is now, or is to be.

    Attributes:
        note: in what its note differs from the standard one, in words; empty for that one, and for the manifest.
        form: its format, or `manifest`.
        path: where it is.
        reasons: why it was (or would be) made again; none if it was left as it was. Of the manifest: why the set
            changed though no other file did.
    """

    note: str
    form: str
    path: Path
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What happened to one set.

    Attributes:
        name: of the set.
        files: those of each note in turn; of the manifest only where that alone was made again.
        failed: whether it could not be made, for reasons among the problems.
        taken: what of it went, or would go, since it is out of date and was not asked for.
    """

    name: str
    files: Sequence[File]
    failed: bool = False
    taken: Sequence[Taken] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was made again."""
        return any(file.reasons for file in self.files)

    @property
    def reasons(self) -> list[str]:
        """Why, each reason once."""
        return list(dict.fromkeys(why for file in self.files for why in file.reasons))

    @property
    def notes(self) -> list[str]:
        """The notes in it, by what tells them from the standard one."""
        return list(dict.fromkeys(file.note for file in self.files))


@dataclass
class Outcome:
    """What a build did.

    Attributes:
        made: the sets looked at, in order.
        removed: names of sets whose subject is gone.
        forgotten: names of sets that somebody had taken away, and that were not asked for.
        kept: copies of files that somebody had changed, or put there, by hand.
        problems: what went wrong; the other sets were made all the same.
        missing: what of the environment is missing, so that a format could not be made.
        warnings: what to look at, though all was made.
    """

    made: list[Made] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    missing: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)


def summary(outcome: Outcome, *, dry: bool) -> Iterator[str]:
    """In words, what was made again and why, and what was left."""
    verb = "would be made again" if dry else "made again"
    again = [line for made in outcome.made for line in _lines(made)]
    for name, forms, reasons in again[:_FEW]:
        more = f" and {len(reasons) - _FEW} more reasons" if len(reasons) > _FEW else ""
        yield f"{name}: {', '.join(forms)} {verb}: {'; '.join(reasons[:_FEW])}{more}"
    if len(again) > _FEW:
        yield f"and {len(again) - _FEW} more notes {verb}"
    # Each of these can be had again by its own line only: none is left out.
    yield from (gone.told(dry=dry) for made in outcome.made for gone in made.taken)
    for name in outcome.removed:
        yield f"{name}: {'would be ' if dry else ''}removed: there is no such partner or region any more"
    for name in outcome.forgotten:
        yield f"{name}: {'would be ' if dry else ''}forgotten: somebody took its folder away"
    left = sum(
        not any(file.reasons for file in made.files if file.note == note)
        for made in outcome.made
        if not made.failed
        for note in made.notes
    )
    failed = bool(outcome.problems or outcome.missing) or any(made.failed for made in outcome.made)
    if not again and failed:
        # What is said of the rest must not sound as if all were well.
        if left:
            yield f"{left} other note{'s are' if left > 1 else ' is'} current; nothing {verb}."
    elif not again:
        yield (
            f"1 note, current; nothing {verb}."
            if left == 1
            else f"{left} notes, all current; nothing {verb}."
        )
    elif left == 1:
        yield "1 other note is current and was left as it is."
    elif left:
        yield f"{left} other notes are current and were left as they are."


def _lines(made: Made) -> Iterator[tuple[str, list[str], list[str]]]:
    """For each note of a set that was made again: its name, its formats that were, and why."""
    for note in made.notes:
        files = [file for file in made.files if file.note == note and file.reasons]
        if files:
            reasons = list(dict.fromkeys(why for file in files for why in file.reasons))
            yield f"{made.name} {note}".rstrip(), [file.form for file in files], reasons
