"""Tests of names on a day, and of the language of a text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.model.entities import Organisation, Person
from briefings.model.phrases import ForeignText, Noun, Phrase, Term
from briefings.views.names import (
    former_names,
    last_day,
    name_at,
    other_names,
    plain_name,
    short_name_at,
    term_at,
    text_for,
)

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.entities import NamedEntity
    from briefings.model.evidence import Name
    from briefings.model.phrases import Part

NAMES = """\
people:
- id: attested
  names:
  - {text: Ada Later, lang: en, attested: [2015-06-01, 2018]}
  - {text: Ada Early, lang: en, attested: [2010-01-01]}
- id: borne
  names:
  - {text: Bo Second, lang: en, valid: 2010-03/2015-03}
  - {text: Bo Third, lang: en, valid: 2015-03/..}
  - {text: Bo First, lang: en, valid: 2000/2010-03}
- id: married
  names:
  - {text: Cy New, lang: en, valid: 2012-06-01/..}
  - {text: Cy Old, lang: en}
- id: divorced
  names:
  - {text: Flo Married, lang: en, valid: 2000-01-01/2005-12-31}
  - {text: Flo, lang: en}
- id: spelled
  names:
  - {text: Dee Vari-Ant, lang: en, form: variant}
  - {text: Dee Variant, lang: en}
  - {text: Ди Вариант, lang: ru, attested: [2015]}
  - {text: Ди Старая, lang: ru, attested: [2010]}
  - {text: Дӣ, lang: tg-Cyrl, attested: [2018-02]}
  - {text: Dī, lang: tg-Latn}
  - {text: Di Ru, lang: ru, form: variant}
  - {text: D. Later, lang: en, form: variant, attested: [2020-01-01]}
- id: foreign
  names:
  - {text: Эхо, lang: ru-Cyrl}
  - {text: Écho, lang: fr}
organisations:
- id: guild
  names:
  - {text: Guild of Porters and Pages, lang: en, valid: 2010-01-01/..}
  - {text: Guild of Porters, lang: en, valid: /2009-12-31}
  - {text: GPP, lang: en, form: short, valid: 2010-01-01/..}
  - {text: Worshipful Guild of Porters, lang: en, form: formal}
