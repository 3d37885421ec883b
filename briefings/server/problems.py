"""The reasons why the live page can't show a page. Their words never depend on what a reader may not see."""

from __future__ import annotations

__all__ = ["ChangedMeanwhileError", "UnknownPageError", "WrongAddressError"]


class UnknownPageError(Exception):
    """A page that does not exist, or that the reader may not see: the answer is the same."""


class WrongAddressError(Exception):
    """An address or a form that asks for something impossible."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChangedMeanwhileError(Exception):
    """An entry that has changed since the page with the form was made.

    Attributes:
        mine: its text as the form would write it; empty if the form writes no text.
        now: its text in the file.
        before: its text when the form was made.
    """

    def __init__(self, mine: str = "", now: str = "", before: str = "") -> None:
        super().__init__(before)
        self.mine = mine
        self.now = now
        self.before = before
