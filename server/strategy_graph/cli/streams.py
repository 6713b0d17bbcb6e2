"""Prepares the standard streams, whatever state the shell hands them over in, and makes text safe to print."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Final

import click

# Control characters but tab and line feed, and those that turn the direction of text (Unicode TR 36, section 2.4).
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def prepare() -> None:
    """Put a null device where a stream is closed, and let none fail at a character that its encoding lacks.

    A file that we open would otherwise take the number of a closed stream, and be written to as if it were it.
    ``sys.stdout`` stays ``None`` where standard output is closed.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is given out, and those below are open by now.
            os.open(os.devnull, mode)
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 (it lives as long as the process)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    r"""The text with ``\u001B`` in place of what a terminal would obey instead of showing it."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


def say(text: str, *, err: bool = False) -> None:
    """Print lines for a person on standard output or standard error."""
    click.echo(printable(text), err=err)


def write_bytes(data: bytes) -> None:
    """Write data in a format of its own (UTF-8), whatever encoding the terminal has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
