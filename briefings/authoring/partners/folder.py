"""The files of a new partner.

Known values (names, the country code) go into the files. Everything else is a comment marked TODO, so that `check`
counts it and no note can print it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.partners.seed import name_lines
from briefings.authoring.partners.starter_files import STARTER_FOLDER, fill_placeholders
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model.entities import ALL_PARTNERS, Area, Framework, Post
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from briefings.authoring.partners.seed import PartnerSeed
    from briefings.factbase.store import FactStore
    from briefings.model.entities import NamedEntity

__all__ = ["partner_files"]

_FOLDER = STARTER_FOLDER / "partner"
_FROM_CLDR = (
    "# These names come from CLDR, Unicode's list. Replace them with the names that your house uses.\n"
)
_AS_GIVEN = "# The name is the one that you gave. Add its names in other languages.\n"
_DEFAULT_ROLES = ("head-of-state", "foreign-minister")


def partner_files(store: FactStore, seed: PartnerSeed, day: date) -> dict[str, str]:
    """Return the text of each file of a new partner, by name.

    Args:
        store: the facts of the project.
        seed: the partner.
        day: the day whose names of posts and frameworks are written.
    """
    writer = _FileWriter(store, seed, day)
    blocks = {
        "partner.yaml": writer.partner_blocks(),
        "posts.yaml": writer.post_blocks(),
        "relations.yaml": writer.relation_blocks(),
    }
    return {name: writer.fill(name, file_blocks) for name, file_blocks in blocks.items()}


class _FileWriter:
    """The writer of a partner's files, with the values of the placeholders that all of them share."""

    def __init__(self, store: FactStore, seed: PartnerSeed, day: date) -> None:
        """Collect the values of the shared placeholders."""
        self.store = store
        self.seed = seed
        self.day = day
        self.language = store.house.default_language
        self.values = {
            "id": seed.id,
            "lang": self.language,
            "marking": store.scheme.levels[0],
            "side": store.house.side,
        }

    def fill(self, file: str, blocks: Mapping[str, str] | None = None, **values: str) -> str:
        """Return a starter file with its placeholders filled."""
        text = (_FOLDER / file).read_text(encoding="utf-8")
        return fill_placeholders(text, {**self.values, **values}, blocks)

    def partner_blocks(self) -> dict[str, str]:
        """Return the partner's names, the shared posts that may cover it, and the regions of the house."""
        code = self.seed.code
        shared_posts = [
            post
            for post in self.store.entities_of(Post)
            if post.partner is None and ALL_PARTNERS not in post.covered_partners
        ]
        region_ids = ", ".join(region.id for region in self.store.house.regions)
        return {
            "origin": _FROM_CLDR if code else _AS_GIVEN,
            "code": f"  code: {code}\n" if code else "",
            "names": "".join(name_lines(self.seed)),
            "shared_posts": self._shared_post_block(shared_posts) if shared_posts else "",
            "regions": self.fill("parts/regions.yaml", regions=region_ids) if region_ids else "",
        }

    def _shared_post_block(self, posts: Sequence[Post]) -> str:
        """Return the list of shared posts of which the partner may name some."""
        lines = "".join(f"  #   {post.id}: {self._name_of(post)}\n" for post in posts)
        return self.fill("parts/shared-posts.yaml", {"posts": lines}, first=posts[0].id)

    def post_blocks(self) -> dict[str, str]:
        """Return the posts for the roles of the house, and their tenures."""
        listed_roles = self.store.house.roles
        roles = listed_roles.their_side if listed_roles else _DEFAULT_ROLES
        titled = "".join(
            self.fill("parts/titled-post.yaml", role=role, title=quote_if_needed(title))
            for role, title in self.seed.posts.items()
        )
        missing = "".join(
            self.fill("parts/post.yaml", role=role) for role in roles if role not in self.seed.posts
        )
        roles = tuple(dict.fromkeys((*self.seed.posts, *roles)))
        return {
            "posts": f"posts:\n{titled}" if titled else "",
            "missing_posts": self.fill(
                f"parts/{'more' if titled else 'missing'}-posts.yaml", {"posts": missing}
            )
            if missing
            else "",
            "tenures": "".join(self.fill("parts/tenure.yaml", role=role) for role in roles),
        }

    def relation_blocks(self) -> dict[str, str]:
        """Return the memberships in the frameworks of our side, and cooperation in each area."""
        frameworks = (
            framework
            for framework in self.store.entities_of(Framework)
            if framework.organisation == self.store.house.side
        )
        return {
            "memberships": self._list_block("parts/memberships.yaml", "parts/membership.yaml", frameworks),
            "cooperation": self._list_block(
                "parts/cooperation.yaml", "parts/cooperation-in-area.yaml", self.store.entities_of(Area)
            ),
        }

    def _list_block(self, list_file: str, entry_file: str, entities: Iterable[NamedEntity]) -> str:
        """Return a list with one entry per entity, after a blank line; empty without entities."""
        entries = "".join(
            self.fill(entry_file, entity=entity.id, name=self._name_of(entity)) for entity in entities
        )
        return "\n" + self.fill(list_file, {"entries": entries}) if entries else ""

    def _name_of(self, entity: NamedEntity) -> str:
        """Return the name of an entity on the day, in the default language."""
        return plain_name(entity, self.language, self.day)
