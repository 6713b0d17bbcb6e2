"""The queries on the strategy and the plan themselves."""

from __future__ import annotations

from tests.queries.conftest import Ask
from tests.queries.rows import pick


def test_strategies(ask: Ask) -> None:
    columns = ("strategy", "name", "otherName", "language", "issued", "plan", "period", "initiatives")
    names = ("The Digital Strategy for Aotearoa", "Te Rautaki Matihiko mō Aotearoa")
    assert pick(ask("strategies"), *columns) == [
        ("digital-strategy-for-aotearoa", *names, "en", "2022-09", "2022-23", "2022-23", "24")
    ]


def test_notes_on_the_plan(ask: Ask) -> None:
    rows = ask("notes-on-the-plan")
    assert [row["of"] for row in rows] == ["2022-23"] * 7 + ["digital-strategy-for-aotearoa"]
    assert [row["kind"] for row in rows] == ["coding of the claims"] * 3 + [None] * 5
    assert [str(row["note"]).partition(":")[0] for row in rows[:3]] == ["Who", "How checked", "Not checked"]
    assert any("lists neither themes nor outcomes" in str(row["note"]) for row in rows)
