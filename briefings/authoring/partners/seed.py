"""The partner that the user means, from an id, a country's name or its code."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING

from briefings.authoring.entries.ids import id_from_name
from briefings.authoring.importing.usual_roles import role_of_title
from briefings.authoring.partners.countries import (
    country_names,
    find_country_code,
    find_former_country,
    find_shared_name,
    name_candidates,
    slugify,
    usual_name,
)
from briefings.loading.parsers import is_id
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.renamings import former_name
from briefings.model.suggest import nearest_match, with_suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["PartnerSeed", "identify_partner", "name_lines", "with_posts"]

_ROLE_HINT = "write the role before the title: `--post 'speaker: Speaker of the House'`"
_LEAST_SIMILARITY = 0.85


@dataclass(frozen=True, slots=True)
class PartnerSeed:
    """A partner to add.

    Attributes:
        id: the id of the partner, and the name of its folder.
        code: the ISO 3166-1 alpha-2 code; None if the partner is not a country of that standard.
        names: names by BCP 47 tag; the languages of the house come first.
        posts: titles of its posts by their role, in the first language of the house.
    """

    id: str
    code: str | None
    names: Mapping[str, str]
    posts: Mapping[str, str] = field(default_factory=dict)


def identify_partner(
    query: str, languages: Sequence[str], code: str | None = None, name: str | None = None
) -> PartnerSeed:
    """Return the partner that the user means.

    Args:
        query: an id, the code of a country, or its name in English or in one of the languages.
        languages: the languages of the house, its default language first.
        code: the ISO 3166-1 alpha-2 code, if the user gave it.
        name: the name in the first language, if the user gave it; it replaces the name of CLDR.

    Raises:
        BriefingsError: if no country has the code, or if no name was given and no country matches, or more than one.
    """
    names_by_tag = country_names(languages)
    english_names = names_by_tag["en"]
    if code and code not in english_names:
        hint = "write two capital letters of ISO 3166-1, such as UZ"
        raise BriefingsError([Diagnostic("unknown-code", f"no country has the code {code!r}", hint=hint)])
    code = code or find_country_code(query, languages, widely=not name)
    if code is None and not name:
        raise BriefingsError([_unknown_country(query, languages)])
    names = dict(_house_names(names_by_tag, languages, code, name))
    covered_languages = {locales.primary_language(tag) for tag in names}
    local_names = locales.official_country_names(code) if code else {}
    names |= {
        tag: text
        for tag, text in local_names.items()
        if locales.primary_language(tag) not in covered_languages
    }
    english_name = usual_name(code, "en") if code else name or ""
    return PartnerSeed(_partner_id(query, english_name), code, names)


def say_how_read(query: str, seed: PartnerSeed, languages: Sequence[str]) -> str:
    """Return how a name was read, if it is not what the partner is called, or is much like a country; else nothing.

    >>> say_how_read("Kazakstan", identify_partner("Kazakstan", ["en"]), ["en"])
    "'Kazakstan' is read as Kazakhstan (KZ)"
    >>> say_how_read("x", identify_partner("x", ["en"], name="Kazakstan"), ["en"])
    "'Kazakstan' is much like Kazakhstan (KZ): if it is that country, give its code"
    """
    name = next(iter(seed.names.values()))
    if seed.code:
        names = [text for tag in country_names(languages).values() if (text := tag.get(seed.code))]
        known = {text.casefold() for text in (seed.code, *seed.names.values(), *names)}
        is_known = query.casefold() in known or slugify(query) in {slugify(text) for text in known} - {""}
        return "" if is_known else f"{query!r} is read as {name} ({seed.code})"
    candidate = nearest_match(name, name_candidates(languages), _LEAST_SIMILARITY)
    code = find_country_code(candidate, languages) if candidate else None
    country = f"{usual_name(code, languages[0])} ({code})" if code else ""
    return f"{name!r} is much like {country}: if it is that country, give its code" if country else ""


def with_posts(seed: PartnerSeed, titles: Iterable[str]) -> PartnerSeed:
    """Return a partner with posts: `President` is the head of state, and `Speaker` a post of its own.

    Args:
        seed: the partner.
        titles: of its posts, in the first language of the house; `head-of-state: King` names the role as well.

    Raises:
        BriefingsError: if a title is empty, is of the same role as another one, or gives no role.
    """
    posts: dict[str, str] = {}
    problems = []
    for text in titles:
        role, separator, title = text.partition(": ")
        if not separator or not is_id(role):
            role, title = role_of_title(text, seed.names.values(), ""), text
        if not role or not title.strip():
            problems.append(
                Diagnostic("no-id", f"no role can be made from the title {text!r}", hint=_ROLE_HINT)
            )
        elif role in posts:
            message = f"{posts[role]!r} and {title.strip()!r} have the same role, {role}"
            problems.append(Diagnostic("repeated-id", message, hint=_ROLE_HINT))
        posts[role] = title.strip()
    if problems:
        raise BriefingsError(problems)
    return replace(seed, posts=posts)


def name_lines(seed: PartnerSeed) -> Iterator[str]:
    """Yield the names of a partner as lines of its `names:`, with the period of a name if the country had another."""
    for tag, text in seed.names.items():
        former = former_name(seed.code, tag) if seed.code else None
        if former is None or text != usual_name(seed.code or "", tag):
            yield _name_line(text, tag)
        else:
            yield _name_line(text, tag, f"{former.last_day + timedelta(days=1)}/..")
            yield _name_line(former.text, tag, f"../{former.last_day}")


def _name_line(text: str, tag: str, period: str = "") -> str:
    """Return the line of a name."""
    valid = f", valid: {period}" if period else ""
    return f"  - {{text: {quote_if_needed(text)}, lang: {tag}{valid}}}\n"


def _house_names(
    names_by_tag: Mapping[str, Mapping[str, str]],
    languages: Sequence[str],
    code: str | None,
    name: str | None,
) -> Mapping[str, str]:
    """Return the names of a partner in the languages of the house; the name that the user gave comes first."""
    given = {languages[0]: name} if name else {}
    from_cldr = {
        tag: usual_name(code, tag)
        for tag, countries in names_by_tag.items()
        if code and tag in languages and tag not in given and code in countries
    }
    return given | from_cldr


def _unknown_country(query: str, languages: Sequence[str]) -> Diagnostic:
    """Return the diagnostic for a query that no country matches, or more than one."""
    if codes := find_shared_name(query):
        choices = " or ".join(f"{code} ({usual_name(code, 'en')})" for code in codes)
        message = f"several countries are called {query!r}"
        return Diagnostic("shared-name", message, hint=f"write the code of one: {choices}")
    if former := find_former_country(query):
        successors = ", ".join(f"{code} ({usual_name(code, 'en')})" for code in former.successors)
        hint = f"add a country of today: {successors}; or give the name with --name {former.name!r}"
        message = f"{former.name} {f'ended on {former.last_day}' if former.last_day else 'no longer exists'}"
        return Diagnostic("former-country", message, hint=hint)
    name = quote(query.title() if query.islower() else query)
    outside = f"For a country outside ISO 3166, give its name: --name {name}"
    problem = Diagnostic(
        "unknown-country", f"unknown country {query!r}", hint=f"give its code: --code UZ. {outside}"
    )
    suggested = with_suggestion(problem, query.lower(), name_candidates(languages))
    return replace(suggested, hint=outside) if suggested.suggestion else suggested


def _partner_id(query: str, name: str) -> str:
    """Return the query if it is a valid id, else an id made from the name.

    Raises:
        BriefingsError: if none can be made.
    """
    if is_id(query):
        return query
    if id_ := id_from_name(name) or id_from_name(query):
        return id_
    hint = "give one in Latin letters: for a partner `new ID --name NAME`, for our side --short"
    raise BriefingsError([Diagnostic("no-id", f"no id can be made from {query!r}", hint=hint)])
