"""The reasons to check the claim of a link: those of ``claims-to-check-first``, and words of a title alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from strategy_graph.explorer.page_queries import PageQueries

_TITLE_ALONE = "only the title"


def read_doubts(queries: PageQueries) -> Mapping[str, Sequence[str]]:
    """Return the reasons to check a claim, by the IRI of the claim; claims without one are not in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in queries.ask("claims-to-check-first").rows:
        if (claim := row["claim"]) is not None and (why := row["why"]) is not None:
            found[claim.iri or ""].append(why.text)
    for row in queries.ask("links-resting-on-a-title").rows:
        if (claim := row["claim"]) is not None and _TITLE_ALONE not in found[claim.iri or ""]:
            found[claim.iri or ""].append(_TITLE_ALONE)
    return found
