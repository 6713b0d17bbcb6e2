"""The links around one thing with their grounds, as the queries ``neighbours-of-…`` give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from strategy_graph.explorer.kinds import WORDS
from strategy_graph.explorer.links import Passage, named
from strategy_graph.explorer.sentence import Sentence
from strategy_graph.named_queries.result_table import Cell, Row, is_true
from strategy_graph.text import counted, listed


@dataclass(frozen=True)
class Thing:
    """An end of a link: its kind, and its name with its IRI."""

    kind: str
    name: Cell

    @property
    def iri(self) -> str:
        return self.name.iri or ""


@dataclass(frozen=True)
class Statement:
    """A link between two things with its grounds.

    :ivar steps: 1 for a link of the thing in the middle, 2 for one of its neighbours.
    :ivar part: the part of the subject that the link is really about.
    :ivar own_words: whether a source's own words give it; otherwise it is a reading.
    """

    steps: int
    subject: Thing
    part: Cell | None
    link: Cell
    object: Thing
    own_words: bool
    basis: Cell
    strength: Cell | None
    rationale: Cell | None
    prospective: bool
    passages: tuple[Passage, ...]


def read_statements(rows: Iterable[Row]) -> list[Statement]:
    """Return the links in the order of the rows; the passages of one link are joined."""
    found: dict[tuple[str, ...], Statement] = {}
    for row in rows:
        subject = Thing(_text(row, "subjectKind"), named(row, "subject", "subjectName"))
        target = Thing(_text(row, "objectKind"), named(row, "object", "objectName"))
        link = named(row, "property", "propertyName")
        key = (subject.iri, link.iri or "", target.iri, *(_text(row, each) for each in ("partName", "basis")))
        if known := found.get(key):
            found[key] = replace(known, passages=_joined(known.passages, row))
            continue
        found[key] = Statement(
            steps=int(_text(row, "steps") or 1),
            subject=subject,
            part=row["partName"],
            link=link,
            object=target,
            own_words=is_true(row["ownWords"]),
            basis=row["basis"] or Cell(""),
            strength=row["strength"],
            rationale=row["rationale"],
            prospective=is_true(row["prospective"]),
            passages=_joined((), row),
        )
    return [*found.values()]


def sentence_about(thing: Thing, near: Sequence[Statement], beyond: Sequence[Statement]) -> Sentence:
    """Say with how many things of each kind one is joined, and how many of these links are in own words.

    A link of a part of an initiative counts as one of the initiative, and the sentence says so.
    """
    if not near:
        return (thing.name, " has no link in this graph to an agency, an initiative, an outcome, a measure or a theme.")
    own = sum(each.own_words for each in near)
    around = _counts(thing, near, set())
    how = ", directly or through a part" if any(each.part for each in near) else ""
    text = (
        f" is joined with {around}{how}. {own:,} of the {counted(len(near), 'link')} {'rests' if own == 1 else 'rest'} "
        f"on a source’s own words{_ahead(near)}."
    )
    if further := _counts(thing, beyond, {end.iri for each in near for end in (each.subject, each.object)}):
        text += f" One step on: {further}."
    return (thing.name, text)


def _ahead(statements: Sequence[Statement]) -> str:
    number = sum(each.prospective for each in statements)
    return f", and {number} of them {'is' if number == 1 else 'are'} of work without resources" if number else ""


def _counts(thing: Thing, statements: Sequence[Statement], known: set[str]) -> str:
    """Return how many things of each kind there are, without the thing itself and those that are known."""
    found = {end.iri: end.kind for each in statements for end in (each.subject, each.object)}
    kinds = [kind for iri, kind in found.items() if iri not in known and iri != thing.iri]
    counts = [counted(kinds.count(kind), WORDS[kind]) for kind in WORDS if kind in kinds]
    return listed(counts, "and") if counts else ""


def _joined(passages: tuple[Passage, ...], row: Row) -> tuple[Passage, ...]:
    """Return the passages with that of a row; phrases of one section of a source stand together."""
    source = named(row, "source", "sourceTitle") if row["source"] else None
    phrase = _text(row, "phrase")
    for index, passage in enumerate(passages):
        if passage.source == source and passage.section == row["section"]:
            phrases = passage.phrases if not phrase or phrase in passage.phrases else (*passage.phrases, phrase)
            return (*passages[:index], replace(passage, phrases=phrases), *passages[index + 1 :])
    return (*passages, Passage((phrase,) if phrase else (), row["section"], source))


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    return cell.text if cell else ""
