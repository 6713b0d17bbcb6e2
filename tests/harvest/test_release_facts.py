"""What the descriptions need is read from the canonical N-Quads of a release, as a query would find it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from strategy_graph.dataset import Release
from strategy_graph.harvest.release_facts import ReleaseFacts, read_facts
from strategy_graph.namespaces import GRAPH_META, TERMS, THINGS

HEAD = "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX void: <http://rdfs.org/ns/void#>"


def ask(release: Release, pattern: str) -> set[str]:
    """The values of ``?x``."""
    store = pyoxigraph.Store.read_only(str(release.store))
    found = store.query(f"{HEAD} SELECT DISTINCT ?x WHERE {{ {pattern} }}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return {getattr(row["x"], "value", "") for row in found}


def facts_of(release: Release) -> ReleaseFacts:
    return read_facts(release.directory / "canonical.nq")


def test_they_are_what_queries_find(real_release: Release) -> None:
    facts = facts_of(real_release)
    publication = facts.publication
    assert publication is not None
    assert {publication.iri} == ask(real_release, f"GRAPH <{GRAPH_META}> {{ ?x void:subset ?part }}")
    dataset = f"<{publication.iri}>"
    assert set(publication.sources) == ask(real_release, f"?x a <{TERMS}Source>")
    assert {title.value for title in publication.titles} == ask(real_release, f"{dataset} dcterms:title ?x")
    assert {publication.licence} == ask(real_release, f"{dataset} dcterms:license ?x")
    assert {agent.iri for agent in publication.creators} == ask(real_release, f"{dataset} dcterms:creator ?x")
    assert set(publication.languages) == ask(real_release, f"{dataset} dcterms:language ?x")
    assert publication.publishers[0].names[0].value == "Digital Strategy Graph"
    assert publication.descriptions and publication.keywords and publication.themes
    assert len(facts.meta) == real_release.graphs[GRAPH_META]
    things = ask(real_release, f"?x ?p ?o FILTER (STRSTARTS(STR(?x), '{THINGS}') && !CONTAINS(STR(?x), '#'))")
    assert set(facts.things) == things
    assert list(facts.things) == sorted(facts.things)


def test_a_release_without_a_description_has_no_publication(tmp_path: Path) -> None:
    canonical = tmp_path / "canonical.nq"
    canonical.write_text('<http://a.example/x> <http://a.example/p> "o \\n > <" .\n', "utf-8")
    assert read_facts(canonical) == ReleaseFacts((), None, ())


def test_english_titles_come_first(tmp_path: Path) -> None:
    canonical = tmp_path / "canonical.nq"
    subject, graph = "<https://example.org/d>", f"<{GRAPH_META}>"
    lines = [
        f'{subject} <http://purl.org/dc/terms/title> "Mahere"@mi {graph} .',
        f'{subject} <http://purl.org/dc/terms/title> "Plan"@en {graph} .',
        f"{subject} <http://rdfs.org/ns/void#subset> {graph} {graph} .",
    ]
    canonical.write_text("\n".join([*lines, ""]), "utf-8")
    publication = read_facts(canonical).publication
    assert publication is not None
    assert [title.value for title in publication.titles] == ["Plan", "Mahere"]
