"""The full-text index of a release: a table of SQLite's FTS5 in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.search.documents import IDENTIFIER, INITIALS, NAME, OTHER_NAME, SHORT_NAME, Text, Thing, initials
from strategy_graph.search.near_words import Vocabulary
from strategy_graph.search.typed_query import Term
from strategy_graph.search.words import words

_COLUMNS: Final = {NAME: "name", OTHER_NAME: "other", IDENTIFIER: "code", INITIALS: "code", SHORT_NAME: "slug"}
"""The column of each sort of text; all else is in ``text``."""

_WEIGHTS: Final = {"name": 10.0, "other": 7.0, "code": 7.0, "slug": 2.0, "text": 1.0}

_LEADS: Final = {
    **dict.fromkeys("initiative outcome organisation measure theme strategy".split(), 3.0),
    **dict.fromkeys("focus goal group part plan vision".split(), 2.0),
}
"""How much more a match counts in what a plan is about than in its passages, sources and notes."""

_IN_ORDER: Final = 2.0
"""How much more a name counts that has the words in their order."""

NAMES: Final = "{name other code}"
"""The columns of names, as a filter of FTS5."""

_MATCHING: Final = "SELECT rowid FROM things WHERE things MATCH ?"

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
        self._select = (
            f"SELECT rowid, bm25(things, {', '.join(map(str, _WEIGHTS.values()))}) FROM things WHERE things MATCH ?"
        )
        self._lead = [_LEADS.get(thing.kind, 1.0) for thing in things]
        self._exact: dict[tuple[str, ...], list[int]] = {}
        for number, thing in enumerate(things):
            for text in names_of(thing):
                self._exact.setdefault(tuple(word.folded for word in words(text.text)), []).append(number)

    def find(self, expression: str, wanted: Sequence[str] = ()) -> list[Thing]:
        """Return the things that an expression of FTS5 matches, the best first.

        :param wanted: words; things with a name of just these come first, and those with a name that has them in this
            order count for more.
        """
        with self._lock:
            rows = self._database.execute(self._select, (expression,)).fetchall()
            in_order = set()
            if len(wanted) > 1:
                phrase = f"{NAMES} : {Term(tuple(wanted)).expression()}"
                # Without scores, which are what takes time.
                in_order = {number for (number,) in self._database.execute(_MATCHING, (phrase,))}
        first = set(self._exact.get(tuple(wanted), ()))

        def rank(row: tuple[int, float]) -> tuple[bool, float, int]:
            number, score = row
            # The score of FTS5 is negative: the lower, the better.
            return number not in first, score * self._lead[number] * (_IN_ORDER if number in in_order else 1), number

        return [self.things[number] for number, _ in sorted(rows, key=rank)]

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
