"""Facts as forms show them: by partner and words, and never by key where the words are enough to find it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.wording.titles import dated_title
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.server.reading import Reading

__all__ = ["fact_key", "fact_words"]


def fact_words(reading: Reading, key: str) -> str:
    """Return the words for a fact, after the name of its partner; its key if another fact of the folder has the same."""
    fact = reading.store.facts_by_key.get(key)
    if fact is None:
        return key
    title = " ".join(dated_title(reading.store, fact, reading.day).split())
    if _keys_by_title(reading, fact.folder).get(title) != key:
        return key
    start = _start(reading, fact.folder)
    return f"{start}{title}" if fact_key(reading, f"{start}{title}") == key else key


def fact_key(reading: Reading, words: str) -> str:
    """Return the key of the fact for which forms show these words; other words as they are."""
    text = " ".join(words.split())
    for folder in reading.store.entries_by_folder:
        start = _start(reading, folder)
        if text.startswith(start) and (key := _keys_by_title(reading, folder).get(text[len(start) :])):
            return key
    return words


def _start(reading: Reading, folder: str) -> str:
    """Return what comes before the words of the facts of a folder."""
    partner = reading.store.entities.get(folder)
    return f"{reading.name(partner)}: " if partner and folder != SHARED_FOLDER else ""


def _keys_by_title(reading: Reading, folder: str) -> Mapping[str, str]:
    """Return the key of the fact for each title in a folder; empty for a title that several have."""

    def collect() -> dict[str, str]:
        keys: dict[str, str] = {}
        for entry in reading.store.entries_by_folder.get(folder, ()):
            fact = reading.store.facts_by_key.get(f"{folder}/{entry.id}")
            if fact is entry:
                title = " ".join(dated_title(reading.store, fact, reading.day).split())
                keys[title] = "" if title in keys else fact.key
        return keys

    key = ("titles", reading.access.audience, reading.day, folder)
    return reading.warm.recall_part(key, folder, collect)
