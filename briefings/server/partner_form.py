"""The form for a new partner: a country's name or code, or the name of another one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from briefings.authoring.partner import add_partner
from briefings.authoring.partner_seed import identify_partner
from briefings.authoring.pasted_text import clean_pasted
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.partner_seed import PartnerSeed
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.reading import Reading

__all__ = ["PartnerForm", "read_partner"]

_NAMES = ("country", "name", "code")


class PartnerForm:
    """The words of the form, and the partner that they mean.

    Attributes:
        words: by field.
        seed: the partner that is meant; None if it is not known.
        problems: why it is not known.
        command: that does the same.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Remember the words, and find nothing yet."""
        self.words = words
        self.seed: PartnerSeed | None = None
        self.problems: tuple[Diagnostic, ...] = ()
        options = [part for name in _NAMES[1:] if words[name] for part in (f"--{name}", words[name])]
        self.command = shlex.join(("briefings", "new", words["country"] or words["name"], *options))

    def write(self, reading: Reading) -> PartnerSeed | None:
        """Add the partner; return it, None if that is not possible."""
        if self.seed is None:
            return None
        try:
            add_partner(reading.warm.project, self.seed, reading.today)
        except BriefingsError as error:
            self.problems = error.diagnostics
            return None
        return self.seed


def read_partner(reading: Reading, form: Mapping[str, str]) -> PartnerForm:
    """Return what a form says of a new partner."""
    words = {name: clean_pasted(form.get(name, "")[:200]).text for name in _NAMES}
    found = PartnerForm(words)
    house = reading.store.house
    languages = tuple(dict.fromkeys((house.default_language, *house.languages)))
    if words["country"] or words["name"]:
        try:
            found.seed = identify_partner(
                words["country"] or words["name"],
                languages,
                words["code"].upper() or None,
                words["name"] or None,
            )
        except BriefingsError as error:
            found.problems = error.diagnostics
    return found
