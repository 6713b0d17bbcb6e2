"""Codings are validated, resolved with reasons, and compared by Cohen's kappa."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset.coding.agreement import agreement, agreement_by_outcome, kappa
from strategy_graph.dataset.coding.codings import COLUMNS, Code, CodingError, read_coding, resolve
from tests.support.content import write

HEADER = ",".join(COLUMNS) + "\n"
NAMED, READ = Code("named", phrase="words"), Code("inferred", "content", "words")


def test_a_coding_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", HEADER + 'a,x,named,,"by iwi, for iwi",\na,y,inferred,keyword,words,background\n')
    assert read_coding(path) == {
        ("a", "x"): Code("named", "", "by iwi, for iwi", ""),
        ("a", "y"): Code("inferred", "keyword", "words", "background"),
    }


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        ("a,x,maybe,,words,\n", 2, "the code 'maybe' is unknown"),
        ("a,x,inferred,,words,\n", 2, "the strength '' does not go with inferred"),
        ("a,x,named,keyword,words,\n", 2, "the strength 'keyword' does not go with named"),
        ("a,x,inferred,strong,words,\n", 2, "the strength 'strong' does not go with inferred"),
        ("a,x,named,,words,\na,x,named,,words,\n", 3, "a and x are coded twice"),
        ("a,x,named\n", 2, "a row has too many or too few cells"),
        ("a,x,named,,by iwi, for iwi,\n", 2, "a row has too many or too few cells"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, rows: str, line: int, said: str) -> None:
    path = write(tmp_path / "c.csv", HEADER + rows)
    with pytest.raises(CodingError, match=said) as raised:
        read_coding(path)
    assert raised.value.where == f"{path}:{line}"
    assert raised.value.hint


def test_other_columns_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="the columns are not those of a coding"):
        read_coding(write(tmp_path / "c.csv", "item,outcome,code\n"))
    with pytest.raises(CodingError, match="the columns"):
        read_coding(write(tmp_path / "empty.csv", ""))
    with pytest.raises(CodingError, match="cannot be read"):
        read_coding(tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes(HEADER.encode() + b"a,x,named,,M\xe3ori,\n")
    with pytest.raises(CodingError, match="cannot be read"):
        read_coding(tmp_path / "latin.csv")


def test_a_disagreement_needs_a_resolution_with_a_reason() -> None:
    first, second = {("a", "x"): NAMED, ("a", "y"): NAMED}, {("a", "x"): NAMED, ("a", "y"): READ}
    with pytest.raises(CodingError, match="the codings of a and y differ"):
        resolve(first, second, {})
    with pytest.raises(CodingError, match="the resolution of a and y has no reason"):
        resolve(first, second, {("a", "y"): READ})
    reasoned = Code("inferred", "content", "words", "background")
    assert resolve(first, second, {("a", "y"): reasoned}) == {("a", "x"): NAMED, ("a", "y"): reasoned}
    nothing = Code("none", reason="past work")
    assert resolve(first, second, {("a", "y"): nothing}) == {("a", "x"): NAMED}
    with pytest.raises(CodingError, match="the codings of b and z differ"):
        resolve({}, {("b", "z"): NAMED}, {})


def test_another_strength_is_a_disagreement_too() -> None:
    weak = Code("inferred", "weak-content", "words")
    with pytest.raises(CodingError, match="differ"):
        resolve({("a", "x"): READ}, {("a", "x"): weak}, {})


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Two readers, 50 proposals: the worked example of many textbooks.
        ({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}, 0.4),
        ({("yes", "yes"): 5, ("no", "no"): 5}, 1.0),
        ({("yes", "no"): 5, ("no", "yes"): 5}, -1.0),
        ({("yes", "yes"): 1, ("yes", "no"): 1, ("no", "yes"): 1, ("no", "no"): 1}, 0.0),
        ({("no", "no"): 9}, None),
        ({}, None),
    ],
)
def test_kappa(table: dict[tuple[str, str], int], expected: float | None) -> None:
    found = kappa([pair for pair, count in table.items() for _ in range(count)])
    assert found == (None if expected is None else pytest.approx(expected))


def test_cells_that_neither_coded_count_as_agreement() -> None:
    first, second = {("a", "x"): NAMED}, {("a", "x"): READ, ("b", "x"): NAMED}
    found = agreement(first, second, [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")])
    assert (found.cells, found.first, found.second, found.same) == (4, 1, 2, 0.5)
    # Presence: observed agreement 3/4, expected 1/2. Three codes: observed 2/4, expected 7/16.
    assert found.presence == pytest.approx(0.5)
    assert found.kappa == pytest.approx((2 / 4 - 7 / 16) / (1 - 7 / 16))
    by_outcome = agreement_by_outcome(first, second, ["a", "b", "c", "d"], ["x", "y"])
    assert by_outcome["x"] == found
    assert by_outcome["y"].kappa is None
