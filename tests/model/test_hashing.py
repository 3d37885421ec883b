"""Tests of hashes: equal content has equal hashes, and empty fields do not count."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.model.hashing import content_hash, short_hash


@dataclass(frozen=True)
class Lamp:
    """A lamp."""

    name: str
    keeper: str = ""
    seen: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Beacon:
    """A lamp of a later version, with one more field."""

    name: str
    keeper: str = ""
    wicks: tuple[str, ...] = ()


def test_fields_that_take_no_part_in_comparing_take_none_in_a_digest() -> None:
    """Where something was seen changes neither its digest nor its mark."""
    assert content_hash(Lamp("Wick", seen=1)) == content_hash(Lamp("Wick", seen=2))
    assert short_hash(Lamp("Wick", seen=1)) == short_hash(Lamp("Wick", seen=2))


def test_every_word_counts() -> None:
    """Another word is another digest and another mark."""
    assert content_hash(Lamp("Wick")) != content_hash(Lamp("Wick", keeper="Zero"))
    assert short_hash(Lamp("Wick")) != short_hash(Lamp("Wick", keeper="Zero"))


def test_a_mark_outlives_a_field_that_a_later_version_brings() -> None:
    """A field that is blank does not count, so what was bound before a new version stays bound."""
    Beacon.__name__ = "Lamp"

    assert short_hash(Lamp("Wick", "Zero")) == short_hash(Beacon("Wick", "Zero"))
    assert content_hash(Lamp("Wick", "Zero")) != content_hash(Beacon("Wick", "Zero"))


def test_a_mark_is_eight_digits() -> None:
    """People copy marks by hand."""
    assert len(short_hash(("a", "b"))) == 8
    assert int(short_hash(("a", "b")), 16) >= 0
