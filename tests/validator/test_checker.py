"""Checks in a process of its own: the report is that of the command, and hostile input ends in a clear error."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SH, Graph

from strategy_graph.dataset import find_content
from strategy_graph.engine import Cancellation
from strategy_graph.process_tree import descendants
from strategy_graph.validator.checker import Checker, CheckLimits, CheckResult
from strategy_graph.validator.child import answer_to
from strategy_graph.validator.errors import CheckBusy, CheckFailed, CheckRefused, CheckTooCostly, CheckTooLarge
from strategy_graph.validator.upload import Upload
from strategy_graph.worker.spool import memory_file, write_all

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = """\
@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/> .
"""
WRONG = PREFIXES + "\nex:a a dsg:Theme ;\n  dsg:typo 1 .\n"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">%s</rdf:RDF>'
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 30}">' for n in range(12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "{"a" * 30}">{ENTITIES}]>' + XML % (
    '<rdf:Description rdf:about="https://example.org/x"><e:p>&e12;</e:p></rdf:Description>'
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + XML % (
    '<rdf:Description rdf:about="https://example.org/x"><e:p>&x;</e:p></rdf:Description>'
)


def checker(**limits: float) -> Checker:
    return Checker(find_content().root, CheckLimits(**limits))  # type: ignore[arg-type]


def check(data: str | bytes, name: str = "plan.ttl", **limits: float) -> CheckResult:
    upload = Upload(name, data.encode() if isinstance(data, str) else data)
    return checker(seconds=60, **limits).check(upload, turtle=True)


@pytest.mark.slow(reason="validates with a process of its own and with the command")
def test_the_report_is_that_of_the_command(tmp_path: Path) -> None:
    result = check(WRONG)
    file = tmp_path / "plan.ttl"
    file.write_text(WRONG, encoding="utf-8")
    command = [sys.executable, "-m", "strategy_graph.cli", "validate", "--format", "json", file.name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.document == json.loads(done.stdout)
    assert {finding["where"] for finding in result.document["findings"]} == {"plan.ttl:5"}
    assert (result.triples, result.nothing_checked) == (2, False)
    graph = Graph().parse(data=result.turtle, format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == len(result.document["findings"])


def answered(name: str, data: str | bytes, *, core_only: bool = True) -> dict[str, Any]:
    """The answer as the process gives it, in this process, since each takes seconds to start."""
    upload = memory_file()
    write_all(upload, data.encode() if isinstance(data, str) else data)
    content = str(find_content().root)
    settings = {"name": name, "content": content, "core_only": core_only, "turtle": False}
    try:
        return answer_to(upload, settings)
    finally:
        os.close(upload)


def test_the_profile_is_for_who_asks_for_it() -> None:
    """By hand: the profile asks a theme for its name in te reo Māori."""
    theme = PREFIXES + "ex:a a dsg:Theme ."
    both = [answered("plan.ttl", theme, core_only=core_only)["report"] for core_only in (True, False)]
    messages = [{finding["message"] for finding in report["findings"]} for report in both]
    assert [any("te reo" in message for message in found) for found in messages] == [False, True]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.ttl", "@prefix a: <b> .\n a:b a .", "a.ttl:2:8: not valid Turtle"),
        ("a.ttl", "", "there is nothing to load: empty"),
        ("a.ttl", bytes(range(256)) * 40, "binary data, not RDF"),
        ("a.ttl", WRONG.encode("utf-16"), "UTF-16. Save it as UTF-8"),
        (
            "a.ttl",
            (PREFIXES + 'ex:a rdfs:label "caf\xe9" .').encode("latin-1"),
            "a.ttl:4:21: not valid Turtle: Invalid",
        ),
        ("a.rdf", OUTSIDE, "not valid RDF/XML"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:1/c", "@id": "x:y"}', "a.jsonld:1:14: the remote @context"),
        ("a.jsonld", '{"x:p":' * 100_000 + "1" + "}" * 100_000, "nest too deeply"),
        ("a.html", "<!doctype html><html></html>", "an HTML page"),
    ],
)
def test_what_is_no_rdf_says_what_it_is(name: str, data: str | bytes, message: str) -> None:
    answer = answered(name, data)
    assert message in f"{answer['error']['where']}: {answer['error']['message']}. {answer['error']['hint']}"
    assert "/dev/fd" not in str(answer) and str(ROOT) not in str(answer)


@pytest.mark.slow(reason="makes processes run into their limits")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.rdf", BOMB),
        ("packed.ttl.gz", gzip.compress(b"# a comment\n" * 1_000_000) * 150),
        ("lists.ttl", PREFIXES + "ex:a ex:b " + "(" * 300_000 + ")" * 300_000 + " ."),
        ("many.ttl", PREFIXES + "".join(f"ex:t{n} a dsg:Theme .\n" for n in range(60_000))),
    ],
)
def test_what_costs_too_much_is_stopped(name: str, data: str | bytes) -> None:
    upload = Upload(name, data.encode() if isinstance(data, str) else data)
    began = time.monotonic()
    with pytest.raises(CheckTooCostly, match=r"took more than 2 s|needs more than 256 MiB") as caught:
        checker(seconds=2, memory=256 << 20).check(upload)
    assert time.monotonic() - began < 10
    assert caught.value.hint and "strategy-graph validate" in caught.value.hint


@pytest.mark.slow(reason="makes processes run into their limits")
def test_an_upload_or_a_report_that_is_too_large() -> None:
    with pytest.raises(CheckTooLarge, match="has 1,001 bytes, and up to 1,000 are checked here"):
        check(b"#" * 1001, upload_bytes=1000)
    with pytest.raises(CheckTooLarge, match=r"the report on .* is larger than 500 bytes"):
        check(WRONG, report_bytes=500)


@pytest.mark.slow(reason="waits for processes")
def test_few_run_at_once_and_the_others_wait_or_are_refused() -> None:
    own = checker(processes=1, queue=0, seconds=60)
    slow = Upload("slow.ttl", (PREFIXES + "".join(f"ex:t{n} a dsg:Theme .\n" for n in range(30_000))).encode())
    cancellation = Cancellation()
    ended: list[Exception] = []

    def run() -> None:
        try:
            own.check(slow, cancellation=cancellation)
        except CheckFailed as error:
            ended.append(error)

    before = descendants(os.getpid())
    thread = threading.Thread(target=run)
    thread.start()
    while not (running := descendants(os.getpid()) - before):
        time.sleep(0.01)
    with pytest.raises(CheckBusy, match="as many checks as may run"):
        own.check(Upload("a.ttl", b""))
    # Whoever hangs up ends the process.
    cancellation.cancel("gone")
    thread.join(20)
    assert ended and not running & descendants(os.getpid())
    with pytest.raises(CheckRefused):
        own.check(Upload("a.ttl", b""))


def test_the_process_reaches_nothing_but_its_answer(tmp_path: Path) -> None:
    code = (
        "import os, socket, subprocess, sys; sys.path[:0] = sys.argv[1:]\n"
        "from strategy_graph.validator.child import _restrict\n"
        "_restrict({'cpu_seconds': 5, 'report_bytes': 100, 'memory': 1 << 28})\n"
        "def write(path): return os.write(os.open(path, os.O_CREAT | os.O_WRONLY), b'x' * 200) == 200 or 1 / 0\n"
        "tries = [lambda: socket.socket(), lambda: subprocess.run(['true']), lambda: bytearray(1 << 29),\n"
        f"         lambda: write({str(tmp_path / 'x')!r})]\n"
        "for each in tries:\n"
        "    try: each(); print('done')\n"
        "    except (OSError, MemoryError, ZeroDivisionError) as error: print(type(error).__name__)\n"
    )
    command = [sys.executable, "-c", code, *filter(None, sys.path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["PermissionError", "PermissionError", "MemoryError", "ZeroDivisionError"], (
        done.stderr
    )


def test_a_context_is_not_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        port = server.getsockname()[1]
        with pytest.raises(CheckRefused, match="is not fetched"):
            check(json.dumps({"@context": f"http://127.0.0.1:{port}/c", "@id": "x:y"}), "a.jsonld")
        with pytest.raises(TimeoutError):
            server.accept()
