"""Words that tell a group from a person, where a list names who took part: `Delegation of river pilots`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.loading.collection_types import ListType
from briefings.loading.tables import IdOrTableType

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore
    from briefings.loading.tables import Key

__all__ = ["GroupReader", "has_no_surname", "takes_groups"]

_GROUP_KEY = "group"
_GROUP_WORDS = frozenset(
    (
        # en
        "delegation", "delegates", "group", "officials", "members", "representatives", "experts", "staff", "team",
        "committee", "commission", "mission", "parliamentarians", "ministers", "ambassadors", "journalists", "students",
        "several", "various",
        # fr
        "délégation", "délégués", "groupe", "fonctionnaires", "membres", "représentants", "équipe", "comité",
        "parlementaires", "ministres", "ambassadeurs", "journalistes", "étudiants", "plusieurs", "divers",
        # ru
        "делегация", "делегаты", "группа", "чиновники", "члены", "представители", "эксперты", "сотрудники", "команда",
        "комитет", "комиссия", "миссия", "парламентарии", "депутаты", "министры", "послы", "журналисты", "студенты",
        "несколько",
        # tg
        "ҳайат", "ҳайати", "гурӯҳ", "гурӯҳи", "намояндагон", "намояндагони", "коршиносон", "коршиносони",
        # ar
        "وفد", "الوفد", "مجموعة", "ممثلون", "ممثلو", "خبراء", "أعضاء", "مسؤولون",
    )
)  # fmt: skip
_ARTICLES = frozenset(("a", "an", "the", "le", "la", "les", "l", "un", "une", "des"))
_AFTER_NAMES = frozenset(("jr", "sr", "junior", "senior", "fils", "père"))
_WORD = re.compile(r"[^\W_]+")


def _is_group(text: str) -> bool:
    """Return whether words name a group: they begin or end with a word for one, in a language of briefs.

    >>> _is_group("The delegation of river pilots"), _is_group("12 experts"), _is_group("Zero Moustafa")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(text.casefold()) if word not in _ARTICLES and not word.isdigit()]
    return bool(words) and not _GROUP_WORDS.isdisjoint((words[0], words[-1]))


def has_no_surname(text: str) -> bool:
    """Return whether the last word of a name has no capital: probably it is the name of no person.

    >>> has_no_surname("River pilots"), has_no_surname("Charles de Gaulle"), has_no_surname("Jon Snow jr.")
    (True, False, False)
    """
    words = [word for word in _WORD.findall(text) if word.casefold() not in _AFTER_NAMES]
    return bool(words) and words[-1][0].islower()


def takes_groups(key: Key) -> bool:
    """Return whether an item of a key may be a group in words, instead of a person."""
    item = key.type.item if isinstance(key.type, ListType) else None
    return isinstance(item, IdOrTableType) and any(part.name == _GROUP_KEY for part in item.table.all_keys)


@dataclass
class GroupReader:
    """The reading of groups in columns of people.

    Attributes:
        store: the facts, whose names are read as they are.
        language: of the words; empty for the default language of the house.
        places: the groups, each with the first place that names it.
    """

    store: FactStore
    language: str = ""
    places: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _known_names(self) -> frozenset[str]:
        """Return the names and ids of everyone and everything."""
        found = self.store.entities.values()
        return frozenset(name.casefold() for each in found for name in (each.id, *each.known_as()))

    def read(self, word: str, place: str) -> str:
        """Return what a column of people has; a group that no one has as a name, in braces."""
        if word.startswith("{") or not _is_group(word) or word.casefold() in self._known_names:
            return word
        self.places.setdefault(clean_pasted(word).text, place)
        text = json.dumps(word, ensure_ascii=False)
        return f"{{group: {{{self.language}: {text}}}}}" if self.language else f"{{group: {text}}}"
