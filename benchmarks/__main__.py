"""Command `python -m benchmarks`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import CASES
from benchmarks.lab import Lab, Scale
from benchmarks.report import render_page, terminal_line

_PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "performance.md"
_PEERS = ("typst", "mkdocs", "make", "ninja")


def main() -> None:
    """Measure, print the ratios, and write the page if asked to."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few partners and rounds, for a first look")
    parser.add_argument("--case", action="append", choices=CASES, help="only this case; may be repeated")
    parser.add_argument("--write", action="store_true", help=f"write docs/explanation/{_PAGE.name}")
    options = parser.parse_args()
    scale = Scale.choose(quick=options.quick)
    load = os.getloadavg()[0]
    left_out = [peer for peer in _PEERS if not Lab.has_peer(peer)]
    for peer in left_out:
        _print_message(f"left out, since not installed: {peer}")
    rows = []
    with tempfile.TemporaryDirectory(prefix="briefings-benchmarks-") as folder:
        lab = Lab(Path(folder), scale)
        for name in options.case or CASES:
            _print_message(f"measuring: {name}")
            for row in CASES[name](lab):
                rows.append(row)
                sys.stdout.write(f"{terminal_line(row)}\n")
                sys.stdout.flush()
    if options.write:
        _PAGE.write_text(render_page(rows, scale, left_out, load), encoding="utf-8")


def _print_message(text: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
