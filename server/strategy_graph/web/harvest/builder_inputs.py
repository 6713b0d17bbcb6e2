"""What the builders of descriptions need, read once for each release that is served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, cast

from flask import Flask, current_app

from strategy_graph.dataset.release.folder import CANONICAL
from strategy_graph.dataset.release.retention import history
from strategy_graph.errors import StrategyGraphError
from strategy_graph.harvest.builder_inputs import Served
from strategy_graph.harvest.history import History, read_history
from strategy_graph.harvest.publication import Publication
from strategy_graph.harvest.release_facts import ReleaseFacts, read_facts
from strategy_graph.harvest.sitemap import Page, pages_of, parts_of
from strategy_graph.web.harvest.dump_files import dump_files_with_checksums, named_dump_files
from strategy_graph.web.service import KEY, Service

_KEY: Final = "strategy_graph.harvest"


@dataclass
class Descriptions:
    """The descriptions of one release; each document is made once."""

    context: Service
    _documents: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def served(self) -> Served:
        """The release as it is served; of its files the names alone, so that they need not be made yet."""
        release = self.context.release
        return Served(
            self.context.address.absolute,
            release.digest,
            release.published,
            release.current_since,
            release.default_triples,
            named_dump_files(release) if self._has_dumps else (),
            self.context.settings.contact,
        )

    def served_with_files(self) -> Served:
        """Return the release as it is served, with sizes and checksums of its files; without, if they can't be made."""
        if not self._has_dumps:
            return self.served
        try:
            return replace(self.served, dumps=dump_files_with_checksums(self.context.release))
        except StrategyGraphError:
            return self.served

    @property
    def _has_dumps(self) -> bool:
        return not self.context.settings.user_data and (self.context.release.directory / CANONICAL).is_file()

    @cached_property
    def facts(self) -> ReleaseFacts:
        """What the release says about itself: nothing, if it holds a user's own data."""
        canonical = self.context.release.directory / CANONICAL
        return read_facts(canonical) if self._has_dumps else ReleaseFacts((), None, ())

    @property
    def publication(self) -> Publication | None:
        """The dataset as its content describes it; ``None`` for a user's own data."""
        return self.facts.publication

    @cached_property
    def history(self) -> History:
        """The releases that were kept when this one was taken over."""
        release = self.context.release
        path = "/" if self.publication is None else "/dataset.html"
        return read_history(history(release.directory.parent, release), path)

    @cached_property
    def sitemap_parts(self) -> list[Sequence[Page]]:
        """The pages, in parts that fit one sitemap each."""
        if self.context.settings.user_data:
            return [[Page(path, self.served.since) for path in ("/", "/sparql")]]
        queries = [query.name for query in self.context.catalogue]
        return parts_of(pages_of(self.facts.things, queries, self.served.since, self.history.last_change))

    def document(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the document of that name, made at most once."""
        if name not in self._documents:
            self._documents[name] = make()
        return self._documents[name]


def install(app: Flask) -> None:
    """Let an application with a service describe its release."""
    app.extensions[_KEY] = Descriptions(app.extensions[KEY])


def prepare(app: Flask) -> None:
    """Read what the descriptions of an application need, before anyone asks for it."""
    known = cast(Descriptions, app.extensions[_KEY])
    if not known.context.settings.user_data:
        _ = (known.facts, known.history)


def descriptions() -> Descriptions:
    """Return the descriptions of the current Flask application."""
    return cast(Descriptions, current_app.extensions[_KEY])
