"""The longer tables of answers, worked out again from the facts and not from the data.

The facts are kept beside the checkout, not in it; without them these tests are skipped.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from tests.data import expected
from tests.data.extract import ROOT
from tests.queries import answers

FACTS = ROOT.parent / "shared" / "domain" / "facts.json"

pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not beside this checkout")


@cache
def facts() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    return loaded


def test_pairs_of_agencies() -> None:
    at_work: dict[str, set[str]] = {}
    for item, organisation, role in expected.responsibilities(facts()):
        if role != "other":
            at_work.setdefault(item, set()).add(organisation)
    shared = Counter(pair for names in at_work.values() for pair in combinations(sorted(names), 2))
    assert {(first, second): int(str(number)) for first, second, number in answers.PAIRS} == shared


def test_milestones() -> None:
    worked_out = Counter(
        (name, date, earliest, latest, status.replace("-", " "), ", ".join(sorted(grounds)))
        for (_, name), (status, date, earliest, latest, grounds) in expected.milestones(facts()).items()
    )
    assert Counter(answers.MILESTONES) == worked_out
    days = [(earliest, latest) for _, _, earliest, latest, _, _ in answers.MILESTONES]
    assert days == sorted(days, key=lambda pair: (pair[0] is None, pair[0] or "", pair[1] or ""))


def test_money() -> None:
    worked_out = {
        (name, purpose, bound and bound.replace("-", " "), value or low, high, year, span, *grounds)
        for (_, name), (value, low, high, bound, unit, purpose, year, span, grounds) in expected.figures(
            facts()
        ).items()
        if unit == "NZD"
    }
    assert set(answers.MONEY) == worked_out


def test_parents() -> None:
    worked_out = {
        (organisation, parent, since, until)
        for organisation, record in expected.organisations(facts()).items()
        for parent, since, until in record[6]
    }
    assert {row[:4] for row in answers.PARENTS} == worked_out
    derived = {a["id"] for a in facts()["agencies"] if a["parent"] and "parent derived" in a["confidence"]}
    assert {row[0] for row in answers.PARENTS if row[4] == "derived"} == {expected.SLUGS[name] for name in derived}


def test_who_governs() -> None:
    worked_out = {
        (governed, role.replace("-", " "), holder, basis)
        for (governed, holder, role), (basis, _) in expected.governance(facts()).items()
    }
    assert set(answers.GOVERNING) == worked_out


def test_target_groups() -> None:
    worked_out = Counter((item, *phrases) for (item, _), phrases in expected.target_groups(facts()).items())
    assert Counter((initiative, phrase) for _, initiative, _, phrase in answers.TARGETS) == worked_out


def test_feeders_on_one_basis() -> None:
    for basis, table in (("stated", answers.FEEDERS_STATED), ("inferred", answers.FEEDERS_INFERRED)):
        cells = expected.contributions(facts())
        numbers = Counter(outcome for (_, outcome), record in cells.items() if record[0] == basis)
        assert {outcome: int(str(number)) for outcome, number, _ in table} == numbers
        assert all(stated == (number if basis == "stated" else "0") for _, number, stated in table)


def test_claims_by_basis_and_source() -> None:
    """Those kinds of claim whose basis the facts give."""
    worked_out: Counter[tuple[str, str, str]] = Counter()

    def add(kind: str, basis: str, grounds: frozenset[str]) -> None:
        worked_out.update((kind, basis, code) for code in grounds)

    for basis, *_ in expected.contributions(facts()).values():
        add("contribution", basis, frozenset({"SUMMARY"}))
    for basis, _ in expected.treaty_links(facts()).values():
        add("treaty link", basis, frozenset({"SUMMARY"}))
    for basis, grounds in expected.responsibilities(facts()).values():
        add("responsibility", basis, grounds)
    for basis, grounds in expected.governance(facts()).values():
        add("governance role", basis, grounds)
    for _, basis, grounds in expected.relations(facts()).values():
        add("relation", basis, grounds)
    kinds = {kind for kind, _, _ in worked_out}
    table = {(kind, basis, code): int(str(n)) for kind, basis, code, n in answers.CLAIMS if kind in kinds}
    assert table == worked_out
    total = Counter(kind for kind, *_ in answers.CLAIMS)
    assert set(total) - kinds == {"affiliation", "goal alignment", "progress tracking", "targeting", "theme alignment"}


def test_theme_alignments_of_what_the_facts_place() -> None:
    """The table counts those of the outcomes as well, which rest on the measure, goal or wording that they follow."""
    numbers = Counter(
        (basis, code)
        for (_, _, basis), (_, _, grounds) in expected.theme_alignments(facts()).items()
        for code in grounds
    )
    table = {(basis, code): int(str(n)) for kind, basis, code, n in answers.CLAIMS if kind == "theme alignment"}
    assert {key: number - numbers.get(key, 0) for key, number in table.items() if number != numbers.get(key, 0)} == {
        ("derived", "CAP"): 10,
        ("derived", "KA"): 1,
        ("inferred", "SUMMARY"): 4,
    }
