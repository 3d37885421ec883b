"""Who matters: the offices of both sides and who holds them, one row for each office that has a holder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.announcements import announced_start
from briefings.factbase.standing import coming_holders
from briefings.model.dates import Certainty
from briefings.model.entities import Organisation, Partner, Person, Post
from briefings.model.locales import official_country_names, primary_language, script_code
from briefings.model.phrases import EMPTY, Citation, ForeignText, Phrase
from briefings.views.editor.desk import LONGEST_UNSEEN_MONTHS, is_top_office
from briefings.views.editor.disputes import with_dispute
from briefings.views.editor.records import OfficeRowView, SideView
from briefings.views.editor.words import doubt_phrase, months_before, since_phrase
from briefings.views.names import former_names, other_names, short_name_at
from briefings.views.offices import holder_in_capacity, with_residence
from briefings.views.phrases import date_phrase, join_phrases, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.standing import Standing
    from briefings.model.facts import Tenure
    from briefings.model.phrases import Part
    from briefings.views.editor.desk import Editor

__all__ = ["our_side", "party_name", "side_views"]


def side_views(editor: Editor) -> Iterator[SideView]:
    """Yield each side that has a row: their offices, then ours, in the order of the house's roles."""
    their_side = SideView(party_name(editor), _office_rows(editor, ours=False))
    yield from (side for side in (their_side, our_side(editor)) if side.rows)


def our_side(editor: Editor) -> SideView:
    """Return the offices of our side, in the order of the house's roles."""
    return SideView(_side_name(editor), _office_rows(editor, ours=True))


def _office_rows(editor: Editor, *, ours: bool) -> tuple[OfficeRowView, ...]:
    return tuple(row for post in editor.posts_of_side(ours=ours) for row in _rows(editor, post))


def party_name(editor: Editor) -> Phrase:
    """Return the name of the partner on the day, in the short form if it has one."""
    partner = editor.store.entity(Partner, editor.context.scope.partner)
    return _party_phrase(short_name_at(partner, editor.language, editor.day))


def _side_name(editor: Editor) -> Phrase:
    side = editor.store.entity(Organisation, editor.store.house.side)
    return _party_phrase(short_name_at(side, editor.language, editor.day))


def _party_phrase(name: Part) -> Phrase:
    """Return the name of a party for a heading, which has no room for the language of a name."""
    return Phrase((replace(name, show_language=False) if isinstance(name, ForeignText) else name,))


def _rows(editor: Editor, post: Post) -> Iterator[OfficeRowView]:
    """Yield a row for each holder of a post, or for its vacancy.

    If no holder is known for the day, a row says so of their top offices, where a reader looks for them; the box above
    says who held the office before.
    Holders of whom the same is said, such as two embassies that share a post, share a row.
    """
    by_words: dict[object, list[OfficeRowView]] = {}
    named = (*editor.holders(post), *coming_holders(editor.store, post.id, editor.day))
    for tenure, standing in named:
        if standing.certainty is Certainty.NO or _is_long_unseen(editor, post, standing):
            continue
        editor.stated.add(tenure.key)
        row = _row(editor, post, tenure, standing)
        is_plain = row.name and not (row.other_script or row.former_name or row.doubt)
        by_words.setdefault(tenure.period if is_plain else tenure.key, []).append(row)
    for first, *others in by_words.values():
        names = [first.name, *(row.name for row in others)]
        yield replace(first, name=join_phrases(names)) if others else first
    if not by_words and is_top_office(post) and post.partner and editor.exists(post):
        title = with_residence(editor.context, post, editor.office_title(post))
        yield OfficeRowView(title, EMPTY, EMPTY, label("confirm.unknown-office", {}), EMPTY, EMPTY)


def _is_long_unseen(editor: Editor, post: Post, standing: Standing) -> bool:
    """Return whether a holder was last seen so long ago that the row would mislead; their top offices always stay."""
    last = standing.last_attestation
    if is_top_office(post) or not standing.is_overdue or last is None:
        return False
    return last.last_day < months_before(editor.day, LONGEST_UNSEEN_MONTHS)


def _row(editor: Editor, post: Post, tenure: Tenure, standing: Standing) -> OfficeRowView:
    context = editor.context
    title = with_residence(context, post, editor.office_title(post, tenure.holder))
    since = with_dispute(context, tenure, since_phrase(context, tenure, "office"))
    if tenure.holder is None:
        text = label("office.vacant-since", {"time": since}) if since else label("office.stands-vacant", {})
        return OfficeRowView(
            title, EMPTY, EMPTY, text.with_citations(context.citations(tenure)), EMPTY, EMPTY
        )
    if standing.is_overdue and tenure.period.start is None and _was_seen_once(tenure, standing):
        since = EMPTY  # the remark that it needs confirming gives this very year
    name = holder_in_capacity(context, tenure, editor.day).with_citations(context.citations(tenure))
    holder = editor.store.entities[tenure.holder]
    return OfficeRowView(
        title,
        name,
        _other_script(editor, holder) if isinstance(holder, Person) and post.partner else EMPTY,
        since,
        doubt_phrase(context, tenure, standing),
        _former_name(editor, holder) if isinstance(holder, Person) else EMPTY,
        is_coming=announced_start(editor.store, tenure, editor.day) is not None,
    )


def _was_seen_once(tenure: Tenure, standing: Standing) -> bool:
    """Return whether all that is known of a holder is one year."""
    last = standing.last_attestation
    return last is not None and last.month is None and tenure.attestations[0].year == last.year


def _other_script(editor: Editor, person: Person) -> Phrase:
    """Return the name of a person in another script than that of the note, in an official language of the partner.

    A name in the language of a neighbour helps no one to greet its bearer, and may offend.
    """
    partner = editor.store.entity(Partner, editor.context.scope.partner)
    official = (
        {primary_language(tag) for tag in official_country_names(partner.code)} if partner.code else set()
    )
    for name in other_names(person, editor.language, editor.day):
        is_theirs = not official or primary_language(name.language) in official
        if name.form == "full" and is_theirs and script_code(name.language) != script_code(editor.language):
            return _name_phrase(editor, person, name.text, name.language, name.evidence)
    return EMPTY


def _former_name(editor: Editor, person: Person) -> Phrase:
    """Return the latest former name of a person, with the end of its use where that is known."""
    former = [
        name for name in former_names(person, editor.language, editor.day) if name.period and name.period.end
    ]
    if not former:
        return EMPTY
    latest = max(
        former, key=lambda name: name.period.end.last_day if name.period and name.period.end else editor.day
    )
    printed = _name_phrase(editor, person, latest.text, latest.language, latest.evidence)
    end = latest.period.end if latest.period else None
    return label("office.formerly", {"date": date_phrase(end), "name": printed})


def _name_phrase(
    editor: Editor, person: Person, text: str, language: str, evidence: tuple[str, ...]
) -> Phrase:
    cited = [Citation(person.id, id_) for id_ in evidence[:1] if id_ in editor.context.sources]
    name = Phrase((ForeignText(Phrase((text,)), language, show_language=False),), tuple(cited))
    return label("people.form", {"name": name})
