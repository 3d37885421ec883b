"""Reading of JSON that may be damaged."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["parse_json"]


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401 - whatever the text has
    """Return the data of a JSON text.

    Raises:
        ValueError: if it is not JSON, or nested so deeply that no program of ours wrote it.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        message = "the JSON is nested too deeply"
        raise ValueError(message) from error
