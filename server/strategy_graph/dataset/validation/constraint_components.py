"""Constraint components of pySHACL that take less time, with equal results.

pySHACL evaluates each shape for each node by itself. With these components the property shapes of a node shape are
evaluated for all of its nodes together, and what depends on the shape alone is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pyshacl.shape
from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core.shape_based_constraints import PropertyConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint

_VARIABLE: Final = "CONSTRAINT_PARAMS"

Components = tuple[list[Any], Mapping[Any, Callable[[Any], ConstraintComponent]]]
"""The constraint parameters, and by parameter what makes the component of a shape."""


class ParameterList(list[Any]):
    """A list of constraint parameters that finds a member by its hash.

    pySHACL searches the list for each property of a shape, whenever it evaluates the shape.
    """

    def __init__(self, members: Iterable[Any]) -> None:
        super().__init__(members)
        self._found = set(self)

    def __contains__(self, member: object) -> bool:
        return member in self._found

    def append(self, member: Any) -> None:
        super().append(member)
        self._found.add(member)

    def copy(self) -> ParameterList:
        return ParameterList(self)


class _LazyResult:
    """A result that is worked out when it is read: pySHACL discards the results inside sh:or, sh:xone and sh:not."""

    def __init__(self, make: Callable[[], tuple[Any, ...]]) -> None:
        self._make = make
        self._made: tuple[Any, ...] | None = None

    def __iter__(self) -> Iterator[Any]:
        if self._made is None:
            self._made = self._make()
        return iter(self._made)

    def __getitem__(self, place: int) -> Any:
        return [*self][place]


class _LazyResults:
    """Defers building results until they are read, and omits the text of pySHACL's own report, which is not used."""

    def make_v_result(self, *arguments: Any, **named: Any) -> _LazyResult:
        make = super().make_v_result  # type: ignore[misc]
        return _LazyResult(lambda: make(*arguments, **named))

    def make_v_result_description(self, *_: object, **__: object) -> str:
        return ""


class _BatchedPropertyConstraint(PropertyConstraintComponent):
    """Validates all value nodes against a property shape at once.

    pySHACL validates each by itself, and reads the constraints of the property shape again each time.
    """

    def _evaluate_property_shape(
        self,
        executor: Any,
        prop_shape: Any,
        target_graph: Any,
        focus_value_nodes: Mapping[Any, Iterable[Any]],
        potentially_recursive: Any,
        path: list[Any],
    ) -> tuple[bool, list[Any]]:
        # A node that is a value of several focus nodes has its results once for each.
        rounds: list[dict[Any, None]] = []
        times: dict[Any, int] = {}
        for nodes in focus_value_nodes.values():
            for node in nodes:
                number = times.get(node, 0)
                times[node] = number + 1
                if number == len(rounds):
                    rounds.append({})
                rounds[number][node] = None
        failed, results = False, []
        for together in rounds:
            one_failed, more = super()._evaluate_property_shape(  # type: ignore[no-untyped-call]
                executor, prop_shape, target_graph, {None: [[*together]]}, potentially_recursive, path
            )
            failed = failed or one_failed
            results += more
        return failed, results


class _CachedQueryConstraint(SPARQLBasedConstraint):
    """Prepares the text of a query once; pySHACL searches it for errors again for each focus node."""

    def _evaluate_sparql_constraint(
        self, sparql_constraint: Any, target_graph: Any, f_v_dict: Mapping[Any, Any]
    ) -> tuple[bool, list[Any]]:
        once = _PreparedOnce(sparql_constraint)
        failed, results = super()._evaluate_sparql_constraint(once, target_graph, f_v_dict)  # type: ignore[no-untyped-call]
        return failed, results


class _PreparedOnce:
    def __init__(self, query: Any) -> None:
        self.node, self.messages = query.node, query.messages
        self._query = query
        self._prepared: tuple[dict[str, Any], str] | None = None

    def pre_bind_variables(self, focus: Any) -> tuple[dict[str, Any], str]:
        if self._prepared is None:
            bindings, text = self._query.pre_bind_variables(focus)
            self._prepared = bindings, self._query.apply_prefixes(text)
        bindings, text = self._prepared
        return {**bindings, "this": focus} if "this" in bindings else bindings, text

    def apply_prefixes(self, text: str) -> str:
        return text


def _faster(component: type[ConstraintComponent]) -> Callable[[Any], ConstraintComponent]:
    """Return a function that makes the faster component of a shape once for each validation."""
    base = {PropertyConstraintComponent: _BatchedPropertyConstraint, SPARQLBasedConstraint: _CachedQueryConstraint}.get(
        component, component
    )
    kind = type(component.__name__, (_LazyResults, base), {})

    def component_of(shape: Any) -> ConstraintComponent:
        made: dict[Any, ConstraintComponent] = shape.sg.__dict__.setdefault("_components_made", {})
        key = (kind, shape.node)
        if key not in made:
            made[key] = kind(shape)
        return made[key]

    return component_of


OF_PYSHACL: Final[Components] = (list(CONSTRAINT_PARAMETERS_MAP), CONSTRAINT_PARAMETERS_MAP)
"""The parameters and components as pySHACL has them."""

_FASTER = {component: _faster(component) for component in ALL_CONSTRAINT_COMPONENTS}
FASTER: Final[Components] = (
    ParameterList(CONSTRAINT_PARAMETERS_MAP),
    {parameter: _FASTER[component] for parameter, component in CONSTRAINT_PARAMETERS_MAP.items()},
)


@contextmanager
def components_installed(components: Components) -> Iterator[None]:
    """Let pySHACL use these parameters and components: the variable is where it keeps its own.

    A version of pySHACL without that variable validates with its own components, and takes more time.
    """
    before = getattr(pyshacl.shape, _VARIABLE, OF_PYSHACL)
    setattr(pyshacl.shape, _VARIABLE, components)
    try:
        yield
    finally:
        setattr(pyshacl.shape, _VARIABLE, before)
