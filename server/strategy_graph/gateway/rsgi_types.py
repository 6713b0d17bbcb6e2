"""The types of granian's RSGI interface, imported in one place.

``granian.rsgi`` has ``HTTPProtocol`` and does not export it to type checkers. Once it does, mypy reports the comment
below as unused.
"""

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

__all__ = ["HTTPProtocol", "Scope"]
