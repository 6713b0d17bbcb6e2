"""Builds and reads releases: the store that the service queries, its digest and its validation report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from strategy_graph import __version__
from strategy_graph.dataset.assembly import Graphs, Progress, assemble, no_progress
from strategy_graph.dataset.content import Content
from strategy_graph.dataset.fingerprint import fingerprint, fingerprint_files
from strategy_graph.dataset.load import nothing_to_load
from strategy_graph.dataset.rdf_files.discovery import Skipped, find_rdf
from strategy_graph.dataset.release.digest import canonical_nquads, digest
from strategy_graph.dataset.release.folder import (
    CANONICAL,
    CURRENT,
    KEPT_RELEASES,
    MANIFEST,
    install_release,
    locked_for_building,
    remove_old_releases,
    set_current,
    staging_folder,
    write_file,
)
from strategy_graph.dataset.release.oxigraph_store import Counts, load_store, write_store
from strategy_graph.dataset.validation.report import Severity, ValidationReport
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_SHAPES

FORMAT = 3
"""The version of the layout of the release folder. A release in another format is rebuilt."""

LOCK_WAIT = 120.0
NAME_LENGTH = 16
REPORT = "report.json"
REPORT_TURTLE = "report.ttl"
SHAPES = "shapes.json"
"""The shapes that the release was checked against, each with the number of nodes."""

HIDDEN = frozenset({GRAPH_SHAPES})
"""Graphs that are not part of the default graph of queries."""


class ReleaseRefused(StrategyGraphError):
    """No release was written because the content has violations, which ``report`` lists."""

    exit_code = 1

    def __init__(self, report: ValidationReport, *, kept: Release | None) -> None:
        number = report.counts[Severity.VIOLATION]
        left = "the last good release stays in use" if kept else "there is no earlier release"
        super().__init__(
            f"no release was written: {number} violation{'' if number == 1 else 's'} ({left})",
            hint="Run strategy-graph validate to see them",
        )
        self.report = report


@dataclass(frozen=True)
class Release:
    """An immutable release on disk.

    :ivar directory: holds ``store/``, ``manifest.json``, ``report.ttl``, ``report.json``, ``shapes.json``,
        ``canonical.nq``.
    :ivar digest: SHA-256 of the RDFC-1.0 canonical N-Quads; for a user's own data, of the input files.
    :ivar built: time of the build in UTC, ISO 8601.
    :ivar published: when the release with this digest was first the current one, in UTC, ISO 8601.
    :ivar current_since: when it last became the current one; later than ``published`` after a return to older content.
    :ivar graphs: number of triples by graph IRI; the default graph of a user's own data has the empty name.
    :ivar default_triples: number of distinct triples in the store's default graph, which queries use unless they name
        graphs.
    :ivar inputs: fingerprint of the files that it was built from.
    :ivar findings: number of validation findings by severity; ``None`` for a user's own data.
    :ivar skipped: files left out of a user's own data.
    """

    directory: Path
    digest: str
    built: str
    graphs: dict[str, int]
    default_triples: int
    inputs: str = ""
    software: str = ""
    findings: dict[str, int] | None = None
    skipped: tuple[Skipped, ...] = ()
    published: str = ""
    current_since: str = ""

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store, to be opened read-only."""
        return self.directory / "store"

    @property
    def triples(self) -> int:
        """The number of quads: a triple in two graphs counts twice."""
        return sum(self.graphs.values())


def build_release(
    content: Content,
    target: Path,
    *,
    progress: Progress | None = None,
    force: bool = False,
    lock_wait: float = LOCK_WAIT,
    keep: int = KEPT_RELEASES,
) -> Release:
    """Build the content into ``target`` and make it the current release.

    A release with the same digest is reused, unless ``force`` is set.

    :param keep: how many releases stay, this one included; older ones are removed.
    :raises ReleaseRefused: the content has violations; the current release is kept.
    :raises StrategyGraphError: a file is broken, or the target cannot be written.
    """
    report_step = progress or no_progress
    with locked_for_building(target, lock_wait):
        inputs = fingerprint(content)
        graphs = assemble(content, report_step)
        report_step("validating")
        report = graphs.validate()
        if not report.valid:
            raise ReleaseRefused(report, kept=current_release(target))
        report_step("computing the digest")
        canonical = canonical_nquads(graphs.all())
        whole_digest = digest(canonical)
        same = _same_release(target, whole_digest)
        times = _times(same, current_release(target))
        if same and not force:
            counts = Counts(graphs.counts, same.default_triples)
            if not (same.directory / SHAPES).is_file():
                # A release of an earlier version.
                write_file(same.directory / SHAPES, _shapes(graphs))
            write_file(same.directory / MANIFEST, _manifest(whole_digest, counts, inputs, report.counts, times=times))
            set_current(target, same.directory)
            remove_old_releases(target, same.directory, keep)
            return read_release(same.directory)
        report_step("writing the store")
        with staging_folder(target) as folder:
            counts = write_store(folder / "store", graphs.all(), HIDDEN)
            (folder / CANONICAL).write_bytes(canonical)
            (folder / REPORT_TURTLE).write_text(report.to_turtle(), encoding="utf-8")
            (folder / REPORT).write_text(report.to_json(), encoding="utf-8")
            (folder / SHAPES).write_text(_shapes(graphs), encoding="utf-8")
            manifest = _manifest(whole_digest, counts, inputs, report.counts, times=times)
            (folder / MANIFEST).write_text(manifest, encoding="utf-8")
            return read_release(install_release(folder, target, whole_digest[:NAME_LENGTH], keep))


