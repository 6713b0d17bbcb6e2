"""The sheets of a strategy: what a government wants."""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.columns import Column, Sheet, Value, choice, text
from strategy_graph.workbook.shared_columns import (
    BOUND,
    CODE,
    EVIDENCE,
    ISSUED,
    NAME,
    NOTE,
    ORDER,
    OTHER_NAMES,
    PAGE,
    PREFERRED_NAME,
    STRATEGY,
)

STRATEGY_SHEETS: Final[tuple[Sheet, ...]] = (
    Sheet(
        "Strategies",
        "strategy",
        "dsg:Strategy",
        "The strategy: what a government wants.",
        (
            NAME,
            Column("language", "dcterms:language", Value.STRING, "The language of its names, as a tag: en.", many=True),
            ISSUED,
            text("vision", "dsg:vision", "What it wants to be true, in your own words."),
            text("consultation vision", "dsg:consultationVision", "The wording of the consultation, if another."),
            PAGE,
            EVIDENCE,
            NOTE,
        ),
    ),
    Sheet(
        "Themes",
        "theme",
        "dsg:Theme",
        "The pillars under which the strategy sorts its work.",
        (PREFERRED_NAME, OTHER_NAMES, STRATEGY, ORDER, EVIDENCE, NOTE),
    ),
    Sheet(
        "Goals",
        "goal",
        "dsg:Goal",
        "Ends that the strategy states. Each needs a theme alignment.",
        (NAME, CODE, STRATEGY, ORDER, EVIDENCE, NOTE),
    ),
    Sheet(
        "Outcomes",
        "outcome",
        "dsg:Outcome",
        "Changes that initiatives work towards, with a rule of what counts.",
        (
            NAME,
            STRATEGY,
            ORDER,
            choice("origin", "dsg:origin", "outcome-origin", "Who worded it: the strategy or you.", required=True),
            text("definition", "skos:definition", "What the change is, in a sentence."),
            text("counts", "xkos:coreContentNote", "What counts as a contribution to it."),
            text("may be inferred from", "xkos:additionalContentNote", "What a contribution may be inferred from."),
            text("does not count", "xkos:exclusionNote", "What does not count."),
            EVIDENCE,
            NOTE,
        ),
    ),
    Sheet(
        "Measures",
        "measure",
        "dsg:Measure",
        "What will hold by a year if the strategy succeeds.",
        (
            NAME,
            CODE,
            STRATEGY,
            ORDER,
            Column("target year", "dsg:targetYear", Value.YEAR, "The year by which it will hold."),
            Column("target value", "dsg:targetValue", Value.NUMBER, "A number to reach, with its unit and bound."),
            text("target unit", "dsg:targetUnit", "The unit of that number: % of the workforce."),
            BOUND,
            EVIDENCE,
            NOTE,
        ),
        id_from=("code",),
    ),
    Sheet(
        "Vision elements",
        "vision",
        "dsg:VisionElement",
        "Single things that the strategy wants to be true.",
        (NAME, STRATEGY, ORDER, EVIDENCE, NOTE),
    ),
    Sheet(
        "Focus areas",
        "focus",
        "dsg:FocusArea",
        "What the strategy keeps in view throughout.",
        (PREFERRED_NAME, STRATEGY, ORDER, EVIDENCE, NOTE),
    ),
)
