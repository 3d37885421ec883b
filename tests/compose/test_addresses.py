"""Tests of the links to sources."""

from __future__ import annotations

import pytest

from briefings.compose.addresses import source_link, web_link
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
