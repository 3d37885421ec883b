"""What a note on a partner would like and lacks, in order of worth: each with its place, and what to write there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.workspace import Workshop
from briefings.factbase.links import texts_of
from briefings.loading.project import partner_folders
from briefings.model.dates import Truth
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity, did_you_mean
from briefings.model.facts import (
    ALL,
    Agreement,
    Area,
    Contact,
    Cooperation,
    Figure,
    Membership,
    Partner,
    Post,
    Source,
    Statement,
)
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactBase
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["gaps"]


def gaps(project: Project, partner: str, day: date) -> list[Diagnostic]:
    """What a note on a partner lacks, what matters most first.

    Args:
        project: where the facts are.
        partner: id of the partner.
        day: of the note.

    Raises:
        BriefingsError: if there is no such partner, or the facts are at fault.
    """
    known = partner_folders(project.root)
    if partner not in known:
        hint = did_you_mean(partner, known) or f"`briefings new {partner}` adds it"
        raise BriefingsError([Diagnostic("unknown-partner", f"there is no partner {partner!r}", hint=hint)])
    return list(_Search(Workshop(project, [partner]).facts(partner), partner, day).all())


class _Search:
    def __init__(self, base: FactBase, partner: str, day: date) -> None:
        self.base = base
        self.id = partner
        self.partner = base.get(Partner, partner)
        self.house = base.house
        self.day = day
        self.facts = [fact for fact in base.facts if base.concerns(fact, partner)]

    def all(self) -> Iterator[Diagnostic]:
        """In order of worth."""
        yield from self.holders()
        yield from self.contacts()
        yield from self.frameworks()
        yield from self.background()
        yield from self.areas()
        yield from self.translations()
        yield from self.figures()
        yield from self.sources()
        yield from self.names()

    def gap(self, code: str, message: str, place: Location | None, hint: str) -> Diagnostic:
        return Diagnostic(code, message, place or self.partner.location, Severity.NOTE, hint)

    def named(self, thing: Area | Post) -> str:
        return plain_name(thing, self.house.written, self.day)

    def standing(self, fact: Fact) -> bool:
        return self.base.standing(fact, self.day).truth is not Truth.NO

    # --- who holds which post -------------------------------------------------------------------

    def holders(self) -> Iterator[Diagnostic]:
        """Roles at a glance without a post, and posts whose holder is not known for the day."""
        posts = [post for post in self.base.all(Post) if self.base.covers(post, self.id)]
        for role in self.house.roles.theirs if self.house.roles else ():
            if not any(post.role == role and post.partner == self.id for post in posts):
                hint = (
                    f"add a post with `role: {role}` and `partner: {self.id}` to a file in facts/{self.id}/"
                )
                yield self.gap("no-post", f"there is no post of theirs with the role {role!r}", None, hint)
        for role in self.house.roles.ours if self.house.roles else ():
            if not any(post.role == role and post.partner is None for post in posts):
                yield self.gap(
                    "no-post", f"no post of ours with the role {role!r} covers it", None, self.coverable(role)
                )
        for post in posts:
            if post.valid.on(self.day) is not Truth.NO:
                yield from self.holder(post)

    def coverable(self, role: str) -> str:
        found = [post.id for post in self.base.all(Post) if post.role == role and post.partner is None]
        if not found:
            return (
                f"add a post with `role: {role}` to facts/shared/, or take the role out of facts/house.yaml"
            )
        return (
            f"list one under `posts:` of the partner ({', '.join(found)}), or write `covers: [{ALL}]` there"
        )

    def holder(self, post: Post) -> Iterator[Diagnostic]:
        tenures = [
            (tenure, self.base.standing(tenure, self.day)) for tenure in self.base.tenures.get(post.id, ())
        ]
        if any(standing.truth > Truth.POSSIBLE for _, standing in tenures):
            return
        title = self.named(post)
        due = [(tenure, standing) for tenure, standing in tenures if standing.truth is Truth.POSSIBLE]
        if due:
            tenure, standing = due[-1]
            seen = f"was last attested {standing.attested}" if standing.attested else "is not sure"
            hint = "add evidence with `attests:` a later day, or a tenure of whoever came after"
            yield self.gap("holder-overdue", f"who is {title} {seen}", tenure.location, hint)
        else:
            hint = f"add a tenure: `post: {post.id}`, `holder:` (or `vacant: yes`), `valid:`, `evidence:`"
            yield self.gap("no-holder", f"who is {title} is not known", post.location, hint)

    # --- what there is between the two sides ----------------------------------------------------

    def contacts(self) -> Iterator[Diagnostic]:
        """No contact with our side, or none within the review period."""
        ends = [
            fact.period.end.last
            for fact in self.facts
            if isinstance(fact, Contact) and fact.body == self.house.side and fact.period.end
        ]
        last = max((end for end in ends if end <= self.day), default=None)
        hint = f"add to `contacts:`: `on:`, `form:`, `with: {self.house.side}`, `theirs:`, `topics:`, `evidence:`"
        if last is None:
            yield self.gap("no-contact", "there is no contact", None, hint)
        elif self.house.review["contact"].after(last) <= self.day:
            yield self.gap("no-recent-contact", f"the last contact was on {last}", None, hint)

    def frameworks(self) -> Iterator[Diagnostic]:
        """No framework and no agreement; those without a beginning, or overdue for review."""
        held = [
            fact for fact in self.facts if isinstance(fact, Membership | Agreement) and self.standing(fact)
        ]
        if not held:
            hint = (
                "add to `memberships:`: `framework:`, `valid: 2002-02-20/`, `evidence:`; or to `agreements:`"
            )
            yield self.gap("no-framework", "there is no framework and no agreement", None, hint)
        for fact in held:
            if fact.period.start is None and not fact.period.open_start:
                hint = "write since when: `valid: 2002-02-20/`, a month or a year if no more is known"
                yield self.gap("undated-framework", f"{fact.id} has no beginning", fact.location, hint)
            standing = self.base.standing(fact, self.day)
            if standing.overdue:
                hint = "add evidence with `attests:` a later day, or its end to `valid:`"
                yield self.gap(
                    "framework-overdue", f"{fact.id} is overdue for review since {standing.due}", fact.location, hint
                )  # fmt: skip

    def background(self) -> Iterator[Diagnostic]:
        """No background, no milestones."""
        if not any(isinstance(fact, Statement) and self.standing(fact) for fact in self.facts):
            hint = "add to `statements:`: `on:` or `valid:`, `text:`, `evidence:`"
            yield self.gap("no-background", "there is no background", None, hint)
        if not any(fact.headline for fact in self.facts):
            hint = "give the facts that mattered a `headline:` of three to six words"
            yield self.gap("no-milestone", "there is no milestone", None, hint)

    def areas(self) -> Iterator[Diagnostic]:
        """Areas in which nothing is done."""
        told = {fact.area for fact in self.facts if isinstance(fact, Cooperation) and self.standing(fact)}
        for area in self.base.all(Area):
            if area.id not in told:
                hint = f"add to `cooperation:`: `area: {area.id}`, `valid:`, `text:`, `evidence:`"
                yield self.gap("empty-area", f"there is nothing on {self.named(area)}", None, hint)

    # --- how well it is told --------------------------------------------------------------------

    def translations(self) -> Iterator[Diagnostic]:
        """Facts of the partner, and what the house prints on each note, without words in a language of the house."""
        told = [(fact.id, text) for fact in self.facts if fact.folder == self.id for text in texts_of(fact)]
        for what, text in [*told, *((f"the {name} of the house", text) for name, text in self.house.texts)]:
            lacking = [tag for tag in self.house.languages if tag not in text.by_language]
            if lacking:
                hint = f"write {', '.join(f'`{tag}:`' for tag in lacking)} beside what is there"
                yield self.gap(
                    "untranslated", f"{what} is not told in {', '.join(lacking)}", text.location, hint
                )

    def figures(self) -> Iterator[Diagnostic]:
        """No number at a glance."""
        if not any(isinstance(fact, Figure) and self.standing(fact) for fact in self.facts):
            hint = "add to `figures:`: `name:`, `value:`, `valid:`, `evidence:`"
            yield self.gap("no-figure", "there is no figure", None, hint)

    def sources(self) -> Iterator[Diagnostic]:
        """Sources of the partner's facts that bear no date."""
        used = dict.fromkeys(
            item.source for fact in self.facts if fact.folder == self.id for item in fact.evidence
        )
        for source in (self.base.get(Source, id_) for id_ in used):
            if source.dated is None:
                hint = "write `published:` or `updated:`; else `attests:` where it is evidence"
                yield self.gap("undated-source", f"the source {source.id} has no date", source.location, hint)

    def names(self) -> Iterator[Diagnostic]:
        """No formal name."""
        main = self.house.written
        if not any(name.form == "formal" and name.language == main for name in self.partner.names):
            hint = f"add a name with `form: formal`, `lang: {main}`"
            yield self.gap("no-formal-name", "it has no formal name", None, hint)
