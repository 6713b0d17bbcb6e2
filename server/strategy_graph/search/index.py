"""The full-text index of a release: a table of SQLite's FTS5 in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.search.documents import IDENTIFIER, INITIALS, NAME, OTHER_NAME, SHORT_NAME, Text, Thing, initials
from strategy_graph.search.near_words import Vocabulary
from strategy_graph.search.words import words

_COLUMNS: Final = {NAME: "name", OTHER_NAME: "other", IDENTIFIER: "code", INITIALS: "code", SHORT_NAME: "slug"}
"""The column of each sort of text; all else is in ``text``."""

_WEIGHTS: Final = {"name": 10.0, "other": 7.0, "code": 7.0, "slug": 2.0, "text": 1.0}

NAMES: Final = "{name other code}"
"""The columns of names, as a filter of FTS5."""

_BETWEEN: Final = " ¶ "
"""Stands between texts in a column, so that no phrase goes over from one to the next."""


class NoFullTextSearch(StrategyGraphError):
    """SQLite was built without FTS5."""


class SearchIndex:
    """Finds things by their words; safe to use from several threads.

    :ivar things: all that can be found.
    :ivar strategies: the names of the strategies, by IRI.
    """

    def __init__(self, things: Sequence[Thing]) -> None:
        self.things = things
        self.strategies = {thing.iri: thing.name for thing in things if thing.kind == "strategy"}
        self.kinds = dict(sorted({thing.kind: thing.kind_name for thing in things}.items()))
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._create()
        self.vocabulary = Vocabulary(
            word for (word,) in self._database.execute("SELECT term FROM vocabulary") if word != _BETWEEN.strip()
        )
        self._exact: dict[tuple[str, ...], list[int]] = {}
        for number, thing in enumerate(things):
            for text in names_of(thing):
                self._exact.setdefault(tuple(word.folded for word in words(text.text)), []).append(number)

    def find(self, expression: str, exact: tuple[str, ...] = ()) -> list[Thing]:
        """Return the things that an expression of FTS5 matches, the best first.

        :param exact: things with a name of just these words come before all others.
        """
        with self._lock:
            rows = self._database.execute(
                f"SELECT rowid FROM things WHERE things MATCH ? "
                f"ORDER BY bm25(things, {', '.join(map(str, _WEIGHTS.values()))}), rowid",
                (expression,),
            ).fetchall()
        found = [number for (number,) in rows]
        first = set(self._exact.get(exact, ()))
        return [self.things[number] for number in sorted(found, key=lambda number: number not in first)]

    def _create(self) -> None:
        # Words come folded and apart from each other; the tokeniser "ascii" takes every other character for a letter.
        columns = ", ".join(_WEIGHTS)
        try:
            self._database.execute(
                f"CREATE VIRTUAL TABLE things USING fts5({columns}, content='', tokenize='ascii', prefix='1 2 3')"
            )
        except sqlite3.OperationalError as error:
            raise NoFullTextSearch(
                "the search needs SQLite with FTS5", hint="Run the service with a Python whose sqlite3 has it"
            ) from error
        self._database.execute("BEGIN")
        self._database.executemany(
            f"INSERT INTO things (rowid, {columns}) VALUES (?{', ?' * len(_WEIGHTS)})",
            ((number, *_row(thing)) for number, thing in enumerate(self.things)),
        )
        self._database.execute("INSERT INTO things (things) VALUES ('optimize')")
        self._database.execute("COMMIT")
        self._database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'things', 'row')")


def texts_of(thing: Thing) -> list[Text]:
    """Return all texts by which a thing is found, those that weigh most first."""
    made = [Text(INITIALS, letters) for text in thing.texts if text.about == NAME and (letters := initials(text.text))]
    every = [*thing.texts, *made, Text(SHORT_NAME, thing.short_name)]
    return sorted(every, key=lambda text: list(_WEIGHTS).index(_column(text)))


def names_of(thing: Thing) -> list[Text]:
    """Return the names of a thing, with its identifiers."""
    return [text for text in thing.texts if text.about in {NAME, OTHER_NAME, IDENTIFIER}]


def _column(text: Text) -> str:
    return _COLUMNS.get(text.about, "text")


def _row(thing: Thing) -> list[str]:
    columns: dict[str, list[str]] = {column: [] for column in _WEIGHTS}
    for text in texts_of(thing):
        columns[_column(text)].append(" ".join(word.folded for word in words(text.text)))
    return [_joined(texts) for texts in columns.values()]


def _joined(texts: Iterable[str]) -> str:
    return _BETWEEN.join(texts)
