"""Cases of the benchmark: each function measures one and yields rows of the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contradictions.pages import measure_pages
from benchmarks.lab import START_SCRIPT
from benchmarks.peers import make_mkdocs_project, write_build_rules
from benchmarks.rows import Row, median_seconds, ratio_row
from benchmarks.serving import measure_serving
from benchmarks.timing import Measurement, MedianRange, run_interleaved, seconds_ratio
from briefings.build.state_file import STATE_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.lab import Lab

__all__ = ["CASES"]

_HERE = Path(__file__).parent
_LANGUAGES = ("en", "fr", "ru", "tg", "ar")
_DAY = "2026-06-01"
_TICK = 0.001
_TEXT_FORMATS = ("--format", "md", "--format", "html")
_SHARED_FACT = ("shared/shared.yaml", "was signed in 1994")
_LOAD_SCRIPT = (
    "import pathlib, sys, yaml\n"
    "for path in sorted(pathlib.Path('facts').rglob('*.yaml')):\n"
    "    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)"
)
_WITHOUT_GATE = "from briefings.build.gate import Gate; Gate.find_withheld = lambda *_: (); "
_WITHOUT_RULE = (
    "from briefings.checks import engine; "
    "engine.CHECKS = {code: check for code, check in engine.CHECKS.items() if code != 'told-otherwise'}; "
)
_READ_SCRIPT = "import pathlib; from briefings.factbase.load import load; load(pathlib.Path())"
_TYPST_SCRIPT = "import sys, typst; typst.compile(sys.argv[1], sys.argv[3], root='.', sys_inputs={'partner': sys.argv[2]})"


def measure_cold_pdf(lab: Lab) -> Iterator[Row]:
    """Measure one cold PDF against the obvious script, WeasyPrint's own command and Typst."""
    site = lab.site(lab.scale.few_partners)
    partner = site.ids[0]
    page = str(lab.write_print_page(site, partner))
    output = lab.new_output_folder()
    output.mkdir()
    runs: dict[str, Callable[[], Measurement]] = {
        "ours": lambda: lab.time_clean_build(site, partner),
        "script": lambda: lab.time_python(
            str(_HERE / "obvious.py"), str(site.root), partner, page, str(output)
        ),
        "command": lambda: lab.time_python(
            "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", page, str(output / "command.pdf")
        ),
    }
    if lab.has_peer("typst"):
        source = site.root / "brief.typ"
        source.write_text((_HERE / "brief.typ").read_text(encoding="utf-8"), encoding="utf-8")
        runs["typst"] = lambda: lab.time_python(
            "-c", _TYPST_SCRIPT, str(source), partner, str(output / "typst.pdf"), folder=site.root
        )
    measurements = run_interleaved(lab.scale.rounds, runs)
    case = "one cold note (md, html, pdf)"
    yield ratio_row(
        case, "the obvious script making such a PDF", measurements["ours"], measurements["script"], 0.65
    )
    yield ratio_row(
        case, "the `weasyprint` command on the published page", measurements["ours"], measurements["command"]
    )
    if "typst" in measurements:
        yield ratio_row(case, "Typst on the same facts", measurements["ours"], measurements["typst"])


def measure_word(lab: Lab) -> Iterator[Row]:
    """Measure what a Word file adds to a build of Markdown, against what the PDF of the same note adds."""
    site = lab.site(lab.scale.few_partners)
    # A note of a given day becomes no standing order, which would change the next round.
    note = (site.ids[0], "--as-of", _DAY)
    runs = {
        name: lambda words=words: lab.time_clean_build(site, *note, *words)
        for name, words in {
            "md": ("--format", "md"),
            "docx": ("--format", "md,docx"),
            "pdf": ("--format", "md,pdf"),
        }.items()
    }
    measurements = run_interleaved(lab.scale.rounds, runs)
    docx, pdf = (_added(measurements[name], measurements["md"]) for name in ("docx", "pdf"))
    yield ratio_row("a Word file, on top of a note in md", "the PDF of the same note", docx, pdf, 0.35)
    yield ratio_row(
        "one cold note, md and docx", "one cold note, md and pdf", measurements["docx"], measurements["pdf"]
    )


