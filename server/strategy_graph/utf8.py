"""Decodes UTF-8 text; an error gives the line and column of the first invalid byte."""

from __future__ import annotations

import codecs
from pathlib import Path

from strategy_graph.errors import StrategyGraphError, unreadable


def decode(data: bytes, where: str) -> str:
    """Decode bytes as UTF-8, without a byte order mark.

    :param where: the name of the bytes in an error, such as the file.
    :raises StrategyGraphError: they are not UTF-8; with line and column, the column counted in bytes.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        byte = data[error.start]
        raise StrategyGraphError(
            f"the byte 0x{byte:02X} is not UTF-8",
            where=f"{where}:{line}:{column}",
            hint="Save it as UTF-8",
        ) from error


def read(path: Path) -> str:
    """Return the text of a file.

    :raises StrategyGraphError: it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise StrategyGraphError("no such file", where=str(path), hint="Check the path") from error
    except OSError as error:
        raise unreadable(str(path), error) from error
    return decode(data, str(path))
