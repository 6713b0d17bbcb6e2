"""Which sheet of a workbook holds what a StratML element says, as data.

``ontology/alignments.ttl`` says the same of the sheets' classes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Home:
    """Where the things of an element go.

    :ivar sheet: the title of the sheet.
    :ivar texts: the columns of text by child element, the name first; where that is empty, the next one gives the name.
    :ivar strings: the columns of plain values by child element.
    """

    sheet: str
    texts: dict[str, str] = field(default_factory=dict)
    strings: dict[str, str] = field(default_factory=dict)


HOMES: Final = {
    "Organization": Home("Organisations", {"Name": "name", "Acronym": "other names", "Description": "note"}),
    "Value": Home("Focus areas", {"Name": "name", "Description": "note"}),
    "Goal": Home("Goals", {"Name": "name", "Description": "note", "OtherInformation": "note"}, {"Identifier": "code"}),
    "Objective": Home("Outcomes", {"Name": "name", "Description": "definition", "OtherInformation": "note"}),
    "PerformanceIndicator": Home(
        "Measures",
        {"MeasurementDimension": "name", "UnitOfMeasurement": "target unit", "OtherInformation": "note"},
        {"Identifier": "code"},
    ),
    "Stakeholder": Home("Target groups", {"Name": "name", "Description": "note"}),
}

ROOTS: Final = frozenset({"PerformancePlanOrReport", "StrategicPlan"})
"""The root elements of Part 2 and of Part 1."""
