"""What is measured: one function a case, which gives the rows of the report."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import Ratio, Taken, divided, interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.lab import Lab

__all__ = ["CASES", "Row"]

_HERE = Path(__file__).parent
_LANGUAGES = ("en", "fr", "ru", "tg", "ar")
_TEXT = ("--format", "md", "--format", "html")
_CHARTER = ("shared/shared.yaml", "was signed in 1994")
_LOAD = (
    "import pathlib, sys, yaml\n"
    "for path in sorted(pathlib.Path('facts').rglob('*.yaml')):\n"
    "    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)"
)
_READ = "import pathlib; from briefings.factbase.load import load; load(pathlib.Path())"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], sys.argv[3], root='.', sys_inputs={'partner': sys.argv[2]})"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report.

    Attributes:
        case: what is measured.
        peer: what it is measured against; empty for a plain number.
        value: the ratio on the clock, or the number.
        processor: the same ratio of processor time, which other work on the machine troubles less; None for none.
        unit: of a plain number.
        target: what the value should be at most (or at least), None for a peer shown for comparison only.
        at_least: whether the target is a lower bound.
        seconds: the median of our own seconds, for orientation; 0 for none.
        remark: what has to be known to read it.
    """

    case: str
    peer: str
    value: Ratio
    processor: Ratio | None = None
    unit: str = ""
    target: float | None = None
    at_least: bool = False
    seconds: float = 0
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Whether the median meets the target: `yes`, `no`, or `by processor time` only; empty where there is none."""
        if self.target is None:
            return ""
        if self._meets(self.value):
            return "yes"
        return "by processor time" if self.processor and self._meets(self.processor) else "no"

    def _meets(self, value: Ratio) -> bool:
        assert self.target is not None  # noqa: S101 - asked where there is one
        return value.median >= self.target if self.at_least else value.median <= self.target


def cold_pdf(lab: Lab) -> Iterator[Row]:
    """One cold PDF beside the obvious script, WeasyPrint's own command and Typst."""
    site = lab.site(lab.scale.few)
    partner = site.ids[0]
    page = str(lab.page(site, partner))
    output = lab.fresh()
    output.mkdir()
    runs: dict[str, Callable[[], Taken]] = {
        "ours": lambda: lab.anew(site, partner),
        "script": lambda: lab.python(str(_HERE / "obvious.py"), str(site.root), partner, page, str(output)),
        "command": lambda: lab.python(
            "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", page, str(output / "command.pdf")
        ),
    }
    if lab.has("typst"):
        source = site.root / "brief.typ"
        source.write_text((_HERE / "brief.typ").read_text(encoding="utf-8"), encoding="utf-8")
        runs["typst"] = lambda: lab.python(
            "-c", _TYPST, str(source), partner, str(output / "typst.pdf"), folder=site.root
        )
    taken = interleaved(lab.scale.rounds, runs)
    case = "one cold note (md, html, pdf)"
    yield _row(case, "the obvious script making such a PDF", taken["ours"], taken["script"], 0.70)
    yield _row(case, "the `weasyprint` command on the published page", taken["ours"], taken["command"])
    if "typst" in taken:
        yield _row(case, "Typst on the same facts", taken["ours"], taken["typst"])


def nothing_to_do(lab: Lab) -> Iterator[Row]:
    """A build of what is current, beside Python that does nothing, make and ninja; and its growth."""
    few, many, most = (lab.site(count) for count in (lab.scale.few, lab.scale.many, lab.scale.most))
    runs: dict[str, Callable[[], Taken]] = {
        "few": lambda: lab.briefings(few, "build"),
        "many": lambda: lab.briefings(many, "build"),
        "most": lambda: lab.briefings(most, "build"),
        "bare": lab.bare,
    }
    rules = lab.folder / "rules"
    _write_rules(rules, many.root, many.ids)
    for tool, file in (("make", "Makefile"), ("ninja", "build.ninja")):
        if lab.has(tool):
            lab.run(tool, "-f", file, folder=rules)
            runs[tool] = lambda tool=tool, file=file: lab.run(tool, "-f", file, folder=rules)  # type: ignore[misc]
    taken = interleaved(lab.scale.quick_rounds, runs)
    case = f"no-op, {len(many.ids)} partners, 3 formats"
    yield _row(case, "bare Python", taken["many"], taken["bare"], 2.0)
    growth = f"no-op, {len(most.ids):,} partners"
    yield _row(growth, f"no-op, {len(few.ids)} partners", taken["most"], taken["few"], 2.2)
    for tool in ("make", "ninja"):
        if tool in taken:
            yield _row(case, f"`{tool}` with rules for as many files", taken["many"], taken[tool])


