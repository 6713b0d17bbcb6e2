"""Chooses the form of an answer from the Accept header (RFC 9110, section 12.5.1) or a ``format`` parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from werkzeug.http import parse_accept_header

from strategy_graph.errors import StrategyGraphError


class NotAcceptable(StrategyGraphError):
    """None of the forms that there are is acceptable (406)."""


@dataclass(frozen=True, eq=False)
class Format:
    """A form of answer.

    :ivar aliases: other media types that ask for it.
    :ivar names: other short names of it, as clients have them in ``format``.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @cached_property
    def content_type(self) -> str:
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML: Final = Format("html", "text/html", ("application/xhtml+xml",))

RESULT_FORMATS: Final = (
    Format("json", "application/sparql-results+json", ("application/json",), ("srj",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",)),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
"""For SELECT and ASK; the first is the default. CSV and TSV have no boolean in the standard: it is the bare word."""

DOCUMENT_FORMATS: Final = (
    Format(
        "turtle", "text/turtle", ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"), ("ttl", "n3")
    ),
    Format("ntriples", "application/n-triples", ("text/plain",), ("nt", "n-triples")),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "rdf+xml", "xml")),
    Format("jsonld", "application/ld+json", ("application/json", "application/x-json+ld"), ("json-ld", "json")),
)
"""For one graph; the first is the default."""

GRAPH_FORMATS: Final = (
    *DOCUMENT_FORMATS,
    Format("trig", "application/trig", ("application/x-trig",)),
    Format("nquads", "application/n-quads", ("text/x-nquads",), ("nq", "n-quads")),
)
"""For CONSTRUCT and DESCRIBE, which may also be had in the formats for datasets; the first is the default."""

_LONGEST: Final = 4000
"""Characters of an Accept header that are read."""


def choose(accept: str | None, formats: tuple[Format, ...], *, name: str | None = None) -> Format:
    """The format that fits best; on a tie the earliest in ``formats``.

    :param accept: the header; none or ``*/*`` takes the first format.
    :param name: a short name or media type that overrides the header.
    :raises NotAcceptable: none fits; the message lists what there is.
    """
    if name:
        # A plus that was not encoded arrives as a space.
        wanted = _bare(name).replace(" ", "+")
        for candidate in formats:
            if wanted in (candidate.name, candidate.media_type, *candidate.names, *candidate.aliases):
                return candidate
        raise NotAcceptable(f"there is no format '{name}' for this answer", hint=_offer(formats))
    if not accept or not accept.strip():
        return formats[0]
    best = _best(accept, formats)
    if best is None:
        raise NotAcceptable(f"nothing that this answer can be is accepted by '{accept}'", hint=_offer(formats))
    return best


# Few clients differ in what they accept, and werkzeug takes longer to read the header than a query may run.
@lru_cache(maxsize=1024)
def _best(accept: str, formats: tuple[Format, ...]) -> Format | None:
    ranges = _ranges(accept[:_LONGEST])
    best, best_rank = None, (0.0, 0)
    for candidate in formats:
        for media_type in (candidate.media_type, *candidate.aliases):
            quality, specificity = _match(ranges, media_type)
            if media_type in candidate.aliases and specificity < 2:
                continue  # a wildcard asks for what a format is, not for what else it is called
            if quality > 0 and (quality, specificity) > best_rank:
                best, best_rank = candidate, (quality, specificity)
    return best


def _ranges(accept: str) -> dict[str, float]:
    """The media ranges of the header without their parameters, and the best quality that each is given.

    None of our formats has a parameter that a client could choose by: charset, profile and others are let be.
    """
    ranges: dict[str, float] = {}
    for value, quality in parse_accept_header(accept):
        media_range = _bare(value)
        ranges[media_range] = max(quality, ranges.get(media_range, 0.0))
    return ranges


def _match(ranges: dict[str, float], media_type: str) -> tuple[float, int]:
    """The quality by the most specific range: 2 for the type itself, 1 for ``text/*``, 0 for ``*/*``."""
    kind = media_type.split("/", 1)[0]
    for specificity, media_range in ((2, media_type), (1, f"{kind}/*"), (0, "*/*")):
        if media_range in ranges:
            return ranges[media_range], specificity
    return 0.0, 0


def _bare(media_type: str) -> str:
    """Without parameters, in small letters."""
    return media_type.split(";", 1)[0].strip().lower()


def _offer(formats: Sequence[Format]) -> str:
    return "There is: " + ", ".join(f"{candidate.media_type} (format={candidate.name})" for candidate in formats)
