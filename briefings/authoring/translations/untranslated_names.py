"""Names and titles that notes print in another language, for want of one in theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic, Severity
from briefings.model.entities import NamedEntity, Partner, Post
from briefings.model.phrases import ForeignText
from briefings.model.references import all_links
from briefings.views.names import name_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = ["find_untranslated_names"]


def find_untranslated_names(
    store: FactStore, facts: Iterable[Fact], partners: Iterable[str], language: str, day: date
) -> Iterator[Diagnostic]:
    """Yield the names that notes print in another language than theirs, each with its place.

    A name that CLDR or a system of transliteration supplies is not among them.

    Args:
        store: all facts and entities.
        facts: the facts that name something.
        partners: ids of the partners whose own names, and those of our side and of their posts, matter as well.
        language: BCP 47 tag of the notes.
        day: on which they are made.
    """
    named = dict.fromkeys(link.target for fact in facts for link in all_links(fact))
    for partner in partners:
        named.update(dict.fromkeys((partner, store.house.side)))
        posts = (post for post in store.entities_of(Post) if store.is_post_in_scope(post, partner))
        named.update(dict.fromkeys(post.id for post in posts if not post.is_proposed))
    entities = [entity for id_ in named if isinstance(entity := store.entities.get(id_), NamedEntity)]
    for entity in sorted(entities, key=lambda entity: (not isinstance(entity, Partner), entity.location)):
        printed = name_at(entity, language, day)
        if isinstance(printed, ForeignText):
            noun = "title" if isinstance(entity, Post) else "name"
            yield Diagnostic(
                "untranslated-name",
                f"“{printed.phrase.parts[0]}” has no {noun} in {language}",
                entity.location,
                Severity.INFO,
                f"add to its `{noun}s:`: `- {{text: …, lang: {language}}}`",
            )
