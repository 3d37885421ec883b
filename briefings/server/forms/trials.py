"""The trial of a draft: the loader and the checks read it, and the notes print it, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.authoring.wording.titles import title_of
from briefings.model.diagnostics import BriefingsError, Severity
from briefings.model.entities import Source
from briefings.model.hashing import file_hash
from briefings.model.hints import keys_in
from briefings.server.forms.date_doubts import say_dates
from briefings.server.forms.draft_findings import is_checked_in_part, new_findings
from briefings.server.forms.name_doubts import place_of_name, say_language
from briefings.server.message_words import say_on_page
from briefings.server.notes.print_reasons import why_unprinted

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence
    from datetime import date

    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.build.workspace import Workspace
    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.forms.drafts import Draft
    from briefings.server.forms.fields import Field
    from briefings.server.forms.words import Words
    from briefings.server.reading import Reading

__all__ = ["MISSING", "Trial", "refuse_words", "try_draft"]

MISSING = ("missing-field", "no-evidence")
"""The codes of what is still to be written."""
_MISSING_WORDS = "This is needed."
_SHOWN_INFOS = ("same-name",)
"""Infos that a writer needs to know all the same."""
_ABOUT_SOURCES = ("impossible-evidence-date", "undated-source", "single-publisher")
"""The checks that say of an entry what is wrong with its sources."""
_ID = "id"


@dataclass
class Trial:
    """The result of trying a draft.

    Attributes:
        beside: the problems of each field, by the name of its key or of a part of its value, such as `evidence.0.quote`.
        others: the other problems.
        missing: the labels of the fields that are still needed.
        sentences: the sentences that notes of the day print because of it.
        title: of the entry, as it will be.
        reason: why no note of the day prints it; empty if one does.
        is_good: whether it can be written.
        is_checked: whether all checks have read it.
        is_in_part: whether they have read it with what partners share and a few of them, since there are so many.
    """

    beside: dict[str, list[Diagnostic]] = field(default_factory=dict)
    others: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    sentences: list[PrintedSentence] = field(default_factory=list)
    title: str = ""
    reason: str = ""
    is_good: bool = False
    is_checked: bool = False
    is_in_part: bool = False

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what the checks say of it, without what they only mention."""
        problems = [*(problem for list_ in self.beside.values() for problem in list_), *self.others]
        return tuple(dict.fromkeys(problem.message for problem in problems))


def try_draft(reading: Reading, draft: Draft, fields: Sequence[Field], *, with_checks: bool) -> Trial:
    """Return what a draft would do, if it is written.

    Args:
        reading: the request.
        draft: what is about to be written.
        fields: of the form.
        with_checks: whether to load all facts and run all checks, which takes longer than to load those of a partner.
    """
    # Whoever saves has tried the same draft in a preview, often with the same checks.
    files = ((path, file_hash(data)) for path, data in draft.edits.drafts().items())
    key = ("trial", draft.key, reading.day, *sorted(files))
    return reading.warm.recall(
        (*key, with_checks), lambda: _try(reading, draft, fields, key, with_checks=with_checks)
    )


def _try(
    reading: Reading, draft: Draft, fields: Sequence[Field], key: tuple[Hashable, ...], *, with_checks: bool
) -> Trial:
    """Return what a draft would do; its sentences are found once under a key."""
    trial = Trial()
    try:
        workspace = reading.warm.trial(draft.edits.drafts(), only_add=not draft.before, is_whole=with_checks)
    except BriefingsError as error:
        _place(trial, draft, fields, (say_dates(problem, reading.today) for problem in error.diagnostics))
        return trial
    trial.is_good, trial.is_checked = True, with_checks
    trial.is_in_part = not draft.is_of_partner and is_checked_in_part(workspace.store)
    trial.title = title_of(workspace.store, draft.key, reading.day)
    found = new_findings(reading, workspace.store, draft, with_checks=with_checks)
    _place(trial, draft, fields, (_on_page(finding, workspace.store, reading, draft) for finding in found))
    if draft.is_fact:
        try:
            trial.sentences, trial.reason = reading.warm.recall(
                key, lambda: _find_printed(reading, workspace, draft.key)
            )
        except BriefingsError as error:
            trial.others += error.diagnostics
    return trial


def _find_printed(reading: Reading, workspace: Workspace, key: str) -> tuple[list[PrintedSentence], str]:
    """Return the sentences that notes of the day print because of a fact; if there is none, why.

    Raises:
        BriefingsError: if a note can't be composed.
    """
    if fact := workspace.store.facts_by_key.get(key):
        found = find_printed_sentences(workspace, [fact], reading.day, reading.access.audience)
        sentences = list(dict.fromkeys(found))
        return sentences, "" if sentences else why_unprinted(workspace, fact, reading.day)
    proposal = workspace.store.proposals.get(key)
    return [], why_unprinted(workspace, proposal, reading.day) if proposal else ""


