"""Timing of commands side by side: each round runs all of them, so that a slow minute slows all alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Measurement", "MedianRange", "run_interleaved", "seconds_ratio", "time_command"]

_STOPWATCH = Path(__file__).with_name("stopwatch.py")


@dataclass(frozen=True, slots=True)
class Measurement:
    """Resources that a command used.

    Attributes:
        seconds: on the clock.
        processor: seconds of processor time.
        peak_mebibytes: peak memory of the largest process.
    """

    seconds: float
    processor: float
    peak_mebibytes: float

    def extrapolate(self, longer: Measurement, times: float) -> Measurement:
        """Return this measurement plus a multiple of what a longer run took in addition."""
        return Measurement(
            self.seconds + (longer.seconds - self.seconds) * times,
            self.processor + (longer.processor - self.processor) * times,
            max(self.peak_mebibytes, longer.peak_mebibytes),
        )


@dataclass(frozen=True, slots=True)
class MedianRange:
    """A median with the lowest and the highest value of all rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def from_rounds(cls, values: Sequence[float]) -> MedianRange:
        """Summarise the values of all rounds."""
        return cls(statistics.median(values), min(values), max(values))


def time_command(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Measurement:
    """Run a command once.

    Raises:
        RuntimeError: if it fails.
    """
    completed = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-I", "-S", str(_STOPWATCH), *command],
        cwd=folder, env=dict(environment), capture_output=True, text=True, check=True,
    )  # fmt: skip
    wall, processor, peak, code = completed.stdout.split()
    if code != "0":
        message = f"exit code {code}: {' '.join(command[-4:])}"
        raise RuntimeError(message)
    return Measurement(float(wall), float(processor), int(peak) / 1024)


def run_interleaved(
    rounds: int, runs: Mapping[str, Callable[[], Measurement]]
) -> dict[str, list[Measurement]]:
    """Execute each run once per round; where there are many rounds, a first one does not count."""
    if rounds > _ROUNDS_WITHOUT_WARM_UP:
        for run in runs.values():
            run()
    taken: dict[str, list[Measurement]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(run())
    return taken


_ROUNDS_WITHOUT_WARM_UP = 5


def seconds_ratio(
    ours: Sequence[Measurement], theirs: Sequence[Measurement], *, processor: bool = False
) -> MedianRange:
    """Return our seconds divided by theirs, round by round.

    Args:
        ours: measurements of Briefings.
        theirs: measurements of the peer.
        processor: compare processor time instead of time on the clock.
    """

    def seconds(taken: Measurement) -> float:
        """Return the seconds to compare."""
        return taken.processor if processor else taken.seconds

    return MedianRange.from_rounds(
        [seconds(our_run) / seconds(their_run) for our_run, their_run in zip(ours, theirs, strict=True)]
    )
