"""Statements about an office itself: that it is vacant or shared, and the number of a holder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import is_in_past
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.titles import Title
    from briefings.model.dates import Span
    from briefings.model.entities import Post
    from briefings.model.facts import Tenure

__all__ = ["read_posts"]

_VACANT = WordPattern(r"(?<!\w)(?:{vacant}|{empty_offices})(?!\w)")
_LACKS = WordPattern(r"(?<!\w)(?:{lacks_office})\s+(?:{indefinite_articles}\s+|{possessives}\s+)?$")
_EXISTENTIAL = WordPattern(r"(?:{existential_words})(?!\w)")
_LASTING = WordPattern(r"(?<!\w)(?:{lasting_participles})(?!\w)")
_UP_TO_TIME = WordPattern(
    r"(?P<end>\s*(?:[.,;:)!?]|$))|\s+(?:(?:{since_when}|{until_when}|{range_starts}|{date_prepositions})\s+)?(?:{definite_articles}\s+)?"
)
_SHARED = WordPattern(r"(?<!\w)(?:{shared_office})(?!\w)")
# "The post of Keeper", "Keeper (vacant)"; not "the chair beside the Keeper".
_SUBJECT = WordPattern(
    r"(?:^|[.;:,(|]\s*|(?<!\w)(?:{offices_before_title}|{office_words})\s+(?:(?:{office_links}|{owner_links})\s+|{elisions})*)\W*(?:{definite_articles}\s+)?$"
)
_OFFICE = WordPattern(r"(?<!\w)(?:{office_words}|{office_links})(?!\w)")
_TITLE_END = WordPattern(r"\s*(?:[,.;:)]|$|{since_when}\b)")
_WITH_RANK = re.compile(r"(?<!\w)[^\W\d_]+(?:-[^\W\d_]+)?(?=\s)")
_ACTING = WordPattern(r"(?<!\w)(?:{capacities})(?!\w)")
_PRESENT = WordPattern(r"(?<!\w)(?:{present}|{is_now})(?!\w)")
_SUCCESSION = WordPattern(r"(?<!\w)(?:{office_succession}|{succession})(?!\w)")
_PAIR = 2


def read_posts(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of an office that its holders on record rule out."""
    if may_contain(scene.text, "vacant", "empty_offices", "lacks_office"):
        yield from _find_vacancy(scene)
    yield from _find_abolished(scene)
    if _SHARED.may_match(scene.text):
        yield from _find_sharing(scene)
    if may_contain(scene.text, "ordinal_values", "ordinal_suffixes"):
        yield from _find_rank(scene)


def _find_vacancy(scene: Scene) -> Iterator[Conflict]:
    """Yield the offices said to be vacant at a time at which someone certainly had them."""
    cue, span = _VACANT.search(scene.plain), scene.meant
    lacking = _find_lack(scene) if cue is None else None
    if lacking and scene.bounds.since and not is_in_past(_LASTING.sub("", scene.text)):
        span = scene.span  # "since 2014 there has been no Keeper"
    elif scene.bounds.since or scene.bounds.until:
        return
    cue = cue or lacking
    if cue is None or span is None or is_unasserted(scene.text, cue.start()):
        return
    blank = scene.text
    for match in _ACTING.finditer(blank):
        blank = blank[: match.start()] + " " * len(match[0]) + blank[match.end() :]
    posts = {
        post.id: post
        for title in scene.context.titles.find(blank)
        if _SUBJECT.search(blank, 0, title.whole_start) or (lacking and lacking.end() == title.whole_start)
        for post in title.posts
        if _is_meant(scene, post)
    }
    if len(posts) != 1:
        return
    for tenure in scene.context.store.tenures_by_post.get(next(iter(posts)), ()):
        held = certain_span(tenure)
        if (
            held
            and tenure.holder
            and not tenure.capacity
            and held.first < span.first
            and span.last < held.last
        ):
            name = scene.context.display_name(tenure.holder)
            yield Conflict(cue.start(), text_says(cue[0], f"{name} was in office"), tenure)
            return


def _find_abolished(scene: Scene) -> Iterator[Conflict]:
    """Yield the posts that a sentence in the present has at work though they were abolished before."""
    if scene.is_cell or not scene.span or scene.times or not scene.titles or not _PRESENT.search(scene.text):
        return
    if scene.meant is None or _SUCCESSION.search(scene.plain):
        return
    for title in scene.titles:
        ends = [post.period.end.last_day for post in title.posts if post.period.end]
        is_over = len(ends) == len(title.posts) and max(ends) < scene.span.first
        if is_over and not is_unasserted(scene.text, title.whole_end):
            post = title.posts[0]
            message = (
                f"the text has {title.text!r} as of today, but {post.id} existed until {post.period.end}"
            )
            yield Conflict(title.start, message)
            return