def _added(longer: Sequence[Measurement], shorter: Sequence[Measurement]) -> list[Measurement]:
    """Return what a longer run takes in addition to a shorter one, round by round; at least a millisecond."""
    return [
        Measurement(
            max(more.seconds - less.seconds, _TICK),
            max(more.processor - less.processor, _TICK),
            more.peak_mebibytes,
        )
        for more, less in zip(longer, shorter, strict=True)
    ]


def measure_no_op(lab: Lab) -> Iterator[Row]:
    """Measure a build with nothing to do against bare Python, make and ninja; and how it grows with the project."""
    few, many, most = (
        lab.site(count)
        for count in (lab.scale.few_partners, lab.scale.many_partners, lab.scale.most_partners)
    )
    options = ("--format", "md,html", "--output", "elsewhere")
    for _ in range(2):  # the second run finds files old enough to trust their times
        lab.time_briefings(many, "build", *options)
    runs: dict[str, Callable[[], Measurement]] = {
        "options": lambda: lab.time_briefings(many, "build", *options),
        "few": lambda: lab.time_briefings(few, "build"),
        "many": lambda: lab.time_briefings(many, "build"),
        "most": lambda: lab.time_briefings(most, "build"),
        "bare": lab.time_bare_python,
    }
    rules = lab.folder / "rules"
    write_build_rules(rules, many.root, many.ids)
    for tool, file in (("make", "Makefile"), ("ninja", "build.ninja")):
        if lab.has_peer(tool):
            lab.time_command(tool, "-f", file, folder=rules)
            runs[tool] = lambda tool=tool, file=file: lab.time_command(tool, "-f", file, folder=rules)  # type: ignore[misc]
    measurements = run_interleaved(lab.scale.quick_rounds, runs)
    case = f"no-op, {len(many.ids)} partners, 3 formats"
    yield ratio_row(case, "bare Python", measurements["many"], measurements["bare"], 2.0)
    yield ratio_row(
        f"no-op, {len(many.ids)} partners, md and html, in another folder",
        "bare Python",
        measurements["options"],
        measurements["bare"],
        2.0,
    )
    growth = f"no-op, {len(most.ids):,} partners"
    yield ratio_row(growth, f"no-op, {len(few.ids)} partners", measurements["most"], measurements["few"], 2.2)
    for tool in ("make", "ninja"):
        if tool in measurements:
            yield ratio_row(
                case, f"`{tool}` with rules for as many files", measurements["many"], measurements[tool]
            )


def measure_changes(lab: Lab) -> Iterator[Row]:
    """Measure builds after a changed fact that reaches one note, all notes, or none."""
    site = lab.site(lab.scale.many_partners)
    single_note_fact = (f"{site.ids[-1]}/background.yaml", "In a year of plenty")
    texts = str(lab.new_output_folder())
    lab.time_briefings(site, "build", *_TEXT_FORMATS, "--output", texts)

    def edit_and_build(file: str, words: str, *arguments: str) -> Callable[[], Measurement]:
        """Return a run that changes a fact, builds, and checks that the change reached the note."""

        def run() -> Measurement:
            ending = site.edit_fact(file, words)
            measurements = lab.time_briefings(site, "build", *arguments)
            build_folder = Path(arguments[-1]) if "--output" in arguments else site.root / "build"
            note = build_folder / "internal" / site.ids[-1] / f"{site.ids[-1]}.en.md"
            assert ending in note.read_text(encoding="utf-8"), "the change did not reach the note"  # noqa: S101
            return measurements

        return run

    runs: dict[str, Callable[[], Measurement]] = {
        "full": lambda: lab.time_clean_build(site, *_TEXT_FORMATS),
        "one": edit_and_build(*single_note_fact, *_TEXT_FORMATS, "--output", texts),
        "all": edit_and_build(*_SHARED_FACT, *_TEXT_FORMATS, "--output", texts),
    }
    if lab.has_peer("mkdocs"):
        pages = make_mkdocs_project(lab, Path(texts))
        runs["mkdocs"] = lambda: lab.time_python("-m", "mkdocs", "build", "--quiet", folder=pages)
    measurements = run_interleaved(lab.scale.rounds, runs)
    count = f"{len(site.ids)} notes"
    full = f"full build of {count}, md and html"
    yield ratio_row(
        f"one fact changed, 1 of {count}, md and html",
        full,
        measurements["one"],
        measurements["full"],
        1 / 30,
    )
    yield ratio_row(
        f"shared fact changed, all {count}, md and html",
        full,
        measurements["all"],
        measurements["full"],
        0.75,
    )
    if "mkdocs" in measurements:
        yield ratio_row(
            full, "MkDocs making HTML of the same Markdown", measurements["full"], measurements["mkdocs"]
        )

    site.build_with_stand_ins()
    with_pdf = run_interleaved(
        lab.scale.rounds,
        {"one": edit_and_build(*single_note_fact), "cold": lambda: lab.time_clean_build(site, site.ids[0])},
    )
    case = f"one fact changed, 1 of {count}, with its PDF"
    yield ratio_row(case, "one cold note", with_pdf["one"], with_pdf["cold"], 1.05)

    before = site.outputs()
    path = site.root / "facts" / "shared" / "shared.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# Nothing that is printed.\n", encoding="utf-8")
    unprinted = lab.time_briefings(site, "build")
    written = sum(site.outputs().get(name) != data for name, data in before.items())
    remark = "a typeset PDF would count, but here the PDFs are placeholders"
    yield Row(
        f"a change that prints nowhere, {count}", "", MedianRange(written, written, written), unit="files written",
        target=0, seconds=unprinted.seconds, remark=remark,
    )  # fmt: skip


