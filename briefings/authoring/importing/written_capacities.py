"""Capacities that lists write into a title or a name: "Minister of Lobbies (acting)", "и.о. министра"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = ["Holding", "split_capacity"]

_WORDS = {
    "ad-interim": (r"a\. ?i\.?", r"ad interim", r"par intérim", r"intérimaire"),
    "acting": (
        r"acting", r"temporary", r"interim", r"и\. ?о\.", r"вр\.? ?и\. ?о\.", r"врио", r"исполняющ\w+ обязанности",
        r"временно исполняющ\w+ обязанности", r"иҷрокунандаи вазифаи", r"мувваққат\w*", r"بالوكالة", r"بالنيابة", r"القائم بأعمال",
    ),
    "caretaker": (r"caretaker", r"outgoing", r"sortante?", r"تصريف الأعمال"),
    "designate": (r"designate", r"designated", r"nominee", r"désignée?", r"назначенн\w+", r"المعين"),
    "elect": (r"elect", r"élue?", r"избранн\w+", r"المنتخب"),
}  # fmt: skip
"""The words of each capacity in the languages of labels, as regular expressions; "ad interim" before "interim"."""
_GENITIVES = {
    "министра": "министр", "президента": "президент", "премьер-министра": "премьер-министр", "посла": "посол",
    "председателя": "председатель", "директора": "директор", "секретаря": "секретарь", "руководителя": "руководитель",
    "начальника": "начальник", "главы": "глава", "заместителя": "заместитель", "командующего": "командующий",
    "губернатора": "губернатор", "представителя": "представитель", "генерального": "генеральный", "первого": "первый",
    "постоянного": "постоянный", "государственного": "государственный", "специального": "специальный",
}  # fmt: skip
"""The words that begin a Russian title behind "и.о.", each as it stands in the title itself."""
_CHARGE = re.compile(r"\W*(?:chargé|charge|временный поверенный|корґузор|القائم بالأعمال)", re.IGNORECASE)
"""The title of whoever heads a mission without being ambassador: "a.i." belongs to it."""


class Holding(NamedTuple):
    """A title or a name, and the capacity that was written with it.

    Attributes:
        name: the title or the name alone.
        capacity: in what way the post is held; empty for someone who simply holds it.
    """

    name: str
    capacity: str


def split_capacity(text: str) -> Holding:
    """Return a title or a name without the words that say in what way someone holds the post, and that capacity.

    >>> split_capacity("Minister of Lobbies (acting)"), split_capacity("President-elect")
    (Holding(name='Minister of Lobbies', capacity='acting'), Holding(name='President', capacity='elect'))
    """
    plain = text.strip()
    if _CHARGE.match(plain):
        return Holding(plain, "")
    for capacity, words in _WORDS.items():
        for pattern in _patterns("|".join(words)):
            match = pattern.fullmatch(plain)
            if match and any(map(str.isalpha, match["name"])):
                return Holding(_nominative(match["name"].strip()), capacity)
    return Holding(plain, "")


@cache
def _patterns(words: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for words of a capacity before a name, behind it, and in brackets."""
    return (
        re.compile(rf"(?P<name>.+?)\s*[(\[]\s*(?:{words})\s*[)\]]", re.IGNORECASE),
        re.compile(rf"[(\[]\s*(?:{words})\s*[)\]]\s*(?P<name>.+)", re.IGNORECASE),
        re.compile(rf"(?:{words})\s+(?P<name>.+)", re.IGNORECASE),
        re.compile(rf"(?P<name>.+?)(?:\s*,\s*|\s+|\s*[-–]\s*)(?:{words})", re.IGNORECASE),
    )


def _nominative(title: str) -> str:
    """Return a Russian title as it stands by itself: behind "и.о." its first words are in the genitive."""
    words = title.split()
    turned = 0
    while turned < len(words) and words[turned].casefold() in _GENITIVES:
        first = words[turned]
        word = _GENITIVES[first.casefold()]
        words[turned] = word.capitalize() if first[0].isupper() else word
        turned += 1
    if turned:
        words[0] = words[0][0].upper() + words[0][1:]
    return " ".join(words)
