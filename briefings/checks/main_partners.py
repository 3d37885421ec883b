"""The partners that a document is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import WORD_START
from briefings.checks.text.towns import country_of_town
from briefings.model.entities import SHARED_FOLDER, Partner, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence

__all__ = ["main_partners"]

_PARTNER_SHARE = 0.8
_WORD = re.compile(rf"{WORD_START}[^\W\d_][\w’'-]*")


def main_partners(context: CheckContext, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the ids of the partners that a document is about, and of the shared folder.

    These are the partner mentioned most often and those mentioned nearly as often; else those whose towns and people are
    named; all partners if none is mentioned.
    """
    words = Counter(word for sentence in sentences for word in _WORD.findall(sentence.text))
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[context.countries.find(word)] += count
    del counts[""]
    if not counts:
        counts.update(_partners_of_towns(context, words))
        counts.update(_partners_of_people(context, sentences) if counts else ())
    most = max(counts.values(), default=0)
    partners = (partner.id for partner in context.store.entities_of(Partner))
    return frozenset(id_ for id_ in partners if counts[id_] >= most * _PARTNER_SHARE) | {SHARED_FOLDER}


def _partners_of_towns(context: CheckContext, words: Iterable[str]) -> set[str]:
    """Return the partners whose towns are named."""
    by_code = {partner.code: partner.id for partner in context.store.entities_of(Partner) if partner.code}
    return {by_code[code] for code in map(country_of_town, words) if code in by_code}


def _partners_of_people(context: CheckContext, sentences: Sequence[Sentence]) -> set[str]:
    """Return the partners in whose offices the people are or were who are named."""
    ids = {
        id_ for sentence in sentences for one in context.people_in(sentence.text) for id_ in one.subject.ids
    }
    posts = {tenure.post for id_ in ids for tenure in context.store.tenures_by_holder.get(id_, ())}
    return {partner for id_ in posts if (partner := context.store.entity(Post, id_).partner)}
