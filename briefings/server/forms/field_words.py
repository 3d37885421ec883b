"""Labels of form fields: their order, names, purpose, and which of them are required."""

from __future__ import annotations

__all__ = [
    "CHOICES",
    "EVENT_OR_STATE",
    "FIRST_FIELDS",
    "FIRST_PARTS",
    "HELP",
    "HELP_ANYWHERE",
    "KINDS_IN_WORDS",
    "LABELS",
    "MADE_FOR_YOU",
    "NEEDED",
    "NEEDS",
    "PART_NEEDS",
    "SOURCE_NEEDS",
    "label_of",
]

FIRST_FIELDS: dict[str, tuple[str, ...]] = {
    "statements": ("text", "on", "valid", "evidence"),
    "memberships": ("framework", "valid", "text", "evidence"),
    "agreements": ("title", "stages", "text", "evidence"),
    "cooperation": ("area", "text", "valid", "on", "evidence"),
    "contacts": ("form", "on", "with", "place", "theirs", "ours", "topics", "evidence"),
    "visits": ("on", "with", "place", "purpose", "theirs", "ours", "programme", "evidence"),
    "tenures": ("post", "holder", "valid", "evidence"),
    "figures": ("name", "value", "unit", "on", "valid", "telling", "evidence"),
    "commitments": ("by", "to", "text", "on", "due", "evidence"),
    "dates": ("what", "on", "sort", "place", "evidence"),
    "lives": ("person", "what", "on", "valid", "text", "evidence"),
    "lines": ("use", "text", "to", "trigger", "valid", "rests", "evidence"),
    "sources": ("title", "publisher", "published", "address", "retrieved", "language"),
    "people": ("names", "gender"),
    "organisations": ("names", "code"),
    "frameworks": ("names", "organisation", "valid"),
    "posts": ("titles", "role", "partner", "organisation", "covers"),
    "resolutions": ("settles", "how", "prefers", "because", "by", "on"),
}
"""The fields that a newcomer needs, by list; required ones come first in any case."""

FIRST_PARTS = {
    "piece of evidence": ("source", "quote", "locator", "attests"),
    "participant": ("person", "as"),
    "stage of an agreement": ("stage", "on"),
    "programme item": ("day", "time", "until", "what", "where", "with"),
    "name": ("text", "lang"),
    "title": ("text", "lang", "gender"),
}

NEEDED = "needed"

NEEDS = {
    ("resolutions", "of"): "",
    ("sources", "title"): "needed, if it has one",
    ("sources", "published"): "needed, if it has one",
    ("lines", "rests"): "needed, or sources",
    ("lines", "evidence"): "needed, or facts on which it rests",
    ("agreements", "stages"): "needed, or a day or a time under More",
    ("tenures", "holder"): "needed, unless the post is vacant",
    ("tenures", "valid"): NEEDED,
    ("figures", "on"): "needed, for a number of one day or year",
    ("figures", "valid"): "needed, for a number that stays true",
    ("lives", "valid"): "for what lasts",
    ("lives", "on"): "for what happened on a day",
}
"""Needs of an entry that its table has as a rule between keys."""

_OPTIONAL = "optional"

PART_NEEDS = {"quote": _OPTIONAL, "locator": _OPTIONAL}
"""Needs of parts of a value that a newcomer sees and may leave empty."""

SOURCE_NEEDS = {
    "title": NEEDED,
    "publisher": NEEDED,
    "published": "needed, if it has one",
    "address": _OPTIONAL,
}

EVENT_OR_STATE = {"on": "needed, for something that happened", "valid": "needed, for something that lasts"}

