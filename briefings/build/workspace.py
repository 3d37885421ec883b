"""An opened project that composes notes: its facts, templates, labels, style sheets and fonts, each loaded once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.audiences import check_product_audience, find_audience
from briefings.build.catalog import REGION, Catalog
from briefings.build.draft import Draft
from briefings.build.formats import FORMATS
from briefings.build.gate import Gate
from briefings.build.note_checks import check_labels, check_topic
from briefings.build.pdf_job import Job
from briefings.build.pdf_problems import explain_pdf_problems
from briefings.build.pdf_process import typeset
from briefings.build.template_shelf import TemplateShelf
from briefings.compose.compose import compose
from briefings.compose.house_style import HouseStyle
from briefings.compose.note_marking import compose_under
from briefings.factbase.load import load
from briefings.factbase.named_entities import without_unnamed
from briefings.model.diagnostics import BriefingsError, EnvironmentMissingError
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.views.builder import view_from_context
from briefings.views.context import NoteContext
from briefings.views.expiry import change_days, next_change
from briefings.views.records import Scope
from briefings.views.regions import RegionContext
from briefings.views.release import markings_of, next_release, release

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.assets import Files
    from briefings.build.catalog import Subject
    from briefings.build.request import BuildRequest, Note
    from briefings.compose.brief import Brief
    from briefings.compose.labels import Labels
    from briefings.compose.note_options import NoteOptions
    from briefings.compose.products import Product
    from briefings.compose.template_context import AddendumView
    from briefings.factbase.store import FactStore
    from briefings.loading.fact_folders import FolderReadings
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.markings import Marking
    from briefings.outputs.pdf import PdfResult
    from briefings.project import Project
    from briefings.templating import Templates
    from briefings.views.records import View
    from briefings.views.release import ReleasedStore

__all__ = ["Workspace"]


class Workspace:
    """A project with everything that its notes are composed from.

    Attributes:
        project: where its files are.
        store: its facts.
        catalog: its subjects and products.
    """

    def __init__(
        self,
        project: Project,
        partners: Iterable[str] | None = None,
        facts: Path | None = None,
        drafts: Mapping[Path, bytes] | None = None,
        readings: FolderReadings | None = None,
    ) -> None:
        """Open a project.

        Args:
            project: where its files are.
            partners: the partners whose folders to read, besides the shared folder; None for all.
            facts: a folder whose `facts/` is read instead of the project's own; None for the project's.
            drafts: files as a command is about to write them, by path; they are read in place of those on disk.
            readings: what was read of folders that have not changed since; None to read every folder.

        Raises:
            BriefingsError: if the facts have errors.
        """
        self.project = project
        self.store: FactStore = load(facts or project.root, partners, drafts, readings)
        self._products: dict[tuple[Templates, Labels, str], Product] = {}
        self._label_problems: dict[tuple[Labels, str, str, date], list[Diagnostic]] = {}
        self._latest_subset: tuple[tuple[str, ...], FactStore] | None = None
        self._latest_named: FactStore | None = None
        self._latest_gate: tuple[ReleasedStore, Gate] | None = None
        self._releases: dict[tuple[str, date, Marking | None], ReleasedStore] = {}
        self._views: dict[tuple[Scope, Marking | None], tuple[View, ReleasedStore]] = {}
        self.catalog = Catalog(project, self.store.house)
        self._shelf = TemplateShelf(project, self.store.house)

    def reopen(
        self,
        readings: FolderReadings,
        drafts: Mapping[Path, bytes] | None = None,
        partners: Iterable[str] | None = None,
    ) -> Workspace:
        """Return the same project with its facts as they are now; its templates have not changed.

        Args:
            readings: what was read of folders that have not changed since.
            drafts: files as they are about to be written, by path.
            partners: the partners whose folders to read, besides the shared folder; None for all.

        Raises:
            BriefingsError: if the facts have errors.
        """
        now = Workspace(self.project, partners, drafts=drafts, readings=readings)
        if now.store.house == self.store.house:
            now._shelf, now._products = self._shelf, self._products
        return now

    def store_for(self, *folders: str) -> FactStore:
        """Return a store with these folders and the shared one, in the order of all facts."""
        if self._latest_subset is None or self._latest_subset[0] != folders:
            # The notes of one subject are composed one after the other, so the last subset is enough.
            store = self.store.subset(folders)
            self._latest_subset, self._latest_named = (folders, store), None
            self._releases.clear()
            self._views.clear()
        return self._latest_subset[1]

    def _named_store_for(self, subject: Subject) -> FactStore:
        """Return the store for a subject's notes without what nothing in it names, which no reader may see."""
        store = self.store_for(*subject.folders)
        if self._latest_named is None:
            self._latest_named = without_unnamed(store)
        return self._latest_named

    def released_for(
        self, subject: Subject, audience: str, day: date, under: Marking | None = None
    ) -> ReleasedStore:
        """Return what an audience may see of the facts of a subject's notes, or what of it a marking covers."""
        store = self._named_store_for(subject)
        key = (audience, day, under)
        if key not in self._releases:
            self._releases[key] = release(store, *key)
        return self._releases[key]

    def templates(self, subject: Subject | None = None) -> Templates:
        """Return the templates for the notes on a subject; see `TemplateShelf.templates`."""
        return self._shelf.templates(subject)

    def labels(self, subject: Subject | None = None, language: str = "") -> Labels:
        """Return the labels for the notes on a subject in a language; see `TemplateShelf.labels`."""
        return self._shelf.labels(subject, language)

    def product(self, subject: Subject, note: Note) -> Product:
        """Return the product of a note, once all sections and labels that it names are found.

        Raises:
            BriefingsError: if the product does not exist, or its file has errors.
        """
        templates, labels = self.templates(subject), self.labels(subject, note.language)
        if (templates, labels, note.product) not in self._products:
            product = self.catalog.product(note.product, subject)
            if problems := list(product.check_references(templates, labels)):
                raise BriefingsError(problems)
            self._products[templates, labels, note.product] = product
        return self._products[templates, labels, note.product]

    def draft(
        self,
        subject: Subject,
        note: Note,
        request: BuildRequest,
        as_of: date | None = None,
        addendum: AddendumView | None = None,
    ) -> Draft:
        """Compose a note, or an addendum to it.

        Args:
            subject: the partner or region that it is on.
            note: which of the subject's notes.
            request: the options of the build.
            as_of: the day of the note; the request's day if None.
            addendum: what the addendum says; None for the note itself.

        Raises:
            BriefingsError: if its product, a template or a label file has errors, its language is not one of the
                house's, or its audience may see more than the product prints.
        """
        if problem := self.catalog.check_language(note.language):
            raise BriefingsError([problem])
        scope = self._scope(subject, note, request, as_of)
        view, visible_facts = self._view_and_facts(subject, scope)
        product = self.product(subject, note)
        audience = find_audience(self.store.house, request.audience)
        problem = check_product_audience(product, audience, self.store.house, self.store.scheme)
        problem = problem or check_topic(product, note, view, visible_facts)
        if problems := [problem] if problem else self._check_labels(subject, scope):
            raise BriefingsError(problems)
        given = self.catalog.clearance_book.of_note(subject.id, note, request.audience)
        if addendum:
            # Its sentences come from the whole note, and so do its marking and its clearances.
            whole = self.draft(subject, note, request, as_of)
            scope = replace(scope, clearances=whole.standing(self.project.root, note, given))
            view = replace(self._view_and_facts(subject, scope)[0], floor=whole.brief.combined_marking)
            style = self._style(subject, note)
            return Draft(compose(view, product, style, request.options, addendum), visible_facts)
        draft = Draft(self._compose(subject, note, scope, request.options), visible_facts)
        if standing := draft.standing(self.project.root, note, given):
            scope = replace(scope, clearances=standing)
            draft = Draft(self._compose(subject, note, scope, request.options), visible_facts)
        return draft

    def _compose(self, subject: Subject, note: Note, scope: Scope, options: NoteOptions) -> Brief:
        """Compose a note under a marking that covers all that has shaped it."""
        product, style = self.product(subject, note), self._style(subject, note)

        def compose_from(floor: Marking | None, under: Marking | None) -> Brief | None:
            """Compose the note from what a marking covers; None if that is too little for any note."""
            needed = {self.store.house.side, subject.id, *subject.folders}
            if not needed <= self.released_for(subject, scope.audience, scope.as_of, under).entities.keys():
                return None
            view = replace(self._view_and_facts(subject, scope, under)[0], floor=floor)
            return compose(view, product, style, options)

        visible_facts = self.released_for(subject, scope.audience, scope.as_of)
        markings = {style.scheme.at(marking, scope.as_of) for marking in markings_of(visible_facts)}
        return compose_under(compose_from, markings, style.scheme)

    def _check_labels(self, subject: Subject, scope: Scope) -> list[Diagnostic]:
        """Return the problems of the project's own labels beside the facts of a note."""
        labels = self.labels(subject, scope.language)
        key = (labels, subject.id, scope.audience, scope.as_of)
        if key not in self._label_problems:
            visible_facts = self.released_for(subject, scope.audience, scope.as_of)
            self._label_problems[key] = check_labels(self.templates(subject), labels, visible_facts)
        return self._label_problems[key]

    def _style(self, subject: Subject, note: Note) -> HouseStyle:
        """Return the style of the house for a note.

        Raises:
            BriefingsError: if a label file has errors, or the logo is not usable.
        """
        return HouseStyle(
            house=self.store.house,
            scheme=self.store.scheme,
            templates=self.templates(subject),
            labels=self.labels(subject, note.language),
            logo=self._shelf.logo(subject),
        )

    def _scope(self, subject: Subject, note: Note, request: BuildRequest, as_of: date | None) -> Scope:
        """Return the scope of the view for a note, as of a day (the request's if None).

        Raises:
            BriefingsError: if its product has errors.
        """
        product = self.product(subject, note)
        return Scope(
            subject.id,
            as_of or request.as_of,
            request.audience,
            note.language,
            request.options.contact_limit(self.store.house, product),
            note.about,
            product.readers == "public",
            request.options.since_day,
            None if request.options.known_turns is None else frozenset(request.options.known_turns),
        )

    def _view_and_facts(
        self, subject: Subject, scope: Scope, under: Marking | None = None
    ) -> tuple[View, ReleasedStore]:
        """Return the view for a note and the facts that its readers may see, or those of them that a marking covers."""
        released = self.released_for(subject, scope.audience, scope.as_of, under)
        if (scope, under) not in self._views:
            # Notes that differ only in their sections share a view.
            view = (
                RegionContext(released, scope).build_view()
                if subject.kind == REGION
                else view_from_context(NoteContext(released, scope))
            )
            self._views[scope, under] = (view, released)
        return self._views[scope, under]

    def next_change(self, subject: Subject, day: date, audience: str = DEFAULT_AUDIENCE) -> date | None:
        """Return the next day on which the content of a subject's notes may change; None for never."""
        scope = Scope(subject.id, day, audience, self.store.house.default_language)
        released = self.released_for(subject, audience, day)
        opening = next_release(self._named_store_for(subject), audience, day)
        days = [opening] if opening else []
        if subject.kind == REGION:
            return RegionContext(released, scope).next_change(days)
        return next_change(NoteContext(released, scope), days)

    def change_days(self, subject: Subject, day: date, audience: str) -> list[date]:
        """Return every day on which a partner's notes, as an audience sees them on a day, may change, in order."""
        scope = Scope(subject.id, day, audience, self.store.house.default_language)
        return sorted(set(change_days(NoteContext(self.released_for(subject, audience, day), scope))))

    def gate(self, subject: Subject, visible_facts: ReleasedStore) -> Gate:
        """Return the gate for the files of a subject, whose readers may see these of its facts."""
        if self._latest_gate is None or self._latest_gate[0] is not visible_facts:
            store = self._named_store_for(subject)
            self._latest_gate = (visible_facts, Gate(store, visible_facts, self.store.house.languages))
        return self._latest_gate[1]

    def render(self, brief: Brief, subject: Subject, file_format: str) -> bytes:
        """Render a note in any format but PDF, in this process."""
        render = FORMATS[file_format].render
        assert render is not None  # noqa: S101 - worker processes typeset a PDF
        return render(brief, self.style_sheet(subject, file_format), self.files(subject, file_format).files)

    def style_sheet(self, subject: Subject, file_format: str) -> str:
        """Return the style sheets of a format, joined; see `TemplateShelf.style_sheet`."""
        return self._shelf.style_sheet(subject, file_format)

    def files(self, subject: Subject, file_format: str) -> Files:
        """Return the fonts of a format, or its Word template; see `TemplateShelf.files`."""
        return self._shelf.files(subject, file_format)

    def pdf_job(self, brief: Brief, subject: Subject, name: str) -> Job:
        """Return the job to typeset a note on a subject; its name is for messages."""
        return Job(name, brief, self.style_sheet(subject, "pdf"), self.files(subject, "pdf").files)

    def typeset(self, brief: Brief, subject: Subject, name: str) -> PdfResult:
        """Typeset a note on a subject here and now; its name is for messages.

        Raises:
            EnvironmentMissingError: if PDF can't be made here.
            BriefingsError: if the note or its style has errors, or took too long or too much memory.
        """
        try:
            return typeset(self.pdf_job(brief, subject, name))
        except EnvironmentMissingError:
            raise
        except BriefingsError as error:
            raise BriefingsError(self.explain_problems(error.diagnostics, subject)) from error

    def explain_problems(self, problems: Sequence[Diagnostic], subject: Subject) -> list[Diagnostic]:
        """Return the problems of a PDF, with locations in the project's own files where they come from there."""
        return explain_pdf_problems(problems, self.templates(subject), self.store, self.project.root)
