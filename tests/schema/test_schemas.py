"""Tests of the editor schemas: they agree with the readers on keys, values and positions."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from briefings.loading.collection_types import ListType
from briefings.loading.context import ReadContext
from briefings.loading.facts import DEFAULT_REVIEW_PERIODS
from briefings.loading.ids import ID
from briefings.loading.scalars import COUNTRY_CODE, LANGUAGE, LINE, SHORT_HASH, one_of
from briefings.loading.value_types import ScalarType
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence
from briefings.model.diagnostics import Location
from briefings.model.house import DEFAULT_COLOURS
from briefings.schema import SCHEMAS, TABLES
from briefings.schema.tables import table_schema
from tests.support.cases import CASES, files_of, read_data
from tests.support.notes import FICTIONAL
from tests.support.schemas import schema_name
from tests.support.servers import VERSIONS, Document, SchemaViolation, schema_violations
from tests.support.turns import SHARES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.loading.tables import Key
    from briefings.loading.value_types import Schema, ValueType
    from briefings.loading.yaml_nodes import Node
    from briefings.model.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "briefings" / "starter"
MADE = {name: json.loads(each.to_json()) for name, each in SCHEMAS.items()}
DEFINITIONS = {name: each for made in MADE.values() for name, each in made.get("definitions", {}).items()}

# What a schema can't see, and why.
NOT_OF_FORM = {
    "bad-folder-name": "the name of a folder",
    "day-of-visit": "days are compared with each other",
    "due-too-early": "days are compared with each other",
    "yearly-date": "looks at other keys",
    "unknown-place": "looks at other entries",
    "file-name": "the name of a file",
    "low-contrast": "colours are measured",
    "empty-series": "looks at other files",
    "no-owner": "looks at other keys",
    "no-partner-entry": "looks at all files of a folder",
    "no-series": "looks at other files",
    "other-folder": "looks at other files",
    "repeated-id": "looks at other entries",
    "repeated-period": "looks at other files",
    "repeated-unit": "looks at other keys",
    "reserved-audience": "one name of all is taken",
    "after-itself": "looks at other entries",
    "replaces-itself": "looks at other entries",
    "supplements-itself": "looks at other entries",
    "succeeds-itself": "compares two keys",
    "unaccepted-fact": "looks at other entries",
    "rests-elsewhere": "looks at other entries",
    "rests-on-itself": "looks at other entries",
    "stray-brace": "looks at other entries",
    "stray-file": "the place of a file",
    "cut-text": "looks at comments",
    "undated-disagreement": "looks at other entries",
    "unknown-axis": "looks at other keys",
    "unknown-level": "looks at other keys",
    "withheld-name": "looks at other files",
    "wrong-level": "looks at other files",
    "wrong-order": "days are compared with each other",
    "unknown-agreement": "looks at other entries",
    "unknown-area": "looks at other entries",
    "unknown-fact": "looks at other entries",
    "unknown-framework": "looks at other entries",
    "unknown-language": "looks at another value",
    "unknown-marking": "looks at other files",
    "unknown-organisation": "looks at other entries",
    "unknown-partner": "looks at other entries",
    "unknown-person": "looks at other entries",
    "unknown-post": "looks at other entries",
    "unknown-scheme": "looks at other files",
    "unknown-source": "looks at other entries",
    "wrong-folder": "compares an id with the name of the folder",
    "wrong-kind": "looks at other entries",
}
# What it sees most of the time, and when it does not.
SEEN_MOSTLY = {
    "bad-of": "digits alone are a number, which has no length",
    "bad-on": "whether a month has 31 days",
    "bad-published": "whether a month has 31 days",
    "bad-period": "whether the second year is later than the first",
    "bad-series": "whether the file is right",
    "bad-valid": "whether a period ends before it begins",
    "bad-value": "whether a range ends before it begins",
    "no-value": "whether nothing was meant, or the word null",
    "prefers": "whether what is preferred is among what is settled",
    "unknown-key": "whether it is an axis of the marking scheme",
    "until": "whether an end is later than a beginning",
}
FINDING = re.compile(
    r"^(?P<path>[^:\n]+):(?P<line>\d+):(?P<column>\d+): error\[(?P<code>[a-z0-9-]+)\]", re.MULTILINE
)

# Scalars of every kind that fact files know, and what looks like one.
PROBES = [
    "a", "nato-sr-cca", "snow--falls", "-snow", "Snow", "снег", "a" * 64, "a" * 65, "2007", "0777", "1e3", "0x1f", "null", "NULL", "true",
    "yes", "no", "NO", "off", "on", "all", "", " ", "\u00a0", "It snows.", "It: snows.", "two\nlines", "x" * 4000, "x" * 4001,
    "2002", "2002-02", "2002-02-20", "2002-2", "2002-13", "2002-00", "2002-02-00", "2002-02-32", "0000", "0001", "12002", "2004-06~",
    "2004?", "2004-06-01~", "~2004", "2004-09/2010-11", "2002/", "2002/..", "../2011", "/2011-06", "/", "//", "..", "../..", "2002/2003/2004",
    "2002 / 2003", "09:30", "10:00", "9:30", "24:00", "23:59", "10:60", "P1Y", "P18M", "P90D", "P1Y6M", "P", "P1W", "1Y", "P1000Y",
    "en", "tg-Latn", "ru-Cyrl-RU", "en-GB", "english", "e", "en-gb", "TJ", "tj", "TJK", "0123abcd", "0123ABCD", "12345678", "0123abc",
    "shared/sg-rutte", "shared/", "/x", "a/b/c", "shared/SG", "#1f4e79", "#1F4E79", "#fff", "1f4e79", "red", "logo.svg", "a/b.png",
    "../logo.svg", "logo.gif", "/logo.svg", "0", "1", "-1", "007", "999", "1000", "٣", "1.5", ".svg", "a.b", "a..b", ".a", "three", "PUBLIC", "TODO", "TODO: ask", "TODOS",
]  # fmt: skip


# --- of the same files -----------------------------------------------------------------------------


def schema_violations_in(name: str, text: str, version: str) -> list[SchemaViolation]:
    """Return the violations of a schema in a file."""
    return list(schema_violations(MADE[name], Document.read(text, version)))


def packaged_files_with_schema() -> Iterator[Any]:
    """Return every packaged file that has a schema."""
    for top in (ROOT, FICTIONAL, *STARTER.iterdir()):
        for folder in ("facts", "templates"):
            for path in sorted((top / folder).rglob("*.yaml")):
                name = schema_name(PurePosixPath(path.relative_to(top).as_posix()))
                yield pytest.param(path, name, id=path.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("path", "name"), list(packaged_files_with_schema()))
def test_what_is_shipped_is_as_the_schemas_say(path: Path, name: str, version: str) -> None:
    """No file that comes with Briefings is complained of, whichever version of YAML an editor reads."""
    # What is filled in when a project is started stands in few files.
    text = path.read_text("utf-8").replace("$languages", "[en]").replace("$written", "en")
    text = text.replace("$theirs", "[]").replace("$ours", "[]")
    text = text.replace("$side", "us").replace("$names", "  - {text: Us, lang: en}\n")
    assert schema_violations_in(name, text, version) == []


def load_cases(name: str) -> list[Any]:
    """Return the cases for the readers, by name."""
    found = read_data(CASES / "load" / f"{name}.yaml")
    return [pytest.param(case, id=case["name"]) for case in found]


def case_files_with_schema(case: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Return path, name of the schema and text of each file of a case that has a schema."""
    for path, text in files_of(case).items():
        if name := schema_name(PurePosixPath(path)):
            yield path, name, text


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("case", load_cases("accepted"))
def test_what_readers_accept_schemas_accept(case: dict[str, Any], version: str) -> None:
    """An editor shows no fault where there is none."""
    for _, name, text in case_files_with_schema(case):
        assert schema_violations_in(name, text, version) == []


