"""Negotiates the media type of a response: Accept header (RFC 9110, section 12.5.1) or ``format`` parameter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from werkzeug.http import parse_accept_header

from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.formats import Format


class NotAcceptable(StrategyGraphError):
    """None of the available formats is acceptable (406)."""


_MAX_CHARACTERS: Final = 4000
"""Characters of an Accept header that are parsed; the rest is ignored."""


def choose(accept: str | None, formats: tuple[Format, ...], *, name: str | None = None) -> Format:
    """Return the best acceptable format; on a tie the earliest in ``formats``.

    :param accept: the Accept header; without one, or with ``*/*``, the first format is chosen.
    :param name: a short name or media type that overrides the header.
    :raises NotAcceptable: no format matches; the hint lists those available.
    """
    if name:
        # An unencoded plus sign is decoded as a space.
        wanted = _without_parameters(name).replace(" ", "+")
        for candidate in formats:
            if wanted in (candidate.name, candidate.media_type, *candidate.names, *candidate.aliases):
                return candidate
        raise NotAcceptable(f"there is no format '{name}' for this answer", hint=_available_formats(formats))
    if not accept or not accept.strip():
        return formats[0]
    best = _best(accept, formats)
    if best is None:
        raise NotAcceptable(
            f"nothing that this answer can be is accepted by '{accept}'", hint=_available_formats(formats)
        )
    return best


@lru_cache(maxsize=1024)
def quality_of(accept: str, media_types: tuple[str, ...]) -> float:
    """Return the highest quality that an Accept header gives to one of the media types; 0 if it accepts none."""
    ranges = _ranges(accept[:_MAX_CHARACTERS])
    return max(_match(ranges, media_type)[0] for media_type in media_types)


# Distinct Accept headers are few, and werkzeug takes longer to parse one than a query may run.
@lru_cache(maxsize=1024)
def _best(accept: str, formats: tuple[Format, ...]) -> Format | None:
    ranges = _ranges(accept[:_MAX_CHARACTERS])
    best, best_rank = None, (0.0, 0)
    for candidate in formats:
        for media_type in (candidate.media_type, *candidate.aliases):
            quality, specificity = _match(ranges, media_type)
            if media_type in candidate.aliases and specificity < 2:
                continue  # wildcards match media types, not aliases
            if quality > 0 and (quality, specificity) > best_rank:
                best, best_rank = candidate, (quality, specificity)
    return best


def _ranges(accept: str) -> dict[str, float]:
    """Return the highest quality value of each media range, parameters removed.

    No format has a parameter to choose by, so charset, profile and others are ignored.
    """
    ranges: dict[str, float] = {}
    for value, quality in parse_accept_header(accept):
        media_range = _without_parameters(value)
        ranges[media_range] = max(quality, ranges.get(media_range, 0.0))
    return ranges


def _match(ranges: dict[str, float], media_type: str) -> tuple[float, int]:
    """Return quality and specificity of the most specific matching range: 2 exact, 1 ``text/*``, 0 ``*/*``."""
    kind = media_type.split("/", 1)[0]
    for specificity, media_range in ((2, media_type), (1, f"{kind}/*"), (0, "*/*")):
        if media_range in ranges:
            return ranges[media_range], specificity
    return 0.0, 0


def _without_parameters(media_type: str) -> str:
    """Return the media type in lower case without its parameters."""
    return media_type.split(";", 1)[0].strip().lower()


def _available_formats(formats: Sequence[Format]) -> str:
    return "There is: " + ", ".join(f"{candidate.media_type} (format={candidate.name})" for candidate in formats)
