"""What each kept release changed, for the feed, and since when each resource is as it is, for the sitemap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from strategy_graph.dataset import Release
from strategy_graph.errors import StrategyGraphError
from strategy_graph.harvest.feed import FeedEntry
from strategy_graph.release_diff import compare, read_state
from strategy_graph.release_diff.patch_files import patch_name
from strategy_graph.release_diff.report import summary


@dataclass(frozen=True)
class History:
    """The kept releases.

    :ivar entries: one for each release, the oldest first.
    :ivar changed: when a resource was last changed, by its IRI; one that is not there has not changed since ``start``.
    """

    entries: tuple[FeedEntry, ...]
    start: str
    changed: Mapping[str, str] = field(default_factory=dict)

    def last_change(self, resource: str) -> str:
        """Return since when a resource is as it is, as far as that is known, in ISO 8601."""
        return self.changed.get(resource, self.start)


def read_history(releases: Sequence[Release], path: str) -> History:
    """Return the history of releases, which are in the order in which they were current.

    :param path: the path of a document about the publication.
    """
    entries, changed = list[FeedEntry](), dict[str, str]()
    before, previous = None, None
    for release in releases:
        told, patch = "", ""
        try:
            state = read_state(release.directory) if len(releases) > 1 else None
            if state is not None and before is not None and previous is not None:
                changes = compare(before, state, default_view=True)
                told = f"{summary(changes)}."
                patch = f"/dumps/{patch_name(previous, release)}"
                changed.update(dict.fromkeys(changes.resources, release.current_since))
        except StrategyGraphError:
            state = None
        entries.append(
            FeedEntry(
                release.digest, release.published, release.current_since, release.default_triples, path, told, patch
            )
        )
        before, previous = state, release
    return History(tuple(entries), releases[0].current_since, changed)
