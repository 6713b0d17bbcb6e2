"""JSON over several lines has the bytes of the standard library's encoder."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy_graph.linked_data.json_text import indented

LEAVES = st.text() | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30)


@settings(max_examples=50)
@given(VALUES)
def test_the_bytes_are_the_same(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