def measure_languages(lab: Lab) -> Iterator[Row]:
    """Measure notes in five languages: the cost of a further language and of a further partner."""
    few, many = (
        lab.make_multilingual_site(_LANGUAGES, count)
        for count in (lab.scale.few_partners, lab.scale.many_partners)
    )
    measurements = run_interleaved(
        (lab.scale.rounds + 1) // 2,  # a round takes minutes
        {
            "one": lambda: lab.time_clean_build(many, *_TEXT_FORMATS, "--lang", _LANGUAGES[0]),
            "all": lambda: lab.time_clean_build(many, *_TEXT_FORMATS),
            "few": lambda: lab.time_clean_build(few, *_TEXT_FORMATS),
        },
    )
    case = f"full build of {len(many.ids)} partners in {len(_LANGUAGES)} languages, md and html"
    yield ratio_row(
        case, "the same in one language", measurements["all"], measurements["one"], len(_LANGUAGES)
    )
    # The start of a run costs the same at any size; a tenth is allowed for other work on the machine.
    target = 1.1 * len(many.ids) / len(few.ids)
    yield ratio_row(
        case, f"{len(few.ids)} partners in as many", measurements["all"], measurements["few"], target
    )


def measure_full_builds(lab: Lab) -> Iterator[Row]:
    """Measure full builds with PDF, with one worker and with two, and against cold runs."""
    site = lab.site(lab.scale.few_partners)
    sample = site.ids[: lab.scale.pdf_sample]
    measurements = run_interleaved(
        lab.scale.rounds,
        {
            "one worker": lambda: lab.time_clean_build(site, *sample, "--jobs", "1"),
            "two workers": lambda: lab.time_clean_build(site, *sample, "--jobs", "2"),
            "a note each": lambda: lab.time_clean_build(site, *sample[:2], "--jobs", "2"),
            "cold": lambda: lab.time_clean_build(site, sample[0]),
        },
    )
    count, one_worker, two_workers, cold = (
        len(sample),
        measurements["one worker"],
        measurements["two workers"],
        measurements["cold"],
    )
    yield Row(
        "full build, 2 workers", "1 worker (throughput)", seconds_ratio(one_worker, two_workers),
        target=1.85, at_least=True, seconds=median_seconds(two_workers), remark=f"{count} notes",
    )  # fmt: skip
    total = lab.scale.many_partners
    times = (total - 2) / (count - 2)
    full_builds = [
        few.extrapolate(more, times)
        for few, more in zip(measurements["a note each"], two_workers, strict=True)
    ]
    runs = [Measurement(first.seconds * total, first.processor * total, 0) for first in cold]
    remark = f"extrapolated from builds of 2 and of {count} notes with 2 workers, and from one cold run"
    yield ratio_row(f"full build of {total}", f"{total} cold runs", full_builds, runs, 0.40, remark)


