"""The result of reading a file: a value, if it is usable, and the problems found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from briefings.model.diagnostics import Diagnostic

__all__ = ["Reading"]

_T = TypeVar("_T")


class Reading(NamedTuple, Generic[_T]):
    """The value made of a file, and the problems found in it.

    Attributes:
        value: None if the file is unusable, which a problem then explains.
        problems: in the order found; a usable file may have some, too.
    """

    value: _T | None
    problems: tuple[Diagnostic, ...] = ()

    def sound_value(self) -> _T:
        """Return the value of a file without problems.

        Raises:
            BriefingsError: with the problems of the file.
        """
        if self.problems or self.value is None:
            raise BriefingsError(self.problems)
        return self.value
