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
    """A fact that has changed since the page with the form was made."""
