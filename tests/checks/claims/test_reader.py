"""Tests of the reader of claims: sentence after sentence of one text, with what it must find and must not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.checks.claims.reader import ClaimReader
from briefings.checks.context import CheckContext
from briefings.factbase.load import load
from briefings.model.dates import Span
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2021, 2, 1)
FOLDERS = frozenset({"zubrowka", SHARED_FOLDER})

CONTRADICTED = {
    "a length and its days": "For five years, from December 2005 to March 2007, a wick maker lived in the mill.",
    "a length since a day": "For twenty years, since March 2014, he has kept the mill.",
    "days of one month": "The course ran for nine days from 4 May 2015 to 8 May 2015.",
    "an anniversary": "The mill today marks the twenty-fifth anniversary of its opening in 2001.",
    "years in brackets": "The hall is named after Wilma Zagros (1931-1901).",
    "an age in the next sentence": "Otto Kralik is the spokesman. Born on 14 October 1975 in Lutz. Aged 48 on 1 February 2021.",
    "an age on the day of the text": "Otto Kralik, born in 1975, came. Otto Kralik, 58, left.",
    "an age at death": "Otto Kralik, born on 2 March 1940, died on 15 January 2009 at the age of 72.",
    "an age in French": "Né le 3 mai 1980, le porte-parole Ion Kralik a fêté son quarantième anniversaire le 3 mai 2018.",
    "two days of death": "Wilma Zagros died in 1999. The death of Wilma Zagros in 2004 moved all.",
    "a rank": "Zubrowka was the twelfth country to sign the Oil Charter. Zubrowka signed the Oil Charter as its ninth state.",
    "two numbers": "In May 2016 the wick school at Lutz trained 45 lamp lighters. In May 2016 the wick school at Lutz trained 54 lamp lighters.",
    "who followed whom": "Otto Kralik followed Wilma Zagros as dean. Wilma Zagros followed Otto Kralik as dean.",
    "two leaders of one school": "In May 2016 the wick school at Lutz was headed by Otto Kralik. In May 2016 the director of the wick school at Lutz was Wilma Zagros.",
    "a leader within the term of another": "Otto Kralik led the wick school at Lutz from 2011 to 2018. In 2016 the head of the wick school at Lutz was Wilma Zagros.",
    "two starts of a term": "Otto Kralik became director of the wick school in 2009. Otto Kralik, director of the wick school since 2011, spoke in Lutz in 2013.",
    "in use after it was closed": "The oil store at Lutz was closed in 2016. In 2018 the oil store at Lutz was still in use.",
    "two days of an opening": "The wick museum at Lutz opened in 2004. The wick museum at Lutz was inaugurated in 2007.",
    "not in force after it entered into force": "The oil protocol on wicks entered into force in 2014. In 2017 the oil protocol on wicks had still not entered into force.",
    "two years of a renaming": "In 2007 the Lutz School was renamed Wick Academy. The Lutz School took the name Wick Academy in 2011.",
    "a renaming turned around": "In 2007 the Lutz School became the Wick Academy. The Lutz School, formerly the Wick Academy, is new.",
    "two ranks of one course": "The wick course at Lutz of May 2016 was the third. In May 2016 Lutz held its fourth wick course.",
    "two lengths of one course": "In May 2016 the wick course at Lutz lasted ten days. The wick course at Lutz in May 2016 took three weeks.",
    "two places of one meeting": "In May 2016 a meeting of oil doctors took place in Zinn. In May 2016 Zams hosted a meeting of oil doctors.",
    "two sides that signed": "The paper on lost wicks was signed by the Ministry of Oil in April 2018. In April 2018 the Ministry of Lamps signed the paper on lost wicks.",
    "a deed after a death": "Otto Kralik died in 2009. In 2013 Otto Kralik gave a lecture in Lutz.",
    "not the following year": "The oil school at Lutz opened in 2004. The wick school followed the next year, in 2007.",
    "two parts of one year": "The wick museum at Lutz opened in the spring of 2004. The wick museum at Lutz opened in October 2004.",
    "two seats": "The wick school has its seat in Lutz in 2014. In 2014 the wick school is based in Zinn.",
    "an order turned around": "The mill at Lutz was lit before the barn at Zinn. The barn at Zinn was lit before the mill at Lutz.",
}  # fmt: skip

FITTING = {
    "a length and its days": "For fifteen months, from December 2005 to March 2007, a wick maker lived in the mill.",
    "a length that is not that of the days": "After five years of work, from December 2005 to March 2007, he rested.",
    "days of one month": "The course ran for five days from 4 May 2015 to 8 May 2015.",
    "an anniversary": "The mill today marks the twentieth anniversary of its opening in 2001.",
    "a term in brackets": "The keeper Wilma Zagros (1931-1936) wrote a book.",
    "an age in the next sentence": "Otto Kralik is the spokesman. Born on 14 October 1975 in Lutz. Aged 45 on 1 February 2021.",
    "another person": "Otto Kralik, born in 1975, came. Wilma Zagros, 58, left.",
    "a denial": "Otto Kralik, born in 1975, came. It is not true that Otto Kralik was born in 1980.",
    "two numbers of two years": "In May 2016 the wick school at Lutz trained 45 lamp lighters. In May 2017 the wick school at Lutz trained 54 lamp lighters.",
    "a rounded number": "In May 2016 the wick school at Lutz trained 45 lamp lighters. In May 2016 the wick school at Lutz trained about 50 lamp lighters.",
    "leaders of two schools": "In May 2016 the wick school at Lutz was headed by Otto Kralik. In May 2016 the director of the oil school at Zinn was Wilma Zagros.",
    "a former leader": "Otto Kralik led the wick school at Lutz from 2006 to 2010. In 2012 the former head of the wick school at Lutz, Otto Kralik, wrote a book.",
    "leaders one after the other": "Otto Kralik led the wick school at Lutz until May 2016. In June 2016 the head of the wick school at Lutz was Wilma Zagros.",
    "opened again": "The oil store at Lutz was closed in 2016. The oil store at Lutz was opened again in 2018.",
    "a course of every year": "The wick course at Lutz began in May 2015. The wick course at Lutz began in May 2016.",
    "two museums": "The wick museum at Lutz opened in 2004. The oil museum at Zinn opened in 2007.",
    "a renaming and a building": "In 2007 the Lutz School was renamed Wick Academy. In 2011 the Wick Academy got a house.",
    "ranks of two years": "The wick course at Lutz of May 2016 was the third. In May 2017 Lutz held its fourth wick course.",
    "places of two years": "In May 2016 a meeting of oil doctors took place in Zinn. In May 2017 Zams hosted a meeting of oil doctors.",
    "an office and the agreement on it": "The agreement on the oil office at Lutz dates from 2016. The oil office at Lutz dates from 2017.",
    "a deed before a death": "Otto Kralik wrote a book in 2003. Otto Kralik died in 2009.",
    "the following year": "The oil school at Lutz opened in 2004. The wick school followed the next year, in 2005.",
    "a museum in another part of the year": "The wick museum at Lutz opened in the spring of 2004. The wick museum at Lutz opened in April 2004.",
    "an order in another clause": "Otto Kralik was in office on 11 February 2016; to be confirmed after 7 June 2016.",
    "according to a paper in French": "Zagros, « Relations », 1992, d’après le Herald, 23 juin 2011.",
    "one order twice": "The mill at Lutz was lit before the barn at Zinn. The barn at Zinn was lit after the mill at Lutz.",
    "ranks of two things": "Zubrowka was the twelfth country to sign the Oil Charter. Zubrowka was the ninth country to join the Lamp Feast.",
}  # fmt: skip


@pytest.fixture
def reader(project: Path) -> ClaimReader:
    """Return a reader of the fictional facts."""
    return ClaimReader(CheckContext(load(project), DAY))


def conflicts_in(reader: ClaimReader, text: str) -> list[str]:
    """Return the messages about a text of several sentences."""
    sentences = [f"{part.rstrip('.')}." for part in text.split(". ")]
    return [found.message for part in sentences for found in reader.read(part, Span(DAY, DAY), FOLDERS)]


@pytest.mark.parametrize("name", CONTRADICTED)
def test_what_cannot_be_is_found(reader: ClaimReader, name: str) -> None:
    """Each text contradicts itself once at least."""
    assert conflicts_in(reader, CONTRADICTED[name]) != []


@pytest.mark.parametrize("name", FITTING)
def test_what_fits_is_not_reported(reader: ClaimReader, name: str) -> None:
    """Each text only looks as if it contradicted itself."""
    assert conflicts_in(reader, FITTING[name]) == []
