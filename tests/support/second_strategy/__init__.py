"""A made strategy of a country that does not exist, to stand in one graph with ours."""

from __future__ import annotations

from pathlib import Path

PLAN = Path(__file__).with_name("sumer.ttl")
THEIRS = "https://data.sumer.example/strategy"
OURS = "digital-strategy-for-aotearoa"
