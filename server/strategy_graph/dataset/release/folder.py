"""The folder of releases on disk: one build at a time, each release whole or absent.

Layout: ``<target>/<name>/`` a release, ``<target>/current`` a link to the one in use, ``<target>/.building-…``
a build under way (or the remains of one that was killed), ``<target>/.lock``.
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
KEPT = 3
"""Releases that stay after a new one is in use, that one included, to go back to. What a process holds stays too."""

_ELSEWHERE = "Name another folder with --to or STRATEGY_GRAPH_RELEASE"

_UNFINISHED = ".building-"
_WAIT_STEP = 0.2


class CannotWrite(StrategyGraphError):
    """The folder of releases takes no new release."""


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """:raises CannotWrite: whatever the system refuses in the block."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"cannot write there: {error.strerror or error}", where=str(target), hint=_ELSEWHERE
        ) from error


@contextmanager
def locked(target: Path, wait: float) -> Iterator[None]:
    """Hold the target folder's build lock, and clean up after builds that were killed.

    The system frees the lock when the process ends, however it ends.

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
            # A build takes its time: whether its result can be kept is better known before.
            with TemporaryFile(dir=target):
                pass
        yield
    finally:
        os.close(descriptor)


def clean_up(target: Path) -> None:
    """Remove what builds that were killed left behind, unless one is under way or the folder can't be written."""
    with suppress(OSError, StrategyGraphError), locked(target, wait=0):
        pass


@contextmanager
def held(release: Path) -> Iterator[None]:
    """Keep a release from being removed while it is read."""
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
    """Remove what builds that were killed left behind."""
    for folder in target.glob(_UNFINISHED + "*"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in [*target.glob(f".{CURRENT}-*"), *target.glob(f"*/.{MANIFEST}-*")]:
        file.unlink(missing_ok=True)


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """A temporary folder beside the releases, gone at the end unless it was renamed; call it with the lock held.

    :raises CannotWrite: there, or when the disk refuses anything in the block.
    """
    with _writing(target):
        temporary = Path(mkdtemp(prefix=_UNFINISHED, dir=target))
        # mkdtemp makes folders for the owner alone; a release may be served by another user.
        temporary.chmod(0o755)
    try:
        with _writing(target):
            yield temporary
    finally:
        if temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def publish(temporary: Path, target: Path, name: str) -> Path:
    """Make a finished folder a release and the current one. A crash at any point leaves the old or the new current."""
    flush_tree(temporary)
    final = _free_name(target, name)
    temporary.rename(final)
    flush(target)
    point_at(target, final)
    _forget_old(target, final)
    return final


def point_at(target: Path, release: Path) -> None:
    """Swap the link to the current release in one step.

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
    """Write a file so that a crash leaves the old one or the new one.

    :raises CannotWrite: the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    with _writing(path.parent):
        temporary.write_text(text, encoding="utf-8")
        flush(temporary)
        temporary.replace(path)
        flush(path.parent)


def flush_tree(folder: Path) -> None:
    """Force a folder and all that is in it to the disk."""
    for path in [*folder.rglob("*"), folder]:
        flush(path)


def flush(path: Path) -> None:
    """Force one file, or a folder's list of names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(target: Path, name: str) -> Path:
    """The name, or the name with a number: a forced rebuild must not take the folder that is being served."""
    number, free = 1, target / name
    while free.exists():
        number += 1
        free = target / f"{name}-{number}"
    return free


def _forget_old(target: Path, current: Path) -> None:
    releases = [path.parent for path in target.glob(f"*/{MANIFEST}") if not path.parent.is_symlink()]
    releases.sort(key=lambda path: (path == current, path.stat().st_mtime), reverse=True)
    for old in releases[KEPT:]:
        with suppress(OSError):
            _forget(target, old)


def _forget(target: Path, old: Path) -> None:
    """Remove a release, unless a process holds it."""
    descriptor = os.open(old, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Out of sight first, so that what a crash leaves half-removed is cleaned up as unfinished.
        doomed = target / f"{_UNFINISHED}old-{old.name}"
        old.rename(doomed)
        shutil.rmtree(doomed, ignore_errors=True)
    finally:
        os.close(descriptor)
