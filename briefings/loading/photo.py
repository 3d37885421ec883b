"""Reading of the photo of a person: a picture beside the fact file, checked by its content.

Notes hold it small and without the data that cameras add, such as the place: a note must hold nothing that it does
not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefings.loading.files import read_bytes
from briefings.loading.folders import find_kind_problem
from briefings.loading.pictures import make_picture
from briefings.loading.scalars import line_schema
from briefings.loading.value_types import ValueType
from briefings.loading.yaml_nodes import Node, Scalar
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.hashing import file_hash
from briefings.model.lives import Photo

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema

__all__ = ["PHOTO"]

_MAX_BYTES = 4_000_000
_LARGEST = (600, 800)
"""The pixels of the picture in a note, enough for print at 32 mm."""
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpg|jpeg)"


@dataclass(frozen=True)
class _PhotoType(ValueType):
    """The type of a photo: the name of a PNG or JPEG file in the folder of the fact file."""

    word: str = "file name"

    def json_schema(self) -> Schema:
        """Return the JSON Schema of a file name."""
        return line_schema(_NAME, "a PNG or JPEG file in the same folder: ada-stern.jpg")

    def read(self, node: Node, key: str, context: ReadContext) -> Photo | None:
        """Read the file, or report the problem and return None."""
        if not isinstance(node, Scalar) or context.project is None:
            context.report("not-a-value", f"{key!r} must be a single value", node.location)
            return None
        name = PurePosixPath(node.text)
        is_picture = name.suffix in (".png", ".jpg", ".jpeg")
        if name.name != node.text or not is_picture or node.text.startswith((".", "~")):
            hint = "put the file into the folder of this one, and write its name: ada-stern.jpg"
            message = f"{node.text!r} is not the name of a PNG or JPEG file"
            context.report("bad-photo", message, node.location, hint)
            return None
        shown = str(PurePosixPath(node.location.path).parent / name)
        path = context.project / shown
        if not path.exists() and not path.is_symlink():
            hint = "put it there, or write the name of another file"
            context.report("no-photo", f"there is no file {shown}", node.location, hint)
            return None
        found = _read_photo(path, shown, context.project)
        if isinstance(found, Photo):
            return found
        context.problems.append(found)
        return None


PHOTO = _PhotoType()


def _read_photo(path: Path, shown: str, project: Path) -> Photo | Diagnostic:
    """Return the photo in a file, or its problem."""
    if problem := find_kind_problem(path, project, shown):
        return problem
    data, problems = read_bytes(path, shown, _MAX_BYTES, hint="make it smaller")
    if data is None:
        return problems[0]
    made = make_picture(data, Location(shown), _LARGEST)
    return made if isinstance(made, Diagnostic) else Photo(file_hash(data), *made)
