"""The timeline has each milestone once, in its band, with the width that its date allows."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET

from strategy_graph.explorer.pages import timeline
from strategy_graph.explorer.pictures.svg import PAPER
from strategy_graph.explorer.pictures.timeline import Band, Event, draw
from strategy_graph.explorer.sentence import plain_text
from tests.explorer.conftest import AskedWith

SVG = "{http://www.w3.org/2000/svg}"


def test_every_milestone_is_shown_once(asked_with: AskedWith) -> None:
    queries = asked_with()
    page = timeline.read(queries, {})
    rows = queries.ask(timeline.QUERY).rows
    assert {m.name.iri for m in page.milestones} == {row["milestone"].iri for row in rows if row["milestone"]}
    assert len(page.milestones) == len({m.name.iri for m in page.milestones})
    drawn = str(timeline.draw(page))
    assert drawn.count('class="mark ') == len(page.dated)
    assert len(page.dated) + len(page.undated) == len(page.milestones)
    assert page.unconfirmed == len({row["milestone"] for row in queries.ask("due-and-unconfirmed").rows})
    assert f"Of {page.unconfirmed} that were due by 31 December 2023, nothing tells" in plain_text(page.sentence)


def test_as_many_marks_are_hollow_as_the_sentence_says(asked_with: AskedWith) -> None:
    """A note that nothing was found of a milestone is no news of it."""
    page = timeline.read(asked_with(), {})
    due = {m.name.iri for m in page.milestones if m.unconfirmed}
    assert page.unconfirmed == len(due) == 10
    assert {"Framework metric published", "First progress report", "Build may start"} < {
        m.name.text for m in page.milestones if m.unconfirmed
    }
    for drawn in (page.drawing, timeline.draw(page)):
        marks = [
            mark for mark in ET.fromstring(str(drawn)).iter() if re.match(r"mark series-\d ", mark.get("class", ""))
        ]
        hollow = [mark for mark in marks if mark.get("class", "").endswith(" reading")]
        assert len(hollow) == page.unconfirmed
        assert {mark.get("fill") for mark in hollow} == {PAPER}
        assert PAPER not in {mark.get("fill") for mark in marks if mark not in hollow}


def test_the_bands_are_the_statuses(asked_with: AskedWith) -> None:
    page = timeline.read(asked_with(), {})
    statuses = {(m.later, m.status.text if m.status else None) for m in page.milestones}
    assert {status for later, status in statuses if later} == {"later", "expected later"}
    assert not {status for later, status in statuses if not later} & {"later", "expected later"}


def test_widths_are_those_of_the_dates() -> None:
    def event(first: str, last: str) -> Event:
        days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
        return Event("Name", "", None, *days, "when", open=False)

    events = [event("2020-05-05", "2020-05-05"), event("2020-01-01", "2020-12-31"), event("2020-06-01", "2020-06-30")]
    tree = ET.fromstring(str(draw("", "", [Band("One", 1, events), Band("None", 2, [])], file=True)))
    assert len([each for each in tree.iter(SVG + "circle") if "mark" in each.get("class", "")]) == 1
    widths = [float(r.get("width", 0)) for r in tree.iter(SVG + "rect") if "mark" in r.get("class", "")]
    assert len(widths) == 2 and 11.5 < widths[0] / widths[1] < 13


def test_nothing_dated_is_no_error() -> None:
    assert "<svg" in str(draw("Empty", "", [], file=True))
