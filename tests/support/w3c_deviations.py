"""The tests of the W3C query suites whose result deviates from the expected one, with the outcome and the reason."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.support.w3c_results import Match


class Deviation(NamedTuple):
    """The actual outcome of a test.

    :ivar outcome: in every format: a value of :class:`Match`, or the status with the kind of problem.
    """

    outcome: str
    reason: str


_NONE: Final = Match.NONE.value
_GROUPS: Final = (
    (
        Match.VALUES.value,
        "Oxigraph keeps the value of numbers, booleans and dates and not their lexical forms; "
        "datatypes derived from xsd:integer become xsd:integer",
        """
        sparql10/open-world/open-eq-03 sparql10/open-world/open-eq-04 sparql10/open-world/date-3
        sparql10/expr-builtin/dawg-datatype-1 sparql10/expr-equals/eq-2-1 sparql10/expr-equals/eq-2-2
        sparql10/distinct/no-distinct-1 sparql10/distinct/no-distinct-9 sparql10/sort/dawg-sort-7
        sparql11/aggregates/agg-sum-02 sparql11/aggregates/agg-avg-02 sparql11/aggregates/agg-err-02
        sparql11/aggregates/agg-min-01 sparql11/aggregates/agg-min-02 sparql11/aggregates/agg-min-distinct
        sparql11/aggregates/agg-max-01 sparql11/aggregates/agg-max-02 sparql11/aggregates/agg-max-distinct
        sparql11/cast/cast-bool sparql11/cast/cast-int sparql11/cast/cast-float sparql11/cast/cast-double
        sparql11/cast/cast-decimal sparql11/cast/cast-string sparql11/csv-tsv-res/csv03 sparql11/csv-tsv-res/tsv03
        sparql11/functions/plus-1-corrected sparql11/functions/plus-2-corrected sparql11/functions/coalesce01
        """,
    ),
    (
        _NONE,
        "for the same reason, literals of one datatype and value are one term, however they were written: "
        "for triple patterns, STR, sameTerm and DISTINCT",
        """
        sparql10/open-world/open-eq-01 sparql10/expr-equals/eq-graph-1 sparql10/expr-equals/eq-graph-2
        sparql10/expr-builtin/dawg-str-1 sparql10/expr-builtin/dawg-str-2 sparql10/expr-builtin/sameTerm-simple
        sparql10/expr-builtin/sameTerm-eq sparql10/expr-builtin/sameTerm-not-eq
        sparql10/distinct/distinct-1 sparql10/distinct/distinct-9
        """,
    ),
    (
        _NONE,
        "a date with a time zone and one without are unequal, as in XML Schema 1.1; in 1.0 that is undetermined",
        "sparql10/open-world/date-2",
    ),
    (
        _NONE,
        "Oxigraph joins the variable of GRAPH within the group, and not after it (SPARQL 1.1 Query, section 18.6)",
        """
        sparql10/graph/graph-variable-scope sparql10/graph/graph-optional sparql11/bindings/graph
        sparql11/negation/graph-minus
        """,
    ),
    (
        _NONE,
        "GRAPH ?g { SELECT … } leaves ?g unbound",
        "sparql11/aggregates/agg-empty-group-count-graph",
    ),
    (
        _NONE,
        "a path of length zero does not match a term that is nowhere in the data",
        """
        sparql11/property-path/zero_or_more_set_start sparql11/property-path/zero_or_more_set_end
        sparql11/property-path/zero_or_one_set_start sparql11/property-path/zero_or_one_set_end
        """,
    ),
    (_NONE, "BNODE of a string gives the same node in every row", "sparql11/functions/bnode01"),
    (
        _NONE,
        "GROUP_CONCAT keeps the language that all of its strings have",
        "sparql11/aggregates/agg-groupconcat-04 sparql11/aggregates/agg-groupconcat-06",
    ),
    ("400 query-syntax", "TRUE is not read as true", "sparql10/expr-builtin/case-insensitive-booleans"),
    ("200", "<?a&&?b> is not read as an IRI, which would be the longest token", "sparql10/syntax-sparql3/syn-bad-26"),
    (
        "400 query-unsupported",
        "the query parses, and is refused as it calls a function that does not exist",
        """
        sparql10/syntax-sparql1/syntax-expr-05 sparql10/syntax-sparql1/syntax-order-05
        sparql10/syntax-sparql1/syntax-order-06 sparql10/syntax-sparql2/syntax-function-01
        sparql10/syntax-sparql2/syntax-function-02 sparql10/syntax-sparql2/syntax-function-03
        sparql10/syntax-sparql2/syntax-function-04 sparql11/syntax-query/test_4
        """,
    ),
    (
        "400 query-forbidden",
        "SERVICE is refused unless the operator lists endpoints",
        "sparql11/syntax-fed/test_1 sparql11/syntax-fed/test_2 sparql11/syntax-fed/test_3",
    ),
)

DEVIATIONS: Final[dict[str, Deviation]] = {
    name: Deviation(outcome, reason) for outcome, reason, names in _GROUPS for name in names.split()
}
"""By the name of the test."""