- {id: concord, names: [{text: River Concord, lang: en, article: the}, {text: RC, lang: en, form: short}]}
- {id: union, names: [{text: Lamp Union, lang: en}, {text: LU, lang: en, form: short, article: the}]}
- {id: bare, names: [{text: Lantern League, lang: en, article: none}]}
- {id: usual, names: [{text: Lamp Republic, lang: en}]}
"""


@pytest.fixture
def store(project: Path) -> FactStore:
    """Return the fictional facts with some people and a body of many names."""
    (project / "facts" / "zubrowka" / "names.yaml").write_text(NAMES, "utf-8")
    return load(project)


def entity_with_id(store: FactStore, id_: str) -> NamedEntity:
    """Return the person or body with this id."""
    return store.entity(Organisation if id_ == "guild" else Person, id_)


@pytest.mark.parametrize(
    ("id_", "day", "expected"),
    [
        # The fictional minister changed his name in March 2015, nobody knows on which day.
        ("zero-moustafa", "1900-01-01", "Zero the Younger"),
        ("zero-moustafa", "2015-02-28", "Zero the Younger"),
        ("zero-moustafa", "2015-03-01", "Zero the Younger"),
        ("zero-moustafa", "2015-03-30", "Zero the Younger"),
        ("zero-moustafa", "2015-03-31", "Zero Moustafa"),
        ("zero-moustafa", "2015-04-01", "Zero Moustafa"),
        ("zero-moustafa", "9999-12-31", "Zero Moustafa"),
        # Names without a period are those used most recently; before the first the one used first.
        ("attested", "1900-01-01", "Ada Early"),
        ("attested", "2009-12-31", "Ada Early"),
        ("attested", "2010-01-01", "Ada Early"),
        ("attested", "2015-05-31", "Ada Early"),
        ("attested", "2015-06-01", "Ada Later"),
        ("attested", "2030-01-01", "Ada Later"),
        # Three periods, in no order; each hand-over some day of a month.
        ("borne", "1999-12-31", "Bo First"),
        ("borne", "2000-12-31", "Bo First"),
        ("borne", "2010-03-30", "Bo First"),
        ("borne", "2010-03-31", "Bo Second"),
        ("borne", "2012-01-01", "Bo Second"),
        ("borne", "2015-03-30", "Bo Second"),
        ("borne", "2015-03-31", "Bo Third"),
        # A name without any date gives way to one with a date from that date on.
        ("married", "2012-05-31", "Cy Old"),
        ("married", "2012-06-01", "Cy New"),
        # A name that is borne no longer gives way to one without any date.
        ("divorced", "2005-12-31", "Flo Married"),
        ("divorced", "2006-01-01", "Flo"),
        # A variant is never the name.
        ("spelled", "1900-01-01", "Dee Variant"),
        ("spelled", "2020-01-02", "Dee Variant"),
        # Where no name is in the language, the first in its script serves.
        ("foreign", "2020-01-01", "Écho"),
        ("guild", "2009-12-31", "Guild of Porters"),
        ("guild", "2010-01-01", "Guild of Porters and Pages"),
    ],
)
def test_name_on(id_: str, day: str, expected: str, store: FactStore) -> None:
    """On each day a thing has the name that was borne or attested most recently before it."""
    assert expected == name_at(entity_with_id(store, id_), "en", parse_day(day))


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("ru", "2012-01-01", "Ди Старая"),
        ("ru", "2016-01-01", "Ди Вариант"),
        ("tg", "2017-01-01", "Dī"),
        ("tg", "2019-01-01", "Дӣ"),
        ("fr", "2019-01-01", "Dee Variant"),
    ],
)
def test_name_in_a_language(language: str, day: str, expected: str, store: FactStore) -> None:
    """A name is chosen among those in the language, in whatever script."""
    assert expected == name_at(entity_with_id(store, "spelled"), language, parse_day(day))


@pytest.mark.parametrize(
    ("day", "form", "expected"),
    [
        ("2009-12-31", "formal", "Worshipful Guild of Porters"),
        ("2010-01-01", "short", "GPP"),
        ("2010-01-01", "adjective", ""),
    ],
)
def test_other_forms(day: str, form: str, expected: str, store: FactStore) -> None:
    """A form of a name is chosen like the name; where there is none, the answer is empty."""
    assert expected == name_at(entity_with_id(store, "guild"), "en", parse_day(day), form)


def test_terms(store: FactStore) -> None:
    """A name with a short form prints as a term, any other as words."""
    guild, zero, day = (
        entity_with_id(store, "guild"),
        entity_with_id(store, "zero-moustafa"),
        date(2014, 1, 1),
    )
    assert Term("Guild of Porters and Pages", "GPP") == term_at(guild, "en", day)
    assert term_at(zero, "en", day) == "Zero the Younger"
    assert (short_name_at(guild, "en", day), short_name_at(zero, "en", day)) == ("GPP", "Zero the Younger")


def name_texts(names: list[Name]) -> list[str]:
    """Return the texts of the names."""
    return [name.text for name in names]


@pytest.mark.parametrize(
    ("id_", "day", "expected"),
    [
        ("zero-moustafa", "2014-01-01", []),
        ("zero-moustafa", "2015-03-30", []),
        ("zero-moustafa", "2015-03-31", ["Zero the Younger"]),
        ("attested", "2009-12-31", []),
        ("attested", "2012-01-01", []),
        ("attested", "2016-01-01", ["Ada Early"]),
        ("borne", "2005-01-01", []),
        ("borne", "2012-01-01", ["Bo First"]),
        ("borne", "2016-01-01", ["Bo Second", "Bo First"]),
        ("married", "2012-01-01", []),
        ("married", "2013-01-01", ["Cy Old"]),
        ("divorced", "2005-12-31", ["Flo"]),
        ("divorced", "2006-01-01", ["Flo Married"]),
        ("spelled", "2021-01-01", []),
    ],
)
def test_former_names(id_: str, day: str, expected: list[str], store: FactStore) -> None:
    """Former names are those in use before the name of the day; one that came later is not among them."""
    assert expected == name_texts(former_names(store.entity(Person, id_), "en", parse_day(day)))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2009-12-31", ["Dī", "Dee Vari-Ant"]),
        ("2010-12-31", ["Ди Старая", "Dī", "Dee Vari-Ant"]),
        ("2015-12-31", ["Ди Вариант", "Dī", "Dee Vari-Ant"]),
        ("2018-02-27", ["Ди Вариант", "Dī", "Dee Vari-Ant"]),
        ("2018-02-28", ["Ди Вариант", "Дӣ", "Dī", "Dee Vari-Ant"]),
        ("2020-01-01", ["Ди Вариант", "Дӣ", "Dī", "Dee Vari-Ant", "D. Later"]),
    ],
)
def test_other_names(day: str, expected: list[str], store: FactStore) -> None:
    """Of each other language and script the name of the day is told, and other spellings, once they were in use."""
    assert expected == name_texts(other_names(store.entity(Person, "spelled"), "en", parse_day(day)))


def test_words_of(store: FactStore) -> None:
    """A text is told in the language of the note, else in the house's first one, else in that of the original."""
    text = next(fact.headline for fact in store.facts if fact.id == "lamps")
    assert text is not None
    english, french = ("First lamp lit", "en"), ("Première lampe", "fr")
    assert (text_for(text, "en", "en"), text_for(text, "fr", "en")) == (english, english)
    both = type(text)({"fr": "Première lampe", "en": "First lamp lit"}, text.location)
    assert (text_for(both, "en", "fr"), text_for(both, "tg", "en")) == (english, english)
    assert text_for(both, "tg", "de") == french


