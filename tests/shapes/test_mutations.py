"""The real data, damaged in one place after another: each damage is a violation at the node where an author would look.

Damages that touch nothing in common are validated in one run; which ones those are is worked out from what they touch.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from strategy_graph.dataset.validation.report import Finding, Severity
from tests.shapes.damage import Mutation
from tests.shapes.mutations import MUTATIONS, rounds
from tests.shapes.world import iri, real_world

pytestmark = pytest.mark.slow(reason="validates the real data once for each mutation")


@cache
def findings_of(number: int) -> tuple[Finding, ...]:
    return real_world().validate(*(mutation.change for mutation in rounds()[number]))


@cache
def unharmed() -> tuple[Finding, ...]:
    return real_world().validate()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name.replace(" ", "-"))
def test_mutation_is_a_violation(mutation: Mutation) -> None:
    number = next(index for index, members in enumerate(rounds()) if mutation in members)
    assert not mutation.is_found_in(unharmed()), "the unharmed data has this finding too"
    findings = findings_of(number)
    here = [finding for finding in findings if finding.focus_node == iri(mutation.focus).value]
    assert mutation.is_found_in(findings), f"expected {mutation.shape}, found {here}"


def test_mutations_have_names_of_their_own() -> None:
    assert Counter(mutation.name for mutation in MUTATIONS).most_common(1)[0][1] == 1


def test_the_unharmed_data_has_no_violation() -> None:
    violations = [finding for finding in unharmed() if finding.severity is Severity.VIOLATION]
    assert violations == []
