"""Finds the programs of other projects that tests start, and waits until they listen."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest


def find_program(name: str, package: str | None = None, *, hint: str = "") -> str:
    """Return the path of a program; without it the test is skipped, but fails where everything must be there (CI).

    :param package: the Debian package that has it, if its name is another.
    :param hint: how to install it, if not as a package.
    """
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        missing = f"{name} is not installed: {hint or f'apt-get install {package or name}'}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return program


def node_packages(folder: Path) -> Path:
    """Return ``node_modules`` of a folder with a lock file of npm; install the packages if they are not there."""
    modules = folder / "node_modules"
    with (folder / "package-lock.json").open() as lock:
        # Several test processes may ask at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not modules.exists():
            npm = find_program("npm")
            install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(install, cwd=folder, check=True, timeout=240)
    return modules


def wait_until_listening(process: subprocess.Popen[bytes], port: int, name: str, log: Path) -> None:
    """Return once a process listens at a port of 127.0.0.1, ten seconds from now at the latest.

    :param log: what the process writes its errors to.
    """
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(f"{name} ended before it listened: {log.read_text() if log.exists() else 'no log'}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{name} did not listen within ten seconds")
