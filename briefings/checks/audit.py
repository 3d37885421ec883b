"""Audit of a finished document against the facts: statements about people, posts, bodies and dates that no longer hold.

Precision comes before recall: a sentence is reported only if the facts certainly contradict it, and not if it names
the year it belongs to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.checks import audit_findings
from briefings.checks.claims_of_text import ClaimsOfText, stating_part
from briefings.checks.context import CheckContext
from briefings.checks.dateline import is_dateline
from briefings.checks.frames.reader import read_frames
from briefings.checks.frames.scene import Scene
from briefings.checks.joining_conflicts import find_joinings, speaks_of_joining
from briefings.checks.leaving_conflicts import find_leavings
from briefings.checks.main_partners import main_partners
from briefings.checks.office_conflicts import TimeOfText, find_office_conflicts
from briefings.checks.periods import allows
from briefings.checks.subjects_of_text import SubjectsOfText, heading_blocks
from briefings.checks.succession_conflicts import find_succession_conflicts
from briefings.checks.surroundings import Surroundings
from briefings.checks.text.body_order import find_wrong_body_orders
from briefings.checks.text.claim_times import is_in_past, opens_with_past, speaks_of_other_time
from briefings.checks.text.counted_things import counted_things, counts_at
from briefings.checks.text.dates import find_years
from briefings.checks.text.founding import find_founding_conflicts
from briefings.checks.text.future import find_future
from briefings.checks.text.impossible_days import find_impossible_days
from briefings.checks.text.names import SUCCESSION, is_left_behind
from briefings.checks.text.near_names import BodyNames
from briefings.checks.text.references import blank_citations, blank_quotations
from briefings.checks.text.source_cells import is_source_entry
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import LANGUAGES
from briefings.factbase.spans import has_ended
from briefings.model.dates import Span
from briefings.model.entities import SHARED_FOLDER, Framework, Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.checks.audit_findings import Contradiction
    from briefings.checks.surroundings import Cell
    from briefings.checks.text.documents import Document, Sentence
    from briefings.checks.text.names import Mention
    from briefings.checks.text.restatements import Restatement
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Period
    from briefings.model.diagnostics import Diagnostic, Location
    from briefings.model.entities import Post
    from briefings.model.evidence import Name

__all__ = ["audit", "find_contradictions"]

_MOST_REMEMBERED = 12
_SHORTEST_STATEMENT = 4


def audit(store: FactStore, document: Document, display_path: str, day: date) -> list[Diagnostic]:
    """Return the statements of a document that contradict the facts, as findings; see `find_contradictions`."""
    return [
        contradiction.to_diagnostic(sentence, display_path)
        for sentence, contradiction in find_contradictions(store, document, day)
    ]


def find_contradictions(
    store: FactStore, document: Document, day: date
) -> list[tuple[Sentence, Contradiction]]:
    """Return the statements of a document that contradict the facts, each with its sentence, in order.

    Args:
        store: all facts.
        document: the document.
        day: the day of the document; statements without a date are judged as of that day.
    """
    context = CheckContext(store, day)
    sentences = [
        sentence
        for sentence in document.sentences
        if _may_state(sentence.text) and not is_source_entry(sentence.text)
    ]
    audited = _DocumentAudit(context, main_partners(context, sentences), heading_blocks(context, sentences))
    stating = set(map(id, sentences))
    found = []
    with audited.claims.reading_ahead(sentences):
        for sentence in document.sentences:
            if id(sentence) in stating:
                found += [(sentence, each) for each in audited.check_sentence(sentence)]
            else:
                audited.pass_over(sentence)
    return found


def _may_state(text: str) -> bool:
    """Return whether a text is long enough to state anything, and has a letter or a digit."""
    return len(text) >= _SHORTEST_STATEMENT and any(map(str.isalnum, text))


class _DocumentAudit:
    """The audit of one document, with the facts that it needs."""

    def __init__(
        self, context: CheckContext, partner_ids: frozenset[str], headings: frozenset[int] = frozenset()
    ) -> None:
        """Prepare the audit.

        Args:
            context: the facts, and the day of the document.
            partner_ids: the ids of the partners that the document is about, and of the shared folder.
            headings: the numbers of the blocks that are headings.
        """
        self.context = context
        self.day = context.day
        self.partner_ids = partner_ids
        self.things = counted_things(context.store)
        self.body_names = BodyNames(context.store)
        self.claims = ClaimsOfText(context, partner_ids)
        self._headings = headings
        self._is_of_named_year = False
        self._under: list[Span] = []
        self._subjects = SubjectsOfText(context, partner_ids)
        self._surroundings = Surroundings()
        self._block = -1
        self._named: list[Span] = []
        self._earlier: list[Span] = []

    def pass_over(self, sentence: Sentence) -> None:
        """Take note of what stands around others without stating anything: an empty row at the head of a table."""
        self._surroundings.cells(sentence)

    def check_sentence(self, sentence: Sentence) -> Iterator[Contradiction]:
        """Yield the contradictions in a sentence, each place once."""
        if sentence.block != self._block:
            self._block, self._named = sentence.block, []
        if sentence.block in self._headings:
            # What stands under "2024" may be of that year, until the next heading.
            spans = [time.span for time in find_times(sentence.text) if time.span]
            self._under = [span for span in spans if not span.first <= self.day <= span.last]
        # Only a sentence in the past may speak of a time that an earlier one names.
        self._earlier = [*self._under, *(self._named if is_in_past(sentence.text) else [])]
        places: set[int] = set()
        cells = self._surroundings.cells(sentence)
        for found in self._check_readings(sentence.text):
            if found.position not in places:
                places.add(found.position)
                yield found
        if not places:
            yield from self._check_cells(cells)
        if not is_dateline(sentence.text):
            named = [time.span for time in find_times(sentence.text) if time.span]
            self._named = list(dict.fromkeys([*self._named, *named]))[-_MOST_REMEMBERED:]

    def _check_readings(self, text: str) -> Iterator[Contradiction]:
        """Yield the contradictions in a sentence, whatever person or thing its first word may mean."""
        _, readings, row = self._subjects.follow(text)
        if not readings:
            yield from self._check_text(text)
        else:
            found = [_found_in(self._check_text(reading.text), reading, text) for reading in readings]
            if all(found):  # it may mean any of them
                yield from found[0]
        if row:
            yield from _found_in(self._check_text(row.text), row, text)

    def _check_cells(self, cells: Sequence[Cell]) -> Iterator[Contradiction]:
        """Yield the contradictions in a row, an item or an answer, with what stands around it."""
        for cell in cells:
            found = [*read_frames(self._scene(cell.text, is_cell=True))]
            if not found:
                found = [*self.claims.read_events(cell.text)]
            if found:
                yield replace(audit_findings.claim_contradiction(found[0]), position=cell.position)
                return

    def _scene(self, text: str, *, is_cell: bool = False) -> Scene:
        folders = self.partner_ids - {SHARED_FOLDER}
        return Scene(self.context, text, Span(self.day, self.day), folders, self.day, is_cell)

    def _check_text(self, text: str) -> Iterator[Contradiction]:
        """Yield the contradictions in a sentence, of whatever kind, each fact that contradicts it once."""
        text = stating_part(text, self.day)
        told: set[Location] = set()
        is_calm = True
        for found in self._check_each(text):
            if not told.issuperset(found.related) or not found.related or found.code != "event-contradicted":
                yield found
                is_calm = False
            told.update(found.related)
        if is_calm:
            plain = blank_citations(text)
            named = self.context.institutions.name_offices(plain)
            for conflict in read_frames(self._scene(named.text if named else plain)):
                reported = audit_findings.claim_contradiction(conflict)
                yield replace(reported, position=named.position(reported.position)) if named else reported

    def _check_each(self, text: str) -> Iterator[Contradiction]:
        """Yield what each check finds in a sentence."""
        yield from self._check_offices(text)
        mentions = self.context.names.find(text)
        tells_succession = SUCCESSION.search(text) is not None
        if speaks_of_joining(text):
            yield from self._check_joining(text)
        yield from self._check_leaving(text)
        for found in find_founding_conflicts(text, mentions):
            yield audit_findings.founding_contradiction(found)
        named_years = find_years(text) | _years_of_parts(text)
        self._is_of_named_year = opens_with_past(text, find_times(text))
        if not tells_succession:
            yield from self._check_mentions(text, mentions, named_years)
        for day in find_impossible_days(text):
            yield audit_findings.day_contradiction(day.start, day.text, day.reason)
        for near in self.body_names.find_near(text, mentions):
            yield audit_findings.near_name_contradiction(near, max(0, text.find(near.text)))
        for order in find_wrong_body_orders(blank_citations(text), mentions):
            yield audit_findings.order_contradiction(order)
        yield from self.claims.read(text)
        yield from self._check_counts(text, named_years)
        yield from self._check_plans(text)

    # --- posts and their holders ------------------------------------------------------------------

    def _check_offices(self, text: str) -> Iterator[Contradiction]:
        """Check that people held the posts that a sentence gives them."""
        time = TimeOfText(self.day, [Span(self.day, self.day)], self._earlier)
        people: set[str] = set()
        text = blank_citations(text)
        named = self.context.institutions.name_offices(text)
        for found in find_office_conflicts(
            self.context, named.text if named else text, time, self._is_relevant
        ):
            if found.person.id not in people:
                people.add(found.person.id)
                reported = audit_findings.office_contradiction(self.context, found)
                yield replace(reported, position=named.position(reported.position)) if named else reported
        for succession in find_succession_conflicts(self.context, text):
            yield audit_findings.succession_contradiction(self.context, succession)

    def _is_relevant(self, post: Post) -> bool:
        """Return whether a post is one of our side, or of a partner that the document is about."""
        return post.partner is None or post.partner in self.partner_ids

    # --- bodies and programmes ---------------------------------------------------------------------

    def _check_mentions(
        self, text: str, mentions: Sequence[Mention], named_years: set[int]
    ) -> Iterator[Contradiction]:
        """Check that bodies and names were in use on the document's day or in a year that the sentence names."""
        checked_ids: set[str] = set()
        for mention in mentions:
            entity = mention.entity
            if isinstance(entity, Framework | Organisation) and entity.id not in checked_ids:
                checked_ids.add(entity.id)
                if not is_left_behind(text, mention.start):
                    yield from self._check_body(mention, entity, named_years)
            elif isinstance(entity, Person):
                period = mention.name.period
                if (
                    period
                    and not self._may_apply(period, named_years)
                    and self._had_other_name(entity, mention.name, named_years)
                ):
                    yield audit_findings.name_contradiction(self.context, mention)

    def _had_other_name(self, person: Person, name: Name, named_years: set[int]) -> bool:
        """Return whether a person had another name in the language of a name at the time that a text speaks of."""
        return any(
            other is not name
            and other.language == name.language
            and (other.period is None or self._may_apply(other.period, named_years))
            for other in person.names
        )

    def _check_body(
        self, mention: Mention, body: Framework | Organisation, named_years: set[int]
    ) -> Iterator[Contradiction]:
        """Check that a body existed, and that a programme ran for the partners of the document."""
        memberships = [
            fact
            for folder in sorted(self.partner_ids)
            for fact in self.context.memberships.get((folder, body.id), ())
        ]
        if not self._may_apply(body.period, named_years):
            yield audit_findings.body_contradiction(mention, body)
        elif memberships and all(
            has_ended(fact, self.day) and not self._may_apply(fact.period, named_years)
            for fact in memberships
        ):
            yield audit_findings.programme_contradiction(mention, memberships)

    def _check_joining(self, text: str) -> Iterator[Contradiction]:
        """Check that partners joined bodies when the text says so."""
        partners = self.partner_ids - {SHARED_FOLDER}
        for found in find_joinings(self.context, text, partners, None):
            if found.is_ruled_out:
                yield audit_findings.joining_contradiction(self.context, found)

    def _check_leaving(self, text: str) -> Iterator[Contradiction]:
        """Check that partners that left bodies by the text were not members after that."""
        for found in find_leavings(self.context, text, self.partner_ids - {SHARED_FOLDER}):
            yield audit_findings.leaving_contradiction(self.context, found)

    def _may_apply(self, period: Period, named_years: set[int]) -> bool:
        """Return whether a period allows the day of the document, or a year that the sentence names."""
        days = () if self._is_of_named_year else (self.day, *(span.first for span in self._earlier))
        return allows(period, days, named_years)

    # --- numbers and plans -------------------------------------------------------------------------

    def _check_counts(self, text: str, named_years: set[int]) -> Iterator[Contradiction]:
        """Check the numbers of things that figures count, as of the only time that a sentence names, else of the document's day."""
        times = find_times(text)
        time = times[0] if len(times) == 1 and times[0].span else None
        is_now = time is not None and time.span is not None and time.span.first <= self.day <= time.span.last
        if not time and (named_years or self._earlier or speaks_of_other_time(text)):
            return
        span = time.span if time and time.span else Span(self.day, self.day)
        known = [thing for id_ in sorted(self.partner_ids) for thing in self.things.get(id_, {}).values()]
        for thing in {(thing.head, thing.wholes): thing for thing in known}.values():
            found = thing.find_other_number(text, span)
            is_of_day = not time or is_now or (time.when and time.when.day)
            if found and (is_of_day or (time and counts_at(text, found[0], found[1], time))):
                yield audit_findings.number_contradiction(*found)

    def _check_plans(self, text: str) -> Iterator[Contradiction]:
        """Report the first future statement of a sentence if its year was over on the day of the document."""
        for language in LANGUAGES:
            future = find_future(blank_quotations(text), language)
            if future and future.years and max(find_years(text)) < self.day.year:
                yield audit_findings.plan_contradiction(future, text.index(future.phrase), self.day)
                return


def _years_of_parts(text: str) -> set[int]:
    """Return the years of the decades that a text names."""
    parts = (time.part for time in find_times(text) if time.part)
    return {year for part in parts for year in range(part.first.year, part.last.year + 1)}


def _found_in(found: Iterator[Contradiction], reading: Restatement, text: str) -> list[Contradiction]:
    """Return the contradictions in other words for a sentence, with their places in it as written."""
    last = max(0, len(text) - 1)
    return [replace(each, position=min(reading.position(each.position), last)) for each in found]
