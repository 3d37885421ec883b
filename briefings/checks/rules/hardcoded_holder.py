"""A name written out where a reference belongs.

Finds:
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

from briefings.checks.causes import NameInFact
from briefings.checks.context import Finding
from briefings.checks.text.names import is_eponym
from briefings.checks.text.references import blank_references, reference_to
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.names import Mention
    from briefings.checks.text.titles import Title
    from briefings.model.entities import Post

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_HONORIFIC = WordPattern(r"(?<!\w){honorifics}\.?\s+", re.NOFLAG)
# After a title: optionally the body, as in Russian, a comma, and an honorific.
_AFTER_TITLE = WordPattern(
    r"(?:\s+[A-ZА-Я]{2,6})?(?P<comma>,)?\s+(?P<honorific>(?<!\w){honorifics}\.?\s+)?", re.NOFLAG
)
_BEFORE_TITLE = re.compile(r",\s+(?:[^\s,.;:]+\s+){0,3}$")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A family and a town may share a name, but a town does not do these things.
_ACTION = WordPattern(
    r"(?:\s+{and_or}\s+[^\W\d_][\w’'-]*)?(?:\s+{adverbs_before_verb})?\s+{human_actions}\b", re.NOFLAG
)
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
            _HardcodedName(mention.name.text, _references_to(context, mention), mention.entity.id)
            for mention in mentions
        ]
        covered = [(mention.start, mention.end) for mention in mentions]
        names += _PartialNames(context, passage, surnames, covered).find()
        for name in names:
            yield Finding(
                message=f"{fact.key} spells out {name.text!r} instead of a reference",
                location=passage.location,
                entries=(fact,),
                hint=f"write {name.reference}",
                cause=NameInFact(fact.key, name.entity_id),
            )


def _references_to(context: CheckContext, mention: Mention) -> str:
    """Return the reference to what a mention means; all of them if several people have the name."""
    entities = context.namesakes(mention) if isinstance(mention.entity, Person) else ()
    return " or ".join(map(reference_to, entities or (mention.entity,)))


def _needs_reference(mention: Mention) -> bool:
    """Return whether a mention is the full name of a person or the short name of a body."""
    if isinstance(mention.entity, Person):
        return " " in mention.name.text
    return mention.name.form == "short"


def _people_by_surname(context: CheckContext) -> dict[str, list[Person]]:
    """Return the people by the last word of each of their names, leaving out words too short to be sure."""
    people: dict[str, dict[str, Person]] = {}
    for person in context.store.entities_of(Person):
        for name in person.names:
            words = _WORD.findall(name.text)
            if len(words) > 1 and len(words[-1]) > _MIN_LENGTH:
                people.setdefault(words[-1], {})[person.id] = person
    return {surname: list(same.values()) for surname, same in people.items()}


class _PartialNames:
    """The search of one text for people named by a part of their name."""

    def __init__(
        self,
        context: CheckContext,
        passage: Passage,
        surnames: Mapping[str, list[Person]],
        covered: list[tuple[int, int]],
    ) -> None:
        """Prepare the search.

        Args:
            context: the facts.
            passage: the text.
            surnames: the people by surname.
            covered: start and end of each name that was found already.
        """
        self.context = context
        self.passage = passage
        self.text = blank_references(passage.text)
        self.surnames = surnames
        self.covered = covered

    def find(self) -> Iterator[_HardcodedName]:
        """Yield the names after a title or an honorific, before a title, or before a verb."""
        for title in self.context.titles.find(self.text):
            yield from self._find_beside_title(title)
        for match in _HONORIFIC.finditer(self.text):
            name = _capitalised_words(self.text, match.end())
            if name and (people := self._people_called(name)):
                yield from self._suggest([], people, name, match.end())
        if may_contain(self.text, "human_actions") and _ACTION.search(self.text):
            begin = end = 0
            for match in _WORD.finditer(self.text):
                if self.text[end : match.start()] != " " or not self.text[begin].isupper():
                    begin = match.start()
                end = match.end()
                people = self.surnames.get(match[0], [])
                if people and _ACTION.match(self.text, end) and not is_eponym(self.text, begin, end):
                    yield from self._suggest([], people, match[0], match.start())

    def _find_beside_title(self, title: Title) -> Iterator[_HardcodedName]:
        """Yield the name after a title, or else the one before it, if it is that of a holder or has an honorific."""
        text = self.text
        posts = [
            post
            for post in title.posts
            if post.partner is None or self.passage.fact.folder in (post.partner, SHARED_FOLDER)
        ]
        if not posts:
            return
        after = _AFTER_TITLE.match(text, title.end)
        start = after.end() if after else title.end
        name = _capitalised_words(text, start)
        if after and name:
            people = self._find_holders(posts, name)
            # A title of one word may be part of another name: "King Street".
            if not people and not after["comma"] and " " in title.text:
                people = self._people_called(name)
            if after["honorific"] or people:
                yield from self._suggest(posts, people, name, start)
        elif honorifics := list(_HONORIFIC.finditer(text, 0, title.start)):
            start = honorifics[-1].end()
            name = _capitalised_words(text, start)
            if name and _BEFORE_TITLE.fullmatch(text, start + len(name), title.start):
                yield from self._suggest(posts, self._people_called(name), name, start)

    def _suggest(
        self, posts: Sequence[Post], people: Sequence[Person], name: str, start: int
    ) -> Iterator[_HardcodedName]:
        """Yield the reference that should replace a name, unless that name is covered already."""
        end = start + len(name)
        if any(covered_start <= start < covered_end for covered_start, covered_end in self.covered):
            return
        if is_eponym(self.passage.text, start, end):
            return
        self.covered.append((start, end))
        post_ids = {post.id for post in posts}
        for person in people:
            for tenure in self.context.store.tenures_by_holder.get(person.id, ()):
                held = tenure.period.certainty_on(self.passage.day) is not Certainty.NO
                # A title before the name says the capacity already: "acting Minister Bruno Falk".
                if tenure.post in post_ids and held and not tenure.capacity:
                    yield _HardcodedName(name, f"{{holder:{tenure.post}}}", person.id)
                    return
        if people:
            yield _HardcodedName(name, reference_to(people[0]), people[0].id)
        else:
            yield _HardcodedName(name, f"{{holder:{posts[0].id}}}", posts[0].id)

    def _people_called(self, name: str) -> list[Person]:
        """Return the people whose surname is the last word of a name."""
        return self.surnames.get(_WORD.findall(name)[-1], [])

    def _find_holders(self, posts: Sequence[Post], name: str) -> list[Person]:
        """Return the people who have held one of the posts and one of whose names contains these words."""
        words = set(_WORD.findall(name))
        holder_ids = {
            tenure.holder: None
            for post in posts
            for tenure in self.context.store.tenures_by_post.get(post.id, ())
            if tenure.holder
        }
        return [
            person
            for id_ in holder_ids
            if isinstance(person := self.context.store.entities[id_], Person)
            and any(words <= set(_WORD.findall(person_name.text)) for person_name in person.names)
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
