"""A second edition beside ours: it is valid, has a graph of its own, and each claim says in which editions it holds."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from strategy_graph.dataset.assembly import Graphs, assemble
from strategy_graph.dataset.content import find_content
from strategy_graph.dataset.validation.report import Severity
from strategy_graph.namespaces import GRAPH_DATA, PREFIXES, THINGS
from tests.data.second_edition import DROPPED, MOVED, NEW, ROOT, write_content

EDITIONS = {f"{GRAPH_DATA}/2022-23", f"{GRAPH_DATA}/2023-24"}
_DECLARED = "".join(
    f"PREFIX {prefix}: <{iri}>\n"
    for prefix, iri in {
        **PREFIXES,
        **{kind: f"{THINGS}{kind}/" for kind in ("claim", "initiative", "listing", "outcome", "plan", "strategy")},
    }.items()
)

# Read again for the lines of findings.
_TEMPORARY = tempfile.TemporaryDirectory()
_FOLDER = Path(_TEMPORARY.name)


@functools.cache
def graphs() -> Graphs:
    return assemble(find_content(write_content(_FOLDER)))


@functools.cache
def store() -> Store:
    filled = Store()
    filled.extend(graphs().all())
    return filled


def values(pattern: str) -> set[str]:
    """Return the values of ?v that match, without their namespaces."""
    found = store().query(f"{_DECLARED}SELECT DISTINCT ?v {{ {pattern} }}", use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return {_short(row["v"]) for row in found}


def _short(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value.rpartition("/")[2]


@pytest.mark.slow(reason="validates our content with a second edition")
def test_the_second_edition_has_no_violation_and_no_warning() -> None:
    findings = graphs().validate().findings
    assert [finding for finding in findings if finding.severity is not Severity.INFO] == []


def test_each_edition_has_a_graph_of_its_own() -> None:
    assert set(graphs().quads) > EDITIONS
    assert graphs().data_graphs == (GRAPH_DATA, *sorted(EDITIONS))
    for subject, graph in {
        "listing/2022-23-digital-boost": "2022-23",
        "listing/2023-24-digital-boost": "2023-24",
        "plan/2023-24": "2023-24",
        "claim/contribution-digital-boost-made-up": "2023-24",
        "milestone/made-up-passed": "2023-24",
        "evidence/made-up-phrase": "2023-24",
        "evidence/made-up-christchurch-call-phrase": "2023-24",
    }.items():
        homes = {name for name, quads in graphs().quads.items() if "derived" not in name and _describes(quads, subject)}
        assert homes == {f"{GRAPH_DATA}/{graph}"}, subject
    shared = {name for name, quads in graphs().quads.items() if _describes(quads, "outcome/safe-online")}
    assert GRAPH_DATA in shared and not shared & EDITIONS


def _describes(quads: object, subject: str) -> bool:
    assert isinstance(quads, list)
    return any(isinstance(quad.subject, NamedNode) and quad.subject.value == THINGS + subject for quad in quads)


def test_one_edition_keeps_all_facts_in_its_graph() -> None:
    assert assemble(find_content(ROOT)).data_graphs == (f"{GRAPH_DATA}/2022-23",)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("strategy:digital-strategy-for-aotearoa dsg:latestPlan ?v", {"2023-24"}),
        (f"initiative:{MOVED} dsg:tier ?v", {"flagship"}),
        (f"listing:2022-23-{MOVED} dsg:tier ?v", {"looking-ahead"}),
        (f"initiative:{MOVED} dsg:order ?v", {"12"}),
        (f"initiative:{DROPPED} dsg:inPlan ?v", {"2022-23"}),
        (f"initiative:{DROPPED} dsg:tier ?v", {"supporting-activity"}),
        (f"initiative:{NEW} dsg:inPlan ?v", {"2023-24"}),
        ("initiative:digital-boost dsg:inPlan ?v", {"2022-23", "2023-24"}),
        # A claim that nothing changes holds in both; of an initiative that is dropped, in the first alone.
        ("claim:contribution-digital-boost-business-adoption dsg:holdsIn ?v", {"2022-23", "2023-24"}),
        (f"?c dsg:aboutInitiative initiative:{DROPPED} ; dsg:holdsIn ?v", {"2022-23"}),
        # Revised, ended, restated and added.
        (f"claim:contribution-{MOVED}-safe-online dsg:holdsIn ?v", {"2022-23"}),
        (f"claim:contribution-{MOVED}-safe-online-revised dsg:holdsIn ?v", {"2023-24"}),
        (f"claim:contribution-{MOVED}-skills dsg:holdsIn ?v", {"2022-23"}),
        ("claim:contribution-christchurch-call-safe-online dsg:holdsIn ?v", {"2022-23"}),
        ("claim:contribution-christchurch-call-restated dsg:holdsIn ?v", {"2023-24"}),
        ("claim:contribution-digital-boost-made-up dsg:holdsIn ?v", {"2023-24"}),
        # The plain links are those of the claims that nothing has ended or revised away.
        (f"initiative:{MOVED} dsg:contributesTo ?v", {"safe-online", "cyber-resilience"}),
    ],
)
def test_what_holds_in_which_edition(pattern: str, expected: set[str]) -> None:
    assert values(pattern) == expected


def test_a_goal_or_an_outcome_is_of_no_edition() -> None:
    assert values("?v a dsg:GoalAlignment ; dsg:edition ?plan") == set()


def test_compare_editions() -> None:
    text = (ROOT / "queries" / "compare-editions.rq").read_text("utf-8")
    found = store().query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    changes = [(row["kind"].value, _short(row["about"])) for row in found]
    assert changes == [
        ("listed anew", NEW),
        ("no longer listed", DROPPED),
        ("moved to another tier", MOVED),
        ("claim added", "contribution-digital-boost-made-up"),
        ("claim added", f"contribution-{NEW}-safe-online"),
        ("claim added", f"responsibility-{NEW}-lead-dia"),
        ("claim changed", "contribution-christchurch-call-restated"),
        ("claim changed", f"contribution-{MOVED}-cyber-resilience-revised"),
        ("claim changed", f"contribution-{MOVED}-safe-online-revised"),
        ("claim ended", f"contribution-{MOVED}-skills"),
        ("planned and happened", "made-up-passed"),
    ]
