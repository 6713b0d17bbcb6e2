"""What the builders of descriptions need, read once for each release that is served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

from flask import Flask, current_app

from strategy_graph.dataset.release.kept import kept_releases
from strategy_graph.dumps import dumps_of
from strategy_graph.dumps.files import README, SUMS
from strategy_graph.errors import StrategyGraphError
from strategy_graph.harvest.feed import FeedEntry
from strategy_graph.harvest.publication import Publication
from strategy_graph.harvest.release_facts import ReleaseFacts, read_facts
from strategy_graph.harvest.site import DumpFile, Served
from strategy_graph.harvest.sitemap import page_paths, parts_of
from strategy_graph.web.service import KEY, Service

_KEY: Final = "strategy_graph.harvest"
_CANONICAL: Final = "canonical.nq"


@dataclass
class Descriptions:
    """The descriptions of one release; each document is made once."""

    context: Service
    _documents: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def served(self) -> Served:
        """The release as it is served."""
        release = self.context.release
        return Served(
            self.context.address.absolute,
            release.digest,
            release.published,
            release.default_triples,
            _dump_files(self.context),
            self.context.settings.contact,
        )

    @cached_property
    def facts(self) -> ReleaseFacts:
        """What the release says about itself: nothing, if it holds a user's own data."""
        canonical = self.context.release.directory / _CANONICAL
        if self.context.settings.user_data or not canonical.is_file():
            return ReleaseFacts((), None, ())
        return read_facts(canonical)

    @property
    def publication(self) -> Publication | None:
        """The dataset as its content describes it; ``None`` for a user's own data."""
        return self.facts.publication

    @cached_property
    def entries(self) -> list[FeedEntry]:
        """The releases that were kept when this one was taken over, for the feed."""
        kept = kept_releases(self.context.release.directory.parent)
        releases = {release.digest: release for release in [*kept, self.context.release]}
        path = "/" if self.publication is None else "/dataset.html"
        return [
            FeedEntry(release.digest, release.published, release.default_triples, path) for release in releases.values()
        ]

    @cached_property
    def sitemap_parts(self) -> list[Sequence[str]]:
        """The paths of the pages, in parts that fit one sitemap each."""
        if self.context.settings.user_data:
            return [["/", "/sparql"]]
        return parts_of(page_paths(self.facts.things, [query.name for query in self.context.catalogue]))

    def document(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the document of that name, made at most once."""
        if name not in self._documents:
            self._documents[name] = make()
        return self._documents[name]


def install(app: Flask) -> None:
    """Let an application with a service describe its release."""
    app.extensions[_KEY] = Descriptions(app.extensions[KEY])


def prepare(app: Flask) -> None:
    """Read and make what the descriptions of an application need, if that takes long: files and facts."""
    known = cast(Descriptions, app.extensions[_KEY])
    if not known.context.settings.user_data:
        _ = (known.served, known.facts)


def descriptions() -> Descriptions:
    """Return the descriptions of the current Flask application."""
    return cast(Descriptions, current_app.extensions[_KEY])


def _dump_files(context: Service) -> tuple[DumpFile, ...]:
    """Return the files of the release; none of a user's own data, or if they can't be written."""
    try:
        files = dumps_of(context.release)
    except StrategyGraphError:
        return ()
    folder = f"/dumps/{context.release.digest[:16]}/"
    return tuple(
        DumpFile(
            name,
            folder + quote(name),
            file.content_media_type.split(";")[0],
            file.media_type if file.coding else "",
            file.size,
            file.sha256,
            file.scope,
        )
        for name, file in sorted(files.items())
        if Path(name).name not in {README, SUMS}
    )
