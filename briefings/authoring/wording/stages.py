"""Stages in words, for people at work: pages, the terminal and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.wording.days import say_day, say_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.model.stages import Stage

__all__ = ["say_stage", "say_stages", "stage_word"]

_EFFECTIVE = {"extended": "until", "deferred": "due"}
"""The words for the further day of a stage, by its word; for others it is the day on which the stage takes effect."""


def stage_word(stage: Stage) -> str:
    """Return the word of a stage as people write it."""
    return stage.word.replace("-", " ")


def say_stage(stage: Stage) -> str:
    """Return a stage with its day, and with the days that it sets."""
    said = f"{stage_word(stage)} {say_day(stage.on)}"
    if stage.moved_to:
        said += f", now {say_period(stage.moved_to)}"
    if stage.effective:
        said += f", {_EFFECTIVE.get(stage.word, 'takes effect')} {say_day(stage.effective)}"
    return said


def say_stages(stages: Iterable[Stage]) -> str:
    """Return stages in the order of time, on one line."""
    return "; ".join(map(say_stage, stages))
