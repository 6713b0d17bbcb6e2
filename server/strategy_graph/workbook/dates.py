"""Works out the first and the last day of a date that is given as exactly as its source gives it."""

from __future__ import annotations

import calendar
import re
from typing import Final

_FIRST_MONTHS: Final = {33: 1, 34: 4, 35: 7, 36: 10, 37: 1, 38: 5, 39: 9, 40: 1, 41: 7}
_LENGTHS: Final = {**dict.fromkeys(range(33, 37), 3), **dict.fromkeys(range(37, 40), 4), 40: 6, 41: 6}
"""The quarters, thirds and halves of a year in EDTF, level 2: the first month of each, and its months."""


def days_of(date: str) -> tuple[str, str] | None:
    """Return the first and last day of a date in EDTF; none if it has no last day, or is none."""
    start, slash, end = re.sub(r"[?~%]", "", date).partition("/")
    first, last = _range(start), _range(end if slash else start)
    return (first[0], last[1]) if first and last else None


def _range(date: str) -> tuple[str, str] | None:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", date):
        return None
    year, *rest = (int(part) for part in date.split("-"))
    if len(rest) == 2:
        return date, date
    month = rest[0] if rest else 40
    first = _FIRST_MONTHS.get(month, month)
    last = first + _LENGTHS.get(month, 1) - 1 if rest else 12
    if not rest:
        first = 1
    if not 1 <= last <= 12:
        return None
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"
