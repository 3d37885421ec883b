"""The notation by which fact text refers to an entity: `{holder:ID}`, `{person:ID}`, `{body:ID}`."""

from __future__ import annotations

import re

__all__ = ["REFERENCE"]

REFERENCE = re.compile(r"\{(holder|person|body):([^{}\s]*)\}")
"""One reference; the groups are its kind and the id, which may be empty or unknown."""
