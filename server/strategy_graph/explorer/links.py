"""The links from initiatives to outcomes with their grounds, and the themes of the outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.named_queries.result_table import Cell, Row, is_true

SERIES: Final = 8
"""The number of colours for themes; the next theme takes the first again, and its letter tells it apart."""


OWN_WORDS: Final = "own-words"
"""The basis that counts the links in the plan's own words alone."""


@dataclass(frozen=True)
class Theme:
    """A theme with its colour and its letters.

    :ivar series: the number of its colour, from 1; 0 for what stands under no theme.
    :ivar letter: the shortest start of its name that no theme before it has.
    """

    name: Cell
    other_name: Cell | None
    series: int
    letter: str


@dataclass(frozen=True)
class Outcome:
    """An outcome with the themes that it stands under: none, one or several."""

    name: Cell
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class Passage:
    """Phrases of a source, with the section that they stand in."""

    phrases: tuple[str, ...]
    section: Cell | None
    source: Cell | None


@dataclass(frozen=True)
class Link:
    """A contribution of an initiative to an outcome, with its grounds.

    :ivar own_words: whether the plan's own words give it; otherwise it is a reading.
    :ivar claim: the claim that states it.
    """

    initiative: Cell
    outcome: Outcome
    own_words: bool
    basis: Cell
    strength: Cell | None
    rationale: Cell | None
    prospective: bool
    passages: tuple[Passage, ...]
    claim: Cell | None = None


def read_outcomes(queries: PageQueries) -> tuple[list[Theme], dict[str, Outcome]]:
    """Return the themes in order, and the outcomes by IRI in the order of their themes."""
    themes: dict[str, Theme] = {}
    outcomes: dict[str, Outcome] = {}
    for row in queries.ask("outcomes-by-theme").rows:
        outcome, theme = row["outcome"], row["theme"]
        if outcome is None or outcome.iri is None:
            continue
        known = outcomes.get(outcome.iri) or Outcome(named(row, "outcome", "name"), ())
        if theme is not None and theme.iri is not None:
            if theme.iri not in themes:
                name = named(row, "theme", "themeName")
                letter = _letter(name.text, {other.letter for other in themes.values()})
                themes[theme.iri] = Theme(name, row["themeOtherName"], len(themes) % SERIES + 1, letter)
            known = replace(known, themes=(*known.themes, themes[theme.iri]))
        outcomes[outcome.iri] = known
    return [*themes.values()], outcomes


def read_links(queries: PageQueries, outcomes: dict[str, Outcome], **values: str) -> list[Link]:
    """Return the links in the order of the plan.

    :param values: parameters of the query, before those of the page.
    """
    links: dict[tuple[str, str, str], Link] = {}
    for row in queries.ask("initiative-outcome-matrix", **values).rows:
        key = (*_key(row), _text(row["basis"]))
        passage = Passage(tuple(filter(None, _text(row["phrases"]).split(" | "))), row["section"], _source(row))
        if known := links.get(key):
            links[key] = replace(known, passages=(*known.passages, passage))
            continue
        outcome = row["outcome"]
        iri = (outcome.iri if outcome else None) or ""
        links[key] = Link(
            initiative=named(row, "initiative", "name"),
            outcome=outcomes.get(iri) or Outcome(named(row, "outcome", "outcomeName"), ()),
            own_words=is_true(row["ownWords"]),
            basis=row["basis"] or Cell(""),
            strength=row["strength"],
            rationale=row["rationale"],
            prospective=is_true(row["prospective"]),
            passages=(passage,),
            claim=row["claim"],
        )
    return [*links.values()]


def by_initiative(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Return the links by the IRI of their initiative."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.initiative.iri or "", []).append(link)
    return found


def named(row: Row, column: str, name: str) -> Cell:
    """Return the cell of a thing with the text and the language of its name."""
    thing, label = row.get(column), row.get(name)
    if thing is None:
        return label or Cell("")
    return replace(thing, text=label.text, language=label.language) if label else thing


def _source(row: Row) -> Cell | None:
    return named(row, "source", "sourceTitle") if row["source"] else None


def _key(row: Row) -> tuple[str, str]:
    initiative, outcome = row["initiative"], row["outcome"]
    return (initiative and initiative.iri) or "", (outcome and outcome.iri) or ""


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _letter(name: str, taken: set[str]) -> str:
    starts = (name[:length].strip() for length in range(1, len(name) + 1))
    return next((start for start in starts if start and start not in taken), name or "?")
