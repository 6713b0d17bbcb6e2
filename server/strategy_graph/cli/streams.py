"""Prepares the standard streams, some of which may be closed, and escapes text for a terminal."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Final

import click

# Control characters except tab and line feed, and bidirectional controls (Unicode TR 36, section 2.4).
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def prepare() -> None:
    """Open the null device for closed standard streams, and escape characters that an encoding lacks.

    A file that is opened later would otherwise get the descriptor of a closed stream, and the stream's output.
    ``sys.stdout`` stays ``None`` where standard output is closed.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free descriptor is allocated (POSIX), and the lower ones are open already.
            os.open(os.devnull, mode)
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 (it lives as long as the process)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def printable(text: str) -> str:
    r"""Return the text with the control characters of terminals escaped, such as ``\u001B``."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04X}", text)


def say(text: str, *, err: bool = False) -> None:
    """Print lines of text on standard output or standard error."""
    click.echo(printable(text), err=err)


def write_bytes(data: bytes) -> None:
    """Write UTF-8 data to standard output, regardless of the encoding of the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
