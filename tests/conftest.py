"""What several tests share: a fictional project to change at will."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FICTIONAL = Path(__file__).parent / "fictional"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the fictional project (facts only; its templates are the packaged ones)."""
    return Path(shutil.copytree(FICTIONAL, tmp_path / "project"))
