"""What one entry says of another: every id must lead somewhere, and to the right kind of thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.loading.fields import MISSING, no_id
from briefings.loading.project import MARKINGS
from briefings.model.diagnostics import Diagnostic, Location, a, did_you_mean, nearest
from briefings.model.facts import (
    ALL,
    SHARED,
    Agreement,
    Area,
    Contact,
    Cooperation,
    Entity,
    Evidence,
    Fact,
    Figure,
    Framework,
    Line,
    Membership,
    Named,
    Organisation,
    Participant,
    Partner,
    Person,
    Post,
    Region,
    Resolution,
    Source,
    Statement,
    Tenure,
    Text,
    Visit,
)
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactBase

__all__ = ["add_suggestions", "folder_of", "texts_of", "check_links"]

_OF_SOURCES = ("bad-evidence", "bad-quotes", "bad-source", "bad-via")
_OF_OTHERS = (
    "bad-area", "bad-covers", "bad-framework", "bad-holder", "bad-organisation", "bad-partner", "bad-partners",
    "bad-person", "bad-post", "bad-posts", "bad-side", "bad-with",
)  # fmt: skip
_STRAY = re.compile(r"\{[^{}]{0,40}\}?|\}")

_REFERENCE_KINDS: dict[str, tuple[type[Entity], ...]] = {
    "holder": (Post,),
    "person": (Person,),
    "body": (Organisation, Framework),
}
_WORDS: dict[type[Entity], str] = {
    Source: "source",
    Person: "person",
    Organisation: "organisation",
    Framework: "framework",
    Area: "area",
    Post: "post",
    Resolution: "resolution",
    Partner: "partner",
    Region: "region",
}


def texts_of(fact: Fact) -> Iterator[Text]:
    """All texts of a fact that may hold references."""
    if fact.headline:
        yield fact.headline
    if isinstance(fact, Statement | Cooperation | Line):
        yield fact.text
    if isinstance(fact, Line):
        yield from (text for text in (fact.to, fact.trigger) if text)
    if isinstance(fact, Membership | Agreement) and fact.text:
        yield fact.text
    if isinstance(fact, Agreement):
        yield fact.title
    if isinstance(fact, Figure):
        yield fact.name
    if isinstance(fact, Contact):
        yield from _texts_of_contact(fact)
    for evidence in fact.evidence:
        if evidence.says and evidence.says.text:
            yield evidence.says.text


def _texts_of_contact(contact: Contact) -> Iterator[Text]:
    texts = [*contact.topics, contact.place, *(participant.described for participant in contact.participants)]
    if isinstance(contact, Visit):
        texts += [contact.purpose, contact.languages, contact.press]
        texts += [text for item in contact.programme for text in (item.what, item.where)]
    yield from (text for text in texts if text)


def check_links(
    base: FactBase, partners: Collection[str], unread: AbstractSet[str] = frozenset()
) -> list[Diagnostic]:
    """Ids that lead nowhere, to the wrong kind or into another partner's folder, or that are taken twice.

    Args:
        base: what was read.
        partners: the folders of all partners, also of those that were not read.
        unread: the folders of which something can't be read: it may be what an id leads to.
    """
    return list(_Check(base, partners, unread).all())


def add_suggestions(problems: Iterable[Diagnostic], base: FactBase) -> list[Diagnostic]:
    """The problems, with the id that was meant where something was called by its name instead."""
    return [
        replace(found, hint=_meant(words, found.code, base))
        if (words := no_id(found)) and not found.hint
        else found
        for found in problems
    ]


def _meant(words: str, code: str, base: FactBase) -> str:
    """Which entry was meant by words in the place of an id."""
    of_sources = code in _OF_SOURCES
    if not of_sources and code not in _OF_OTHERS:
        return ""
    ids: dict[str, str] = {}
    for entity in base.entities.values():
        if isinstance(entity, Source) is of_sources and not entity.id.startswith(MISSING):
            names = [name.text for name in entity.names] if isinstance(entity, Named) else []
            for known in (entity.id, *names, *([entity.title] if isinstance(entity, Source) else [])):
                ids.setdefault(known.casefold(), entity.id)
    near = nearest(words, ids) or nearest(words.replace("_", "-").replace(" ", "-"), ids)
    if near:
        return f"did you mean {ids[near]}?"
    return "name a source by its id: the one behind `id:` among the `sources:`" if of_sources else ""


class _Check:
    def __init__(self, base: FactBase, partners: Collection[str], unread: AbstractSet[str]) -> None:
        self.base = base
        self.partners = partners
        self.unread = unread

    def all(self) -> Iterator[Diagnostic]:
        yield from self.house()
        for entry, first in self.base.repeated:
            message = f"the id {entry.id!r} is taken already"
            hint = (
                "ids are unique in a folder"
                if isinstance(entry, Fact)
                else "these ids are unique over all files"
            )
            yield Diagnostic("repeated-id", message, entry.location, hint=hint, related=(first.location,))
        for entity in self.base.entities.values():
            yield from self.entity(entity)
        for fact in self.base.facts:
            yield from self.fact(fact)

    def leads_to(self, id_: str, location: Location, *kinds: type[Entity]) -> Iterator[Diagnostic]:
        entity = self.base.entities.get(id_)
        if id_ == MISSING or (kinds == (Partner,) and id_ in self.partners):
            return
        if isinstance(entity, kinds):
            yield from self.reachable(entity, location)
            return
        what = " or ".join(_WORDS[kind] for kind in kinds)
        known = (entity.id for kind in kinds for entity in self.base.all(kind))
        near = did_you_mean(id_, (known_id for known_id in known if not known_id.startswith(MISSING)))
        if entity is None and self.may_be_unread(location):
            return
        if entity is None:
            yield Diagnostic(
                f"unknown-{_WORDS[kinds[0]]}", f"there is no {what} {id_!r}", location, hint=near
            )
        else:
            message = f"{id_!r} is {a(_WORDS[type(entity)])}, not {a(what)}"
            yield Diagnostic("wrong-kind", message, location, hint=near, related=(entity.location,))

    def may_be_unread(self, location: Location) -> bool:
        """Whether what is referred to at a place may stand where nothing could be read."""
        return not self.unread.isdisjoint((SHARED, folder_of(location)))

    def leads_to_fact(self, key: str, location: Location, entry: str) -> Iterator[Diagnostic]:
        folder = key.partition("/")[0]
        if folder not in (SHARED, folder_of(location)):
            message = f"{key!r} belongs to {folder}, which is not read for others"
            yield Diagnostic("other-folder", message, location, hint=f"move the {entry} to facts/{folder}/")
        elif key not in self.base.by_key and folder not in self.unread:
            near = did_you_mean(key, self.base.by_key)
            yield Diagnostic("unknown-fact", f"there is no fact {key!r}", location, hint=near)

    def reachable(self, entity: Entity, location: Location) -> Iterator[Diagnostic]:
        """A folder is read by itself, beside what is shared: so it can't lean on another partner's."""
        home, place = folder_of(entity.location), folder_of(location)
        if home not in (SHARED, place):
            message = f"{entity.id!r} belongs to {home}, which is not read for others"
            hint = "move it to facts/shared/"
            yield Diagnostic("other-folder", message, location, hint=hint, related=(entity.location,))

    def house(self) -> Iterator[Diagnostic]:
        house = self.base.house
        if house.side:
            yield from self.leads_to(house.side, house.place("side"), Organisation)
        if house.scheme and house.scheme not in self.base.schemes and MARKINGS not in self.unread:
            hint = did_you_mean(house.scheme, self.base.schemes)
            message = f"there is no scheme {house.scheme!r}"
            yield Diagnostic("unknown-scheme", message, house.place("scheme"), hint=hint)
        if house.written not in house.languages:
            message = f"{house.written!r} is none of the languages of the notes"
            hint = did_you_mean(house.written, house.languages)
            yield Diagnostic("unknown-language", message, house.place("written"), hint=hint)
        levels = self.base.schemes[house.scheme].levels if house.scheme in self.base.schemes else ()
        for audience, level in house.audiences.items():
            if levels and level not in levels:
                message, hint = f"{level!r} is no level of the scheme", did_you_mean(level, levels)
                yield Diagnostic("unknown-marking", message, house.place("audiences", audience), hint=hint)

    def entity(self, entity: Entity) -> Iterator[Diagnostic]:
        place = entity.location
        if isinstance(entity, Named):
            for name in entity.names:
                for source in name.evidence:
                    yield from self.leads_to(source, name.location, Source)
        if isinstance(entity, Source) and entity.quotes:
            yield from self.leads_to(entity.quotes, place, Source)
        if isinstance(entity, Resolution):
            yield from self.resolution(entity)
        if isinstance(entity, Framework):
            yield from self.leads_to(entity.organisation, place, Organisation)
        if isinstance(entity, Framework | Post):
            for evidence in entity.evidence:
                yield from self.evidence(evidence)
        if isinstance(entity, Post):
            yield from self.post(entity)
        if isinstance(entity, Partner | Region):
            yield from self.subject(entity)

    def subject(self, subject: Partner | Region) -> Iterator[Diagnostic]:
        if isinstance(subject, Partner):
            for post in subject.posts:
                yield from self.leads_to(post, subject.location, Post)
            return
        if subject.id in self.partners:
            hint = "call it otherwise: both are asked for by their ids"
            message = f"the id {subject.id!r} is that of a partner"
            yield Diagnostic("repeated-id", message, subject.location, hint=hint)
        for partner in subject.partners:
            yield from self.leads_to(partner, subject.location, Partner)

    def post(self, post: Post) -> Iterator[Diagnostic]:
        if post.organisation:
            yield from self.leads_to(post.organisation, post.location, Organisation)
        for partner in post.covers:
            if partner != ALL:
                yield from self.leads_to(partner, post.location, Partner)

    def resolution(self, resolution: Resolution) -> Iterator[Diagnostic]:
        place = resolution.location
        for key in resolution.settles:
            yield from self.leads_to_fact(key, place, "resolution")
        if resolution.preferred and resolution.preferred not in resolution.settles:
            message = f"{resolution.preferred!r} is not among the facts that it settles"
            yield Diagnostic("prefers", message, place, hint=f"it settles {', '.join(resolution.settles)}")

    def evidence(self, evidence: Evidence) -> Iterator[Diagnostic]:
        yield from self.leads_to(evidence.source, evidence.location, Source)
        if evidence.via:
            yield from self.leads_to(evidence.via, evidence.location, Source)
        if evidence.says and evidence.says.holder:
            yield from self.leads_to(evidence.says.holder, evidence.location, Person, Organisation)
        if evidence.says and not self.datable(evidence):
            message = f"{evidence.source!r} disagrees, but nothing says when it said so"
            hint = "add `asserted:`, or `via:` a source with a date"
            yield Diagnostic("undated-disagreement", message, evidence.location, hint=hint)

    def datable(self, evidence: Evidence) -> bool:
        through = (self.base.entities.get(id_) for id_ in (evidence.via, evidence.source) if id_)
        sources = [source for source in through if isinstance(source, Source)]
        return bool(evidence.asserted) or any(source.dated for source in sources) or not sources

    def fact(self, fact: Fact) -> Iterator[Diagnostic]:
        place = fact.location
        for evidence in fact.evidence:
            yield from self.evidence(evidence)
        for text in texts_of(fact):
            yield from self.references(text)
        if isinstance(fact, Membership):
            yield from self.leads_to(fact.framework, place, Framework)
        if isinstance(fact, Cooperation):
            yield from self.leads_to(fact.area, place, Area)
        if isinstance(fact, Tenure):
            yield from self.leads_to(fact.post, place, Post)
            post = self.base.entities.get(fact.post)
            if isinstance(post, Post) and fact.folder != folder_of(post.location) == SHARED:
                hint = "move the tenure to facts/shared/: the notes of all partners need it"
                message = f"the post {post.id!r} is shared, and this tenure of it is not"
                yield Diagnostic("other-folder", message, place, hint=hint, related=(post.location,))
            if fact.holder:
                yield from self.leads_to(fact.holder, place, Person, Organisation)
        if isinstance(fact, Contact):
            yield from self.leads_to(fact.body, place, Organisation)
            for participant in fact.participants:
                yield from self.participant(participant)
        if isinstance(fact, Line):
            yield from self.rests(fact)

    def rests(self, line: Line) -> Iterator[Diagnostic]:
        """What a line rests on must be there, be read with it, be told of the same partner, and not rest on the line."""
        place = line.location
        for key in line.rests:
            yield from self.leads_to_fact(key, place, "line")
        basis = self.base.basis(line)
        for key, other in basis.items():
            post = self.base.entities.get(other.post) if isinstance(other, Tenure) else None
            if isinstance(post, Post) and line.folder != SHARED and not self.base.covers(post, line.folder):
                message = f"{key!r} is not told of {line.folder}, so this line would never be"
                hint = f"add {line.folder} to `covers:` of the post, or rest the line on something else"
                yield Diagnostic("rests-elsewhere", message, place, hint=hint, related=(other.location,))
        around = sorted(key for key, other in basis.items() if line.key in self.base.basis(other))
        if line.key in around[:1]:
            message = f"the line {line.key!r} rests on itself"
            hint = "take out one of the `rests:` on the way round"
            others = tuple(basis[key].location for key in around[1:])
            yield Diagnostic("rests-on-itself", message, place, hint=hint, related=others)

    def participant(self, participant: Participant) -> Iterator[Diagnostic]:
        if participant.person:
            yield from self.leads_to(participant.person, participant.location, Person)
        if participant.post:
            yield from self.leads_to(participant.post, participant.location, Post)

    def references(self, text: Text) -> Iterator[Diagnostic]:
        for words in text.by_language.values():
            for kind, id_ in REFERENCE.findall(words):
                yield from self.leads_to(id_, text.location, *_REFERENCE_KINDS[kind])
            # In a reference that is no id, the braces are not the trouble.
            if found := _STRAY.search(REFERENCE.sub("", words)):
                message = f"{found[0]!r} is no reference, and braces are for these only"
                hint = self.meant(found[0])
                yield Diagnostic("stray-brace", message, text.location, hint=hint)

    def meant(self, braced: str) -> str:
        """How words that stand in braces, or begin with one, are probably to be written."""
        name, colon, rest = braced.strip("{} ").partition(":")
        kind, id_ = name.strip().lower(), rest.split()[0] if rest.split() else ""
        if colon and kind in _REFERENCE_KINDS and id_:
            return f"write it as {{{kind}:{id_}}}"
        if not colon:
            for entity in self.base.entities.values():
                named = isinstance(entity, Named) and any(one.text == name for one in entity.names)
                for word, kinds in _REFERENCE_KINDS.items():
                    if isinstance(entity, kinds) and (named or entity.id == kind):
                        return f"write it as {{{word}:{entity.id}}}"
        words = ", ".join(f"{{{word}:ID}}" for word in _REFERENCE_KINDS)
        return f"references are {words}; leave other braces out"


def folder_of(location: Location) -> str:
    """The folder under `facts/` in which a place lies."""
    return location.path.split("/")[1]
