"""The names of entities on a day, and the language of a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.articles import NO_ARTICLE, usual_article
from briefings.model.dates import Certainty
from briefings.model.entities import Framework, NamedEntity, Organisation, Partner, Person, Place, Region
from briefings.model.locales import primary_language, script_code
from briefings.model.phrases import ForeignText, Noun, Phrase, Term
from briefings.model.renamings import country_name_on, former_name, is_renamed_country
from briefings.views.cyrillize import cyrillize
from briefings.views.romanize import ROMANIZATIONS, romanize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.model.evidence import Name, Text
    from briefings.model.facts import Fact
    from briefings.model.phrases import Part

__all__ = [
    "former_names",
    "last_day",
    "name_at",
    "other_names",
    "plain_name",
    "plain_short_name",
    "short_name_at",
    "spelled_name",
    "term_at",
    "text_for",
]


def text_for(text: Text, language: str, fallback: str) -> tuple[str, str]:
    """Return a text in a language, else in the fallback, else in its first language; with the language used.

    Args:
        text: the text in its languages.
        language: BCP 47 tag.
        fallback: BCP 47 tag of the default language of the house.
    """
    first = next(iter(text.by_language))
    chosen = next((tag for tag in (language, fallback) if tag in text.by_language), first)
    return text.by_language[chosen], chosen


def name_at(entity: NamedEntity, language: str, day: date, form: str = "full", gender: str = "") -> Part:
    """Return the printable name of an entity on a day: the one in use or attested most recently before it.

    Args:
        entity: the named entity.
        language: BCP 47 tag. Without a name in it, an entity with a country or region code gets its CLDR name. A person
            or place gets a name in another language of the same script, else one that a named system spells so. Anything else
            gets its first name, as foreign text.
        day: the day.
        form: `full`, or another form; for other forms the result may be an empty string.
        gender: of the holder of a post, for a title that has a form for it.
    """
    name = _select_name(entity, language, day, form, gender)
    if name is None:
        return ""
    if primary_language(name.language) == primary_language(language):
        return _noun(entity, name.text, language, name.article)
    if isinstance(entity, Partner | Organisation | Region) and (
        known_name := _name_by_code(entity, name, language, day)
    ):
        return known_name
    if not isinstance(entity, Person | Place):
        return ForeignText(Phrase((name.text,)), name.language)
    script = script_code(language)
    if script_code(name.language) == script:
        return name.text
    convert = _CONVERSIONS.get(script)
    converted = convert(name.text, name.language) if convert else ""
    return converted or ForeignText(Phrase((name.text,)), name.language, show_language=False)


def spelled_name(person: Person, language: str, day: date) -> tuple[Name, Part] | None:
    """Return the name of a person that is printed in another script, and by which system; None if none is.

    Args:
        person: the person.
        language: BCP 47 tag of the note.
        day: the day.
    """
    name = _select_name(person, language, day, "full")
    if name is None or script_code(name.language) == script_code(language):
        return None
    convert = _CONVERSIONS.get(script_code(language))
    system = ROMANIZATIONS.get(primary_language(name.language))
    return (name, system.name) if system and convert and convert(name.text, name.language) else None


_CONVERSIONS = {"Cyrl": cyrillize, "Latn": romanize}
"""What spells a name of another script in the script of a note."""


def _name_by_code(
    entity: Partner | Organisation | Region, name: Name, language: str, day: date
) -> Part | None:
    """Return the name on a day by the code of a country or region; None if it is not known.

    It is not known where the facts give the entity another name on that day than later, and nothing says what that
    was in this language.

    Args:
        entity: what is named.
        name: its name on the day in another language.
        language: BCP 47 tag.
        day: the day.
    """
    text = country_name_on(entity.code, language, day) if entity.code else ""
    is_past = name.period is not None and name.period.end is not None and name.period.end.last_day >= day
    if not text or (is_past and not is_renamed_country(entity.code)):
        return None
    former = former_name(entity.code, language)
    return _noun(entity, text, language, former.article if former and former.text == text else "")


def _noun(entity: NamedEntity, text: str, language: str, article: str = "") -> Part:
    """Return a name, with its own article or else the usual one if it is the name of a country, body or programme."""
    if not article and isinstance(entity, Framework | Organisation | Partner | Region):
        code = "" if isinstance(entity, Framework) else entity.code
        article = usual_article(text, language, code)
    return Noun(text, article) if article not in ("", NO_ARTICLE) else text


def plain_name(entity: NamedEntity, language: str, day: date) -> str:
    """Return the name of an entity on a day as a plain string, for sorting and comparing."""
    return _bare(name_at(entity, language, day))


def plain_short_name(entity: NamedEntity, language: str, day: date) -> str:
    """Return the short form of the name of an entity on a day, else its full name, as a plain string."""
    return _bare(short_name_at(entity, language, day))


def _without_article(part: Part) -> Part:
    """Return a name that takes no article, as in text of another language."""
    return part.name if isinstance(part, Noun) else part


def _bare(part: Part) -> str:
    """Return the text of a name without its article and language."""
    return _bare(part.phrase.parts[0]) if isinstance(part, ForeignText) else str(_without_article(part))


def term_at(entity: NamedEntity, language: str, day: date) -> Part:
    """Return the printable name of an entity on a day, with its short form if it has one."""
    full = name_at(entity, language, day)
    if isinstance(full, ForeignText):
        return replace(full, phrase=Phrase((_without_article(term_at(entity, full.language, day)),)))
    short = name_at(entity, language, day, "short")
    if not short:
        return full
    term = Term(_bare(full), _bare(short))
    articles = [part.article if isinstance(part, Noun) else "" for part in (full, short)]
    return Noun(term, *articles) if any(articles) else term


def short_name_at(entity: NamedEntity, language: str, day: date, gender: str = "") -> Part:
    """Return the short form of the name of an entity on a day if it has one, else the full name.

    The title of a post takes the form for the gender of its holder, if it has one.
    """
    full = name_at(entity, language, day, gender=gender)
    if isinstance(full, ForeignText):
        short = short_name_at(entity, full.language, day, gender)
        return replace(full, phrase=Phrase((_without_article(short),)))
    return name_at(entity, language, day, "short", gender) or full


def _select_name(entity: NamedEntity, language: str, day: date, form: str, gender: str = "") -> Name | None:
    """Return the name to use for a language; None if the entity has none of that form.

    Only a full name may come from another language. Of titles, the one for the gender comes first, then the one for
    everyone.
    """
    candidates = [name for name in entity.names if name.form == form]
    spoken = [name for name in candidates if primary_language(name.language) == primary_language(language)]
    if not spoken and form == "full":
        usable = candidates
        if isinstance(entity, Person | Place):
            usable = [
                name for name in candidates if script_code(name.language) == script_code(language)
            ] or candidates
        spoken = [name for name in candidates if name.language == usable[0].language] if usable else []
    if any(name.gender for name in spoken):
        fitting = [name for name in spoken if name.gender == gender]
        spoken = fitting or [name for name in spoken if not name.gender] or spoken
    return _latest_name(spoken, day)


def former_names(person: Person, language: str, day: date) -> list[Name]:
    """Return the other full names of a person known by a day, in the language of the printed name."""
    printed = _select_name(person, language, day, "full")
    return [
        name
        for name in person.names
        if printed
        and name.form == "full"
        and primary_language(name.language) == primary_language(printed.language)
        and name.text != printed.text
        and _is_known(name, day)
    ]


def other_names(person: Person, language: str, day: date) -> list[Name]:
    """Return the names of a person known by a day in other languages than the printed name, and its variants."""
    printed = _select_name(person, language, day, "full")
    spoken = primary_language(printed.language) if printed else ""
    others: dict[str, list[Name]] = {}
    for name in person.names:
        if name.form == "full" and primary_language(name.language) != spoken and _is_known(name, day):
            others.setdefault(name.language, []).append(name)
    chosen = [_latest_name(names, day) for names in others.values()]
    variants = [
        name
        for name in person.names
        if name.form == "variant" and primary_language(name.language) == spoken and _is_known(name, day)
    ]
    shown = {printed.text: printed} if printed else {}
    for name in (*filter(None, chosen), *variants):
        shown.setdefault(name.text, name)  # several languages may spell a name in one way
    return [name for name in shown.values() if name is not printed]


def last_day(fact: Fact, as_of: date) -> date:
    """Return the last day on which a fact holds, or the as-of date if that is earlier."""
    return min(fact.period.end.last_day, as_of) if fact.period.end else as_of


def _latest_name(names: Sequence[Name], day: date) -> Name | None:
    """Return the name in use most recently by a day, else the one that came into use first; None without names."""
    if len(names) <= 1:  # as most entities have one name of a form
        return names[0] if names else None
    possible = [
        name for name in names if name.period is None or name.period.certainty_on(day) is not Certainty.NO
    ]
    used = [(when, name) for name in possible if (when := _last_use(name, day)) is not None]
    if used:
        newest = max(when for when, _ in used)
        return next(name for when, name in used if when == newest)
    return min(possible or names, key=_first_use, default=None)


def _last_use(name: Name, day: date) -> date | None:
    """Return the last day up to `day` on which a name was certainly in use; an undated name always was.

    Return None if it was not in use by then.
    """
    if name.period is None and not name.attestations:
        return date.min
    days = [when.last_day for when in name.attestations if when.last_day <= day]
    if name.period:
        start = name.period.start
        if start is None:
            days.append(date.min)
        elif start.last_day <= day:
            days.append(start.last_day)
    return max(days, default=None)


def _is_known(name: Name, day: date) -> bool:
    """Return whether a name was in use by a day."""
    return _last_use(name, day) is not None


def _first_use(name: Name) -> date:
    """Return the earliest day on which a name may have been in use."""
    days = [when.first_day for when in name.attestations]
    if name.period and name.period.start:
        days.append(name.period.start.first_day)
    return min(days, default=date.min)
