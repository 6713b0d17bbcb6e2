"""Credentials for another server: read from the environment, sent to that server only, never displayed."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import threading
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.request import parse_http_list, parse_keqv_list

from strategy_graph.settings import PREFIX, SettingError

USER, PASSWORD, TOKEN = (f"{PREFIX}REMOTE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))

# RFC 7616, section 3.3, with what Python and servers have of it.
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_NEXT_SCHEME = re.compile(r",\s*(?=(?:Basic|Digest|Bearer|Negotiate)\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Credentials:
    """A user name with a password, for Basic or Digest authentication, or a bearer token."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials | None:
        """Read ``STRATEGY_GRAPH_REMOTE_USER``, ``…_PASSWORD`` and ``…_TOKEN``.

        :raises SettingError: they are not exactly one kind of credentials, or cannot be sent in a header.
        """
        given = os.environ if environment is None else environment
        user, password, token = (given.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if not (user or password or token):
            return None
        if token and (user or password):
            raise SettingError(f"both {TOKEN} and a user or password are set", hint="Set one kind of credentials only")
        if not token and not user:
            raise SettingError(f"{PASSWORD} is set without {USER}", hint=f"Set {USER} too")
        if ":" in user or any(not character.isprintable() for character in user + password):
            raise SettingError(
                f"{USER} or {PASSWORD} holds a character that cannot be sent", hint="A user name may not have a colon"
            )
        if token and not re.fullmatch(r"[\x21-\x7e]+", token):
            raise SettingError(f"{TOKEN} holds a character that cannot be sent", hint="Give the token alone, unbroken")
        return cls(user, password, token)


class Authorizer:
    """Creates the ``Authorization`` headers for one server; thread-safe.

    A password is not sent before a challenge of the server; Digest is preferred to Basic.
    """

    def __init__(self, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._lock = threading.Lock()
        self._basic = False
        self._digest: dict[str, str] | None = None
        self._uses = 0

    def header(self, method: str, target: str) -> str | None:
        """Return the headers for a request, by the challenges received so far."""
        given = self._credentials
        if given is None:
            return None
        if given.token:
            return f"Bearer {given.token}"
        with self._lock:
            if self._digest is not None:
                self._uses += 1
                return _digest(given, self._digest, self._uses, method, target)
            if self._basic:
                return "Basic " + b64encode(f"{given.user}:{given.password}".encode()).decode("ascii")
        return None

    def accept_challenges(self, challenges: Sequence[str]) -> bool:
        """Process the ``WWW-Authenticate`` headers of a 401; return whether one of the schemes is supported."""
        if self._credentials is None or self._credentials.token:
            return False
        offers = [_parse_challenge(part) for value in challenges for part in _NEXT_SCHEME.split(value)]
        for scheme, parameters in offers:
            if scheme == "digest" and _hash_name(parameters) in _HASHES and "nonce" in parameters:
                with self._lock:
                    self._digest, self._uses = parameters, 0
                return True
        if any(scheme == "basic" for scheme, _ in offers):
            with self._lock:
                self._basic = True
            return True
        return False


def _parse_challenge(text: str) -> tuple[str, dict[str, str]]:
    scheme, _, rest = text.strip().partition(" ")
    pairs = [pair for pair in parse_http_list(rest) if "=" in pair]
    return scheme.lower(), {name.lower(): value for name, value in parse_keqv_list(pairs).items()}


def _hash_name(parameters: Mapping[str, str]) -> str:
    return parameters.get("algorithm", "MD5").upper().removesuffix("-SESS")


def _digest(given: Credentials, challenge: Mapping[str, str], uses: int, method: str, target: str) -> str:
    """Compute the Digest response (RFC 7616, section 3.4; without ``qop``, RFC 2069)."""
    algorithm = challenge.get("algorithm", "MD5")

    def hashed(*parts: str) -> str:
        return _HASHES[_hash_name(challenge)](":".join(parts).encode()).hexdigest()

    realm, nonce = challenge.get("realm", ""), challenge["nonce"]
    count, ours = f"{uses:08x}", secrets.token_hex(16)
    secret = hashed(given.user, realm, given.password)
    if algorithm.upper().endswith("-SESS"):
        secret = hashed(secret, nonce, ours)
    request = hashed(method, target)
    fields = {"username": given.user, "realm": realm, "nonce": nonce, "uri": target}
    if "opaque" in challenge:
        fields["opaque"] = challenge["opaque"]
    bare = {"algorithm": algorithm} if "algorithm" in challenge else {}
    if "auth" in re.split(r"[\s,]+", challenge.get("qop", "")):
        fields |= {"cnonce": ours, "response": hashed(secret, nonce, count, ours, "auth", request)}
        bare |= {"qop": "auth", "nc": count}
    else:
        fields["response"] = hashed(secret, nonce, request)
    quoted = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in fields.items()}
    return "Digest " + ", ".join([*(f'{n}="{v}"' for n, v in quoted.items()), *(f"{n}={v}" for n, v in bare.items())])
