"""Helpers for tests of the release to an audience: a house with two levels, and facts above the lower one."""

from __future__ import annotations

from pathlib import Path

from tests.support.cases import read_data

__all__ = ["WITHHELD_CASES", "add_second_level", "add_withheld_facts"]

SHARED = "facts/shared/shared.yaml"
ZUBROWKA = "facts/zubrowka/zubrowka.yaml"
TWO_LEVELS = {
    "facts/markings/public.yaml": """\
scheme: public
levels:
- {id: PUBLIC, name: {en: PUBLIC}}
- {id: LANTERN-SECRET, name: {en: LANTERN SECRET}}
""",
    "facts/zubrowka/extra.yaml": """\
marking: PUBLIC
statements:
- {id: envoy-speaks, on: 2009-03-01, text: "{holder:league-envoy} spoke.", evidence: [league-charter]}
contacts:
- {id: call-2009, on: 2009-03-01, form: call, with: lantern-league, ours: [agatha-baker], evidence: [league-charter]}
""",
}
NAMES_WITH_EVIDENCE = (
    "  - {text: Gustave H., lang: en}\n",
    "  - {text: Gustave H., lang: en, evidence: [league-charter]}\n  - {text: Густав, lang: ru, evidence: [league-charter]}\n",
)
PLANTED = "facts/shared/planted.yaml"
WITHHELD_CASES: dict[str, dict[str, str]] = {
    plant["name"]: plant for plant in read_data(Path(__file__).parent.parent / "cases" / "withheld.yaml")
}


def add_second_level(project: Path) -> None:
    """Give the fictional house a second, higher level, an audience that may read it, and dates for its sources."""
    for path, text in TWO_LEVELS.items():
        (project / path).write_text(text, "utf-8")
    house, shared = project / "facts" / "house.yaml", project / SHARED
    house.write_text(
        house.read_text("utf-8").replace("internal: PUBLIC", "internal: PUBLIC, keepers: LANTERN-SECRET")
    )
    text = shared.read_text("utf-8").replace("  language: en\n", "  language: en\n  retrieved: 2026-01-01\n")
    shared.write_text(text.replace(*NAMES_WITH_EVIDENCE), "utf-8")


def add_withheld_facts(project: Path, name: str) -> None:
    """Write the withheld facts into the files of a project."""
    case = WITHHELD_CASES[name]
    (project / PLANTED).write_text(case["text"], "utf-8")
    if "behind" in case:
        paths = [project / SHARED, project / ZUBROWKA]
        path = next(path for path in paths if case["behind"] in path.read_text("utf-8"))
        words = path.read_text("utf-8").replace(case["behind"], case["behind"] + case["put"], 1)
        path.write_text(words, "utf-8")
