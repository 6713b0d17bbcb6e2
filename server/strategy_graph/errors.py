"""The base class of errors with a message for the user.

Every foreseeable failure is raised as a :class:`StrategyGraphError`. The command line prints it on one line and exits
with its ``exit_code``; the service turns it into a problem document. Any other exception is a bug.
"""

from __future__ import annotations


class StrategyGraphError(Exception):
    """A failure that the user can correct.

    :param message: what was wrong, in one sentence without a full stop.
    :param where: the location, as ``file``, ``file:line`` or ``file:line:column`` (1-based), if there is one.
    :param hint: how to correct it.
    """

    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f". {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


def unwritable(where: str, error: OSError) -> StrategyGraphError:
    """Return the error about a file or folder that the operating system refuses to write."""
    return StrategyGraphError(
        f"cannot be written: {error.strerror or error}", where=where, hint="Check the path and its permissions"
    )


def unreadable(where: str, error: OSError) -> StrategyGraphError:
    """Return the error about a file or folder that the operating system refuses to read."""
    return StrategyGraphError(
        f"cannot be read: {error.strerror or error}", where=where, hint="Check the path and its permissions"
    )
