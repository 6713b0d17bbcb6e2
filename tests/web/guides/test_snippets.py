"""The programs of docs/snippets.md run against the service as it shows them."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.servers.programs import find_program
from tests.web.conftest import Running

ROOT = Path(__file__).resolve().parents[3]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SNIPPETS = FENCE.findall((ROOT / "docs" / "snippets.md").read_text("utf-8"))
EXAMPLE_ADDRESS = "http://127.0.0.1:8000"
RUNNERS = {
    "python": [sys.executable, "-W", "error", "-c"],
    "sh": ["sh", "-ec"],
    "js": ["node", "--input-type=module", "--eval"],
    "r": ["Rscript", "-e"],
}
PACKAGES = {"node": "nodejs", "Rscript": "r-base-core"}


@pytest.fixture
def address(running: Running) -> str:
    return running.address


def programs() -> list[tuple[str, str]]:
    return [(language, code) for language, code in SNIPPETS if language in RUNNERS]


@pytest.mark.slow(reason="starts R and pandas")
@pytest.mark.parametrize(("language", "code"), programs(), ids=lambda text: text if len(text) < 9 else "")
def test_a_snippet_runs_and_prints_something(address: str, language: str, code: str) -> None:
    program, *arguments = RUNNERS[language]
    program = find_program(program, PACKAGES.get(program))
    assert EXAMPLE_ADDRESS in code
    command = [program, *arguments, code.replace(EXAMPLE_ADDRESS, address)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert len(done.stdout.splitlines()) > 1
    assert '"status":' not in done.stdout


def test_the_address_for_the_spreadsheet_is_a_table_in_utf8(address: str) -> None:
    code = next(code for language, code in SNIPPETS if language == "powerquery")
    found = re.search(r'Contents\("([^"]+)", \[Query = \[(\w+) = "([^"]+)"\]\]', code)
    assert found is not None
    answer = httpx.get(found[1].replace(EXAMPLE_ADDRESS, address), params={found[2]: found[3]})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert "ā" in answer.content.decode("utf-8")


def test_the_service_shows_the_snippets_with_its_own_address(address: str) -> None:
    page = httpx.get(address + "/docs/snippets").text
    blocks = re.findall(r'<pre><code id="[^"]+">(.*?)</code></pre>', page, re.DOTALL)
    shown = [html.unescape(code) for code in blocks]
    assert shown == [code.replace(EXAMPLE_ADDRESS, address) for _, code in SNIPPETS]
