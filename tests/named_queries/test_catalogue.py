"""Headers and parameters of named queries, and their errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.catalogue import read_query
from strategy_graph.named_queries.header import HeaderError
from strategy_graph.named_queries.parameters import ParameterError, single_values
from tests.support.content import write

GOOD = """\
#+ summary: S
#+ description: D
#+ tags: [a]
"""
PARAMETER = "#+ parameters:\n#+   - {{name: n, type: integer, default: {default}, description: D}}\n"


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("# A comment.\n#+ summary: [\n", 2, "the header is not YAML"),
        (GOOD + "#+ foo: [\n", 4, "the header is not YAML"),
        (GOOD + "#+ bell: \a\n", 1, "the header is not YAML"),
        (GOOD + "#+ columns: [x]\n", 1, "columns in the header is no mapping"),
        (GOOD + "#+ columns: {z: Zed}\n", 1, "the column z is not in the query"),
        (GOOD + "#+ parameters: 5\n", 1, "parameters in the header is no list"),
        (GOOD.replace("[a]", "a"), 1, "tags in the header is no list"),
        (GOOD + PARAMETER.format(default="many"), 1, "the default of n is many"),
    ],
)
def test_a_broken_header_is_named_by_file_and_line(tmp_path: Path, header: str, line: int, said: str) -> None:
    path = write(tmp_path / "q.rq", header + "SELECT ?x { VALUES ?_n { 1 } ?x ?p ?_n }\n")
    with pytest.raises(HeaderError, match=said) as raised:
        read_query(path)
    assert raised.value.where == f"{path}:{line}"
    assert raised.value.hint


def test_columns_have_headings(tmp_path: Path) -> None:
    path = write(tmp_path / "q.rq", GOOD + "#+ columns: {x: What it is}\nSELECT ?x { ?x ?p ?o }\n")
    assert read_query(path).columns == {"x": "What it is"}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "q.rq").symlink_to("nowhere")
    with pytest.raises(StrategyGraphError, match="no such file"):
        read_query(tmp_path / "q.rq")


def test_a_parameter_has_one_value() -> None:
    assert single_values([("a", "1"), ("b", "")]) == {"a": "1", "b": ""}
    with pytest.raises(ParameterError, match="the parameter a is given twice"):
        single_values([("a", "1"), ("a", "1")])
