"""The derivation without the rules of views gives what is validated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from strategy_graph.dataset.derivation import derive, without_views
from tests.shapes.mutable_dataset import MutableDataset, all_rules, real_dataset, small_dataset, without_rules_of_views


@pytest.mark.parametrize("dataset", [small_dataset, real_dataset])
def test_what_is_validated_needs_no_rule_of_views(dataset: Callable[[], MutableDataset]) -> None:
    rules = without_rules_of_views(all_rules())
    assert len(all_rules()) - len(rules) == 4
    asserted = dataset().asserted
    assert set(without_views(derive(rules, asserted).quads)) == set(without_views(derive(all_rules(), asserted).quads))
