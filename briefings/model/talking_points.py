"""Talking points: judgements of the desk, which rest on facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.facts import Fact
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.evidence import Text

__all__ = ["TalkingPoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkingPoint(Fact):
    """A judgement of the desk: something to achieve, to say, or to be careful about.

    A note shows or withholds it together with the facts it rests on. Its own `evidence` may be empty if it rests on
    facts.

    Attributes:
        use: `objective`, `point`, `if-raised`, `sensitivity`, `their-ask` or `lead`.
        addressee: to whom a point is made, or None.
        trigger: the question that an answer is for, or None.
        likelihood: how likely the other side raises it: `certain`, `likely` or `unlikely`; empty for other uses.
        basis_keys: keys of the facts it rests on, in its own folder or the shared one.
    """

    kind = "line"
    default_review_period = "P6M"
    is_judgement = True

    use: str
    addressee: Text | None
    trigger: Text | None
    likelihood: str
    text: Text
    basis_keys: tuple[str, ...] = field()  # without field(), the property of `Fact` would be the default

    @property
    def content(self) -> Text:
        """Return the text."""
        return self.text

    def _own_links(self) -> Iterator[Link]:
        yield from (Link(key, (), self.location) for key in self.basis_keys)

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.text, self.addressee, self.trigger))
