"""Tests of the parameter types of the command line."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import pytest

from briefings.cli.parameters import (
    CLUSTER,
    CONTACT_LIMIT,
    DAY,
    SINGLE_LINE,
    ClusterAddress,
    WordListType,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (DAY, "2011-06-23", date(2011, 6, 23)),
        (DAY, date(2011, 6, 23), date(2011, 6, 23)),
        (CONTACT_LIMIT, "0", "0"),
        (CONTACT_LIMIT, "all", "all"),
        (SINGLE_LINE, "Visit of 23 June", "Visit of 23 June"),
        (CLUSTER, "dask:tcp://localhost:8786", ClusterAddress("tcp://localhost:8786")),
        (WordListType(), "brief, card,", ("brief", "card")),
        (WordListType(("md", "pdf")), "pdf", ("pdf",)),
    ],
)
def test_a_value_is_read(kind: click.ParamType[Any], text: object, value: object) -> None:
    assert kind.convert(text, None, None) == value


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (DAY, "2011-06", "'2011-06' is not a day"),
        (CONTACT_LIMIT, "many", "'many' is neither a number nor 'all'"),
        (SINGLE_LINE, "a\nb", "the text contains a control character"),
        (CLUSTER, "tcp://localhost:8786", "'tcp://localhost:8786' is not dask:tcp://HOST:PORT"),
        (CLUSTER, "dask:localhost:8786", "'dask:localhost:8786' is not dask:tcp://HOST:PORT"),
        (CLUSTER, "dask:tcp://", "'dask:tcp://' is not dask:tcp://HOST:PORT"),
        (WordListType(("md", "pdf")), "md,doc", "'doc' is not one of md, pdf"),
    ],
)
def test_a_wrong_value_is_explained(kind: click.ParamType[Any], text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        kind.convert(text, None, None)
    assert message in caught.value.message
