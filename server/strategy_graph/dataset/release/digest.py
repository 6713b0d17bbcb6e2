"""Computes the content digest, which is independent of the labels of blank nodes and the order of triples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """Serialise a dataset in the canonical form of RDFC-1.0: N-Quads in code point order, labels ``_:c14n…``."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    written = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    # N-Quads is UTF-8, whose byte order is code point order.
    return b"".join(sorted(written.splitlines(keepends=True)))


def digest(canonical: bytes) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical).hexdigest()
