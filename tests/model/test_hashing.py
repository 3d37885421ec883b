"""Digests: what says the same has one, and what is blank does not count in a mark."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.model.hashing import short_hash, of


@dataclass(frozen=True)
class Lamp:
    """A lamp."""

    name: str
    keeper: str = ""
    seen: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Beacon:
    """A lamp of a later version, with a field more."""

    name: str
    keeper: str = ""
    wicks: tuple[str, ...] = ()


def test_fields_that_take_no_part_in_comparing_take_none_in_a_digest() -> None:
    """Where something was seen changes neither its digest nor its mark."""
    assert of(Lamp("Wick", seen=1)) == of(Lamp("Wick", seen=2))
    assert short_hash(Lamp("Wick", seen=1)) == short_hash(Lamp("Wick", seen=2))


def test_every_word_counts() -> None:
    """Another word is another digest and another mark."""
    assert of(Lamp("Wick")) != of(Lamp("Wick", keeper="Zero"))
    assert short_hash(Lamp("Wick")) != short_hash(Lamp("Wick", keeper="Zero"))


def test_a_mark_outlives_a_field_that_a_later_version_brings() -> None:
    """A field that is blank does not count, so what was bound before a new version stays bound."""
    Beacon.__name__ = "Lamp"

    assert short_hash(Lamp("Wick", "Zero")) == short_hash(Beacon("Wick", "Zero"))
    assert of(Lamp("Wick", "Zero")) != of(Beacon("Wick", "Zero"))


def test_a_mark_is_eight_digits() -> None:
    """People copy marks by hand."""
    assert len(short_hash(("a", "b"))) == 8
    assert int(short_hash(("a", "b")), 16) >= 0