HELP = {
    (
        "agreements",
        "stages",
    ): "What happened and when, such as: signed on 3 May 2021; then: in force since June 2022.",
    ("statements", "text"): "The text that notes print, unchanged.",
    ("memberships", "framework"): "The council, programme or plan.",
    ("cooperation", "area"): "The field of work: type its name and choose it.",
    ("cooperation", "text"): "The text that notes print, unchanged.",
    ("figures", "value"): "The number, such as 1200000, 1.2 million, 61 % or 3.5..4.0.",
    ("figures", "unit"): "Such as people, km, tonnes or MW, or a word of your own.",
    ("commitments", "by"): "Who promised: ours, theirs, or an organisation or person by name.",
    ("commitments", "to"): "To whom, in the same way.",
    ("lines", "text"): "What to say or to achieve, as in notes.",
    ("people", "names"): "The name as notes print it; further ones in other languages or spellings.",
    (
        "organisations",
        "names",
    ): "The name as notes print it; further ones in other languages, and its short form.",
    ("publishers", "names"): "The full name as sources write it, and its short form for the margin.",
    ("posts", "titles"): "The title as notes print it, such as President; further ones in other languages.",
    ("posts", "partner"): "The partner that has it; for a post on our side, leave it empty.",
    (
        "posts",
        "organisation",
    ): "The organisation on our side that has it; for a post of a partner, leave it empty.",
    ("posts", "covers"): "For a post on our side: the partners whose notes show it, or all.",
    ("resolutions", "settles"): "The facts that contradict each other, or the one that a source disputes.",
    ("resolutions", "on"): "The day of the decision.",
    ("resolutions", "how"): "Every fact stays in the files, whatever was decided.",
    ("resolutions", "because"): "What speaks for it. The desk copy prints it.",
    ("resolutions", "by"): "Your name, or who else decided.",
    ("resolutions", "prefers"): "If one of them is right: which.",
    ("dates", "on"): "When it will be: a day, a month or a year, in words or numbers.",
    ("resolutions", "of"): "Leave it empty: it is made for you.",
    ("tenures", "post"): "The office: type its title and choose it.",
    ("tenures", "holder"): "The person or body that holds it. A name that is new makes a new person.",
    ("contacts", "form"): "How the two sides met, spoke or wrote.",
    ("contacts", "with"): "The organisation on our side.",
    ("contacts", "place"): "Where they met.",
    ("visits", "with"): "The organisation on our side.",
    ("visits", "on"): "Its day; or its first and last one, with a slash between: 4 May 2027/6 May 2027.",
    ("visits", "programme"): "What is planned, item by item; several people with semicolons between them.",
    ("lines", "evidence"): "At least one source, if it rests on no fact.",
    ("lines", "rests"): "The facts on which it rests, by their words.",
    (
        "figures",
        "telling",
    ): "Yes, so that notes for principals print it, four figures at most. Others are in the desk copy.",
    ("figures", "on"): "The day, month or year for which the number was true, such as 2024.",
    ("figures", "valid"): "For a number that stays true, such as an area: since when, and until when.",
    ("tenures", "vacant"): "Yes, if no one holds the post.",
    (
        "posts",
        "role",
    ): "What it is, whatever its title: choose one, or write another. Notes order posts by it.",
}
"""Explanations of fields, where the words of the reference say little in a form."""

HELP_ANYWHERE = {
    "evidence": "At least one source that says so: one that is known, or a new one.",
    "valid": "When it holds: a day, a month or a year, in words or numbers.",
    "on": "When it happened: a day, a month or a year, in words or numbers.",
}

KINDS_IN_WORDS = {
    "cooperation": "cooperation in an area",
    "date": "date ahead",
    "life": "event in a person’s life",
    "line": "aim or talking point",
    "post": "office",
    "resolution": "settlement of a contradiction",
    "statement": "background statement",
    "tenure": "office-holder",
}

LABELS = {
    "on": "Day",
    "valid": "Start and end",
    "evidence": "Sources",
    "with": "With",
    "ours": "From our side",
    "theirs": "From their side",
    "others": "Other participants",
    "lang": "Language",
    "attests": "Day on which it shows this",
    "locator": "Page or place in it",
    "quote": "Quotation",
    "address": "Web address",
    "as": "Office, in words",
    "after": "Follows",
    "not_before": "Embargo until",
    "telling": "On the card, to know by heart",
    "about": "In the biography of",
    "of": "Hash of the facts",
}
"""Labels of keys that are short in a file and unclear in a form."""

_LABELS_OF_LIST = {
    ("agreements", "stages"): "Signed, in force and other steps",
    ("agreements", "on"): "Its day, if no step is known",
    ("agreements", "valid"): "Start and end, if no step is known",
    ("figures", "on"): "As of",
    ("figures", "valid"): "Valid from and until",
    ("figures", "telling"): "In notes for principals",
    ("resolutions", "settles"): "Which facts",
    ("resolutions", "how"): "What was decided",
    ("resolutions", "prefers"): "The right one",
    ("resolutions", "because"): "Why",
    ("resolutions", "by"): "Who decided",
    ("resolutions", "on"): "When",
}
"""Labels of keys that mean something of their own in a list."""


CHOICES = {
    ("stage", "signed"): "signed on",
    ("stage", "in-force"): "in force since",
    ("stage", "negotiating"): "negotiated since",
    ("stage", "agreed"): "text agreed on",
    ("stage", "initialled"): "initialled on",
    ("stage", "ratified"): "ratified on",
    ("stage", "provisional"): "applied provisionally since",
    ("stage", "suspended"): "suspended since",
    ("stage", "resumed"): "applied again since",
    ("stage", "denounced"): "notice given on",
    ("stage", "ended"): "ended on",
    ("how", "prefer"): "one of them is right",
    ("how", "split"): "each is right for a time of its own",
    ("how", "both"): "all are right",
    ("how", "open"): "it stays open",
}
"""Words for choices, by the key that has them."""

MADE_FOR_YOU = {("resolutions", "of")}
"""Required keys that no one fills in."""


def label_of(list_name: str, name: str) -> str:
    """Return the label of a key in the form of a list; empty if the words of the key are clear in it."""
    return _LABELS_OF_LIST.get((list_name, name)) or LABELS.get(name, "")
