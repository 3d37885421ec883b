"""Items to check before a brief is used: the most embarrassing first, at most four."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import has_begun, lapsed_basis
from briefings.model.dates import Certainty
from briefings.model.entities import Framework
from briefings.model.facts import Agreement, Membership
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.talking_points import TalkingPoint
from briefings.views.editor.desk import LONGEST_UNSEEN_MONTHS, is_top_office
from briefings.views.editor.disputes import dispute_remark
from briefings.views.editor.records import ItemView
from briefings.views.editor.words import in_or_on, last_known_day, months_before
from briefings.views.names import name_at
from briefings.views.offices import holder_in_capacity
from briefings.views.phrases import date_phrase, join_phrases, label, time_phrase
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.standing import Standing
    from briefings.model.entities import Post
    from briefings.model.facts import Fact, Tenure
    from briefings.views.editor.desk import Editor

__all__ = ["confirm_items", "further_items"]

_MOST_ITEMS = 4


def confirm_items(editor: Editor) -> tuple[ItemView, ...]:
    """Return what to confirm: their top offices, ours, current programmes, withdrawn points, their other offices."""
    return _all_items(editor)[:_MOST_ITEMS]


def further_items(editor: Editor) -> Phrase:
    """Return what else to confirm, by name; empty if the items have it all."""
    names = [item.title for item in _all_items(editor)[_MOST_ITEMS:]]
    return label("confirm.rest", {"names": join_phrases(names)}) if names else EMPTY


def _all_items(editor: Editor) -> tuple[ItemView, ...]:
    """Return everything to confirm, by who would be embarrassed."""
    items: list[ItemView] = []
    for found in (
        *_office_items(editor),
        *_framework_items(editor),
        *_withdrawn_items(editor),
        *_other_office_items(editor),
    ):
        if found.title.parts not in [item.title.parts for item in items]:
            items.append(found)
    return tuple(items)


def _office_items(editor: Editor) -> Iterator[ItemView]:
    """Yield an item for each office whose holder is not sure on the day, their top offices first."""
    theirs = [post for post in editor.posts_of_side(ours=False) if is_top_office(post)]
    ours = [post for post in editor.posts_of_side(ours=True) if not _is_long_unseen(editor, post)]
    for post in (*theirs, *ours):
        text = _office_text(editor, post)
        if text:
            yield ItemView(editor.office_title(post), text)


def _other_office_items(editor: Editor) -> Iterator[ItemView]:
    """Yield an item for each of their other offices whose holder the copy names and nothing new confirms."""
    for post in editor.posts_of_side(ours=False):
        is_named = any(tenure.key in editor.stated for tenure, _ in editor.holders(post))
        if is_named and not is_top_office(post):
            text = _office_text(editor, post)
            if text:
                yield ItemView(editor.office_title(post), text)


def _office_text(editor: Editor, post: Post) -> Phrase:
    """Return what is not sure about an office; empty if its holder is sure, or the office did not exist."""
    context = editor.context
    if not editor.exists(post):
        return EMPTY
    tenures = editor.holders(post)
    firm = [tenure for tenure, standing in tenures if standing.certainty > Certainty.POSSIBLE]
    if text := _several_holders(editor, post, firm):
        return text
    for tenure, standing in tenures:
        if text := _holder_text(editor, post, tenure, standing):
            return text
    if tenures:
        return EMPTY
    previous = _previous_tenure(editor, post)
    if previous is None:
        return label("confirm.unknown-office", {})
    name = holder_in_capacity(context, previous, editor.day).with_citations(context.citations(previous))
    time = time_phrase(context, previous)
    return (
        label("confirm.former-office", {"name": name, "time": time})
        if time
        else label("confirm.earlier-office", {"name": name})
    )


def _several_holders(editor: Editor, post: Post, tenures: Sequence[Tenure]) -> Phrase:
    """Return who holds an office if more people do than it has seats; empty if no more do."""
    named = {tenure.holder: tenure for tenure in tenures if tenure.holder and not tenure.is_stand_in}
    if len(named) <= post.seats:
        return EMPTY
    names = [
        holder_in_capacity(editor.context, tenure, editor.day).with_citations(
            editor.context.citations(tenure)
        )
        for tenure in named.values()
    ]
    return label("confirm.several-holders", {"names": join_phrases(names)})


def _holder_text(editor: Editor, post: Post, tenure: Tenure, standing: Standing) -> Phrase:
    """Return what is not sure about a holder; empty if nothing is, or the office is vacant.

    Another version counts for one of their top offices only, and if it matters.
    """
    context = editor.context
    if tenure.holder is None:
        return EMPTY
    holder = holder_in_capacity(context, tenure, editor.day)
    if standing.is_overdue:
        last = standing.last_attestation or tenure.period.start
        if last:
            seen = holder.with_citations(context.sighting_citations(tenure, last))
            values = {"name": seen, "date": date_phrase(last)}
            if tenure.review_day and tenure.review_day.first_day > last.last_day:
                values["review"] = date_phrase(tenure.review_day)
                return label(in_or_on("confirm.office-review", last), values)
            return label(in_or_on("confirm.office", last), values)
    name = holder.with_citations(context.citations(tenure))
    if standing.status in ("overdue", "possible"):
        return label("confirm.possible-office", {"name": name})
    is_top = post.partner is not None and is_top_office(post)
    remark = dispute_remark(context, tenure) if is_top else EMPTY
    return label("confirm.disputed-office", {"name": name, "remark": remark}) if remark else EMPTY


def _is_long_unseen(editor: Editor, post: Post) -> bool:
    """Return whether the holder of an office was last seen too long ago to ask about it."""
    last = _previous_tenure(editor, post)
    return last is not None and last_known_day(last, editor.day) < months_before(
        editor.day, LONGEST_UNSEEN_MONTHS
    )


def _previous_tenure(editor: Editor, post: Post) -> Tenure | None:
    """Return the latest tenure of a post that had begun by the day, by what is known of its time."""
    known = [
        tenure
        for tenure in editor.store.tenures_by_post.get(post.id, ())
        if has_begun(editor.store, tenure, editor.day) and tenure.holder is not None
    ]
    return max(known, key=lambda tenure: last_known_day(tenure, editor.day), default=None)


def _framework_items(editor: Editor) -> Iterator[ItemView]:
    """Yield an item for each programme, and each agreement that the copy names, that was last confirmed too long ago."""
    agreements = (fact for fact in editor.context.standing_facts(Agreement) if fact.key in editor.stated)
    facts: list[Membership | Agreement] = [*editor.context.standing_facts(Membership), *agreements]
    for fact in sorted(facts, key=lambda fact: _last_day(editor, fact), reverse=True):
        standing, title = editor.context.standings[fact.key], _framework_title(editor, fact)
        if standing.is_overdue and standing.last_attestation and title:
            last = standing.last_attestation
            seen = date_phrase(last, editor.context.sighting_citations(fact, last))
            yield ItemView(title, label(in_or_on("confirm.framework", last), {"date": seen}))


def _framework_title(editor: Editor, fact: Membership | Agreement) -> Phrase:
    """Return the name of a framework or the title of an agreement, which the sources of the item need not show."""
    if isinstance(fact, Agreement):
        return Phrase((resolve_text(editor.context, fact.title, fact) or EMPTY).parts)
    framework = editor.store.entity(Framework, fact.framework)
    return Phrase((name_at(framework, editor.language, editor.day),))


def _last_day(editor: Editor, fact: Fact) -> date:
    last = editor.context.standings[fact.key].last_attestation
    return last.last_day if last else editor.day.min


def _withdrawn_items(editor: Editor) -> Iterator[ItemView]:
    """Yield one item if talking points were left out because what they rest on no longer holds."""
    lapsed = [
        point for point in editor.context.facts(TalkingPoint) if lapsed_basis(editor.store, point, editor.day)
    ]
    if lapsed:
        count = Phrase((str(len(lapsed)),))
        yield ItemView(label("confirm.points", {}), label("confirm.withdrawn", {"count": count}))
