"""Runs nginx as a reverse proxy that speaks TLS, with a certificate made for the purpose."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.servers.programs import find_program, wait_until_listening

HOST: Final = "localhost"

_CONFIGURATION: Final = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        server_name {host};
        merge_slashes off;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location {prefix}/ {{
            proxy_pass http://127.0.0.1:{upstream}/;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }}
    }}
}}
"""


@contextmanager
def reverse_proxy(folder: Path, port: int, upstream: int, prefix: str) -> Iterator[ssl.SSLContext]:
    """Run nginx and yield the TLS context of a client that trusts it.

    :param port: the port that it listens on, at 127.0.0.1.
    :param upstream: the port of the service, at 127.0.0.1.
    :param prefix: the path prefix that it strips, without a slash at the end.
    """
    program = find_program("nginx")
    _make_certificate(folder)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    values = {"user": user, "folder": folder, "port": port, "host": HOST, "prefix": prefix, "upstream": upstream}
    configuration.write_text(_CONFIGURATION.format(**values), "utf-8")
    log = str(folder / "error.log")
    process = subprocess.Popen([program, "-p", str(folder), "-e", log, "-c", str(configuration)])
    try:
        wait_until_listening(process, port, "nginx", folder / "error.log")
        yield ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _make_certificate(folder: Path) -> None:
    arguments = "req -x509 -newkey rsa:2048 -noenc -days 2 -keyout key.pem -out certificate.pem"
    names = f"subjectAltName=DNS:{HOST},IP:127.0.0.1"
    command = [find_program("openssl"), *arguments.split(), "-subj", f"/CN={HOST}", "-addext", names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
