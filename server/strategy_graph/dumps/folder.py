"""Writes the dumps of a release into a folder, whole or not at all, and reads what is in such a folder."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from strategy_graph.dataset import Release
from strategy_graph.dataset.release.build import HIDDEN
from strategy_graph.dataset.release.default_folder import user_cache
from strategy_graph.dataset.release.folder import CANONICAL
from strategy_graph.dumps.compression import gzip, zstandard
from strategy_graph.dumps.documents import documents
from strategy_graph.dumps.files import CODINGS, FORMATS, README, SUMS, DumpFile
from strategy_graph.errors import StrategyGraphError, unreadable, unwritable

FOLDER: Final = "dumps"
"""The folder of the dumps inside the folder of a release."""

_LOCK: Final = ".dumps.lock"
_UNFINISHED: Final = ".dumps-"
_COMPRESS: Final = {".gz": gzip, ".zst": zstandard}


class NoDumps(StrategyGraphError):
    """The release has no canonical form, from which dumps are made."""


def dumps_of(release: Release) -> dict[str, DumpFile]:
    """Return the dumps of a release by name; they are made if there are none yet, by one process at a time.

    :raises NoDumps: the release has no canonical form: it is a user's own data.
    :raises StrategyGraphError: they cannot be read or written.
    """
    if not (release.directory / CANONICAL).is_file():
        raise NoDumps(
            "there are no dumps of this release",
            hint="They are made of what strategy-graph build has built, not of data that are only served",
        )
    parent = place_of(release)
    folder = parent / FOLDER
    try:
        if not (folder / SUMS).is_file():
            parent.mkdir(parents=True, exist_ok=True)
            with locked(parent):
                if not (folder / SUMS).is_file():
                    _make(release, folder)
    except OSError as error:
        raise unwritable(str(folder), error) from error
    try:
        return _read_once(folder, (folder / SUMS).stat().st_mtime_ns)
    except OSError as error:
        raise unreadable(str(folder), error) from error


def write_dumps(release: Release, folder: Path, formats: Collection[str], codings: Collection[str]) -> list[DumpFile]:
    """Write chosen dumps of a release into a folder, with ``README.txt`` and ``SHA256SUMS`` of what was written.

    The bytes are those of :func:`dumps_of`.

    :param formats: suffixes, of :data:`strategy_graph.dumps.files.FORMATS`.
    :param codings: suffixes, of :data:`strategy_graph.dumps.files.CODINGS`.
    :raises StrategyGraphError: as :func:`dumps_of` does.
    """
    made = dumps_of(release)
    chosen = [file for file in made.values() if file.suffix in formats and file.coding in codings]
    chosen += [made[README]]
    sums = "".join(_sum(file.sha256, file.name) for file in sorted(chosen, key=lambda file: file.name)).encode()
    try:
        for file in chosen:
            place = folder / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, place)
        (folder / SUMS).write_bytes(sums)
    except OSError as error:
        raise unwritable(str(folder), error) from error
    return [DumpFile(file.name, folder / file.name, file.size, file.sha256) for file in chosen]


def place_of(release: Release) -> Path:
    """Return the folder of the release, or one in the user's cache if the release can't be written to."""
    if os.access(release.directory, os.W_OK):
        return release.directory
    return user_cache() / f"dumps-{release.digest[:16]}"


def _make(release: Release, folder: Path) -> None:
    for remains in folder.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(remains, ignore_errors=True)
    temporary = Path(mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
    try:
        temporary.chmod(0o755)
        sums = []
        for name, data in _encoded(release):
            place = temporary / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            sums.append((name, hashlib.sha256(data).hexdigest()))
        (temporary / SUMS).write_text("".join(_sum(sha256, name) for name, sha256 in sorted(sums)), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _encoded(release: Release) -> Iterator[tuple[str, bytes]]:
    canonical = (release.directory / CANONICAL).read_bytes()
    for name, data in documents(canonical, digest=release.digest, hidden=HIDDEN, formats=FORMATS):
        yield name, data
        if name != README:
            yield from ((name + coding, _COMPRESS[coding](data)) for coding in CODINGS if coding)


def _sum(sha256: str, name: str) -> str:
    return f"{sha256}  {name}\n"


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the lock of one who makes dumps; another process or thread waits."""
    descriptor = os.open(directory / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@lru_cache(maxsize=16)
def _read_once(folder: Path, _written: int) -> dict[str, DumpFile]:
    """Read the folder's list; it is read again after the folder was written anew."""
    data = (folder / SUMS).read_bytes()
    files = {}
    for line in data.decode().splitlines():
        sha256, _, name = line.partition("  ")
        files[name] = DumpFile(name, folder / name, (folder / name).stat().st_size, sha256)
    files[SUMS] = DumpFile(SUMS, folder / SUMS, len(data), hashlib.sha256(data).hexdigest())
    return files
