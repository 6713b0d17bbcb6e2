"""What the runner asks of a server: is it here, load this, start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bench.data import Data


class Refused(Exception):
    """The server could not do it, or not in time; the message says why, for the report."""


@dataclass(frozen=True)
class Loaded:
    """:ivar seconds: from the start of the load to a store that is ready.
    :ivar store: the folder that the server then reads; none where it loads as it starts.
    """

    seconds: float | None = None
    store: Path | None = None

    @property
    def bytes(self) -> int | None:
        if self.store is None:
            return None
        # Blocks that are really used: some stores reserve more than they fill.
        return sum(path.stat().st_blocks * 512 for path in self.store.rglob("*") if path.is_file())


class Peer(ABC):
    """One server.

    :ivar name: for ``--peers``, figures and folders.
    :ivar path: where its endpoint is.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    path: ClassVar[str] = "/sparql"
    program: ClassVar[str]

    def __init__(self, peers: Path) -> None:
        self._peers = peers

    def executable(self) -> str | None:
        """The program: in the peer's folder of the working folder, else beside this Python's own, else on the path."""
        for inside in ("bin", "node_modules/.bin"):
            found = self._peers / self.name / inside / self.program
            if found.is_file():
                return str(found)
        beside = Path(sys.executable).parent
        return shutil.which(self.program, path=f"{beside}{os.pathsep}{os.environ.get('PATH', os.defpath)}")

    def missing(self) -> str | None:
        """Why it can't be measured here, if so."""
        return None if self.executable() else f"{self.program} is not installed"

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        """Bring the data into a store below ``folder``.

        :raises Refused: it fails, or takes longer than ``limit`` seconds.
        """

    @abstractmethod
    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        """What starts it in the foreground on the data that were loaded, on 127.0.0.1."""

    def environment(self, folder: Path) -> dict[str, str]:
        return {}


def run(command: list[str], limit: float, *, cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Run to the end; what it printed.

    :raises Refused: it fails, or takes longer than that.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"not done after {limit:.0f} s") from error
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).split())[-160:]
        raise Refused(f"failed with exit code {done.returncode}: {said}")
    return done.stdout
