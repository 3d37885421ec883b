"""Names in the Latin script, for people of whom no source gives one.

Four systems, each as the authority that it is named after has published it:

- Russian: BGN/PCGN 1947 system;
- Tajik: BGN/PCGN 1994 system, with the letters that the reform of 1998 abolished;
- Armenian: BGN/PCGN 1981 system, for Eastern Armenian;
- Georgian: the national system of 2002, which BGN and PCGN adopted in 2009; its script has no capital letters, so that
  each word of a name gets one.

The dots that two of the systems permit between letters that could be read as one sound are left out, since they are
optional and nobody writes them in names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.locales import primary

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["romanised"]


def _table(letters: str, roman: str) -> dict[str, str]:
    """Each letter with what it is written as; `-` for nothing."""
    return {letter: said.replace("-", "") for letter, said in zip(letters, roman.split(), strict=True)}


_RUSSIAN = _table(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya ë",
)
_TAJIK = _RUSSIAN | _table("ғӣқӯҳҷёэъщыьц", "gh í q ŭ h j yo ė ’ sh i - s")
_ARMENIAN = _table(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’ v p’ k’ o f ev",
)
_GEORGIAN = _table(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k’ l m n o p’ zh r s t’ u p k gh q’ sh ch ts dz ts’ ch’ kh j h",
)
_CYRILLIC_VOWELS = frozenset("аеёиӣоуӯыэюя")
_ARMENIAN_VOWELS = frozenset("աեէըիոօւ")


def romanised(name: str, language: str) -> str:
    """A name in the Latin script; empty where there is no system for the language or a letter is not of its script.

    Args:
        name: as written in its own script.
        language: BCP 47 tag of the name.
    """
    system = _SYSTEMS.get(primary(language))
    if system is None:
        return ""
    words = [system(word) for word in name.split(" ")]
    joined = " ".join(words)
    return joined if all(not letter.isalpha() or letter < "\u0370" for letter in joined) else ""


def _russian(word: str) -> str:
    def said(letter: str, before: str, _after: str) -> str:
        # е and ё begin with y at the head of a word, after vowels, й, ъ and ь.
        if letter in "её" and (not before.isalpha() or before in _CYRILLIC_VOWELS or before in "йъь"):
            return f"y{_RUSSIAN[letter]}"
        return _RUSSIAN.get(letter, letter)

    return _spelled(word, said)


def _tajik(word: str) -> str:
    def said(letter: str, before: str, after: str) -> str:
        if letter == "ц" and before in _CYRILLIC_VOWELS and after in _CYRILLIC_VOWELS:
            return "ts"
        return _TAJIK.get(letter, letter)

    return _spelled(word, said)


def _armenian(word: str) -> str:
    def said(letter: str, before: str, after: str) -> str:
        starts = not before.isalpha()
        if letter == "ւ" and before == "ո":
            return ""  # ու is one letter, written by ո
        if letter == "ո":
            if after == "ւ":
                return "u"
            return "vo" if starts and after != "վ" else "o"
        if letter in "եև" and (starts or before in _ARMENIAN_VOWELS):
            return f"y{_ARMENIAN[letter]}"
        return _ARMENIAN.get(letter, letter)

    return _spelled(word, said)


def _georgian(word: str) -> str:
    said = "".join(_GEORGIAN.get(letter, letter) for letter in word)
    return "-".join(part[:1].upper() + part[1:] for part in said.split("-"))


def _spelled(word: str, said: Callable[[str, str, str], str]) -> str:
    """Put a word letter by letter: each told with its neighbours, all small; capitals stay capitals."""
    small = word.lower()
    if len(small) != len(word):
        return word
    spelled = []
    for index, letter in enumerate(small):
        new = said(letter, small[index - 1 : index] or " ", small[index + 1 : index + 2] or " ")
        if word[index].isupper():
            whole = word.isupper() and sum(map(str.isalpha, word)) > 1
            new = new.upper() if whole else new[:1].upper() + new[1:]
        spelled.append(new)
    return "".join(spelled)


_SYSTEMS: dict[str, Callable[[str], str]] = {
    "hy": _armenian,
    "ka": _georgian,
    "ru": _russian,
    "tg": _tajik,
}
