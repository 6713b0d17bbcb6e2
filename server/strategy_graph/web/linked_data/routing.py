"""Matches the paths of things and of their documents; what is no such path is left to other routes."""

from __future__ import annotations

from flask import request
from werkzeug.routing import PathConverter, ValidationError

from strategy_graph.errors import StrategyGraphError
from strategy_graph.linked_data.addresses import normalised
from strategy_graph.web.linked_data.lookup import Found, look_up
from strategy_graph.web.linked_data.state import linked_data


class ResourceConverter(PathConverter):
    """Matches a path at which there is a thing, one of its documents, or a list."""

    def to_python(self, value: str) -> Found:
        """Return what is at the path.

        :raises ValidationError: nothing is.
        """
        try:
            found = look_up(linked_data().catalogue, normalised(value), _raw())
        except StrategyGraphError as error:
            return Found(error=error)
        if found is None:
            raise ValidationError
        return found

    def to_url(self, value: Found) -> str:
        """Return the path of a thing."""
        return value.path.lstrip("/")


def _raw() -> str:
    """Return the path as it was sent, without its first slash, as far as the server tells it."""
    sent = request.environ.get("REQUEST_URI", "")
    return str(sent).partition("?")[0].lstrip("/")
