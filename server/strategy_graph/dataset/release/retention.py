"""Lists the releases that are kept in a folder, and finds one by its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from strategy_graph.dataset.release.build import Release, current_release, read_release
from strategy_graph.dataset.release.folder import MANIFEST
from strategy_graph.errors import StrategyGraphError

MIN_PREFIX: Final = 4
"""The fewest characters of a digest that name a release."""


def kept_releases(target: Path) -> list[Release]:
    """Return the releases that are in the folder, the current one last and the others by when they were current.

    Of several with the same digest only the latest is returned.
    """
    found: dict[str, Release] = {}
    current = current_release(target)
    for manifest in sorted(target.glob(f"*/{MANIFEST}")):
        if manifest.parent.is_symlink():
            continue
        try:
            release = read_release(manifest.parent)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        known = found.get(release.digest)
        if known is None or release.built >= known.built:
            found[release.digest] = release
    if current is not None:
        found[current.digest] = current
    return sorted(found.values(), key=lambda release: (release == current, release.current_since, release.digest))


def find_release(target: Path, prefix: str) -> Release:
    """Return the kept release whose digest begins with the prefix, or the current one for ``current``.

    :raises StrategyGraphError: there is none, or more than one.
    """
    if prefix == "current" and (current := current_release(target)):
        return current
    kept = kept_releases(target)
    found = [release for release in kept if release.digest.startswith(prefix.lower())]
    if len(found) == 1 and len(prefix) >= MIN_PREFIX:
        return found[0]
    known = ", ".join(release.digest[:16] for release in reversed(kept)) or "none"
    number = "more than one release begins" if len(found) > 1 else "no release begins"
    raise StrategyGraphError(
        f"{number} with '{prefix}'",
        where=str(target),
        hint=f"Give a file, a folder, or at least {MIN_PREFIX} characters of a digest of those kept: {known}",
    )


def history(target: Path, served: Release) -> list[Release]:
    """Return the kept releases up to the one that is served, which is the last."""
    earlier = (release for release in kept_releases(target) if release.digest != served.digest)
    return [*(release for release in earlier if release.current_since <= served.current_since), served]