@pytest.mark.parametrize(
    ("id_", "as_of", "expected"),
    [
        ("lamps", "2020-01-01", "2007-03-31"),
        ("lamps", "2007-03-10", "2007-03-10"),
        ("snow", "2020-01-01", "2020-01-01"),
        ("programme", "2020-01-01", "2012-12-31"),
        ("forum", "2020-01-01", "2020-01-01"),
    ],
)
def test_last_day(id_: str, as_of: str, expected: str, store: FactStore) -> None:
    """The last day of a fact is the last one that its end allows, and never after the day of the note."""
    fact = next(fact for fact in store.facts if fact.id == id_)
    assert parse_day(expected) == last_day(fact, parse_day(as_of))


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("concord", Noun(Term("River Concord", "RC"), "the")),
        ("union", Noun(Term("Lamp Union", "LU"), "the", "the")),
        ("bare", "Lantern League"),
        ("usual", Noun("Lamp Republic", "the")),
    ],
)
def test_articles(id_: str, expected: Part, store: FactStore) -> None:
    """A name has the article that the facts give, `none` or the usual one, and its short form has its own."""
    assert expected == term_at(store.entity(Organisation, id_), "en", date(2014, 1, 1))


def test_other_texts_have_no_article(store: FactStore) -> None:
    """A plain name has none, and neither has a name in the text of another language."""
    concord, day = store.entity(Organisation, "concord"), date(2014, 1, 1)
    assert plain_name(concord, "en", day) == plain_name(concord, "fr", day) == "River Concord"
    assert term_at(concord, "fr", day) == ForeignText(Phrase((Term("River Concord", "RC"),)), "en")
    assert short_name_at(concord, "fr", day) == ForeignText(Phrase(("RC",)), "en")


RENAMED = """\
organisations:
- id: eswatini
  code: SZ
  names:
  - {text: Swaziland, lang: en, valid: 1968/2018-04-18}
  - {text: Eswatini, lang: en, valid: 2018-04-19/..}
- id: kazakhstan
  code: KZ
  names:
  - {text: Kazakh SSR, lang: en, valid: 1936/1991-12-09}
  - {text: Kazakhstan, lang: en, valid: 1991-12-10/..}
"""


@pytest.fixture
def renamed_store(project: Path) -> FactStore:
    """Return facts with countries that have had other names."""
    (project / "facts/shared/renamed.yaml").write_text(f"marking: PUBLIC\n{RENAMED}", "utf-8")
    return load(project)


@pytest.mark.parametrize(
    ("country", "language", "day", "name"),
    [
        ("eswatini", "fr", "2015-06-01", Noun("Swaziland", "le")),
        ("eswatini", "ru", "2018-04-18", "Свазиленд"),
        ("eswatini", "fr", "2018-04-19", Noun("Eswatini", "l")),
        ("kazakhstan", "fr", "2015-06-01", Noun("Kazakhstan", "le")),
        ("kazakhstan", "fr", "1990-06-01", ForeignText(Phrase(("Kazakh SSR",)), "en")),
    ],
)
def test_a_name_by_code_is_that_of_the_day(
    renamed_store: FactStore, country: str, language: str, day: str, name: Part
) -> None:
    """Where the facts know of another name on the day, and no list has it in the language, the name of the facts stands."""
    entity = renamed_store.entity(Organisation, country)
    assert name_at(entity, language, parse_day(day)) == name
