"""Output of the commands `list`, `why` and `doctor`, as lines of text."""

from __future__ import annotations

import contextlib
import os
import platform
from importlib import metadata
from typing import TYPE_CHECKING

from briefings.build.builder import Builder
from briefings.build.request import BuildRequest
from briefings.build.snapshot import join_cells
from briefings.build.state import STATE_FILE, BuildState
from briefings.build.workspace import Workspace
from briefings.compose.labels import Labels
from briefings.diff.outdated import rebuild_requests
from briefings.factbase.links import texts_of
from briefings.factbase.standing import holders_named, own_standing, review_period, standing_of
from briefings.model.dates import Certainty
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.model.entities import Framework, Post
from briefings.model.facts import Contact, Membership, TalkingPoint, Tenure
from briefings.outputs import pdf
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["check_installation", "explain_fact", "list_partners", "printed_sentences"]

# The texts of statuses whose names alone would be unclear.
_STATUS_TEXTS = {"ended": "does not hold", "overdue": "overdue for review"}


def list_partners(project: Project, day: date, *, is_dated: bool = False) -> Iterator[str]:
    """Yield one line per partner: id, name, current and overdue facts, last contact, and the state of its note.

    Args:
        project: the project with the partners.
        day: the as-of day.
        is_dated: whether the user gave the day, so that only notes made for that day count.

    Raises:
        BriefingsError: if the facts have errors.
    """
    store = Workspace(project).store
    note_states = _note_states(project, day, is_dated=is_dated)
    width = max((len(partner.id) for partner in store.partners), default=0)
    for partner in store.partners:
        facts = [fact for fact in store.facts if store.is_fact_in_scope(fact, partner.id)]
        standings = [standing_of(store, fact, day) for fact in facts]
        standing_count = sum(standing.certainty is not Certainty.NO for standing in standings)
        overdue_count = sum(standing.is_overdue for standing in standings)
        past_contacts = [
            fact
            for fact in facts
            if isinstance(fact, Contact) and standing_of(store, fact, day).certainty is Certainty.CERTAIN
        ]
        last_contact = max(
            (fact.period.end for fact in past_contacts if fact.period.end),
            key=lambda end: end.last_day,
            default=None,
        )
        yield (
            f"{partner.id:{width}}  {partner.names[0].text}: {standing_count} facts stand, {overdue_count} overdue for review, "
            f"last contact {last_contact or 'not on record'}; note {note_states.get(partner.id, 'not made')}"
        )


def _note_states(project: Project, day: date, *, is_dated: bool) -> dict[str, str]:
    """Return, by partner id, whether its note is up to date, in words; partners without a note are left out."""
    output = project.output_root / "build"
    set_states = BuildState.load(output / STATE_FILE).sets
    states: dict[str, str] = {}
    for request in rebuild_requests(project, output, (), day):
        if (request.dated, request.as_of) != (is_dated, day):
            continue
        for result in Builder(project, output, request, dry_run=True).run().sets:
            set_state = set_states.get(result.name)
            days = sorted({note.as_of for note in set_state.notes.values()}) if set_state else []
            state = (
                f"as at {' to '.join(dict.fromkeys((days[0], days[-1])))}"
                if days
                else "of a day that is not on record"
            )
            if result.failed:
                state += " can't be made again"
            elif not result.has_changed:
                state += " still holds"
            else:
                state += f" is out of date: {result.reasons[0]}"
            states[result.name.subject] = state
    return states


def _review_rule(store: FactStore, fact: Fact, due_day: date, day: date) -> str:
    """Return which rule makes a fact due for review; empty for a talking point that is due because of another fact."""
    if fact.review_due and fact.review_due.first_day == due_day:
        return " (its own `review:`)"
    if isinstance(fact, TalkingPoint) and own_standing(store, fact, day).review_due != due_day:
        return ""
    entity: Post | Framework | None = None
    if isinstance(fact, Tenure):
        entity = store.entity(Post, fact.post)
    if isinstance(fact, Membership):
        entity = store.entity(Framework, fact.framework)
    if entity and entity.review_period:
        return f" ({entity.review_period.text}, says {entity.id} in {entity.location})"
    return f" ({review_period(store, fact).text}, says facts/house.yaml)"


