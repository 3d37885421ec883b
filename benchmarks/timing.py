"""Timing commands side by side: all of a round, then the next round, so that a slow minute slows them all."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Ratio", "Taken", "divided", "interleaved", "timed"]

_STOPWATCH = Path(__file__).with_name("stopwatch.py")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds, seconds of processors, and the MiB of its largest process."""

    seconds: float
    processor: float
    mebibytes: float

    def plus(self, longer: Taken, times: float) -> Taken:
        """This, and so many times what another run took more."""
        return Taken(
            self.seconds + (longer.seconds - self.seconds) * times,
            self.processor + (longer.processor - self.processor) * times,
            max(self.mebibytes, longer.mebibytes),
        )


@dataclass(frozen=True, slots=True)
class Ratio:
    """A median with the lowest and the highest of all rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Ratio:
        """Of the values of all rounds."""
        return cls(statistics.median(values), min(values), max(values))


def timed(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Taken:
    """Run a command once.

    Raises:
        RuntimeError: if it fails.
    """
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-I", "-S", str(_STOPWATCH), *command],
        cwd=folder, env=dict(environment), capture_output=True, text=True, check=True,
    )  # fmt: skip
    wall, processor, peak, code = done.stdout.split()
    if code != "0":
        message = f"exit code {code}: {' '.join(command[-4:])}"
        raise RuntimeError(message)
    return Taken(float(wall), float(processor), int(peak) / 1024)


def interleaved(rounds: int, runs: Mapping[str, Callable[[], Taken]]) -> dict[str, list[Taken]]:
    """Make each run once a round, after one round that does not count where there are many."""
    if rounds > _FEW:
        for run in runs.values():
            run()
    taken: dict[str, list[Taken]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(run())
    return taken


_FEW = 5


def divided(ours: Sequence[Taken], theirs: Sequence[Taken], *, processor: bool = False) -> Ratio:
    """Round by round, our seconds by theirs: those on the clock, or those of processors."""

    def seconds(taken: Taken) -> float:
        return taken.processor if processor else taken.seconds

    return Ratio.of([seconds(one) / seconds(other) for one, other in zip(ours, theirs, strict=True)])