def _find_lack(scene: Scene) -> re.Match[str] | None:
    """Return the words that say that an office has no holder: "has no Keeper", "was without a Keeper in 2012"; None if there are none."""
    for title in scene.titles:
        lack = _LACKS.search(scene.plain, 0, title.whole_start)
        rest = _UP_TO_TIME.match(scene.plain, title.whole_end)
        owners = {owner for post in title.posts for owner in (post.organisation, post.partner)}
        subjects = {mention.entity.id for mention in scene.mentions} | {each for *_, each in scene.partners}
        is_of_owner = lack is not None and (
            _EXISTENTIAL.match(lack[0]) is not None or bool(owners & subjects)
        )
        is_whole = rest is not None and (
            rest["end"] is not None or any(time.start == rest.end() for time in scene.times)
        )
        if lack and is_of_owner and is_whole:
            return lack
    return None


def _find_sharing(scene: Scene) -> Iterator[Conflict]:
    """Yield the offices of one seat that several people are said to have had together, though one of them had not."""
    cue, span = _SHARED.search(scene.plain), scene.meant
    ids = [id_ for one in scene.people for id_ in one.subject.ids]
    posts = {post.id: post for title in scene.titles for post in title.posts if _is_meant(scene, post)}
    if not cue or not span or len(ids) != _PAIR or len(posts) != 1 or is_unasserted(scene.text, cue.start()):
        return
    if not any(_is_shared(scene, cue.end(), title.whole_start) for title in scene.titles):
        return
    ((id_, post),) = posts.items()
    last = scene.span.first if scene.span and scene.bounds.since else span.last
    for tenure in scene.context.store.tenures_by_post.get(id_, ()):
        ended = tenure.holder in ids and tenure.period.end and tenure.period.end.last_day < last
        if (
            post.seats == 1
            and ended
            and not any(
                other.holder == tenure.holder and other is not tenure
                for other in scene.context.store.tenures_by_post.get(id_, ())
            )
        ):
            name = scene.context.display_name(tenure.holder)
            yield Conflict(cue.start(), text_says(cue[0], f"{name} had left office"), tenure)
            return


def _is_shared(scene: Scene, start: int, end: int) -> bool:
    """Return whether nothing but words for an office stands between two places: "share the post of"."""
    return start <= end and not _OFFICE.sub(" ", scene.plain[start:end]).replace("the", " ").strip()


def _find_rank(scene: Scene) -> Iterator[Conflict]:
    """Yield the holders whom a sentence gives a number that their place among those on record rules out."""
    if scene.is_cell or not scene.context.titles.may_have(scene.text) or not scene.person:
        return
    for rank, number, title in _ranked_titles(scene):
        tenures = [
            tenure
            for post in title.posts
            for tenure in scene.context.store.tenures_by_post.get(post.id, ())
            if tenure.holder and tenure.period.start and _is_meant(scene, post)
        ]
        own = [tenure for tenure in tenures if tenure.holder == scene.person]
        if len({tenure.post for tenure in own}) != 1 or is_unasserted(scene.text, rank):
            continue
        same = sorted((tenure for tenure in tenures if tenure.post == own[0].post), key=_start)
        since = scene.bounds.since
        if since and since.span:
            same = [
                tenure
                for tenure in same
                if tenure.period.start and tenure.period.start.last_day >= since.span.first
            ]
            place = _place(same, scene.person)
            is_wrong = bool(place) and bool(same) and _starts_in(same[0], since.span) and place != number
        else:
            is_wrong = _place(same, scene.person) > number
        if is_wrong:
            yield Conflict(
                rank,
                f"the text calls {scene.context.display_name(scene.person)} number {number} in this office",
                same[0],
            )
            return


def _ranked_titles(scene: Scene) -> Iterator[tuple[int, int, Title]]:
    """Yield the titles with an ordinal number directly before them: where it is, the number and the title."""
    for word in _WITH_RANK.finditer(scene.plain):
        number = ordinal_value(word[0])
        if number < 1:
            continue
        blank = scene.text[: word.start()] + " " * len(word[0]) + scene.text[word.end() :]
        for title in scene.context.titles.find(blank):
            if not _TITLE_END.match(scene.plain, title.whole_end):
                continue  # "the first Keeper to visit Utopia"
            if title.whole_start >= word.end() and not blank[word.end() : title.whole_start].strip():
                yield word.start(), number, title


def _start(tenure: Tenure) -> str:
    return tenure.period.start.first_day.isoformat() if tenure.period.start else ""


def _starts_in(tenure: Tenure, span: Span) -> bool:
    start = tenure.period.start
    return bool(start and start.first_day <= span.last and span.first <= start.last_day)


def _place(tenures: list[Tenure], person: str) -> int:
    """Return the place of a person among the holders of an office, from 1; 0 if the person was never in it."""
    holders = list(dict.fromkeys(tenure.holder for tenure in tenures))
    return holders.index(person) + 1 if person in holders else 0


def _is_meant(scene: Scene, post: Post) -> bool:
    """Return whether a post is one of our side, or of a partner that the text is about."""
    return post.partner is None or post.partner in scene.folders
