"""Facts of every kind as proposals, for tests of what must not see them."""

from __future__ import annotations

from typing import Any

import yaml

from briefings.loading.facts import FACT_KINDS
from tests.support.everything import ONE_OF_EVERYTHING

__all__ = ["PROPOSALS", "WITHOUT_PROPOSALS"]


def _read() -> dict[str, Any]:
    """Return one entry of every kind, each value as written."""
    data: dict[str, Any] = yaml.load(ONE_OF_EVERYTHING, Loader=yaml.BaseLoader)  # noqa: S506 - of scalars only
    return data


def _with_proposals() -> dict[str, Any]:
    """Return one entry of every kind; each fact and post is a proposal."""
    data = _read()
    for name in (*FACT_KINDS, "posts"):
        for entry in data.get(name, []):
            entry["status"] = "proposed"
    return data


def _without_proposals() -> dict[str, Any]:
    """Return the same without facts and posts."""
    return {
        name: value for name, value in _read().items() if name not in (*FACT_KINDS, "posts", "resolutions")
    }


PROPOSALS = yaml.safe_dump(_with_proposals() | {"resolutions": []}, allow_unicode=True, sort_keys=False)
WITHOUT_PROPOSALS = yaml.safe_dump(_without_proposals(), allow_unicode=True, sort_keys=False)