def unmatched_findings(case: dict[str, Any], version: str) -> tuple[list[SchemaViolation], list[str]]:
    """Return schema violations that no reader's finding explains, and codes of findings that no schema reports."""
    unexplained: list[SchemaViolation] = []
    unseen = []
    found = {
        path: schema_violations_in(name, text, version) for path, name, text in case_files_with_schema(case)
    }
    expected: dict[str, list[tuple[tuple[int, int], str]]] = defaultdict(list)
    for match in FINDING.finditer(case["expected"]):
        place = int(match["line"]), int(match["column"])
        expected[match["path"]].append((place, match["code"]))
    for path, findings in expected.items():
        for place, code in findings:
            if not any(fault.position == place for fault in found.get(path, ())):
                unseen.append(code)
    for path, each in found.items():
        unexplained += [
            fault for fault in each if not any(fault.position == place for place, _ in expected[path])
        ]
    return unexplained, unseen


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("case", load_cases("refused"))
def test_what_readers_refuse_schemas_refuse(case: dict[str, Any], version: str) -> None:
    """A fault of form is shown where `check` reports it, and nothing else is; what can't be seen is on a list."""
    unexplained, unseen = unmatched_findings(case, version)
    assert unexplained == []
    assert [code for code in unseen if code not in NOT_OF_FORM and code not in SEEN_MOSTLY] == []


