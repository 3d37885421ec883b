"""News: changes since a day, newest first, and the silence since the last meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.factbase.plans import kind_of_move
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import has_begun
from briefings.factbase.turns import BEGIN, END, turn_of
from briefings.model.contact_forms import Manner
from briefings.model.contacts import Contact
from briefings.model.dates import PartialDate
from briefings.model.entities import Framework, Organisation
from briefings.model.facts import Agreement, Fact, Membership, Tenure
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.prospects import DateAhead
from briefings.model.stages import last_stage_on, life_of
from briefings.views.contacts import topic_phrases
from briefings.views.editor.meetings import people_phrase
from briefings.views.editor.words import earliest_first, month_of, months_before
from briefings.views.names import name_at, short_name_at
from briefings.views.offices import holder_name, in_capacity
from briefings.views.phrases import date_phrase, event_phrase, in_a_row, label, stage_name
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.dates import Period
    from briefings.model.entities import Post
    from briefings.model.stages import Stage
    from briefings.views.context import NoteContext
    from briefings.views.editor.desk import Editor

__all__ = ["latest_information", "news_sentences", "news_since", "silence_sentence"]

_MOST_ITEMS = 4
_QUIET_MONTHS = 6


class _Change(NamedTuple):
    """A change.

    Attributes:
        when: the day on which it came about.
        sentence: what happened, with its day.
        turn: its turn in the life of its fact.
        is_meeting: whether people met, called or wrote.
    """

    when: PartialDate
    sentence: Phrase
    turn: str
    is_meeting: bool = False


def news_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the changes since the editor's day, newest first, and earlier ones that the last edition could not know.

    Meetings take the room that other changes leave: the lead has the last one, and the contacts have the others. If there is none in the usual window, say so, and what the last change was; a reader who names a day gets nothing
    older.
    """
    changes = sorted(_changes(editor), key=lambda change: earliest_first(change.when), reverse=True)
    new = [(change, sentence) for change in changes if (sentence := _sentence_if_new(editor, change))]
    silence = silence_sentence(editor)
    if not new and not silence and not _has_met(editor) and editor.context.scope.since is None:
        new = [(change, label("news.none", {"last": change.sentence})) for change in changes[:1]]
    by_weight = sorted(new, key=lambda item: item[0].is_meeting)[: _MOST_ITEMS - bool(silence)]
    return tuple(sentence for change, sentence in new if (change, sentence) in by_weight)


def _sentence_if_new(editor: Editor, change: _Change) -> Phrase | None:
    """Return a change in words if it is new to the reader; else None."""
    known, is_recent = editor.context.scope.known_turns, change.when.last_day >= editor.since
    if known is None:
        return change.sentence if is_recent else None
    if change.turn in known:
        return None
    return change.sentence if is_recent else label("news.late", {"text": change.sentence})


def _has_met(editor: Editor) -> bool:
    """Return whether a contact with their officials since the editor's day is on file, even if it is not news."""
    ends = (fact.period.end for fact in editor.meetings)
    return any(end.last_day >= editor.since for end in ends if end)


def latest_information(editor: Editor) -> Phrase:
    """Return the month of the latest that is known of the relations, for the head, if it is half a year ago; else empty.

    Who holds an office, and what our own side is like, says nothing of how things stand between the two.
    """
    partner = editor.context.scope.partner
    dates = [
        when
        for fact in editor.context.facts(Fact)
        if fact.folder == partner and not isinstance(fact, Tenure)
        for when in _known_dates(editor, fact)
        if when and when.last_day <= editor.day
    ]
    latest = max(dates, key=lambda when: when.last_day, default=None)
    if latest is None or latest.last_day >= months_before(editor.day, _QUIET_MONTHS):
        return EMPTY
    return label("news.latest", {"date": date_phrase(month_of(latest))})


def _known_dates(editor: Editor, fact: Fact) -> Iterator[PartialDate | None]:
    """Yield the dates of a fact, those on which it was seen to hold, and those of its sources."""
    yield from (fact.period.start, fact.period.end, *fact.attestations)
    yield from (editor.context.sources[item.source].effective_date for item in fact.all_evidence)


def _changes(editor: Editor) -> Iterator[_Change]:
    """Yield every change by the day."""
    yield from _tenure_changes(editor)
    yield from _framework_changes(editor)
    for fact in editor.context.standing_facts(Agreement):
        when = fact.period.end if fact.is_event else fact.period.start
        title = resolve_text(editor.context, fact.title, fact)
        if title and (stage := last_stage_on(fact.stages, editor.day)):
            text = label("news.stage", {"name": title, "stage": stage_name(fact, stage)})
            yield _change(fact, stage.word, stage.on, text)
        elif when and when.last_day <= editor.day and title:
            yield _change(fact, BEGIN, when, label("news.agreed", {"title": title}))
    yield from _meeting_changes(editor)
    yield from _changed_plans(editor)
    yield from _ended_agreements(editor)


def _meeting_changes(editor: Editor) -> Iterator[_Change]:
    """Yield the meetings that a reader may need: without an earlier edition, those since the editor's day and one more."""
    for contact in editor.meetings:
        when = contact.period.end
        people = people_phrase(editor, contact)
        if when and people:
            topics = topic_phrases(editor.context, contact)
            if topics and _has_double(editor, contact):
                people = label("news.about", {"text": people, "topics": in_a_row(topics)})
            sentence = label("news.dated", {"date": event_phrase(contact.period), "text": people})
            yield _Change(when, sentence, turn_of(contact, BEGIN), is_meeting=True)
            if when.last_day < editor.since and editor.context.scope.known_turns is None:
                return


