"""What is shown of what matched."""

from __future__ import annotations

import pytest

from strategy_graph.search.documents import Text, read_things
from strategy_graph.search.highlighting import Shown, marked, shown_texts
from strategy_graph.search.typed_query import read_typed_query
from tests.search.made import document, row


def shown(text: str, asked: str) -> str:
    return as_text(marked(Text("name", text), read_typed_query(asked).terms))


def as_text(each: Shown) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in each.parts)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Māori Data Governance", "maori data", "[Māori Data] Governance"),
        ("Māori Data Governance", "gov maori", "[Māori] Data [Governance]"),
        ("Data, not governance of data", '"governance of data"', "Data, not [governance of data]"),
        ("<script>alert(1)</script>", "script", "<[script]>alert(1)</[script]>"),
        ("شبكة الألياف", "الالياف", "شبكة [الألياف]"),
        ("国家数字战略", "数字", "国家[数字]战略"),
        ("Nothing of it", "boost", "Nothing of it"),
        ("", "boost", ""),
    ],
)
def test_what_was_looked_for_is_marked(text: str, asked: str, expected: str) -> None:
    assert shown(text, asked) == expected


def test_a_long_text_is_cut_around_the_first_match() -> None:
    before, after = " ".join(["before"] * 50), " ".join(["after"] * 50)
    cut = shown(f"{before} boost {after}.", "boost")
    assert cut.startswith("… before") and cut.endswith("after …") and "before [boost] after" in cut
    assert len(cut.split()) == 36 + 2


def test_texts_of_a_thing_are_shown_where_something_matched() -> None:
    (thing,) = read_things(
        document(
            [
                row("measure/m1", "name", "People feel safe"),
                row("measure/m1", "identifier", "M1", ""),
                row("measure/m1", "name", "Kei te haumaru ngā tāngata", "mi"),
                row("measure/m1", "description", "How safe they feel."),
            ]
        )
    )
    name, others = shown_texts(thing, read_typed_query("m1").terms)
    assert (as_text(name), [(each.about, as_text(each)) for each in others]) == (
        "People feel safe",
        [("identifier", "[M1]")],
    )
    name, others = shown_texts(thing, read_typed_query("haumaru").terms)
    assert [(each.about, each.language, as_text(each)) for each in others] == [
        ("name", "mi", "Kei te [haumaru] ngā tāngata")
    ]
