"""The order of people's names: by family name, in the script of the reader first, without regard to accents."""

from __future__ import annotations

import unicodedata

from briefings.model.locales import script_code

__all__ = ["name_order"]

_SUFFIXES = frozenset({"jr", "jr.", "junior", "sr", "sr.", "ii", "iii", "iv"})
_LETTERS_AFTER = {
    "ғ": "г", "ӣ": "и", "қ": "к", "ӯ": "у", "ҳ": "х", "ҷ": "ч", "ё": "е", "ә": "а", "і": "и", "ң": "н", "ө": "о",
    "ұ": "у", "ү": "у", "һ": "х", "ї": "и",
}  # fmt: skip
"""Letters of Cyrillic alphabets that have no accent of their own, with the letter after which they are sorted."""


def name_order(name: str, language: str) -> tuple[bool, str, str]:
    """Return a key that sorts names as the readers of a language look for them.

    Names in the script of the language come first. Then the family name decides: the last word, or in a name with a
    particle such as "de" all words after it; then the whole name.

    >>> sorted(["Ana Zapata", "Jaap de Hoop Scheffer", "Mark Rutte"], key=lambda name: name_order(name, "en"))
    ['Jaap de Hoop Scheffer', 'Mark Rutte', 'Ana Zapata']

    Args:
        name: as printed.
        language: BCP 47 tag of the readers.
    """
    is_foreign = script_code(language) != _script_of(name)
    return (is_foreign, _letters(_family_name(name)), _letters(name))


def _family_name(name: str) -> str:
    """Return the family name in a name."""
    words = name.split()
    while len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    particles = [number for number, word in enumerate(words[:-1]) if word.islower()]
    return " ".join(words[particles[-1] + 1 if particles else -1 :])


def _letters(text: str) -> str:
    """Return a text for comparison: small letters without accents, each special letter after its neighbour."""
    decomposed = unicodedata.normalize("NFKD", "".join(map(_sortable, text.casefold())))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _sortable(letter: str) -> str:
    """Return a letter, or for a letter of a Cyrillic alphabet the one before it and a mark that sorts after all."""
    return f"{_LETTERS_AFTER[letter]}\uffff" if letter in _LETTERS_AFTER else letter


def _script_of(name: str) -> str:
    """Return the script of the first letter of a name, as an ISO 15924 code; Latin if it has no known one."""
    scripts = {"CYRILLIC": "Cyrl", "ARABIC": "Arab", "ARMENIAN": "Armn", "GEORGIAN": "Geor"}
    words = (unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha())
    return scripts.get(next(words, ""), "Latn")
