"""The building of phrases: labels with values, dates, and text in another language than that of the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.announcements import announced_end, announced_start
from briefings.factbase.spans import has_ended
from briefings.model.dates import PartialDate
from briefings.model.locales import primary_language
from briefings.model.phrases import EMPTY, ForeignText, LabelRef, Phrase, ShortDate
from briefings.model.stages import SIDES, last_stage_on, life_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from briefings.model.dates import Period
    from briefings.model.facts import Fact
    from briefings.model.phrases import Citation, Part
    from briefings.model.stages import Stage
    from briefings.views.context import NoteContext

__all__ = [
    "attested_phrase",
    "date_phrase",
    "event_phrase",
    "in_a_row",
    "join_phrases",
    "label",
    "language_phrase",
    "other_stages",
    "period_phrase",
    "stage_name",
    "stages_phrase",
    "time_phrase",
    "with_coming_end",
]


def label(key: str, values: Mapping[str, Phrase]) -> Phrase:
    """Return a label with phrases in its places, which carries their citations."""
    citations = dict.fromkeys(citation for value in values.values() for citation in value.citations)
    return Phrase((LabelRef(key, tuple(values.items())),), tuple(citations))


def join_phrases(phrases: Sequence[Phrase]) -> Phrase:
    """Join phrases as a list in words: "A", "A and B", "A, B and C"."""
    if not phrases:
        return EMPTY
    *rest, last = phrases
    if not rest:
        return last
    return label("list.and", {"first": in_a_row(rest), "second": last})


def in_a_row(phrases: Sequence[Phrase]) -> Phrase:
    """Return phrases with commas between them: "A, B, C"."""
    joined = phrases[0]
    for phrase in phrases[1:]:
        joined = label("list.comma", {"first": joined, "second": phrase})
    return joined


def language_phrase(
    parts: tuple[Part, ...], language: str, note_language: str, *, show_language: bool = True
) -> Phrase:
    """Return a phrase in a language, as foreign text where that is not the language of the note.

    Args:
        parts: the parts of the phrase.
        language: BCP 47 tag; empty for text in no language.
        note_language: BCP 47 tag of the note.
        show_language: whether the note prints the name of a foreign language after the text.
    """
    if not language or primary_language(language) == primary_language(note_language):
        return Phrase(parts)
    return Phrase((ForeignText(Phrase(parts), language, show_language),))


def date_phrase(when: PartialDate | date | None, cited: Iterable[Citation] = ()) -> Phrase:
    """Return a date as a phrase; empty for no date."""
    if when is None:
        return EMPTY
    partial = when if isinstance(when, PartialDate) else PartialDate.from_day(when)
    return Phrase((partial,), tuple(cited))


def period_phrase(period: Period) -> Phrase:
    """Return a period as a phrase, with both its ends."""
    start, end = period.start, period.end
    if start == end and start:
        return date_phrase(start)
    if start and end:
        whole = start.day and end.day and not start.qualifier and not end.qualifier
        if whole and (start.year, start.month) == (end.year, end.month):
            return label(
                "period.within-month",
                {"day": Phrase((ShortDate(start, is_day_only=True),)), "end": date_phrase(end)},
            )
        return _range_phrase(start, end)
    if start:
        return label("period.from", {"start": date_phrase(start)})
    return label("period.until", {"end": date_phrase(end)}) if end else EMPTY


def _range_phrase(start: PartialDate, end: PartialDate) -> Phrase:
    """Return a time with both its ends; languages may write two years in a shorter way than other dates."""
    are_years = not (start.month or end.month or start.qualifier or end.qualifier)
    ends = {"start": date_phrase(start), "end": date_phrase(end)}
    return label("period.years" if are_years else "period.from-to", ends)


def event_phrase(period: Period) -> Phrase:
    """Return when an event happened, or by when, if that is all that is known."""
    return period_phrase(period) if period.start else label("period.by", {"end": date_phrase(period.end)})


def time_phrase(context: NoteContext, fact: Fact) -> Phrase:
    """Return the time of a fact as of the day of a note.

    That is when it happened, or since when it has held, or is to hold, with an end to come only if the sources of the
    day announce it; of a state with stages, the stage of the day.
    """
    day, start, end = context.day, fact.period.start, fact.period.end
    if fact.is_event:
        return event_phrase(fact.period)
    if fact.stages:
        return _stage_phrase(fact, day)
    if coming := announced_start(context.store, fact, day):
        return with_coming_end(context, fact, label("period.from", {"start": date_phrase(coming)}))
    if not has_ended(fact, day):
        begun = start if start and start.nominal_first_day <= day else None
        since = label("period.since", {"start": date_phrase(begun)}) if begun else EMPTY
        return with_coming_end(context, fact, since)
    if start and end:
        return date_phrase(start) if start == end else _range_phrase(start, end)
    return label("period.until", {"end": date_phrase(end)}) if end else EMPTY


def with_coming_end(context: NoteContext, fact: Fact, since: Phrase) -> Phrase:
    """Return since when a state has held, with its end to come if the sources of the day announce one.

    Args:
        context: the note.
        fact: the state.
        since: since when, in words; empty if that is not known.
    """
    end = announced_end(context.store, fact, context.day)
    if end is None or end == fact.period.start:
        return since
    values = {"end": date_phrase(end)}
    return label("period.and-until", {"since": since} | values) if since else label("period.until", values)


def attested_phrase(dates: Sequence[PartialDate], cited: Iterable[Citation] = ()) -> Phrase:
    """Return the days on which sources attest a tenure whose start is not known: the first and the last one.

    Args:
        dates: the dates of its attestations, in order; without any, the phrase is empty.
        cited: the sources of the attestations.
    """
    if not dates:
        return EMPTY
    first, last = date_phrase(dates[0], cited), date_phrase(dates[-1], cited)
    if first == last:
        return label("holders.on", {"date": first})
    return label("holders.from-to", {"first": first, "last": last})


# --- the life of things ---------------------------------------------------------------------------


def _stage_phrase(fact: Fact, day: date) -> Phrase:
    """Return the stage of a day with its date, and the next one if a source announces it; empty before the first."""
    reached = [stage for stage in fact.stages if stage.on.last_day <= day]
    to_come = fact.stages[len(reached) :]
    stage, end = fact.stage_on(day) or last_stage_on(fact.stages, day), life_of(reached).end
    if stage is None:
        return label("stage.ahead", {"next": stage_name(fact, to_come[0], dated=True)}) if to_come else EMPTY
    phrase = _current_stage(fact, stage, end, day)
    if to_come:
        ahead = stage_name(fact, to_come[0], dated=True)
    elif end and end.last_day >= day and end not in {stage.on, stage.effective}:
        ahead = label(
            "stage.dated", {"stage": label(_end_label(fact, "stage-name"), {}), "date": date_phrase(end)}
        )
    else:
        return phrase
    return label("stage.to-come", {"stage": phrase, "next": ahead})


def _current_stage(fact: Fact, stage: Stage, end: PartialDate | None, day: date) -> Phrase:
    """Return what a stage means for the days from its own on: "in force since 2 May 2019".

    Args:
        fact: what has the stage.
        stage: of the day.
        end: the day on which it ends, as the stages until the day say.
        day: of the note.
    """
    if end and end.last_day < day and end != stage.on:
        return label(_end_label(fact, "stage"), {"date": date_phrase(end)})
    word = "ratified-by-one" if _is_ratified_by_one(fact, stage, day) else stage.word
    phrase = label(f"stage.{fact.kind}.{word}", {"date": date_phrase(stage.on)})
    if stage.effective is None:
        return phrase
    return label("stage.effective", {"stage": phrase, "date": date_phrase(stage.effective)})


def _is_ratified_by_one(fact: Fact, stage: Stage, day: date) -> bool:
    """Return whether a stage is a ratification, and only one of the two sides has ratified by a day."""
    parties = {each.party for each in fact.stages if each.word == stage.word and each.on.last_day <= day}
    return stage.word == "ratified" and len(parties) == 1 and not parties.isdisjoint(SIDES)


def _end_label(fact: Fact, labels: str) -> str:
    """Return the label for the end of an agreement or membership."""
    return f"{labels}.{fact.kind}.{'ended' if fact.kind == 'agreement' else 'withdrawn'}"


def stage_name(fact: Fact, stage: Stage, *, dated: bool = False) -> Phrase:
    """Return the name of a stage, as in a list of them: "signature", or "signature (25 June 2024)"."""
    kind = fact.kind if fact.kind in _KINDS_WITH_OWN_STAGES else "contact"
    name = label(f"stage-name.{kind}.{stage.word}", {})
    if stage.word == "extended" and stage.effective:
        name = label("stage.until", {"stage": name, "date": date_phrase(stage.effective)})
    return label("stage.dated", {"stage": name, "date": date_phrase(stage.on)}) if dated else name


def other_stages(fact: Fact, day: date) -> Iterator[Phrase]:
    """Yield sentences with the stages that came after that of a day and left it as it was, and with those before it."""
    reached = [stage for stage in fact.stages if stage.on.last_day <= day]
    current = fact.stage_on(day)
    place = reached.index(current) if current else len(reached) - 1
    for key, stages in (("later", reached[place + 1 :]), ("earlier", reached[: max(place, 0)])):
        if stages:
            yield label(f"stage.{key}", {"stages": stages_phrase(fact, stages)})


def stages_phrase(fact: Fact, stages: Sequence[Stage]) -> Phrase:
    """Return the names of some stages with their days, the last one first."""
    return in_a_row([stage_name(fact, stage, dated=True) for stage in reversed(stages)])


_KINDS_WITH_OWN_STAGES = ("agreement", "commitment", "membership")
