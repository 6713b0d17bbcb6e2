"""What is found for what was typed, and in which order."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import suggest
from strategy_graph.search.typed_query import MAX_CHARACTERS, TypedQueryTooLong, read_typed_query
from tests.search.made import ID, ask, found, index_of, row

INDEX = index_of(
    row("strategy/one", "name", "Digital strategy", strategy="strategy/one"),
    row("strategy/two", "name", "الاستراتيجيّة الرقميّة", "ar", strategy="strategy/two"),
    row("initiative/data-governance", "name", "Māori Data Governance", strategy="strategy/one"),
    row("initiative/data-governance", "description", "A model for governing data.", strategy="strategy/one"),
    row("initiative/boost", "name", "Digital Boost", strategy="strategy/one"),
    row("initiative/boost", "other name", "Small Business Programme", strategy="strategy/one"),
    row("initiative/cables", "name", "شبكة الألياف", "ar", strategy="strategy/two"),
    row("initiative/cables", "name", "Fibre network", strategy="strategy/two"),
    row("measure/m1", "name", "People feel safe", strategy="strategy/one"),
    row("measure/m1", "identifier", "M1", "", strategy="strategy/one"),
    row("measure/m10", "name", "Another measure", strategy="strategy/one"),
    row("measure/m10", "identifier", "M10", "", strategy="strategy/one"),
    row("organisation/tpk", "name", "Te Puni Kōkiri", "mi"),
    row("organisation/tpk", "name", "Ministry of Māori Development"),
    row("organisation/tpk", "description", "Works with data about Māori."),
    row("source/boost", "name", "Digital Boost grows", strategy="strategy/one"),
    row("source/china", "name", "国家数字战略", "zh", strategy="strategy/two"),
    row("evidence/a-phrase", "phrase", "lifts the skills of small firms", strategy="strategy/one"),
    row("note/odd", "description", "The page is gone.", strategy="strategy/one"),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("maori data", "initiative/data-governance"),
        ("MĀORI", "initiative/data-governance"),
        ("data maori gov", "initiative/data-governance"),
        ("digital boost", "initiative/boost"),
        ("small business", "initiative/boost"),
        ("M1", "measure/m1"),
        ("te puni kokiri", "organisation/tpk"),
        ("TPK", "organisation/tpk"),
        ("الألياف", "initiative/cables"),
        ("الالياف", "initiative/cables"),
        ("الرقمية", "strategy/two"),
        ("数字", "source/china"),
        ("战略", "source/china"),
        ('"small firms"', "evidence/a-phrase"),
        ("page gone", "note/odd"),
    ],
)
def test_the_first_is_what_was_meant(text: str, first: str) -> None:
    assert found(INDEX, text)[0] == first
    assert not ask(INDEX, text).instead


@pytest.mark.parametrize(
    ("text", "first", "instead"),
    [
        ("digitel boost", "initiative/boost", {"digitel": ["digital"]}),
        ("bosot", "initiative/boost", {"bosot": ["boost"]}),
        ("maaori data", "initiative/data-governance", {"maaori": ["maori"]}),
        ("gouvernence", "initiative/data-governance", {"gouvernence": ["governance"]}),
        ("fibrenetwork", "initiative/cables", {"fibrenetwork": ["fibre network"]}),
        ("الالياق", "initiative/cables", {"الالياق": ["الالياف"]}),
    ],
)
def test_slips_are_forgiven_and_told(text: str, first: str, instead: dict[str, list[str]]) -> None:
    assert found(INDEX, text)[0] == first
    assert ask(INDEX, text).instead == instead


def test_a_name_counts_for_more_than_a_description() -> None:
    assert found(INDEX, "data") == ["initiative/data-governance", "organisation/tpk"]


def test_what_a_plan_is_about_comes_before_its_sources() -> None:
    assert found(INDEX, "digital boo") == ["initiative/boost", "source/boost"]


def test_a_phrase_is_found_as_it_stands() -> None:
    assert found(INDEX, '"data governance"') == ["initiative/data-governance"]
    assert not ask(INDEX, '"governance data"').total
    # No phrase goes over from one name to the next, and none that is not whole.
    assert not ask(INDEX, '"kōkiri ministry"').total
    assert not ask(INDEX, '"data govern"').total
    assert found(INDEX, '"data governance') == ["initiative/data-governance"]
    assert found(INDEX, "数战") == []


def test_a_short_word_is_a_beginning_only_where_the_typing_stopped() -> None:
    assert "measure/m10" in found(INDEX, "m1")
    assert found(INDEX, "te ministry") == ["organisation/tpk"]


def test_where_no_thing_has_all_words_those_with_some_are_given() -> None:
    answer = ask(INDEX, "boost safe")
    assert answer.any_word
    assert {thing.iri.removeprefix(ID) for thing in answer.things} == {"initiative/boost", "source/boost", "measure/m1"}


def test_kinds_are_counted_and_filtered() -> None:
    answer = ask(INDEX, "digital boost", kind="source")
    assert [(kind.kind, kind.count) for kind in answer.kinds] == [("initiative", 1), ("source", 1)]
    assert (answer.total, [thing.kind for thing in answer.things]) == (2, ["source"])


def test_a_strategy_has_what_is_its_own_or_of_all() -> None:
    assert found(INDEX, "fibre", strategy=ID + "strategy/two") == ["initiative/cables"]
    assert found(INDEX, "fibre", strategy=ID + "strategy/one") == []
    assert found(INDEX, "puni", strategy=ID + "strategy/two") == ["organisation/tpk"]


def test_where_nothing_is_found_near_words_are_told() -> None:
    answer = ask(INDEX, "govrnenca")
    assert (answer.total, list(answer.near)) == (0, ["governance"])
    assert not ask(INDEX, "zzzzqqqq").near


def test_suggestions_are_names() -> None:
    def suggested(text: str, **more: str) -> list[str]:
        return [thing.name.text for thing in suggest(INDEX, read_typed_query(text), **more)]

    assert suggested("dig") == ["Digital strategy", "Digital Boost", "Digital Boost grows"]
    assert suggested("models") == suggested("") == suggested("skills") == []
    assert suggested("fib", strategy=ID + "strategy/one") == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "AND",
            "OR NOT",
            "NEAR(a b)",
            "name : boost",
            "*",
            "boo*",
            '"',
            '""',
            '"""',
            "^boost",
            "-boost",
            "a:b",
            "(",
            "')",
        ),
        *(
            "{name} : x",
            "boost AND",
            "\\",
            "%",
            "_",
            "; DROP TABLE things",
            "\x00",
            "b\x00oost",
            "\ud800",
            "\u202eboost",
        ),
        *("¶", "e\u0301" * 99, "\u0301", "a " * 100, "دיתا", "x" * MAX_CHARACTERS, "🙂"),
    ],
)
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert ask(INDEX, text).total >= 0
    assert suggest(INDEX, read_typed_query(text)) is not None


@given(st.text(max_size=MAX_CHARACTERS))
def test_any_text_is_answered(text: str) -> None:
    assert ask(INDEX, text).total >= 0


def test_operators_are_words() -> None:
    assert read_typed_query("AND *").terms[0].words == ("and",)
    assert found(INDEX, "boost*")[0] == "initiative/boost"


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(TypedQueryTooLong, match="5,000 characters"):
        read_typed_query("x" * 5000)


def test_an_empty_index_finds_nothing() -> None:
    assert ask(SearchIndex([]), "boost").total == 0


def test_threads_share_an_index() -> None:
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.extend(found(INDEX, "digital boost") for _ in range(50)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [["initiative/boost", "source/boost"]] * 400
