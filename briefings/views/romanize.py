"""Romanization of personal names, for people whose name no source gives in the Latin script.

Each system is that of its authority, as `ROMANIZATIONS` names it. Georgian has no capital letters, so that each word of
a name gets one.

Some systems permit dots between letters that could be read as one sound. They are left out, since they are optional and
not used in names. A letter that a system does not have, or on which its editions differ, is left out of its table, so
that a name with it is not romanized.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.locales import primary_language
from briefings.model.phrases import LabelRef, Phrase
from briefings.views.letters import Spelling, letter_table

if TYPE_CHECKING:
    from briefings.model.phrases import Part
    from briefings.views.letters import Neighbours

__all__ = ["ROMANIZATIONS", "Romanization", "romanize"]


@dataclass(frozen=True, slots=True)
class Romanization:
    """A system of romanization of one language.

    Attributes:
        name: the authority and the year, for the desk copy.
        spelling: what it does.
    """

    name: Part
    spelling: Spelling


def romanize(name: str, language: str) -> str:
    """Return a name in the Latin script.

    The result is empty if no system covers the language, or if a letter is not of its script.

    Args:
        name: the name in its own script.
        language: BCP 47 tag of the name.
    """
    system = ROMANIZATIONS.get(primary_language(language))
    if system is None:
        return ""
    roman = system.spelling.spell(name)
    return roman if all(not letter.isalpha() or letter < "\u0370" for letter in roman) else ""


# --- Slavic languages ---------------------------------------------------------------------------------

_CYRILLIC_VOWELS = frozenset("аеёиӣоуӯыэюяіїєөүұәў")
_RUSSIAN = letter_table(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya ë",
)
_UKRAINIAN = letter_table(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia",
) | dict.fromkeys("’'ʼ", "")
_UKRAINIAN_AT_START = letter_table("єїйюя", "ye yi y yu ya")
_BELARUSIAN = letter_table(
    "абвгґдеёжзійклмнопрстуўфхцчшыьэюя",
    "a b v h g d ye yo zh z i y k l m n o p r s t u w f kh ts ch sh y ’ e yu ya",
) | dict.fromkeys("’'ʼ", "”")


def _russian_special(here: Neighbours) -> str | None:
    """Return е and ё with y at the head of a word, after vowels, й, ъ and ь."""
    if here.letter in "её" and (
        not here.before.isalpha() or here.before in _CYRILLIC_VOWELS or here.before in "йъь"
    ):
        return f"y{_RUSSIAN[here.letter]}"
    return None


def _ukrainian_special(here: Neighbours) -> str | None:
    """Return what differs at the head of a word, and зг, which would else be read as ж."""
    if here.is_first:
        return _UKRAINIAN_AT_START.get(here.letter)
    return "gh" if here.letter == "г" and here.before == "з" else None


# --- languages of Central Asia and the Caucasus in Cyrillic -----------------------------------------------

_TAJIK = _RUSSIAN | letter_table("ғӣқӯҳҷёэъщыьц", "gh í q ŭ h j yo ė ’ sh i - s")
_KAZAKH = _RUSSIAN | letter_table("әғёиқңөуұүһіэ", "ä gh yo ī q ng ö ū u ü h i ė")
_KYRGYZ = _RUSSIAN | letter_table("ёжңөү", "yo j ng ö ü")
_MONGOLIAN = letter_table(
    "абвгдеёжзийклмноөпрстуүфхцчшыьэюя",
    "a b v g d ye yo j z i i k l m n o ö p r s t u ü f kh ts ch sh y i e yu ya",
)
_TURKMEN = letter_table(
    "абвгдеёжҗзийклмнңоөпрстуүфхчшъыьэәюя",
    "a b w g d e ýo ž j z i ý k l m n ň o ö p r s t u ü f h ç ş - y - e ä ýu ýa",
)
_UZBEK = letter_table(
    "абвгғдеёжзийкқлмнопрстуўфхҳцчшъьэюя",
    "a b v g gʻ d e yo j z i y k q l m n o p r s t u oʻ f x h s ch sh ʼ - e yu ya",
)
_AZERBAIJANI = letter_table(
    "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
    "a b v q ğ d e ə j z i ı y k g l m n o ö p r s t u ü f x h ç c ş",
)


def _is_between_vowels(here: Neighbours) -> bool:
    """Return whether a letter has a vowel on each side."""
    return here.before in _CYRILLIC_VOWELS and here.after in _CYRILLIC_VOWELS


def _tajik_special(here: Neighbours) -> str | None:
    """Return ц between vowels."""
    return "ts" if here.letter == "ц" and _is_between_vowels(here) else None


def _turkmen_special(here: Neighbours) -> str | None:
    """Return е at the head of a word and after vowels."""
    is_iotated = here.letter == "е" and (here.is_first or here.before in _CYRILLIC_VOWELS)
    return "ýe" if is_iotated else None


def _uzbek_special(here: Neighbours) -> str | None:
    """Return е at the head of a word and after vowels, ц between vowels, and ҳ after с, which is not ш."""
    if here.letter == "е" and (here.is_first or here.before in _CYRILLIC_VOWELS or here.before in "ъь"):
        return "ye"
    if here.letter == "ц" and _is_between_vowels(here):
        return "ts"
    return "ʼh" if (here.before, here.letter) == ("с", "ҳ") else None


# --- Armenian and Georgian ---------------------------------------------------------------------------------

_ARMENIAN = letter_table(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’ v p’ k’ o f ev",
)
_ARMENIAN_VOWELS = frozenset("աեէըիոօւ")
_GEORGIAN = letter_table(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k’ l m n o p’ zh r s t’ u p k gh q’ sh ch ts dz ts’ ch’ kh j h",
)


def _armenian_special(here: Neighbours) -> str | None:
    """Return ու, which is one letter and written by ո, and what differs at the head of a word and after vowels."""
    is_initial = not here.before.isalpha()
    if here.letter == "ւ" and here.before == "ո":
        return ""
    if here.letter == "ո":
        if here.after == "ւ":
            return "u"
        return "vo" if is_initial and here.after != "վ" else "o"
    if here.letter in "եև" and (is_initial or here.before in _ARMENIAN_VOWELS):
        return f"y{_ARMENIAN[here.letter]}"
    return None


def _georgian_special(here: Neighbours) -> str | None:
    """Return the first letter of a word, or of a part of it, as a capital."""
    roman = _GEORGIAN.get(here.letter)
    return roman[:1].upper() + roman[1:] if roman and not here.before.isalpha() else None


def _national(kind: str, year: int) -> LabelRef:
    """Return the name of a system, or of an alphabet, that a state has decreed."""
    return LabelRef(f"spelling.{kind}", (("year", Phrase((str(year),))),))


ROMANIZATIONS: dict[str, Romanization] = {
    "az": Romanization(_national("alphabet", 1992), Spelling(_AZERBAIJANI, capitals={"i": "İ", "ı": "I"})),
    "be": Romanization("BGN/PCGN 1979", Spelling(_BELARUSIAN)),
    "hy": Romanization("BGN/PCGN 1981", Spelling(_ARMENIAN, _armenian_special)),
    "ka": Romanization(_national("system", 2002), Spelling(_GEORGIAN, _georgian_special)),
    "kk": Romanization("BGN/PCGN 1979", Spelling(_KAZAKH)),
    "ky": Romanization("BGN/PCGN 1979", Spelling(_KYRGYZ)),
    "mn": Romanization("MNS 5217:2012", Spelling(_MONGOLIAN)),
    "ru": Romanization("BGN/PCGN 1947", Spelling(_RUSSIAN, _russian_special)),
    "tg": Romanization("BGN/PCGN 1994", Spelling(_TAJIK, _tajik_special)),
    "tk": Romanization(_national("alphabet", 1999), Spelling(_TURKMEN, _turkmen_special)),
    "uk": Romanization(_national("system", 2010), Spelling(_UKRAINIAN, _ukrainian_special)),
    "uz": Romanization(_national("alphabet", 1995), Spelling(_UZBEK, _uzbek_special)),
}
"""The system for each language, by its code."""
