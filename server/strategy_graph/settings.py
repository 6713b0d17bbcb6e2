"""The service's settings: one frozen object, from the environment and the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from strategy_graph.errors import StrategyGraphError

PREFIX: Final = "STRATEGY_GRAPH_"
MIB: Final = 1024 * 1024


class SettingError(StrategyGraphError):
    """A setting with a value that it does not take."""


@dataclass(frozen=True)
class Settings:
    """How the service runs. Each field can be given as ``STRATEGY_GRAPH_<FIELD>`` in the environment.

    :ivar releases: the folder of releases, whose current one is served; empty until one is chosen.
    :ivar foreign: the release holds a user's own data and not ours.
    :ivar remote: address of a SPARQL endpoint that holds the release and answers in place of our own processes.
    :ivar watch: serve each new release as soon as it is the current one.
    :ivar query_timeout: seconds of wall clock that a query may take.
    :ivar query_workers: queries that run at once, each in a process of its own.
    :ivar query_per_client: of these, for one client.
    :ivar query_queue: queries that may wait for a free process.
    :ivar query_wait: seconds that one may wait.
    :ivar worker_memory: bytes of address space that a process may add once its store is open.
    :ivar result_bytes: the largest result.
    :ivar query_characters: the longest query.
    :ivar query_nesting: the deepest nesting of brackets in a query.
    :ivar services: addresses that SERVICE may call, separated by spaces.
    :ivar body_seconds: seconds that the body of a request may take to arrive.
    :ivar cache_bytes: of the response cache; 0 turns it off.
    :ivar spool_bytes: of all large results that are being sent.
    :ivar proxies: proxies in front that set ``X-Forwarded-For``; with a wrong number clients could pose as others.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    releases: str = ""
    foreign: bool = False
    remote: str = ""
    watch: bool = False
    query_timeout: float = 30.0
    query_workers: int = 8
    query_per_client: int = 6
    query_queue: int = 64
    query_wait: float = 10.0
    worker_memory: int = 1024 * MIB
    result_bytes: int = 256 * MIB
    query_characters: int = 200_000
    query_nesting: int = 200
    services: str = ""
    body_seconds: float = 15.0
    cache_bytes: int = 64 * MIB
    spool_bytes: int = 1024 * MIB
    proxies: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """:raises SettingError: a variable has a value that its setting does not take."""
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            if variable in given:
                values[field.name] = _read(variable, given[variable], type(getattr(cls, field.name)))
        return cls(**values).checked()

    def with_flags(self, **flags: Any) -> Settings:
        """These settings with the flags that were given (those that are not ``None``)."""
        return replace(self, **{name: value for name, value in flags.items() if value is not None}).checked()

    def checked(self) -> Settings:
        """Itself.

        :raises SettingError: a number is out of its range.
        """
        _in_range("port", self.port, 0, 65535)
        _in_range("query_timeout", self.query_timeout, 0.05, 3600)
        _in_range("query_wait", self.query_wait, 0, 600)
        _in_range("query_workers", self.query_workers, 1, 64)
        _in_range("query_per_client", self.query_per_client, 1, 64)
        _in_range("query_queue", self.query_queue, 0, 10_000)
        _in_range("worker_memory", self.worker_memory, 64 * MIB, 1024 * 1024 * MIB)
        _in_range("result_bytes", self.result_bytes, 1024, 4096 * MIB)
        _in_range("query_characters", self.query_characters, 100, 10_000_000)
        _in_range("query_nesting", self.query_nesting, 10, 1000)
        _in_range("body_seconds", self.body_seconds, 0.1, 600)
        _in_range("cache_bytes", self.cache_bytes, 0, 1024 * 1024 * MIB)
        _in_range("spool_bytes", self.spool_bytes, self.result_bytes, 1024 * 1024 * MIB)
        _in_range("proxies", self.proxies, 0, 10)
        return self

    def to_environment(self) -> dict[str, str]:
        """The variables that give these settings to another process."""
        return {PREFIX + field.name.upper(): str(getattr(self, field.name)) for field in fields(self)}


def _read(variable: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.lower() in {"1", "true", "yes"}:
            return True
        if text.lower() in {"", "0", "false", "no"}:
            return False
        raise SettingError(f"{variable} is '{text}'", hint="Give true or false")
    try:
        return kind(text)
    except ValueError as error:
        wanted = "a whole number" if kind is int else "a number"
        raise SettingError(f"{variable} is '{text}'", hint=f"Give {wanted}") from error


def _in_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        flag = "--" + name.replace("_", "-")
        raise SettingError(
            f"{flag} ({PREFIX}{name.upper()}) is {value:g}", hint=f"Give a number from {low:g} to {high:g}"
        )
