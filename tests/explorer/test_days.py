"""A number that counts up to a day has the day beside it, as the query has it."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.days import by_day, counts_by, day_in_words
from strategy_graph.named_queries.catalogue import Catalogue


@pytest.mark.parametrize(
    ("day", "words"), [("2023-12-31", "31 December 2023"), ("2024-02-01", "1 February 2024"), ("soon", "soon")]
)
def test_a_day_in_words(day: str, words: str) -> None:
    assert day_in_words(day) == words


def test_a_query_with_a_day_says_it(catalogue: Catalogue) -> None:
    due = catalogue["due-and-unconfirmed"]
    assert counts_by(due) == {"by": due.parameter("by").default}
    assert by_day(due) == f"by {day_in_words(due.parameter('by').default)}" == "by 31 December 2023"
    assert by_day(catalogue["money"]) == "" and counts_by(catalogue["money"]) == {}
