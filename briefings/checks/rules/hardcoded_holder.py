"""A name written out where a reference belongs.

What it finds:
    The full name of a person on record, written out in the text of a fact. The last word of such a name after "Mr",
    "Ms", "Ambassador" and the like, after the title of a post, or before "said", "met" and similar verbs. The
    holder of a post on record after its title, even if the person is not on record: "the Envoy, Mr Bertram". The
    short name of a body, which the note then does not explain. The title of a post alone is accepted, and so is a
    street or a prize named after a person.

Why it matters:
    A reference prints the name as it was on the day, adds its sources, and follows corrections. A name written out
    stays as it is.

Example:
    text: Gustave H. met the council of the LLK.

Write instead:
    text: "{person:gustave-h} met the council of the {body:lantern-league}."
    For the holder of a post on that day, write `{holder:league-keeper}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_references, contains_any, is_eponym
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Person
from briefings.model.facts import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.mentions import Mention
    from briefings.model.entities import Post

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


_HONORIFIC = (
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Sir|Lord|Dame|Ambassador|General|Colonel|MM?|Mme|Monsieur|Madame|Ambassadeur|Ambassadrice"
    r"|г-н|г-жа|[Гг]осподин|[Гг]оспожа|[Пп]осол|[Гг]енерал)\.?\s+"
)
_HONORIFIC_PATTERN = re.compile(_HONORIFIC)
# After a title: optionally the body, as in Russian, a comma, and an honorific.
_AFTER_TITLE = re.compile(rf"(?:\s+[A-ZА-Я]{{2,6}})?(?P<comma>,)?\s+(?P<honorific>{_HONORIFIC})?")
_BEFORE_TITLE = re.compile(r",\s+(?:[^\s,.;:]+\s+){0,3}$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A family and a town may share a name, but a town does not do these things.
_ACTION = re.compile(
    r"(?:\s+(?:and|et)\s+[^\W\d_][\w’'-]*)?(?:\s+(?:also|both|then|later))?\s+(?:said|told|met|discussed|stressed|noted|thanked"
    r"|welcomed|travelled|spoke|stated|signed|agreed|a déclaré|ont discuté|a rencontré|заявил|заявила|встретился|встретилась)\b"
)
# Every text that matches _HONORIFIC or _ACTION contains one of these; to look for them first is faster.
_HONORIFIC_KEYWORDS = (
    "M.", "M ", "M\u00a0", "MM", "Mr", "Ms", "Mme", "Dr", "Sir", "Lord", "Dame", "Ambassad", "General", "Colonel", "Monsieur", "Madame",
    "г-", "осподин", "оспожа", "осол", "енерал",
)  # fmt: skip
_ACTION_KEYWORDS = (
    "said", "told", "met", "discuss", "stress", "noted", "thanked", "welcomed", "travelled", "spoke", "stated", "signed",
    "agreed", "déclaré", "discuté", "rencontré", "заявил", "встретил",
)  # fmt: skip
_MIN_LENGTH = 3


@dataclass(frozen=True, slots=True)
class _HardcodedName:
    """A name written out in a text, and the reference that should replace it."""

    text: str
    reference: str
    entity_id: str


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    surnames = _people_by_surname(context)
    for passage in context.passages:
        fact = passage.fact
        if isinstance(fact, Contact) and fact.place and passage.location == fact.place.location:
            continue  # a place may be named after a body
        mentions = [mention for mention in context.names.find(passage.text) if _needs_reference(mention)]
        names = [
            _HardcodedName(
                mention.name.text,
                f"{'person' if isinstance(mention.entity, Person) else 'body'}:{mention.entity.id}",
                mention.entity.id,
            )
            for mention in mentions
        ]
        covered = [(mention.start, mention.end) for mention in mentions]
        names += _find_partial_names(context, passage, surnames, covered)
        for mention in names:
            yield Finding(
                message=f"{fact.key} has {mention.text!r} written by hand",
                location=passage.location,
                entries=(fact,),
                hint=f"write {{{mention.reference}}}",
                cause=("name", fact.key, mention.entity_id),
            )


def _needs_reference(mention: Mention) -> bool:
    """Return whether a mention is the full name of a person or the short name of a body."""
    if isinstance(mention.entity, Person):
        return " " in mention.name.text
    return mention.name.form == "short"


def _people_by_surname(context: CheckContext) -> dict[str, list[Person]]:
    """Return the people by the last word of each of their names, leaving out words too short to be sure."""
    people: dict[str, list[Person]] = {}
    for person in context.store.entities_of(Person):
        for name in person.names:
            words = _WORD.findall(name.text)
            same_surname = (
                people.setdefault(words[-1], [])
                if len(words) > 1 and len(words[-1]) > _MIN_LENGTH
                else [person]
            )
            if person not in same_surname:
                same_surname.append(person)
    return people


def _find_partial_names(
    context: CheckContext,
    passage: Passage,
    surnames: Mapping[str, list[Person]],
    covered: list[tuple[int, int]],
) -> Iterator[_HardcodedName]:
    """Yield people named by a part of their name, after a title or an honorific, before a title, or before a verb."""
    text, folder = blank_references(passage.text), passage.fact.folder
    for title in context.titles.find(text):
        posts = [
            post for post in title.posts if post.partner is None or folder in (post.partner, SHARED_FOLDER)
        ]
        after = _AFTER_TITLE.match(text, title.end)
        start = after.end() if after else title.end
        name = _capitalised_words(text, start)
        honorifics = list(_HONORIFIC_PATTERN.finditer(text, 0, title.start))
        if after and name:
            holders = _find_holders(context, posts, name)
            # A title of one word may be part of another name: "King Street".
            is_certain = not after["comma"] and " " in title.text
            people = holders or (surnames.get(_last_word(name), []) if is_certain else [])
            if posts and (after["honorific"] or people):
                yield from _suggest_reference(context, passage, posts, people, name, start, covered)
        elif posts and honorifics:
            start = honorifics[-1].end()
            name = _capitalised_words(text, start)
            if name and _BEFORE_TITLE.fullmatch(text, start + len(name), title.start):
                yield from _suggest_reference(
                    context, passage, posts, surnames.get(_last_word(name), []), name, start, covered
                )
    for match in _HONORIFIC_PATTERN.finditer(text) if contains_any(text, _HONORIFIC_KEYWORDS) else ():
        name = _capitalised_words(text, match.end())
        if name and (people := surnames.get(_last_word(name), [])):
            yield from _suggest_reference(context, passage, [], people, name, match.end(), covered)
    for match in (
        _WORD.finditer(text) if contains_any(text, _ACTION_KEYWORDS) and _ACTION.search(text) else ()
    ):
        people = surnames.get(match[0], [])
        if people and _ACTION.match(text, match.end()):
            yield from _suggest_reference(context, passage, [], people, match[0], match.start(), covered)


def _suggest_reference(  # noqa: PLR0913, PLR0917 - everything known about a name in a text
    context: CheckContext,
    passage: Passage,
    posts: Sequence[Post],
    people: Sequence[Person],
    name: str,
    start: int,
    covered: list[tuple[int, int]],
) -> Iterator[_HardcodedName]:
    """Yield the reference that should replace a name, unless that name is covered already."""
    if any(covered_start <= start < covered_end for covered_start, covered_end in covered):
        return
    if is_eponym(passage.text, start, start + len(name)):
        return
    covered.append((start, start + len(name)))
    for person in people:
        for tenure in context.store.tenures_by_holder.get(person.id, ()):
            if (
                tenure.post in {post.id for post in posts}
                and tenure.period.certainty_on(passage.day) is not Certainty.NO
            ):
                yield _HardcodedName(name, f"holder:{tenure.post}", person.id)
                return
    if people:
        yield _HardcodedName(name, f"person:{people[0].id}", people[0].id)
    else:
        yield _HardcodedName(name, f"holder:{posts[0].id}", posts[0].id)


def _find_holders(context: CheckContext, posts: Sequence[Post], name: str) -> list[Person]:
    """Return the people who have held one of the posts and one of whose names contains these words."""
    holders = {
        tenure.holder: None
        for post in posts
        for tenure in context.store.tenures_by_post.get(post.id, ())
        if tenure.holder
    }
    people = [person for id_ in holders if isinstance(person := context.store.entities[id_], Person)]
    return [
        person
        for person in people
        if any(
            set(_WORD.findall(name)) <= set(_WORD.findall(person_name.text)) for person_name in person.names
        )
    ]


def _capitalised_words(text: str, start: int) -> str:
    """Return the sequence of capitalised words that begins at a position."""
    end = start
    for match in _WORD.finditer(text, start):
        if text[end : match.start()].strip(" .\u00a0") or not match[0][0].isupper():
            break
        if "." in text[end : match.start()] and end > start and end - start > _MIN_LENGTH:
            break  # a new sentence
        end = match.end()
    return text[start:end]


def _last_word(name: str) -> str:
    return str(_WORD.findall(name)[-1])
