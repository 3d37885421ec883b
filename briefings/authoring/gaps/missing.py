"""Gaps in the facts about a partner, most important first, each with its location and a hint to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.gaps.details import find_detail_gaps
from briefings.authoring.gaps.wording import say_gaps
from briefings.authoring.proposals.waiting import waiting_text
from briefings.authoring.translations.untranslated_names import find_untranslated_names
from briefings.build.audiences import readable_store
from briefings.build.workspace import Workspace
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import standing_of
from briefings.lint.left_to_desk import find_overdue_background
from briefings.lint.unprinted import check_unprinted
from briefings.loading.project import list_partner_ids
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity
from briefings.model.entities import SHARED_FOLDER, Area, Partner, Post, Source
from briefings.model.facts import Agreement, Cooperation, Membership, Statement
from briefings.model.figures import Figure
from briefings.model.prospects import Commitment
from briefings.model.suggest import unknown
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["find_gaps", "gaps_of"]


def find_gaps(project: Project, partner_id: str, day: date, audience: str | None = None) -> list[Diagnostic]:
    """Return what a note on a partner lacks, most important first.

    Args:
        project: the project with the facts.
        partner_id: id of the partner.
        day: as-of day of the note.
        audience: name of the audience that the note is for; None for readers of all facts.

    Raises:
        BriefingsError: if the partner does not exist, or the facts have errors.
    """
    partner_ids = list_partner_ids(project.root)
    if partner_id not in partner_ids:
        hint = f"add it with `briefings new {partner_id}`"
        raise BriefingsError([unknown("partner", partner_id, partner_ids, hint=hint)])
    store = readable_store(Workspace(project, [partner_id]).store_for(partner_id), audience, day)
    finder = _GapFinder(store, partner_id, day)
    places = {fact.location for fact in finder.facts}
    left_out = (*find_overdue_background(project, store, day), *check_unprinted(project, store, day))
    gaps = (*finder.find_all(), *(found for found in left_out if found.location in places))
    return [*say_gaps(store, partner_id, gaps, day)]


def gaps_of(store: FactStore, partner_id: str, day: date) -> list[Diagnostic]:
    """Return what the facts of a store lack for a note on a partner, without the facts that no note prints."""
    return list(_GapFinder(store, partner_id, day).find_all())


class _GapFinder:
    """The search for gaps in the facts about one partner."""

    def __init__(self, store: FactStore, partner_id: str, day: date) -> None:
        """Select the facts about the partner from a store."""
        self.store = store
        self.partner_id = partner_id
        self.partner = store.entity(Partner, partner_id)
        self.house = store.house
        self.day = day
        self.facts = store.facts_about(partner_id)

    def find_all(self) -> Iterator[Diagnostic]:
        """Yield all gaps, most important first."""
        end = self.partner.period.end
        has_ended = end is not None and end.last_day < self.day
        yield from self.find_proposals()
        if has_ended:
            yield from self.find_successor_gap()
        else:  # what a note says of the present
            yield from self.find_post_gaps()
            yield from self.find_contact_gap()
        yield from self.find_commitment_gaps()
        if not has_ended:
            yield from self.find_framework_gaps()
        yield from self.find_background_gaps()
        if not has_ended:
            yield from self.find_area_gaps()
        if not has_ended:
            yield from find_detail_gaps(self.store, self.facts, self.day)
        yield from self.find_translation_gaps()
        if not has_ended:
            yield from self.find_figure_gap()
        yield from self.find_source_gaps()
        yield from self.find_name_gap()

    def find_successor_gap(self) -> Iterator[Diagnostic]:
        """Yield a gap if nothing says what came after a partner that has ended."""
        if self.partner.successor_name is None:
            hint = "add `successor_name:`, and `successor:` if it is a partner of the house"
            message = f"the partner ended ({self.partner.period.end}), but no successor is on record"
            yield self._gap_at("no-successor", message, None, hint)

    def _gap_at(
        self, code: str, message: str, location: Location | None, hint: str, *, role: str = ""
    ) -> Diagnostic:
        """Return a gap at a location, or at the partner if the location is None; of a role, if a post of it is missing."""
        place = location or self.partner.location
        return Diagnostic(code, message, place, Severity.INFO, hint, value=role)

    def _name_of(self, entity: Area | Post) -> str:
        """Return the name of an area or post on the day, in the default language of the house."""
        return plain_name(entity, self.house.default_language, self.day)

    def _may_hold(self, fact: Fact) -> bool:
        """Return whether a fact certainly or possibly holds on the day."""
        return standing_of(self.store, fact, self.day).certainty is not Certainty.NO

    def find_proposals(self) -> Iterator[Diagnostic]:
        """Yield one gap for all proposals that wait: what they say may be what is missing."""
        waiting = [
            fact for fact in self.store.proposals.values() if fact.folder in (self.partner_id, SHARED_FOLDER)
        ]
        if waiting:
            hint = f"`briefings review {self.partner_id}` lists them; then --accept or --reject"
            yield self._gap_at("proposals", waiting_text(len(waiting)), waiting[0].location, hint)

    def _has_happened(self, fact: Fact) -> bool:
        """Return whether an event has surely taken place by the day."""
        return standing_of(self.store, fact, self.day).certainty is Certainty.CERTAIN

    def _last_over(self, facts: Iterable[Fact]) -> Fact | None:
        """Return the state among some facts that ended last before the day; None if none has ended."""
        over = [fact for fact in facts if not fact.is_event and has_ended(fact, self.day)]
        return max(
            over, key=lambda fact: fact.period.end.last_day if fact.period.end else self.day, default=None
        )

    # --- posts and holders ------------------------------------------------------------------------

    def find_post_gaps(self) -> Iterator[Diagnostic]:
        """Yield listed roles without a post, and posts whose holder on the day is unknown."""
        posts = [
            post
            for post in self.store.entities_of(Post)
            if self.store.is_post_in_scope(post, self.partner_id) and not post.is_proposed
        ]
        for role in self.house.roles.their_side if self.house.roles else ():
            if not any(role in post.roles and post.partner == self.partner_id for post in posts):
                hint = f"`briefings add post {self.partner_id} --role {role} --title TITLE`, or a post with `role: {role}` and `partner: {self.partner_id}` in facts/{self.partner_id}/"
                message = f"the partner has no post with the role {role!r}"
                yield self._gap_at("no-post", message, None, hint, role=role)
        for role in self.house.roles.our_side if self.house.roles else ():
            if not any(role in post.roles and post.partner is None for post in posts):
                yield self._gap_at(
                    "no-post",
                    f"no post on our side with the role {role!r} covers the partner",
                    None,
                    self._coverage_hint(role),
                    role=role,
                )
        for post in posts:
            if post.period.certainty_on(self.day) is not Certainty.NO:
                yield from self._find_holder_gap(post)

    def _coverage_hint(self, role: str) -> str:
        """Return how to make a post on our side with a role cover the partner."""
        post_ids = [
            post.id for post in self.store.entities_of(Post) if role in post.roles and post.partner is None
        ]
        if not post_ids:
            return f"add a post with `role: {role}` to facts/shared/, or delete the role in facts/house.yaml"
        own = f"add a post with `role: {role}` and `covers: [{self.partner_id}]` to facts/shared/"
        return f"if {' or '.join(post_ids)} serves this partner too, list it under `posts:` of the partner; if not, {own}"

    def _find_holder_gap(self, post: Post) -> Iterator[Diagnostic]:
        """Yield a gap if no tenure of a post certainly or presumably holds on the day."""
        tenures = [
            (tenure, standing_of(self.store, tenure, self.day))
            for tenure in self.store.tenures_by_post.get(post.id, ())
        ]
        if any(standing.certainty > Certainty.POSSIBLE for _, standing in tenures):
            return
        title = self._name_of(post)
        possible_tenures = [
            (tenure, standing) for tenure, standing in tenures if standing.certainty is Certainty.POSSIBLE
        ]
        if possible_tenures:
            tenure, standing = possible_tenures[-1]
            problem = (
                f"was last attested on {standing.last_attestation}"
                if standing.last_attestation
                else "is uncertain"
            )
            hint = "add evidence with a later `attests:`, or the tenure of the successor"
            yield self._gap_at("holder-overdue", f"the holder of {title} {problem}", tenure.location, hint)
        else:
            hint = f"`briefings add tenure --post {post.id} --holder NAME --valid START/ --evidence SOURCE`, with `--vacant yes` for no holder"
            yield self._gap_at("no-holder", f"the holder of {title} is unknown", post.location, hint)

    # --- relations between the two sides ----------------------------------------------------------

    def find_contact_gap(self) -> Iterator[Diagnostic]:
        """Yield a gap if our side had no contact with the partner, or none within the review period."""
        ends = [
            end.last_day
            for fact in self.facts
            if isinstance(fact, Contact)
            and fact.body == self.house.side
            and (end := fact.period_on(self.day).end)
            and self._has_happened(fact)
        ]
        last_contact = max((end for end in ends if end <= self.day), default=None)
        hint = f"`briefings add contact {self.partner_id} --on DAY --form FORM --with {self.house.side} --theirs NAME --topic TOPIC --evidence SOURCE`"
        if last_contact is None:
            yield self._gap_at("no-contact", "no contact is on record", None, hint)
        elif self.house.review_periods["contact"].add_to(last_contact) <= self.day:
            yield self._gap_at(
                "no-recent-contact",
                f"the last contact, on {last_contact}, is older than the review period",
                None,
                hint,
            )

    def find_framework_gaps(self) -> Iterator[Diagnostic]:
        """Yield a gap if no framework or agreement is on record, and one for each that is undated or overdue."""
        frameworks = [
            fact for fact in self.facts if isinstance(fact, Membership | Agreement) and self._may_hold(fact)
        ]
        if not frameworks:
            over = self._last_over(fact for fact in self.facts if isinstance(fact, Membership | Agreement))
            message = "no framework or agreement is on record"
            hint = f"`briefings add membership {self.partner_id} --framework ID --valid START/ --evidence SOURCE`, or `briefings add agreement`"
            if over:
                message = f"all frameworks and agreements have ended; the last was {over.id}"
                hint = "add what followed, if anything did"
            yield self._gap_at("no-framework", message, over.location if over else None, hint)
        for fact in frameworks:
            if fact.period.start is None and not fact.period.open_start:
                hint = "write when it began: `valid: 2002-02-20/`, or only the month or year"
                yield self._gap_at("undated-framework", f"{fact.id} has no beginning", fact.location, hint)
            standing = standing_of(self.store, fact, self.day)
            if standing.is_overdue:
                hint = "add evidence with a later `attests:`, or its end to `valid:`"
                yield self._gap_at(
                    "framework-overdue", f"{fact.id} has been overdue for review since {standing.review_due}", fact.location, hint
                )  # fmt: skip

    def find_commitment_gaps(self) -> Iterator[Diagnostic]:
        """Yield a gap for each commitment whose day is over, without a result on record."""
        for fact in self.facts:
            due = fact.due_on(self.day) if isinstance(fact, Commitment) else None
            if due and due.last_day < self.day and self._may_hold(fact):
                hint = "add `stages: [{stage: kept, on: DAY}]`, or `dropped` or `overtaken`"
                message = f"{fact.id} was due, but no result is on record"
                yield self._gap_at("commitment-overdue", message, fact.location, hint)

    def find_background_gaps(self) -> Iterator[Diagnostic]:
        """Yield a gap if the facts have no background statement, and one if no fact has a headline."""
        if not any(isinstance(fact, Statement) and self._may_hold(fact) for fact in self.facts):
            over = self._last_over(fact for fact in self.facts if isinstance(fact, Statement))
            message = "each background statement is over" if over else "no background statement is on record"
            hint = f"`briefings add statement {self.partner_id} --on DAY --text TEXT --evidence SOURCE`, or `--valid` for a state"
            yield self._gap_at("no-background", message, over.location if over else None, hint)
        if not any(fact.headline for fact in self.facts):
            hint = "give the most important facts a `headline:` of three to six words"
            yield self._gap_at(
                "no-milestone", "no fact has a headline, so the note has no milestones", None, hint
            )

    def find_area_gaps(self) -> Iterator[Diagnostic]:
        """Yield the areas without cooperation."""
        covered_areas = {
            fact.area for fact in self.facts if isinstance(fact, Cooperation) and self._may_hold(fact)
        }
        for area in self.store.entities_of(Area):
            if area.id not in covered_areas:
                past = (fact for fact in self.facts if isinstance(fact, Cooperation) and fact.area == area.id)
                over = self._last_over(past)
                hint = f"`briefings add cooperation {self.partner_id} --area {area.id} --valid START/ --text TEXT --evidence SOURCE`"
                name = self._name_of(area)
                message = (
                    f"the cooperation on {name} is over" if over else f"no cooperation on {name} is on record"
                )
                yield self._gap_at("empty-area", message, over.location if over else None, hint)

    # --- completeness of the texts ----------------------------------------------------------------

    def find_translation_gaps(self) -> Iterator[Diagnostic]:
        """Yield the texts and names of the partner's facts and of the house that lack a language of the house."""
        texts = [
            (fact.id, text) for fact in self.facts if fact.folder == self.partner_id for text in fact.texts()
        ]
        for owner, text in [*texts, *((f"the {name} of the house", text) for name, text in self.house.texts)]:
            missing_languages = [tag for tag in self.house.languages if tag not in text.by_language]
            if missing_languages:
                new = [f"`{tag}:`" for tag in missing_languages if tag not in text.frames]
                framed = [f"`{tag}:`" for tag in missing_languages if tag in text.frames]
                hints = [f"add {', '.join(new)}"] if new else []
                hints += [f"write it in place of the TODO of {', '.join(framed)}"] if framed else []
                yield self._gap_at(
                    "untranslated",
                    f"{owner} has no text in {', '.join(missing_languages)}",
                    text.location,
                    "; ".join(hints),
                )
        for language in self.house.languages:
            yield from find_untranslated_names(self.store, self.facts, [self.partner_id], language, self.day)

    def find_figure_gap(self) -> Iterator[Diagnostic]:
        """Yield a gap if the facts have no figure."""
        figures = [fact for fact in self.facts if isinstance(fact, Figure)]
        if any(map(self._may_hold, figures)):
            return
        over = self._last_over(figures)
        message = f"all figures have ended; the last was {over.id}" if over else "no figure is on record"
        hint = f"`briefings add figure {self.partner_id} --name NAME --value VALUE --valid YEAR --evidence SOURCE`"
        yield self._gap_at("no-figure", message, over.location if over else None, hint)

    def find_source_gaps(self) -> Iterator[Diagnostic]:
        """Yield the sources of the partner's facts that have no date."""
        source_ids = dict.fromkeys(
            item.source for fact in self.facts if fact.folder == self.partner_id for item in fact.all_evidence
        )
        for source in (self.store.entity(Source, id_) for id_ in source_ids):
            if source.effective_date is None:
                hint = "write `published:` or `updated:`, or date the evidence with `attests:`"
                yield self._gap_at(
                    "source-without-date", f"the source {source.id} has no date", source.location, hint
                )

    def find_name_gap(self) -> Iterator[Diagnostic]:
        """Yield a gap if the partner has no formal name in the default language."""
        language = self.house.default_language
        if not any(name.form == "formal" and name.language == language for name in self.partner.names):
            hint = f"add a name with `form: formal` and `lang: {language}`"
            yield self._gap_at("no-formal-name", "the partner has no formal name", None, hint)
