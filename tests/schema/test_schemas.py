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

from briefings.compose.products import Product
from briefings.factbase.load import load
from briefings.loading.entities import LoadState, read_partner
from briefings.loading.facts import READERS
from briefings.loading.fields import Fields, parse_paragraph, read_scalar
from briefings.loading.yaml_nodes import Mapping, Scalar
from briefings.model.dates import Period
from briefings.model.diagnostics import BriefingsError, Location
from briefings.model.house import DEFAULT_COLOURS, DEFAULT_REVIEW_PERIODS
from briefings.schema import MAPPINGS, SCHEMAS, schema_name, values
from briefings.schema.facts import ENTRY_LISTS
from tests.conftest import FICTIONAL
from tests.support.cases import CASES, files_of
from tests.support.servers import VERSIONS, Document, SchemaViolation, schema_violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.model.diagnostics import Diagnostic
    from briefings.schema.records import MappingSchema
    from briefings.schema.values import Schema, ValueType

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "briefings" / "starter"
MADE = {name: json.loads(each.to_json()) for name, each in SCHEMAS.items()}
DEFINITIONS = {name: each for made in MADE.values() for name, each in made.get("definitions", {}).items()}

# What a schema can't see, and why.
NOT_OF_FORM = {
    "bad-folder-name": "the name of a folder",
    "day-of-visit": "days are compared with each other",
    "file-name": "the name of a file",
    "low-contrast": "colours are measured",
    "no-partner-entry": "looks at all files of a folder",
    "other-folder": "looks at other files",
    "repeated-id": "looks at other entries",
    "rests-elsewhere": "looks at other entries",
    "rests-on-itself": "looks at other entries",
    "stray-brace": "looks at other entries",
    "stray-file": "the place of a file",
    "cut-text": "looks at comments",
    "undated-disagreement": "looks at other entries",
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
    "bad-valid": "whether a period ends before it begins",
    "empty-saying": "whether anything of what is said is right",
    "no-value": "whether nothing was meant, or the word null",
    "participant": "whether the person who is named is an id",
    "prefers": "whether what is preferred is among what is settled",
    "until": "whether an end is later than a beginning",
}
# What readers report of an entry, and a schema of the value in it.
OF_THE_ENTRY = {"event-without-end", "no-evidence", "no-full-name", "when"}

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
    found = yaml.safe_load((CASES / "load" / f"{name}.yaml").read_text("utf-8"))
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
            if not any(matches_finding(fault, place, code) for fault in found.get(path, ())):
                unseen.append(code)
    for path, each in found.items():
        unexplained += [
            fault for fault in each if not any(matches_finding(fault, *finding) for finding in expected[path])
        ]
    return unexplained, unseen


def matches_finding(violation: SchemaViolation, position: tuple[int, int], code: str) -> bool:
    """Return whether a schema violation concerns what a reader reported at a position."""
    return violation.position == position or (code in OF_THE_ENTRY and position in violation.enclosing)


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


# --- of the same keys and values -------------------------------------------------------------------


