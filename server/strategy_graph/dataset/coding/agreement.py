"""Computes the intercoder agreement of two codings as Cohen's kappa.

J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20 (1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from strategy_graph.dataset.coding.codings import NONE, Cell, Code


@dataclass(frozen=True)
class Agreement:
    """The agreement of two codings on a set of cells.

    :ivar first: number of cells with a code other than none in the first coding.
    :ivar second: the same for the second coding.
    :ivar same: the share of cells with the same code, 0 to 1.
    :ivar presence: kappa of the presence of a link; ``None`` where both coders used one code only.
    :ivar kappa: kappa of the three codes none, named and inferred; ``None`` likewise.
    """

    cells: int
    first: int
    second: int
    same: float
    presence: float | None
    kappa: float | None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Compute Cohen's kappa of pairs of codes; ``None`` if the agreement expected by chance is 1."""
    total = len(pairs)
    if not total:
        return None
    observed = sum(one == other for one, other in pairs) / total
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[code] * second[code] for code in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def agreement(first: Mapping[Cell, Code], second: Mapping[Cell, Code], cells: Iterable[Cell]) -> Agreement:
    """Compare two codings on the cells."""
    pairs = [(_code(first, cell), _code(second, cell)) for cell in cells]
    presence = [(str(one != NONE), str(other != NONE)) for one, other in pairs]
    return Agreement(
        cells=len(pairs),
        first=sum(one != NONE for one, _ in pairs),
        second=sum(other != NONE for _, other in pairs),
        same=sum(one == other for one, other in pairs) / len(pairs) if pairs else 1.0,
        presence=kappa(presence),
        kappa=kappa(pairs),
    )


def agreement_by_outcome(
    first: Mapping[Cell, Code], second: Mapping[Cell, Code], initiatives: Sequence[str], outcomes: Sequence[str]
) -> dict[str, Agreement]:
    """Compare two codings outcome by outcome, over all initiatives."""
    return {outcome: agreement(first, second, product(initiatives, [outcome])) for outcome in outcomes}


def _code(coding: Mapping[Cell, Code], cell: Cell) -> str:
    return coding[cell].code if cell in coding else NONE
