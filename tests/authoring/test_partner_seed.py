"""Tests of the partner that the user means."""

from __future__ import annotations

import pytest

from briefings.authoring.partners.countries import usual_name
from briefings.authoring.partners.seed import PartnerSeed, identify_partner, name_lines
from briefings.model.diagnostics import BriefingsError
from briefings.model.locales import country_names

FOUR = ("en", "fr", "ru", "tg")


@pytest.mark.parametrize(
    ("asked", "id_", "code"),
    [
        ("uzbekistan", "uzbekistan", "UZ"),
        ("UZ", "uzbekistan", "UZ"),
        ("Ouzbékistan", "uzbekistan", "UZ"),
        ("ouzbekistan", "ouzbekistan", "UZ"),
        ("Узбекистан", "uzbekistan", "UZ"),
        ("bosnia-and-herzegovina", "bosnia-and-herzegovina", "BA"),
        ("Bosnia & Herzegovina", "bosnia-and-herzegovina", "BA"),
        ("cote-d-ivoire", "cote-d-ivoire", "CI"),
        ("Côte d’Ivoire", "cote-d-ivoire", "CI"),
    ],
)
def test_a_country_is_known_by_name_or_code(asked: str, id_: str, code: str) -> None:
    """A country is found by its code, and by its name in any language of the house, with its marks or without."""
    found = identify_partner(asked, FOUR)
    assert (found.id, found.code) == (id_, code)


def test_every_country_is_known_by_its_code() -> None:
    """Each code finds its country, also where CLDR knows none of the languages spoken there."""
    found = {code: identify_partner(code, FOUR) for code in country_names("en")}
    assert [code for code, seed in found.items() if seed.code != code or not seed.names["en"]] == []
    assert list(identify_partner("TV", ("en",)).names) == ["en"]


def test_names_of_a_country() -> None:
    """A country has its name in each language of the house, in their order, then in its own languages."""
    assert identify_partner("uzbekistan", FOUR).names == {
        "en": "Uzbekistan",
        "fr": "Ouzbékistan",
        "ru": "Узбекистан",
        "tg": "Ӯзбекистон",
        "uz": "Oʻzbekiston",
        "uz-Cyrl": "Ўзбекистон",
    }


@pytest.mark.parametrize(
    ("code", "id_", "names"),
    [
        ("CD", "democratic-republic-of-the-congo", {"en": "Democratic Republic of the Congo", "fr": "République démocratique du Congo"}),
        ("CV", "cabo-verde", {"en": "Cabo Verde", "ru": "Кабо-Верде"}),
        ("LC", "saint-lucia", {"en": "Saint Lucia", "fr": "Sainte-Lucie"}),
        ("TT", "trinidad-and-tobago", {"en": "Trinidad and Tobago"}),
        ("VA", "holy-see", {"en": "Holy See", "fr": "Saint-Siège"}),
    ],
)  # fmt: skip
def test_a_name_is_the_one_that_notes_use(code: str, id_: str, names: dict[str, str]) -> None:
    """A country has its usual name, not the one that lists sort by."""
    found = identify_partner(code, FOUR)
    assert found.id == id_
    assert {**found.names, **names} == found.names


def test_no_usual_name_looks_like_an_entry_of_a_list() -> None:
    """No English name has brackets, a dash between blanks, or an abbreviation."""
    names = {code: usual_name(code, "en") for code in country_names("en")}
    odd = {
        code for code, name in names.items() if any(sign in name for sign in ("(", " - ", "&", "St.", "SAR"))
    }
    assert odd == {"CC"}


def test_a_name_of_the_house_comes_before_that_of_the_list() -> None:
    """The name that the user gives is that of the main language; the others stay."""
    found = identify_partner("kyrgyz-republic", ("en", "fr"), "KG", "Kyrgyz Republic")
    assert (found.id, found.code) == ("kyrgyz-republic", "KG")
    assert list(found.names.items())[:2] == [("en", "Kyrgyz Republic"), ("fr", "Kirghizstan")]


def test_a_partner_that_is_no_country() -> None:
    """With a name anything can be a partner."""
    assert identify_partner("grand-fenwick", ("en",), name="Grand Fenwick") == PartnerSeed(
        "grand-fenwick", None, {"en": "Grand Fenwick"}
    )


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("uzbekstan", None, "unknown-country]: unknown country 'uzbekstan'\n  hint: did you mean uzbekistan? For a country outside ISO 3166, give its name: --name Uzbekstan"),
        ("Ouzbékistann", None, "hint: did you mean ouzbékistan?"),
        ("Korea", None, "shared-name]: several countries are called 'Korea'\n  hint: write the code of one: KR (South Korea) or KP (North Korea)"),
        ("soviet union", None, "former-country]: Soviet Union ended on 1991-12-26\n  hint: add a country of today: AM (Armenia), "),
        ("yugoslavia", None, "former-country]: Yugoslavia no longer exists\n  hint: add a country of today: BA (Bosnia and Herzegovina), "),
        ("zzz", None, "hint: give its code: --code UZ. For a country outside ISO 3166, give its name: --name Zzz"),
        ("grand fenwick", None, "give its name: --name 'Grand Fenwick'"),
        ("uzbekistan", "UX", "unknown-code]: no country has the code 'UX'"),
        ("uzbekistan", "EU", "unknown-code]: no country has the code 'EU'"),
    ],
)  # fmt: skip
def test_who_is_not_known(asked: str, code: str | None, said: str) -> None:
    """A country that there is not is refused, with the nearest name in any language of the house."""
    with pytest.raises(BriefingsError) as caught:
        identify_partner(asked, FOUR, code)
    assert said in str(caught.value)


def test_a_country_that_was_renamed_has_both_names_with_their_periods() -> None:
    """The name of today comes first, and a name that the user gives stands alone."""
    assert list(name_lines(identify_partner("swaziland", ("en", "fr"))))[:4] == [
        "  - {text: Eswatini, lang: en, valid: 2018-04-19/..}\n",
        "  - {text: Swaziland, lang: en, valid: ../2018-04-18}\n",
        "  - {text: Eswatini, lang: fr, valid: 2018-04-19/..}\n",
        "  - {text: Swaziland, lang: fr, valid: ../2018-04-18}\n",
    ]
    assert list(name_lines(identify_partner("TR", ("en",), name="Turkey")))[:1] == [
        "  - {text: Turkey, lang: en}\n"
    ]


def test_a_country_that_is_no_more_may_be_a_partner_by_name() -> None:
    """A desk that writes of the past says so."""
    assert identify_partner("soviet-union", ("en",), name="Soviet Union") == PartnerSeed(
        "soviet-union", None, {"en": "Soviet Union"}
    )
