"""The sheets and columns of a workbook, as data: what each stands for in the graph.

A column is added in one of the modules named here and nowhere else: reading, writing, the template with its lists and
the instructions follow.
"""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.claim_sheets import CLAIM_SHEETS
from strategy_graph.workbook.columns import Sheet
from strategy_graph.workbook.organisation_sheets import ORGANISATION_SHEETS
from strategy_graph.workbook.plan_sheets import PLAN_SHEETS
from strategy_graph.workbook.source_sheets import SOURCE_SHEETS
from strategy_graph.workbook.strategy_sheets import STRATEGY_SHEETS

SHEETS: Final[tuple[Sheet, ...]] = (
    *STRATEGY_SHEETS,
    *PLAN_SHEETS,
    *ORGANISATION_SHEETS,
    *CLAIM_SHEETS,
    *SOURCE_SHEETS,
)
"""All sheets in the order of the workbook's tabs, but for the last, generic one."""

BY_TITLE: Final = {sheet.title: sheet for sheet in SHEETS}
BY_CLASS: Final = {sheet.class_name: sheet for sheet in SHEETS}
