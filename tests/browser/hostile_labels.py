"""Our own data with hostile texts in place of every name, title and description."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize

from strategy_graph.dataset import find_content
from strategy_graph.dataset.content import Content
from strategy_graph.dataset.manifest import MANIFEST_NAME
from strategy_graph.namespaces import PREFIXES

TEXTS: Final = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' `",
    "</title></style></svg><script>alert(2)</script>",
    '=HYPERLINK("http://evil.example/","click")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\u202eright to left\u2066 override\u2069\u202c",
    "نصّ من اليمين إلى اليسار \u200f",
    "Z\u0335\u0321\u0322\u0327" + "a\u0300\u0301\u0302\u0303\u0304\u0305" * 8,
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(3)",
    "%s %(name)s {0} \\u0041 &amp; &#60;",
    "long words " * 455,
    "x" * 5_000,
)
NAMED: Final = {
    PREFIXES[prefix] + name
    for prefix, name in (
        *(("rdfs", "label"), ("rdfs", "comment"), ("skos", "prefLabel"), ("skos", "altLabel"), ("skos", "definition")),
        *(("dcterms", "title"), ("dcterms", "description"), ("foaf", "name"), ("oa", "exact"), ("dsg", "heading")),
        *(("dsg", "rationale"), ("schema", "name")),
    )
    if prefix in PREFIXES
}


def hostile_content(folder: Path) -> Content:
    """Write a content whose texts are hostile, in turn; without shapes, which would refuse some of them."""
    # Their number is odd, so that things with a name in each of two languages get all of them in both.
    ours = find_content()
    texts: defaultdict[str, Iterator[str]] = defaultdict(_numbered)
    (folder / "data").mkdir()
    for file in sorted(ours.data.glob("*.ttl")):
        quads = [
            Quad(quad.subject, quad.predicate, _changed(quad, texts), quad.graph_name)
            for quad in parse(path=file, format=RdfFormat.TURTLE)
        ]
        serialize((quad.triple for quad in quads), folder / "data" / file.name, RdfFormat.TURTLE)
    (folder / "shapes").mkdir()
    (folder / "shapes" / "none.ttl").write_text(
        "<https://example.org/shape> a <http://www.w3.org/ns/shacl#NodeShape> .\n"
    )
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(getattr(ours, name))
    manifest = (ours.root / MANIFEST_NAME).read_text("utf-8")
    named = re.sub(r"^title = .*$", "title = '<script>alert(0)</script>'", manifest, count=1, flags=re.MULTILINE)
    (folder / MANIFEST_NAME).write_text(named, encoding="utf-8")
    return Content(folder)


def _numbered() -> Iterator[str]:
    return (f"{text} {number}" for number, text in enumerate(cycle(TEXTS)))


def _changed(quad: Quad, texts: dict[str, Iterator[str]]) -> Any:
    old = quad.object
    if quad.predicate.value not in NAMED or not isinstance(old, Literal):
        return old
    text = next(texts[quad.predicate.value])
    return Literal(text, language=old.language) if old.language else Literal(text)
