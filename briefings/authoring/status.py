"""What the commands `list`, `why` and `doctor` say, as lines of text."""

from __future__ import annotations

import contextlib
import os
import platform
from importlib import metadata
from typing import TYPE_CHECKING

from briefings.build.builder import Builder
from briefings.build.request import Order
from briefings.build.snapshot import cells
from briefings.build.state import LEDGER, Ledger
from briefings.build.workspace import Workshop
from briefings.compose.labels import Labels
from briefings.diff.verify import orders
from briefings.factbase.links import texts_of
from briefings.model.dates import Truth
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.model.facts import AUDIENCE, Contact, Framework, Line, Membership, Post, Tenure
from briefings.outputs import pdf
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Evidence, Fact
    from briefings.project import Project

__all__ = ["explanation", "health", "listing", "printed"]

# What is said of a fact where its bare status would not be plain.
_SAID = {"ended": "does not hold", "overdue": "overdue for review"}


def listing(project: Project, day: date, *, dated: bool = False) -> Iterator[str]:
    """A line a partner: id, name, how many facts stand on the day, how many are overdue, whether its note still holds.

    Args:
        project: whose partners.
        day: the day.
        dated: whether the user gave it, so that the notes looked at are those made for it.

    Raises:
        BriefingsError: if the facts are at fault.
    """
    base = Workshop(project).base
    notes = _notes(project, day, dated=dated)
    width = max((len(partner.id) for partner in base.partners), default=0)
    for partner in base.partners:
        facts = [fact for fact in base.facts if base.concerns(fact, partner.id)]
        standings = [base.standing(fact, day) for fact in facts]
        standing = sum(found.truth is not Truth.NO for found in standings)
        overdue = sum(found.overdue for found in standings)
        past = [
            fact
            for fact in facts
            if isinstance(fact, Contact) and base.standing(fact, day).truth is Truth.CERTAIN
        ]
        last = max(
            (fact.period.end for fact in past if fact.period.end), key=lambda end: end.last, default=None
        )
        yield (
            f"{partner.id:{width}}  {partner.names[0].text}: {standing} facts stand, {overdue} overdue for review, "
            f"last contact {last or 'not on record'}; note {notes.get(partner.id, 'not made')}"
        )


def _notes(project: Project, day: date, *, dated: bool) -> dict[str, str]:
    """By partner, whether its note still holds, in words; those that have no note left out."""
    output = project.home / "build"
    records = Ledger.read(output / LEDGER).records
    found: dict[str, str] = {}
    for order in orders(project, output, (), day):
        if (order.dated, order.as_of) != (dated, day):
            continue
        for made in Builder(project, output, order, dry=True).run().made:
            record = records.get(f"{AUDIENCE}/{made.name}")
            days = sorted({note.as_of for note in record.notes.values()}) if record else []
            said = (
                f"as at {' to '.join(dict.fromkeys((days[0], days[-1])))}"
                if days
                else "of a day that is not on record"
            )
            if made.failed:
                said += " can't be made again"
            elif not made.changed:
                said += " still holds"
            else:
                said += f" is out of date: {made.reasons[0]}"
            found[made.name.partition("@")[0]] = said
    return found


def _since(base: FactBase, fact: Fact, due: date, day: date) -> str:
    """Who says for how long a fact counts; empty for a line that is due with another fact."""
    if fact.review and fact.review.first == due:
        return " (its own `review:`)"
    if isinstance(fact, Line) and base.alone(fact, day).due != due:
        return ""
    named: Post | Framework | None = None
    if isinstance(fact, Tenure):
        named = base.get(Post, fact.post)
    if isinstance(fact, Membership):
        named = base.get(Framework, fact.framework)
    if named and named.review:
        return f" ({named.review.text}, says {named.id} in {named.location})"
    return f" ({base.review(fact).text}, says facts/house.yaml)"


