"""The data files of a run: made once, kept for the next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.generate import VERSION, Made, make

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
_SAMPLE = 20_000


@dataclass(frozen=True)
class Data:
    """One data file and what queries can ask about it.

    :ivar size: as asked for, such as ``5k``.
    :ivar plans: some of its plans, spread over the file; initiatives likewise.
    """

    size: str
    seed: int
    version: int
    path: Path
    triples: int
    bytes: int
    plans: list[str]
    initiatives: list[str]


def triples_of(size: str) -> int:
    """``5k`` is 5,000 and ``1m`` a million.

    :raises ValueError: it is no size.
    """
    match = re.fullmatch(r"([1-9][0-9]*)([km]?)", size.lower())
    if match is None:
        raise ValueError(f"{size} is no size: write one such as 5k, 1m or 250000")
    return int(match[1]) * _UNITS[match[2]]


def prepare(size: str, seed: int, folder: Path, tell: Callable[[str], None]) -> Data:
    """The data file of that size, made anew unless it is there already, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"plans-{size}-{seed}.nt"
    account = path.with_suffix(".json")
    if (kept := _kept(path, account)) is not None:
        return kept
    tell(f"making {size} triples")
    account.unlink(missing_ok=True)
    unfinished = path.with_suffix(".unfinished")
    made = Made()
    with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        for block in make(triples_of(size), seed, made):
            stream.write(block)
    unfinished.replace(path)
    length = path.stat().st_size
    data = Data(size, seed, VERSION, path, made.triples, length, _spread(made.plans), _spread(made.initiatives))
    account.write_text(json.dumps({**asdict(data), "path": path.name}), encoding="utf-8")
    return data


def _kept(path: Path, account: Path) -> Data | None:
    try:
        data = Data(**{**json.loads(account.read_text(encoding="utf-8")), "path": path})
    except (OSError, ValueError, TypeError):
        return None
    whole = path.is_file() and path.stat().st_size == data.bytes
    return data if whole and data.version == VERSION else None


def _spread(values: list[str]) -> list[str]:
    step = max(1, len(values) // _SAMPLE)
    return [value.strip("<>") for value in values[::step][:_SAMPLE]]
