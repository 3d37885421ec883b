"""News: changes since a day, newest first, and the silence since the last meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import has_begun
from briefings.model.contact_forms import Manner
from briefings.model.contacts import Contact
from briefings.model.dates import PartialDate
from briefings.model.entities import Framework
from briefings.model.facts import Agreement, Fact, Membership, Tenure
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.editor.meetings import people_phrase
from briefings.views.editor.words import earliest_first, month_of, months_before
from briefings.views.names import name_at
from briefings.views.offices import holder_name, in_capacity
from briefings.views.phrases import date_phrase, event_phrase, label, stage_name
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.dates import Period
    from briefings.model.stages import Stage
    from briefings.views.context import NoteContext
    from briefings.views.editor.desk import Editor

__all__ = ["news_sentences", "news_since", "silence_sentence"]

_MOST_ITEMS = 4
_QUIET_MONTHS = 6


def news_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the changes since the editor's day, newest first.

    If there is none in the usual window, return the last change of all; a reader who names a day gets nothing older.
    """
    changes = sorted(_changes(editor), key=lambda pair: earliest_first(pair[0]), reverse=True)
    recent = [pair for pair in changes if pair[0].last_day >= editor.since]
    if not recent and editor.context.scope.since is None:
        recent = changes[:1]
    quiet = _quiet_sentence(editor)
    items = [phrase for _, phrase in recent[: _MOST_ITEMS - bool(silence_sentence(editor)) - bool(quiet)]]
    return (*items, quiet) if quiet else tuple(items)


def _quiet_sentence(editor: Editor) -> Phrase:
    """Return the sentence that nothing on file is newer than a month, if that is half a year ago; else empty."""
    dates = [
        when
        for fact in editor.context.facts(Fact)
        for item in fact.all_evidence
        if (when := editor.context.sources[item.source].effective_date) and when.last_day <= editor.day
    ]
    newest = max(dates, key=lambda when: when.last_day, default=None)
    if newest is None or newest.last_day >= months_before(editor.day, _QUIET_MONTHS):
        return EMPTY
    return label("news.quiet", {"date": date_phrase(month_of(newest))})


def _changes(editor: Editor) -> Iterator[tuple[PartialDate, Phrase]]:
    """Yield every change by the day, each with its date."""
    yield from _tenure_changes(editor)
    yield from _framework_changes(editor)
    for fact in editor.context.standing_facts(Agreement):
        when = fact.period.end if fact.is_event else fact.period.start
        title = resolve_text(editor.context, fact.title, fact)
        if title and (stage := fact.stage_on(editor.day)):
            text = label("news.stage", {"name": title, "stage": stage_name(fact, stage)})
            yield stage.on, _dated(stage.on, text)
        elif when and when.last_day <= editor.day and title:
            yield when, _dated(when, label("news.agreed", {"title": title}))
    for contact in editor.meetings:
        when = contact.period.end
        people = people_phrase(editor, contact)
        if when and people:
            yield when, label("news.dated", {"date": event_phrase(contact.period), "text": people})
    yield from _changed_plans(editor)
    yield from _ended_agreements(editor)


def _changed_plans(editor: Editor) -> Iterator[tuple[PartialDate, Phrase]]:
    """Yield what became of each plan that was put off or called off, as of the last stage."""
    context = editor.context
    for contact in context.facts(Contact):
        stage = contact.stage_on(editor.day)
        if stage and stage.word in ("postponed", "cancelled"):
            planned = event_phrase(_plan_before(context, contact, stage))
            name = label("news.plan", {"form": label(f"contact.form.{contact.form}", {}), "date": planned})
            values = {"name": name, "stage": stage_name(contact, stage)}
            text = label("news.stage", values)
            if stage.moved_to:
                text = label("news.moved", values | {"new": event_phrase(stage.moved_to)})
            yield stage.on, _dated(stage.on, text.with_citations(context.citations(contact)))


def _plan_before(context: NoteContext, contact: Contact, stage: Stage) -> Period:
    """Return when a contact was to take place just before a stage: the last new days, else those first planned."""
    earlier = contact.stages[: contact.stages.index(stage)]
    moves = [earlier_stage.moved_to for earlier_stage in earlier if earlier_stage.moved_to]
    return moves[-1] if moves else context.released.facts_by_key[contact.key].period


def _ended_agreements(editor: Editor) -> Iterator[tuple[PartialDate, Phrase]]:
    """Yield the end of each agreement that is over, if its day is known."""
    for fact in editor.context.ended_facts(Agreement):
        title = resolve_text(editor.context, fact.title, fact)
        if title and (end := fact.period.end) and end.last_day <= editor.day:
            text = label("news.stage", {"name": title, "stage": label("stage-name.agreement.ended", {})})
            yield end, _dated(end, text)


def _tenure_changes(editor: Editor) -> Iterator[tuple[PartialDate, Phrase]]:
    posts = editor.posts_of_interest()
    for tenure in editor.context.facts(Tenure):
        post, start = posts.get(tenure.post), tenure.period.start
        if (
            post is None
            or start is None
            or start.last_day > editor.day
            or not has_begun(editor.store, tenure, editor.day)
        ):
            continue
        title = in_capacity(tenure, editor.office_title(post, tenure.holder))
        cited = editor.context.citations(tenure)
        if tenure.holder is None:
            text = label("news.vacant", {"title": title})
        else:
            name = holder_name(editor.context, tenure, editor.day)
            text = label("news.becomes", {"name": name, "title": title})
        yield start, _dated(start, text.with_citations(cited))


def _framework_changes(editor: Editor) -> Iterator[tuple[PartialDate, Phrase]]:
    for fact in editor.context.facts(Membership):
        name = Phrase((name_at(editor.store.entity(Framework, fact.framework), editor.language, editor.day),))
        cited = editor.context.citations(fact)
        if stage := fact.stage_on(editor.day):
            text = label("news.stage", {"name": name, "stage": stage_name(fact, stage)})
            yield stage.on, _dated(stage.on, text.with_citations(cited))
            if stage.effective and stage.effective.last_day <= editor.day:
                left = label("news.ended", {"framework": name})
                yield stage.effective, _dated(stage.effective, left.with_citations(cited))
            continue
        for when, key in ((fact.period.start, "news.joined"), (fact.period.end, "news.ended")):
            if when and when.last_day <= editor.day:
                yield (
                    when,
                    _dated(when, label(key, {"framework": name}).with_citations(cited)),
                )


def news_since(editor: Editor) -> Phrase:
    """Return the day from which on changes count as new: the day that the note names, or the month of the window."""
    since = PartialDate.from_day(editor.since)
    return date_phrase(since if editor.context.scope.since else month_of(since))


def silence_sentence(editor: Editor) -> Phrase:
    """Return the sentence that nothing is known of their officials since the editor's day, if an earlier contact is.

    It speaks of meetings if people met last, and of contact if they called or wrote.
    """
    dated = [(fact.period.end, fact) for fact in editor.meetings if fact.period.end]
    if not dated or max(when.last_day for when, _ in dated) >= editor.since:
        return EMPTY
    when, last = max(dated, key=lambda pair: pair[0].last_day)
    key = "news.silence" if last.manner is Manner.MET else "news.silence-contact"
    return label(key, {"date": date_phrase(when)})


def _dated(when: PartialDate, text: Phrase) -> Phrase:
    return label("news.dated", {"date": date_phrase(when), "text": text})
