"""A small plan as the rows of a workbook, to be changed by tests and saved as one."""

from __future__ import annotations

from pathlib import Path

import openpyxl

Rows = list[dict[str, object]]

_PASSAGE = {"source": "PLAN", "phrase@en": "a phrase of the plan"}


def plan_tables() -> dict[str, Rows]:
    """Return the rows of the smallest plan by sheet, each row by header; all in the order of the columns."""
    return {
        "Strategies": [
            {
                "name@en": "Harbour strategy",
                "language": "en",
                "issued": "2026-01",
                "vision@en": "A safe harbour",
                **_PASSAGE,
            }
        ],
        "Authors": [{"name@en": "Harbour watch"}],
        "Datasets": [{"author": "Harbour watch", "made on": "2026-03-02"}],
        "Themes": [{"name@en": "Safety", "order": 1, **_PASSAGE}],
        "Goals": [{"name@en": "Nobody is hurt", "code": "G1", "order": 1, **_PASSAGE}],
        "Outcomes": [
            {
                "id": "fewer-accidents",
                "name@en": "Fewer accidents",
                "order": 1,
                "origin": "curated",
                "definition@en": "Fewer accidents happen in the harbour.",
                "counts@en": "Work against accidents.",
                "does not count@en": "Work that mentions them.",
            }
        ],
        "Measures": [{"name@en": "Accidents a year", "code": "M1", "order": 1, "target year": 2030, **_PASSAGE}],
        "Plans": [{"name@en": "Harbour plan", "period": "2026-27", "issued": "2026-03", **_PASSAGE}],
        "Initiatives": [
            {"name@en": "New lights", "description@en": "Lights are put up along the quay.", **_PASSAGE},
            {"name@en": "Swimming lessons", "description@en": "Everyone can learn to swim.", **_PASSAGE},
        ],
        "Listings": [
            {"initiative": "New lights", "tier": "flagship", "order": 1, **_PASSAGE},
            {"initiative": "Swimming lessons", "tier": "supporting-activity", "order": 1, **_PASSAGE},
        ],
        "Organisations": [{"name@en": "Harbour office", "kind": "company", **_PASSAGE}],
        "Contributions": [
            {"initiative": "new-lights", "outcome": "fewer-accidents", "basis": "named", **_PASSAGE},
            {
                "initiative": "Swimming lessons",
                "outcome": "Fewer accidents",
                "basis": "inferred",
                "strength": "content",
                "rationale@en": "Who swims does not drown.",
                **_PASSAGE,
            },
        ],
        "Responsibilities": [
            {"initiative": name, "organisation": "harbour-office", "role": "lead", "basis": "stated", **_PASSAGE}
            for name in ("New lights", "Swimming lessons")
        ],
        "Theme alignments": [
            {"thing": thing, "theme": "Safety", "basis": "stated", **_PASSAGE}
            for thing in ("Nobody is hurt", "measure/m1", "new-lights", "swimming-lessons")
        ],
        "Goal alignments": [
            {
                "outcome": "fewer-accidents",
                "goal": "nobody-is-hurt",
                "basis": "derived",
                "rationale@en": "The outcome is the goal's subject.",
                **_PASSAGE,
            }
        ],
        "Sources": [
            {
                "title@en": "Harbour plan",
                "code": "PLAN",
                "publisher": "Harbour office",
                "issued": "2026-03",
                "kind": "primary",
                "seen as": "whole",
                "seen on": "2026-03-02",
                "page": "https://harbour.example.org/plan",
            }
        ],
    }


def save_tables(tables: dict[str, Rows], path: Path) -> Path:
    """Write the rows as a workbook of their own headers, without the help of the code under test."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tables.items():
        worksheet = book.create_sheet(title)
        headers = list(dict.fromkeys(header for row in rows for header in row))
        worksheet.append(headers)
        for row in rows:
            worksheet.append([row.get(header) for header in headers])
    book.save(path)
    return path


def large_plan_tables(initiatives: int) -> dict[str, Rows]:
    """Return the smallest plan with more initiatives, each with a listing, two outcomes, a lead and a theme.

    There is an outcome for every ten initiatives, and an organisation for every forty.
    """
    tables = plan_tables()
    names = [f"Initiative number {number}" for number in range(1, initiatives + 1)]
    outcomes = [f"Outcome number {number}" for number in range(1, initiatives // 10 + 1)]
    leads = [f"Office number {number}" for number in range(1, initiatives // 40 + 1)]
    tables["Initiatives"] += [{"name@en": name, "description@en": f"What {name} does.", **_PASSAGE} for name in names]
    tables["Listings"] += [
        {"initiative": name, "tier": "flagship", "order": order, **_PASSAGE} for order, name in enumerate(names, 2)
    ]
    tables["Outcomes"] += [
        {**tables["Outcomes"][0], "id": None, "name@en": name, "order": order} for order, name in enumerate(outcomes, 2)
    ]
    tables["Organisations"] += [{"name@en": name, "kind": "company", **_PASSAGE} for name in leads]
    tables["Contributions"] += [
        {"initiative": name, "outcome": outcomes[(number + step) % len(outcomes)], "basis": "named", **_PASSAGE}
        for number, name in enumerate(names)
        for step in (0, number % 7 + 1)
    ]
    tables["Responsibilities"] += [
        {"initiative": name, "organisation": leads[number % len(leads)], "role": "lead", "basis": "stated", **_PASSAGE}
        for number, name in enumerate(names)
    ]
    tables["Theme alignments"] += [{"thing": name, "theme": "Safety", "basis": "stated", **_PASSAGE} for name in names]
    tables["Goal alignments"] += [{**tables["Goal alignments"][0], "outcome": name} for name in outcomes]
    return tables
