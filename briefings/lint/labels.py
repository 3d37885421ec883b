"""What is wrong with label files, and with the labels that templates ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.labels import PACKAGED_LANGUAGE, Labels
from briefings.model.diagnostics import Diagnostic, Severity, nearest
from briefings.model.locales import primary
from briefings.project import packaged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from briefings.templating import Templates
    from briefings.templating.lint import Asked

__all__ = ["ROLE", "missing", "slips"]

ROLE = "role."
"""Before the name of a role, the key of the label that says what it is called."""

_CHANCE = 7
"""So many labels may well be the same in two languages: "sources" is French, too."""
_LIKE = 0.8
"""How like another one a key has to be that is taken for a slip, from 0 to 1."""


def missing(templates: Templates, wording: Mapping[str, Labels]) -> Iterator[Diagnostic]:
    """What label files lack beside those of the package and what other languages add, and what templates ask in vain.

    Args:
        templates: that have been read.
        wording: the labels by language.
    """
    ours = {language: _packaged(language) for language in (PACKAGED_LANGUAGE, *wording)}
    wanted = ours[PACKAGED_LANGUAGE].values
    known = {key for labels in ours.values() for key in labels.entries}
    told: set[Asked] = set()
    for labels in wording.values():
        values = labels.values
        yield from labels.lacking(wanted.items())
        for asked, place in templates.asked():
            if asked in told or (asked.optional and asked.key not in labels):
                continue
            put = values.get(asked.key, set()) if asked.values is None else asked.values
            # Where the template asks rightly, the label file is at fault, which has been said.
            if wanted.get(asked.key) != put and (problem := labels.problem(asked.key, put)):
                told.add(asked)
                yield Diagnostic("unknown-label", problem[0], place, hint=problem[1])
        # Forms that one language has and another has no need of come with the package; a house's own are for all.
        wanted = {key: places for key, places in values.items() if key not in known} | wanted


def slips(
    templates: Templates, labels: Labels, asked: Collection[str], *, roles_known: bool
) -> Iterator[Diagnostic]:
    """What in the label files of a project was probably not meant: English words, and keys that are nearly right.

    Args:
        templates: where label files are looked for.
        labels: the wording of one language.
        asked: the keys that something asks for, as far as that shows.
        roles_known: whether those of all roles are among them.
    """
    own = [path for path in templates.all(f"labels/{labels.language}.yaml") if path.parent != _folder()]
    ours = {*_packaged(PACKAGED_LANGUAGE).entries, *_packaged(labels.language).entries, *asked}
    for file in map(templates.shown, own):
        if primary(labels.language) != PACKAGED_LANGUAGE:
            yield from _english(labels, file)
        for key in labels.unasked(file, ours):
            near = nearest(key, ours, _LIKE)
            if near and (roles_known or not key.startswith(ROLE)):
                message, place = f"nothing asks for the label {key!r}", labels.location(key)
                yield Diagnostic("unused-label", message, place, Severity.WARNING, f"did you mean {near}?")


def _english(labels: Labels, file: str) -> Iterator[Diagnostic]:
    """That a file was copied from the English one, and is not translated."""
    same, count = labels.untranslated(_packaged(PACKAGED_LANGUAGE), file)
    if len(same) > max(_CHANCE, count // 10):
        message = f"{len(same)} of {count} labels are the English words"
        hint = f"translate them; {same[0]!r} is the first"
        yield Diagnostic("untranslated-labels", message, labels.location(same[0]), Severity.WARNING, hint)


def _folder() -> Path:
    return packaged() / "templates" / "labels"


def _packaged(language: str) -> Labels:
    """The wording that comes with Briefings in a language; none if there is none."""
    path = _folder() / f"{language}.yaml"
    return Labels.read(language, [(path, path.name)]) if path.is_file() else Labels(language, {}, {})
