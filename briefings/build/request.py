"""The build request: which notes on which subjects, for whom, as of which day, in which formats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from briefings.build.formats import DEFAULT_FORMATS
from briefings.compose.note_options import NoteOptions
from briefings.model.house import DEFAULT_AUDIENCE, DEFAULT_PRODUCT

__all__ = ["LABEL_FORMAT", "BuildRequest", "Note", "SetName", "build_command"]


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """The identity of a note among those on one subject: one per product, person or visit, and language.

    Attributes:
        product: id of the product.
        about: id of the person or visit that it is about; empty for a note on the subject itself.
        language: BCP 47 tag.
    """

    product: str
    about: str
    language: str

    @property
    def key(self) -> str:
        """Return product, person or visit, and language, joined with dots."""
        return ".".join(filter(None, (self.product, self.about, self.language)))

    def file_stem(self, subject: str) -> str:
        """Return the name of its files without day and format; the default product is not named."""
        return f"{subject}.{self.language if self.product == DEFAULT_PRODUCT else self.key}"

    def describe(self, standard: Note) -> str:
        """Return what tells it from the standard note, for messages; empty for the standard note itself."""
        return " ".join(
            own
            for own, default in zip(
                (self.product, self.about, self.language),
                (standard.product, standard.about, standard.language),
                strict=True,
            )
            if own != default
        )


@dataclass(frozen=True, slots=True)
class SetName:
    """The name of a set of notes, which is also the name of its folder.

    Attributes:
        subject: id of the partner or region.
        as_of: the day of a dated set; None for the set that follows the present day.
        is_addendum: whether it holds the addenda to the notes of the other set.
    """

    subject: str
    as_of: date | None = None
    is_addendum: bool = False

    @classmethod
    def parse(cls, text: str) -> SetName:
        """Return the set name that a text gives.

        >>> SetName.parse("tajikistan@2011-06-23")
        SetName(subject='tajikistan', as_of=datetime.date(2011, 6, 23), is_addendum=False)

        Raises:
            ValueError: if it is not the name of a set.
        """
        subject, at, rest = text.partition("@")
        if rest == _ADDENDUM:
            name = cls(subject, is_addendum=True)
        else:
            name = cls(subject, date.fromisoformat(rest) if at else None)
        if not subject or str(name) != text:
            message = f"{text!r} is not the name of a set"
            raise ValueError(message)
        return name

    def __str__(self) -> str:
        """Return the name of the folder."""
        if self.is_addendum:
            return f"{self.subject}@{_ADDENDUM}"
        return f"{self.subject}@{self.as_of.isoformat()}" if self.as_of else self.subject

    def file_name(self, note: Note, file_format: str) -> str:
        """Return the name of a file of the set."""
        day = f".{self.as_of.isoformat()}" if self.as_of else ""
        return f"{note.file_stem(self.subject)}{day}.{file_format}"

    @property
    def follows_today(self) -> bool:
        """Return whether its notes are brought up to date for the present day."""
        return self.as_of is None and not self.is_addendum


_ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build.

    Attributes:
        subjects: ids of partners and regions; empty for all.
        as_of: the as-of date of the notes.
        dated: whether the user gave that date; then it is part of the file names.
        products: ids of products; empty for the default products.
        languages: some languages of the house; empty for all of them.
        formats: some of `FORMATS`.
        options: what the notes are asked with.
        defaults: whether to make the products of the house where none is named.
        brings_orders: whether to make all notes that standing orders ask for, although some products are named.
        existing_only: whether to rebuild only the notes and formats that the set already has.
        audience: name of the audience that the notes are for.
        edition: the running number of the edition, if the notes are issued; empty for a build.
    """

    subjects: tuple[str, ...]
    as_of: date
    dated: bool = False
    products: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = DEFAULT_FORMATS
    options: NoteOptions = field(default_factory=NoteOptions)
    defaults: bool = True
    brings_orders: bool = False
    existing_only: bool = False
    audience: str = DEFAULT_AUDIENCE
    edition: str = ""

    @property
    def given_options(self) -> NoteOptions:
        """Return the options that the user gave; whom a note is about is part of its own identity."""
        return replace(self.options, about="")

    @property
    def is_whole(self) -> bool:
        """Return whether it asks for everything on its subjects: no product, language or format alone."""
        return not (self.products or self.languages) and set(self.formats) == set(DEFAULT_FORMATS)

    def for_note(self, options: NoteOptions) -> BuildRequest:
        """Return the request with the options of one of its notes."""
        return replace(self, options=options)

    def set_name(self, subject: str) -> SetName:
        """Return the name of a subject's set; a dated one has its own, so it never overwrites today's notes."""
        return SetName(subject, self.as_of if self.dated else None)

    def file_name(self, subject: str, note: Note, file_format: str) -> str:
        """Return the name of a file of a set."""
        return self.set_name(subject).file_name(note, file_format)


LABEL_FORMAT = "label.xml"
"""The end of the name of a label, a file beside its note; users ask for notes in other formats, never for this one."""


def build_command(audience: str, *words: str) -> str:
    """Return the command that builds notes for an audience; the default audience is not named.

    >>> build_command("public", "tajikistan")
    'briefings build tajikistan --audience public'
    """
    named = () if audience == DEFAULT_AUDIENCE else ("--audience", audience)
    return " ".join(("briefings", "build", *words, *named))
