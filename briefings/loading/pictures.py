"""Pictures made of pixels, opened and checked before anything prints them; the only module that knows their formats."""

from __future__ import annotations

import io
import struct
import warnings

from briefings.model.diagnostics import Diagnostic, Location

__all__ = ["find_pixel_problem", "find_png_problem", "make_picture"]

_MAX_PIXELS = 4_000_000
_MAX_CAMERA_PIXELS = 12_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">16x2I")  # the start of every PNG file, with width and height


def find_png_problem(data: bytes, location: Location, hint: str) -> Diagnostic | None:
    """Return the problem of a PNG file; None if there is none.

    Args:
        data: its bytes.
        location: of the file.
        hint: what to do about a file that is not a picture.
    """
    from PIL import Image  # noqa: PLC0415 - slow to import, and only pictures need it

    if data.startswith(_SIGNATURE) and len(data) >= _HEADER.size:
        # Read the size here, so that a picture which is too large is never unpacked.
        width, height = _HEADER.unpack_from(data)
        if width * height > _MAX_PIXELS:
            message = f"the picture has {width} by {height} pixels"
            smaller = f"make it smaller: {_MAX_PIXELS // 1_000_000} million pixels are allowed"
            return Diagnostic("picture-too-large", message, location, hint=smaller)
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.verify()
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        return Diagnostic("not-a-picture", f"the file is not a PNG picture: {error}", location, hint=hint)
    return None


def find_pixel_problem(data: bytes, kind: str) -> str:
    """Return why a picture made of pixels can't be shown; empty if it can.

    Args:
        data: its bytes.
        kind: its format: gif, jpeg, png or webp.
    """
    from PIL import Image  # noqa: PLC0415 - slow to import, and only pictures need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind.upper()]) as picture:
                if picture.width * picture.height > _MAX_PIXELS:
                    return f"has {picture.width} by {picture.height} pixels"
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return f"is damaged, or not {kind.upper()}"
    return ""


def make_picture(
    data: bytes, location: Location, largest: tuple[int, int]
) -> tuple[int, int, bytes] | Diagnostic:
    """Return the width, the height and the bytes of a JPEG picture without metadata, or the problem of a file.

    Args:
        data: the bytes of a PNG or JPEG file.
        location: of the file.
        largest: the greatest width and height of the picture.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow to import, and only pictures need it

    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > _MAX_CAMERA_PIXELS:
                message = f"the picture has {picture.width} by {picture.height} pixels"
                hint = f"make it smaller: {_MAX_CAMERA_PIXELS // 1_000_000} million pixels are allowed"
                return Diagnostic("picture-too-large", message, location, hint=hint)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        message = f"the file is not a PNG or JPEG picture: {error}"
        return Diagnostic("not-a-picture", message, location, hint="export it again as JPEG or PNG")
    upright.thumbnail(largest)
    upright.info.clear()
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=85)
    return upright.width, upright.height, made.getvalue()
