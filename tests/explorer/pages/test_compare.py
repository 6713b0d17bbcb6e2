"""What two things have in common is what the matrix of contributions says."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.pages import compare
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import ResourceNotFound
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, feeders_of, outcomes_of


def shared(page: compare.ComparePage) -> dict[str, tuple[bool | None, bool | None]]:
    return {(row.item.iri or "").rsplit("/", 1)[-1]: row.own_words for row in page.shared}


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        ("initiative", "digital-boost", "digital-commerce"),
        ("initiative", "cyber-security-strategy", "digital-inclusion-skills"),
        ("outcome", "skills", "digital-jobs"),
        ("initiative", "digital-boost", "digital-boost"),
    ],
)
def test_two_of_a_kind(asked_with: AskedWith, kind: str, a: str, b: str) -> None:
    page = compare.read(asked_with(), {"a": f"{kind}/{a}", "b": f"{kind}/{b}"})
    table = outcomes_of if kind == "initiative" else feeders_of
    every, own = table(prospective="include"), table(*OWN_WORDS, prospective="include")

    def of(thing: str, item: str) -> bool | None:
        return item in own.get(thing, ()) if item in every[thing] else None

    assert shared(page) == {item: (of(a, item), of(b, item)) for item in every[a] | every[b]}
    common = len(every[a] & every[b])
    assert f" have {common} " in plain_text(page.sentence)
    assert str(compare.draw(page)).count('class="join"') == common


def test_two_organisations(asked_with: AskedWith) -> None:
    queries = asked_with()
    page = compare.read(queries, {"a": "organisation/mbie", "b": "organisation/nztech"})
    assert page.sides
    for side, organisation in zip(page.sides, ("mbie", "nztech"), strict=True):
        rows = queries.ask("agency-portfolio", organisation=organisation).rows
        assert set(side.items) == {row["work"].iri for row in rows if row["work"]}
    common = {item for item, own in shared(page).items() if None not in own}
    assert {"accelerating-maori-innovation", "digital-technologies-itp"} <= common


def test_the_choice(asked_with: AskedWith) -> None:
    page = compare.read(asked_with(), {"a": "initiative/digital-boost"})
    assert page.sides is None and page.shared == []
    assert len(page.choices["initiative"]) == 24 and "mbie" in page.choices["organisation"]
    assert plain_text(page.sentence).startswith("Choose two")


def test_what_cannot_be_compared_is_refused(asked_with: AskedWith) -> None:
    with pytest.raises(ParameterError, match="of the kind initiative and b of the kind outcome"):
        compare.read(asked_with(), {"a": "initiative/digital-boost", "b": "outcome/skills"})
    with pytest.raises(ParameterError, match="a does not take 'measure/m1'"):
        compare.read(asked_with(), {"a": "measure/m1", "b": "measure/m2"})
    with pytest.raises(ResourceNotFound, match="digital-boos"):
        compare.read(asked_with(), {"a": "initiative/digital-boos", "b": "initiative/digital-boost"})