def explanation(project: Project, key: str, day: date) -> Iterator[str]:
    """All about a fact, and where the notes of a day print it.

    Raises:
        BriefingsError: if there is no such fact, or facts or templates are at fault.
    """
    workshop = Workshop(project)
    base = workshop.base
    fact = next((fact for fact in base.facts if fact.key == key), None)
    if fact is None:
        hint = did_you_mean(key, (known.key for known in base.facts)) or "write it as partner/id"
        raise BriefingsError([Diagnostic("unknown-fact", f"there is no fact {key!r}", hint=hint)])
    standing = base.standing(fact, day)
    yield f"{fact.key}: {fact.kind}, {'on' if fact.event else 'valid'} {fact.period}, marked {fact.marking}"
    yield f"  {fact.location}"
    for text in texts_of(fact):
        yield from (f"  {language}: {words}" for language, words in text.by_language.items())
    status = _SAID.get(standing.status, standing.status)
    attested = f", last attested {standing.attested}" if standing.attested else ""
    due = f", due for review {standing.due}{_since(base, fact, standing.due, day)}" if standing.due else ""
    yield f"On {day}: {status}{attested}{due}"
    rests = dict(base.basis(fact))
    if isinstance(fact, Line):
        rests |= {tenure.key: tenure for tenure in base.named(fact, day)}
    if rests:
        yield "Rests on:"
        statuses = {key: base.standing(other, day).status for key, other in rests.items()}
        yield from (f"  {key}: {_SAID.get(status, status)}" for key, status in statuses.items())
    yield "Evidence:"
    for evidence in fact.evidence:
        yield from _evidence_lines(base, evidence)
    yield f"Printed in the notes as of {day}:"
    where = [f"  {name}, {section}: {text}" for name, section, text in printed(workshop, [fact], day)]
    yield from where or ["  nowhere"]


def printed(workshop: Workshop, facts: Sequence[Fact], day: date) -> Iterator[tuple[str, str, str]]:
    """Every sentence of the notes of a day that cites one of some facts: the note, the heading, the words.

    Raises:
        BriefingsError: if a template or a label file is at fault.
    """
    base, catalogue = workshop.base, workshop.catalogue
    keys = {fact.key for fact in facts}
    order = Order((), day, languages=(catalogue.house.written,))
    for subject in catalogue.subjects.values():
        if not any(base.concerns(fact, folder) for fact in facts for folder in subject.folders):
            continue
        for note in catalogue.notes(order, subject):
            name = f"{subject.id} {note.words(catalogue.standard(subject))}".rstrip()
            brief = workshop.draft(subject, note, order).brief
            for sentence in brief.sentences:
                if any(citation.fact in keys for citation in sentence.citations):
                    yield name, sentence.heading or brief.title, cells(sentence.text)


def _evidence_lines(base: FactBase, evidence: Evidence) -> Iterator[str]:
    source = base.source(evidence.source)
    yield f"  {source.publisher}, {source.title}, {source.dated or 'undated'} [{source.id}]"
    details: dict[str, object] = {
        "at": evidence.locator,
        "attests": evidence.attests,
        "asserted": evidence.asserted,
        "via": evidence.via,
    }
    if said := evidence.says:
        words = next(iter(said.text.by_language.values())) if said.text else ""
        details["says instead"] = said.holder or said.value or said.period or words
    yield from (f"    {name} {value}" for name, value in details.items() if value)
    if source.address:
        yield f"    {source.address}"


def _reviews(templates: Templates) -> Iterator[str]:
    """Who has read the wording through, a line a label file."""
    found = {path.stem for folder in templates.folders for path in (folder / "labels").glob("*.yaml")}
    for language in sorted(found):
        with contextlib.suppress(BriefingsError):  # `check` tells what is wrong with them
            labels = Labels.read(
                language, ((path, templates.shown(path)) for path in templates.all(f"labels/{language}.yaml"))
            )
            for file, who in labels.reviewed.items():
                yield f"{file}: {f'reviewed by {who}' if who else 'not reviewed by anybody yet'}"


def health(project: Project) -> tuple[list[str], bool]:
    """What is there and what is missing: lines, and whether something is missing."""
    lines = [f"Python {platform.python_version()}"]
    lines += [
        f"{name} {metadata.version(name)}" for name in ("jinja2", "markdown", "weasyprint", "click", "pyyaml")
    ]
    faults = []
    if problem := pdf.unsupported():
        faults.append(f"{problem.message}\n  {problem.hint}")
    else:
        lines.append("Pango: found, so PDF can be made")
    templates = Templates(project.template_folders(), project.root)
    fonts = templates.fonts()
    if fonts:
        lines.append(f"fonts: {', '.join(font.name for font in fonts)}")
    else:
        faults.append("fonts: none under templates/fonts/, so PDF can't be made")
    lines += _reviews(templates)
    target = project.home / "build"
    place = target if target.is_dir() else project.home
    if os.access(place, os.W_OK):
        lines.append(f"build folder: {target} can be written")
    else:
        faults.append(f"build folder: {target} can't be written; choose another with --output")
    return [*lines, *(line for fault in faults for line in f"missing: {fault}".split("\n"))], bool(faults)
