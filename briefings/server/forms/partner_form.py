"""The form for a new partner: a country's name or code, or the name of another one, and its top posts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.partners.new_partner import add_partner
from briefings.authoring.partners.seed import identify_partner, say_how_read, with_posts
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.partners.seed import PartnerSeed
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.reading import Reading

__all__ = ["PartnerForm", "TopPost", "read_partner"]

_NAMES = ("country", "name", "code")
_POST = "post."
_EXAMPLES = {
    "head-of-state": "President",
    "head-of-government": "Prime Minister",
    "foreign-minister": "Minister of Foreign Affairs",
}
"""A title for each top role, as an example."""


@dataclass(frozen=True, slots=True)
class TopPost:
    """A post that a new partner may bring.

    Attributes:
        role: of the post.
        label: the words for the role.
        title: the title that it has there; empty to leave the post out.
    """

    role: str
    label: str
    title: str

    @property
    def example(self) -> str:
        """Return a title that it may have."""
        return _EXAMPLES[self.role]


class PartnerForm:
    """The words of the form, and the partner that they mean.

    Attributes:
        words: by field.
        posts: the posts that it brings.
        seed: the partner that is meant; None if it is not known.
        problems: why it is not known.
        suggestion: the name of the country that may be meant; empty if none is.
        how_read: how the name was read, if not as it is written.
        command: that does the same.
    """

    def __init__(self, words: Mapping[str, str], posts: tuple[TopPost, ...]) -> None:
        """Remember the words, and find nothing yet."""
        self.words = words
        self.posts = posts
        self.seed: PartnerSeed | None = None
        self.problems: tuple[Diagnostic, ...] = ()
        self.suggestion = ""
        self.how_read = ""
        options = [part for name in _NAMES[1:] if words[name] for part in (f"--{name}", words[name])]
        options += [part for title in self.titles for part in ("--post", title)]
        self.command = shlex.join(("briefings", "new", words["country"] or words["name"], *options))

    @property
    def titles(self) -> list[str]:
        """Return the titles of its posts, each after its role."""
        return [f"{post.role}: {post.title}" for post in self.posts if post.title]

    @property
    def name(self) -> str:
        """Return the name of the partner in the first language; what was written if it is not known."""
        return next(iter(self.seed.names.values())) if self.seed else self.words["country"]

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
    words = {name: clean_pasted(form.get(name, "")).text for name in _NAMES}
    words["country"] = form.get("instead", "") or words["country"]
    found = PartnerForm(words, tuple(_top_post(reading, role, form) for role in _EXAMPLES))
    house = reading.store.house
    languages = tuple(dict.fromkeys((house.default_language, *house.languages)))
    if words["country"] or words["name"]:
        try:
            seed = identify_partner(
                words["country"] or words["name"],
                languages,
                words["code"].upper() or None,
                words["name"] or None,
            )
            found.seed = with_posts(seed, found.titles)
            found.how_read = say_how_read(words["country"] or words["name"], seed, languages)
        except BriefingsError as error:
            found.problems = error.diagnostics
            suggestions = (problem.suggestion for problem in error.diagnostics if problem.suggestion)
            if suggestion := next(suggestions, ""):
                found.suggestion = next(iter(identify_partner(suggestion, languages).names.values()))
    return found


def _top_post(reading: Reading, role: str, form: Mapping[str, str]) -> TopPost:
    """Return a post with the title that was sent."""
    labels, key = reading.workspace.labels(), f"role.{role}"
    label = labels[key].text if key in labels else role
    return TopPost(role, label, clean_pasted(form.get(_POST + role, "")).text.strip())
