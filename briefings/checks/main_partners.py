"""The partners that a document is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import WORD_START
from briefings.model.entities import SHARED_FOLDER, Partner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence

__all__ = ["main_partners"]

_PARTNER_SHARE = 0.8
_WORD = re.compile(rf"{WORD_START}[^\W\d_][\w’'-]*")


def main_partners(context: CheckContext, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the ids of the partners that a document is about, and of the shared folder.

    These are the partner mentioned most often and those mentioned nearly as often; all partners if none is mentioned.
    """
    words = Counter(word for sentence in sentences for word in _WORD.findall(sentence.text))
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[context.countries.find(word)] += count
    del counts[""]
    most = max(counts.values(), default=0)
    partners = (partner.id for partner in context.store.entities_of(Partner))
    return frozenset(id_ for id_ in partners if counts[id_] >= most * _PARTNER_SHARE) | {SHARED_FOLDER}
