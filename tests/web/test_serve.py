"""``strategy-graph serve`` as a process: own data, invalid arguments, and a clean shutdown."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from strategy_graph.process_tree import descendants
from tests.servers import free_port
from tests.web.conftest import ROOT, Start

pytestmark = pytest.mark.slow(reason="starts a server for most tests")

FILES = {
    "people.ttl": "<http://example.org/a> <http://example.org/p> <http://example.org/b> .",
    "more.nt": '<http://example.org/a> <http://example.org/p> "x" .\n',
    "graphs.nq": '<http://example.org/a> <http://example.org/p> "y" <http://example.org/g> .\n',
    "graphs.trig": '<http://example.org/h> { <http://example.org/a> <http://example.org/p> "z" }',
    "document.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": "json"}',
    "document.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="http://example.org/a"><e:p>xml</e:p></rdf:Description></rdf:RDF>',
}
COUNT = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "format": "csv"}


def test_own_data_in_six_syntaxes(start: Start, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    address = start("--data", str(tmp_path))
    assert httpx.get(address + "/sparql", params=COUNT, timeout=20).text == "n\r\n6\r\n"
    graphs = {"query": "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", "format": "csv"}
    assert httpx.get(address + "/sparql", params=graphs, timeout=20).text == "n\r\n2\r\n"
    page = httpx.get(address + "/", headers={"Accept": "text/html"}, timeout=20).text
    assert "6 triples" in page and "http://example.org/g" in page


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "strategy_graph.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "server"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_port_in_use() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        result = run("serve", "--port", port)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in result.stderr and "--port" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["serve", "--data", "no-such-folder"], {}, "no such file or folder"),
        (["serve", "--port", "99999"], {}, "from 0 to 65535"),
        (["serve"], {"STRATEGY_GRAPH_QUERY_TIMEOUT": "soon"}, "STRATEGY_GRAPH_QUERY_TIMEOUT is 'soon'"),
        (["serve", "--query-timeout", "0"], {}, "--query-timeout"),
    ],
)
def test_usage_errors_are_one_line(arguments: list[str], environment: dict[str, str], says: str) -> None:
    result = run(*arguments, **environment)
    assert result.returncode == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_syntax_errors_name_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<http://example.org/a> <http://example.org/p>\n  oops .", encoding="utf-8")
    result = run("serve", "--port", str(free_port()), "--data", str(file), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert result.returncode == 2
    assert "broken.ttl:2:" in result.stderr


def test_port_0_selects_and_reports_a_free_port(tmp_path: Path) -> None:
    data = tmp_path / "a.nt"
    data.write_text(FILES["more.nt"], encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "strategy_graph.cli", "serve", "--port", "0", "--data", str(data)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "server"), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        message = next(line for line in process.stderr if line.startswith("serving "))
        address = message.split()[-1]
        assert "serving 1 triple at" in message and not address.endswith(":0/")
        assert httpx.get(address + "sparql", params=COUNT, timeout=20).text == "n\r\n1\r\n"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_behind(tmp_path: Path, end: signal.Signals) -> None:
    data = tmp_path / "a.nt"
    data.write_text(FILES["more.nt"], encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "strategy_graph.cli", "serve", "--port", str(port), "--data", str(data)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "server"), "XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    try:
        for _ in range(300):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/sparql", params=COUNT, timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        processes = descendants(process.pid)
        assert len(processes) >= 2, "a web worker and a query worker"
    finally:
        process.send_signal(end)
        process.wait(timeout=20)
    for _ in range(100):
        remaining = {pid for pid in processes if Path(f"/proc/{pid}").exists()}
        if not remaining:
            break
        time.sleep(0.1)
    assert not remaining
