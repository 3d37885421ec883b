"""`briefings verify`: check that outputs are unchanged and still match the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import clock, options
from briefings.cli.projects import find_project
from briefings.cli.terminal import print_result, relative_path
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["verify"]


@options.command("verify", "briefings verify", "Check that outputs are unchanged.")
@options.partners
@options.project
@options.output
def verify(partner: Sequence[str], folder: Path | None, output: Path | None) -> None:
    """Check every output: whether it was changed since it was built, and whether it still matches the facts.

    Exit 1 if one fails.
    """
    from briefings.build.builder import build_notes
    from briefings.build.plan import BuildOptions
    from briefings.diff.outdated import rebuild_requests
    from briefings.diff.verify import verify_files

    project = find_project(folder)
    target = output or project.build_folder
    findings = list(verify_files(target, tuple(partner)))
    for finding in findings:
        advice = f"; {finding.advice}" if finding.advice else ""
        print_result(f"{relative_path(finding.path)}: {finding.state}{advice}")
    reports = [
        build_notes(project, target, request, BuildOptions(dry_run=True))
        for request in rebuild_requests(project, target, tuple(partner), clock.today())
    ]
    results = sorted(
        (result for report in reports for result in report.sets), key=lambda result: str(result.name)
    )
    for result in results:
        if not result.failed:
            print_result(f"{result.name}: {'; '.join(result.reasons) or 'matches the facts'}")
    if problems := [problem for report in reports for problem in report.problems]:
        raise BriefingsError(problems)
    if any(result.has_changed for result in results) or not all(finding.is_intact for finding in findings):
        raise SystemExit(1)
