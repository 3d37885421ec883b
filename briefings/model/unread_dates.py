"""The error of a text that is not in the notation of dates."""

from __future__ import annotations

__all__ = ["UnreadDateError"]


class UnreadDateError(ValueError):
    """A text that is not a date or a period in the notation of fact files.

    Attributes:
        value: the text.
    """

    wanted = "date"

    def __init__(self, value: str, instead: str, noun: str = wanted) -> None:
        super().__init__(f"{value!r} is not a {noun}; write {instead}")
        self.value = value
