"""The command `python -m benchmarks.contradictions`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contradictions.planting import Field, lookalikes, plants
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contradictions.planting import Trial

__all__ = ["table"]


def main() -> None:
    """Plant each contradiction alone, print what was found, and exit 1 if that is not each, once, and nothing else."""
    parser = argparse.ArgumentParser(prog="benchmarks.contradictions", description=__doc__)
    parser.add_argument("--partner", help="only those of this partner")
    asked = parser.parse_args()
    chosen = [plant for plant in (*plants(), *lookalikes()) if asked.partner in (None, plant.partner)]
    with tempfile.TemporaryDirectory(prefix="briefings-contradictions-") as folder:
        field = Field(Path(folder) / "project")
        trials = [field.trial(plant) for plant in chosen]
    sys.stdout.write("".join(f"{line}\n" for line in table(trials)))
    sys.exit(0 if trials and all(trial.right for trial in trials) else 1)


def table(trials: Sequence[Trial]) -> Iterator[str]:
    """The report in Markdown: a row a plant, what went wrong, and the totals."""
    yield "| Partner | Planted | Expected | Found | New false alarms |"
    yield "|---|---|---|---|---|"
    wrong = [trial for trial in trials if trial.plant.code]
    for trial in wrong:
        plant = trial.plant
        found = {0: "**missed**", 1: "once"}.get(len(trial.found), f"**{len(trial.found)} times**")
        yield f"| {plant.partner} | {plant.name} | `{plant.code}` | {found} | {len(trial.others) or '-'} |"
    yield ""
    for trial in trials:
        for other in trial.others:
            yield f"{trial.plant.name}: {format_diagnostic(other)}"
    partners = len({trial.plant.partner for trial in wrong})
    once = sum(len(trial.found) == 1 for trial in wrong)
    missed = sum(not trial.found for trial in wrong)
    alarms = sum(len(trial.others) for trial in wrong)
    yield f"{len(wrong)} planted in {partners} partners: {once} found once, {missed} missed, {alarms} false alarms"
    if calm := [trial for trial in trials if not trial.plant.code]:
        alarms = sum(len(trial.others) for trial in calm)
        yield f"{len(calm)} lookalikes, of which nothing is to be said: {alarms} false alarms"


if __name__ == "__main__":
    main()
