"""The page ``/compare``: two initiatives by their outcomes, or two outcomes or two agencies by their initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.kinds import HEADINGS, WORDS
from strategy_graph.explorer.links import Link, named, read_links, read_outcomes
from strategy_graph.explorer.page import Page, Unanswered
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import overlap
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import Member, find_member, members
from strategy_graph.named_queries.result_table import Cell, is_true
from strategy_graph.text import counted, plural

LINKS: Final = "initiative-outcome-matrix"
KINDS: Final = {"initiative": "outcome", "outcome": "initiative", "organisation": "initiative"}
"""What can be compared, and by what."""
_COMPARED: Final = {
    "initiative": "The outcomes that each of the two feeds",
    "outcome": "The initiatives that feed each of the two",
    "organisation": "The initiatives, and parts of them, in which each of the two has a role",
}
"""What is compared, by kind."""


@dataclass(frozen=True)
class Side:
    """One of the two things, with the names and the basis of what it has, by IRI."""

    kind: str
    value: str
    name: Cell
    items: Mapping[str, tuple[Cell, bool]]


@dataclass(frozen=True)
class Shared:
    """Something that one or both have; for each, whether the plan's own words give it, or ``None``."""

    item: Cell
    own_words: tuple[bool | None, bool | None]


@dataclass(frozen=True)
class ComparePage:
    """Two things of a kind, or the choice of them.

    :ivar choices: what can be chosen, by kind and value.
    :ivar error: why the two that were chosen cannot be compared.
    """

    choices: Mapping[str, Mapping[str, Member]]
    chosen: tuple[str, str]
    sides: tuple[Side, Side] | None
    error: str = ""

    @property
    def groups(self) -> list[tuple[str, dict[str, Member]]]:
        """What can be chosen, by the heading of its kind and by the value of the parameters."""
        return [
            (HEADINGS[kind], {f"{kind}/{value}": member for value, member in found.items()})
            for kind, found in self.choices.items()
        ]

    @property
    def compared(self) -> str:
        """What is compared."""
        return _COMPARED[self.sides[0].kind] if self.sides else ""

    @property
    def shared(self) -> list[Shared]:
        if self.sides is None:
            return []
        first, second = self.sides
        both = {**second.items, **first.items}
        rows = [Shared(cell, (_own(first.items, iri), _own(second.items, iri))) for iri, (cell, _) in both.items()]
        return sorted(rows, key=lambda row: [own is None for own in row.own_words])

    @property
    def sentence(self) -> Sentence:
        if self.sides is None:
            return (
                "Choose two initiatives to compare by the outcomes that they feed, or two outcomes or two agencies by "
                "their initiatives.",
            )
        first, second = self.sides
        noun = KINDS[first.kind]
        common = sum(None not in row.own_words for row in self.shared)
        return (
            first.name,
            " and ",
            second.name,
            f" have {counted(common, noun)} in common, of {len(first.items)} and {len(second.items)}.",
        )

    @property
    def cited(self) -> str:
        """What a citation names."""
        first, second = self.sides or (None, None)
        if not first or not second:
            return ""
        return f"{first.name.text} and {second.name.text}, compared by {plural(KINDS[first.kind])}"

    @property
    def drawing(self) -> Markup:
        return draw(self, file=False)


def read(queries: PageQueries, values: Mapping[str, str]) -> ComparePage:
    """Ask the queries of the page.

    :raises ParameterError: a value is not a kind and a name.
    :raises Unanswered: the two are not of one kind.
    :raises ResourceNotFound: one is not in the release.
    """
    choices = {kind: members(kind, queries.run_query) for kind in KINDS}
    chosen = values.get("a", ""), values.get("b", "")
    choice = ComparePage(choices, chosen, None)
    if not all(chosen):
        return choice
    (kind, first), (other_kind, second) = _parts("a", chosen[0]), _parts("b", chosen[1])
    if kind != other_kind:
        message, hint = f"a is of the kind {kind} and b of the kind {other_kind}", "Give two of one kind"
        words = (
            f"One is of the kind {WORDS[kind]} and the other of the kind {WORDS[other_kind]}. Choose two of one kind."
        )
        raise Unanswered(message, replace(choice, error=words), hint=hint)
    return ComparePage(choices, chosen, (_side(queries, kind, first), _side(queries, kind, second)))


def draw(page: ComparePage, *, file: bool = True) -> Markup:
    """Return what the two have in common as a drawing."""
    names = (page.sides[0].name.text, page.sides[1].name.text) if page.sides else ("", "")
    items = [overlap.Item(row.item.text, None if file else row.item.address, row.own_words) for row in page.shared]
    return overlap.draw(page.compared or PAGE.title, plain_text(page.sentence), names, items, file=file)


def _parts(parameter: str, value: str) -> tuple[str, str]:
    kind, _, name = value.partition("/")
    if kind not in KINDS or not name:
        raise ParameterError(
            f"the parameter {parameter} does not take '{value[:60]}'", hint=f"Give {' or '.join(KINDS)}, / and a name"
        )
    return kind, name


def _side(queries: PageQueries, kind: str, value: str) -> Side:
    member = find_member(kind, value, queries.run_query)
    name = Cell(member.name, member.language or None, iri=member.iri)
    if kind == "organisation":
        rows = queries.ask("agency-portfolio", organisation=member.iri).rows
        return Side(
            kind, value, name, _first((named(row, "work", "workName"), is_true(row["ownWords"])) for row in rows)
        )
    _, outcomes = read_outcomes(queries)
    of_it = [link for link in read_links(queries, outcomes) if _end(link, kind).iri == member.iri]
    return Side(kind, value, name, _first((_end(link, KINDS[kind]), link.own_words) for link in of_it))


def _first(pairs: Iterable[tuple[Cell, bool]]) -> dict[str, tuple[Cell, bool]]:
    """Return what a thing has by IRI; the plan's own words before readings."""
    items: dict[str, tuple[Cell, bool]] = {}
    for cell, own in pairs:
        if own or cell.iri not in items:
            items[cell.iri or ""] = cell, own
    return items


def _end(link: Link, kind: str) -> Cell:
    return link.initiative if kind == "initiative" else link.outcome.name


def _own(items: Mapping[str, tuple[Cell, bool]], iri: str) -> bool | None:
    return items[iri][1] if iri in items else None


PAGE: Final = Page(
    name="compare",
    title="Compare two by outcomes or initiatives",
    answers="Two initiatives by the outcomes that they feed, or two outcomes or two agencies by their initiatives.",
    query=LINKS,
    filters=("basis", "prospective"),
    options=("a", "b"),
    path="/compare",
    read=read,
    draw=draw,
)
