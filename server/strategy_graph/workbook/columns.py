"""The description of a column: its header, the property that it stands for, and the values that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property


class Value(Enum):
    """What a cell of a column holds."""

    TEXT = auto()
    """Text in a language; the header names it: ``name@en``."""
    STRING = auto()
    """A plain string without a language."""
    INTEGER = auto()
    NUMBER = auto()
    """A whole number or a decimal fraction."""
    YEAR = auto()
    DATE = auto()
    """A date as exact as its source, in EDTF: 2022, 2022-09, 2022-09-14 or an interval."""
    DAY = auto()
    DURATION = auto()
    YES = auto()
    """yes or no."""
    WEB = auto()
    """A web address."""
    TERM = auto()
    """A class or a property, such as dsg:Measure."""
    REFERENCE = auto()
    """A thing that a row of another sheet, or the folder, describes: its id or its name."""
    CHOICE = auto()
    """An entry of a controlled list."""
    PHRASE = auto()
    """Text in a language on an oa:TextQuoteSelector of its own."""
    IDENTIFIER = auto()
    """``REGISTER: value`` on a schema:PropertyValue of its own."""


LANGUAGE_VALUES = frozenset({Value.TEXT, Value.PHRASE})


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    :ivar header: what stands in row 1, without the language.
    :ivar term: the property as a prefixed name; empty for a column of an inline passage.
    :ivar help: one line that the instructions and the header's note show.
    :ivar required: each row needs a value.
    :ivar many: a cell may hold several values: one a line; references also apart by semicolons.
    :ivar kinds: the kinds of thing that a reference may name.
    :ivar scheme: the concept scheme of a choice, by its slug.
    :ivar only: what the template's list offers of the scheme; all of it if empty.
    :ivar default: an empty cell stands for the only thing of the kind, if there is exactly one.
    """

    header: str
    term: str
    value: Value
    help: str
    required: bool = False
    many: bool = False
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    only: tuple[str, ...] = ()
    default: bool = False

    @property
    def has_language(self) -> bool:
        return self.value in LANGUAGE_VALUES


@dataclass(frozen=True)
class Sheet:
    """One sheet: the things of one class, one a row.

    :ivar kind: the path segment of their IRIs; empty if a column gives it (``kind_column``).
    :ivar id_prefix: what an id begins with that is made from other columns.
    :ivar id_from: the columns that an id is made from, if the cell is empty.
    """

    title: str
    kind: str
    class_name: str
    help: str
    columns: tuple[Column, ...]
    id_prefix: str = ""
    id_from: tuple[str, ...] = ("name",)
    kind_column: str = ""

    @cached_property
    def by_header(self) -> dict[str, Column]:
        return {column.header: column for column in self.columns}

    @property
    def has_inline_passage(self) -> bool:
        """Whether a row may give its evidence by source, section and phrase, instead of by a row of the evidence."""
        return "evidence" in self.by_header

    @cached_property
    def file_name(self) -> str:
        return self.title.lower().replace(" ", "-")


ID = "id"
"""The header of the first column of each sheet: the last part of the thing's IRI."""


def text(header: str, term: str, help: str, *, required: bool = False, many: bool = False) -> Column:
    return Column(header, term, Value.TEXT, help, required, many)


def reference(
    header: str,
    term: str,
    kinds: str | Sequence[str],
    help: str,
    *,
    required: bool = False,
    many: bool = False,
    default: bool = False,
) -> Column:
    named = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    return Column(header, term, Value.REFERENCE, help, required, many, kinds=named, default=default)


def choice(
    header: str, term: str, scheme: str, help: str, *, required: bool = False, only: Sequence[str] = ()
) -> Column:
    return Column(header, term, Value.CHOICE, help, required=required, scheme=scheme, only=tuple(only))
