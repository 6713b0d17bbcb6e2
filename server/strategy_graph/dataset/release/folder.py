"""Manages the folder of releases: builds are mutually exclusive, and a release is published atomically.

Layout: ``<target>/<name>/`` a release, ``<target>/current`` a link to the current one, ``<target>/.building-…`` the
staging folder of a build (or the remains of one that was killed), ``<target>/.lock`` the lock file of builds.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp

from strategy_graph.errors import StrategyGraphError

CURRENT = "current"
MANIFEST = "manifest.json"
CANONICAL = "canonical.nq"
"""The canonical N-Quads of all graphs; a release of a user's own data has none."""
KEPT_RELEASES = 3
"""The default number of releases that are kept, for a rollback and as dumps, the current one included.

Releases locked for reading are kept too.
"""

_ELSEWHERE = "Name another folder with --to or STRATEGY_GRAPH_RELEASE"

_UNFINISHED = ".building-"
_WAIT_STEP = 0.2


class CannotWrite(StrategyGraphError):
    """The folder of releases cannot be written."""


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Convert each OSError in the block.

    :raises CannotWrite: the block raises an OSError.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"cannot write there: {error.strerror or error}", where=str(target), hint=_ELSEWHERE
        ) from error


@contextmanager
def locked_for_building(target: Path, wait: float) -> Iterator[None]:
    """Hold the target folder's build lock, and remove the remains of builds that were killed.

    The operating system releases the lock when the process ends, even if it is killed.

    :param wait: seconds to wait for another build to end.
    :raises CannotWrite: the folder cannot be written.
    :raises StrategyGraphError: another build takes longer than that.
    """
    with _writing(target):
        target.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _wait_for_lock(descriptor, target, wait)
        with _writing(target):
            _clean(target)
            # A build takes long, so a folder that cannot be written is detected before it.
            with TemporaryFile(dir=target):
                pass
        yield
    finally:
        os.close(descriptor)


def clean_up(target: Path) -> None:
    """Remove the remains of killed builds, unless a build is running or the folder cannot be written."""
    with suppress(OSError, StrategyGraphError), locked_for_building(target, wait=0):
        pass


@contextmanager
def locked_for_reading(release: Path) -> Iterator[None]:
    """Hold a shared lock on a release, which prevents its removal."""
    descriptor = os.open(release, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, target: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise StrategyGraphError(
                    f"another build is still running there after {wait:g} s",
                    where=str(target),
                    hint=f"Wait for it to end. {_ELSEWHERE}",
                ) from None
            time.sleep(_WAIT_STEP)
        else:
            return


def _clean(target: Path) -> None:
    """Remove the remains of killed builds."""
    for folder in target.glob(_UNFINISHED + "*"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in [*target.glob(f".{CURRENT}-*"), *target.glob(f"*/.{MANIFEST}-*")]:
        file.unlink(missing_ok=True)


@contextmanager
def staging_folder(target: Path) -> Iterator[Path]:
    """Create a staging folder beside the releases, removed at the end unless it was renamed.

    The caller must hold the build lock.

    :raises CannotWrite: the folder cannot be created, or the block raises an OSError.
    """
    with _writing(target):
        temporary = Path(mkdtemp(prefix=_UNFINISHED, dir=target))
        # mkdtemp creates the folder with mode 0700; a release may be served by another user.
        temporary.chmod(0o755)
    try:
        with _writing(target):
            yield temporary
    finally:
        if temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def install_release(temporary: Path, target: Path, name: str, keep: int = KEPT_RELEASES) -> Path:
    """Rename a staging folder to a release and make it the current one.

    After a crash at any point, either the old or the new release is current.

    :param keep: how many releases stay, this one included.
    """
    flush_tree(temporary)
    final = _free_name(target, name)
    temporary.rename(final)
    flush(target)
    set_current(target, final)
    remove_old_releases(target, final, keep)
    return final


def set_current(target: Path, release: Path) -> None:
    """Replace the link to the current release atomically.

    :raises CannotWrite: the folder cannot be written.
    """
    link = target / f".{CURRENT}-{os.getpid()}"
    with _writing(target):
        with suppress(FileNotFoundError):
            link.unlink()
        link.symlink_to(release.name)
        link.replace(target / CURRENT)
        flush(target)


def write_file(path: Path, text: str) -> None:
    """Replace a file atomically.

    :raises CannotWrite: the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    with _writing(path.parent):
        temporary.write_text(text, encoding="utf-8")
        flush(temporary)
        temporary.replace(path)
        flush(path.parent)


def flush_tree(folder: Path) -> None:
    """Flush a folder and its contents to the disk (fsync)."""
    for path in [*folder.rglob("*"), folder]:
        flush(path)


def flush(path: Path) -> None:
    """Flush one file, or a folder's entries, to the disk (fsync)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(target: Path, name: str) -> Path:
    """Return an unused path with the name, numbered if needed: a forced rebuild must not replace a served release."""
    number, free = 1, target / name
    while free.exists():
        number += 1
        free = target / f"{name}-{number}"
    return free


def remove_old_releases(target: Path, current: Path, keep: int) -> None:
    """Remove all but the latest releases.

    The age is that of the manifest: dumps that are made later change the time of the folder.
    """
    releases = [path.parent for path in target.glob(f"*/{MANIFEST}") if not path.parent.is_symlink()]
    releases.sort(key=lambda path: (path == current, (path / MANIFEST).stat().st_mtime_ns), reverse=True)
    for old in releases[keep:]:
        with suppress(OSError):
            _remove_unlocked(target, old)


def _remove_unlocked(target: Path, old: Path) -> None:
    """Remove a release, unless a process has locked it for reading.

    :raises OSError: it is locked, or cannot be removed.
    """
    descriptor = os.open(old, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Renamed first, so that the remains after a crash are removed like those of a killed build.
        removed = target / f"{_UNFINISHED}old-{old.name}"
        old.rename(removed)
        shutil.rmtree(removed, ignore_errors=True)
    finally:
        os.close(descriptor)