def test_a_fault_that_only_one_of_them_sees_is_noticed() -> None:
    """What a schema complains of and no reader, and the other way round."""
    text = "marking: PUBLIC\nstatements:\n- {id: snow, on: 2007, text: Snow., evidence: [%s]}\n"
    where = "facts/zubrowka/case.yaml:3:48: error[bad-evidence]: "
    assert len(unmatched_findings({"text": text % "A b", "expected": ""}, VERSIONS[0])[0]) == 1
    assert unmatched_findings({"text": text % "A b", "expected": where}, VERSIONS[0]) == ([], [])
    assert unmatched_findings({"text": text % "a-b", "expected": where}, VERSIONS[0]) == (
        [],
        ["bad-evidence"],
    )


def test_the_list_of_what_schemas_do_not_see_is_true() -> None:
    """What is not of form is never seen, and what is seen mostly is not seen in some case."""
    seen: dict[str, set[bool]] = defaultdict(set)
    for parameter in load_cases("refused"):
        (case,) = parameter.values
        unseen = unmatched_findings(case, VERSIONS[0])[1]
        for match in FINDING.finditer(case["expected"]):
            seen[match["code"]].add(match["code"] not in unseen)
    assert {code for code, found in seen.items() if False in found} == {*NOT_OF_FORM, *SEEN_MOSTLY}
    assert [code for code in NOT_OF_FORM if True in seen[code]] == []


# --- of the same values ----------------------------------------------------------------------------


@cache
def make_validator(schema: str) -> Draft7Validator:
    """Return a validator for a schema written as JSON."""
    return Draft7Validator({"allOf": [json.loads(schema)], "definitions": DEFINITIONS})


@cache
def accepts_json(schema: str, value: str) -> bool:
    """Return whether a schema accepts a value, both written as JSON."""
    return make_validator(schema).is_valid(json.loads(value))


def schema_accepts(schema: Schema, value: object) -> bool:
    """Return whether a schema accepts a value; cached, since many keys have the same schema."""
    return accepts_json(json.dumps(schema), json.dumps(value))


def reader_accepts(type_: ValueType, text: str, *, in_list: bool = False) -> bool:
    """Return whether the reader of a type accepts a quoted text, alone or as the one item of a list."""
    problems: list[Diagnostic] = []
    place = Location("probe.yaml")
    node: Node = Scalar(text, is_null=False, location=place)
    type_.read(Sequence((node,), place) if in_list else node, "key", ReadContext(problems))
    return not problems


def enum_words(schema: object) -> set[str]:
    """Return every word that a schema lists."""
    found: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            found.update(word for word in node.get("enum", ()) if isinstance(word, str))
            node = list(node.values())
        if isinstance(node, list):
            for each in node:
                collect(each)

    collect(schema)
    return found


LISTED_WORDS = sorted(enum_words(MADE))


def probes_of(schema: Schema, share: int) -> list[str]:
    """Return texts to try with a schema: probes, the words that it lists, and a share of those that others list."""
    return sorted({*PROBES, *enum_words(schema), *LISTED_WORDS[::share]})


def first_keys() -> dict[str, list[Key]]:
    """Return the keys of each table whose type no earlier table has; the same type is the same schema and reader."""
    known: set[int] = set()
    found: dict[str, list[Key]] = {}
    for name, table in TABLES.items():
        found[name] = [key for key in table.all_keys if id(key.type) not in known]
        known |= {id(key.type) for key in table.all_keys}
    return found


FIRST_KEYS = first_keys()


def disagreeing_texts(type_: ValueType, share: int = 1) -> set[str]:
    """Return the texts that either the schema or the reader of a type accepts, but not both, alone or in a list."""
    schema = json.dumps(type_.json_schema())
    return {
        text
        for text in probes_of(type_.json_schema(), share)
        for in_list in (False, True)
        if accepts_json(schema, json.dumps([text] if in_list else text))
        != reader_accepts(type_, text, in_list=in_list)
    }


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", TABLES)
def test_schemas_take_the_values_that_readers_take(name: str, share: int) -> None:
    """For each key of each table, and each of many values, in quotes: the schema takes it if the reader does."""
    for key in FIRST_KEYS[name]:
        assert disagreeing_texts(key.type, share) == set(), key.name


