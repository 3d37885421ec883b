"""Copies of editions that come back: which edition a file is of, and whether it says what was issued.

The name of a file does not count: people rename what they get. Its bytes tell the edition; if they were changed, the
identity that it carries does, and then the number that it prints.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefings.build.formats import format_of
from briefings.build.manifest import entry_digest, read_file_hashes
from briefings.checks.text.documents import read_sentences
from briefings.checks.text.reopen import reopen
from briefings.editions.register import EDITIONS_FOLDER
from briefings.editions.search import read_manifest
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.hashing import file_hash
from briefings.model.identity import find_identity
from briefings.model.json_data import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.editions.register import Edition
    from briefings.model.identity import Identity

__all__ = ["EditionCopy", "find_copy"]


@dataclass(frozen=True, slots=True)
class EditionCopy:
    """A file that is of an edition.

    Attributes:
        edition: the edition.
        name: of the file that was issued, or else of the one that it is nearest to; empty if it can't be compared.
        is_as_issued: whether its bytes are those of that file.
        claimed_number: the number of another edition, if that is the only one that it prints or carries.
        differences: the text of each place that was changed, as it was issued and as it is now; one may be empty.
    """

    edition: Edition
    name: str
    is_as_issued: bool = False
    claimed_number: str = ""
    differences: tuple[tuple[str, str], ...] = ()


def find_copy(root: Path, editions: Sequence[Edition], path: Path) -> EditionCopy | None:
    """Find the edition that a file is of; None if it is of none of this house.

    Args:
        root: the project's top folder.
        editions: of the project.
        path: of the file.

    Raises:
        BriefingsError: if the manifest of an edition is missing, or not the one that was issued; or if the file is a note
            that was only built.
        OSError: if the file can't be read.
    """
    data = read_file(path)
    digest = file_hash(data)
    for edition in editions:
        for name, recorded in read_file_hashes(read_manifest(root, edition)).items():
            if recorded == digest:
                return EditionCopy(edition, name, is_as_issued=True)
    identity = find_identity(part.text for part in reopen(path.name, data))
    texts = _sentence_texts(path)
    carried = _edition_of_identity(root, editions, identity) if identity else None
    if identity and not identity.is_issued:
        raise BriefingsError([_not_issued(path, identity, carried)])
    printed = [each for each in editions if _has_number("\n".join(texts), each)]
    longest = max(printed, key=lambda each: len(each.reference), default=None)
    found = carried or longest
    if found is None:
        return None
    claimed = [identity.number] if identity else []
    if longest and found not in printed:
        claimed.append(longest.reference)
    name, differences = _compare(root, found, path, texts)
    other = next((number for number in claimed if number != found.reference), "")
    return EditionCopy(found, name, claimed_number=other, differences=differences)


def _not_issued(path: Path, identity: Identity, alike: Edition | None) -> Diagnostic:
    """Return the problem of a note that was only built; an edition may say the same."""
    message = f"{path} is not an edition, but the note {identity.number} as it was built on {identity.day}"
    hint = f"issue it with `briefings issue {identity.number} --to WHO`"
    if alike:
        hint = f"{alike.reference} says the same: send the files in {EDITIONS_FOLDER}/{alike.folder}"
    return Diagnostic("not-issued", message, hint=hint)


def _sentence_texts(path: Path) -> list[str]:
    """Return the sentences of a file; none if it is not a document."""
    try:
        return [sentence.text for sentence in read_sentences(path, path.name)]
    except BriefingsError:
        return []


def _edition_of_identity(root: Path, editions: Sequence[Edition], identity: Identity) -> Edition | None:
    """Return the edition that an identity is of: its content counts more than its number, which two desks may use."""

    def closeness(edition: Edition) -> tuple[bool, bool]:
        """Return whether the content of an edition is that of the identity, and whether the number is."""
        entries = parse_json(read_manifest(root, edition))["notes"]
        digests = {entry_digest(entry) for entry in entries}
        return identity.digest in digests, edition.reference == identity.number

    best = max(editions, key=closeness, default=None)
    return best if best and any(closeness(best)) else None


def _has_number(text: str, edition: Edition) -> bool:
    """Return whether a text has the number of an edition; a bare running number may be any number."""
    if edition.reference == edition.number:
        return False
    pattern = r"\s*".join(map(re.escape, "".join(edition.reference.split())))
    return re.search(rf"(?<![\w/.-]){pattern}(?![\w/-])", text) is not None


def _compare(
    root: Path, edition: Edition, path: Path, texts: Sequence[str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Compare the sentences of a file with those of the nearest file of an edition; return its name and what differs."""
    if not texts:
        return "", ()
    folder = root / EDITIONS_FOLDER / edition.folder
    issued = {
        name: _sentence_texts(folder / name)
        for name, recorded in read_file_hashes(read_manifest(root, edition)).items()
        if format_of(name) and (folder / name).is_file() and file_hash(read_file(folder / name)) == recorded
    }

    found = {*map(_words_alone, texts)}

    def closeness(name: str) -> tuple[int, bool]:
        """Return how many sentences a file shares with the other one, and whether it is in the same format."""
        shared = found & {*map(_words_alone, issued[name])}
        return len(shared), name.endswith(path.suffix.lower())

    nearest = max(issued, key=closeness, default="")
    return nearest, tuple(_differences(issued.get(nearest, []), texts))


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the text before and after of each place where the words of two lists of sentences differ."""
    old, new = [_words_alone(text) for text in before], [_words_alone(text) for text in after]
    if "".join(old) == "".join(new):
        return  # another program may have divided the text in another way
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield " ".join(before[start:end]), " ".join(after[new_start:new_end])


def _words_alone(text: str) -> str:
    """Return the letters of a text without blanks, and without the joined forms of letters that programs choose."""
    return "".join(unicodedata.normalize("NFKC", text).split())
