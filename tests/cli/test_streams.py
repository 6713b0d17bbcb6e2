"""Commands end as documented with closed streams, any encoding and any terminal width."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from strategy_graph.cli.streams import printable
from strategy_graph.dataset import Content
from tests.cli.conftest import Run
from tests.support.content import PREFIXES, UNLABELLED, write

pytestmark = pytest.mark.slow(reason="starts the command several times for each test")

QUERY = "SELECT ?o { VALUES ?o { 'Ngā iwi' 'a\\u001B[31mred' '[bold]x[/bold]' <http://example.org/long/address/x> } }"


@pytest.fixture
def query(tmp_path: Path) -> Path:
    return write(tmp_path / "query.rq", QUERY)


def closing(*numbers: int) -> Callable[[], None]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


@pytest.mark.parametrize("numbers", [(0,), (2,), (0, 2)])
def test_closed_streams_change_no_result(run_process: Run, query: Path, numbers: tuple[int, ...]) -> None:
    whole = run_process("query", "--file", query)
    assert whole.returncode == 0
    assert run_process("query", "--file", query, preexec_fn=closing(*numbers)).stdout == whole.stdout
    assert run_process("validate", "missing.ttl", preexec_fn=closing(*numbers)).returncode == 2


@pytest.mark.parametrize("numbers", [(1,), (0, 1), (0, 1, 2)])
def test_a_closed_output_is_an_error(run_process: Run, query: Path, numbers: tuple[int, ...]) -> None:
    result = run_process("query", "--file", query, preexec_fn=closing(*numbers))
    assert result.returncode == 2
    assert result.stderr == ("" if 2 in numbers else "error: cannot write the output: it is closed\n")


def test_a_closed_input_is_reported_where_it_is_read(run_process: Run) -> None:
    result = run_process("validate", "-", preexec_fn=closing(0))
    assert result.returncode == 2
    assert result.stderr == "error: standard input: is closed. Send a file into it: … - < facts.ttl\n"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "ascii:strict", "utf-8"])
def test_no_encoding_of_the_terminal_ends_a_command(
    run_process: Run, query: Path, content: Content, encoding: str
) -> None:
    more = {"PYTHONIOENCODING": encoding}
    # Result formats are UTF-8 regardless of the terminal.
    assert "Ngā iwi".encode() in run_process("query", "--file", query, "--format", "csv", text=False, more=more).stdout
    assert run_process("query", "--list", more=more).returncode == 0
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED.replace("nameless", "ngā-nameless"))
    plain = run_process("validate", "--format", "json", text=False).stdout
    assert run_process("validate", "--format", "json", text=False, more=more).stdout == plain
    report = run_process("validate", text=False, more=more)
    assert report.returncode == 1
    # click treats ASCII as a misconfiguration and writes UTF-8.
    written = {"ngā".encode(), "ngā".encode(encoding.partition(":")[0], errors="backslashreplace")}
    assert any(name in report.stdout for name in written)


def test_standard_input_is_data(run_process: Run, tmp_path: Path) -> None:
    result = run_process("validate", "-", input=PREFIXES + UNLABELLED)
    assert result.returncode == 1
    assert f"standard input:{len(PREFIXES.splitlines()) + 2}: initiative:nameless" in result.stdout
    broken = run_process("validate", "-", input="<http://e/s> <http://e/p> oops .")
    assert broken.returncode == 2
    assert broken.stderr.startswith("error: standard input:1:27: not valid TriG: ")


def test_shapes_come_from_standard_input_too(run_process: Run, tmp_path: Path) -> None:
    data = write(tmp_path / "data.ttl", "<http://e/s> a <http://e/C> .")
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <http://e/Shape> a sh:NodeShape ; sh:targetClass <http://e/C> ;
            sh:property [ sh:path <http://e/p> ; sh:minCount 1 ] ."""
    assert run_process("validate", data, "--shapes", "-", input=shapes).stdout.startswith("Violations (1)")
    result = run_process("validate", data, "--shapes", "-", input=shapes.replace("sh:path", "sh:paht"))
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "<http://e/Shape>" in result.stderr


def test_a_user_without_a_home_folder_gets_a_clear_error(run_process: Run, tmp_path: Path) -> None:
    # A user ID without an entry in the user database: Path.home() uses HOME, then that entry.
    code = "import os, sys, pwd; os.environ.pop('HOME', None); os.environ.pop('XDG_CACHE_HOME', None)\n"
    code += "def none(number): raise KeyError(number)\n"
    code += "pwd.getpwuid = none\n"
    code += "from strategy_graph.cli import main; main(['serve', '--data', sys.argv[1]])"
    data = write(tmp_path / "data.ttl", "<http://e/s> a <http://e/C> .")
    command = [sys.executable, "-c", code, str(data)]
    result = subprocess.run(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True)
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: this user has no home folder for the release. Name a folder in XDG_CACHE")


def terminal(run_process: Run, *arguments: str | Path, **more: str) -> str:
    """Return the output of a command on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        written = bytearray()
        reader = threading.Thread(target=_read_all, args=(screen, written))
        reader.start()
        run_process(*arguments, stdout=theirs, more={"TERM": "xterm", **more})
        os.close(theirs)
        reader.join(timeout=10)
    return written.decode()


def _read_all(screen: BinaryIO, written: bytearray) -> None:
    # Reading a pseudo-terminal whose other end is closed raises an OSError.
    with contextlib.suppress(OSError):
        while data := screen.read(65536):
            written += data


@pytest.mark.parametrize("columns", ["0", "1", "10", "33", "200"])
def test_a_table_cuts_no_value_however_narrow_the_terminal(run_process: Run, query: Path, columns: str) -> None:
    shown = terminal(run_process, "query", "--file", query, COLUMNS=columns)
    cells = "".join(line.strip(" │\r") for line in shown.splitlines() if line.startswith("│"))
    assert "http://example.org/long/address/x" in cells
    assert "[bold]x[/bold]" in cells
    assert "a\\u001B[31mred" in cells
    assert "4 rows" in shown


def test_no_color_means_no_escape_sequence_at_all(run_process: Run, query: Path) -> None:
    assert "\x1b[" in terminal(run_process, "query", "--file", query)
    assert "\x1b" not in terminal(run_process, "query", "--file", query, NO_COLOR="1")
    assert "\x1b[" in terminal(run_process, "query", "--file", query, NO_COLOR="")


def test_control_characters_in_data_and_file_names_are_escaped(
    run_process: Run, content: Content, tmp_path: Path
) -> None:
    write(content.data / "bad.ttl", PREFIXES + UNLABELLED.replace('"', '"\\u001B]0;owned\\u0007\\u202E', 1))
    for result in (
        run_process("validate"),
        run_process("build"),
        run_process("validate", tmp_path / "\x1b[31mred.ttl"),
    ):
        assert result.returncode in {1, 2}
        assert not set(result.stdout + result.stderr) & set("\x1b\x07\u202e\x9b")


def test_printable_keeps_letters_and_escapes_control_characters() -> None:
    assert printable("Ngā mahi\t“tika”\n日本") == "Ngā mahi\t“tika”\n日本"
    assert printable("a\x1b[0m\x07\x9b\x7f\r\u202e\u2066") == "a\\u001B[0m\\u0007\\u009B\\u007F\\u000D\\u202E\\u2066"
