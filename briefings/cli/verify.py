"""`briefings verify`: check that outputs are unchanged and still match the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.cli import options
from briefings.cli.terminal import print_result, relative_path
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
    from briefings.diff.outdated import rebuild_requests
    from briefings.diff.verify import verify_files

    project = options.find_project(folder)
    target = output or project.output_root / "build"
    findings = list(verify_files(target, tuple(partner)))
    for finding in findings:
        print_result(
            f"{relative_path(finding.path)}: {finding.state}{f'; {finding.advice}' if finding.advice else ''}"
        )
    reports = [
        builder.Builder(project, target, request, dry_run=True).run()
        for request in rebuild_requests(project, target, tuple(partner), options.today())
    ]
    for result in sorted(
        (result for report in reports for result in report.sets), key=lambda result: str(result.name)
    ):
        if not result.failed:
            print_result(f"{result.name}: {'; '.join(result.reasons) or 'matches the facts'}")
    problems = [problem for report in reports for problem in report.problems]
    if problems:
        raise BriefingsError(problems)
    is_stale = any(result.has_changed for report in reports for result in report.sets)
    if is_stale or not all(finding.is_intact for finding in findings):
        raise SystemExit(1)
