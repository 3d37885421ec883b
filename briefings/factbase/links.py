"""Checks of links between entries: every id must exist and be of the right kind."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.loading.folders import MARKINGS_FOLDER
from briefings.loading.ids import InvalidId, UnreadableId
from briefings.model.diagnostics import Diagnostic, Location, with_article
from briefings.model.entities import (
    ALL_PARTNERS,
    SHARED_FOLDER,
    Area,
    Entity,
    Framework,
    NamedEntity,
    Organisation,
    Partner,
    Person,
    Post,
    Region,
    Resolution,
    Source,
)
from briefings.model.facts import (
    Agreement,
    Contact,
    Cooperation,
    Fact,
    Figure,
    Membership,
    Participant,
    Statement,
    TalkingPoint,
    Tenure,
    Visit,
)
from briefings.model.references import REFERENCE
from briefings.model.suggest import nearest_match, unknown, with_suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Evidence, Text

__all__ = ["add_suggestions", "check_links", "folder_of", "texts_of"]

_STRAY_BRACE = re.compile(r"\{[^{}]{0,40}\}?|\}")

_REFERENCE_KINDS: dict[str, tuple[type[Entity], ...]] = {
    "holder": (Post,),
    "person": (Person,),
    "body": (Organisation, Framework),
}
_KIND_NAMES: dict[type[Entity], str] = {
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
    """Yield all texts of a fact that may contain references."""
    if fact.headline:
        yield fact.headline
    if isinstance(fact, Statement | Cooperation | TalkingPoint):
        yield fact.text
    if isinstance(fact, TalkingPoint):
        yield from (text for text in (fact.addressee, fact.trigger) if text)
    if isinstance(fact, Membership | Agreement) and fact.text:
        yield fact.text
    if isinstance(fact, Agreement):
        yield fact.title
    if isinstance(fact, Figure):
        yield fact.name
    if isinstance(fact, Contact):
        yield from _texts_of_contact(fact)
    for evidence in fact.evidence:
        if evidence.disagreement and evidence.disagreement.text:
            yield evidence.disagreement.text


def _texts_of_contact(contact: Contact) -> Iterator[Text]:
    """Yield the texts that only contacts and visits have."""
    texts = [
        *contact.topics,
        contact.place,
        *(participant.description for participant in contact.participants),
    ]
    if isinstance(contact, Visit):
        texts += [contact.purpose, contact.languages, contact.press]
        texts += [text for item in contact.programme for text in (item.activity, item.place)]
    yield from (text for text in texts if text)


def check_links(
    store: FactStore, partners: Collection[str], incomplete_folders: AbstractSet[str] = frozenset()
) -> list[Diagnostic]:
    """Report ids that are unknown, duplicate, of the wrong kind, or in the folder of another partner.

    Args:
        store: what was read.
        partners: the folders of all partners, read or not.
        incomplete_folders: the folders with something unreadable, which may be the target of an id.
    """
    return list(_LinkChecker(store, partners, incomplete_folders).check_all())


def add_suggestions(problems: Iterable[Diagnostic], store: FactStore) -> list[Diagnostic]:
    """Return the problems with a suggested id added to each one that has a name in place of an id."""
    return [
        _suggest_id(problem, store) if isinstance(problem, InvalidId) and not problem.hint else problem
        for problem in problems
    ]


def _suggest_id(problem: InvalidId, store: FactStore) -> InvalidId:
    """Return the problem of a text in place of an id, with the id of the entry that has this name, if there is one."""
    ids: dict[str, str] = {}
    for entity in store.entities.values():
        if isinstance(entity, problem.kinds) and not isinstance(entity.id, UnreadableId):
            names = [name.text for name in entity.names] if isinstance(entity, NamedEntity) else []
            for name in (entity.id, *names, *([entity.title] if isinstance(entity, Source) else [])):
                ids.setdefault(name.casefold(), entity.id)
    match = nearest_match(problem.text, ids)
    match = match or nearest_match(problem.text.replace("_", "-").replace(" ", "-"), ids)
    if match:
        return replace(problem, suggestion=ids[match])
    if problem.kinds == (Source,):
        return replace(problem, hint="write the `id:` of one of the `sources:`")
    return problem


class _LinkChecker:
    """A checker of all links in a store."""

    def __init__(
        self, store: FactStore, partners: Collection[str], incomplete_folders: AbstractSet[str]
    ) -> None:
        self.store = store
        self.partners = partners
        self.incomplete_folders = incomplete_folders

    def check_all(self) -> Iterator[Diagnostic]:
        """Check the house, duplicate ids, and every entity and fact."""
        yield from self.check_house()
        for entry, first in self.store.duplicates:
            message = f"the id {entry.id!r} is taken already"
            hint = (
                "ids are unique in a folder"
                if isinstance(entry, Fact)
                else "these ids are unique over all files"
            )
            yield Diagnostic("repeated-id", message, entry.location, hint=hint, related=(first.location,))
        for entity in self.store.entities.values():
            yield from self.check_entity(entity)
        for fact in self.store.facts:
            yield from self.check_fact(fact)

    def check_link(self, id_: str, location: Location, *kinds: type[Entity]) -> Iterator[Diagnostic]:
        """Check that an id is that of an entity of one of these kinds, within reach of its location."""
        entity = self.store.entities.get(id_)
        if isinstance(id_, UnreadableId) or (kinds == (Partner,) and id_ in self.partners):
            return
        if isinstance(entity, kinds):
            yield from self.check_folder(entity, location)
            return
        expected = " or ".join(_KIND_NAMES[kind] for kind in kinds)
        known = [
            entity.id
            for kind in kinds
            for entity in self.store.entities_of(kind)
            if not isinstance(entity.id, UnreadableId)
        ]
        if entity is not None:
            message = f"{id_!r} is {with_article(_KIND_NAMES[type(entity)])}, not {with_article(expected)}"
            problem = Diagnostic("wrong-kind", message, location, related=(entity.location,))
            yield with_suggestion(problem, id_, known)
        elif not self.may_be_incomplete(location):
            yield unknown(expected, id_, known, location, code=f"unknown-{_KIND_NAMES[kinds[0]]}")

    def may_be_incomplete(self, location: Location) -> bool:
        """Return whether the target of a link may be in something unreadable."""
        return not self.incomplete_folders.isdisjoint((SHARED_FOLDER, folder_of(location)))

    def check_fact_link(self, key: str, location: Location, entry_kind: str) -> Iterator[Diagnostic]:
        """Check that a key is that of a fact in the same folder as the entry, or the shared one."""
        folder = key.partition("/")[0]
        if folder not in (SHARED_FOLDER, folder_of(location)):
            message = f"{key!r} belongs to {folder}, which is not read for others"
            yield Diagnostic(
                "other-folder", message, location, hint=f"move the {entry_kind} to facts/{folder}/"
            )
        elif key not in self.store.facts_by_key and folder not in self.incomplete_folders:
            yield unknown("fact", key, self.store.facts_by_key, location)

    def check_folder(self, entity: Entity, location: Location) -> Iterator[Diagnostic]:
        """Check that an entity is in the same folder as a link to it, or the shared one.

        Each folder can be read without the others, so its links must not lead to another partner.
        """
        entity_folder = folder_of(entity.location)
        if entity_folder not in (SHARED_FOLDER, folder_of(location)):
            message = f"{entity.id!r} belongs to {entity_folder}, which is not read for others"
            hint = "move it to facts/shared/"
            yield Diagnostic("other-folder", message, location, hint=hint, related=(entity.location,))

    def check_house(self) -> Iterator[Diagnostic]:
        """Check the links and levels of the house."""
        house = self.store.house
        if house.side:
            yield from self.check_link(house.side, house.location_of("side"), Organisation)
        if (
            house.scheme_id
            and house.scheme_id not in self.store.schemes
            and MARKINGS_FOLDER not in self.incomplete_folders
        ):
            place = house.location_of("scheme")
            yield unknown("marking scheme", house.scheme_id, self.store.schemes, place, code="unknown-scheme")
        if house.default_language not in house.languages:
            message = f"{house.default_language!r} is not among the languages of the house"
            problem = Diagnostic("unknown-language", message, house.location_of("written"))
            yield with_suggestion(problem, house.default_language, house.languages)
        levels = self.store.schemes[house.scheme_id].levels if house.scheme_id in self.store.schemes else ()
        for audience, level in house.audiences.items():
            if levels and level not in levels:
                yield unknown("marking", level, levels, house.location_of("audiences", audience))

    def check_entity(self, entity: Entity) -> Iterator[Diagnostic]:
        """Check the links of an entity."""
        place = entity.location
        if isinstance(entity, NamedEntity):
            for name in entity.names:
                for source in name.evidence:
                    yield from self.check_link(source, name.location, Source)
        if isinstance(entity, Source) and entity.quoted_source:
            yield from self.check_link(entity.quoted_source, place, Source)
        if isinstance(entity, Resolution):
            yield from self.check_resolution(entity)
        if isinstance(entity, Framework):
            yield from self.check_link(entity.organisation, place, Organisation)
        if isinstance(entity, Framework | Post):
            for evidence in entity.evidence:
                yield from self.check_evidence(evidence)
        if isinstance(entity, Post):
            yield from self.check_post(entity)
        if isinstance(entity, Partner | Region):
            yield from self.check_subject(entity)

    def check_subject(self, subject: Partner | Region) -> Iterator[Diagnostic]:
        """Check the posts of a partner, or the id and partners of a region."""
        if isinstance(subject, Partner):
            for post in subject.shared_posts:
                yield from self.check_link(post, subject.location, Post)
            return
        if subject.id in self.partners:
            hint = "call it otherwise: both are asked for by their ids"
            message = f"the id {subject.id!r} is that of a partner"
            yield Diagnostic("repeated-id", message, subject.location, hint=hint)
        for partner in subject.partners:
            yield from self.check_link(partner, subject.location, Partner)

    def check_post(self, post: Post) -> Iterator[Diagnostic]:
        """Check the organisation and partners of a post."""
        if post.organisation:
            yield from self.check_link(post.organisation, post.location, Organisation)
        for partner in post.covered_partners:
            if partner != ALL_PARTNERS:
                yield from self.check_link(partner, post.location, Partner)

    def check_resolution(self, resolution: Resolution) -> Iterator[Diagnostic]:
        """Check the facts of a resolution."""
        place = resolution.location
        for key in resolution.settled_keys:
            yield from self.check_fact_link(key, place, "resolution")
        if resolution.preferred_key and resolution.preferred_key not in resolution.settled_keys:
            message = f"{resolution.preferred_key!r} is not among the facts that it settles"
            yield Diagnostic(
                "prefers", message, place, hint=f"it settles {', '.join(resolution.settled_keys)}"
            )

    def check_evidence(self, evidence: Evidence) -> Iterator[Diagnostic]:
        """Check the sources of a piece of evidence, and that a disagreement has a date."""
        yield from self.check_link(evidence.source, evidence.location, Source)
        if evidence.via_source:
            yield from self.check_link(evidence.via_source, evidence.location, Source)
        if evidence.disagreement and evidence.disagreement.holder:
            yield from self.check_link(evidence.disagreement.holder, evidence.location, Person, Organisation)
        if evidence.disagreement and not self.is_datable(evidence):
            message = f"{evidence.source!r} disagrees, but nothing says when it said so"
            hint = "add `asserted:`, or `via:` a source with a date"
            yield Diagnostic("undated-disagreement", message, evidence.location, hint=hint)

    def is_datable(self, evidence: Evidence) -> bool:
        """Return whether evidence or its source has a date; an unknown source counts as dated."""
        entities = (self.store.entities.get(id_) for id_ in (evidence.via_source, evidence.source) if id_)
        sources = [source for source in entities if isinstance(source, Source)]
        return bool(evidence.asserted_on) or any(source.effective_date for source in sources) or not sources

    def check_fact(self, fact: Fact) -> Iterator[Diagnostic]:
        """Check the links of a fact."""
        place = fact.location
        for evidence in fact.evidence:
            yield from self.check_evidence(evidence)
        for text in texts_of(fact):
            yield from self.check_references(text)
        if isinstance(fact, Membership):
            yield from self.check_link(fact.framework, place, Framework)
        if isinstance(fact, Cooperation):
            yield from self.check_link(fact.area, place, Area)
        if isinstance(fact, Tenure):
            yield from self.check_link(fact.post, place, Post)
            post = self.store.entities.get(fact.post)
            if isinstance(post, Post) and fact.folder != folder_of(post.location) == SHARED_FOLDER:
                hint = "move the tenure to facts/shared/: the notes of all partners need it"
                message = f"the post {post.id!r} is shared, and this tenure of it is not"
                yield Diagnostic("other-folder", message, place, hint=hint, related=(post.location,))
            if fact.holder:
                yield from self.check_link(fact.holder, place, Person, Organisation)
        if isinstance(fact, Contact):
            yield from self.check_link(fact.body, place, Organisation)
            for participant in fact.participants:
                yield from self.check_participant(participant)
        if isinstance(fact, TalkingPoint):
            yield from self.check_basis(fact)

    def check_basis(self, point: TalkingPoint) -> Iterator[Diagnostic]:
        """Check the basis of a talking point.

        Each fact in it must exist, be in reach, concern the same partner, and not rest on the talking point.
        """
        place = point.location
        for key in point.basis_keys:
            yield from self.check_fact_link(key, place, "line")
        basis = self.store.basis(point)
        for key, fact in basis.items():
            post = self.store.entities.get(fact.post) if isinstance(fact, Tenure) else None
            if (
                isinstance(post, Post)
                and point.folder != SHARED_FOLDER
                and not self.store.is_post_in_scope(post, point.folder)
            ):
                message = f"{key!r} is not told of {point.folder}, so this line would never be"
                hint = f"add {point.folder} to `covers:` of the post, or rest the line on something else"
                yield Diagnostic("rests-elsewhere", message, place, hint=hint, related=(fact.location,))
        circle = sorted(key for key, fact in basis.items() if point.key in self.store.basis(fact))
        if point.key in circle[:1]:
            message = f"the line {point.key!r} rests on itself"
            hint = "take out one of the `rests:` on the way round"
            related = tuple(basis[key].location for key in circle[1:])
            yield Diagnostic("rests-on-itself", message, place, hint=hint, related=related)

    def check_participant(self, participant: Participant) -> Iterator[Diagnostic]:
        """Check the person and post of a participant."""
        if participant.person:
            yield from self.check_link(participant.person, participant.location, Person)
        if participant.post:
            yield from self.check_link(participant.post, participant.location, Post)

    def check_references(self, text: Text) -> Iterator[Diagnostic]:
        """Check the references in a text, and report other braces."""
        for paragraph in text.by_language.values():
            for kind, id_ in REFERENCE.findall(paragraph):
                yield from self.check_link(id_, text.location, *_REFERENCE_KINDS[kind])
            # The braces of a reference with an invalid id are correct.
            if match := _STRAY_BRACE.search(REFERENCE.sub("", paragraph)):
                message = f"{match[0]!r} is no reference, and braces are for these only"
                hint = self.suggest_reference(match[0])
                yield Diagnostic("stray-brace", message, text.location, hint=hint)

    def suggest_reference(self, braced: str) -> str:
        """Return a hint with the likely intended reference for a text in braces."""
        name, colon, rest = braced.strip("{} ").partition(":")
        kind, id_ = name.strip().lower(), rest.split()[0] if rest.split() else ""
        if colon and kind in _REFERENCE_KINDS and id_:
            return f"write it as {{{kind}:{id_}}}"
        if not colon:
            for entity in self.store.entities.values():
                has_name = isinstance(entity, NamedEntity) and any(
                    known.text == name for known in entity.names
                )
                for reference_kind, kinds in _REFERENCE_KINDS.items():
                    if isinstance(entity, kinds) and (has_name or entity.id == kind):
                        return f"write it as {{{reference_kind}:{entity.id}}}"
        notations = ", ".join(f"{{{reference_kind}:ID}}" for reference_kind in _REFERENCE_KINDS)
        return f"references are {notations}; leave other braces out"


def folder_of(location: Location) -> str:
    """Return the name of the folder under `facts/` that contains a location."""
    return location.path.split("/")[1]
