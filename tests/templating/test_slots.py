"""Tests of slots: everything that a template prints is an index, and it can reach nothing else."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.dates import PartialDate
from briefings.model.phrases import LabelRef, Phrase
from briefings.templating.slots import (
    CLOSE,
    OPEN,
    SLOT,
    NotPrintableError,
    Record,
    Slots,
    Value,
    cited_facts,
    has_words,
    record_fields,
    record_kind,
)
from tests.support.notes import EMPTY, fact, phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        (" \n| - * _ # > ; ( ) “ ” — …", False),
        ("€ § ☢", False),
        (f"{OPEN}12{CLOSE}; {OPEN}3{CLOSE}", False),
        (f"{OPEN}12{CLOSE}a", True),
        (f"{OPEN}x{CLOSE}", True),
        (f"{OPEN}12", True),
        ("a", True),
        ("7", True),
        ("Ҷ", True),
        ("½", True),
        ("①", True),
        ("Ⓢ", True),
        ("🅂", True),
        ("№", True),
    ],
)
def test_words_are_letters_and_digits_outside_slots(text: str, expected: bool) -> None:
    """A text has words if a letter or digit of any script stands outside its slots, be it in a circle."""
    assert expected == has_words(text)


def test_printing_a_value_leaves_an_index_only() -> None:
    """What a value prints is its place in the list of values printed, each time a new one."""
    slots = Slots()
    value = slots.bind(phrase("It joined.", "a"))
    assert [f"{OPEN}0{CLOSE}", f"{OPEN}1{CLOSE}"] == [value.__html__(), value.__html__()]
    assert [value, value] == slots.values


def test_printing_notes_the_place() -> None:
    """Each slot remembers what `here` said when it was printed."""
    places = iter(["first", "second"])
    slots = Slots(lambda: next(places))
    slots.bind(phrase("a")).__html__()
    slots.bind(phrase("b")).__html__()
    assert slots.render_points == ["first", "second"]


@given(st.lists(st.text(min_size=1), min_size=1))
def test_slots_are_found_again_in_order(texts: list[str]) -> None:
    """Whatever the values say, their slots are read back one by one and hold none of their words."""
    slots = Slots()
    printed = " ; ".join(Value(phrase(text), slots).__html__() for text in texts)
    assert [str(index) for index in range(len(texts))] == SLOT.findall(printed)
    assert not has_words(printed)


def test_an_empty_value_prints_nothing() -> None:
    """A value without words is false, and takes no slot."""
    slots = Slots()
    value = slots.bind(EMPTY)
    assert not value
    assert (value.__html__(), slots.values) == ("", [])


@pytest.mark.parametrize("thing", [phrase("It joined.", "a"), fact("It joined.", "a")])
def test_nothing_becomes_bare_text(thing: object) -> None:
    """Neither a value nor a record can be made a string."""
    bound = Slots().bind(thing)
    with pytest.raises(NotPrintableError):
        str(bound)
    with pytest.raises(NotPrintableError):
        f"{bound}"


def test_a_record_has_the_fields_of_its_view_and_no_others() -> None:
    """A record shows its fields, bound, and hides methods and private names."""
    record = Slots().bind(fact("It joined.", "a"))
    assert sorted(dir(record)) == [
        "attested",
        "attested_later",
        "disputed",
        "due",
        "name",
        "remarks",
        "status",
        "text",
        "time",
        "undisclosed",
    ]
    assert isinstance(record.text, Value)
    assert record.status == "certain"
    for name in ("with_citations", "parts", "__dict__", "_private"):
        with pytest.raises(AttributeError):
            getattr(record, name)


def test_binding_reaches_into_collections() -> None:
    """Lists, tuples and mappings are bound item by item; dates, strings and truth values stay what they are."""

    @dataclasses.dataclass(frozen=True)
    class View:
        phrases: list[Phrase]
        by_name: dict[str, tuple[Phrase, ...]]
        when: PartialDate
        status: str
        silent: bool

    words = phrase("a", "a")
    record = Slots().bind(View([words], {"x": (words,)}, PartialDate(2002), "held", silent=True))
    assert words == record.phrases[0].phrase
    assert words == record.by_name["x"][0].phrase
    assert (PartialDate(2002), "held", True) == (record.when, record.status, record.silent)


def test_a_value_keeps_its_phrase_and_its_label() -> None:
    """A value knows what it rests on, and which label it prints."""
    words = Phrase((LabelRef("blank"),))
    value = Value(words, Slots(), key="blank")
    assert (words, "blank") == (value.phrase, value.key)


def test_a_slot_without_a_value_is_noticed() -> None:
    """A template that makes up the number of a slot names a value that was not printed."""
    slots = Slots()
    printed = slots.bind(phrase("a")).__html__()
    assert slots.has_values_for(f"x {printed} {printed}")
    assert not slots.has_values_for(f"{printed} {OPEN}1{CLOSE}")
    assert slots.has_values_for(f"{OPEN}{'9' * 10}{CLOSE} is no slot")
    assert slots.render_points == [None]


def test_a_refusal_says_what_and_what_to_do() -> None:
    """The message names what the template does, and the hint the fields that it can print."""

    @dataclasses.dataclass(frozen=True)
    class Lamp:
        oil: Phrase
        wick: Phrase

    lamp = Slots().bind(Lamp(phrase("a"), phrase("b")))
    with pytest.raises(NotPrintableError) as caught:
        str(lamp)
    assert (caught.value.message, caught.value.hint, caught.value.code) == (
        "the template prints a whole record",
        "print one of its fields: oil, wick",
        "template-error",
    )
    assert str(caught.value) == caught.value.message
    with pytest.raises(NotPrintableError) as caught:
        str(lamp.oil)
    assert (caught.value.message, caught.value.hint) == (
        "a value that becomes plain text would lose its citation",
        "print the value unchanged",
    )
    with pytest.raises(AttributeError, match="water"):
        _ = lamp.water
    assert (record_kind(lamp), record_fields(lamp)) == ("Lamp", ("oil", "wick"))


def test_the_facts_of_a_record() -> None:
    """A record states the fact that each of its phrases cites first, each once; words and dates cite nothing."""

    @dataclasses.dataclass(frozen=True)
    class Lamp:
        oil: Phrase
        parts: tuple[object, ...]
        lit: PartialDate
        name: str

    words = phrase("a", "x", "y")
    first = words.citations[0].fact_key
    lamp = Slots().bind(Lamp(phrase("b"), (words, (words,), phrase("c")), PartialDate(2002), "lamp"))
    assert isinstance(lamp, Record)
    assert cited_facts(lamp) == cited_facts(lamp.parts[0]) == (first,)
    assert cited_facts(lamp.oil) == ()


def test_a_class_is_no_record() -> None:
    """Only the instances of dataclasses are records, and only phrases are printed."""
    assert [Slots().bind(thing) for thing in ("a", 7, None)] == ["a", 7, None]
    assert isinstance(Slots().bind(fact("a", "b")), Record)


def test_a_template_reaches_no_method_and_no_property() -> None:
    """What a record has besides its fields is not there for a template, special names included."""

    @dataclasses.dataclass(frozen=True)
    class Lamp:
        oil: Phrase

        @property
        def wick(self) -> str:
            """Return what no template may see."""
            return "secret"

        def burn(self) -> str:
            """Return what no template may see."""
            return "secret"

    lamp = Slots().bind(Lamp(phrase("a")))
    assert isinstance(lamp.oil, Value)
    assert lamp.oil.key == ""
    for name in ("wick", "burn", "__dataclass_fields__"):
        with pytest.raises(AttributeError):
            getattr(lamp, name)
