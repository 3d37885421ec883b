"""Romanization of personal names, for people whose name no source gives in the Latin script.

There are four systems, each as its authority has published it:

- Russian: BGN/PCGN 1947 system;
- Tajik: BGN/PCGN 1994 system, with the letters that the reform of 1998 abolished;
- Armenian: BGN/PCGN 1981 system, for Eastern Armenian;
- Georgian: the national system of 2002, which BGN and PCGN adopted in 2009; its script has no capital letters, so that
  each word of a name gets one.

Two of the systems permit dots between letters that could be read as one sound. They are left out, since they are
optional and not used in names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.locales import primary_language

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["romanize"]


def _letter_table(letters: str, roman: str) -> dict[str, str]:
    """Return each letter with its romanization.

    Args:
        letters: the letters, without separators.
        roman: their romanizations, separated by spaces; `-` for none.
    """
    return {letter: latin.replace("-", "") for letter, latin in zip(letters, roman.split(), strict=True)}


_RUSSIAN = _letter_table(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya ë",
)
_TAJIK = _RUSSIAN | _letter_table("ғӣқӯҳҷёэъщыьц", "gh í q ŭ h j yo ė ’ sh i - s")
_ARMENIAN = _letter_table(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’ v p’ k’ o f ev",
)
_GEORGIAN = _letter_table(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k’ l m n o p’ zh r s t’ u p k gh q’ sh ch ts dz ts’ ch’ kh j h",
)
_CYRILLIC_VOWELS = frozenset("аеёиӣоуӯыэюя")
_ARMENIAN_VOWELS = frozenset("աեէըիոօւ")


def romanize(name: str, language: str) -> str:
    """Return a name in the Latin script.

    The result is empty if no system covers the language, or if a letter is not of its script.

    Args:
        name: the name in its own script.
        language: BCP 47 tag of the name.
    """
    system = _SYSTEMS.get(primary_language(language))
    if system is None:
        return ""
    words = [system(word) for word in name.split(" ")]
    joined = " ".join(words)
    return joined if all(not letter.isalpha() or letter < "\u0370" for letter in joined) else ""


def _romanize_russian(word: str) -> str:
    """Return a Russian word in the Latin script."""

    def spell(letter: str, before: str, _after: str) -> str:
        # е and ё begin with y at the head of a word, after vowels, й, ъ and ь.
        if letter in "её" and (not before.isalpha() or before in _CYRILLIC_VOWELS or before in "йъь"):
            return f"y{_RUSSIAN[letter]}"
        return _RUSSIAN.get(letter, letter)

    return _spell_word(word, spell)


def _romanize_tajik(word: str) -> str:
    """Return a Tajik word in the Latin script."""

    def spell(letter: str, before: str, after: str) -> str:
        if letter == "ц" and before in _CYRILLIC_VOWELS and after in _CYRILLIC_VOWELS:
            return "ts"
        return _TAJIK.get(letter, letter)

    return _spell_word(word, spell)


def _romanize_armenian(word: str) -> str:
    """Return an Armenian word in the Latin script."""

    def spell(letter: str, before: str, after: str) -> str:
        is_initial = not before.isalpha()
        if letter == "ւ" and before == "ո":
            return ""  # ու is one letter, written by ո
        if letter == "ո":
            if after == "ւ":
                return "u"
            return "vo" if is_initial and after != "վ" else "o"
        if letter in "եև" and (is_initial or before in _ARMENIAN_VOWELS):
            return f"y{_ARMENIAN[letter]}"
        return _ARMENIAN.get(letter, letter)

    return _spell_word(word, spell)


def _romanize_georgian(word: str) -> str:
    """Return a Georgian word in the Latin script."""
    latin = "".join(_GEORGIAN.get(letter, letter) for letter in word)
    return "-".join(part[:1].upper() + part[1:] for part in latin.split("-"))


def _spell_word(word: str, spell: Callable[[str, str, str], str]) -> str:
    """Romanize a word letter by letter, and keep its capitals.

    Args:
        word: the word.
        spell: returns the romanization of a letter, given the letter, the one before and the one after, all in lower
            case, with a space for no letter.
    """
    lower = word.lower()
    if len(lower) != len(word):
        return word
    spelled = []
    for index, letter in enumerate(lower):
        latin = spell(letter, lower[index - 1 : index] or " ", lower[index + 1 : index + 2] or " ")
        if word[index].isupper():
            is_all_capitals = word.isupper() and sum(map(str.isalpha, word)) > 1
            latin = latin.upper() if is_all_capitals else latin[:1].upper() + latin[1:]
        spelled.append(latin)
    return "".join(spelled)


_SYSTEMS: dict[str, Callable[[str], str]] = {
    "hy": _romanize_armenian,
    "ka": _romanize_georgian,
    "ru": _romanize_russian,
    "tg": _romanize_tajik,
}
