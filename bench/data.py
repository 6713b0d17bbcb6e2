"""Generates the data files of a run, and keeps them for later runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.generate import GENERATOR_VERSION, DatasetSummary, generate_dataset

Progress = Callable[[str], None]
"""A function that reports the name of each step."""

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
_SAMPLE_SIZE = 20_000


@dataclass(frozen=True)
class DataFile:
    """A generated data file, with the IRIs that queries can use as subjects.

    :ivar size: the size as given, for example ``5k``.
    :ivar version: the version of the generator.
    :ivar plans: IRIs of plans, sampled evenly from the whole file.
    :ivar initiatives: IRIs of initiatives, sampled likewise.
    """

    size: str
    seed: int
    version: int
    path: Path
    triples: int
    bytes: int
    plans: list[str]
    initiatives: list[str]


def parse_size(size: str) -> int:
    """Return the number of triples of a size: 5,000 for ``5k``, a million for ``1m``.

    :raises ValueError: the size is invalid.
    """
    match = re.fullmatch(r"([1-9][0-9]*)([km]?)", size.lower())
    if match is None:
        raise ValueError(f"{size} is not a valid size: give one such as 5k, 1m or 250000")
    return int(match[1]) * _UNITS[match[2]]


def prepare_data_file(size: str, seed: int, folder: Path, progress: Progress) -> DataFile:
    """Return the data file of a size and seed, and generate it unless a complete one exists."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"plans-{size}-{seed}.nt"
    metadata = path.with_suffix(".json")
    if (existing := _read_existing(path, metadata)) is not None:
        return existing
    progress(f"generating {size} triples")
    metadata.unlink(missing_ok=True)
    unfinished = path.with_suffix(".unfinished")
    summary = DatasetSummary()
    with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        for block in generate_dataset(parse_size(size), seed, summary):
            stream.write(block)
    unfinished.replace(path)
    data = DataFile(
        size=size,
        seed=seed,
        version=GENERATOR_VERSION,
        path=path,
        triples=summary.triples,
        bytes=path.stat().st_size,
        plans=_sample(summary.plans),
        initiatives=_sample(summary.initiatives),
    )
    metadata.write_text(json.dumps({**asdict(data), "path": path.name}), encoding="utf-8")
    return data


def _read_existing(path: Path, metadata: Path) -> DataFile | None:
    try:
        data = DataFile(**{**json.loads(metadata.read_text(encoding="utf-8")), "path": path})
    except (OSError, ValueError, TypeError):
        return None
    complete = path.is_file() and path.stat().st_size == data.bytes
    return data if complete and data.version == GENERATOR_VERSION else None


def _sample(iris: list[str]) -> list[str]:
    step = max(1, len(iris) // _SAMPLE_SIZE)
    return [iri.strip("<>") for iri in iris[::step][:_SAMPLE_SIZE]]
