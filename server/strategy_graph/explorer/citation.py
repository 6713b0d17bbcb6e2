"""How to cite a page, a thing or a picture."""

from __future__ import annotations

from markupsafe import Markup


def citation(what: str | Markup, publication_title: str, digest: str, date: str, address: str) -> Markup:
    """Return what it is, of which release of which dataset, and where; ``striptags`` makes plain text of it.

    :param what: a name, which may be marked up.
    :param date: when the release was published, ISO 8601; empty if that is not known.
    """
    stop = "" if Markup.escape(what).striptags().endswith((".", "?", "!")) else "."
    release = Markup("<bdi>{}</bdi>, release").format(publication_title) if publication_title else "Release"
    of_day = f" of {date[:10]}" if date else ""
    form = Markup('{}{} {} <span class="digest">{}</span>{}. {}')
    return form.format(what, stop, release, digest[:16], of_day, address)
