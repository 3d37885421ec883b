"""Reading a finished text against the facts: what it says of people, posts, bodies and dates that is no longer so.

Precision comes before recall: a sentence is reported only where the facts surely say otherwise, and none that names
the year to which it belongs.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefings.checks.context import Case, surely_held
from briefings.checks.rules.outdated_plan import to_come
from briefings.checks.text.documents import sentences_of
from briefings.checks.text.mentions import HISTORY, Names, dates, unquoted, years
from briefings.checks.text.titles import Titles, beside
from briefings.model.dates import PartialDate, Truth
from briefings.model.diagnostics import Diagnostic, Location, Severity
from briefings.model.facts import SHARED, Framework, Membership, Organisation, Partner, Person, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.mentions import Mention
    from briefings.checks.text.titles import Title
    from briefings.factbase.store import FactBase
    from briefings.model.dates import Period
    from briefings.model.facts import Tenure

__all__ = ["audit", "dateline"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s+([A-Z][a-z]+)\.?,?\s+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_HEAD = 8
_NEARLY = 0.8
_JOINED = re.compile(
    r"\b(?:joined|acceded to|became a (?:member|partner) (?:of|in)|signed up to|a adhéré (?:à|au)|est devenue? membre d[eu]"
    r"|присоединил\w* к|вступил\w* в)\b",
    re.IGNORECASE,
)


def audit(base: FactBase, path: Path, shown_as: str, day: date) -> list[Diagnostic]:
    """What a text says that the facts contradict, in its order.

    Args:
        base: all facts.
        path: the text.
        shown_as: what messages call it.
        day: the day to which the text belongs: what it says without a date is judged as of then.

    Raises:
        BriefingsError: if the text can't be read.
    """
    sentences = sentences_of(path, shown_as)
    return list(_Audit(base, shown_as, day, sentences).findings())


def dateline(path: Path, shown_as: str) -> date | None:
    """The day that a text bears at its head, as far as that can be told.

    Raises:
        BriefingsError: if the text can't be read.
    """
    for sentence in sentences_of(path, shown_as)[:_HEAD]:
        if found := _full_date(sentence.text):
            return found
    return None


def _full_date(text: str) -> date | None:
    if match := _ISO.search(text):
        return _day(match[1])
    for pattern, order in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        for match in pattern.finditer(text):
            number, month, year = (match[index] for index in order)
            name = next((index for index, word in enumerate(_MONTHS, 1) if word.startswith(month.lower())), 0)
            if name and len(month) > 2 and (found := _day(f"{year}-{name:02d}-{int(number):02d}")):  # noqa: PLR2004 - as in "Jun"
                return found
    for language in ("fr", "ru", "tg", "ar"):
        for written in dates(text, language):
            if written.when and written.when.day:
                return written.when.first
    return None


def _day(text: str) -> date | None:
    try:
        return PartialDate.parse(text).first
    except ValueError:
        return None


class _Audit:
    def __init__(self, base: FactBase, shown_as: str, day: date, sentences: Sequence[Sentence]) -> None:
        self.base = base
        self.case = Case(base, day)
        self.shown_as = shown_as
        self.day = day
        self.sentences = sentences
        self.names = Names(base)
        self.titles = Titles(base)
        self.partners = _partners(base, sentences)

    def findings(self) -> Iterator[Diagnostic]:
        """One sentence after the other."""
        for sentence in self.sentences:
            mentions = list(self.names.mentions(sentence.text))
            titles = list(self.titles.find(sentence.text))
            told: set[str] = set()
            for title in titles:
                person = beside(sentence.text, title, mentions, titles)
                if person and person.named.id not in told:
                    told.add(person.named.id)
                    yield from self._holds(sentence, title, person)
            for mention in mentions:
                body = isinstance(mention.named, Framework | Organisation)
                if body and mention.named.id not in told and not HISTORY.search(sentence.text):
                    told.add(mention.named.id)
                    yield from self._exists(sentence, mention)
            for mention in mentions:
                yield from self._called(sentence, mention)
            yield from self._joined(sentence, mentions)
            yield from self._to_come(sentence)

    # --- who holds what ---------------------------------------------------------------------------

    def _holds(self, sentence: Sentence, title: Title, person: Mention) -> Iterator[Diagnostic]:
        """Whether a person holds a post, or held it in a year that the sentence names."""
        named = years(sentence.text)
        own = self.case.tenures_of.get(person.named.id, ())
        posts = {post.id for post in title.posts}
        held = [tenure for tenure in own if tenure.post in posts]
        if any(self._fits(tenure.period, named) and self._stands(tenure, named) for tenure in held):
            return
        for post in title.posts:
            if not (held or self._ours(post)):
                continue
            mine = [tenure for tenure in held if tenure.post == post.id]
            others = [
                tenure
                for tenure in self.base.tenures.get(post.id, ())
                if tenure.holder != person.named.id
                and self.base.standing(tenure, self.day).truth > Truth.POSSIBLE
            ]
            # A year that the sentence names may be one in which we do not know who held it.
            if named and not any(year == self.day.year for year in named):
                return
            if others and (mine or len(title.posts) == 1):
                yield self._taken(sentence, title, person, mine, others)
                return
            if mine and all(self._over(tenure) for tenure in mine):
                yield self._ended(sentence, title, person, mine)
                return
            if mine and (later := self._followed(post, mine)):
                yield self._overtaken(sentence, title, person, mine, later)
                return

    def _stands(self, tenure: Tenure, named: set[int]) -> bool:
        """Whether a tenure holds on the day of the text, as far as is known, or in a year that is named."""
        if any(year != self.day.year for year in named) and self._fits(tenure.period, named):
            return True
        return self.base.standing(tenure, self.day).truth is not Truth.NO

    def _over(self, tenure: Tenure) -> bool:
        end, start = tenure.period.end, tenure.period.start
        return (end is not None and end.last < self.day) or (start is not None and start.first > self.day)

    def _followed(self, post: Post, mine: Sequence[Tenure]) -> Tenure | None:
        """Who is shown in a post by the day of the text, after the last day on which somebody else surely held it."""
        shown = [when.last for tenure in mine for when in tenure.attested]
        last = max([*shown, *(span.last for tenure in mine if (span := surely_held(tenure)))], default=None)
        others = [
            (span.first, tenure)
            for tenure in self.base.tenures.get(post.id, ())
            if tenure.holder != mine[0].holder and (span := surely_held(tenure)) and span.first <= self.day
        ]
        later = [pair for pair in others if last and pair[0] > last]
        return min(later, key=lambda pair: pair[0])[1] if later and post.seats == 1 else None

    def _overtaken(
        self,
        sentence: Sentence,
        title: Title,
        person: Mention,
        mine: Sequence[Tenure],
        later: Tenure,
    ) -> Diagnostic:
        span = surely_held(later)
        by = f" by {span.first}" if span else ""
        return self._finding(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {self.case.name(person.named.id)} as {title.words}; {self.case.name(later.holder)} had followed{by}",
            f"see {', '.join(tenure.key for tenure in (later, *mine))}",
            tuple(tenure.location for tenure in (later, *mine)),
        )

    def _taken(
        self,
        sentence: Sentence,
        title: Title,
        person: Mention,
        mine: Sequence[Tenure],
        others: Sequence[Tenure],
    ) -> Diagnostic:
        holders = " and ".join(dict.fromkeys(self.case.name(tenure.holder) for tenure in others))
        who = self.case.name(person.named.id)
        was = f" ({who}: {', '.join(str(tenure.period) for tenure in mine)})" if mine else ""
        return self._finding(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {who} as {title.words}; on {self.day} that was {holders}{was}",
            f"see {', '.join(tenure.key for tenure in (*others, *mine))}",
            tuple(tenure.location for tenure in (*others, *mine)),
        )

    def _ended(self, sentence: Sentence, title: Title, person: Mention, mine: Sequence[Tenure]) -> Diagnostic:
        periods = ", ".join(str(tenure.period) for tenure in mine)
        return self._finding(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {self.case.name(person.named.id)} as {title.words}, which is on record for {periods} only",
            f"see {', '.join(tenure.key for tenure in mine)}",
            tuple(tenure.location for tenure in mine),
        )

    def _ours(self, post: Post) -> bool:
        """Whether a post is of our side, or of a partner that the text is about."""
        return post.partner is None or post.partner in self.partners

    # --- bodies and programmes ---------------------------------------------------------------------

    def _exists(self, sentence: Sentence, mention: Mention) -> Iterator[Diagnostic]:
        """Whether a body exists, and a programme runs, on the day of the text or in a year that is named."""
        body = mention.named
        assert isinstance(body, Framework | Organisation)  # noqa: S101 - the caller asks for bodies only
        named = years(sentence.text)
        if not self._fits(body.valid, named):
            yield self._finding(
                "body-contradicted",
                sentence,
                mention.start,
                f"names {mention.name.text}, which is of {body.valid}",
                f"see {body.id}",
                (body.location,),
            )
            return
        taken = [
            fact
            for fact in self.base.facts
            if isinstance(fact, Membership) and fact.framework == body.id and fact.folder in self.partners
        ]
        if taken and all(
            not self._fits(fact.period, named) and _ended(fact.period, self.day) for fact in taken
        ):
            periods = ", ".join(f"{fact.period} ({fact.folder})" for fact in taken)
            yield self._finding(
                "programme-contradicted",
                sentence,
                mention.start,
                f"names {mention.name.text}, which ran {periods}",
                f"see {', '.join(fact.key for fact in taken)}",
                tuple(fact.location for fact in taken),
            )

    def _joined(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Diagnostic]:
        """Whether the year in which a partner is said to have joined is that on record."""
        named = years(sentence.text)
        bodies = {mention.named.id: mention for mention in mentions if isinstance(mention.named, Framework)}
        if (
            len(named) != 1
            or len(bodies) != 1
            or len(self.partners - {SHARED}) != 1
            or not _JOINED.search(sentence.text)
        ):
            return
        (year,), ((id_, mention),) = named, bodies.items()
        for fact in self.base.facts:
            start = fact.period.start
            ours = isinstance(fact, Membership) and fact.framework == id_ and fact.folder in self.partners
            if ours and start and not start.first.year <= year <= start.last.year:
                yield self._finding(
                    "date-contradicted",
                    sentence,
                    mention.start,
                    f"dates the joining of {mention.name.text} {year}; on record is {start}",
                    f"see {fact.key}",
                    (fact.location,),
                )

    # --- names and plans ---------------------------------------------------------------------------

    def _called(self, sentence: Sentence, mention: Mention) -> Iterator[Diagnostic]:
        """Whether a person bore the name on the day of the text, or in a year that is named."""
        valid = mention.name.valid
        told = HISTORY.search(sentence.text) or not isinstance(mention.named, Person)
        if valid and not told and not self._fits(valid, years(sentence.text)):
            yield self._finding(
                "name-contradicted",
                sentence,
                mention.start,
                f"calls {self.case.name(mention.named.id)} {mention.name.text}, which was the name of {valid}",
                f"see {mention.named.id}",
                (mention.name.location,),
            )

    def _to_come(self, sentence: Sentence) -> Iterator[Diagnostic]:
        """Whether something is told as to come whose year is over on the day of the text."""
        for language in ("en", "fr", "ru", "tg"):
            words, named = to_come(unquoted(sentence.text), language) or ("", set())
            if named and max(named) < self.day.year:
                yield self._finding(
                    "plan-overtaken",
                    sentence,
                    sentence.text.index(words),
                    f"says {words!r} of {max(named)}, and is of {self.day}",
                    "say what came of it",
                    (),
                )
                return

    # --- common -----------------------------------------------------------------------------------

    def _fits(self, period: Period, named: set[int]) -> bool:
        """Whether a period allows the day of the text, or a year that a sentence names."""
        first = period.start.first.year if period.start else 0
        last = period.end.last.year if period.end else date.max.year
        return period.on(self.day) is not Truth.NO or any(first <= year <= last for year in named)

    def _finding(  # noqa: PLR0913, PLR0917 - what a finding is made of
        self,
        code: str,
        sentence: Sentence,
        position: int,
        message: str,
        hint: str,
        related: tuple[Location, ...],
    ) -> Diagnostic:
        place = Location(self.shown_as, sentence.line(position))
        return Diagnostic(code, message, place, Severity.ERROR, hint, related)


def _partners(base: FactBase, sentences: Sequence[Sentence]) -> frozenset[str]:
    """The partners that a text is about: the one named most, and those named nearly as often; all where none is."""
    text = " ".join(sentence.text for sentence in sentences)
    counts = {
        partner.id: sum(
            len(re.findall(rf"(?<!\w){re.escape(name.text)}(?!\w)", text, re.IGNORECASE))
            for name in partner.names
        )
        for partner in base.all(Partner)
    }
    most = max(counts.values(), default=0)
    return frozenset(id_ for id_, count in counts.items() if count >= most * _NEARLY) | {SHARED}


def _ended(period: Period, day: date) -> bool:
    return period.end is not None and period.end.last < day
