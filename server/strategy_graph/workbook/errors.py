"""What is wrong in a table, with its place and what to do; all of it is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from strategy_graph.errors import StrategyGraphError
from strategy_graph.text import counted


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a table.

    :ivar sheet: the sheet, or the element path in a file that has no sheets.
    :ivar row: 1-based, as the spreadsheet program shows it; 0 if the whole sheet is meant.
    :ivar column: the column's letters, or empty if the whole row is meant.
    :ivar header: the column's header.
    :ivar advice: what to do.
    """

    sheet: str
    row: int
    column: str
    header: str
    message: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.column}{self.row}" if self.row else self.sheet
        header = f" ({self.header})" if self.header else ""
        return f"{place}{header}: {self.message}. {self.advice}"


def other_base(where: str, base: str) -> StrategyGraphError:
    """Return the error about a base that is not that of the folder."""
    return StrategyGraphError(
        f"the folder has the base {base}", where=where, hint="Leave out --base, or change it there"
    )


class ImportRefused(StrategyGraphError):
    """A file with problems, of which nothing was written.

    :ivar problems: all of them, in the order of the sheets and rows.
    """

    exit_code = 1

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{counted(len(self.problems), 'problem')}, so nothing was written",
            where=file,
            hint="Correct them in the file and import it again",
        )