def _has_double(editor: Editor, contact: Contact) -> bool:
    """Return whether the same people met in the same form on the same days once more, as in two commissions."""
    who = (contact.period, contact.form, contact.our_side, contact.their_side)
    others = (other for other in editor.meetings if other is not contact)
    return any((other.period, other.form, other.our_side, other.their_side) == who for other in others)


def _changed_plans(editor: Editor) -> Iterator[_Change]:
    """Yield the outcome of each plan that was moved, called off or on again, as of the last stage."""
    context = editor.context
    events: list[Contact | DateAhead] = [*context.facts(Contact), *context.facts(DateAhead)]
    for event in events:
        stage = last_stage_on(event.stages, editor.day)
        if stage is None or stage.word not in ("postponed", "cancelled", "reinstated"):
            continue
        planned = _plan_before(context, event, stage)
        what = resolve_text(context, event.text, event) if isinstance(event, DateAhead) else _form(event)
        if not what:
            continue
        name = label("news.plan", {"form": what, "date": event_phrase(planned)})
        values = {"name": name, "stage": stage_name(event, stage)}
        text = label("news.stage", values)
        if stage.moved_to:
            kind = kind_of_move(planned, stage.moved_to)
            if stage.word == "postponed" and kind != "moved":
                values["stage"] = label(f"stage-name.contact.{kind}", {})
            text = label("news.moved", values | {"new": event_phrase(stage.moved_to)})
        yield _change(event, stage.word, stage.on, text.with_citations(context.citations(event)))


def _form(contact: Contact) -> Phrase:
    """Return the form of a contact."""
    return label(f"contact.form.{contact.form}", {})


def _plan_before(context: NoteContext, event: Fact, stage: Stage) -> Period:
    """Return when an event was to take place just before a stage: the last new days, else those first planned."""
    earlier = event.stages[: event.stages.index(stage)]
    moves = [earlier_stage.moved_to for earlier_stage in earlier if earlier_stage.moved_to]
    return moves[-1] if moves else context.released.facts_by_key[event.key].period


def _ended_agreements(editor: Editor) -> Iterator[_Change]:
    """Yield the end of each agreement that is over, if its day is known."""
    for fact in editor.context.ended_facts(Agreement):
        title = resolve_text(editor.context, fact.title, fact)
        if title and (end := fact.period.end) and end.last_day <= editor.day:
            key = "news.was-to-be-over" if editor.context.is_only_announced(fact, end) else "news.over"
            yield _change(fact, END, end, label(key, {"name": title}))


def _tenure_changes(editor: Editor) -> Iterator[_Change]:
    """Yield the beginning of each tenure, but not of one in another capacity that is over."""
    posts = editor.posts_of_interest()
    for tenure in editor.context.facts(Tenure):
        post, start = posts.get(tenure.post), tenure.period.start
        if (
            post is None
            or start is None
            or start.last_day > editor.day
            or not has_begun(editor.store, tenure, editor.day)
            or (tenure.capacity and has_ended(tenure, editor.day))
        ):
            continue
        title = in_capacity(tenure, _with_side(editor, post, editor.office_title(post, tenure.holder)))
        cited = editor.context.turn_citations(tenure, start)
        if tenure.holder is None:
            text = label("news.vacant", {"title": title})
        else:
            name = holder_name(editor.context, tenure, editor.day)
            text = label("news.becomes", {"name": name, "title": title})
        yield _change(tenure, BEGIN, start, text.with_citations(cited))


def _with_side(editor: Editor, post: Post, title: Phrase) -> Phrase:
    """Return the title of a post with our side, if it is ours: no heading says here whose it is."""
    if post.partner is not None:
        return title
    side = editor.store.entity(Organisation, editor.store.house.side)
    name = Phrase((short_name_at(side, editor.language, editor.day),))
    return label("news.office-of", {"title": title, "side": name})


def _framework_changes(editor: Editor) -> Iterator[_Change]:
    for fact in editor.context.facts(Membership):
        name = Phrase((name_at(editor.store.entity(Framework, fact.framework), editor.language, editor.day),))
        cited = editor.context.citations(fact)
        if stage := last_stage_on(fact.stages, editor.day):
            text = label("news.stage", {"name": name, "stage": stage_name(fact, stage)})
            yield _change(fact, stage.word, stage.on, text.with_citations(cited))
            end = life_of(fact.stages).end
            if end and end != stage.on and end.last_day <= editor.day:
                left = label(_end_key(editor, fact, end), {"framework": name}).with_citations(cited)
                yield _change(fact, END, end, left)
            continue
        for when, turn in ((fact.period.start, BEGIN), (fact.period.end, END)):
            if when and when.last_day <= editor.day:
                turn_cited = editor.context.turn_citations(fact, when)
                key = "news.joined" if turn == BEGIN else _end_key(editor, fact, when)
                yield _change(fact, turn, when, label(key, {"framework": name}).with_citations(turn_cited))


def _end_key(editor: Editor, fact: Membership, end: PartialDate) -> str:
    """Return the label for the end of a membership: one that is only announced was to come."""
    return "news.was-to-end" if editor.context.is_only_announced(fact, end) else "news.ended"


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
    return label(key, {"date": date_phrase(when)}).with_citations(editor.context.citations(last))


def _change(fact: Fact, word: str, when: PartialDate, text: Phrase) -> _Change:
    """Return a change of a fact, with its day before the words."""
    sentence = label("news.dated", {"date": date_phrase(when), "text": text})
    return _Change(when, sentence, turn_of(fact, word))
