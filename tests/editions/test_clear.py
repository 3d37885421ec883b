"""Tests of clearances: each holds for one content, is printed with it, and falls with a change of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from briefings.build.clearances import content_bytes
from briefings.build.plan import BuildOptions
from briefings.editions.clear import ClearRequest, clear_note
from briefings.editions.issue import IssueRequest, issue_note
from briefings.loading.clearances import clearances_path, read_clearances
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import (
    DAY,
    OWN,
    InlineExecutor,
    append_text,
    build,
    load_manifest,
    rebuild_reasons,
    replace_once,
    set_files,
)
from tests.support.notes import use_packaged_brief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.editions.register import Edition
    from briefings.model.clearances import Clearance
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

HOUSE = "facts/house.yaml"
OFFICES = "clearance: [{en: Director, fr: Directeur}, {en: Legal Adviser, fr: Conseiller juridique}]\n"
OLD, NEW = "share lamp oil", "share much lamp oil"


@pytest.fixture
def cleared(project: Path) -> Path:
    """Return a project of a house with two offices that clear, whose brief the Director has cleared."""
    replace_once(project / HOUSE, "clearance: []\n", OFFICES)
    build(project, formats=("md",))
    clear(project)
    return project


def clear(project: Path, office: str = "Director", by: str = "Ann Lutz", **asked: Any) -> list[Clearance]:  # noqa: ANN401 - of `ClearRequest`
    """Clear the brief."""
    request = {"note": "zubrowka.brief", "day": DAY, "audience": "internal", **asked}
    return clear_note(Project(project, project), ClearRequest(by=by, office=office, **request))


def hand_out(project: Path, day: Any = DAY) -> Edition:  # noqa: ANN401 - a day
    """Issue the brief as Markdown."""
    request = IssueRequest("zubrowka.brief", ("The Minister",), day, "internal", ("md",))
    return issue_note(Project(project, project), request, BuildOptions(workers=InlineExecutor()))


def head_of(project: Path, language: str = "en") -> str:
    """Return the line of the brief that says who has cleared it."""
    text = set_files(project)[f"zubrowka.{language}.md"].decode().replace("\u00a0", " ")
    starts = {"en": "- **Cleared by:**", "fr": "- **Visa"}
    return next(line for line in text.splitlines() if line.startswith(starts[language]))


def fallen(project: Path) -> list[str]:
    """Build the brief, and return the hints of the clearances that have fallen."""
    warnings = build(project, formats=("md",)).warnings
    return [warning.hint for warning in warnings if warning.code == "clearance-fallen"]


# --- what is printed --------------------------------------------------------------------------------


def test_the_head_says_who_has_cleared(cleared: Path) -> None:
    """It has the name, the office and the day of each clearance, and names each office that has given none."""
    report = build(cleared, formats=("md",))
    assert rebuild_reasons(report) == {"md": ["clearance zubrowka.brief.en was added"]}
    assert head_of(cleared) == "- **Cleared by:** Ann Lutz, Director, 1 June 2019; Legal Adviser (not yet)"
    clear(cleared, "Legal Adviser", "B. Lobl")
    clear(cleared, "Ally", "*C*")
    build(cleared, formats=("md",))
    line = head_of(cleared)
    assert "Ann Lutz, Director, 1 June 2019; B. Lobl, Legal Adviser, 1 June 2019; " in line
    assert line.endswith("\\*C\\*, Ally,")  # and the day on the next line
    assert fallen(cleared) == []


def test_an_office_reads_in_the_language_of_the_note(project: Path) -> None:
    """Whatever the language in which the office was typed, the note has it in its own."""
    replace_once(project / HOUSE, "clearance: []\n", OFFICES)
    replace_once(project / HOUSE, "languages: [en]", "languages: [en, fr]")
    names = [clearance.note for clearance in clear(project, "Directeur")]
    assert names == ["zubrowka.brief.en", "zubrowka.brief.fr"]
    build(project, formats=("md",))
    assert "Ann Lutz, Director, 1 June 2019" in head_of(project)
    assert "Ann Lutz, Directeur, le 1er juin 2019" in head_of(project, "fr")


def test_neither_clearance_nor_day_nor_number_ends_it(cleared: Path) -> None:
    """What stands in the head can change, and the clearance holds; so an edition prints it."""
    append_text(cleared / HOUSE, 'reference: "LL/{year}/{number}"\n')
    assert fallen(cleared) == []
    clear(cleared, day=DAY + timedelta(days=1))
    build(cleared, DAY + timedelta(days=2), formats=("md",))
    edition = hand_out(cleared, DAY + timedelta(days=2))
    [path] = (cleared / "editions" / edition.folder).glob("*.md")
    assert "Ann Lutz, Director, 2 June 2019" in path.read_text("utf-8").replace("\u00a0", " ")


def test_nothing_is_printed_for_another_note_or_audience(cleared: Path) -> None:
    """A clearance is of one note for one audience."""
    replace_once(cleared / HOUSE, "{internal: PUBLIC}", "{internal: PUBLIC, press: PUBLIC}")
    build(cleared, formats=("md",), audience="press", subjects=("zubrowka",))
    texts = [path.read_text("utf-8") for path in (cleared / "build/press").rglob("*.md")]
    assert texts
    assert not any("Lutz, Director" in text for text in texts)


# --- how it falls -----------------------------------------------------------------------------------


def test_a_change_ends_the_clearance(cleared: Path, briefings: Command) -> None:
    """`build` and `list` name the sentences; the old content cleared again, or come back, has its clearance."""
    build(cleared, formats=("md",))
    replace_once(cleared / OWN, OLD, NEW)
    [hint] = fallen(cleared)
    assert NEW in hint
    assert f"(was: The two sides {OLD}" in hint
    assert "Ann Lutz" not in head_of(cleared)
    assert fallen(cleared) == [hint]
    listed = briefings("list", "--project", cleared)
    assert "warning[clearance-fallen]: the clearance of zubrowka.brief.en by Ann Lutz, Director" in listed.err
    replace_once(cleared / OWN, NEW, OLD)
    assert fallen(cleared) == []
    assert "Ann Lutz" in head_of(cleared)


def test_old_clearances_stay(cleared: Path) -> None:
    """The record keeps each line to the byte, and the content that was cleared."""
    before = clearances_path(cleared).read_bytes()
    replace_once(cleared / OWN, OLD, NEW)
    build(cleared, formats=("md",))
    clear(cleared, by="D. Lobl")
    assert fallen(cleared) == []
    assert "D. Lobl" in head_of(cleared)
    assert clearances_path(cleared).read_bytes().startswith(before)
    assert [each.by for each in read_clearances(cleared).value or ()] == ["Ann Lutz", "D. Lobl"]
    kept = [json.loads(path.read_bytes()) for path in (cleared / "editions/cleared").iterdir()]
    assert len(kept) == 2
    assert len({json.dumps(each["lines"]) for each in kept}) == 2


def test_a_note_that_is_out_of_date_is_not_cleared(cleared: Path) -> None:
    """Nobody clears what nobody has seen."""
    replace_once(cleared / OWN, OLD, NEW)
    with pytest.raises(BriefingsError, match="not-current"):
        clear(cleared)
    assert len(read_clearances(cleared).value or ()) == 1


def test_what_counts_as_content(cleared: Path) -> None:
    """The head does not count, nor does news that the note says elsewhere; each other part does."""
    [entry] = [note for note in load_manifest(cleared)["notes"] if note["product"] == "brief"]
    news = {"section": "brief.news", "heading": "What is new", "text": "New.", "facts": ["zubrowka/oil"]}
    unheard = {**news, "facts": ["zubrowka/unheard-of"]}
    head = {**news, "section": ""}
    content = content_bytes(entry)
    for same in ([*entry["lines"], news], [head, *entry["lines"]]):
        assert content_bytes({**entry, "lines": same}) == content
    others: list[dict[str, Any]] = [
        {"title": "Other"}, {"marking": "OTHER"}, {"sources": []}, {"lines": entry["lines"][:-1]},
        {"lines": [*entry["lines"], unheard]},
    ]  # fmt: skip
    for other in others:
        assert content_bytes({**entry, **other}) != content


def test_a_record_with_an_error(cleared: Path, briefings: Command) -> None:
    """A line that can't be read is named by `check`, `build` and `clear`, and a lost content by `build`."""
    replace_once(cleared / OWN, OLD, NEW)
    [path] = (cleared / "editions/cleared").iterdir()
    path.unlink()
    assert "is missing or changed" in fallen(cleared)[0]
    append_text(clearances_path(cleared), "- {note: x}\n")
    for command in (("check",), ("build",), ("clear", "zubrowka.brief", "--by", "A", "--as", "B")):
        ran = briefings(*command, "--project", cleared)
        assert (ran.code, "clearances.yaml:4:3: error[missing-field]" in ran.out + ran.err) == (1, True)


