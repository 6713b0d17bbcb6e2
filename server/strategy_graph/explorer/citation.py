"""How to cite a page in plain text, as ``_citation.html`` does on pages."""

from __future__ import annotations


def citation(what: str, publication_title: str, digest: str, date: str, address: str) -> str:
    """Return what it is, of which release of which dataset, and where.

    :param date: when the release was published, ISO 8601; empty if that is not known.
    """
    stop = "" if what.endswith((".", "?", "!")) else "."
    release = f"{publication_title}, release" if publication_title else "Release"
    return f"{what}{stop} {release} {digest[:16]}{f' of {date[:10]}' if date else ''}. {address}"
