"""What something is called on a day, and what references in fact text stand for.

The names of 2002 stay in the prose of 2002: a reference is resolved as of the last day on which its fact holds, and
not after the as-of date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import Truth
from briefings.model.facts import Framework, Name, Named, Organisation, Partner, Person, Post, Region
from briefings.model.locales import country, primary, script
from briefings.model.phrases import Foreign, Phrase, Term, Wording
from briefings.model.references import REFERENCE
from briefings.views.romanize import romanised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Fact, Text
    from briefings.model.phrases import Part

__all__ = [
    "former_names",
    "last_day",
    "name_on",
    "other_names",
    "plain_name",
    "resolve",
    "short_name_on",
    "term_on",
    "words_of",
]


def words_of(text: Text, language: str, fallback: str) -> tuple[str, str]:
    """The words in a language, else in that of the house's texts, else the original; with the language that they are in."""
    first = next(iter(text.by_language))
    chosen = next((each for each in (language, fallback) if each in text.by_language), first)
    return text.by_language[chosen], chosen


def name_on(named: Named, language: str, day: date, form: str = "full") -> Part:
    """The name borne on a day, as something to print: the one borne or attested most recently before it.

    Args:
        named: what is called so.
        language: BCP 47 tag. Where there is no name in it, what has a code is called as CLDR does. A person gets the name
            of another language in the same script, or else a romanised one; everything else its first name, marked.
        day: the day.
        form: `full`, or another form, for which the answer may be an empty string.
    """
    name = _name(named, language, day, form)
    if name is None:
        return ""
    if primary(name.language) == primary(language):
        return name.text
    if (
        isinstance(named, Partner | Organisation | Region)
        and named.code
        and (known := country(named.code, language))
    ):
        return known
    if not isinstance(named, Person):
        return Foreign(Phrase((name.text,)), name.language)
    if script(name.language) == script(language):
        return name.text
    roman = romanised(name.text, name.language) if script(language) == "Latn" else ""
    return roman or Foreign(Phrase((name.text,)), name.language, marked=False)


def plain_name(named: Named, language: str, day: date) -> str:
    """The name on a day as bare letters, to sort by and to compare with."""
    part = name_on(named, language, day)
    return str(part.words.parts[0]) if isinstance(part, Foreign) else str(part)


def term_on(named: Named, language: str, day: date) -> Part:
    """The name on a day as something to print: with its short form, where it has one."""
    full = name_on(named, language, day)
    if isinstance(full, Foreign):
        return replace(full, words=Phrase((term_on(named, full.language, day),)))
    short = name_on(named, language, day, "short")
    return Term(str(full), str(short)) if short else full


def short_name_on(named: Named, language: str, day: date) -> Part:
    """The short form of the name on a day, where it has one, else the full one."""
    full = name_on(named, language, day)
    if isinstance(full, Foreign):
        return replace(full, words=Phrase((short_name_on(named, full.language, day),)))
    return name_on(named, language, day, "short") or full


def _name(named: Named, language: str, day: date, form: str) -> Name | None:
    """The name that serves for a language; None if there is no such form in it."""
    candidates = [name for name in named.names if name.form == form]
    spoken = [name for name in candidates if primary(name.language) == primary(language)]
    if not spoken and form == "full":
        near = candidates
        if isinstance(named, Person):
            near = [name for name in candidates if script(name.language) == script(language)] or candidates
        spoken = [name for name in candidates if name.language == near[0].language] if near else []
    return _latest(spoken, day)


def former_names(person: Person, language: str, day: date) -> list[Name]:
    """Names that the person bore earlier, as known on a day, in the language of the name that is printed."""
    printed = _name(person, language, day, "full")
    return [
        name
        for name in person.names
        if printed
        and name.form == "full"
        and primary(name.language) == primary(printed.language)
        and name.text != printed.text
        and _told(name, day)
    ]


def other_names(person: Person, language: str, day: date) -> list[Name]:
    """The forms in other languages and scripts than the name that is printed, and other spellings, as known on a day."""
    printed = _name(person, language, day, "full")
    spoken = primary(printed.language) if printed else ""
    others: dict[str, list[Name]] = {}
    for name in person.names:
        if name.form == "full" and primary(name.language) != spoken and _told(name, day):
            others.setdefault(name.language, []).append(name)
    chosen = [_latest(names, day) for names in others.values()]
    variants = [
        name
        for name in person.names
        if name.form == "variant" and primary(name.language) == spoken and _told(name, day)
    ]
    return [name for name in chosen if name] + variants


def last_day(fact: Fact, as_of: date) -> date:
    """The last day on which a fact holds, not after the as-of date."""
    return min(fact.period.end.last, as_of) if fact.period.end else as_of


def resolve(
    words: str,
    base: FactBase,
    language: str,
    day: date,
    holder: Callable[[Post, date, str], Phrase | None],
) -> Phrase | None:
    """Replace the references in a text by what they name on a day.

    Args:
        words: the text of a fact.
        base: where the ids lead.
        language: that of the words, BCP 47 tag.
        day: as of which names are resolved.
        holder: says in a language who holds a post on a day, with citations; None where the post did not exist or what it
            names is withheld.

    Returns:
        The phrase, with the citations of what was named; None if a reference can't be told, and so the text
        can't either.
    """
    phrases: list[Phrase] = []
    position = 0
    for match in REFERENCE.finditer(words):
        phrases.append(Phrase((words[position : match.start()],)))
        position = match.end()
        kind, id_ = match.groups()
        if kind == "holder":
            named = holder(base.get(Post, id_), day, language)
            if named is None:
                return None
            phrases.append(named)
        elif kind == "person":
            phrases.append(Phrase((name_on(base.get(Person, id_), language, day),)))
        else:
            body = base.entities[id_]
            assert isinstance(body, Organisation | Framework)  # noqa: S101 - references were checked on loading
            phrases.append(Phrase((term_on(body, language, day),)))
    phrases.append(Phrase((words[position:],)))
    joined = Phrase.joined(phrases)
    return Phrase(tuple(part for part in joined.parts if part != ""), joined.citations)


def label(key: str, values: Mapping[str, Phrase]) -> Phrase:
    """Wording of the house around phrases, resting on what these rest on."""
    citations = Phrase.joined(values.values()).citations
    return Phrase((Wording(key, tuple(values.items())),), citations)


def _latest(names: Iterable[Name], day: date) -> Name | None:
    """Of several names the one that was in use most recently by a day, else the one that came into use first."""
    borne = [name for name in names if name.valid is None or name.valid.on(day) is not Truth.NO]
    seen = [(when, name) for name in borne if (when := _seen(name, day)) is not None]
    if seen:
        newest = max(when for when, _ in seen)
        return next(name for when, name in seen if when == newest)
    return min(borne or names, key=_first_use, default=None)


def _seen(name: Name, day: date) -> date | None:
    """The last day up to `day` on which the name was surely in use; an undated name always was."""
    if name.valid is None and not name.attested:
        return date.min
    days = [when.last for when in name.attested if when.last <= day]
    if name.valid:
        start = name.valid.start
        if start is None:
            days.append(date.min)
        elif start.last <= day:
            days.append(start.last)
    return max(days, default=None)


def _told(name: Name, day: date) -> bool:
    return _seen(name, day) is not None


def _first_use(name: Name) -> date:
    days = [when.first for when in name.attested]
    if name.valid and name.valid.start:
        days.append(name.valid.start.first)
    return min(days, default=date.min)
