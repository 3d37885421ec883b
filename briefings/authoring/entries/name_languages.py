"""The language of a name that someone types: the one written before it, or one that its letters suggest."""

from __future__ import annotations

import re
import unicodedata

from briefings.model.locales import is_known_language, script_code

__all__ = ["is_in_script_of", "likely_language", "split_language"]

_LANGUAGE_AND_TEXT = re.compile(r"([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?): *(.+)")
_SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC"}
"""The first word of the names of letters, by script of the languages of notes."""
_LETTERS = {"kk": "әғұһ", "tg": "ҷӣӯҳ", "mn": "өү", "uk": "їєґ", "be": "ў", "sr": "ђћџ", "fa": "پچژگ"}
"""Letters that tell a language from the main one of its script, by language; the first one with a letter is likely."""
_MAIN = {
    "CYRILLIC": "ru", "ARABIC": "ar", "ARMENIAN": "hy", "GEORGIAN": "ka", "GREEK": "el", "HEBREW": "he", "CJK": "zh",
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "DEVANAGARI": "hi", "THAI": "th", "ETHIOPIC": "am",
}  # fmt: skip
_ANY = "ru"


def split_language(word: str) -> tuple[str, str]:
    """Return the language that is written before a name, empty if none is, and the name.

    >>> split_language("kk: Қайрат"), split_language("Note: lamps")
    (('kk', 'Қайрат'), ('', 'Note: lamps'))
    """
    match = _LANGUAGE_AND_TEXT.fullmatch(word)
    return (match[1], match[2]) if match and is_known_language(match[1]) else ("", word)


def is_in_script_of(name: str, language: str) -> bool:
    """Return whether a name has a letter of the script of a language; True if the script is not known here."""
    script = _SCRIPTS.get(script_code(language))
    return script is None or script in _scripts_of(name)


def likely_language(name: str) -> str:
    """Return a language in which a name may be, as an example.

    >>> [likely_language(name) for name in ("Қайрат Әбдірахманов", "Эмомали Рахмон", "Նիկոլ", "外交部")]
    ['kk', 'ru', 'hy', 'zh']
    """
    letters = set(name.casefold())
    special = next((language for language, found in _LETTERS.items() if letters.intersection(found)), "")
    return special or next((_MAIN[script] for script in _scripts_of(name) if script in _MAIN), _ANY)


def _scripts_of(name: str) -> dict[str, None]:
    """Return the scripts of the letters of a name, in order."""
    names = (unicodedata.name(letter, "") for letter in name if letter.isalpha())
    return dict.fromkeys(re.split(r"[ -]", found, maxsplit=1)[0] for found in names)
