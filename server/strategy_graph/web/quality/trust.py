"""How far the content of a release can be trusted: bases of claims, their quotations, and what to check first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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


@dataclass(frozen=True)
class ClaimsToCheck:
    """The claims to check first.

    :ivar rows: the number of rows: a claim with two reasons has two.
    """

    claims: int
    rows: int
    reasons: list[Reason]


def read_claims_to_check(table: Table) -> ClaimsToCheck:
    """Read the answer to the query of the claims to check first; the reasons keep its order."""
    by_reason: dict[str, list[Row]] = {}
    for row in table.rows:
        why = row["why"]
        by_reason.setdefault(why.text if why else "", []).append(row)
    reasons = [Reason(text, _claims(rows), rows[0]) for text, rows in by_reason.items()]
    return ClaimsToCheck(_claims(table.rows), len(table.rows), reasons)


def _claims(rows: Sequence[Row]) -> int:
    return len({row["claim"] for row in rows})


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
