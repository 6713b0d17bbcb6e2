"""The process that checks one upload: it is restricted before it reads a byte of it, and ends with its answer.

Arguments: the descriptors of the upload and of the answer, and the settings as JSON. Both are memory-backed files, so
that nothing is on disk. The answer is JSON: ``report`` and what belongs to it, or ``error``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from strategy_graph.dataset.assembly import assemble_with
from strategy_graph.dataset.content import Content, shape_files
from strategy_graph.dataset.rdf_files.discovery import Found
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.validation import validate as _loaded  # noqa: F401 (before the memory is limited)
from strategy_graph.dataset.validation.validate import ShapesError
from strategy_graph.errors import StrategyGraphError
from strategy_graph.worker.sandbox import forbid_network, limit_memory

NICE = 5
MAX_SHOWN = 500
"""The most findings that are given as people read them, with prefixes."""

_MAX_FILES = 256


def main() -> None:
    """Check the upload and write the answer."""
    upload, answer, settings = int(sys.argv[-3]), int(sys.argv[-2]), json.loads(sys.argv[-1])
    _restrict(settings)
    result = answer_to(upload, settings)
    try:
        with os.fdopen(answer, "wb", closefd=False) as file:
            file.write(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
    except (MemoryError, OSError):
        os.ftruncate(answer, 0)
        os.lseek(answer, 0, os.SEEK_SET)
        os.write(answer, b'{"failure": "report"}')


def answer_to(upload: int, settings: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to an upload: its report, an error of its text, or which limit was met."""
    try:
        return _check(upload, settings)
    except StrategyGraphError as error:
        return _error(error)
    except MemoryError:
        return {"failure": "memory"}
    except RecursionError:
        return {"failure": "nesting"}


def _restrict(settings: dict[str, Any]) -> None:
    """Limit memory, processor time, the answer and open files; forbid the network, new programs and other files."""
    os.chdir("/")
    os.nice(NICE)
    seconds = settings["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    # Not a byte can be written but to the answer, and not more than that may have.
    resource.setrlimit(resource.RLIMIT_FSIZE, (settings["report_bytes"], settings["report_bytes"]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_FILES, _MAX_FILES))
    limit_memory(settings["memory"])
    forbid_network()


def _check(upload: int, settings: dict[str, Any]) -> dict[str, Any]:
    file = RdfFile(Path(f"/dev/fd/{upload}"), settings["name"], upload)
    content = Content(Path(settings["content"]))
    shapes = shape_files(content, core_only=settings["core_only"])
    graphs = assemble_with(content, Found(file.path, [file]), shapes=shapes)
    report = graphs.validate()
    return {
        "report": json.loads(report.to_json()),
        "shown": [asdict(finding) for finding in report.findings[:MAX_SHOWN]],
        "turtle": report.to_turtle() if settings["turtle"] else "",
        "triples": graphs.validated_triples,
        "nothing_checked": not graphs.any_target(),
    }


def _error(error: StrategyGraphError) -> dict[str, Any]:
    cause = error.__cause__
    if isinstance(error, ShapesError) and isinstance(cause, MemoryError | RecursionError):
        return {"failure": "memory" if isinstance(cause, MemoryError) else "nesting"}
    return {"error": {"message": error.message, "where": error.where, "hint": error.hint}}


if __name__ == "__main__":
    main()
