"""Statements of a finished text that the facts do not have: office-holders, contacts, agreements and memberships."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.context import CheckContext
from briefings.checks.holding import own_tenures
from briefings.checks.joining_conflicts import find_joinings, speaks_of_joining
from briefings.checks.main_partners import main_partners
from briefings.checks.office_conflicts import TimeOfText, find_office_conflicts
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import term_dates
from briefings.checks.text.offices import OfficeVerb, find_office_claims
from briefings.checks.text.spelling import consonant_key, sound_keys
from briefings.checks.text.times import find_times
from briefings.checks.text.unknown_people import find_unknown_holders
from briefings.checks.text.vocabulary import WordPattern, translations
from briefings.model.contacts import Contact
from briefings.model.dates import Span
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.checks.text.documents import Document, Sentence
    from briefings.checks.text.times import NamedTime
    from briefings.checks.text.titles import Title
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Post

__all__ = ["Suggestion", "find_suggestions"]

_TODAY = WordPattern(r"(?<!\w){on_this_day}(?!\w)")
_SIGNED = WordPattern(
    r"(?<!\w){signed}\s+(?:(?:{definite_articles}|{indefinite_articles})\s+|{elisions})?[«“\"„]?(?P<title>(?:[\w-]+\s+){0,2}?{document_kinds}\b[^.,;:()»”\"]{3,120})"
)
_TITLE_CUT = WordPattern(
    r"(?:\s+(?:{place_prepositions})\s+(?-i:{capital})[\w’'-]+)?(?:\s+(?:{date_prepositions})(?:\s+{definite_articles})?)?\s*$"
)
_PLACE = WordPattern(
    r"(?<!\w)(?:{place_prepositions})\s+((?-i:{capital})[\w’'-]+(?:\s(?-i:{capital})[\w’'-]+)?)"
)
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement of a text that the facts do not have, as an entry that may be proposed.

    Attributes:
        list_name: the list of fact files for it, such as `contacts`.
        folder: id of the partner that it is about, or of the shared folder.
        words: its values by key, as a person would write them; names become ids or new people.
        sentence: the sentence that says it.
    """

    list_name: str
    folder: str
    words: Mapping[str, str]
    sentence: Sentence

    @property
    def quote(self) -> str:
        """Return the words of the text that say it."""
        text = " ".join(self.sentence.text.split())
        return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rpartition(' ')[0]} ..."

    def __str__(self) -> str:
        words = ", ".join(f"{key}: {word}" for key, word in self.words.items())
        return f"line {self.sentence.line_starts[0][1]}: {self.folder}, {self.list_name}: {words}"


def find_suggestions(store: FactStore, document: Document, day: date) -> list[Suggestion]:
    """Return the statements of a document that the facts do not have, each once, in order.

    What contradicts the facts is not among them: the audit reports it.

    Args:
        store: all facts.
        document: the document.
        day: the day of the document.
    """
    context = CheckContext(store, day)
    finder = _Finder(context, main_partners(context, document.sentences))
    found: dict[tuple[str, str, str], Suggestion] = {}
    for sentence in document.sentences:
        for suggestion in finder.find(sentence):
            said = {key: word for key, word in suggestion.words.items() if key != "attests"}
            found.setdefault((suggestion.list_name, suggestion.folder, str(said)), suggestion)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Holder:
    """A person with a post, as a sentence has them; the person is an id, or a name that no one on record has."""

    person: str
    post: Post
    title: Title
    end: int
    verb: OfficeVerb
    is_known: bool


