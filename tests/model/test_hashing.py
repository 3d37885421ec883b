"""Tests of hashes: equal content has equal hashes, and empty fields do not count."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from briefings.model.hashing import chunks_hash, content_hash, file_hash, short_hash


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


def test_the_hash_of_a_file_is_its_sha256() -> None:
    """Anyone can check it with `sha256sum`."""
    assert file_hash(b"lamp") == "c98e85f249002f03068e2a61e1a1df5c0db035d6cdf41d00ff6056ed63060947"


def test_chunks_count_as_one_text() -> None:
    """How bytes are divided does not change their hash."""
    assert chunks_hash([b"la", b"mp"]) == chunks_hash([b"lamp"]) == file_hash(b"lamp")[:32]
    assert chunks_hash([b"lamp"]) != chunks_hash([b"lamps"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="ab[{:1", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


def typed_repr(value: object) -> object:
    """Return a value with its types, so that 1 and True differ."""
    if isinstance(value, tuple):
        return ("tuple", *map(typed_repr, value))
    if isinstance(value, dict):
        return ("dict", *((key, typed_repr(item)) for key, item in value.items()))
    return type(value).__name__, value


@given(VALUES, VALUES)
def test_a_digest_tells_values_apart(one: object, other: object) -> None:
    """Different values differ, the same ones do not."""
    assert (content_hash(one) == content_hash(other)) == (typed_repr(one) == typed_repr(other))
