"""A page of the explorer: its address, its filters, and how it is read and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import STRATEGY


class Unanswered(ParameterError):
    """Values that a page has no answer to, though it has the form to correct them in.

    :ivar view: the view model of the page without an answer; its ``error`` is the sentence at the form.
    """

    def __init__(self, message: str, view: Any, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.view = view


@dataclass(frozen=True)
class Page:
    """A page at ``/explore/<name>``, by the template ``explore/<name>.html``.

    :ivar title: the heading, and the text of links to the page.
    :ivar answers: what the page shows, in one sentence, for the list of pages.
    :ivar query: the named query that gives its rows; its parameters are the filters.
    :ivar filters: the parameters of the query that the page offers, in this order.
    :ivar options: further parameters of the address, which the page itself reads.
    :ivar lists: those of the options that take several values: given several times, or once with spaces between.
    :ivar defaults: values of filters where the page and its query have different ones.
    :ivar choices: the values that a filter offers, where further queries of the page take fewer than its own.
    :ivar path: its path where that is another.
    :ivar read: returns the view model; a template finds it as ``view``. It has a ``sentence`` that says what is seen.
    :ivar draw: returns the picture as an SVG file, for ``/explore/<name>.svg``.
    """

    name: str
    title: str
    answers: str
    query: str
    filters: tuple[str, ...]
    read: Callable[[PageQueries, Mapping[str, str]], Any]
    draw: Callable[[Any], Markup] | None = None
    options: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    path: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The path of the page."""
        return self.path or f"/explore/{self.name}"

    def check(self, values: Mapping[str, str]) -> None:
        """Refuse parameters that the page does not have.

        :raises ParameterError: there is one.
        """
        known = (*self.filters, *self.options, STRATEGY, EDITION)
        for name in values:
            if name not in known:
                raise ParameterError(
                    f"the page {self.name} has no parameter '{name}'", hint=f"It has: {', '.join(known)}"
                )
