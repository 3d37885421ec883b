"""The identity of an edition, which each of its files carries: one line of text, the same in every format.

The PDF for an archive of a note that was only built has one too, with the name of the note in place of a number.

It says nothing that the note does not print, except the audience and a digest. The digest is neither a secret nor a signature:
anyone can compute it. It only finds the edition in the register; the bytes in the archive prove it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Identity", "find_identity"]

_PATTERN = re.compile(
    r"briefings:(?P<kind>edition|note)/(?P<number>[^\s?<>\"'&]+)\?day=(?P<day>\d{4}-\d\d-\d\d);audience=(?P<audience>[\w.-]+);content=(?P<digest>[0-9a-f]{32})"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of an edition.

    Attributes:
        number: its number as the note prints it; in a house without reference numbers the running number; of a note that
            was only built, its name.
        day: on which it was issued.
        audience: for whom it was made.
        digest: hash of what the note says, as its entry in the manifest has it.
        is_issued: whether it is an edition, and not only a note that was built.
    """

    number: str
    day: date
    audience: str
    digest: str
    is_issued: bool = True

    def __str__(self) -> str:
        """Return the line that files carry; no markup has a meaning for any of its characters.

        >>> str(Identity("LL 2019/1", date(2019, 6, 1), "internal", "0" * 4))
        'briefings:edition/LL%202019/1?day=2019-06-01;audience=internal;content=0000'
        """
        kind, day = "edition" if self.is_issued else "note", self.day.isoformat()
        return (
            f"briefings:{kind}/{quote(self.number)}?day={day};audience={self.audience};content={self.digest}"
        )


def find_identity(texts: Iterable[str]) -> Identity | None:
    """Return the first identity in some texts of a file; None if there is none."""
    for text in texts:
        for match in _PATTERN.finditer(text):
            try:
                day = date.fromisoformat(match["day"])
            except ValueError:
                continue  # a day that does not exist
            number, is_issued = unquote(match["number"]), match["kind"] == "edition"
            return Identity(number, day, match["audience"], match["digest"], is_issued)
    return None
