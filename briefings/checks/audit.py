"""Audit of a finished document against the facts: statements about people, posts, bodies and dates that no longer hold.

Precision comes before recall: a sentence is reported only if the facts certainly contradict it, and not if it names
the year it belongs to.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefings.checks.context import CheckContext
from briefings.checks.rules.outdated_plan import find_future
from briefings.checks.text.documents import read_sentences
from briefings.checks.text.mentions import SUCCESSION, NameIndex, blank_quotations, find_dates, find_years
from briefings.checks.text.titles import TitleIndex, find_titled_person
from briefings.factbase.standing import certain_span, has_ended, standing_of, successors
from briefings.model.dates import Certainty, PartialDate
from briefings.model.diagnostics import Diagnostic, Location, Severity
from briefings.model.entities import SHARED_FOLDER, Framework, Organisation, Partner, Person, Post
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.mentions import Mention
    from briefings.checks.text.titles import Title
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Period
    from briefings.model.facts import Tenure

__all__ = ["audit", "find_dateline"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s+([A-Z][a-z]+)\.?,?\s+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_HEAD_SENTENCES = 8
_PARTNER_SHARE = 0.8
_JOINING = re.compile(
    r"\b(?:joined|acceded to|became a (?:member|partner) (?:of|in)|signed up to|a adhéré (?:à|au)|est devenue? membre d[eu]"
    r"|присоединил\w* к|вступил\w* в)\b",
    re.IGNORECASE,
)


def audit(store: FactStore, path: Path, display_path: str, day: date) -> list[Diagnostic]:
    """Return the statements of a document that contradict the facts, in the order of the document.

    Args:
        store: all facts.
        path: the document.
        display_path: the path that messages show.
        day: the day of the document; statements without a date are judged as of that day.

    Raises:
        BriefingsError: if the document can't be read.
    """
    sentences = read_sentences(path, display_path)
    return list(_DocumentAudit(store, display_path, day, sentences).findings())


def find_dateline(path: Path, display_path: str) -> date | None:
    """Return the date in the first sentences of a document, or None if there is none.

    Raises:
        BriefingsError: if the document can't be read.
    """
    for sentence in read_sentences(path, display_path)[:_HEAD_SENTENCES]:
        if day := _find_full_date(sentence.text):
            return day
    return None


def _find_full_date(text: str) -> date | None:
    """Return the first full date in a text, in any of the languages that documents use, or None."""
    if match := _ISO.search(text):
        return _parse_day(match[1])
    for pattern, order in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        for match in pattern.finditer(text):
            number, month, year = (match[index] for index in order)
            name = next((index for index, word in enumerate(_MONTHS, 1) if word.startswith(month.lower())), 0)
            if name and len(month) > 2 and (day := _parse_day(f"{year}-{name:02d}-{int(number):02d}")):  # noqa: PLR2004 - as in "Jun"
                return day
    for language in ("fr", "ru", "tg", "ar"):
        for written_date in find_dates(text, language):
            if written_date.date and written_date.date.day:
                return written_date.date.first_day
    return None


def _parse_day(text: str) -> date | None:
    try:
        return PartialDate.parse(text).first_day
    except ValueError:
        return None


class _DocumentAudit:
    """The audit of one document, with the facts and indexes that it needs."""

    def __init__(self, store: FactStore, display_path: str, day: date, sentences: Sequence[Sentence]) -> None:
        self.store = store
        self.context = CheckContext(store, day)
        self.display_path = display_path
        self.day = day
        self.sentences = sentences
        self.names = NameIndex(store)
        self.titles = TitleIndex(store)
        self.partner_ids = _main_partners(store, sentences)

    def findings(self) -> Iterator[Diagnostic]:
        """Yield the contradictions, sentence by sentence."""
        for sentence in self.sentences:
            mentions = list(self.names.find(sentence.text))
            titles = list(self.titles.find(sentence.text))
            checked_ids: set[str] = set()
            for title in titles:
                person = find_titled_person(sentence.text, title, mentions, titles)
                if person and person.entity.id not in checked_ids:
                    checked_ids.add(person.entity.id)
                    yield from self._check_holder(sentence, title, person)
            for mention in mentions:
                is_body = isinstance(mention.entity, Framework | Organisation)
                if is_body and mention.entity.id not in checked_ids and not SUCCESSION.search(sentence.text):
                    checked_ids.add(mention.entity.id)
                    yield from self._check_body(sentence, mention)
            for mention in mentions:
                yield from self._check_name(sentence, mention)
            yield from self._check_joining_year(sentence, mentions)
            yield from self._check_plans(sentence)

    # --- posts and their holders ------------------------------------------------------------------

    def _check_holder(self, sentence: Sentence, title: Title, person: Mention) -> Iterator[Diagnostic]:
        """Check that a person holds a post, or held it in a year that the sentence names."""
        named_years = find_years(sentence.text)
        own_tenures = self.store.tenures_by_holder.get(person.entity.id, ())
        post_ids = {post.id for post in title.posts}
        title_tenures = [tenure for tenure in own_tenures if tenure.post in post_ids]
        if any(
            self._may_apply(tenure.period, named_years) and self._may_hold(tenure, named_years)
            for tenure in title_tenures
        ):
            return
        for post in title.posts:
            if not (title_tenures or self._is_relevant(post)):
                continue
            post_tenures = [tenure for tenure in title_tenures if tenure.post == post.id]
            other_tenures = [
                tenure
                for tenure in self.store.tenures_by_post.get(post.id, ())
                if tenure.holder != person.entity.id
                and standing_of(self.store, tenure, self.day).certainty > Certainty.POSSIBLE
            ]
            # The sentence may name a year for which the holder is not known.
            if named_years and not any(year == self.day.year for year in named_years):
                return
            if other_tenures and (post_tenures or len(title.posts) == 1):
                yield self._report_other_holder(sentence, title, person, post_tenures, other_tenures)
                return
            if post_tenures and all(
                tenure.period.certainty_on(self.day) is Certainty.NO for tenure in post_tenures
            ):
                yield self._report_ended_tenure(sentence, title, person, post_tenures)
                return
            if post_tenures and (successor := self._find_successor(post_tenures)):
                yield self._report_successor(sentence, title, person, post_tenures, successor)
                return

    def _may_hold(self, tenure: Tenure, named_years: set[int]) -> bool:
        """Return whether a tenure may hold on the day of the document, or in another year that the sentence names."""
        if any(year != self.day.year for year in named_years) and self._may_apply(tenure.period, named_years):
            return True
        return standing_of(self.store, tenure, self.day).certainty is not Certainty.NO

    def _find_successor(self, own_tenures: Sequence[Tenure]) -> Tenure | None:
        """Return the first tenure of another person that had taken over from all of `own_tenures` by the day."""
        candidates = [successors(self.store, tenure, self.day) for tenure in own_tenures]
        others = [tenure for tenure in candidates[-1] if tenure.holder != own_tenures[0].holder]
        return others[0] if all(candidates) and others else None

    def _report_successor(
        self,
        sentence: Sentence,
        title: Title,
        person: Mention,
        own_tenures: Sequence[Tenure],
        successor: Tenure,
    ) -> Diagnostic:
        span = certain_span(successor)
        since = f" by {span.first}" if span else ""
        return self._contradiction(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {self.context.display_name(person.entity.id)} as {title.text}; {self.context.display_name(successor.holder)} had followed{since}",
            f"see {', '.join(tenure.key for tenure in (successor, *own_tenures))}",
            tuple(tenure.location for tenure in (successor, *own_tenures)),
        )

    def _report_other_holder(
        self,
        sentence: Sentence,
        title: Title,
        person: Mention,
        own_tenures: Sequence[Tenure],
        other_tenures: Sequence[Tenure],
    ) -> Diagnostic:
        holders = " and ".join(
            dict.fromkeys(self.context.display_name(tenure.holder) for tenure in other_tenures)
        )
        name = self.context.display_name(person.entity.id)
        record = (
            f" ({name}: {', '.join(str(tenure.period) for tenure in own_tenures)})" if own_tenures else ""
        )
        return self._contradiction(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {name} as {title.text}; on {self.day} that was {holders}{record}",
            f"see {', '.join(tenure.key for tenure in (*other_tenures, *own_tenures))}",
            tuple(tenure.location for tenure in (*other_tenures, *own_tenures)),
        )

    def _report_ended_tenure(
        self, sentence: Sentence, title: Title, person: Mention, own_tenures: Sequence[Tenure]
    ) -> Diagnostic:
        periods = ", ".join(str(tenure.period) for tenure in own_tenures)
        return self._contradiction(
            "holder-contradicted",
            sentence,
            person.start,
            f"names {self.context.display_name(person.entity.id)} as {title.text}, which is on record for {periods} only",
            f"see {', '.join(tenure.key for tenure in own_tenures)}",
            tuple(tenure.location for tenure in own_tenures),
        )

    def _is_relevant(self, post: Post) -> bool:
        """Return whether a post is one of our side, or of a partner that the document is about."""
        return post.partner is None or post.partner in self.partner_ids

    # --- bodies and programmes ---------------------------------------------------------------------

    def _check_body(self, sentence: Sentence, mention: Mention) -> Iterator[Diagnostic]:
        """Check that a body exists, and a programme runs, on the document's day or in a year the sentence names."""
        body = mention.entity
        assert isinstance(body, Framework | Organisation)  # noqa: S101 - callers pass bodies only
        named_years = find_years(sentence.text)
        if not self._may_apply(body.period, named_years):
            yield self._contradiction(
                "body-contradicted",
                sentence,
                mention.start,
                f"names {mention.name.text}, which is of {body.period}",
                f"see {body.id}",
                (body.location,),
            )
            return
        memberships = [
            fact
            for fact in self.store.facts
            if isinstance(fact, Membership) and fact.framework == body.id and fact.folder in self.partner_ids
        ]
        if memberships and all(
            not self._may_apply(fact.period, named_years) and has_ended(fact, self.day)
            for fact in memberships
        ):
            periods = ", ".join(f"{fact.period} ({fact.folder})" for fact in memberships)
            yield self._contradiction(
                "programme-contradicted",
                sentence,
                mention.start,
                f"names {mention.name.text}, which ran {periods}",
                f"see {', '.join(fact.key for fact in memberships)}",
                tuple(fact.location for fact in memberships),
            )

    def _check_joining_year(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Diagnostic]:
        """Check that the year given for a partner's joining is the year on record."""
        named_years = find_years(sentence.text)
        bodies = {mention.entity.id: mention for mention in mentions if isinstance(mention.entity, Framework)}
        if (
            len(named_years) != 1
            or len(bodies) != 1
            or len(self.partner_ids - {SHARED_FOLDER}) != 1
            or not _JOINING.search(sentence.text)
        ):
            return
        (year,), ((id_, mention),) = named_years, bodies.items()
        for fact in self.store.facts:
            start = fact.period.start
            is_own = (
                isinstance(fact, Membership) and fact.framework == id_ and fact.folder in self.partner_ids
            )
            if is_own and start and not start.first_day.year <= year <= start.last_day.year:
                yield self._contradiction(
                    "date-contradicted",
                    sentence,
                    mention.start,
                    f"dates the joining of {mention.name.text} {year}; on record is {start}",
                    f"see {fact.key}",
                    (fact.location,),
                )

    # --- names and plans ---------------------------------------------------------------------------

    def _check_name(self, sentence: Sentence, mention: Mention) -> Iterator[Diagnostic]:
        """Check that a person had the name on the day of the document, or in a year that the sentence names."""
        period = mention.name.period
        is_exempt = SUCCESSION.search(sentence.text) or not isinstance(mention.entity, Person)
        if period and not is_exempt and not self._may_apply(period, find_years(sentence.text)):
            yield self._contradiction(
                "name-contradicted",
                sentence,
                mention.start,
                f"calls {self.context.display_name(mention.entity.id)} {mention.name.text}, which was the name of {period}",
                f"see {mention.entity.id}",
                (mention.name.location,),
            )

    def _check_plans(self, sentence: Sentence) -> Iterator[Diagnostic]:
        """Report the first future statement of a sentence if its year was over on the day of the document."""
        for language in ("en", "fr", "ru", "tg"):
            phrase, named_years = find_future(blank_quotations(sentence.text), language) or ("", set())
            if named_years and max(named_years) < self.day.year:
                yield self._contradiction(
                    "plan-overtaken",
                    sentence,
                    sentence.text.index(phrase),
                    f"says {phrase!r} of {max(named_years)}, and is of {self.day}",
                    "say what came of it",
                    (),
                )
                return

    # --- common -----------------------------------------------------------------------------------

    def _may_apply(self, period: Period, named_years: set[int]) -> bool:
        """Return whether a period allows the day of the document, or a year that the sentence names."""
        first = period.start.first_day.year if period.start else 0
        last = period.end.last_day.year if period.end else date.max.year
        return period.certainty_on(self.day) is not Certainty.NO or any(
            first <= year <= last for year in named_years
        )

    def _contradiction(  # noqa: PLR0913, PLR0917 - all parts of a diagnostic
        self,
        code: str,
        sentence: Sentence,
        position: int,
        message: str,
        hint: str,
        related: tuple[Location, ...],
    ) -> Diagnostic:
        place = Location(self.display_path, sentence.line_number(position))
        return Diagnostic(code, message, place, Severity.ERROR, hint, related)


def _main_partners(store: FactStore, sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the ids of the partners that a document is about, and of the shared folder.

    These are the partner mentioned most often and those mentioned nearly as often; all partners if none is mentioned.
    """
    text = " ".join(sentence.text for sentence in sentences)
    counts = {
        partner.id: sum(
            len(re.findall(rf"(?<!\w){re.escape(name.text)}(?!\w)", text, re.IGNORECASE))
            for name in partner.names
        )
        for partner in store.entities_of(Partner)
    }
    most = max(counts.values(), default=0)
    return frozenset(id_ for id_, count in counts.items() if count >= most * _PARTNER_SHARE) | {SHARED_FOLDER}
