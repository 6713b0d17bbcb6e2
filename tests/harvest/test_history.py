"""The feed tells what each release changed, and the sitemap since when each thing is as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from strategy_graph.dataset import Release
from strategy_graph.harvest.history import read_history

THING = "https://w3id.org/digital-strategy-graph/id/theme/"
NAME = "<http://www.w3.org/2000/01/rdf-schema#label>"
GRAPH = "<https://w3id.org/digital-strategy-graph/graph/data>"


def release(folder: Path, number: int, **names: str) -> Release:
    """A release with a canonical form of one statement for each thing."""
    directory = folder / str(number)
    directory.mkdir()
    lines = [f'<{THING}{slug}> {NAME} "{name}" {GRAPH} .\n' for slug, name in sorted(names.items())]
    (directory / "canonical.nq").write_text("".join(lines), "utf-8")
    day = f"2026-01-0{number}T00:00:00Z"
    return replace(Release(directory, str(number) * 64, day, {}, len(lines)), published=day, current_since=day)


def test_each_release_tells_what_it_changed(tmp_path: Path) -> None:
    first = release(tmp_path, 1, a="x", b="x", c="x")
    second = release(tmp_path, 2, a="y", b="x", c="x")
    third = release(tmp_path, 3, a="y", b="x", d="x")
    history = read_history([first, second, third], "/dataset.html")
    assert [entry.changes for entry in history.entries] == [
        "",
        "Resources: 0 added, 0 removed, 1 changed; 1 triple added, 1 removed.",
        "Resources: 1 added, 1 removed, 0 changed; 1 triple added, 1 removed.",
    ]
    assert [entry.patch for entry in history.entries] == [
        "",
        f"/dumps/{'1' * 16}..{'2' * 16}.rdfp",
        f"/dumps/{'2' * 16}..{'3' * 16}.rdfp",
    ]
    dates = {slug: history.last_change(THING + slug) for slug in "abd"}
    assert dates == {"a": second.current_since, "b": first.current_since, "d": third.current_since}


def test_what_cannot_be_compared_is_not_told(tmp_path: Path) -> None:
    first, second = release(tmp_path, 1, a="x"), release(tmp_path, 2, a="y")
    (first.directory / "canonical.nq").unlink()
    history = read_history([first, second], "/")
    assert [(entry.changes, entry.patch) for entry in history.entries] == [("", ""), ("", "")]
    assert history.last_change(THING + "a") == first.current_since
