"""Applies the derivation rules up to their fixed point (forward chaining).

A rule is a SPARQL CONSTRUCT query in ``ontology/rules/``. In each round the rules run in the order of their file names
over the ontology, the data and the triples derived so far; a rule is left out if nothing that it reads is new. The last
round adds no triple.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryTriples, Store, Triple

from strategy_graph.dataset.rule_dependencies import properties_read
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DERIVED, TERMS
from strategy_graph.utf8 import read

MAX_ROUNDS = 20

VIEWS: Final = frozenset({TERMS + "displayName", TERMS + "inStrategy"})
"""Derived properties that things of every class have, for queries and pages.

They restate facts that are validated themselves, and are left out of the validation: so no closed shape has to name
them, and one that an author writes by hand is a violation.
"""


class RuleError(StrategyGraphError):
    """A derivation rule that is invalid or does not terminate."""


@dataclass(frozen=True)
class Rule:
    path: Path
    text: str


@dataclass(frozen=True)
class Derivation:
    """The derived quads, their number by rule, and the number of rounds (the last one adds nothing)."""

    quads: list[Quad]
    by_rule: dict[str, int]
    rounds: int


def read_rules(files: Iterable[Path]) -> list[Rule]:
    """Read and check the rules.

    :raises RuleError: a rule is not a SPARQL CONSTRUCT.
    :raises StrategyGraphError: a file cannot be read, or is not UTF-8.
    """
    rules = []
    empty = Store()
    for path in files:
        rule = Rule(path, read(path))
        _run(rule, empty)
        rules.append(rule)
    return rules


def derive(rules: list[Rule], asserted: Iterable[Quad], *, max_rounds: int = MAX_ROUNDS) -> Derivation:
    """Return the triples that the rules add to the asserted ones, whatever graphs those are in.

    :raises RuleError: a rule creates blank nodes, so it would not terminate; or there is no fixed point after
        ``max_rounds`` rounds.
    """
    store = Store()
    everything = DefaultGraph()
    store.bulk_extend(
        quad if quad.graph_name == everything else Quad(quad.subject, quad.predicate, quad.object, everything)
        for quad in asserted
    )
    graph = NamedNode(GRAPH_DERIVED)
    derived: dict[Triple, None] = {}
    by_rule = {rule.path.name: 0 for rule in rules}
    last_active: Rule | None = None
    # By rule: the properties that have got new values since it ran; None before it has run at all.
    changed: list[set[str] | None] = [None for _ in rules]
    for number in range(1, max_rounds + 1):
        last_active = None
        for place, rule in enumerate(rules):
            if not _can_add(rule, changed[place]):
                continue
            new = _new_triples(rule, store, derived)
            changed[place] = set()
            if new:
                last_active = rule
                properties = {triple.predicate.value for triple in new}
                for others in changed:
                    if others is not None:
                        others |= properties
                by_rule[rule.path.name] += len(new)
                store.extend(Quad(triple.subject, triple.predicate, triple.object, everything) for triple in new)
                derived |= new
        if last_active is None:
            quads = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in derived]
            return Derivation(quads, by_rule, number)
    raise RuleError(
        f"the rules still add triples after {max_rounds} rounds",
        where=str(last_active.path) if last_active else None,
        hint="Look for rules that feed each other without end",
    )


def without_views(derived: Iterable[Quad]) -> list[Quad]:
    """Return the derived quads that are validated: all but those of :data:`VIEWS`."""
    return [quad for quad in derived if quad.predicate.value not in VIEWS]


def _can_add(rule: Rule, changed: set[str] | None) -> bool:
    """Return whether the result of a rule can differ from that of its last run."""
    if changed is None:
        return True
    read = properties_read(rule.text)
    return bool(changed if read is None else changed & read)


def _new_triples(rule: Rule, store: Store, derived: Container[Triple]) -> dict[Triple, None]:
    """Return the triples that the store does not have, in their order.

    :param derived: triples that the store has; a lookup here takes less time than one in the store.
    """
    new: dict[Triple, None] = {}
    for triple in _run(rule, store):
        if triple in derived or triple in new or Quad(triple.subject, triple.predicate, triple.object) in store:
            continue
        for node in (triple.subject, triple.object):
            if isinstance(node, BlankNode) and not _occurs_in(node, store):
                raise RuleError(
                    "the rule makes blank nodes, so it would add triples without end",
                    where=str(rule.path),
                    hint="Construct IRIs instead",
                )
        new[triple] = None
    return new


def _occurs_in(node: BlankNode, store: Store) -> bool:
    as_subject = store.quads_for_pattern(node, None, None)
    as_object = store.quads_for_pattern(None, None, node)
    return next(as_subject, None) is not None or next(as_object, None) is not None


def _run(rule: Rule, store: Store) -> QueryTriples:
    try:
        result = store.query(rule.text)
    except SyntaxError as error:
        raise _syntax_error(rule, str(error)) from error
    if not isinstance(result, QueryTriples):
        raise RuleError("a rule must be a SPARQL CONSTRUCT query", where=f"{rule.path}:1", hint="Rewrite it as one")
    return result


def _syntax_error(rule: Rule, message: str) -> RuleError:
    """Describe the unexpected token; the parser's own message lists every expected token instead."""
    place = re.match(r"error at (\d+):(\d+): ", message)
    if place is None:
        first = message.splitlines()[0]
        return RuleError(f"the rule is not valid SPARQL: {first}", where=str(rule.path), hint="Correct the rule")
    line, column = int(place[1]), int(place[2])
    lines = rule.text.splitlines()
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    prefix = re.search(r"([\w.-]*:)[\w.-]*$", before)
    if "Prefix not found" in message and prefix:
        found = f"the prefix {prefix[1]} is not declared"
    else:
        found = f"'{rest[:40]}' is not expected there" if rest else "it ends too early"
    return RuleError(
        f"the rule is not valid SPARQL: {found}", where=f"{rule.path}:{line}:{column}", hint="Correct the rule there"
    )
