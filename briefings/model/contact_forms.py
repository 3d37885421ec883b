"""The forms and levels of contact that the trade knows, and what a form says of its people: they met, spoke or wrote.

Label files name the forms under `contact.form`, so a house may add forms of its own there.
"""

from __future__ import annotations

import enum

__all__ = [
    "CONTACT_FORMS",
    "CONTACT_LEVELS",
    "FORM_PREFIX",
    "ONE_SIDED_FORMS",
    "Manner",
    "form_of",
    "manner_of",
    "usual_form",
]

FORM_PREFIX = "contact.form."
"""The start of the key of a form's label: `contact.form.video-call` is the label of `video-call`."""


class Manner(enum.Enum):
    """The ways to be in contact, so that no note says that people met who wrote."""

    MET = "met"
    SPOKE = "spoke"
    WROTE = "wrote"
    OTHER = "other"
    """The form is the house's own, and no one but the house knows."""


_FORMS_BY_MANNER = {
    Manner.MET: (
        "meeting", "visit", "signature", "state-visit", "working-visit", "courtesy-call", "consultation",
        "dialogue-round", "negotiation-round", "council", "committee", "working-group", "summit", "conference",
        "seminar", "workshop", "round-table", "exercise", "exercise-visit", "working-breakfast", "working-lunch",
        "working-dinner", "reception", "ceremony",
    ),
    Manner.SPOKE: ("call", "video-call"),
    Manner.WROTE: ("letter", "exchange-of-letters", "note-verbale", "demarche", "joint-statement"),
}  # fmt: skip

CONTACT_FORMS: dict[str, Manner] = {
    form: manner for manner, forms in _FORMS_BY_MANNER.items() for form in forms
}
"""The forms that every house has, each with what its people did."""

ONE_SIDED_FORMS = ("call", "video-call", "letter", "note-verbale", "demarche")
"""The forms in which one side calls or writes to the other."""

CONTACT_LEVELS = ("leader", "minister", "deputy-minister", "senior-official", "working")
"""The levels of contact, highest first."""

_OTHER_WORDS = {
    "bilateral": "meeting", "bilateral-meeting": "meeting", "talks": "meeting", "session": "meeting",
    "audience": "courtesy-call", "official-visit": "visit", "trip": "visit", "mission": "visit",
    "telephone": "call", "telephone-call": "call", "phone": "call", "phone-call": "call", "conversation": "call",
    "videoconference": "video-call", "video-conference": "video-call", "video": "video-call", "vtc": "video-call",
    "video-link": "video-call", "video-meeting": "video-call", "online-meeting": "video-call",
    "virtual-meeting": "video-call", "teleconference": "video-call",
    "message": "letter", "email": "letter", "e-mail": "letter", "telegram": "letter", "written": "letter",
    "correspondence": "exchange-of-letters", "note": "note-verbale", "verbal-note": "note-verbale",
    "aide-memoire": "note-verbale", "protest": "demarche", "representation": "demarche",
    "statement": "joint-statement", "declaration": "joint-statement", "communique": "joint-statement",
    "joint-declaration": "joint-statement", "joint-communique": "joint-statement",
    "signing": "signature", "signing-ceremony": "signature", "consultations": "consultation",
    "political-consultations": "consultation", "staff-talks": "consultation", "dialogue": "dialogue-round",
    "strategic-dialogue": "dialogue-round", "human-rights-dialogue": "dialogue-round",
    "negotiation": "negotiation-round", "negotiations": "negotiation-round", "round": "negotiation-round",
    "cooperation-council": "council", "joint-committee": "committee", "commission": "committee",
    "joint-commission": "committee", "subcommittee": "committee", "forum": "conference", "congress": "conference",
    "symposium": "seminar", "roundtable": "round-table", "drill": "exercise", "manoeuvre": "exercise",
    "lunch": "working-lunch", "dinner": "working-dinner", "breakfast": "working-breakfast", "expert-group": "working-group",
}  # fmt: skip
"""Common other words for a form."""


def manner_of(form: str) -> Manner:
    """Return what the people of a contact of a form did.

    >>> manner_of("letter")
    <Manner.WROTE: 'wrote'>
    """
    return CONTACT_FORMS.get(form, Manner.OTHER)


def form_of(word: str) -> str:
    """Return the form that a word of a list probably means: a known one, or the word as an id.

    >>> form_of("Phone call"), form_of("State visit"), form_of("Regatta")
    ('call', 'state-visit', 'regatta')
    """
    id_ = "-".join(word.lower().replace("é", "e").replace("-", " ").split())
    return id_ if id_ in CONTACT_FORMS else usual_form(id_) or id_


def usual_form(word: str) -> str:
    """Return the form that a common other word means; empty for any other word.

    >>> usual_form("videoconference")
    'video-call'
    """
    return _OTHER_WORDS.get(word, "")
