"""A name written by hand where a reference belongs.

What it finds:
    The name of a person who is on record, written out in the text of a fact, or the last word of it behind "Mr", "Ms",
    "Ambassador" and the like, behind the title of a post, or before "said", "met" and such; the holder of a post on
    record, even if nothing else is known of the person: "the Envoy, Mr Bertram"; and the short name of a body, written
    out, which the note then never explains. The title of a post alone is no name, nor is a street or a prize that is
    named after somebody.

Why it matters:
    A reference has the name of its day, brings its sources along, and follows when a name is corrected. A name
    written by hand stays behind.

Example:
    text: Gustave H. met the council of the LLK.

Write instead:
    text: "{person:gustave-h} met the council of the {body:lantern-league}."
    Who holds a post on the day is `{holder:league-keeper}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import bare, has_any, named_after
from briefings.model.dates import Truth
from briefings.model.diagnostics import Severity
from briefings.model.facts import SHARED, Contact, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import Case, Passage
    from briefings.checks.text.mentions import Mention
    from briefings.model.facts import Post

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


_HONORIFIC = (
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Sir|Lord|Dame|Ambassador|General|Colonel|MM?|Mme|Monsieur|Madame|Ambassadeur|Ambassadrice"
    r"|г-н|г-жа|[Гг]осподин|[Гг]оспожа|[Пп]осол|[Гг]енерал)\.?\s+"
)
_ADDRESSED = re.compile(_HONORIFIC)
# Behind a title: maybe the body, as in Russian, maybe a comma, maybe an honorific.
_BEHIND = re.compile(rf"(?:\s+[A-ZА-Я]{{2,6}})?(?P<comma>,)?\s+(?P<honorific>{_HONORIFIC})?")
_IN_FRONT = re.compile(r",\s+(?:[^\s,.;:]+\s+){0,3}$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# Families and towns are called alike; a town does not do this.
_ACTED = re.compile(
    r"(?:\s+(?:and|et)\s+[^\W\d_][\w’'-]*)?(?:\s+(?:also|both|then|later))?\s+(?:said|told|met|discussed|stressed|noted|thanked"
    r"|welcomed|travelled|spoke|stated|signed|agreed|a déclaré|ont discuté|a rencontré|заявил|заявила|встретился|встретилась)\b"
)
# What stands in every text that has one of these.
_HONORIFICS = (
    "M.", "M ", "M\u00a0", "MM", "Mr", "Ms", "Mme", "Dr", "Sir", "Lord", "Dame", "Ambassad", "General", "Colonel", "Monsieur", "Madame",
    "г-", "осподин", "оспожа", "осол", "енерал",
)  # fmt: skip
_ACTS = (
    "said", "told", "met", "discuss", "stress", "noted", "thanked", "welcomed", "travelled", "spoke", "stated", "signed",
    "agreed", "déclaré", "discuté", "rencontré", "заявил", "встретил",
)  # fmt: skip
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _ByHand:
    """Words of a text that name somebody, and what should stand there instead."""

    words: str
    reference: str
    key: str


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    surnames = _surnames(case)
    for passage in case.passages:
        fact = passage.fact
        if isinstance(fact, Contact) and fact.place and passage.location == fact.place.location:
            continue  # a place may be named after a body
        mentions = [each for each in case.names.mentions(passage.words) if _belongs(each)]
        found = [
            _ByHand(
                each.name.text,
                f"{'person' if isinstance(each.named, Person) else 'body'}:{each.named.id}",
                each.named.id,
            )
            for each in mentions
        ]
        covered = [(each.start, each.end) for each in mentions]
        found += _addressed(case, passage, surnames, covered)
        for each in found:
            yield Finding(
                message=f"{fact.key} has {each.words!r} written by hand",
                location=passage.location,
                about=(fact,),
                hint=f"write {{{each.reference}}}",
                cause=("name", fact.key, each.key),
            )


def _belongs(mention: Mention) -> bool:
    """Whether it is a person by a whole name, or a body by its short one."""
    if isinstance(mention.named, Person):
        return " " in mention.name.text
    return mention.name.form == "short"


def _surnames(case: Case) -> dict[str, list[Person]]:
    """The people of each last word of a name, but for words too short to tell."""
    found: dict[str, list[Person]] = {}
    for person in case.base.all(Person):
        for name in person.names:
            words = _WORD.findall(name.text)
            known = (
                found.setdefault(words[-1], []) if len(words) > 1 and len(words[-1]) > _SHORTEST else [person]
            )
            if person not in known:
                known.append(person)
    return found


def _addressed(
    case: Case,
    passage: Passage,
    surnames: Mapping[str, list[Person]],
    covered: list[tuple[int, int]],
) -> Iterator[_ByHand]:
    """Somebody named by a part of the name, behind a title or an honorific, or in front of a title."""
    words, folder = bare(passage.words), passage.fact.folder
    for title in case.titles.find(words):
        posts = [post for post in title.posts if post.partner is None or folder in (post.partner, SHARED)]
        behind = _BEHIND.match(words, title.end)
        place = behind.end() if behind else title.end
        named = _capitalised(words, place)
        front = list(_ADDRESSED.finditer(words, 0, title.start))
        if behind and named:
            holders = _holders(case, posts, named)
            # A short title may be another one's: "King Street".
            sure = not behind["comma"] and " " in title.words
            known = holders or (surnames.get(_last(named), []) if sure else [])
            if posts and (behind["honorific"] or known):
                yield from _instead(case, passage, posts, known, named, place, covered)
        elif posts and front:
            place = front[-1].end()
            named = _capitalised(words, place)
            if named and _IN_FRONT.fullmatch(words, place + len(named), title.start):
                yield from _instead(
                    case, passage, posts, surnames.get(_last(named), []), named, place, covered
                )
    for match in _ADDRESSED.finditer(words) if has_any(words, _HONORIFICS) else ():
        named = _capitalised(words, match.end())
        if named and (known := surnames.get(_last(named), [])):
            yield from _instead(case, passage, [], known, named, match.end(), covered)
    for match in _WORD.finditer(words) if has_any(words, _ACTS) and _ACTED.search(words) else ():
        known = surnames.get(match[0], [])
        if known and _ACTED.match(words, match.end()):
            yield from _instead(case, passage, [], known, match[0], match.start(), covered)


def _instead(  # noqa: PLR0913, PLR0917 - what is known of a name in a text
    case: Case,
    passage: Passage,
    posts: Sequence[Post],
    people: Sequence[Person],
    named: str,
    place: int,
    covered: list[tuple[int, int]],
) -> Iterator[_ByHand]:
    """What should stand in place of a name, if that was not said already."""
    if any(start <= place < end for start, end in covered):
        return
    if named_after(passage.words, place, place + len(named)):
        return
    covered.append((place, place + len(named)))
    for person in people:
        for tenure in case.tenures_of.get(person.id, ()):
            if tenure.post in {post.id for post in posts} and tenure.period.on(passage.day) is not Truth.NO:
                yield _ByHand(named, f"holder:{tenure.post}", person.id)
                return
    if people:
        yield _ByHand(named, f"person:{people[0].id}", people[0].id)
    else:
        yield _ByHand(named, f"holder:{posts[0].id}", posts[0].id)


def _holders(case: Case, posts: Sequence[Post], named: str) -> list[Person]:
    """The people who have held some posts and one of whose names has the words."""
    holders = {
        tenure.holder: None
        for post in posts
        for tenure in case.base.tenures.get(post.id, ())
        if tenure.holder
    }
    people = [person for id_ in holders if isinstance(person := case.base.entities[id_], Person)]
    return [
        person
        for person in people
        if any(set(_WORD.findall(named)) <= set(_WORD.findall(name.text)) for name in person.names)
    ]


def _capitalised(words: str, place: int) -> str:
    """The words with a capital letter that follow each other from a place on."""
    end = place
    for match in _WORD.finditer(words, place):
        if words[end : match.start()].strip(" .\u00a0") or not match[0][0].isupper():
            break
        if "." in words[end : match.start()] and end > place and end - place > _SHORTEST:
            break  # a new sentence
        end = match.end()
    return words[place:end]


def _last(named: str) -> str:
    return str(_WORD.findall(named)[-1])