def changes(lab: Lab) -> Iterator[Row]:
    """A changed fact that reaches one note, or all, or none."""
    site = lab.site(lab.scale.many)
    own = (f"{site.ids[-1]}/background.yaml", "In a year of plenty")
    texts = str(lab.fresh())
    lab.briefings(site, "build", *_TEXT, "--output", texts)

    def changed(file: str, words: str, *arguments: str) -> Callable[[], Taken]:
        def run() -> Taken:
            ending = site.edit(file, words)
            taken = lab.briefings(site, "build", *arguments)
            place = Path(arguments[-1]) if "--output" in arguments else site.root / "build"
            note = place / "internal" / site.ids[-1] / f"{site.ids[-1]}.en.md"
            assert ending in note.read_text(encoding="utf-8"), "the change did not reach the note"  # noqa: S101
            return taken

        return run

    runs: dict[str, Callable[[], Taken]] = {
        "full": lambda: lab.anew(site, *_TEXT),
        "one": changed(*own, *_TEXT, "--output", texts),
        "all": changed(*_CHARTER, *_TEXT, "--output", texts),
    }
    if lab.has("mkdocs"):
        pages = _mkdocs(lab, Path(texts))
        runs["mkdocs"] = lambda: lab.python("-m", "mkdocs", "build", "--quiet", folder=pages)
    taken = interleaved(lab.scale.rounds, runs)
    count = f"{len(site.ids)} notes"
    full = f"full build of {count}, md and html"
    yield _row(f"one fact changed, 1 of {count}, md and html", full, taken["one"], taken["full"], 1 / 30)
    yield _row(f"shared fact changed, all {count}, md and html", full, taken["all"], taken["full"], 0.75)
    if "mkdocs" in taken:
        yield _row(full, "MkDocs making HTML of the same Markdown", taken["full"], taken["mkdocs"])

    site.fill()
    with_pdf = interleaved(
        lab.scale.rounds,
        {"one": changed(*own), "cold": lambda: lab.anew(site, site.ids[0])},
    )
    case = f"one fact changed, 1 of {count}, with its PDF"
    yield _row(case, "one cold note", with_pdf["one"], with_pdf["cold"], 1.05)

    before = site.outputs()
    path = site.root / "facts" / "shared" / "shared.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# Nothing that is printed.\n", encoding="utf-8")
    unprinted = lab.briefings(site, "build")
    written = sum(site.outputs().get(name) != data for name, data in before.items())
    remark = "a PDF typeset would count: those here are stand-ins"
    yield Row(
        f"a change that prints nowhere, {count}", "", Ratio(written, written, written), unit="files written",
        target=0, seconds=unprinted.seconds, remark=remark,
    )  # fmt: skip


def languages(lab: Lab) -> Iterator[Row]:
    """Notes in five languages: what another language costs, and another partner."""
    few, many = (lab.site_in(_LANGUAGES, count) for count in (lab.scale.few, lab.scale.many))
    taken = interleaved(
        (lab.scale.rounds + 1) // 2,  # a round takes minutes
        {
            "one": lambda: lab.anew(many, *_TEXT, "--lang", _LANGUAGES[0]),
            "all": lambda: lab.anew(many, *_TEXT),
            "few": lambda: lab.anew(few, *_TEXT),
        },
    )
    case = f"full build of {len(many.ids)} partners in {len(_LANGUAGES)} languages, md and html"
    yield _row(case, "the same in one language", taken["all"], taken["one"], len(_LANGUAGES))
    # A run has a beginning that costs the same for all; a tenth is left for what other work does to the clock.
    target = 1.1 * len(many.ids) / len(few.ids)
    yield _row(case, f"{len(few.ids)} partners in as many", taken["all"], taken["few"], target)


def many_pdfs(lab: Lab) -> Iterator[Row]:
    """Full builds with PDF, by one worker and by two, and beside cold runs."""
    site = lab.site(lab.scale.few)
    sample = site.ids[: lab.scale.sample]
    taken = interleaved(
        lab.scale.rounds,
        {
            "one worker": lambda: lab.anew(site, *sample, "--jobs", "1"),
            "two workers": lambda: lab.anew(site, *sample, "--jobs", "2"),
            "a note each": lambda: lab.anew(site, *sample[:2], "--jobs", "2"),
            "cold": lambda: lab.anew(site, sample[0]),
        },
    )
    count, one, two, cold = len(sample), taken["one worker"], taken["two workers"], taken["cold"]
    yield Row(
        "full build, 2 workers", "1 worker (throughput)", divided(one, two),
        target=1.85, at_least=True, seconds=_median(two), remark=f"{count} notes",
    )  # fmt: skip
    every = lab.scale.many
    times = (every - 2) / (count - 2)
    whole = [few.plus(more, times) for few, more in zip(taken["a note each"], two, strict=True)]
    runs = [Taken(first.seconds * every, first.processor * every, 0) for first in cold]
    remark = f"extrapolated from builds of 2 and of {count} notes with 2 workers, and from one cold run"
    yield _row(f"full build of {every}", f"{every} cold runs", whole, runs, 0.40, remark)


