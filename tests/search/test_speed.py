"""A search over 2,000 things takes less than 20 ms of processor time, whatever is asked."""

from __future__ import annotations

import time

import pytest

from strategy_graph.search.highlighting import shown_texts
from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import search
from strategy_graph.search.typed_query import MAX_CHARACTERS, read_typed_query
from tests.search.made import index_of, row
from tests.support.plan_tables import large_plan_tables

LIMIT = 0.020


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    """The names and descriptions of a large plan, as rows of the query."""
    initiatives = large_plan_tables(2000)["Initiatives"]
    made = index_of(
        *(
            row(f"initiative/{number}", about, str(initiative[column]))
            for number, initiative in enumerate(initiatives)
            for about, column in (("name", "name@en"), ("description", "description@en"))
        )
    )
    assert len(made.things) == 2002
    return made


@pytest.mark.parametrize(
    "text",
    [
        *(
            "initiative number",
            "initiative number 1999",
            '"number 7"',
            "i",
            "number zebra",
            "initative nubmer",
            "zzzzqqq",
        ),
        " ".join(f"{chr(97 + number % 26)}{number}" for number in range(60))[:MAX_CHARACTERS],
        "initiative " * (MAX_CHARACTERS // 11),
    ],
)
def test_a_search_takes_little_time(index: SearchIndex, text: str) -> None:
    def taken() -> float:
        begun = time.thread_time()
        found = search(index, read_typed_query(text))
        for thing in found.things[:20]:
            shown_texts(thing, found.terms)
        return time.thread_time() - begun

    assert min(taken() for _ in range(5)) < LIMIT
