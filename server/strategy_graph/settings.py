"""The settings of the service, read from the environment and the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from strategy_graph.errors import StrategyGraphError

PREFIX: Final = "STRATEGY_GRAPH_"
MIB: Final = 1024 * 1024

_CONTACT: Final = re.compile(r"mailto:[^\s<>\"{}|\\^`@]+@[^\s<>\"{}|\\^`@]+|https?://[^\s<>\"{}|\\^`]+")
_PUBLIC_URL: Final = re.compile(
    r"https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?"
    r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?"
)
"""Scheme, host, port and path, in characters that need no escape anywhere; no query and no fragment."""


class SettingError(StrategyGraphError):
    """A setting with an invalid value."""


@dataclass(frozen=True)
class Settings:
    """The settings of the service. Each field can be given as ``STRATEGY_GRAPH_<FIELD>`` in the environment.

    :ivar public_url: the address at which clients reach the service, with the path prefix that a proxy strips; the only
        origin of absolute addresses. Without one it is the address that the server listens on.
    :ivar contact: whom to ask about the service and its data, as ``mailto:`` or the address of a page.
    :ivar releases: the folder of releases, whose current one is served; empty until one is chosen.
    :ivar user_data: the release holds a user's own data, not the project's.
    :ivar remote: URL of a SPARQL endpoint that holds the release and answers instead of local worker processes.
    :ivar keep: releases that stay when a new one is built, the current one included; all of them are served as dumps.
    :ivar watch: serve each new release as soon as it is the current one.
    :ivar prepare_pages: make the explorer's pages once when a release begins to be served, so that no reader waits for
        their queries and templates.
    :ivar query_timeout: wall-clock seconds that a query may take.
    :ivar query_workers: queries that run concurrently, each in its own process.
    :ivar query_per_client: queries of one client that run concurrently.
    :ivar query_queue: queries that may wait for a free process.
    :ivar query_wait: seconds that a query may wait for a free process.
    :ivar worker_memory: bytes of address space that a process may allocate once its store is open.
    :ivar result_bytes: the maximum size of a result.
    :ivar query_characters: the maximum length of a query.
    :ivar query_nesting: the maximum nesting depth of brackets in a query.
    :ivar services: endpoint URLs that SERVICE may call, separated by spaces.
    :ivar body_seconds: seconds within which the body of a request must arrive.
    :ivar cache_bytes: capacity of the response cache; 0 turns it off.
    :ivar spool_bytes: total size of all large results that are being sent.
    :ivar validate_timeout: wall-clock seconds that a check at ``/validate`` may take.
    :ivar validate_bytes: the maximum size of what is checked there.
    :ivar validate_memory: bytes of address space that the process of a check may allocate.
    :ivar validate_processes: checks that run concurrently, each in its own process.
    :ivar proxies: number of reverse proxies that set ``X-Forwarded-For``; with a wrong number, clients can spoof their
        addresses.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    contact: str = ""
    releases: str = ""
    user_data: bool = False
    remote: str = ""
    keep: int = 3
    watch: bool = False
    prepare_pages: bool = True
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
    validate_timeout: float = 20.0
    validate_bytes: int = 4 * MIB
    validate_memory: int = 512 * MIB
    validate_processes: int = 2
    proxies: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from environment variables.

        :raises SettingError: a variable has an invalid value.
        """
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            if variable in given:
                values[field.name] = _read(variable, given[variable], type(getattr(cls, field.name)))
        return cls(**values).validated()

    def with_flags(self, **flags: Any) -> Settings:
        """Return these settings with the flags that were given (those that are not ``None``)."""
        return replace(self, **{name: value for name, value in flags.items() if value is not None}).validated()

    def validated(self) -> Settings:
        """Return these settings unchanged after checking the range of each number and the form of the addresses.

        :raises SettingError: a number is out of its range, or an address is malformed.
        """
        if self.public_url and not _PUBLIC_URL.fullmatch(self.public_url):
            raise SettingError(
                f"--public-url ({PREFIX}PUBLIC_URL) is '{self.public_url}'",
                hint="Give scheme, host and path alone, such as https://data.example.org/graph",
            )
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise SettingError(
                f"{PREFIX}CONTACT is '{self.contact}'",
                hint="Give mailto: and an address, or a web address, such as mailto:data@example.org",
            )
        _check_range("port", self.port, 0, 65535)
        _check_range("keep", self.keep, 1, 1000)
        _check_range("query_timeout", self.query_timeout, 0.05, 3600)
        _check_range("query_wait", self.query_wait, 0, 600)
        _check_range("query_workers", self.query_workers, 1, 64)
        _check_range("query_per_client", self.query_per_client, 1, 64)
        _check_range("query_queue", self.query_queue, 0, 10_000)
        _check_range("worker_memory", self.worker_memory, 64 * MIB, 1024 * 1024 * MIB)
        _check_range("result_bytes", self.result_bytes, 1024, 4096 * MIB)
        _check_range("query_characters", self.query_characters, 100, 10_000_000)
        _check_range("query_nesting", self.query_nesting, 10, 1000)
        _check_range("body_seconds", self.body_seconds, 0.1, 600)
        _check_range("cache_bytes", self.cache_bytes, 0, 1024 * 1024 * MIB)
        _check_range("spool_bytes", self.spool_bytes, self.result_bytes, 1024 * 1024 * MIB)
        _check_range("validate_timeout", self.validate_timeout, 1, 3600)
        _check_range("validate_bytes", self.validate_bytes, 1024, 1024 * MIB)
        _check_range("validate_memory", self.validate_memory, 128 * MIB, 1024 * 1024 * MIB)
        _check_range("validate_processes", self.validate_processes, 1, 64)
        _check_range("proxies", self.proxies, 0, 10)
        return self

    def to_environment(self) -> dict[str, str]:
        """Return the environment variables that pass these settings to another process."""
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


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        flag = "--" + name.replace("_", "-")
        raise SettingError(
            f"{flag} ({PREFIX}{name.upper()}) is {value:g}", hint=f"Give a number from {low:g} to {high:g}"
        )
