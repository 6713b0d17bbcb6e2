"""Says why a token cannot stand where the grammar refuses it: every kind of slip, in the order of the search.

Words come first that are misspelt, or belong to other languages.
"""

from __future__ import annotations

import difflib
from typing import Final

from strategy_graph.engine.syntax_errors.clause_slips import BRACKET_FINDERS, CLAUSE_FINDERS
from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, Finder, Refused, Slip
from strategy_graph.engine.syntax_errors.expression_slips import EXPRESSION_FINDERS, SIGN_FINDERS
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.engine.syntax_errors.pattern_slips import PATTERN_FINDERS

_FOREIGN: Final = {
    "AND": ("AND is no operator of SPARQL", "Write && or ||"),
    "OR": ("OR is no operator of SPARQL", "Write && or ||"),
    "LIKE": ("LIKE is no operator of SPARQL", 'Write CONTAINS(?a, "…") or REGEX(?a, "…")'),
    "ILIKE": ("ILIKE is no operator of SPARQL", 'Write REGEX(?a, "…", "i")'),
    "IS": ("IS is no operator of SPARQL", "Write BOUND(?a) or !BOUND(?a), or = for a value"),
    "BETWEEN": ("BETWEEN is no operator of SPARQL", "Write ?a >= 1 && ?a <= 5"),
    "NULL": ("there is no NULL in SPARQL", "Write BOUND(?a) or !BOUND(?a)"),
    "LET": ("LET is no word of SPARQL", "Write BIND(… AS ?name)"),
    "TOP": ("TOP is no word of SPARQL", "Write LIMIT 5 at the end"),
    "JOIN": ("JOIN is no word of SPARQL", "Patterns in one group are joined: write the triples one after another"),
    "MOD": ("MOD is no operator of SPARQL", "Write ?a - ?b * FLOOR(?a / ?b)"),
}
"""Words of other languages."""


def _foreign_words(place: Refused) -> Slip | None:
    return place.slip(*_FOREIGN[place.word()]) if place.word() in _FOREIGN else None


def _unknown_words(place: Refused) -> Slip | None:
    token, word = place.token(), place.word()
    if not word or word in FUNCTIONS or word in KEYWORDS:
        return None
    keywords = sorted(place.expected & KEYWORDS)
    close = difflib.get_close_matches(word, keywords, n=1, cutoff=0.75)
    if close:
        return place.slip(f"there is no word {token.text} in SPARQL", f"Did you mean {close[0]}?")
    if place.token(1).text == "(":
        near = difflib.get_close_matches(word, sorted(FUNCTIONS), n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}?" if near else "See SPARQL 1.1, section 17.4; others are IRIs"
        return place.slip(f"there is no function {token.text}", hint)
    return None


def _words_for_variables(place: Refused) -> Slip | None:
    token = place.token()
    known = place.word() in KEYWORDS or place.word() in FUNCTIONS
    if place.clause == "SELECT" and place.word() and not known and not place.opened and "VAR" in place.expected:
        return place.slip(f"{token.text} is no variable", f"Write ?{token.text}")
    return None


_FINDERS: Final[tuple[Finder, ...]] = (
    *SIGN_FINDERS,
    _foreign_words,
    *EXPRESSION_FINDERS,
    _unknown_words,
    _words_for_variables,
    *CLAUSE_FINDERS,
    *PATTERN_FINDERS,
    *BRACKET_FINDERS,
)


def slip_at(place: Refused) -> Slip | None:
    """The slip that is known at a refused token."""
    return next((slip for slip in (finder(place) for finder in _FINDERS) if slip is not None), None)
