"""Tests of the links to sources."""

from __future__ import annotations

import pytest

from briefings.compose.addresses import ascii_link, source_link, web_link
from tests.support.notes import source


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a", "https://a"),
        ("http://example.org/a_(b)_c?x=[1]&y=2|3#frag", "http://example.org/a_(b)_c?x=[1]&y=2|3#frag"),
        ("https://example.org/a b.pdf", "https://example.org/a%20b.pdf"),
        ("https://example.org/<b>", "https://example.org/%3Cb%3E"),
        ("https://мид.рф/путь/страница", "https://мид.рф/путь/страница"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("FO 93/156/003", ""),
        ("ftp://a", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_a_link_is_whole(address: str, link: str) -> None:
    """A web address is one link without a sign that ends it; a shelf mark is none."""
    assert web_link(address) == link


def test_a_source_without_address_links_to_what_it_has() -> None:
    """The title links to the address, else to the DOI, else to the archived copy."""
    everything = {"address": "https://a", "doi": "10.1000/182", "archived": "https://archive.example/a"}
    assert source_link(source("s", **everything)) == "https://a"
    assert source_link(source("s", **everything | {"address": "FO 93"})) == "https://doi.org/10.1000/182"
    assert source_link(source("s", **everything | {"address": "", "doi": ""})) == "https://archive.example/a"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://мид.рф/путь?a=б", "https://xn--d1ahl.xn--p1ai/путь?a=б"),
        ("https://müller.example:8080/ü", "https://xn--mller-kva.example:8080/ü"),
        ("https://example.org/ü", "https://example.org/ü"),
        ("https://ü@müller.example/", "https://ü@müller.example/"),
        ("https://straße.example/", "https://straße.example/"),
        ("https://ü..example/", "https://ü..example/"),
        ("", ""),
    ],
)
def test_a_host_in_other_letters_is_one_that_every_reader_finds(link: str, expected: str) -> None:
    """A PDF keeps addresses in ASCII, where a host has its own code; whatever is unsure stays as it is."""
    assert ascii_link(link) == expected