def start(lab: Lab) -> Iterator[Row]:
    """`--version`."""
    site = lab.site(lab.scale.few)
    taken = interleaved(
        lab.scale.quick_rounds, {"ours": lambda: lab.briefings(site, "--version"), "bare": lab.bare}
    )
    yield _row("`--version`", "bare Python", taken["ours"], taken["bare"], 1.6)


def checks(lab: Lab) -> Iterator[Row]:
    """`check` of files that it has seen before, beside PyYAML's C parser; and of files never seen, beside reading."""
    site = lab.site(lab.scale.many)
    lab.briefings(site, "check")

    def after_edit() -> Taken:
        site.edit(f"{site.ids[0]}/background.yaml", "In a year of plenty")
        return lab.briefings(site, "check")

    taken = interleaved(
        lab.scale.rounds,
        {
            "warm": lambda: lab.briefings(site, "check"),
            "edited": after_edit,
            "yaml": lambda: lab.python("-c", _LOAD, folder=site.root),
        },
    )
    case, peer = f"warm `check`, {len(site.ids)} partners", "PyYAML (C) reading the same files"
    yield _row(case, peer, taken["warm"], taken["yaml"], 0.3)
    yield _row(f"{case}, one file changed", peer, taken["edited"], taken["yaml"])

    def forgetful() -> Taken:
        (site.root / "build" / ".checked.json").unlink()
        return lab.briefings(site, "check")

    cold = interleaved(
        lab.scale.rounds,
        {"checked": forgetful, "read": lambda: lab.python("-c", _READ, folder=site.root)},
    )
    yield _row(f"cold `check`, {len(site.ids)} partners", "reading them", cold["checked"], cold["read"], 2.0)


def memory(lab: Lab) -> Iterator[Row]:
    """The largest process of each kind of run."""
    few = lab.site(lab.scale.few)
    partner = few.ids[0]
    kinds: tuple[tuple[str, float, Callable[[], Taken]], ...] = (
        ("no-op", 15, lambda: lab.briefings(few, "build")),
        ("one note, md and html", 35, lambda: lab.anew(few, partner, *_TEXT)),
        ("one note with PDF", 90, lambda: lab.anew(few, partner)),
        ("workers of a full build", 120, lambda: lab.anew(few, *few.ids[: lab.scale.sample])),
    )
    for name, target, run in kinds:
        yield Row(
            f"peak memory: {name}",
            "",
            Ratio.of([run().mebibytes for _ in range(3)]),
            unit="MiB",
            target=target,
        )


CASES: dict[str, Callable[[Lab], Iterator[Row]]] = {
    "cold": cold_pdf,
    "no-op": nothing_to_do,
    "changes": changes,
    "languages": languages,
    "full": many_pdfs,
    "start": start,
    "check": checks,
    "memory": memory,
}


def _row(  # noqa: PLR0913, PLR0917 - what a row shows
    case: str,
    peer: str,
    ours: Sequence[Taken],
    theirs: Sequence[Taken],
    target: float | None = None,
    remark: str = "",
) -> Row:
    return Row(
        case, peer, divided(ours, theirs), divided(ours, theirs, processor=True),
        target=target, seconds=_median(ours), remark=remark,
    )  # fmt: skip


def _median(taken: Sequence[Taken]) -> float:
    return statistics.median(each.seconds for each in taken)


def _write_rules(folder: Path, project: Path, ids: Sequence[str]) -> None:
    """Rules that make three files a partner from its fact files, for make and for ninja."""
    folder.mkdir()
    facts = project / "facts"
    shared = " ".join(str(path) for path in sorted((facts / "shared").iterdir()))
    ninja = ["rule touch", "  command = touch $out"]
    make = ["all: " + " ".join(f"{id_}.{form}" for id_ in ids for form in ("md", "html", "pdf"))]
    for id_ in ids:
        needs = f"{shared} {' '.join(str(path) for path in sorted((facts / id_).iterdir()))}"
        outputs = f"{id_}.md {id_}.html {id_}.pdf"
        ninja.append(f"build {outputs}: touch {needs}")
        make += [f"{outputs}: {needs}", "\ttouch $@"]
    (folder / "build.ninja").write_text("\n".join([*ninja, ""]), encoding="utf-8")
    (folder / "Makefile").write_text("\n".join([*make, ""]), encoding="utf-8")


def _mkdocs(lab: Lab, texts: Path) -> Path:
    """A project of MkDocs with the same Markdown."""
    folder = lab.fresh()
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Notes\ntheme: readthedocs\n", encoding="utf-8")
    for note in texts.glob("internal/*/*.md"):
        (folder / "docs" / note.name).write_bytes(note.read_bytes())
    return folder