def refuse_words(
    problems: Iterable[Diagnostic], fields: Sequence[Field], today: date, words: Words | None = None
) -> Trial:
    """Return the trial of words that can't be read, which leave no draft."""
    trial = Trial()
    names = {item.name for item in fields}
    for problem in (say_dates(each, today) for each in problems):
        if place := place_of_name(problem, words or {}):
            trial.beside.setdefault(place, []).append(say_language(problem))
            continue
        name = next(iter(problem.keys), "")
        if name.partition(".")[0] in names:
            trial.beside.setdefault(name, []).append(replace(problem, message=problem.said))
        else:
            trial.others.append(problem)
    return trial


def _on_page(finding: Diagnostic, store: FactStore, reading: Reading, draft: Draft) -> Diagnostic:
    """Return a finding in the words of the page."""
    words = {draft.key: "this", draft.key.rpartition("/")[2]: "this"}
    message, hint = (say_on_page(text, store, reading.day, words) for text in (finding.message, finding.hint))
    return replace(finding, message=message, hint=hint)


def _place(trial: Trial, draft: Draft, fields: Sequence[Field], problems: Iterable[Diagnostic]) -> None:
    """Put each problem beside the field that caused it."""
    for problem in problems:
        if problem.severity is Severity.INFO and problem.code not in _SHOWN_INFOS:
            continue
        path = draft.path_of(problem)
        labels = _alternatives(fields, problem) if path == () else []
        name = _field_name(fields, path, problem) if path is not None else ""
        if problem.code in MISSING and name:
            trial.missing.append(", or ".join(labels) if labels else _label_of(fields, name))
            problem = problem.in_words(_MISSING_WORDS)  # noqa: PLW2901 - in words of the form
        elif labels:
            message = f"Fill in only one of these: {' or '.join(f'“{label}”' for label in labels)}."
            problem = problem.in_words(message)  # noqa: PLW2901 - as above
        if name:
            words = _in_words(fields, name, problem)
            shown = replace(problem, message=f"{words[:1].upper()}{words[1:]}")
            trial.beside.setdefault(name, []).append(shown)
        else:
            trial.others.append(problem)


def _alternatives(fields: Sequence[Field], problem: Diagnostic) -> list[str]:
    """Return the labels of the fields of which an entry needs one, or may have one alone; none for another problem."""
    if problem.code not in ("missing-field", "conflicting-keys"):
        return []
    known = {item.name: item.label for item in fields}
    found = [known[name] for name in problem.keys if name in known]
    return found if len(found) > 1 else []


def _field_name(fields: Sequence[Field], path: tuple[str, ...], problem: Diagnostic) -> str:
    """Return the name of the field for a path; empty if the form has none."""
    known = {item.name: item for item in fields}
    if not path and problem.code in _ABOUT_SOURCES and "evidence" in known:
        return "evidence"
    if not path:
        named = [name for name in (*problem.keys, *keys_in(problem.hint)) if name in known]
        return named[0] if named else ""
    if path[0] not in known:
        return ""
    parts = [part.name for part in known[path[0]].parts]
    rows = 3
    if len(path) >= rows and path[2] in parts:
        return ".".join(path[:rows])
    if parts and len(path) == rows - 1 and path[1].isdecimal() and problem.wanted == _ID:
        return ".".join((*path, parts[0]))  # a value of one word
    return path[0]


def _in_words(fields: Sequence[Field], name: str, problem: Diagnostic) -> str:
    """Return a problem in words of the form: whoever chooses from names need not know of ids."""
    first, _, rest = name.partition(".")
    item = next(item for item in fields if item.name == first)
    part = rest.partition(".")[2]
    field = next((other for other in item.parts if other.name == part), item)
    if problem.wanted == _ID and field.completes == Source.kind:
        return "No source has this title: choose one, or open “A new source”."
    if problem.wanted == _ID and field.completes:
        return f"No {field.completes.replace(' ', ' or ')} has this name: choose one that is offered, or add it first."
    if problem.wanted and problem.code.startswith("unknown-"):
        first_step = "open “A new source”" if problem.wanted == Source.kind else "add it first"
        return (
            f"No {problem.wanted} is called {problem.value!r}: choose one that is offered, or {first_step}."
        )
    return problem.said


def _label_of(fields: Sequence[Field], name: str) -> str:
    """Return the label of a field, or of a part of it."""
    first, _, rest = name.partition(".")
    item = next(item for item in fields if item.name == first)
    part = rest.partition(".")[2]
    return next((other.label for other in item.parts if other.name == part), item.label)