def explain_fact(project: Project, key: str, day: date) -> Iterator[str]:
    """Yield everything about a fact, and where the notes of a day print it.

    Raises:
        BriefingsError: if the fact does not exist, or facts or templates have errors.
    """
    workspace = Workspace(project)
    store = workspace.store
    fact = next((fact for fact in store.facts if fact.key == key), None)
    if fact is None:
        hint = suggestion_hint(key, (fact.key for fact in store.facts)) or "write it as partner/id"
        raise BriefingsError([Diagnostic("unknown-fact", f"there is no fact {key!r}", hint=hint)])
    standing = standing_of(store, fact, day)
    yield f"{fact.key}: {fact.kind}, {'on' if fact.is_event else 'valid'} {fact.period}, marked {fact.marking}"
    yield f"  {fact.location}"
    for text in texts_of(fact):
        yield from (f"  {language}: {words}" for language, words in text.by_language.items())
    status = _STATUS_TEXTS.get(standing.status, standing.status)
    attested = f", last attested {standing.last_attestation}" if standing.last_attestation else ""
    due = (
        f", due for review {standing.review_due}{_review_rule(store, fact, standing.review_due, day)}"
        if standing.review_due
        else ""
    )
    yield f"On {day}: {status}{attested}{due}"
    basis = dict(store.basis(fact))
    if isinstance(fact, TalkingPoint):
        basis |= {tenure.key: tenure for tenure in holders_named(store, fact, day)}
    if basis:
        yield "Rests on:"
        statuses = {key: standing_of(store, basis_fact, day).status for key, basis_fact in basis.items()}
        yield from (f"  {key}: {_STATUS_TEXTS.get(status, status)}" for key, status in statuses.items())
    yield "Evidence:"
    for evidence in fact.evidence:
        yield from _evidence_lines(store, evidence)
    yield f"Printed in the notes as of {day}:"
    sentences = [
        f"  {name}, {section}: {text}" for name, section, text in printed_sentences(workspace, [fact], day)
    ]
    yield from sentences or ["  nowhere"]


def printed_sentences(
    workspace: Workspace, facts: Sequence[Fact], day: date
) -> Iterator[tuple[str, str, str]]:
    """Yield every sentence in the notes of a day that cites one of the facts: the note, the heading, the text.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    store, catalogue = workspace.store, workspace.catalog
    keys = {fact.key for fact in facts}
    request = BuildRequest((), day, languages=(catalogue.house.default_language,))
    for subject in catalogue.subjects.values():
        if not any(store.is_fact_in_scope(fact, folder) for fact in facts for folder in subject.folders):
            continue
        for note in catalogue.requested_notes(request, subject):
            name = f"{subject.id} {note.describe(catalogue.standard_note(subject))}".rstrip()
            brief = workspace.draft(subject, note, request).brief
            for sentence in brief.sentences:
                if any(citation.fact_key in keys for citation in sentence.citations):
                    yield name, sentence.heading or brief.title, join_cells(sentence.text)


def _evidence_lines(store: FactStore, evidence: Evidence) -> Iterator[str]:
    """Yield the source of an evidence entry, and its details."""
    source = store.source(evidence.source)
    yield f"  {source.publisher}, {source.title}, {source.effective_date or 'undated'} [{source.id}]"
    details: dict[str, object] = {
        "at": evidence.locator,
        "attests": evidence.attested_on,
        "asserted": evidence.asserted_on,
        "via": evidence.via_source,
    }
    if disagreement := evidence.disagreement:
        text = next(iter(disagreement.text.by_language.values())) if disagreement.text else ""
        details["says instead"] = disagreement.holder or disagreement.value or disagreement.period or text
    yield from (f"    {name} {value}" for name, value in details.items() if value)
    if source.address:
        yield f"    {source.address}"


def _label_review_lines(templates: Templates) -> Iterator[str]:
    """Yield the reviewer of each label file, one line per file."""
    languages = {path.stem for folder in templates.folders for path in (folder / "labels").glob("*.yaml")}
    for language in sorted(languages):
        with contextlib.suppress(BriefingsError):  # `check` reports the errors
            labels = Labels.load(
                language,
                (
                    (path, templates.display_path(path))
                    for path in templates.find_all(f"labels/{language}.yaml")
                ),
            )
            for file, reviewer in labels.reviewed.items():
                yield f"{file}: {f'reviewed by {reviewer}' if reviewer else 'not reviewed by anybody yet'}"


def check_installation(project: Project) -> tuple[list[str], bool]:
    """Check what Briefings needs to build; return the lines to print, and whether something is missing."""
    lines = [f"Python {platform.python_version()}"]
    lines += [
        f"{name} {metadata.version(name)}" for name in ("jinja2", "markdown", "weasyprint", "click", "pyyaml")
    ]
    missing = []
    if problem := pdf.check_support():
        missing.append(f"{problem.message}\n  {problem.hint}")
    else:
        lines.append("Pango: found, so PDF can be made")
    templates = Templates(project.template_folders(), project.root)
    fonts = templates.font_files()
    if fonts:
        lines.append(f"fonts: {', '.join(font.name for font in fonts)}")
    else:
        missing.append("fonts: none under templates/fonts/, so PDF can't be made")
    lines += _label_review_lines(templates)
    build_folder = project.output_root / "build"
    checked_folder = build_folder if build_folder.is_dir() else project.output_root
    if os.access(checked_folder, os.W_OK):
        lines.append(f"build folder: {build_folder} can be written")
    else:
        missing.append(f"build folder: {build_folder} can't be written; choose another with --output")
    return [
        *lines,
        *(line for problem_text in missing for line in f"missing: {problem_text}".split("\n")),
    ], bool(missing)
