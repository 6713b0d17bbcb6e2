"""The front page says what the matrix of contributions says, worked out by hand."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.pages import front, gaps, matrix, what_if
from strategy_graph.named_queries.parameters import ParameterError
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, cells, feeders_of, feeding, outcomes_of


@pytest.mark.parametrize("minimum", ["1", "2", "3"])
@pytest.mark.parametrize("basis", ["any", "own-words", "inferred"])
def test_the_entries_are_the_matrix(asked_with: AskedWith, minimum: str, basis: str) -> None:
    values = {"minimum": minimum, "basis": basis}
    page = front.read(asked_with(**values), values)
    bases = {"any": (), "own-words": tuple(OWN_WORDS), "inferred": ("inferred",)}[basis]
    expected = feeding(int(minimum), *bases)
    assert {entry.slug: entry.outcomes for entry in page.entries} == expected
    coins = {
        entry.slug: {(link.outcome.name.iri or "").rsplit("/", 1)[-1] for link in entry.links} for entry in page.entries
    }
    assert coins == {slug: outcomes for slug, outcomes in outcomes_of(*bases).items() if slug in expected}
    for entry in page.entries:
        assert sum(link.own_words for link in entry.links) == (0 if basis == "inferred" else entry.own_words)


def test_every_link_has_a_phrase_with_its_section_and_source(asked_with: AskedWith) -> None:
    page = front.read(asked_with(minimum="1"), {"minimum": "1"})
    links = [link for entry in page.entries for link in entry.links]
    assert len(links) == len(set(cells()))
    for link in links:
        assert link.passages
        assert all(passage.phrases and passage.section and passage.source for passage in link.passages)
        assert link.own_words or link.rationale


def test_the_coins_of_a_theme_stand_in_its_lane(asked_with: AskedWith) -> None:
    page = front.read(asked_with(), {})
    assert [(lane.title, lane.letter) for lane in page.lanes] == [
        ("Trust", "T"),
        ("Inclusion", "I"),
        ("Growth", "G"),
        ("No theme", "–"),
    ]
    for entry in page.entries:
        for lane, links in zip(page.lanes, entry.lanes, strict=True):
            themes = {theme.name.text for link in links for theme in link.outcome.themes}
            assert themes <= {lane.title}


def test_the_figures(asked_with: AskedWith) -> None:
    """By hand: 44 of the 56 links are named or stated; 13 of 22 outcomes are not measured.

    In the plan's own words 8 hang on one initiative, with our readings 4.
    """
    page = front.read(asked_with(), {})
    own, every = len(set(cells(*OWN_WORDS))), len(set(cells()))
    assert [(figure.number, figure.whole) for figure in page.figures] == [(own, every), (13, 22), (8, 22)]
    assert (own, every) == (44, 56)
    words = "outcomes hang on one initiative in the plan’s own words, 4 with our readings"
    assert page.figures[2].text == words
    hanging = [sum(len(fed) == 1 for fed in feeders_of(*bases).values()) for bases in (OWN_WORDS, ())]
    assert hanging == [8, 4]
    # A filter of the list changes no number of the whole plan.
    filtered = {"basis": "inferred", "minimum": "3", "prospective": "include", "theme": "trust", "agency": "mbie"}
    assert front.read(asked_with(**filtered), filtered).figures == page.figures


def test_the_bases_are_of_the_whole_plan_and_greater_minima_make_the_list_shorter(asked_with: AskedWith) -> None:
    for values in ({}, {"basis": "stated", "minimum": "1"}):
        page = front.read(asked_with(**values), values)
        assert page.bases == {basis: len(set(cells(basis))) for basis in ("named", "inferred")}
        assert page.bases_in_words == "Of the 56 links of the plan, 44 are named and 12 are inferred"
    assert page.entries == [] and page.greater == []
    page = front.read(asked_with(), {})
    assert page.greater == [3, 4, 5]
    lengths = [front.read(asked_with(minimum=str(m)), {"minimum": str(m)}).paging.total for m in (2, *page.greater)]
    assert lengths == sorted({*lengths}, reverse=True)


def test_each_initiative_leads_to_a_comparison_that_begins_with_it(asked_with: AskedWith) -> None:
    values = {"strategy": "digital-strategy-for-aotearoa", "minimum": "3", "basis": "own-words"}
    for entry in front.read(asked_with(**values), values).entries:
        assert entry.compare == f"/compare?strategy=digital-strategy-for-aotearoa&a=initiative/{entry.slug}"


def test_a_link_in_doubt_says_why(asked_with: AskedWith) -> None:
    queries = asked_with()
    page = front.read(queries, {})
    found = {
        ((link.claim.iri or "").rsplit("/contribution-", 1)[-1], doubt)
        for entry in page.entries
        for link in entry.links
        if link.claim is not None
        for doubt in page.doubts.get(link.claim.iri or "", ())
    }
    # Of the ten disputed codings four are of looking-ahead areas, and one is of an initiative with a single outcome.
    assert {claim for claim, doubt in found if doubt == "disputed coding"} == {
        "te-ara-paerangi-maori-crown-partnership",
        "government-cloud-adoption-maori-data",
        "digital-health-transformation-data-decisions",
        "digital-trade-innovation",
        "digital-trade-economic-growth",
    }
    assert {claim for claim, doubt in found if doubt == "only the title"} == {
        "accelerating-maori-innovation-innovation",
        "data-as-a-tool-wellbeing",
        "digital-inclusion-skills-participation",
    }
    listed = {(row["claim"].iri, row["why"].text) for row in queries.ask("claims-to-check-first").rows}  # type: ignore[union-attr]
    titles = {(row["claim"].iri, "only the title") for row in queries.ask("links-resting-on-a-title").rows}  # type: ignore[union-attr]
    assert {(claim, doubt) for claim, doubts in page.doubts.items() for doubt in doubts} == listed | titles


def test_each_figure_leads_to_the_picture_that_shows_it(asked_with: AskedWith) -> None:
    values = {"minimum": "3", "strategy": "digital-strategy-for-aotearoa"}
    own, unmeasured, single = front.read(asked_with(**values), values).figures
    assert {own.href, unmeasured.href.partition("#")[0], single.href.partition("#")[0]} == {
        "/explore/matrix?strategy=digital-strategy-for-aotearoa",
        "/explore/gaps?strategy=digital-strategy-for-aotearoa",
        "/explore/gaps?basis=own-words&strategy=digital-strategy-for-aotearoa",
    }
    links = matrix.read(asked_with(), {})
    assert (own.number, own.whole) == (links.own_words, links.links)
    for figure, there in ((unmeasured, {}), (single, {"basis": "own-words"})):
        of_gaps = {gap.kind.key: (gap.number, gap.whole) for gap in gaps.read(asked_with(**there), there).gaps}
        assert of_gaps[figure.href.partition("#")[2]] == (figure.number, figure.whole)


def test_a_row_leads_to_what_is_around_it_and_to_what_is_left_without_it(asked_with: AskedWith) -> None:
    values = {"basis": "own-words", "minimum": "1", "prospective": "include"}
    for entry in front.read(asked_with(**values), values).entries:
        assert entry.around == f"/explore/focus/initiative/{entry.slug}"
        assert entry.what_if == f"/explore/what-if?basis=own-words&prospective=include&off={entry.slug}"
        off = {"basis": "own-words", "prospective": "include", "off": entry.slug}
        lost = what_if.read(asked_with(**off), off)
        assert len(lost.affected) == entry.outcomes


@pytest.mark.parametrize("values", [{"theme": "trust"}, {"theme": "trust", "basis": "own-words", "minimum": "1"}])
def test_a_theme_shows_its_outcomes_alone(asked_with: AskedWith, values: dict[str, str]) -> None:
    page = front.read(asked_with(**values), values)
    assert page.entries
    for entry in page.entries:
        assert len(entry.links) == entry.outcomes
        assert {theme.name.text for link in entry.links for theme in link.outcome.themes} == {"Trust"}
    assert page.caption.endswith(" of the theme Trust")


def test_the_picture_has_every_name(asked_with: AskedWith) -> None:
    page = front.read(asked_with(), {})
    drawn = str(front.draw(page))
    words = {word for entry in page.entries for word in entry.initiative.text.split()}
    assert all(word in drawn for word in words)
    assert drawn.partition('class="legend"')[0].count("<circle") == sum(len(entry.links) for entry in page.entries)


@pytest.mark.parametrize(
    "values",
    [{}, {"minimum": "5", "theme": "trust", "tier": "flagship"}, {"basis": "inferred"}, {"prospective": "only"}],
)
def test_the_combinations_say_what_they_count(asked_with: AskedWith, values: dict[str, str]) -> None:
    """They follow only part of the filters of the list."""
    page = front.read(asked_with(**values), values)
    bases = (values["basis"],) if "basis" in values else ()
    initiatives = outcomes_of(*bases, prospective=values.get("prospective", "exclude"))
    assert page.combined == (
        f"{len(initiatives)} initiatives with an outcome; of the filters, only Basis and Initiatives without resources "
        "change it."
    )


def test_a_long_list_is_paged(asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "ROWS", 5)
    pages = [front.read(asked_with(), {"page": str(number)}) for number in (1, 2, 3, 4)]
    assert [len(page.entries) for page in pages] == [5, 5, 5, 2]
    assert {entry.slug for page in pages for entry in page.entries} == set(feeding(2))
    assert {page.caption for page in pages} == {"17 initiatives with at least 2 outcomes"}
    with pytest.raises(ParameterError, match="does not take '5'"):
        front.read(asked_with(), {"page": "5"})
    monkeypatch.setattr(front, "ROWS", 50)
    monkeypatch.setattr(front, "MAX_LINKS", 25)
    assert len(front.read(asked_with(), {}).entries) == front.LEAST_ROWS == 10
    monkeypatch.setattr(front, "LEAST_ROWS", 1)
    entries = front.read(asked_with(), {}).entries
    most = sorted(map(len, outcomes_of().values()), reverse=True)
    assert sum(most[: len(entries)]) <= 25 < sum(most[: len(entries) + 1])
