"""Parses the bad examples of ``bad/``: a change to the good examples, and the expected finding.

Each file is Turtle to add, below a machine-readable header in comments::

    # Finds:   shape:Measure-targetYear sh:datatype
    # Focus:   measure:m1
    # Path:    dsg:targetYear
    # Without: measure:m1 dsg:targetYear

``Path`` is missing where the constraint has none. ``Focus`` is ``[]`` for a blank node. ``Without`` names the triples
to remove first (subject, property and, if not all, object), and can be repeated. ``After the rules`` applies the change
to the derived graph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import SH, URIRef

from strategy_graph.dataset.validation.report import Finding
from tests.shapes.mutable_dataset import BAD, Change, Term

FILES = sorted(BAD.glob("*.ttl"))

_HEADER = re.compile(r"^# (Finds|Focus|Path|Without): +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class BadExample:
    name: str
    shape: URIRef
    parameter: URIRef
    focus: str
    path: str | None
    change: Change

    @property
    def component(self) -> str:
        """The constraint component, which SHACL names after its parameter."""
        if self.parameter == SH.sparql:
            return str(SH.SPARQLConstraintComponent)
        word = self.parameter.removeprefix(str(SH))
        return str(SH[word[0].upper() + word[1:] + "ConstraintComponent"])

    def is_found_in(self, findings: tuple[Finding, ...]) -> bool:
        """Return whether one finding has the expected focus node, path, component and shape."""
        return any(
            finding.shape == str(self.shape)
            and finding.component == self.component
            and finding.path == self.path
            and (finding.focus_node.startswith("_:") if self.focus == "[]" else finding.focus_node == self.focus)
            for finding in findings
        )


def read_example(file: Path) -> BadExample:
    """Parse a bad example.

    :raises AssertionError: the header is not complete.
    """
    text = file.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^@prefix ([\w-]*): +<([^>]*)> \.$", text, re.MULTILINE))

    def term(written: str) -> Term:
        if written[0] in '"<':
            declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
            (quad,) = parse(f"{declared}<x:s> <x:p> {written} .", RdfFormat.TURTLE)
            assert isinstance(quad.object, NamedNode | Literal)
            return quad.object
        prefix, _, local = written.partition(":")
        return NamedNode(prefixes[prefix] + local)

    def name(written: str) -> NamedNode:
        found = term(written)
        assert isinstance(found, NamedNode)
        return found

    fields: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        fields.setdefault(key, []).append(value.strip())
    (finds,), (focus,) = fields["Finds"], fields["Focus"]
    shape, parameter = finds.split()
    without: list[tuple[NamedNode, NamedNode | None, Term | None]] = []
    for line in fields.get("Without", []):
        subject, predicate, *value = line.split(None, 2)
        without.append((name(subject), name(predicate), term(value[0]) if value else None))
    extra = [Triple(q.subject, q.predicate, q.object) for q in parse(text, RdfFormat.TURTLE)]
    assert without or extra, f"{file.name} changes nothing"
    return BadExample(
        name=file.stem,
        shape=URIRef(name(shape).value),
        parameter=URIRef(name(parameter).value),
        focus=focus if focus == "[]" else name(focus).value,
        path=fields["Path"][0] if "Path" in fields else None,
        change=Change(tuple(without), tuple(extra), after_rules="# After the rules" in text),
    )


def _representative() -> list[Path]:
    kept: dict[str, list[Path]] = {}
    for file in FILES:
        # The component is the last part of a file's name.
        alike = kept.setdefault(file.stem.rpartition("-")[2], [])
        if len(alike) < 2 or "sh:sparql" in file.read_text("utf-8").splitlines()[0]:
            alike.append(file)
    return [file for alike in kept.values() for file in alike]


REPRESENTATIVE = _representative()
"""Two bad examples of each constraint component, and all of those that are queries."""
