"""Values of a template that are not text: marking, colophon, sources and their publishers, legend, and the pictures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefings.compose.brief import ColophonSlot, LegendSlot, MarkingSlot, PublishersSlot, SourceList
from briefings.compose.pictures import PICTURES
from briefings.model.phrases import Phrase
from briefings.templating.slots import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import DraftSlot
    from briefings.compose.pictures import Pictures
    from briefings.templating.slots import Slots

__all__ = ["Insert", "template_inserts"]


class Insert(Value):
    """A value that puts something other than text into its slot.

    Attributes:
        name: its name in templates.
        is_block: whether it needs a line of its own.
    """

    __slots__ = ("_make_content", "is_block", "name")

    def __init__(
        self,
        name: str,
        slots: Slots,
        make_content: Callable[[], DraftSlot | None],
        *,
        is_block: bool = False,
    ) -> None:
        """Create an insert.

        Args:
            name: as in the attributes.
            slots: the slots of the composition.
            make_content: returns what fills the slot; None if there is nothing to print.
            is_block: as in the attributes.
        """
        super().__init__(Phrase(), slots)
        self.name = name
        self.is_block = is_block
        self._make_content = make_content

    @property
    def content(self) -> DraftSlot | None:
        """Return what fills the slot; None if there is nothing to print."""
        return self._make_content()

    def __html__(self) -> str:
        """Print the value as a slot, which may stay empty."""
        return self._slots.emit(self)

    def __bool__(self) -> bool:
        """Return whether there is anything to print, so that a template can ask for it."""
        return self.content is not None


def template_inserts(slots: Slots, pictures: Pictures) -> dict[str, Insert]:
    """Return all inserts of a note by name; a picture is drawn when a template first uses it."""
    return {
        "marking": Insert("marking", slots, MarkingSlot),
        "colophon": Insert("colophon", slots, ColophonSlot),
        "publishers": Insert("publishers", slots, PublishersSlot),
        "legend": Insert("legend", slots, LegendSlot),
        "sources": Insert("sources", slots, SourceList, is_block=True),
        **{name: Insert(name, slots, partial(pictures.figure, name), is_block=True) for name in PICTURES},
    }
