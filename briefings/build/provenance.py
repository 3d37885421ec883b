"""The provenance of a note as PROV-JSON: sentences derived from facts, and facts from sources.

It says nothing that the note or its manifest does not say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefings import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.brief import Brief

__all__ = ["make_provenance"]

_PREFIXES = {
    "briefings": "urn:briefings:",
    "sentence": "urn:briefings:sentence:",
    "fact": "urn:briefings:fact:",
    "source": "urn:briefings:source:",
    "dcterms": "http://purl.org/dc/terms/",
}
_NOTE, _ISSUE, _HOUSE, _PROGRAM = "briefings:note", "briefings:issue", "briefings:house", "briefings:program"


def make_provenance(brief: Brief, entry: Mapping[str, Any]) -> bytes:
    """Return the provenance of a note, as UTF-8 JSON.

    Args:
        brief: the composed note.
        entry: of the note in the manifest.
    """
    sentences = {f"sentence:{number}": line for number, line in enumerate(entry["lines"], 1)}
    stated = [(name, f"fact:{key}") for name, line in sentences.items() for key in line["facts"]]
    rested = dict.fromkeys(
        (f"fact:{citation.fact_key}", f"source:{citation.source_id}")
        for sentence in brief.sentences
        for citation in sentence.citations
    )
    data = {
        "prefix": _PREFIXES,
        "entity": {
            _NOTE: _note_entity(brief),
            **{name: {"prov:value": line["text"]} for name, line in sentences.items()},
            **{
                name: _fact_entity(name, entry)
                for name in [fact for _, fact in [*stated, *((source, fact) for fact, source in rested)]]
            },
            **_source_entities(brief, (source for _, source in rested)),
        },
        "activity": {_ISSUE: {"dcterms:date": brief.as_of.isoformat()}},
        "agent": {
            _HOUSE: {"prov:type": _name("prov:Organization"), "dcterms:title": brief.logo_name},
            _PROGRAM: {"prov:type": _name("prov:SoftwareAgent"), "dcterms:title": f"Briefings {__version__}"},
        },
        "wasGeneratedBy": {"_:generation": {"prov:entity": _NOTE, "prov:activity": _ISSUE}},
        "wasAssociatedWith": _relations(
            "association", "prov:activity", "prov:agent", [(_ISSUE, _HOUSE), (_ISSUE, _PROGRAM)]
        ),
        "hadMember": _relations(
            "member", "prov:collection", "prov:entity", ((_NOTE, name) for name in sentences)
        ),
        "wasDerivedFrom": _relations(
            "derivation", "prov:generatedEntity", "prov:usedEntity", [*stated, *rested]
        ),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _note_entity(brief: Brief) -> dict[str, Any]:
    """Return the note: its title, language, number and marking."""
    texts = {
        "dcterms:title": brief.title,
        "dcterms:language": brief.language,
        "dcterms:identifier": str(brief.identity or ""),
        "dcterms:accessRights": brief.marking,
    }
    return {"prov:type": _name("prov:Collection"), **{key: text for key, text in texts.items() if text}}


def _fact_entity(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fact, with the digest of its content if the note states it; names of people and posts have none."""
    fact = entry["facts"].get(name.removeprefix("fact:"))
    return {"briefings:digest": fact["digest"]} if fact else {}


def _source_entities(brief: Brief, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the sources by name, each as the note prints it."""
    printed = {f"source:{source.id}": source for source in brief.sources}
    entities: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys([*printed, *names]):
        source = printed.get(name)
        texts = {
            "dcterms:title": f"{source.text_before}{source.title}{source.text_after}" if source else "",
            "prov:location": source.address if source else "",
        }
        entities[name] = {key: text for key, text in texts.items() if text}
    return entities


def _relations(
    word: str, first: str, second: str, pairs: Iterable[tuple[str, str]]
) -> dict[str, dict[str, str]]:
    """Return relations of one kind, each with a name that has a meaning in this file only."""
    return {f"_:{word}{number}": {first: one, second: other} for number, (one, other) in enumerate(pairs, 1)}


def _name(name: str) -> dict[str, str]:
    """Return the name of a type, as PROV-JSON writes it."""
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
