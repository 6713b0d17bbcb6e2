"""The command ``query``."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from strategy_graph.cli import BROKEN_PIPE
from strategy_graph.dataset import Content
from tests.cli.conftest import Run, without_steps
from tests.support.content import PREFIXES, write

pytestmark = pytest.mark.slow(reason="starts the command for each test")

ABOUT = """\
#+ summary: What is said of an initiative
#+ description: Each property and value.
#+ tags: [test]
#+ parameters:
#+   - {name: initiative, type: initiative, default: call, description: The initiative.}
#+   - {name: limit, type: integer, default: 1, description: Unused.}
SELECT ?p ?o WHERE {
  VALUES ?_initiative { <https://w3id.org/digital-strategy-graph/id/initiative/call> }
  VALUES ?_limit { 1 }
  ?_initiative ?p ?o
}
"""


@pytest.fixture(autouse=True)
def query(content: Content) -> Path:
    return write(content.queries / "about.rq", ABOUT)


def test_a_named_query_with_a_value(run: Run) -> None:
    result = run("query", "about", "-p", "initiative=boost", "--format", "csv")
    assert result.returncode == 0
    assert "Boost" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["about", "-p", "initiative=cal"], "error: there is no initiative 'cal'. Did you mean call?\n"),
        (["about", "-p", "initiative=zzz"], "error: there is no initiative 'zzz'. The query label-search finds"),
        (["about", "-p", "limit=1", "-p", "limit=2"], "error: the parameter limit is given twice. "),
        (["about", "-p", "limit=x"], "error: the parameter limit does not take 'x'. Give a whole number\n"),
        (["nofile.rq"], "error: nofile.rq: no such file. Check the path\n"),
        (["zebra"], "error: there is no named query 'zebra'. strategy-graph query --list shows them all\n"),
        (["abuot"], "error: there is no named query 'abuot'. Did you mean about?\n"),
        (["about", "--file", "x.rq"], "error: give the name of a query or --file, not both. "),
        (["about", "--format", "bogus"], "There is: table, json, xml, csv, tsv\n"),
        (["--list", "--format", "csv"], "error: there is no --format csv for the list. "),
        (["about", "--content", "/nonexistent"], "error: /nonexistent: no such folder. "),
    ],
)
def test_wrong_use_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    result = run("query", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert without_steps(result.stderr).count("\n") == 1


def test_any_leaves_a_parameter_unbound(run: Run, query: Path) -> None:
    text = query.read_text(encoding="utf-8").replace("default: call", "default: any")
    query.write_text(text.replace("<https://w3id.org/digital-strategy-graph/id/initiative/call>", "UNDEF"), "utf-8")
    assert run("query", "about", "-p", "initiative=any").returncode == 0


@pytest.mark.parametrize("given", ["-", "bad.rq"])
def test_text_that_is_not_utf_8_is_named_by_line_and_column_in_bytes(
    run_process: Run, tmp_path: Path, given: str
) -> None:
    text = "SELECT *\n# ā ".encode() + b"\xff\nWHERE { ?s ?p ?o }"
    (tmp_path / "work" / "bad.rq").write_bytes(text)
    result = run_process("query", given, input=text, text=False)
    name = "standard input" if given == "-" else "bad.rq"
    assert result.returncode == 2
    assert result.stderr.decode() == f"error: {name}:2:6: the byte 0xFF is not UTF-8. Save it as UTF-8\n"


@pytest.mark.parametrize(
    ("text", "place"), [("INSERT DATA { <urn:a> <urn:p> 1 }", ":8: INSERT is an update"), ("SELECT oops", ":8:8: ")]
)
def test_an_error_in_a_query_names_its_file(run: Run, query: Path, text: str, place: str) -> None:
    header = "".join(line + "\n" for line in ABOUT.splitlines() if line.startswith("#+"))
    query.write_text(header.partition("#+ parameters")[0] + "\n" * 4 + text, encoding="utf-8")
    result = run("query", "about", "--format", "csv")
    assert result.returncode == 2
    assert without_steps(result.stderr).startswith(f"error: ../content/queries/about.rq{place}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"#+ foo: [\nASK {}", "broken.rq:1: the header is not YAML"),
        (b"# \xff\nASK {}", "broken.rq:1:3: the byte 0xFF"),
    ],
)
@pytest.mark.parametrize("command", [["query", "--list"], ["serve", "--port", "0"]])
def test_a_broken_query_file_is_one_line(
    run_process: Run, content: Content, command: list[str], text: bytes, said: str
) -> None:
    (content.queries / "broken.rq").write_bytes(text)
    result = run_process(*command)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_list_as_json(run: Run) -> None:
    (listed,) = json.loads(run("query", "--list", "--format", "json").stdout)
    assert listed["name"] == "about"
    assert [parameter["default"] for parameter in listed["parameters"]] == ["call", "1"]


def test_a_full_disk_is_no_bug(run_process: Run) -> None:
    with Path("/dev/full").open("wb") as full:
        result = run_process("query", "--list", stdout=full)
    assert result.returncode == 2
    assert result.stderr == "error: cannot write the output: No space left on device\n"


def test_an_output_that_is_closed_is_no_bug(run_process: Run) -> None:
    result = run_process("query", "--list", stdout=None, preexec_fn=lambda: os.close(1))
    assert result.returncode == 2
    assert result.stderr == "error: cannot write the output: it is closed\n"


def test_a_broken_pipe_while_a_table_is_printed(run_process: Run, content: Content, tmp_path: Path) -> None:
    run_process("build")
    with subprocess.Popen(["true"], stdin=subprocess.PIPE) as gone:
        gone.wait()
        result = run_process("query", "about", "--format", "table", stdout=gone.stdin)
    assert result.returncode == BROKEN_PIPE
    assert result.stderr == ""


def test_a_table(run: Run) -> None:
    result = run("query", "about", "--format", "table")
    assert result.returncode == 0
    assert "┃" in result.stdout and result.stdout.endswith(" rows\n")


def test_a_default_that_does_not_exist_is_an_error_that_lists_existing_things(run: Run, query: Path) -> None:
    query.write_text(ABOUT.replace("default: call", "default: cloud").replace("initiative/call", "initiative/cloud"))
    result = run("query", "about", "--format", "csv")
    assert result.returncode != 0
    assert result.stdout == ""
    assert "initiative is not given, and its default 'cloud' is not in this graph" in result.stderr
    assert "Give initiative=boost or call" in result.stderr
    assert run("query", "about", "-p", "initiative=call", "--format", "csv").returncode == 0


def test_a_default_of_a_kind_without_things(run: Run, query: Path) -> None:
    query.write_text(
        ABOUT.replace("type: initiative", "type: measure").replace("id/initiative/call", "id/measure/call")
    )
    assert "This graph has no measure" in run("query", "about").stderr


def test_a_thing_with_an_iri_of_its_own_domain(run: Run, content: Content) -> None:
    elsewhere = "https://data.example.org/plan#lighthouse"
    write(
        content.data / "more.ttl",
        f'{PREFIXES}<{elsewhere}> a dsg:Initiative ; rdfs:label "Lighthouse"@en ; dsg:detail 1 .',
    )
    for value in ("lighthouse", elsewhere):
        shown = run("query", "about", "-p", f"initiative={value}", "--show")
        assert f"VALUES ?_initiative {{ <{elsewhere}> }}" in shown.stdout
        assert "Lighthouse" in run("query", "about", "-p", f"initiative={value}", "--format", "csv").stdout
    assert "Did you mean lighthouse?" in run("query", "about", "-p", "initiative=lighthous").stderr


def test_showing_a_query_without_a_value_builds_nothing(run: Run, tmp_path: Path) -> None:
    assert "initiative/call" in run("query", "about", "--show").stdout
    assert not (tmp_path / "release").exists()
