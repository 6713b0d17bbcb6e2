"""Verifies each phrase quoted as evidence against the text of its source.

A phrase must be in the section that its evidence names, and must not be a whole sentence: only names and short phrases
are quoted. A stated or named claim must quote its initiative's own section. The user provides the texts: the project
holds no copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rdflib import RDF, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, RDFS
from rdflib.term import Node

from strategy_graph.dataset.content import Content, data_files
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.dataset.quotations.quotation_placement import MisplacedQuotation, misplaced_quotations
from strategy_graph.dataset.quotations.source_text import Section, SourceText, normalise, read_text
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, PREFIXES, TERMS

DSG = Namespace(TERMS)
OA = Namespace(PREFIXES["oa"])


class Outcome(StrEnum):
    """The outcome of verifying one phrase."""

    FOUND = "found"
    OTHER_SECTION = "found in another section"
    NOT_FOUND = "not found"
    NO_SECTION = "section heading not found"
    WHOLE_SENTENCE = "whole sentence"


@dataclass(frozen=True)
class PhraseResult:
    """The result for one phrase of one piece of evidence.

    :ivar section: the label of the expected section, if the evidence names one.
    :ivar elsewhere: the labels of the other sections that contain the phrase.
    :ivar where: ``file:line`` of the evidence.
    """

    evidence: str
    source: str
    phrase: str
    section: str | None
    outcome: Outcome
    elsewhere: tuple[str, ...] = ()
    where: str | None = None


@dataclass(frozen=True)
class Verification:
    """The results of all phrases whose source's text was given.

    :ivar unchecked: the number of phrases whose source's text was not given, by source.
    :ivar misplaced: quotations of stated and named claims that are not in their initiative's section.
    """

    results: tuple[PhraseResult, ...]
    unchecked: dict[str, int]
    misplaced: tuple[MisplacedQuotation, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all phrases were found in their sections, none is a whole sentence, and none is misplaced."""
        return not self.misplaced and all(result.outcome is Outcome.FOUND for result in self.results)

    def of(self, outcome: Outcome) -> list[PhraseResult]:
        """Return the results with one outcome."""
        return [result for result in self.results if result.outcome is outcome]


def verify_sources(content: Content, texts: Mapping[str, Path]) -> Verification:
    """Verify the phrases of each source whose text is given.

    :param texts: plain text files by case-insensitive source identifier: ``{"summary": Path(…)}``.
    :raises StrategyGraphError: an identifier is unknown, or a text cannot be read.
    """
    line_numbers = LineNumbers()
    graph = to_graph(read_graph(data_files(content), GRAPH_DATA, line_numbers))
    identifiers = _identifiers(graph)
    given: dict[str, str] = {}
    for name, path in texts.items():
        if name.casefold() not in identifiers:
            known = ", ".join(sorted(_quoted_sources(graph)))
            raise StrategyGraphError(f"unknown source '{name}'", hint=f"Sources with phrases to check: {known}")
        given[identifiers[name.casefold()]] = read_text(path)
    sections = {section.iri: section for section in _sections(graph)}
    by_source = {
        name: SourceText(text, list(_sections(graph, identifier=name))) for name, text in sorted(given.items())
    }
    results: list[PhraseResult] = []
    unchecked: dict[str, int] = {}
    for evidence, source, phrase in sorted(_phrases(graph)):
        if source not in by_source:
            unchecked[source] = unchecked.get(source, 0) + 1
            continue
        named = graph.value(evidence, DSG.inSection)
        section = sections.get(str(named)) if named is not None else None
        outcome, elsewhere = _look_up(by_source[source], phrase, section)
        results.append(
            PhraseResult(
                evidence=str(evidence),
                source=source,
                phrase=phrase,
                section=section.label if section else None,
                outcome=outcome,
                elsewhere=tuple(sections[iri].label for iri in elsewhere),
                where=line_numbers.where(str(evidence)),
            )
        )
    return Verification(tuple(results), unchecked, tuple(misplaced_quotations(graph, by_source, line_numbers)))


def _look_up(text: SourceText, phrase: str, section: Section | None) -> tuple[Outcome, list[str]]:
    wanted = normalise(phrase)
    body = text.whole if section is None else text.body(section.iri)
    elsewhere = text.sections_with(wanted) if section is not None else []
    if body is None:
        return Outcome.NO_SECTION, elsewhere
    if wanted in body:
        return (Outcome.WHOLE_SENTENCE if body.is_whole_sentence(wanted) else Outcome.FOUND), []
    return (Outcome.OTHER_SECTION if elsewhere else Outcome.NOT_FOUND), elsewhere


def _identifiers(graph: Graph) -> dict[str, str]:
    return {
        str(identifier).casefold(): str(identifier)
        for source in graph.subjects(RDF.type, DSG.Source)
        for identifier in graph.objects(source, DCTERMS.identifier)
    }


def _quoted_sources(graph: Graph) -> set[str]:
    return {source for _, source, _ in _phrases(graph)}


def _phrases(graph: Graph) -> Iterable[tuple[Node, str, str]]:
    for evidence, selector in graph.subject_objects(OA.hasSelector):
        source = graph.value(evidence, OA.hasSource)
        identifier = graph.value(source, DCTERMS.identifier) if source is not None else None
        for phrase in graph.objects(selector, OA.exact):
            yield evidence, str(identifier or source), str(phrase)


def _sections(graph: Graph, identifier: str | None = None) -> Iterable[Section]:
    for node in graph.subjects(RDF.type, DSG.Section):
        source = graph.value(node, DCTERMS.isPartOf)
        if identifier is not None and str(graph.value(source, DCTERMS.identifier)) != identifier:
            continue
        heading = graph.value(node, DSG.heading)
        order = graph.value(node, DSG.order)
        label = heading or graph.value(node, RDFS.label) or node
        yield Section(
            iri=str(node),
            label=str(label),
            heading=None if heading is None else str(heading),
            order=int(str(order)) if isinstance(order, Literal) else 0,
        )
