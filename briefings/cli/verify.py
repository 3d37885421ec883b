"""Whether outputs are as written and still match the facts: `briefings verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import near, tell
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["verify"]


@options.command("verify", "briefings verify", "Say whether outputs are as written.")
@options.partners
@options.project
@options.output
def verify(partner: Sequence[str], folder: Path | None, output: Path | None) -> None:
    """Say of every output whether it is the one written, and whether it still matches the facts; exit 1 if not."""
    from briefings.build import builder
    from briefings.diff import verify as verifying

    project = options.found(folder)
    target = output or project.home / "build"
    findings = list(verifying.verify(target, tuple(partner)))
    for finding in findings:
        tell(f"{near(finding.path)}: {finding.state}{f'; {finding.advice}' if finding.advice else ''}")
    outcomes = [
        builder.Builder(project, target, order, dry=True).run()
        for order in verifying.orders(project, target, tuple(partner), options.today())
    ]
    for made in sorted((made for outcome in outcomes for made in outcome.made), key=lambda made: made.name):
        if not made.failed:
            tell(f"{made.name}: {'; '.join(made.reasons) or 'matches the facts'}")
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if problems:
        raise BriefingsError(problems)
    stale = any(made.changed for outcome in outcomes for made in outcome.made)
    if stale or not all(finding.good for finding in findings):
        raise SystemExit(1)