def measure_gate(lab: Lab) -> Iterator[Row]:
    """Measure builds for an audience that may not see everything, with the gate before release and without it."""
    site = lab.make_marked_site(lab.scale.pdf_sample)
    arguments = ("build", "--audience", "outer")

    def build_with(setup: str) -> Callable[[], Measurement]:
        """Return a run that builds into a new folder, after some code."""

        def run() -> Measurement:
            output = str(lab.new_output_folder())
            return lab.time_python(
                "-c", setup + START_SCRIPT, *arguments, "--output", output, folder=site.root
            )

        return run

    measurements = run_interleaved(
        lab.scale.rounds, {"gate": build_with(""), "none": build_with(_WITHOUT_GATE)}
    )
    case = f"{lab.scale.pdf_sample} notes for readers who may not see everything"
    yield ratio_row(case, "without the gate", measurements["gate"], measurements["none"], 1.15)


def measure_start(lab: Lab) -> Iterator[Row]:
    """Measure `--version`."""
    site = lab.site(lab.scale.few_partners)
    measurements = run_interleaved(
        lab.scale.quick_rounds,
        {"ours": lambda: lab.time_briefings(site, "--version"), "bare": lab.time_bare_python},
    )
    yield ratio_row("`--version`", "bare Python", measurements["ours"], measurements["bare"], 1.6)


def measure_checks(lab: Lab) -> Iterator[Row]:
    """Measure `check` with a warm cache against PyYAML's C parser, and with a cold one against loading the facts."""
    site = lab.site(lab.scale.many_partners)
    lab.time_briefings(site, "check")

    def check_after_edit() -> Measurement:
        """Change one file, and time `check`."""
        site.edit_fact(f"{site.ids[0]}/background.yaml", "In a year of plenty")
        return lab.time_briefings(site, "check")

    measurements = run_interleaved(
        lab.scale.rounds,
        {
            "warm": lambda: lab.time_briefings(site, "check"),
            "edited": check_after_edit,
            "yaml": lambda: lab.time_python("-c", _LOAD_SCRIPT, folder=site.root),
        },
    )
    case, peer = f"warm `check`, {len(site.ids)} partners", "PyYAML (C) reading the same files"
    yield ratio_row(case, peer, measurements["warm"], measurements["yaml"], 0.3)
    yield ratio_row(f"{case}, one file changed", peer, measurements["edited"], measurements["yaml"])

    def check_without_cache(setup: str = "") -> Measurement:
        """Delete the cached results, and time `check`, after some code."""
        (site.root / "build" / STATE_FILE).unlink(missing_ok=True)
        return lab.time_python("-c", setup + START_SCRIPT, "check", folder=site.root)

    cold = run_interleaved(
        lab.scale.rounds,
        {
            "checked": check_without_cache,
            "unread": lambda: check_without_cache(_WITHOUT_RULE),
            "read": lambda: lab.time_python("-c", _READ_SCRIPT, folder=site.root),
        },
    )
    yield ratio_row(
        f"cold `check`, {len(site.ids)} partners", "reading them", cold["checked"], cold["read"], 2.0
    )
    yield ratio_row(
        f"cold `check`, {len(site.ids)} partners",
        "the same without the rule `told-otherwise`",
        cold["checked"],
        cold["unread"],
        1.1,
    )


def measure_memory(lab: Lab) -> Iterator[Row]:
    """Measure the largest process of each kind of run."""
    few = lab.site(lab.scale.few_partners)
    partner = few.ids[0]
    kinds: tuple[tuple[str, float, Callable[[], Measurement]], ...] = (
        ("no-op", 15, lambda: lab.time_briefings(few, "build")),
        ("one note, md and html", 35, lambda: lab.time_clean_build(few, partner, *_TEXT_FORMATS)),
        ("one note with PDF", 90, lambda: lab.time_clean_build(few, partner)),
        ("workers of a full build", 120, lambda: lab.time_clean_build(few, *few.ids[: lab.scale.pdf_sample])),
    )
    for name, target, run in kinds:
        yield Row(
            f"peak memory: {name}",
            "",
            MedianRange.from_rounds([run().peak_mebibytes for _ in range(3)]),
            unit="MiB",
            target=target,
        )


CASES: dict[str, Callable[[Lab], Iterator[Row]]] = {
    "cold": measure_cold_pdf,
    "word": measure_word,
    "no-op": measure_no_op,
    "changes": measure_changes,
    "languages": measure_languages,
    "full": measure_full_builds,
    "start": measure_start,
    "check": measure_checks,
    "gate": measure_gate,
    "memory": measure_memory,
    "serve": measure_serving,
    "contradictions": lambda lab: measure_pages(lab.folder),
}
