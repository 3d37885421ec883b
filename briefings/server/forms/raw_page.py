"""A text of YAML as its page shows it: an entry, or a whole file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RawText"]


@dataclass(frozen=True, slots=True)
class RawText:
    """A text of YAML that can be changed.

    Attributes:
        title: the key of the entry, or the path of the file.
        about: what it is.
        address: where the form is sent.
        text: as it is to be.
        before: as it was when the page was made.
        start_line: the line of its file on which it begins.
        form_address: where the same entry has a form; empty for a file.
        is_fact: whether notes may print it.
        is_refused: whether it was to be saved, and was not.
    """

    title: str
    about: str
    address: str
    text: str
    before: str
    start_line: int = 1
    form_address: str = ""
    is_fact: bool = False
    is_refused: bool = False