# --- a house that demands it ------------------------------------------------------------------------


def test_a_house_that_demands_clearance(cleared: Path) -> None:
    """`issue` refuses a note until each office has cleared it as it is."""
    append_text(cleared / HOUSE, "clear_first: yes\n")
    with pytest.raises(BriefingsError, match="not cleared by Legal Adviser"):
        hand_out(cleared)
    clear(cleared, "Legal Adviser")
    hand_out(cleared)
    replace_once(cleared / OWN, OLD, NEW)
    with pytest.raises(BriefingsError) as caught:
        hand_out(cleared)
    problems = {problem.code: problem for problem in caught.value.diagnostics}
    assert problems["not-cleared"].message == "zubrowka.brief.en is not cleared by Director, Legal Adviser"
    assert NEW in problems["clearance-fallen"].hint


TREATIES = """\
marking: PUBLIC
agreements:
- {id: soap, valid: 2018-04-01/2019-04-01, title: Treaty on Soap, evidence: [league-charter]}
"""


def test_the_news_of_an_edition_may_be_less_than_was_cleared(project: Path) -> None:
    """The next edition leaves out what its reader knows, and stands; news that no one has cleared does not."""
    use_packaged_brief(project)
    append_text(project / HOUSE, "clear_first: yes\n")
    path = project / "facts/zubrowka/treaties.yaml"
    path.write_text(TREATIES, "utf-8")
    clear(project)
    first, second = hand_out(project), hand_out(project, DAY + timedelta(days=1))
    texts = [
        next((project / "editions" / edition.folder).glob("*.md")).read_text("utf-8")
        for edition in (first, second)
    ]
    assert ["Treaty on Soap" in text for text in texts] == [True, False]
    assert all("Ann Lutz, Director" in text.replace("\u00a0", " ") for text in texts)
    path.write_text(
        TREATIES
        + "- {id: oil-treaty, valid: 2018-04-02/2019-05-01, title: Treaty on Oil, evidence: [league-charter]}\n",
        "utf-8",
    )
    with pytest.raises(BriefingsError, match="is not cleared"):
        hand_out(project, DAY + timedelta(days=2))


def test_a_house_that_does_not(cleared: Path, briefings: Command) -> None:
    """`issue` says which clearances have fallen, and issues."""
    replace_once(cleared / OWN, OLD, NEW)
    ran = briefings("issue", "zubrowka.brief", "--to", "X", "--format", "md", "--project", cleared)
    assert (ran.code, "warning[clearance-fallen]" in ran.err) == (0, True)


def test_any_office_where_the_house_names_none(project: Path) -> None:
    """Without `clearance:`, one clearance is enough."""
    append_text(project / HOUSE, "clear_first: yes\n")
    with pytest.raises(BriefingsError, match="is not cleared"):
        hand_out(project)
    clear(project, "Consul")
    hand_out(project)
