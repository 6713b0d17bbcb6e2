"""Finds the programs of other projects that tests start."""

from __future__ import annotations

import os
import shutil

import pytest


def find_program(name: str, package: str | None = None) -> str:
    """Return the path of a program; without it the test is skipped, but fails where everything must be there (CI).

    :param package: the Debian package that has it, if its name is another.
    """
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        missing = f"{name} is not installed: apt-get install {package or name}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return program