def build_user_data_release(
    path: Path,
    target: Path,
    *,
    strict: bool = False,
    progress: Progress | None = None,
    lock_wait: float = LOCK_WAIT,
) -> Release:
    """Load a user's own RDF, without derivation and validation, into a release that can be served.

    :param strict: as in :func:`strategy_graph.dataset.rdf_files.discovery.find_rdf`.
    :raises StrategyGraphError: there is no triple at the path, a file does not parse, or the target cannot be written.
    """
    report_step = progress or no_progress
    found = find_rdf(path, strict=strict)
    with locked_for_building(target, lock_wait):
        inputs = fingerprint_files(found.files, path)
        if same := _same_release(target, inputs):
            set_current(target, same.directory)
            return replace(same, skipped=tuple(dict.fromkeys([*found.skipped, *same.skipped])))
        report_step(f"loading {path}")
        with staging_folder(target) as folder:
            counts = load_store(folder / "store", found.files, report_step, found.skipped)
            if not counts.default_triples:
                raise nothing_to_load(found)
            report_step("writing the release to disk")
            (folder / MANIFEST).write_text(_manifest(inputs, counts, inputs, None, found.skipped), encoding="utf-8")
            return read_release(install_release(folder, target, inputs[:NAME_LENGTH]))


def current_release(target: Path) -> Release | None:
    """Return the current release, or ``None`` if there is none that this version can read."""
    link = target / CURRENT
    if not link.exists():
        return None
    try:
        return read_release(link.resolve())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_stale(content: Content, release: Release) -> bool:
    """Return whether the content or the software has changed since the release was built, or a file is missing."""
    complete = (release.directory / SHAPES).is_file()
    return not complete or release.software != __version__ or release.inputs != fingerprint(content)


def _shapes(graphs: Graphs) -> str:
    shapes = [asdict(shape) for shape in graphs.checked_shapes()]
    return json.dumps(shapes, ensure_ascii=False, indent=2) + "\n"


def _same_release(target: Path, whole_digest: str) -> Release | None:
    """Return a complete release with that digest, preferably the current one."""
    folders = [target / CURRENT, *sorted(target.glob(f"{whole_digest[:NAME_LENGTH]}*"))]
    for folder in folders:
        try:
            release = read_release(folder.resolve())
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if release.digest == whole_digest and (release.store / "CURRENT").is_file():
            return release
    return None


def _manifest(
    whole_digest: str,
    counts: Counts,
    inputs: str,
    findings: dict[str, int] | None,
    skipped: Iterable[Skipped] = (),
    *,
    times: tuple[str, str] = ("", ""),
) -> str:
    built = _now()
    published, current_since = times
    manifest = {
        "format": FORMAT,
        "digest": whole_digest,
        "built": built,
        "published": published or built,
        # In milliseconds, since it orders the releases.
        "current_since": current_since or _now("milliseconds"),
        "software": __version__,
        "inputs": inputs,
        "graphs": counts.graphs,
        "default_triples": counts.default_triples,
        "findings": findings,
        "skipped": list(skipped),
    }
    return json.dumps(manifest, indent=2) + "\n"


def _times(same: Release | None, current: Release | None) -> tuple[str, str]:
    """Return when the digest was first published and when it last became current; empty: by this build."""
    if same is None:
        return "", ""
    unchanged = current is not None and current.digest == same.digest
    return same.published, same.current_since if unchanged else ""


def _now(precision: str = "seconds") -> str:
    return datetime.now(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def read_release(directory: Path) -> Release:
    """Read the release in that folder.

    :raises OSError, ValueError, KeyError, TypeError: it is not a release that this version can read.
    """
    manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        raise ValueError("a release in another format")
    return Release(
        directory=directory,
        digest=manifest["digest"],
        built=manifest["built"],
        graphs=manifest["graphs"],
        default_triples=manifest["default_triples"],
        inputs=manifest["inputs"],
        software=manifest["software"],
        findings=manifest["findings"],
        skipped=tuple(Skipped(*item) for item in manifest["skipped"]),
        # Releases of earlier versions don't have them.
        published=manifest.get("published", manifest["built"]),
        current_since=manifest.get("current_since", manifest["built"]),
    )
