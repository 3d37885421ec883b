"""Whether every output is the one that was written, to the byte, and whether it still matches the facts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.build.builder import Builder
from briefings.build.catalog import Catalogue
from briefings.build.manifest import files_in
from briefings.build.request import Order
from briefings.build.state import LEDGER, Ledger
from briefings.build.store import MANIFEST, Shelf, digest_of
from briefings.diff.addendum import SUFFIX
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.project import Project

__all__ = ["Finding", "orders", "outdated", "verify"]

_INTACT = "intact"
_DIFFERS = "differs from what was written"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of a file: `intact`, `missing`, `extra` or `differs from what was written`, and what to do."""

    path: Path
    state: str
    advice: str = ""

    @property
    def good(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.state == _INTACT


def verify(output: Path, names: tuple[str, ...]) -> Iterator[Finding]:
    """Compare each file of the sets with what the manifest says, and the manifest with the digest of its set.

    Args:
        output: the build folder.
        names: of subjects or sets; none for all.

    Raises:
        BriefingsError: if nothing is built of a name.
    """
    shelf = Shelf(output / AUDIENCE)
    for name in _sets(shelf, names):
        folder = shelf.current(name)
        place = output / AUDIENCE / name
        if folder is None:
            gone = name in shelf.gone()
            yield Finding(place, "missing", _advice(name)) if gone else Finding(place, _DIFFERS)
            continue
        # The digest tells, so that not even the manifest can be changed unseen.
        digest = shelf.placed(name) if folder == place else folder.name
        yield from _set(folder, place, digest.partition("-")[0])


def _advice(name: str) -> str:
    """What to do about a set whose folder somebody took away."""
    subject, _, day = name.partition("@")
    forget = "`briefings build` forgets it"
    if not day:
        return f"`briefings build {subject}` makes it again"
    if f"@{day}" == SUFFIX:
        return forget
    return f"`briefings build {subject} --as-of {day}` makes it again, {forget}"


def orders(project: Project, output: Path, names: tuple[str, ...], today: date) -> list[Order]:
    """What would have to be built again to see whether the sets still match the facts.

    Each set is looked at as it was made: with its own day, notes, formats, occasion and number of contacts.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects or sets; none for all.
        today: the day of those that were made without a day of their own.
    """
    ledger = Ledger.read(output / LEDGER)
    known = Catalogue.of(project).subjects
    wanted: dict[Order, list[str]] = {}
    shelf = Shelf(output / AUDIENCE)
    gone = shelf.gone()
    for name in _sets(shelf, names):
        subject, _, day = name.partition("@")
        if subject not in known or f"@{day}" == SUFFIX or name in gone:
            continue
        record = ledger.records.get(f"{AUDIENCE}/{name}")
        options = ledger.parts.get(record.inputs.get("order", ""), {}) if record else {}
        order = Order(
            (),
            date.fromisoformat(day) if day else today,
            dated=bool(day),
            occasion=options.get("option --occasion", ""),
            number=options.get("option --number", ""),
            contacts=options.get("option --contacts", ""),
            as_made=record is not None,
        )
        wanted.setdefault(order, []).append(subject)
    return [replace(order, subjects=tuple(subjects)) for order, subjects in wanted.items()]


def outdated(project: Project, output: Path, names: tuple[str, ...], today: date) -> Iterator[Diagnostic]:
    """The sets without a day of their own that would be made again now, each with the first reason, or can't be.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects; none for all.
        today: the day for which they would be made.

    Raises:
        BriefingsError: if nothing is built of a name.
    """
    for order in orders(project, output, names, today):
        if order.dated:
            continue
        try:
            outcome = Builder(project, output, order, dry=True).run()
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        yield from outcome.problems
        for made in outcome.made:
            if made.changed:
                message = f"{made.name} is out of date: {made.reasons[0]}"
                hint = f"run `briefings build {made.name}` first"
                yield Diagnostic("not-current", message, hint=hint)


def _sets(shelf: Shelf, names: tuple[str, ...]) -> list[str]:
    """The sets of these names, those of a subject being all that are made of it."""
    made = shelf.homes()
    unknown = [name for name in names if not any(name in (each, each.partition("@")[0]) for each in made)]
    if unknown:
        hint = "run `briefings build` first"
        raise BriefingsError(
            Diagnostic("not-built", f"nothing is built of {name!r}", hint=hint) for name in unknown
        )
    return [each for each in made if not names or each in names or each.partition("@")[0] in names]


def _set(folder: Path, place: Path, digest: str) -> Iterator[Finding]:
    present = {path.name: path for path in sorted(folder.iterdir())}
    contents = {
        name: path.read_bytes() for name, path in present.items() if path.is_file() and not path.is_symlink()
    }
    try:
        listed = files_in(contents[MANIFEST])
    except (KeyError, ValueError):
        yield Finding(place / MANIFEST, "missing" if MANIFEST not in present else _DIFFERS)
        return
    sound = True
    for name, written in listed.items():
        if name not in present:
            state = "missing"
        else:
            same = name in contents and hashlib.sha256(contents[name]).hexdigest() == written
            state = _INTACT if same else _DIFFERS
        sound = sound and state == _INTACT
        yield Finding(place / name, state)
    extra = present.keys() - {MANIFEST, *listed}
    for name in sorted(extra):
        yield Finding(place / name, "extra")
    # Where a file is damaged or lost what it was is known by the manifest only.
    whole = digest_of({name: contents[name] for name in (MANIFEST, *listed)}) if sound else digest
    yield Finding(place / MANIFEST, _INTACT if whole == digest else _DIFFERS)
