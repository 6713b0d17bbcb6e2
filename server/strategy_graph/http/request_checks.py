"""Validates the headers of a request before its body is read, the cache is consulted or the application runs."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

# RFC 3986, section 3.2.2, with the port of RFC 9110, section 7.2; no userinfo; IPv6 literals are checked loosely.
_HOST: Final = re.compile(r"(?:\[[0-9A-Fa-fvV:.%\w~-]+\]|(?:[A-Za-z0-9._~!$&'()*+;=-]|%[0-9A-Fa-f]{2})+)(?::\d{0,5})?")


class Rejection(NamedTuple):
    """Status, detail, hint and additional headers of the error response."""

    status: int
    detail: str
    hint: str
    headers: tuple[tuple[str, str], ...] = ()


def check_headers(method: str, http_version: str, headers: Any) -> Rejection | None:
    """Return the reason to reject the request, or ``None``.

    A valid host is accepted whatever it is, since no response depends on it; X-Forwarded-Host is not read.

    :param headers: the RSGI headers.
    """
    hosts = headers.get_all("host")
    if len(hosts) > 1 or (not hosts and http_version == "1.1"):
        # RFC 9112, section 3.2.
        count = "no Host header" if not hosts else f"{len(hosts)} Host headers"
        return Rejection(400, f"the request has {count}", "Send one, such as Host: example.org")
    if hosts and not _HOST.fullmatch(hosts[0]):
        # The invalid value is not echoed in the response.
        return Rejection(
            400, "the Host header is not a host name with an optional port", "Send one, such as Host: example.org"
        )
    coding = ", ".join(headers.get_all("content-encoding")) if method not in {"GET", "HEAD"} else ""
    if coding.strip().lower() not in {"", "identity"}:
        return Rejection(
            415,
            "the body is compressed, and is only read as it is",
            "Send it without Content-Encoding",
            (("accept-encoding", "identity"),),
        )
    return None
