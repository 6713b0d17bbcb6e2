"""A focus page shows what its query says, and nothing twice."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from strategy_graph.explorer.addresses import FOCUS_QUERIES
from strategy_graph.explorer.pages import focus
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.namespaces import THINGS
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import feeders_of, outcomes_of

SVG = "{http://www.w3.org/2000/svg}"


def read(asked_with: AskedWith, kind: str, slug: str) -> focus.FocusPage:
    return focus.read(asked_with(), kind, f"{THINGS}{kind}/{slug}", {})


def rows_of(page: focus.FocusPage, kind: str) -> set[str]:
    return {box.row for column in page.columns for group in column if group.kind == kind for box in group.boxes}


@pytest.mark.parametrize("slug", ["digital-boost", "christchurch-call", "digital-twins"])
def test_outcomes_of_an_initiative(asked_with: AskedWith, slug: str) -> None:
    page = read(asked_with, "initiative", slug)
    assert rows_of(page, "outcome") == outcomes_of(prospective="include")[slug]
    near = [each for each in page.near if each.object.kind == "outcome"]
    assert {each.object.iri.rsplit("/", 1)[-1] for each in near} == outcomes_of(prospective="include")[slug]
    assert all(each.passages for each in page.near)


def test_initiatives_of_an_outcome(asked_with: AskedWith) -> None:
    page = read(asked_with, "outcome", "skills")
    assert rows_of(page, "initiative") == feeders_of(prospective="include")["skills"]
    # By hand: seven initiatives, M5 and the theme Inclusion; six of the seven by the plan's own words.
    assert plain_text(page.sentence).startswith(
        "People have the digital skills and confidence they need is joined with 7 initiatives, 1 measure and 1 theme. "
        "6 of the 9 links rest on a source’s own words, and 3 of them are of work without resources."
    )


def test_what_is_joined_through_a_part_is_said(asked_with: AskedWith) -> None:
    # By hand: one agency leads Digital Boost, and two more act through its Alliance alone.
    sentence = plain_text(read(asked_with, "initiative", "digital-boost").sentence)
    assert "joined with 2 outcomes, 3 agencies and 2 themes, directly or through a part. " in sentence
    assert "through a part" not in plain_text(read(asked_with, "initiative", "christchurch-call").sentence)


def test_the_things_of_a_narrow_screen_are_those_of_the_picture(asked_with: AskedWith) -> None:
    page = read(asked_with, "initiative", "digital-boost")
    listed = {box.row: own for _, boxes in page.stacked for box, own in boxes}
    # The Ministry is a stated partner, and its lead is a reading: a line for both is no source's own words.
    assert listed == {
        **{"cert-nz": True, "mbie": False, "tuanz": True, "growth": False, "inclusion": False},
        **{"skills": True, "business-adoption": True, "m5": None, "m8": None},
    }


def test_a_line_names_each_of_its_links_with_the_basis(asked_with: AskedWith) -> None:
    page = read(asked_with, "initiative", "digital-boost")
    titles = {edge.title for edge in page.edges if edge.other.endswith("/mbie") or edge.one.endswith("/mbie")}
    (title,) = titles
    assert "lead agency (not in own words)" in title and "partner agency (own words)" in title


def test_a_thing_without_a_link_has_its_name(asked_with: AskedWith) -> None:
    page = read(asked_with, "organisation", "te-puni-kokiri")
    assert (page.thing.name.text, page.near) == ("Ministry of Māori Development", [])
    assert "has no link" in plain_text(page.sentence)
    assert rows_of(page, "organisation") == {"te-puni-kokiri"}


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        *(("initiative", "digital-inclusion-skills"), ("outcome", "connectivity"), ("organisation", "mbie")),
        *(("measure", "m6"), ("theme", "inclusion")),
    ],
)
def test_each_neighbour_is_one_link_in_the_picture(asked_with: AskedWith, kind: str, slug: str) -> None:
    page = read(asked_with, kind, slug)
    drawn = ElementTree.fromstring(str(focus.draw(page)))
    boxes = [box for column in page.columns for group in column for box in group.boxes]
    assert len({box.key for box in boxes}) == len(boxes)
    links = [each.get("href") for each in drawn.iter(f"{SVG}a")]
    assert len(links) == len(boxes) - 1 == len({*links})
    assert {*links} == {*page.hrefs.values()}
    words = {word for box in boxes for word in box.text.split()}
    assert all(word in "".join(drawn.itertext()) for word in words)


def test_every_kind_has_a_page_and_columns() -> None:
    assert {*FOCUS_QUERIES} == {*focus.KINDS_AROUND}
