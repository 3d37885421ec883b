"""Words as they are compared: in any case and script, with or without accents, in Russian in any grammatical case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefings.checks.text.arabic import consonants, is_arabic, stem_arabic

__all__ = [
    "CAPITAL",
    "WORD_START",
    "consonant_key",
    "fold",
    "is_cyrillic",
    "sound_keys",
    "spell_marks",
    "stem",
    "to_latin",
]

CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яѐ-џӣӯҳҷқғ]"
"""A capital letter in a pattern, or a letter of a script without them; in a pattern of word lists it is `{capital}`."""

WORD_START = r"(?<![^\W\d_])(?!(?:[LlDdSsNnJjCc]|[Qq]u)[’'][^\W\d_])"
"""The start of a word in a pattern: in French, letters before an apostrophe are another word, "l’accord"."""

_POSSESSIVE = re.compile(r"['’]s?$")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LEAST_STEM = 3
# The endings of nouns and adjectives in the cases of Russian, the longest first.
_ENDINGS = (
    "ыми", "ими", "ями", "ами", "ого", "его", "ому", "ему", "иями", "иях", "ией", "иям", "ием",
    "ой", "ей", "ою", "ею", "ом", "ем", "ём", "ым", "им", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий", "ую", "юю",
    "ых", "их", "ах", "ях", "ам", "ям", "ии", "ия", "ию", "а", "я", "о", "е", "ё", "у", "ю", "ы", "и", "й", "ь",
)  # fmt: skip
# In Tajik, behind whom or what something is done to.
_OBJECT = "ро"
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "io", "ж": "zh", "з": "z", "и": "i",
    "ӣ": "i", "й": "y", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ӯ": "u", "ү": "u", "ұ": "u", "ф": "f", "х": "kh", "ҳ": "h", "һ": "h",
    "ц": "ts", "ч": "ch", "ҷ": "j", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ә": "a", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "e",
}  # fmt: skip
# Ways to write one sound, in the order in which they are replaced: "Khamrokhon" sounds like "Hamrohon".
_SOUNDS = (
    ("mammad", "mamed"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("tch", "ch"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("w", "v"), ("x", "ks"), ("ou", "u"), ("y", "i"), ("ie", "e"), ("iu", "u"), ("ia", "a"), ("io", "o"),
    ("ei", "e"), ("ii", "i"),
)  # fmt: skip
_SPECIAL_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "a", "æ": "ae", "þ": "th"})
# Letters with a mark that changes their sound: "Gavrilița" sounds like "Gavrilitsa", and people write "Gavrilita", too.
_MARKED = str.maketrans({
    "ț": "ts", "ţ": "ts", "ș": "sh", "ş": "sh", "š": "sh", "č": "ch", "ć": "ch", "ç": "ch", "ž": "zh",
    "Ț": "Ts", "Ţ": "Ts", "Ș": "Sh", "Ş": "Sh", "Š": "Sh", "Č": "Ch", "Ć": "Ch", "Ç": "Ch", "Ž": "Zh",
})  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Return a text in small letters without accents; the letters of Cyrillic stay whole, but for ё."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letters).translate(_SPECIAL_LETTERS)


_ENDINGS_BY_LENGTH = tuple(
    sorted({fold(ending) for ending in _ENDINGS}, key=lambda ending: (-len(ending), ending))
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word for comparison: small letters without accents, possessive, the endings of Cyrillic, the Arabic article."""
    plain = fold(_POSSESSIVE.sub("", word))
    if plain.isascii():
        return plain
    return _without_ending(plain) if is_cyrillic(plain) else stem_arabic(plain)


@lru_cache(maxsize=50_000)
def sound_keys(word: str) -> tuple[str, ...]:
    """Return how a name may sound, for comparisons across spellings and scripts, the likeliest first.

    A word in Cyrillic may end in the ending of a case, so it has several. Of an Arabic word, only the consonants are
    known; see `consonant_key`.
    """
    plain = fold(_POSSESSIVE.sub("", word)).replace("-", "").replace("'", "").replace("’", "")
    if is_arabic(plain):
        return (consonant_key(plain),)
    if not is_cyrillic(plain):
        return (_sound(plain),)
    endings = [ending for ending in (*_ENDINGS_BY_LENGTH, _OBJECT) if plain.endswith(ending)]
    bases = [plain, *(plain[: -len(ending)] for ending in endings if len(plain) - len(ending) >= _LEAST_STEM)]
    bases += [base.replace("г", "h") for base in bases if "г" in base]  # Гасанов is Hasanov
    latin = ("".join(_LATIN.get(letter, letter) for letter in base) for base in bases)
    return tuple(dict.fromkeys(_sound(base) for base in latin))


def is_cyrillic(word: str) -> bool:
    """Return whether a word has a letter in Cyrillic."""
    return _CYRILLIC.search(word) is not None


def spell_marks(name: str) -> str:
    """Return a name with the sounds of its marked letters in plain ones, as other scripts render it."""
    return unicodedata.normalize("NFC", name).translate(_MARKED)


def to_latin(word: str) -> str:
    """Return a word in Cyrillic letter by letter in Latin ones, in small letters."""
    return "".join(_LATIN.get(letter, letter) for letter in fold(word))


def consonant_key(sound: str) -> str:
    """Return the consonants of a name, marked so that they are never mistaken for how it sounds."""
    return f"~{consonants(stem_arabic(sound))}"


def _without_ending(word: str) -> str:
    """Return a word in Cyrillic without the ending of its case."""
    for ending in _ENDINGS_BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


def _sound(word: str) -> str:
    """Return how a Latin word sounds, roughly."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)
