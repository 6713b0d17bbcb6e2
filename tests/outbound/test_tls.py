"""TLS: a certificate is checked, and the operator's own authority can be trusted."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from strategy_graph.outbound import Address, Authorizer, Exchange, HttpConnection, StopReason, Unreachable
from tests.servers.faulty_server import faulty_server, says, whole


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(path) + ".key", "-out", str(path)], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(str(path) + ".key").read_bytes())
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_only_a_trusted_certificate_will_do(certificate: Path, trusted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    else:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)

    with faulty_server(says(whole()), wrap=lambda plain: server_side.wrap_socket(plain, server_side=True)) as server:
        channel = HttpConnection(Address.parse(f"https://127.0.0.1:{server.port}/sparql"), Authorizer(None))
        with Exchange(5) as call:
            if trusted:
                assert b"".join(channel.send("GET", "/sparql", call).blocks()).startswith(b"<?xml")
                channel.close()
            else:
                with pytest.raises(Unreachable, match=r"self-signed certificate|unable to get local issuer"):
                    channel.send("GET", "/sparql", call)
                assert not server.requests


def test_a_call_that_is_over_touches_no_socket() -> None:
    left, right = socket.socketpair()
    with left, right:
        with Exchange(60) as call:
            call.attach(left)
        call.stop(StopReason.CANCELLED)
        assert call.stopped is None
        left.sendall(b"x")
        assert right.recv(1) == b"x"
