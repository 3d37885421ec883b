"""The notation for references in fact text to an entity: `{holder:ID}`, `{person:ID}`, `{body:ID}`."""

from __future__ import annotations

import re

__all__ = ["REFERENCE"]

REFERENCE = re.compile(r"\{(holder|person|body):([^{}\s]*)\}")
"""Matches one reference. The groups are its kind and its id, which may be empty or unknown."""