class ReaderCalls:
    """The keys that readers ask for, by kind of entry: by which method, and whether they are required."""

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.read: dict[tuple[str, str], Callable[[str], object]] = {}
        self.required: dict[str, list[set[str]]] = defaultdict(list)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Record all calls of readers from now on."""
        for how in (
            "read_optional",
            "read_required",
            "read_text",
            "read_items",
            "read_scalars",
            "mapping_of",
            "node_of",
            "has_key",
        ):
            patch.setattr(Fields, how, self._record_calls(how, getattr(Fields, how)))
        done = Fields.report_unknown_keys

        def record_required(fields: Fields) -> None:
            self.required[fields.entry_kind].append(getattr(fields, "due", set()))
            done(fields)

        patch.setattr(Fields, "report_unknown_keys", record_required)

    def _record_calls(self, how: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        """Return a method of `Fields` that records its calls."""

        def record_call(fields: Fields, key: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - hands on what it gets
            self.keys[fields.entry_kind][key].add(how)
            if how in ("read_optional", "read_required", "read_scalars"):
                self.read[fields.entry_kind, key] = arguments[0]
            if how == "read_required" or options.get("required"):
                fields.due = {*getattr(fields, "due", set()), key}  # type: ignore[attr-defined] # of this test
            return ask(fields, key, *arguments, **options)

        return record_call

    def always_required(self, what: str) -> set[str]:
        """Return the keys that every entry of a kind must have."""
        return set.intersection(*self.required[what])


@pytest.fixture(scope="module")
def reader_calls(tmp_path_factory: pytest.TempPathFactory) -> ReaderCalls:
    """Return the calls of readers while they read all files of the tests."""
    reader_calls = ReaderCalls()
    with pytest.MonkeyPatch.context() as patch:
        reader_calls.watch(patch)
        for name in ("accepted", "refused"):
            for number, parameter in enumerate(load_cases(name)):
                (case,) = parameter.values
                read_case(tmp_path_factory.mktemp(f"{name}{number}"), case)
        for what, reader in [("partner", read_partner), *READERS.values()]:
            fields = Fields(Mapping((), Location("empty.yaml")), what, [])
            reader(fields, LoadState("en", []))
            reader_calls.required[what].append(fields.due)  # type: ignore[attr-defined] # of this test
        Product.load(ROOT / "templates/products/card.yaml", "card.yaml")
    return reader_calls


def read_case(project: Path, case: dict[str, Any]) -> None:
    """Load the files of a case as a project."""
    house = {"facts/house.yaml": (FICTIONAL / "facts/house.yaml").read_text("utf-8")}
    for path, text in (house | files_of(case)).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")
    with pytest.raises(BriefingsError):
        load(project)


def test_schemas_have_the_kinds_of_entries_that_readers_have(reader_calls: ReaderCalls) -> None:
    """Each mapping with keys of its own is a record, under the name that readers have for it."""
    assert {what for what in reader_calls.keys if what != "fact file"} == {*MAPPINGS, "translation"}
    assert {name: record.name for name, record in ENTRY_LISTS.items()} == {
        name: what for name, (what, _) in READERS.items()
    }


# The period that a kind of fact never has.
NEVER = {"contact": {"valid"}, "visit": {"valid"}, "tenure": {"on"}, "line": {"on"}}


def mismatched_keys(reader_calls: ReaderCalls, record: MappingSchema) -> set[str]:
    """Return the differences between a record's keys and the readers': missing, extra, repeated or wrongly required."""
    keys = [*record.keys, *record.shared_keys]
    names = [key.name for key in keys]
    never = NEVER.get(record.name, set())
    required = reader_calls.always_required(record.name) | ({"on", "valid"} - never if never else set())
    return (
        (set(reader_calls.keys[record.name]) - never) ^ set(names)
        | {name for name in names if names.count(name) > 1}
        | ({key.name for key in keys if key.required} ^ required)
    )


@pytest.mark.parametrize("what", MAPPINGS)
def test_schemas_have_the_keys_that_readers_ask_for(reader_calls: ReaderCalls, what: str) -> None:
    """No key is missing in a schema and none is too many, and what readers require is required."""
    assert mismatched_keys(reader_calls, MAPPINGS[what]) == set()


def test_a_key_that_goes_astray_is_noticed(reader_calls: ReaderCalls) -> None:
    """A key too few, a key too many, a key twice, and one that should be required."""
    record = MAPPINGS["statement"]
    (text,) = record.keys
    assert mismatched_keys(reader_calls, replace(record, keys=())) == {"text"}
    assert mismatched_keys(reader_calls, replace(record, keys=(text, replace(text, name="more")))) == {"more"}
    assert mismatched_keys(reader_calls, replace(record, keys=(text, text))) == {"text"}
    assert mismatched_keys(reader_calls, replace(record, keys=(replace(text, required=False),))) == {"text"}


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


def reader_accepts(read: Callable[[str], object], text: str, type_: ValueType) -> bool:
    """Return whether a reader accepts a quoted text as a value of a type."""
    problems: list[Diagnostic] = []
    value = read_scalar(Scalar(text, is_null=False, location=Location("probe.yaml")), "key", read, problems)
    # That an event is over some day is asked when its period has been read.
    return not problems and not (type_ is values.EVENT and isinstance(value, Period) and value.end is None)


def keys_with_types(what: str) -> Iterator[tuple[str, ValueType]]:
    """Return the keys of a record with their types."""
    for key in (*MAPPINGS[what].keys, *MAPPINGS[what].shared_keys):
        yield key.name, key.type


def enum_words() -> set[str]:
    """Return every word that a schema lists."""
    found: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            found.update(word for word in node.get("enum", ()) if isinstance(word, str))
            node = list(node.values())
        if isinstance(node, list):
            for each in node:
                collect(each)

    collect(MADE)
    return found


WORDS = sorted({*PROBES, *enum_words()})


def disagreeing_texts(reader_calls: ReaderCalls, what: str, key: str, type_: ValueType) -> set[str]:
    """Return the texts that either the type or the reader of a key accepts, but not both."""
    how = reader_calls.keys[what][key]
    if not how & {"read_optional", "read_required", "read_scalars", "read_text"}:
        # A list or a mapping: no text at all will do.
        assert how & {"read_items", "mapping_of", "node_of"}
        return {text for text in WORDS if schema_accepts(type_.schema, text)}
    read = parse_paragraph if "read_text" in how else reader_calls.read[what, key]
    listed = "read_scalars" in how
    return {
        text
        for text in WORDS
        if schema_accepts(type_.schema, [text] if listed else text) != reader_accepts(read, text, type_)
    }


@pytest.mark.parametrize("what", MAPPINGS)
def test_schemas_take_the_values_that_readers_take(reader_calls: ReaderCalls, what: str) -> None:
    """For each key of each entry, and each of many values, in quotes: the schema takes it if the reader does."""
    for key, type_ in keys_with_types(what):
        assert disagreeing_texts(reader_calls, what, key, type_) == set(), key


def test_a_type_that_is_another_is_noticed(reader_calls: ReaderCalls) -> None:
    """A word that a schema lacks, a type that is too wide, and a list that is none."""
    assert disagreeing_texts(reader_calls, "contact", "form", values.one_of("meeting", "visit", "call")) == {
        "signature"
    }
    assert "Snow" in disagreeing_texts(reader_calls, "contact", "with", values.LINE)
    assert "a" in disagreeing_texts(reader_calls, "contact", "topics", values.LINE)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("what", MAPPINGS)
def test_schemas_take_what_plain_values_become(reader_calls: ReaderCalls, what: str, version: str) -> None:
    """What a reader takes is taken without quotes too, where it has become a number or a truth; but `null` is not."""
    for (entry, key), read in reader_calls.read.items():
        if entry != what or key in NEVER.get(what, ()) or key == "reference":
            continue
        type_ = dict(keys_with_types(what))[key]
        schema = type_.schema
        for probe in WORDS:
            if (
                reader_accepts(read, probe, type_)
                and read is not parse_paragraph
                and probe.lower() != "null"
                and "\n" not in probe
            ):
                value = plain_value(probe, version)
                assert value is UNWRITABLE or schema_accepts(
                    schema, [value] if schema.get("type") == "array" else value
                ), (key, probe)


UNWRITABLE = object()


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
@pytest.mark.parametrize("name", ["ID", "LANGUAGE", "COUNTRY_CODE", "SHORT_HASH"])
@given(data=st.data())
def test_a_value_may_be_written_without_quotes(name: str, version: str, data: st.DataObject) -> None:
    """Whatever matches the pattern of a type is taken as what a language server makes of it."""
    schema = getattr(values, name).schema
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
    assert set(DEFINITIONS["colours"]["properties"]) == set(DEFAULT_COLOURS)


# --- help ------------------------------------------------------------------------------------------


def test_every_key_is_explained() -> None:
    """Whatever may be written, an editor says what it means, without links that lead nowhere."""
    for what, record in MAPPINGS.items():
        for name, schema in record.json_schema()["properties"].items():
            if name != "id":
                assert schema["description"], (what, name)
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
