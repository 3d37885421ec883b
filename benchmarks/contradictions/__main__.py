"""Command `python -m benchmarks.contradictions`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contradictions.planting import PlantingProject, load_lookalikes, load_plants
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contradictions.planting import Trial

__all__ = ["report_lines"]


def main() -> None:
    """Plant each contradiction alone, print the findings, and exit 1 unless each is found once, and nothing else."""
    parser = argparse.ArgumentParser(prog="benchmarks.contradictions", description=__doc__)
    parser.add_argument("--partner", help="plant only in the facts of this partner")
    options = parser.parse_args()
    chosen = [
        plant for plant in (*load_plants(), *load_lookalikes()) if options.partner in (None, plant.partner)
    ]
    with tempfile.TemporaryDirectory(prefix="briefings-contradictions-") as folder:
        field = PlantingProject(Path(folder) / "project")
        trials = [field.run_trial(plant) for plant in chosen]
    sys.stdout.write("".join(f"{line}\n" for line in report_lines(trials)))
    sys.exit(0 if trials and all(trial.passed for trial in trials) else 1)


def report_lines(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield the report in Markdown: one row per plant, the errors, and the totals."""
    yield "| Partner | Planted | Expected | Found | New false alarms |"
    yield "|---|---|---|---|---|"
    contradictions = [trial for trial in trials if trial.plant.expected_code]
    for trial in contradictions:
        plant = trial.plant
        outcome = {0: "**missed**", 1: "once"}.get(len(trial.hits), f"**{len(trial.hits)} times**")
        yield f"| {plant.partner} | {plant.name} | `{plant.expected_code}` | {outcome} | {len(trial.unexpected) or '-'} |"
    yield ""
    for trial in trials:
        for finding in trial.unexpected:
            yield f"{trial.plant.name}: {format_diagnostic(finding)}"
    partners = len({trial.plant.partner for trial in contradictions})
    once = sum(len(trial.hits) == 1 for trial in contradictions)
    missed = sum(not trial.hits for trial in contradictions)
    alarms = sum(len(trial.unexpected) for trial in contradictions)
    yield f"{len(contradictions)} planted in {partners} partners: {once} found once, {missed} missed, {alarms} false alarms"
    if lookalikes := [trial for trial in trials if not trial.plant.expected_code]:
        alarms = sum(len(trial.unexpected) for trial in lookalikes)
        yield f"{len(lookalikes)} lookalikes planted: {alarms} false alarms"


if __name__ == "__main__":
    main()
