"""Meetings: those with officials of the other side, the last at each level first, and contacts without them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.plans import is_called_off
from briefings.model.contact_forms import CONTACT_LEVELS, FORM_PREFIX, Manner
from briefings.model.contacts import Contact
from briefings.model.entities import Organisation, Post
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.contacts import contact_details, end_day, topic_phrases
from briefings.views.editor.desk import is_top_office
from briefings.views.editor.disputes import with_dispute
from briefings.views.editor.records import MeetingView, PartyView
from briefings.views.editor.words import count_words
from briefings.views.names import term_at
from briefings.views.phrases import event_phrase, in_a_row, join_phrases, label
from briefings.views.plans import is_plan, plan_state
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.model.contacts import Participant
    from briefings.views.contacts import Party
    from briefings.views.editor.desk import Editor

__all__ = [
    "coming_meetings",
    "known_level",
    "meetings_without_them",
    "met_leader",
    "our_people_of",
    "people_of",
    "people_phrase",
    "printed_meetings",
]

_MOST_ROWS = 5
_MOST_CALLED_OFF = 2
_MOST_NAMED = 2
"""People of a side that a sentence names."""
_MOST_TITLE_WORDS = 4
"""Words of a title that may come before a name: "Minister of Foreign Affairs Mihai Popșoi"."""
_MOST_IN_ROW = 8
"""People of a side that a row names."""
_PLAIN_FORMS = frozenset({"meeting", "visit"})
"""Forms that need no word where it is said who met whom."""


def meetings_without_them(editor: Editor) -> tuple[MeetingView, ...]:
    """Return the newest contact without the other side, if it is newer than the last meeting with them."""
    last = end_day(editor.meetings[0]) if editor.meetings else editor.day.min
    found = [
        fact
        for fact in editor.context.standing_facts(Contact)
        if not fact.their_side and end_day(fact) > last
    ]
    return tuple(_meeting_view(editor, fact) for fact in sorted(found, key=end_day, reverse=True)[:1])


def printed_meetings(editor: Editor) -> tuple[MeetingView, ...]:
    """Return the meetings to print.

    The last of all is chosen first, then the last at each level, by level, then the latest of the others: five at most,
    or as many as the product or the house shows. They are in the order of time, newest first.
    """
    last_at_level: dict[tuple[int, int], Contact] = {}
    for fact in editor.meetings:
        last_at_level.setdefault(_level(editor, fact), fact)
    by_rank = [*editor.meetings[:1], *(last_at_level[level] for level in sorted(last_at_level))]
    chosen = list({fact.key: fact for fact in (*by_rank, *editor.meetings)}.values())
    limit = editor.context.scope.contact_limit
    most = _MOST_ROWS if limit is None else min(limit, _MOST_ROWS)
    chosen = sorted(chosen[:most], key=end_day, reverse=True)
    return tuple(_meeting_view(editor, fact) for fact in chosen)


def coming_meetings(editor: Editor) -> tuple[MeetingView, ...]:
    """Return the next contact that is planned for the day or later, and those of such days that were called off."""
    planned = [
        fact
        for fact in editor.context.facts(Contact)
        if end_day(fact) >= editor.day and is_plan(editor.context, fact)
    ]
    planned.sort(key=end_day)
    called_off = [fact for fact in planned if is_called_off(fact, editor.day)]
    chosen = [fact for fact in planned if fact not in called_off][:1] + called_off[:_MOST_CALLED_OFF]
    return tuple(_plan_view(editor, fact) for fact in chosen)


def _plan_view(editor: Editor, fact: Contact) -> MeetingView:
    """Return a planned contact with how its plan stands."""
    return replace(_meeting_view(editor, fact), state=plan_state(editor.context, fact))


def met_leader(editor: Editor, contact: Contact) -> bool:
    """Return whether a holder of one of their top offices took part, or the facts say that it was at that level."""
    return contact.level == CONTACT_LEVELS[0] or any(map(is_top_office, _their_posts(editor, contact)))


def _level(editor: Editor, contact: Contact) -> tuple[int, int]:
    """Return the level of a contact, for sorting: the one that the facts give, else that of the offices.

    That is the place of the highest office of the other side that took part, among the roles of the house.
    """
    roles = editor.roles_of_side(ours=False)
    place = min((_place(post, roles) for post in _their_posts(editor, contact)), default=len(roles))
    if contact.level:
        return CONTACT_LEVELS.index(contact.level), place
    named = [_level_of_role(role) for post in _their_posts(editor, contact) for role in post.roles]
    return min(named, default=len(CONTACT_LEVELS)), place


def known_level(editor: Editor, contact: Contact) -> int | None:
    """Return the level of a contact, as an index of `CONTACT_LEVELS`; None if the facts do not show it.

    They show it if they give it, or if each participant of the other side held an office with a role.
    """
    level, _ = _level(editor, contact)
    posts = [*_their_posts(editor, contact)]
    is_shown = contact.level or (len(posts) == len(contact.their_side) and all(post.roles for post in posts))
    return level if is_shown or level <= CONTACT_LEVELS.index("minister") else None


def _level_of_role(role: str) -> int:
    """Return the level of the holder of a role, as an index of `CONTACT_LEVELS`."""
    if role.startswith("head-of-"):
        return CONTACT_LEVELS.index("leader")
    if role.startswith("deputy-"):
        return CONTACT_LEVELS.index("deputy-minister")
    return CONTACT_LEVELS.index("minister" if role.endswith("minister") else "senior-official")


def _rank(editor: Editor, participant: Participant) -> int:
    """Return the place of the office of a participant among the roles of both sides; 0 is highest."""
    roles = [*editor.roles_of_side(ours=False), *editor.roles_of_side(ours=True)]
    return _place(editor.store.entity(Post, participant.post), roles) if participant.post else len(roles)


def _place(post: Post, roles: Sequence[str]) -> int:
    """Return the place of a post among roles, by the highest of its own; behind all of them if it has none."""
    return min((roles.index(role) for role in post.roles if role in roles), default=len(roles))


def _their_posts(editor: Editor, contact: Contact) -> Iterator[Post]:
    """Yield the offices of the other side that took part in a contact."""
    for participant in contact.their_side:
        if participant.post:
            yield editor.store.entity(Post, participant.post)


def _meeting_view(editor: Editor, fact: Contact) -> MeetingView:
    """Return a meeting with the names and offices of its day, the other side first."""
    editor.stated.add(fact.key)
    context = editor.context
    body = EMPTY
    if fact.body != editor.store.house.side:
        body = Phrase((term_at(editor.store.entity(Organisation, fact.body), editor.language, editor.day),))
    form = label(f"{FORM_PREFIX}{fact.form}", {}).with_citations(context.citations(fact))
    ours = _first_people(editor, fact.our_side, fact)
    return MeetingView(
        form=form if _needs_form(fact) else EMPTY,
        date=with_dispute(context, fact, event_phrase(fact.period).with_citations(context.citations(fact))),
        theirs=_their_rows(editor, fact),
        ours=ours,
        ours_in_words=join_phrases(ours),
        place=resolve_text(context, fact.place, fact) or EMPTY,
        topics=topic_phrases(context, fact),
        details=contact_details(context, fact),
        others=_first_people(editor, fact.third_parties, fact),
        outcome=resolve_text(context, fact.outcome, fact) or EMPTY,
        body=body,
        has_met=fact.manner is Manner.MET,
        has_talked=fact.manner is not Manner.WROTE,
    )


def _needs_form(fact: Contact) -> bool:
    """Return whether a row must name the form of a contact, because its people and place do not say enough."""
    is_plain = fact.form in _PLAIN_FORMS
    return not is_plain or not (fact.our_side or fact.their_side)


def people_of(editor: Editor, fact: Contact) -> Phrase:
    """Return the highest people of the other side who took part, as a list in words."""
    return _few(editor, fact.their_side, fact)


def our_people_of(editor: Editor, fact: Contact) -> Phrase:
    """Return the highest people of our side who took part, as a list in words; empty if no person is named."""
    return _few(editor, fact.our_side, fact) if _names_ours(fact) else EMPTY


def _names_ours(fact: Contact) -> bool:
    """Return whether a person of our side is named, and not only a group in words."""
    return any(participant.person for participant in fact.our_side)


def people_phrase(editor: Editor, fact: Contact) -> Phrase:
    """Return who met, called or wrote to whom, for a sentence; empty if it is not known who of theirs.

    One meets a person, but takes part in a seminar or conference: a side that is described in words alone may be either.
    A form that is more than a meeting is named, and so is a letter or a call, in which no one met, and a contact of
    which it is not known who of ours took part.
    """
    theirs, ours = (_few(editor, side, fact) for side in (fact.their_side, fact.our_side))
    if not theirs:
        return EMPTY
    values = {"theirs": theirs, "ours": ours}
    form = label(f"{FORM_PREFIX}{fact.form}", {})
    if not ours:
        return label("news.contact-alone", {"form": form, "theirs": theirs})
    if fact.form not in _PLAIN_FORMS:
        return label("news.contact", {"form": form, **values})
    return label("news.met" if _names_ours(fact) else "news.met-group", values)


def _few(editor: Editor, side: Iterable[Participant], fact: Contact) -> Phrase:
    """Return the two highest people of a side in words, with the remark that there were others; empty for none."""
    people = [*_people(editor, side, fact, in_sentence=True)]
    if len(people) <= _MOST_NAMED:
        return join_phrases(people)
    return label("list.others", {"people": in_a_row(people[:_MOST_NAMED])})


def _first_people(editor: Editor, side: Iterable[Participant], fact: Contact) -> tuple[Phrase, ...]:
    """Return the highest people of a side for a row, the last with the remark that there were others; the desk has all."""
    people = [*_people(editor, side, fact)]
    if len(people) <= _MOST_IN_ROW:
        return tuple(people)
    *first, last = people[:_MOST_IN_ROW]
    return (*first, label("list.others", {"people": last}))


def _their_rows(editor: Editor, fact: Contact) -> tuple[PartyView, ...]:
    """Return the highest people of the other side for a row, whose names stand out from their offices."""
    parties = [_party_view(party) for party in _parties(editor, fact.their_side, fact)]
    if len(parties) <= _MOST_IN_ROW:
        return tuple(parties)
    *first, last = parties[:_MOST_IN_ROW]
    if last.remark:
        return (*first, replace(last, remark=label("list.others", {"people": last.remark})))
    return (*first, replace(last, name=label("list.others", {"people": last.name})))


def _party_view(party: Party) -> PartyView:
    """Return a party of a row: the office comes after the name, so that all names of a row look alike.

    Of an office that its holder has left since it says "then".
    """
    if not party.office:
        return PartyView(party.name, EMPTY, party.is_named)
    key = "participant-office-left" if party.has_left else "participant-office"
    return PartyView(party.name, label(key, {"office": party.office}))


def _people(
    editor: Editor, side: Iterable[Participant], fact: Contact, *, in_sentence: bool = False
) -> Iterator[Phrase]:
    """Yield the people of a side who took part, the holders of the highest offices first."""
    for party in _parties(editor, side, fact):
        yield _party_phrase(party, in_sentence=in_sentence)


def _parties(editor: Editor, side: Iterable[Participant], fact: Contact) -> Iterator[Party]:
    """Yield the parties of a side that can be named, the holders of the highest offices first."""
    for participant in sorted(side, key=lambda participant: _rank(editor, participant)):
        if (party := editor.contacts.party(participant, fact)).name:
            yield party


def _party_phrase(party: Party, *, in_sentence: bool) -> Phrase:
    """Return a party with the office: behind the name in a row, and before it in a sentence if its title is short."""
    if not party.office:
        return party.name
    values = {"name": party.name, "office": party.office}
    if in_sentence and _is_title_first(party):
        return label("participant-then" if party.has_left else "participant-titled", values)
    return label("participant-left" if party.has_left else "participant", values)


def _is_title_first(party: Party) -> bool:
    """Return whether the title of a party is short enough to come before the name."""
    return party.has_title and count_words([party.office]) <= _MOST_TITLE_WORDS
