"""The content digest: the same for the same graph, however its blank nodes are named and its files are ordered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """The dataset in the canonical form of RDFC-1.0: canonical N-Quads in code point order, labels ``_:c14n…``."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    written = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    # N-Quads is UTF-8, whose byte order is code point order.
    return b"".join(sorted(written.splitlines(keepends=True)))


def digest(canonical: bytes) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical).hexdigest()
