"""The articles of names: which article, if any, a name takes within a sentence.

A name in the facts may say its own, `article: the`. For the others this module knows the usual one in English and in
French: by the noun that the name is built on ("the Kyrgyz Republic", "le Partenariat pour la paix"), and for countries
by their code ("la Mongolie", "l’Arménie"). Languages without articles, and other names, have none.
"""

from __future__ import annotations

from briefings.model.locales import country_name, primary_language

__all__ = ["NO_ARTICLE", "usual_article"]

NO_ARTICLE = "none"
"""The key of the pattern for a name without article."""

_ENGLISH_NOUNS = frozenset(
    [
        "agency",
        "alliance",
        "assembly",
        "association",
        "bahamas",
        "balkans",
        "bank",
        "bureau",
        "caribbean",
        "caucasus",
        "centre",
        "coalition",
        "commission",
        "committee",
        "commonwealth",
        "community",
        "comoros",
        "confederation",
        "conference",
        "congress",
        "council",
        "court",
        "delegation",
        "dialogue",
        "duchy",
        "east",
        "embassy",
        "emirates",
        "emirate",
        "federation",
        "force",
        "forum",
        "foundation",
        "fund",
        "gambia",
        "group",
        "gulf",
        "initiative",
        "institute",
        "isle",
        "islands",
        "kingdom",
        "league",
        "maldives",
        "mechanism",
        "mission",
        "ministry",
        "nations",
        "netherlands",
        "network",
        "office",
        "organisation",
        "organization",
        "pact",
        "parliament",
        "partnership",
        "philippines",
        "plan",
        "platform",
        "presidency",
        "principality",
        "process",
        "programme",
        "region",
        "republic",
        "school",
        "secretariat",
        "seminar",
        "society",
        "states",
        "state",
        "sultanate",
        "summit",
        "territories",
        "territory",
        "treaty",
        "union",
        "university",
    ]
)
"""Nouns at the end of a name, or at its start before "of", "for" and "in", with which the name takes "the"."""
_ENGLISH_LINKS = frozenset({"of", "for", "in", "on", "to", "with", "against"})

_FRENCH_NOUNS = {
    "le": "bureau centre comité congrès conseil dialogue fonds forum grand-duché groupe mécanisme "
    "ministère parlement partenariat plan processus programme réseau royaume royaume-uni secrétariat sultanat "
    "séminaire territoire traité",
    "la": "banque coalition commission communauté confédération conférence cour fédération fondation force ligue "
    "mission plateforme principauté république société",
    "l": "accord agence alliance ambassade assemblée association initiative institut institution organisation "
    "union université état île",
    "les": "bahamas bermudes comores maldives nations palaos pays-bas philippines seychelles territoires terres "
    "émirats états états-unis îles",
}
_FRENCH_ARTICLES = {noun: article for article, nouns in _FRENCH_NOUNS.items() for noun in nouns.split()}
_FRENCH_COUNTRIES = {
    "le": "BD BF BI BJ BR BT BW BZ CA CD CG CL CM CR CV DK EH GA GH GL GT HN KE KG KH KW KZ LA LB LI LR LS LU MA ME "
    "ML MM MX MZ MW NE NG NI NP PA PE PK PT PY QA RW SD SN SR SS SV TD TG TJ TL TM VE VN XK YE ZW JP GY",
    "la": "BA BB BE BG BO BY CF CH CI CN CO CZ DM DO FI FM FR GD GE GF GM GN GP GQ GR GS GW HR JM JO KP KR LT LV LY "
    "MD MK MN MQ MR MY NA NC NO NZ PF PG PL RO RS RU SE SI SK SL SO SY TH TN TR TT TZ ZM",
    "l": "AF AL AM AO AQ AR AT AU AZ DE DZ EC EE EG ER ES ET EU HU ID IE IN IQ IR IS IT SA SZ UA UG UY UZ ZA",
    "les": "AS FJ",
}
_FRENCH_ARTICLES_BY_CODE = {
    code: article for article, codes in _FRENCH_COUNTRIES.items() for code in codes.split()
}


def usual_article(name: str, language: str, code: str = "") -> str:
    """Return the article that a name usually takes, as the key of a pattern of labels; empty for none.

    Args:
        name: the name of a country, a body or a programme.
        language: BCP 47 tag of the name.
        code: ISO 3166-1 alpha-2 code of a country, or empty.

    >>> usual_article("Kyrgyz Republic", "en"), usual_article("Tajikistan", "en", "TJ")
    ('the', '')
    >>> usual_article("Mongolie", "fr", "MN"), usual_article("Plan d’action", "fr")
    ('la', 'le')
    """
    match primary_language(language):
        case "en":
            return _english_article(name)
        case "fr" if code in _FRENCH_ARTICLES_BY_CODE and name == country_name(code, "fr"):
            return _FRENCH_ARTICLES_BY_CODE[code]
        case "fr":
            return _FRENCH_ARTICLES.get(name.lower().partition(" ")[0], "")
        case _:
            return ""


def _english_article(name: str) -> str:
    """Return `the` for a name that is built on one of the nouns; empty for any other, and for two names with "&"."""
    words = name.lower().split()
    if not words or words[0] == "the" or "&" in words:
        return ""
    head = next((index for index, word in enumerate(words) if word in _ENGLISH_LINKS), len(words)) - 1
    return "the" if words[head] in _ENGLISH_NOUNS else ""
