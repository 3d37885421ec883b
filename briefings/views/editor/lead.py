"""The lead: what the relationship is today, in at most seventy words, each clause dropped when no fact supports it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.model.contact_forms import CONTACT_LEVELS, Manner
from briefings.model.days import move_day
from briefings.model.entities import Area, Framework, Organisation, Partner
from briefings.model.facts import Cooperation, Fact, Membership, Tenure
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.stages import MEMBERSHIP_STAGES
from briefings.model.talking_points import TalkingPoint
from briefings.views.contacts import end_day
from briefings.views.editor.meetings import known_level, met_leader, our_people_of, people_of
from briefings.views.editor.words import count_words, doubt_phrase, in_or_on, last_known_day, months_before
from briefings.views.editor.work import origin_of
from briefings.views.endings import ending_sentence
from briefings.views.names import name_at, short_name_at
from briefings.views.offices import holder_name, in_capacity
from briefings.views.phrases import date_phrase, event_phrase, join_phrases, label
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.contacts import Contact
    from briefings.model.dates import PartialDate
    from briefings.views.editor.desk import Editor

__all__ = ["lead_sentences"]

MOST_WORDS = 70
_MOST_AREAS = 4
_MOST_FRAMEWORKS = 2
"""Frameworks that the first sentence names besides the one that it dates."""
_ONE_DAY = timedelta(days=1)
_SPACE = Phrase((" ",))
_RECENT_MONTHS = 24
"""Months before the last meeting in which one with a leader matters more."""


def lead_sentences(editor: Editor) -> tuple[Phrase, ...]:
    """Return the sentences of the lead: the sentences of the desk, else the ones that the facts support."""
    own = [
        text
        for point in editor.context.standing_facts(TalkingPoint)
        if point.use == "lead"
        and not point.is_undisclosed
        and (text := resolve_text(editor.context, point.text, point))
    ]
    sentences: list[Phrase] = []
    for versions in ((text,) for text in own) if own else _composed(editor):
        for sentence in filter(None, versions):
            if count_words([*sentences, sentence]) <= MOST_WORDS:
                sentences.append(sentence)
                break
    return tuple(sentences)


def _composed(editor: Editor) -> Iterator[tuple[Phrase, ...]]:
    """Yield the sentences in order, each in its versions: the first that still fits is taken."""
    partner = editor.store.entity(Partner, editor.context.scope.partner)
    if not ending_sentence(editor.context, partner):  # else the head of the note says how it ended
        yield (_partnership(editor),)
    met = [_met(editor, names_ours=True), _met(editor, names_ours=False)]
    others = [_met_otherwise(editor, names_theirs=True), _met_otherwise(editor, names_theirs=False)]
    both = [Phrase.join((text, _SPACE, other)) for other in others for text in met if text and other]
    yield (*both, *met, *others)
    yield (_work(editor),)
    yield (_changed(editor),)


def _partnership(editor: Editor) -> Phrase:
    """Return what the relationship is: since when they are partners, and through which frameworks they work.

    The framework that names it is the one whose start has a headline, else the oldest. One whose last source is so old
    that it needs confirming says so; the public does not read of it.
    """
    context = editor.context
    facts = sorted(context.standing_facts(Membership), key=lambda fact: _first_day(editor, fact))
    dated = [fact for fact in facts if _member_since(editor, fact)]
    fact = next((fact for fact in dated if _has_headline(editor, fact)), next(iter(dated), None))
    if fact is None:
        return EMPTY
    partner = editor.store.entity(Partner, context.scope.partner)
    values = {
        "partner": Phrase((short_name_at(partner, editor.language, editor.day),)),
        "side": _side_name(editor),
        "framework": _framework(editor, fact),
        "date": date_phrase(_member_since(editor, fact)),
    }
    standing = context.standings[fact.key]
    if standing.is_overdue and not context.scope.is_public:
        values["date"] = Phrase.join((values["date"], _SPACE, doubt_phrase(context, fact, standing)))
    key, cited = "lead.partner", [*context.citations(fact)]
    if first := _first_predecessor(editor, fact):
        key, values["first"] = "lead.partner-before", date_phrase(first.period.start)
        cited += context.citations(first)
    if others := _other_frameworks(editor, [other for other in facts if other is not fact]):
        key, values["others"] = f"{key}-also", join_phrases(others)
    return label(key, values).with_citations(cited)


def _first_predecessor(editor: Editor, fact: Membership) -> Membership | None:
    """Return the membership with which the partnership began, if one after another led to this one without a gap."""
    first, start = None, _member_since(editor, fact)
    for other in sorted(
        editor.context.ended_facts(Membership), key=lambda other: _first_day(editor, other), reverse=True
    ):
        if start and other.period.start and other.period.end and _follows(start, other.period.end):
            first, start = other, other.period.start
    return first


def _follows(start: PartialDate, end: PartialDate) -> bool:
    """Return whether one membership began when another ended, or on the next day."""
    return start.first_day <= move_day(end.last_day, _ONE_DAY) and end.first_day <= start.last_day


def _member_since(editor: Editor, fact: Membership) -> PartialDate | None:
    """Return since when the partner takes part in full; None if that is not known, or it does not on the day."""
    stage = fact.stage_on(editor.day)
    if stage is None:
        return fact.period.start
    full = [
        item
        for item in fact.stages
        if MEMBERSHIP_STAGES[item.word].is_full and item.on.last_day <= editor.day
    ]
    return full[0].on if full and stage.word in ("full", "withdrawing") else None


def _first_day(editor: Editor, fact: Membership) -> date:
    since = _member_since(editor, fact)
    return since.first_day if since else editor.day


def _has_headline(editor: Editor, fact: Membership) -> bool:
    """Return whether the start of a membership has a headline."""
    return fact.period.start in {
        found.period.start or found.period.end for found in editor.context.facts(Fact) if found.headline
    }


def _framework(editor: Editor, fact: Membership) -> Phrase:
    """Return the name of the framework of a membership."""
    return Phrase((name_at(editor.store.entity(Framework, fact.framework), editor.language, editor.day),))


def _other_frameworks(editor: Editor, facts: Sequence[Membership]) -> list[Phrase]:
    """Return the further frameworks of the first sentence: what began last comes first, what needs confirming last."""
    sure = [fact for fact in facts if not editor.context.standings[fact.key].is_overdue]
    sure.sort(key=lambda fact: fact.period.start.first_day if fact.period.start else date.min, reverse=True)
    overdue = [fact for fact in facts if fact not in sure]
    overdue.sort(key=lambda fact: last_known_day(fact, editor.day), reverse=True)
    names = (_other_framework(editor, fact) for fact in (*sure, *overdue[:1]))
    return [*dict.fromkeys(filter(None, names))][:_MOST_FRAMEWORKS]


def _other_framework(editor: Editor, fact: Membership) -> Phrase:
    """Return a further framework, marked if it needs confirming; empty if it does and its last source is not known."""
    values, standing = {"framework": _framework(editor, fact)}, editor.context.standings[fact.key]
    cited = editor.context.citations(fact)
    if not standing.is_overdue:
        return label("lead.named", values).with_citations(cited)
    if standing.last_attestation is None or editor.context.scope.is_public:
        return EMPTY
    values["doubt"] = doubt_phrase(editor.context, fact, standing)
    return label("lead.doubted", values).with_citations(cited)


def _work(editor: Editor) -> Phrase:
    """Return in which areas the two sides work; if the newest source is old, when and by whom it was described."""
    facts = [fact for fact in editor.context.standing_facts(Cooperation) if not fact.is_event]
    areas = [area for area in editor.store.entities_of(Area) if any(fact.area == area.id for fact in facts)][
        :_MOST_AREAS
    ]
    if not areas:
        return EMPTY
    named = join_phrases([editor.mid_sentence(name_at(area, editor.language, editor.day)) for area in areas])
    chosen = [fact for fact in facts if fact.area in {area.id for area in areas}]
    cited = [citation for fact in chosen for citation in editor.context.citations(fact)]
    origins = [origin for fact in chosen if (origin := origin_of(editor, fact))]
    if len(origins) == len(chosen):
        publisher, newest = max(origins, key=lambda origin: origin[1].last_day)
        values = {"publisher": Phrase((publisher,)), "date": date_phrase(newest), "areas": named}
        return label("lead.covered", values).with_citations(cited)
    return label("lead.covers", {"areas": named}).with_citations(cited)


def _met(editor: Editor, *, names_ours: bool) -> Phrase:
    """Return with whom of the other side the last contact was, and when; and by whom of ours, if asked for and known.

    A meeting with a holder of their top offices comes before a later one, if no more than two years lie between them.
    Letters do not count, and a call is not called a meeting.
    """
    talks = editor.talks
    if not talks:
        return label("lead.not-met", {})
    newest, last = talks[0], _last_that_matters(editor, talks)
    has_met = last.manner is Manner.MET
    people = people_of(editor, last)
    when = last.period.end
    if not people or when is None:
        return EMPTY
    if last.body != editor.store.house.side:
        body = editor.store.entity(Organisation, last.body)
        body_name = Phrase((name_at(body, editor.language, editor.day),))
        people = label("lead.met-of-body", {"theirs": people, "side": _side_name(editor), "body": body_name})
    ours = our_people_of(editor, last) if names_ours and has_met else EMPTY
    if names_ours and not ours:
        return EMPTY
    key = "lead.met" if has_met else "lead.contact"
    key = f"{key}-both" if ours else key
    key = key if last is newest else f"{key}-leader"
    is_span = last.period.start != when  # so is a date known only as the latest
    date = event_phrase(last.period) if is_span else date_phrase(when)
    values = {"theirs": people, "date": date} | ({"ours": ours} if ours else {})
    sentence = label(f"{key}.span" if is_span else in_or_on(key, when), values)
    return sentence.with_citations(editor.context.citations(last))


def _side_name(editor: Editor) -> Phrase:
    """Return the short name of our side."""
    side = editor.store.entity(Organisation, editor.store.house.side)
    return Phrase((short_name_at(side, editor.language, editor.day),))


def _last_that_matters(editor: Editor, talks: Sequence[Contact]) -> Contact:
    """Return the last contact with a leader if it is hardly older than the last of all, else that one."""
    first_day = months_before(end_day(talks[0]), _RECENT_MONTHS)
    leaders = (talk for talk in talks if end_day(talk) >= first_day and met_leader(editor, talk))
    return next(leaders, talks[0])


def _met_otherwise(editor: Editor, *, names_theirs: bool) -> Phrase:
    """Return when the last contact of all was, if the lead names an earlier one; else the last at a high level.

    It says with whom, if asked for and known.
    """
    talks = editor.talks
    if not talks or _last_that_matters(editor, talks) is talks[0]:
        return _met_at_high_level(editor, talks, names_theirs=names_theirs)
    key = "lead.met-any" if talks[0].manner is Manner.MET else "lead.contact-any"
    return _when_met(editor, talks[0], key, names_theirs=names_theirs)


def _when_met(editor: Editor, talk: Contact, key: str, *, names_theirs: bool) -> Phrase:
    """Return when a contact was, with its people if asked for; empty if they or its day are not known."""
    when, people = talk.period.end, people_of(editor, talk) if names_theirs else EMPTY
    if when is None or (names_theirs and not people):
        return EMPTY
    values = {"date": date_phrase(when)}
    if names_theirs:
        key, values["people"] = f"{key}-with", people
    return label(in_or_on(key, when), values).with_citations(editor.context.citations(talk))


def _met_at_high_level(editor: Editor, talks: Sequence[Contact], *, names_theirs: bool) -> Phrase:
    """Return when the last meeting with a minister or leader was, if the last of all was below that level.

    If it is not known how high a meeting was, nothing is said; if all were below it, that is.
    """
    for talk in talks:
        level = known_level(editor, talk)
        if level is None:
            return EMPTY
        if level <= CONTACT_LEVELS.index("minister"):
            is_last = talk is talks[0]
            return EMPTY if is_last else _when_met(editor, talk, "lead.met-high", names_theirs=names_theirs)
    has_met = any(talk.manner is Manner.MET for talk in talks)
    return label("lead.met-none-high", {}) if has_met else EMPTY


def _changed(editor: Editor) -> Phrase:
    """Return the newest change among the offices since the editor's day."""
    posts = editor.posts_of_interest()
    begun = [
        tenure
        for tenure in editor.context.standing_facts(Tenure)
        if tenure.post in posts
        and tenure.holder
        and tenure.period.start
        and tenure.period.start.first_day >= editor.since
    ]
    if not begun:
        return EMPTY
    tenure = max(
        begun, key=lambda tenure: tenure.period.start.first_day if tenure.period.start else editor.day
    )
    values = {
        "name": holder_name(editor.context, tenure, editor.day),
        "title": in_capacity(tenure, editor.office_title(posts[tenure.post], tenure.holder)),
        "date": date_phrase(tenure.period.start),
    }
    return label("lead.holds", values).with_citations(editor.context.citations(tenure))
