"""Open questions: facts that a note tells, but that are disputed, merely possible, or due to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.links import texts_of
from briefings.model.dates import Truth
from briefings.model.facts import (
    Agreement,
    Contact,
    Cooperation,
    Fact,
    Figure,
    Framework,
    Line,
    Membership,
    Named,
    Partner,
    Person,
    Post,
    Statement,
    Tenure,
    Visit,
)
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, last_day, short_name_on, term_on
from briefings.views.records import QuestionView, ResolutionView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.facts import Evidence
    from briefings.views.context import Teller

__all__ = ["open_questions", "resolved"]


def open_questions(teller: Teller) -> Iterator[QuestionView]:
    """Facts that stand, but are disputed by what had been said by the day, merely possible, or overdue.

    Of what a line rests on each fact is asked by itself; the line is, when that no longer holds.
    """
    for fact in teller.facts(Fact):
        if not _asked(teller, fact):
            continue
        if isinstance(fact, Visit) and teller.base.standing(fact, teller.day).truth is not Truth.CERTAIN:
            yield from _unconfirmed(teller, fact)
        elif isinstance(fact, Line) and (fallen := teller.base.fallen(fact, teller.day)):
            yield from _fallen(teller, fact, fallen)
        elif fact.key in teller.standings and teller.base.living(fact, teller.day):
            yield from _doubted(teller, fact)


def resolved(teller: Teller) -> Iterator[ResolutionView]:
    """How disagreements on facts that stand were settled by the day, each told once."""
    facts = {fact.key: fact for fact in teller.facts(Fact)}
    for resolution in dict.fromkeys(teller.resolutions.values()):
        if resolution.on.last > teller.day or not facts.keys() >= set(resolution.settles):
            continue
        settled = [facts[key] for key in resolution.settles]
        first = next((fact for fact in settled if fact.key == resolution.preferred), settled[0])
        subject = _subject(teller, first)
        because = teller.text(resolution.because, first)
        if subject and because and first.key in teller.standings:
            cited = teller.citations(first)
            yield ResolutionView(
                subject.citing(cited),
                resolution.how,
                because.citing(cited),
                Phrase((resolution.by,), cited),
                teller.dated(resolution.on, cited),
                tuple(
                    _saying(teller, item, fact)
                    for fact in settled
                    for item in teller.evidence[fact.key]
                    if teller.heard(item)
                ),
            )


def _asked(teller: Teller, fact: Fact) -> bool:
    """Whether a question about a fact belongs into the note: into that about a person what tells of that person."""
    about = teller.scope.about
    if not isinstance(teller.base.entities.get(about), Person):
        return True
    named = {about} & {
        *((fact.holder,) if isinstance(fact, Tenure) else ()),
        *(participant.person for participant in (fact.participants if isinstance(fact, Contact) else ())),
        *(item.says.holder for item in fact.evidence if item.says),
    }
    reference = f"{{person:{about}}}"
    return bool(named) or any(
        reference in words for text in texts_of(fact) for words in text.by_language.values()
    )


def _doubted(teller: Teller, fact: Fact) -> Iterator[QuestionView]:
    alone = isinstance(fact, Line)
    standing = teller.base.alone(fact, teller.day) if alone else teller.standings[fact.key]
    if fact.event and standing.truth is not Truth.CERTAIN:
        return
    if isinstance(fact, Tenure) and fact.key not in {
        tenure.key for tenure, _ in teller.tenures(teller.base.get(Post, fact.post), teller.day)
    }:
        return
    said = [_saying(teller, item, fact) for item in teller.disputes(fact)]
    if said:
        kind = "disputed"
    elif standing.overdue:
        kind = "overdue"
    elif standing.truth is Truth.POSSIBLE:
        kind = "possible"
    else:
        return
    subject = _subject(teller, fact)
    if subject:
        held = teller.fact(fact, subject, standing)
        yield QuestionView(kind, held.text, held.attested, held.due, tuple(said))


def _unconfirmed(teller: Teller, visit: Visit) -> Iterator[QuestionView]:
    """A visit whose days are over, while no source shows that it took place."""
    if visit.period.end and visit.period.end.last < teller.day:
        text = label("question.visit", {"date": teller.span(visit.period)}).citing(teller.citations(visit))
        yield QuestionView("unconfirmed", text, EMPTY, EMPTY, ())


def _fallen(teller: Teller, line: Line, fallen: list[Fact]) -> Iterator[QuestionView]:
    text = teller.text(line.text, line)
    basis = [subject.citing(teller.citations(fact)) for fact in fallen if (subject := _subject(teller, fact))]
    if text:
        yield QuestionView("fallen", text, EMPTY, EMPTY, tuple(basis))


def _subject(teller: Teller, fact: Fact) -> Phrase | None:
    """What a fact states, as a sentence."""
    if isinstance(fact, Tenure):
        return _held(teller, fact)
    if isinstance(fact, Membership):
        partner = teller.base.get(Partner, teller.scope.partner)
        part = Phrase((short_name_on(partner, teller.language, teller.day),))
        values = {"name": _framework(teller, fact), "partner": part}
        return _dated(teller, fact, values, "question.named", "question.dated")
    if isinstance(fact, Agreement):
        title = teller.text(fact.title, fact)
        return title and _dated(teller, fact, {"name": title}, "question.agreed", "question.agreed-dated")
    if isinstance(fact, Figure):
        name = teller.text(fact.name, fact)
        return name and label("question.figure", {"name": name, "value": Phrase((fact.value,))})
    if isinstance(fact, Contact):
        kind = "visit" if isinstance(fact, Visit) else "contact"
        return label(f"question.{kind}", {"date": teller.span(fact.period)})
    return teller.text(fact.text, fact) if isinstance(fact, Statement | Cooperation | Line) else None


def _held(teller: Teller, fact: Tenure) -> Phrase:
    post = Phrase((short_name_on(teller.base.get(Post, fact.post), teller.language, teller.day),))
    if fact.holder is None:
        return label("question.vacant", {"post": post})
    holder = teller.holder_name(fact, last_day(fact, teller.day))
    return label("question.tenure", {"post": post, "holder": holder})


def _saying(teller: Teller, evidence: Evidence, fact: Fact) -> Phrase:
    """What a source says instead, and when it said so."""
    source = teller.sources[evidence.source]
    via = teller.sources[evidence.via] if evidence.via else None
    values = {
        "publisher": Phrase((source.publisher,)),
        "title": teller.spoken((source.title,), teller.base.house.written, marked=False),
        "date": teller.dated(teller.heard(evidence)),
        "words": _said(teller, evidence, fact),
    }
    cited = [Citation(fact.key, source.id)]
    key = "question.says" if source.dated else "question.says-undated"
    if via:
        key = "question.says-via"
        values["via"] = Phrase((via.publisher,))
        cited.append(Citation(fact.key, via.id))
    return label(key, values).citing(cited)


def _said(teller: Teller, evidence: Evidence, fact: Fact) -> Phrase:
    says = evidence.says
    assert says is not None  # noqa: S101 - the caller asked only for what is said
    if says.holder:
        named = teller.base.entities[says.holder]
        assert isinstance(named, Named)  # noqa: S101 - references were checked on loading
        return label("said.holder", {"name": Phrase((term_on(named, teller.language, teller.day),))})
    if says.period:
        return label("said.period", {"period": teller.span(says.period)})
    if says.value:
        return label("said.value", {"value": Phrase((says.value,))})
    words = teller.text(says.text, fact) or EMPTY
    return label("said.text", {"text": Phrase(words.parts)})


def _dated(teller: Teller, fact: Fact, values: dict[str, Phrase], named: str, dated: str) -> Phrase:
    """The one wording or, with the time of the fact, the other."""
    time = teller.time(fact)
    return label(dated, values | {"time": time}) if time else label(named, values)


def _framework(teller: Teller, fact: Membership) -> Phrase:
    framework = teller.base.get(Framework, fact.framework)
    name = term_on(framework, teller.language, last_day(fact, teller.day))
    return Phrase((name,), teller.citations(fact))
