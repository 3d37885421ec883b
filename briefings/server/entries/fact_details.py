"""A fact in words for a page: its texts, its standing, its sources and its last review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.explanation.fact import status_text
from briefings.authoring.wording.days import say_day, say_period
from briefings.authoring.wording.stages import say_stage
from briefings.authoring.wording.titles import fact_title, plain_text
from briefings.compose.addresses import web_link
from briefings.factbase.provenance import source_chain
from briefings.factbase.standing import overdue_since, standing_of
from briefings.model.hashing import short_hash
from briefings.server.forms.fields import kind_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.entities import Source
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["EvidenceDetails", "FactDetails", "describe_fact", "find_fact"]


@dataclass(frozen=True, slots=True)
class EvidenceDetails:
    """One source of a fact.

    Attributes:
        source_id: id of the source.
        words: publisher, title and date of the source.
        address: its address on the web, or empty.
        remarks: where in the source, and what it says about days.
        quote: its words, or empty.
        disagreement: what it says instead, or empty.
        chain: the sources that it quotes, one after another: id and words.
        is_captured: whether its text is kept in the project.
    """

    source_id: str
    words: str
    address: str
    remarks: tuple[str, ...]
    quote: str
    disagreement: str
    chain: tuple[tuple[str, str], ...]
    is_captured: bool


@dataclass(frozen=True, slots=True)
class FactDetails:
    """A fact, in words.

    Attributes:
        key: of the fact.
        kind: of the fact.
        title: what it is called and what it says.
        when: its day, or how long it holds.
        marking: its marking.
        place: where it is written.
        standing: how it stands on the day of the page.
        texts: its texts besides the title, each with its language.
        stages: the stages of its life.
        evidence: its sources.
        basis: the facts it rests on: key and title.
        review: its last review, in words; empty if there is none.
        is_overdue: whether it waits for a review.
        is_proposed: whether it waits until a person accepts it.
        version: the hash of the fact, so that a form can't review what its reader has not seen.
    """

    key: str
    kind: str
    title: str
    when: str
    marking: str
    place: str
    standing: str
    texts: tuple[tuple[str, str], ...]
    stages: tuple[str, ...]
    evidence: tuple[EvidenceDetails, ...]
    basis: tuple[tuple[str, str], ...]
    review: str
    is_overdue: bool
    is_proposed: bool
    version: str


def find_fact(reading: Reading, key: str) -> Fact | None:
    """Return a fact or proposal that the reader may see; None if there is none."""
    return reading.store.facts_by_key.get(key) or reading.store.proposals.get(key)


def describe_fact(reading: Reading, fact: Fact) -> FactDetails:
    """Return a fact in words, as of the day of the page."""
    store, day = reading.store, reading.day
    title = fact_title(store, fact, day)
    basis = () if fact.is_proposed else tuple(store.basis(fact).items())
    return FactDetails(
        key=fact.key,
        kind=kind_in_words(fact.kind),
        title=title,
        when=say_period(fact.period),
        marking=str(fact.marking),
        place=str(fact.location),
        standing=_standing_words(reading, fact),
        texts=tuple(
            (language, words)
            for text in fact.texts()
            for language in text.by_language
            if (words := plain_text(store, text, day, language)) != title
        ),
        stages=tuple(map(say_stage, fact.stages)),
        evidence=tuple(_describe_evidence(reading, item) for item in fact.all_evidence),
        basis=tuple((key, fact_title(store, item, day)) for key, item in basis),
        review="" if reading.access.audience else _review_words(fact),
        is_overdue=not fact.is_proposed and overdue_since(store, fact, day) is not None,
        is_proposed=fact.is_proposed,
        version=short_hash(fact),
    )


def _standing_words(reading: Reading, fact: Fact) -> str:
    """Return how a fact stands on the day of the page, with the days that show it."""
    if fact.is_proposed:
        instead = f", to replace {fact.corrected_key}" if fact.corrected_key else ""
        return f"proposed{instead}: no note prints it"
    standing = standing_of(reading.store, fact, reading.day)
    words = [status_text(reading.store, fact, reading.day)]
    if standing.last_attestation:
        words.append(f"last shown on {say_day(standing.last_attestation)}")
    if standing.review_due:
        words.append(f"to look at again on {say_day(standing.review_due)}")
    return ", ".join(words)


def _review_words(fact: Fact) -> str:
    """Return who reviewed a fact when, and whether it has changed since; empty without a review."""
    review = fact.last_review
    if review is None:
        return ""
    changed = "" if review.fact_hash == short_hash(fact) else ", and it has changed since"
    return f"{review.reviewer}, {say_day(review.reviewed_on)}{changed}"


def _describe_evidence(reading: Reading, item: Evidence) -> EvidenceDetails:
    """Return one source of a fact, in words."""
    source = reading.store.source(item.source)
    details = {
        "at": item.locator,
        "shows it on": item.attested_on
        and item.attested_on != source.effective_date
        and say_day(item.attested_on),
        "said on": item.asserted_on and say_day(item.asserted_on),
        "as reported by": item.via_source and _source_words(reading.store.source(item.via_source)),
    }
    return EvidenceDetails(
        source_id=source.id,
        words=_source_words(source),
        address=web_link(source.address) if source.address else "",
        remarks=tuple(f"{name} {value}" for name, value in details.items() if value),
        quote=item.quote,
        disagreement="; ".join(_disagreement_words(reading, item)),
        chain=tuple((quoted.id, _source_words(quoted)) for quoted in source_chain(reading.store, source)[1:]),
        is_captured=source.capture is not None and not reading.access.audience,
    )


def _source_words(source: Source) -> str:
    """Return publisher, title and date of a source."""
    return f"{source.publisher}, {source.display_title}, {say_day(when) if (when := source.effective_date) else 'undated'}"


def _disagreement_words(reading: Reading, item: Evidence) -> Iterator[str]:
    """Yield what a source says instead of a fact."""
    other = item.disagreement
    if other is None:
        return
    holder = reading.store.entities.get(other.holder or "")
    if holder:
        yield reading.name(holder)
    yield from (part for part in (other.value, other.name, other.period and say_period(other.period)) if part)
    if other.text:
        yield plain_text(reading.store, other.text, reading.day)
