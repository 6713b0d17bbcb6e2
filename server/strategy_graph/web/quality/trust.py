"""How far the content of a release can be trusted: how many claims have which basis, and how many quote a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from strategy_graph.named_queries.result_table import Cell, Table
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
