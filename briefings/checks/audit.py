"""Audit of a finished document against the facts: statements about people, posts, bodies and dates that no longer hold.

Precision comes before recall: a sentence is reported only if the facts certainly contradict it, and not if it names
the year it belongs to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks import audit_findings
from briefings.checks.context import CheckContext
from briefings.checks.periods import allows
from briefings.checks.text.dates import find_years
from briefings.checks.text.documents import read_sentences
from briefings.checks.text.future import find_future
from briefings.checks.text.names import SUCCESSION
from briefings.checks.text.references import blank_quotations
from briefings.checks.text.titles import find_titled_person
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import standing_of
from briefings.factbase.succession import successors
from briefings.model.dates import Certainty
from briefings.model.entities import SHARED_FOLDER, Framework, Organisation, Partner, Person, Post
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.checks.audit_findings import Contradiction
    from briefings.checks.text.documents import Sentence
    from briefings.checks.text.names import Mention
    from briefings.checks.text.titles import Title
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Period
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.facts import Tenure

__all__ = ["audit"]

_PARTNER_SHARE = 0.8
_CAPACITY = WordPattern(r"\b{capacities}\b")
_JOINING = WordPattern(r"\b{joining}\b")


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
    document = _DocumentAudit(CheckContext(store, day), _main_partners(store, sentences))
    return [
        contradiction.to_diagnostic(sentence, display_path)
        for sentence in sentences
        for contradiction in document.check_sentence(sentence.text)
    ]


class _DocumentAudit:
    """The audit of one document, with the facts that it needs."""

    def __init__(self, context: CheckContext, partner_ids: frozenset[str]) -> None:
        """Prepare the audit.

        Args:
            context: the facts, and the day of the document.
            partner_ids: the ids of the partners that the document is about, and of the shared folder.
        """
        self.context = context
        self.store = context.store
        self.day = context.day
        self.partner_ids = partner_ids

    def check_sentence(self, sentence: str) -> Iterator[Contradiction]:
        """Yield the contradictions in a sentence: of each person or body the first one about a post or its time."""
        mentions = self.context.names.find(sentence)
        titles = list(self.context.titles.find(sentence))
        named_years = find_years(sentence)
        checked_ids: set[str] = set()
        for title in titles:
            person = find_titled_person(sentence, title, mentions, titles)
            if person and person.entity.id not in checked_ids:
                checked_ids.add(person.entity.id)
                says_capacity = _CAPACITY.search(sentence) is not None
                yield from self._check_holder(title, person, named_years, says_capacity=says_capacity)
        tells_succession = SUCCESSION.search(sentence) is not None
        for mention in mentions:
            body = mention.entity
            is_checked = not isinstance(body, Framework | Organisation) or body.id in checked_ids
            if isinstance(body, Framework | Organisation) and not is_checked and not tells_succession:
                checked_ids.add(body.id)
                yield from self._check_body(mention, body, named_years)
        for mention in mentions:
            if not tells_succession:
                yield from self._check_name(mention, named_years)
        if _JOINING.search(sentence):
            yield from self._check_joining_year(mentions, named_years)
        yield from self._check_plans(sentence)

    # --- posts and their holders ------------------------------------------------------------------

    def _check_holder(
        self, title: Title, person: Mention, named_years: set[int], *, says_capacity: bool
    ) -> Iterator[Contradiction]:
        """Check that a person holds a post, or held it in a year that the sentence names.

        Someone who only acts, or is only designated, does not simply hold it, unless the sentence says so.
        """
        post_ids = {post.id for post in title.posts}
        own_tenures = [
            tenure
            for tenure in self.store.tenures_by_holder.get(person.entity.id, ())
            if tenure.post in post_ids
        ]
        # The sentence may name a year for which the holder is not known.
        is_of_other_year = bool(named_years) and self.day.year not in named_years
        held = [tenure for tenure in own_tenures if self._may_hold(tenure, named_years)]
        if is_of_other_year or any(says_capacity or not tenure.capacity for tenure in held):
            return
        if held:
            yield audit_findings.other_capacity(self.context, title, person, held)
            return
        for post in title.posts:
            if own_tenures or self._is_relevant(post):
                tenures = [tenure for tenure in own_tenures if tenure.post == post.id]
                if contradiction := self._find_holder_contradiction(title, person, post, tenures):
                    yield contradiction
                    return

    def _find_holder_contradiction(
        self, title: Title, person: Mention, post: Post, own_tenures: Sequence[Tenure]
    ) -> Contradiction | None:
        """Return how the facts contradict that a person holds one of the posts of a title, or None if they don't."""
        other_tenures = [
            tenure
            for tenure in self.store.tenures_by_post.get(post.id, ())
            if tenure.holder != person.entity.id
            and not tenure.is_coming
            and standing_of(self.store, tenure, self.day).certainty > Certainty.POSSIBLE
        ]
        if other_tenures and (own_tenures or len(title.posts) == 1):
            return audit_findings.other_holder(self.context, title, person, own_tenures, other_tenures)
        if not own_tenures:
            return None
        if all(tenure.period.certainty_on(self.day) is Certainty.NO for tenure in own_tenures):
            return audit_findings.ended_tenure(self.context, title, person, own_tenures)
        if successor := self._find_successor(own_tenures):
            return audit_findings.replaced_holder(self.context, title, person, own_tenures, successor)
        return None

    def _may_hold(self, tenure: Tenure, named_years: set[int]) -> bool:
        """Return whether a tenure may hold on the day of the document, or in another year that the sentence names."""
        if not self._may_apply(tenure.period, named_years):
            return False
        names_other_year = bool(named_years - {self.day.year})
        return names_other_year or standing_of(self.store, tenure, self.day).certainty is not Certainty.NO

    def _find_successor(self, own_tenures: Sequence[Tenure]) -> Tenure | None:
        """Return the first tenure of another person that had taken over from all of `own_tenures` by the day."""
        candidates = [successors(self.store, tenure, self.day) for tenure in own_tenures]
        others = [tenure for tenure in candidates[-1] if tenure.holder != own_tenures[0].holder]
        return others[0] if all(candidates) and others else None

    def _is_relevant(self, post: Post) -> bool:
        """Return whether a post is one of our side, or of a partner that the document is about."""
        return post.partner is None or post.partner in self.partner_ids

    # --- bodies and programmes ---------------------------------------------------------------------

    def _check_body(
        self, mention: Mention, body: Framework | Organisation, named_years: set[int]
    ) -> Iterator[Contradiction]:
        """Check that a body exists, and a programme runs, on the document's day or in a year the sentence names."""
        memberships = self._memberships_in(body.id)
        if not self._may_apply(body.period, named_years):
            yield audit_findings.outdated_body(mention, body)
        elif memberships and all(
            has_ended(fact, self.day) and not self._may_apply(fact.period, named_years)
            for fact in memberships
        ):
            yield audit_findings.outdated_programme(mention, memberships)

    def _check_joining_year(
        self, mentions: Sequence[Mention], named_years: set[int]
    ) -> Iterator[Contradiction]:
        """Check that the year given for a partner's joining is the year on record."""
        bodies = {mention.entity.id: mention for mention in mentions if isinstance(mention.entity, Framework)}
        is_about_one = len(self.partner_ids - {SHARED_FOLDER}) == len(bodies) == len(named_years) == 1
        for id_, mention in bodies.items() if is_about_one else ():
            for fact in self._memberships_in(id_):
                start, year = fact.period.start, min(named_years)
                if start and not start.first_day.year <= year <= start.last_day.year:
                    yield audit_findings.other_joining_date(self.context, mention, fact, year)

    def _memberships_in(self, framework: str) -> list[Membership]:
        """Return the memberships in a framework of the partners that the document is about."""
        return [
            fact
            for fact in self.store.facts
            if isinstance(fact, Membership)
            and fact.framework == framework
            and fact.folder in self.partner_ids
        ]

    # --- names and plans ---------------------------------------------------------------------------

    def _check_name(self, mention: Mention, named_years: set[int]) -> Iterator[Contradiction]:
        """Check that a person had the name on the day of the document, or in a year that the sentence names."""
        period = mention.name.period
        if period and isinstance(mention.entity, Person) and not self._may_apply(period, named_years):
            yield audit_findings.name_of_other_time(self.context, mention)

    def _check_plans(self, sentence: str) -> Iterator[Contradiction]:
        """Report the first future statement of a sentence if its year was over on the day of the document."""
        for language in LANGUAGES:
            future = find_future(blank_quotations(sentence), language)
            if future and future.years and max(future.years) < self.day.year:
                yield audit_findings.outdated_plan(future, sentence.index(future.phrase), self.day)
                return

    def _may_apply(self, period: Period, named_years: set[int]) -> bool:
        """Return whether a period allows the day of the document, or a year that the sentence names."""
        return allows(period, (self.day,), named_years)


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
