"""Things made of rows."""

from __future__ import annotations

from strategy_graph.search.documents import Text, initials, read_things
from tests.search.made import ID, document, row

CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"


def test_rows_of_several_classes_and_strategies_are_one_thing() -> None:
    first = row("initiative/a", "name", "A", strategy="strategy/one")
    second = row("initiative/a", "name", "A", strategy="strategy/two")
    other_class = {**first, "class": {"type": "uri", "value": CONCEPT}}
    (thing,) = read_things(document([other_class, first, second]))
    assert (thing.kind, thing.kind_name, thing.texts) == ("initiative", "initiative", [Text("name", "A", "en")])
    assert thing.strategies == [ID + "strategy/one", ID + "strategy/two"]


def test_the_kind_is_the_class_that_has_a_name() -> None:
    concept = {**row("source/a", "name", "A"), "class": {"type": "uri", "value": CONCEPT}}
    tier = {
        **row("source/a", "name", "A"),
        "class": {"type": "uri", "value": "https://w3id.org/digital-strategy-graph/ontology#PlanTier"},
        "className": {"type": "literal", "value": "tier of a plan"},
    }
    (thing,) = read_things(document([concept, tier]))
    assert (thing.kind, thing.kind_name) == ("plan-tier", "tier of a plan")


def test_the_name_to_show_is_the_display_name_then_a_label_then_the_beginning_of_a_text() -> None:
    labelled = row("source/a", "name", "Ingoa", "mi")
    chosen = {**labelled, "name": {"type": "literal", "value": "Name", "xml:lang": "en"}}
    note = row("note/a", "description", " ".join(map(str, range(20))))
    names = [read_things(document([each]))[0].name for each in (chosen, labelled, note)]
    assert names[:2] == [Text("name", "Name", "en"), Text("name", "Ingoa", "mi")]
    assert names[2] == Text("description", "0 1 2 3 4 5 6 7 8 9 10 11 …", "en")


def test_initials_are_those_of_three_capitalised_words_or_more() -> None:
    assert initials("Te Puni Kōkiri") == "TPK"
    assert initials("Ministry of Business, Innovation and Employment") == "MBIE"
    assert initials("Stats NZ") == initials("الاستراتيجيّة الرقميّة") == ""