class _Finder:
    """The search in the sentences of one document."""

    def __init__(self, context: CheckContext, partners: frozenset[str]) -> None:
        self._context = context
        self._partners = partners
        self._spellings: dict[str, str] = {}

    def find(self, sentence: Sentence) -> Iterator[Suggestion]:
        """Yield what a sentence says that the facts do not have."""
        text = sentence.text
        times = find_times(text, self._context.day)
        holders = self._holders(text)
        yield from self._find_tenures(sentence, holders, times)
        yield from self._find_contacts(sentence, holders, times)
        yield from self._find_agreements(sentence, times)
        if speaks_of_joining(text):
            for found in find_joinings(self._context, text, self._partners - {SHARED_FOLDER}, None):
                if not found.memberships and found.stated and found.claim.time and found.claim.time.when:
                    words = {
                        "framework": found.claim.body.entity.id,
                        "valid": f"{found.claim.time.when}/",
                    }
                    yield Suggestion("memberships", found.folder, words, sentence)

    def _holders(self, text: str) -> list[_Holder]:
        """Return the people with their posts in a sentence, as far as each title means one post."""
        context = self._context
        titles = context.titles.find(text)
        if not titles:
            return []
        time = TimeOfText(context.day, [Span(context.day, context.day)])
        wrong = {
            found.claim.title.start for found in find_office_conflicts(context, text, time, self._is_relevant)
        }
        holders = []
        for claim in find_office_claims(text, titles, context.people):
            if (post := self._post_of(claim.title)) and len(claim.named.people) == 1:
                end = max(claim.named.end, claim.title.whole_end)
                person = claim.named.people[0].id
                holders.append(_Holder(person, post, claim.title, end, claim.verb, is_known=True))
        for unknown in find_unknown_holders(text, titles, context.people):
            if (post := self._post_of(unknown.title)) and not context.countries.find(unknown.name.split()[0]):
                verb, name = OfficeVerb.HOLDS, self._first_spelling(unknown.name)
                holders.append(_Holder(name, post, unknown.title, unknown.end, verb, is_known=False))
        return [holder for holder in holders if holder.title.start not in wrong]

    def _first_spelling(self, name: str) -> str:
        """Return how the text first wrote a name, which it may give in another script later."""
        sounds = " ".join(consonant_key(sound_keys(word)[0]) for word in name.split())
        return self._spellings.setdefault(sounds, name)

    def _post_of(self, title: Title) -> Post | None:
        """Return the post that a title means; None if it may mean several."""
        posts = [post for post in title.posts if title.has_owner or self._is_relevant(post)]
        return posts[0] if len(posts) == 1 else None

    def _is_relevant(self, post: Post) -> bool:
        return post.partner is None or post.partner in self._partners

    def _find_tenures(
        self, sentence: Sentence, holders: Sequence[_Holder], times: Sequence[NamedTime]
    ) -> Iterator[Suggestion]:
        for holder in holders:
            if holder.is_known and own_tenures(self._context.store, holder.person, [holder.post]):
                continue
            term = term_dates(sentence.text, holder.end, times)
            following = next((time for time in times if time.start >= holder.end and time.when), None)
            since = term.since or (following if holder.verb is OfficeVerb.BEGAN else None)
            until = term.until or (following if holder.verb is OfficeVerb.ENDED else None)
            words = {"post": holder.post.id, "holder": holder.person}
            ends = [str(time.when) if time and time.when else "" for time in (since, until)]
            words["valid"] = "/".join(ends)
            if not until:
                named = [time.when for time in times if time.when and time is not since]
                words["attests"] = (
                    str(named[0]) if len(named) == 1 and not since else self._context.day.isoformat()
                )
            yield Suggestion("tenures", holder.post.folder, words, sentence)

    def _find_contacts(
        self, sentence: Sentence, holders: Sequence[_Holder], times: Sequence[NamedTime]
    ) -> Iterator[Suggestion]:
        ours = [holder for holder in holders if holder.post.organisation]
        theirs = [holder for holder in holders if holder.post.partner in self._partners - {SHARED_FOLDER}]
        form, when = _form_of(sentence.text), self._day_of(sentence.text, times)
        is_told = not is_unasserted(sentence.text, len(sentence.text))
        if not form or not when or not ours or not theirs or not is_told:
            return
        folder, body = str(theirs[0].post.partner), str(ours[0].post.organisation)
        people = {holder.person for holder in (*ours, *theirs)}
        if any(
            fact.folder == folder
            and isinstance(fact, Contact)
            and when in (str(fact.period.start), str(fact.period.end))
            and people & set(fact.actor_ids)
            for fact in self._context.store.facts
        ):
            return
        words = {
            "on": when,
            "form": form,
            "with": body,
            "ours": "; ".join(map(_participant, ours)),
            "theirs": "; ".join(map(_participant, theirs)),
        }
        if (place := _PLACE.search(sentence.text)) and not self._context.countries.find(place[1]):
            words["place"] = place[1]
        yield Suggestion("contacts", folder, words, sentence)

    def _find_agreements(self, sentence: Sentence, times: Sequence[NamedTime]) -> Iterator[Suggestion]:
        when = self._day_of(sentence.text, times)
        folders = self._partners - {SHARED_FOLDER}
        found = _SIGNED.search(sentence.text) if when and len(folders) == 1 else None
        if not found or not when or is_unasserted(sentence.text, found.start("title")):
            return
        folder = next(iter(folders))
        title = found["title"]
        for time in times:
            if found.start("title") < time.start < found.end("title"):
                title = title[: time.start - found.start("title")]
                break
        title = _TITLE_CUT.sub("", title).strip()
        if any(
            isinstance(fact, Agreement) and fact.folder == folder and str(fact.period.start) == when
            for fact in self._context.store.facts
        ):
            return
        yield Suggestion("agreements", folder, {"on": when, "title": title[0].upper() + title[1:]}, sentence)

    def _day_of(self, text: str, times: Sequence[NamedTime]) -> str:
        """Return the only day that a sentence names, or that of the text for "today"; else nothing."""
        days = {str(time.when) for time in times if time.when and time.when.day}
        if not times and _TODAY.search(text):
            return self._context.day.isoformat()
        return days.pop() if len(days) == 1 and len({time.when for time in times}) == 1 else ""


def _participant(holder: _Holder) -> str:
    """Return a participant as a person would write it."""
    return f"{{person: {holder.person}, post: {holder.post.id}}}"


def _form_of(text: str) -> str:
    """Return the form of the contact of which a sentence speaks; empty for none."""
    return next(
        (
            form
            for verb, form in translations("contact_verbs")
            if re.search(rf"(?<!\w){verb}(?!\w)", text, re.IGNORECASE)
        ),
        "",
    )