def test_a_type_whose_schema_differs_is_noticed() -> None:
    """A word that a schema lacks, a schema that is too wide, and a list that is none."""
    form = one_of("meeting", "visit", "call", "signature")
    assert disagreeing_texts(replace(form, schema={"enum": ["meeting", "visit", "call"]})) == {"signature"}
    assert "Snow" in disagreeing_texts(replace(ID, schema=LINE.schema))
    assert "Snow" in disagreeing_texts(ListType(replace(ID, schema=LINE.schema), "list"))


@pytest.mark.parametrize("name", TABLES)
def test_schemas_refuse_an_empty_mapping_if_readers_do(name: str) -> None:
    """What is required, by a key or by a rule, is required by both."""
    problems: list[Diagnostic] = []
    TABLES[name].open(Mapping((), Location("empty.yaml")), ReadContext(problems))
    assert schema_accepts(table_schema(TABLES[name]), {}) == (not problems)


def scalar_keys(name: str) -> Iterator[tuple[str, ScalarType]]:
    """Yield the keys of a table with single values other than free text, or lists of them, each with the type."""
    for key in FIRST_KEYS[name]:
        type_ = key.type.item if isinstance(key.type, ListType) else key.type
        if isinstance(type_, ScalarType) and not reader_accepts(type_, "It snows."):
            yield key.name, type_


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", TABLES)
def test_schemas_take_what_plain_values_become(name: str, version: str, share: int) -> None:
    """What a reader takes is taken without quotes too, where it has become a number or a truth; but `null` is not."""
    for key, type_ in scalar_keys(name):
        schema = json.dumps(type_.schema)
        for probe in probes_of(type_.schema, share):
            if reader_accepts(type_, probe) and probe.lower() != "null" and "\n" not in probe:
                value = plain_value(probe, version)
                assert value is UNWRITABLE or accepts_json(schema, json.dumps(value)), (key, probe)


UNWRITABLE = object()
PLAIN_TYPES = {type_.word: type_ for type_ in (ID, LANGUAGE, COUNTRY_CODE, SHORT_HASH)}


@cache
def plain_value(text: str, version: str) -> object:
    """Return the value of an unquoted text in a language server; fail if it cannot be written without quotes."""
    try:
        document = Document.read(f"key: {text}", version)
        same = yaml.load(f"key: {text}", Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    except yaml.YAMLError:
        return UNWRITABLE
    return document.value["key"] if same == {"key": text} else UNWRITABLE


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", PLAIN_TYPES)
@given(data=st.data())
def test_a_value_may_be_written_without_quotes(name: str, version: str, data: st.DataObject) -> None:
    """Whatever matches the pattern of a type is taken as what a language server makes of it."""
    schema = PLAIN_TYPES[name].schema
    pattern = schema["pattern"].removeprefix("^(?:").removesuffix(")$")
    text = data.draw(st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= 64))
    value = plain_value(text, version)
    assert value is UNWRITABLE or value is None or schema_accepts(schema, value)


def test_mappings_of_the_house_have_the_names_that_there_are() -> None:
    """Kinds that are looked at again, and colours, are named by the schema as the house names them."""
    house = MADE["house"]["properties"]
    assert set(house["review"]["properties"]) == set(DEFAULT_REVIEW_PERIODS)
    assert set(house["review"]["required"]) == {
        kind for kind, usual in DEFAULT_REVIEW_PERIODS.items() if not usual
    }
    assert set(DEFINITIONS["set-of-colours"]["properties"]) == set(DEFAULT_COLOURS)


# --- help ------------------------------------------------------------------------------------------


def test_every_key_is_explained() -> None:
    """Whatever may be written, an editor says what it means, without links that lead nowhere."""
    for name, table in TABLES.items():
        for key, schema in table_schema(table)["properties"].items():
            assert schema["description"], (name, key)
    text = json.dumps(MADE, ensure_ascii=False)
    assert "](" not in text


def test_what_is_not_known_is_refused() -> None:
    """Only where names are the user's own may there be others than those named."""
    for name, schema in {**DEFINITIONS, **MADE}.items():
        if "properties" in schema and name != "labels":
            assert schema["additionalProperties"] is False, name


def test_labels_are_helped_by_english() -> None:
    """A label file is completed with the labels that there are, each with its words in English."""
    date = MADE["labels"]["properties"]["date"]["properties"]
    assert date["approximate"]["description"] == "In English: about {date}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    """Each is valid by its own standard, draft-07, and says so."""
    assert MADE[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(MADE[name])
