"""The interface of a measured server: find its program, load data, give the command that starts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bench.data import DataFile


class ServerError(Exception):
    """A server failed or exceeded its time limit; the message is the reason that the report shows."""


@dataclass(frozen=True)
class LoadResult:
    """The result of loading a data file into a store.

    :ivar seconds: time from the start of the load until the store is ready; ``None`` for a server that loads the data
        when it starts.
    :ivar store: the folder of the store; ``None`` likewise.
    """

    seconds: float | None = None
    store: Path | None = None

    @property
    def bytes(self) -> int | None:
        """Return the disk space of the store, or ``None`` if there is no store."""
        if self.store is None:
            return None
        # Counts allocated blocks, since some stores write sparse files.
        return sum(path.stat().st_blocks * 512 for path in self.store.rglob("*") if path.is_file())


class Server(ABC):
    """A SPARQL server that can be measured.

    :ivar name: identifies the server in ``--peers``, in the figures and in folder names.
    :ivar title: the display name.
    :ivar endpoint: the path of the SPARQL endpoint.
    :ivar program: the name of the executable.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    endpoint: ClassVar[str] = "/sparql"
    program: ClassVar[str]

    def __init__(self, installations: Path) -> None:
        """Take the folder in which each server can be installed, in a subfolder of its name."""
        self._installations = installations

    def executable(self) -> str | None:
        """Return the path of the program, or ``None`` if it is not found.

        The order of the search is: the installation folder, the folder of this Python, ``PATH``.
        """
        for subfolder in ("bin", "node_modules/.bin"):
            path = self._installations / self.name / subfolder / self.program
            if path.is_file():
                return str(path)
        python_folder = Path(sys.executable).parent
        return shutil.which(self.program, path=f"{python_folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}")

    def unavailable_reason(self) -> str | None:
        """Return why the server cannot be measured on this machine, or ``None`` if it can."""
        return None if self.executable() else f"{self.program} is not installed"

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        """Load the data into a store below ``folder``.

        :raises ServerError: the load fails or takes longer than ``limit`` seconds.
        """

    @abstractmethod
    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        """Return the command that serves the loaded data on 127.0.0.1 in the foreground."""

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the environment variables that the server needs in addition."""
        return {}


def run_command(command: list[str], limit: float, *, cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command and return its standard output.

    :raises ServerError: the command fails or takes longer than ``limit`` seconds.
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
        raise ServerError(f"not done after {limit:.0f} s") from error
    if done.returncode != 0:
        output = " ".join((done.stderr or done.stdout).split())[-160:]
        raise ServerError(f"failed with exit code {done.returncode}: {output}")
    return done.stdout
