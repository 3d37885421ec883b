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
@options.note_audience
def verify(partner: Sequence[str], folder: Path | None, output: Path | None, audience: str) -> None:
    """Check every output: whether it was changed since it was built, and whether it still matches the facts.

    One line says that all is well; otherwise each line names what is not. Exit 1 if something is not, or nothing was built.
    """
    from briefings.build.builder import build_notes
    from briefings.build.plan import BuildOptions
    from briefings.build.store import MANIFEST_NAME
    from briefings.diff.outdated import rebuild_requests
    from briefings.diff.verify import verify_files

    project = find_project(folder)
    target = output or project.build_folder
    requests = rebuild_requests(project, target, tuple(partner), clock.today(), audience)
    findings = list(verify_files(target, tuple(partner), audience))
    faults = [finding for finding in findings if not finding.is_intact]
    for finding in faults:
        advice = f"; {finding.advice}" if finding.advice else ""
        print_result(f"{relative_path(finding.path)}: {finding.state}{advice}")
    reports = [build_notes(project, target, request, BuildOptions(dry_run=True)) for request in requests]
    results = sorted(
        (result for report in reports for result in report.sets), key=lambda result: str(result.name)
    )
    for result in results:
        if result.has_changed:
            print_result(f"{result.name}: no longer matches the facts: {'; '.join(result.reasons)}")
    former = dict.fromkeys(name for report in reports for name in report.former_audiences)
    for name_of_audience in former:
        print_result(
            f"{name_of_audience}: the house no longer has this audience; `briefings build` removes its notes"
        )
    withdrawn = dict.fromkeys(withdrawn for report in reports for withdrawn in report.withdrawn_sets)
    for name_of_audience, name in withdrawn:
        print_result(
            f"{name_of_audience}: {name}: shows what this audience may no longer see; `briefings build` removes it"
        )
    if problems := [problem for report in reports for problem in report.problems]:
        raise BriefingsError(problems)
    if former or withdrawn or faults or any(result.has_changed for result in results):
        raise SystemExit(1)
    count = sum(finding.path.name != MANIFEST_NAME for finding in findings)
    files = f"{count} file{'' if count == 1 else 's'}"
    sets = "1 set of notes matches" if len(results) == 1 else f"{len(results)} sets of notes match"
    print_result(f"{files} intact; {sets} the facts.")
