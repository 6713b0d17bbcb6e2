"""How far the content of a release can be trusted: bases of claims, their quotations, and what to check first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from strategy_graph.named_queries.result_table import Cell, Row, Table
from strategy_graph.text import listed


@dataclass(frozen=True)
class Trust:
    """The sums of the table of claims by kind and basis.

    :ivar bases: the number of claims of each basis, the largest first.
    :ivar placed: the number of claims with a place in a source; of ``quoted`` that place has words.
    """

    claims: int
    bases: tuple[tuple[str, int], ...]
    placed: int
    quoted: int

    @property
    def by_basis(self) -> str:
        """The numbers of the bases in words."""
        return listed([f"{number:,} {basis}" for basis, number in self.bases], "and")


@dataclass(frozen=True)
class Reason:
    """A reason why claims should be checked first.

    :ivar claims: the number of different claims that have it.
    :ivar example: the row of the first of them.
    """

    text: str
    claims: int
    example: Row


def reasons_to_check(table: Table) -> list[Reason]:
    """Return the reasons in the answer to the query of the claims to check first, in the order of the answer."""
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        why = row["why"]
        rows.setdefault(why.text if why else "", []).append(row)
    return [Reason(text, len({row["claim"] for row in found}), found[0]) for text, found in rows.items()]


def read_trust(table: Table) -> Trust | None:
    """Return the sums of the answer to the query of the claims and their evidence; ``None`` of one without rows."""
    bases: Counter[str] = Counter()
    placed = quoted = 0
    for row in table.rows:
        basis = row["basis"]
        bases[basis.text if basis else ""] += _number(row["claims"])
        placed += _number(row["withEvidence"])
        quoted += _number(row["withQuotation"])
    ordered = sorted(bases.items(), key=lambda each: (-each[1], each[0]))
    return Trust(bases.total(), tuple(ordered), placed, quoted) if ordered else None


def _number(cell: Cell | None) -> int:
    return int(cell.text) if cell else 0
