"""Where the data differ from the facts after a review.

The facts were an early reading of the sources. An audit and a second look at the sources corrected it: grounds were
judged anew by the table of bases, phrases took the place of bare citations, later events came in. What the data hold
now in the place of a fact is pinned in ``reviewed_differences/``, one file for each comparison, so that a wrong edit is
still seen. Rewrite the files after a reviewed change of the data with ``python -m tests.data.reviewed_differences``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("reviewed_differences")

Plain = dict[str, Any]


def plain(records: Mapping[Any, Any]) -> Plain:
    """Records with keys that are strings and values that JSON has, sets in order."""
    return {_key(key): _value(value) for key, value in records.items()}


def _key(key: Any) -> str:
    return " | ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def _value(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted((_value(member) for member in value), key=str)
    if isinstance(value, tuple | list):
        return [_value(member) for member in value]
    return value


def read(name: str) -> dict[str, Any]:
    """The reviewed differences of one comparison: ``gone`` keys, and ``instead``, records by key."""
    file = FOLDER / f"{name.replace(' ', '-')}.json"
    if not file.exists():
        return {"gone": [], "instead": {}}
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def applied(name: str, facts: Plain) -> Plain:
    """The facts' records with the reviewed differences applied.

    :raises AssertionError: a difference takes out what is not there, or says what the facts say.
    """
    changes = read(name)
    for key in changes["gone"]:
        assert key in facts, f"{name}: {key} is not in the facts"
    for key, record in changes["instead"].items():
        assert facts.get(key) != record, f"{name}: {key} is no difference"
    kept: Plain = {key: record for key, record in facts.items() if key not in changes["gone"]}
    return kept | dict(changes["instead"])


def write(name: str, facts: Plain, found: Plain) -> None:
    """Write the differences that make the facts into what was found."""
    gone = sorted(key for key in facts if key not in found)
    instead = {key: record for key, record in sorted(found.items()) if facts.get(key) != record}
    file = FOLDER / f"{name.replace(' ', '-')}.json"
    if not gone and not instead:
        file.unlink(missing_ok=True)
        return
    FOLDER.mkdir(exist_ok=True)
    body = json.dumps({"gone": gone, "instead": instead}, ensure_ascii=False, indent=1)
    file.write_text(body + "\n", encoding="utf-8")


if __name__ == "__main__":
    from tests.data import extract, test_facts

    for comparison, (wanted, extracted) in test_facts.COMPARISONS.items():
        write(comparison, plain(wanted(test_facts.facts())), plain(extracted(extract.authored())))
