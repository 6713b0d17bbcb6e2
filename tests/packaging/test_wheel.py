"""What is installed from the wheel runs from an empty folder, with the content that travels inside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from strategy_graph import __version__

ROOT = Path(__file__).resolve().parents[2]
CONTENT_FOLDERS = ("ontology", "data", "shapes", "queries", "docs")
FILES = {"content.toml", "CHANGELOG.md", "bench/README.md"}

pytestmark = pytest.mark.slow(reason="builds a wheel and installs it")


def content_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for name in CONTENT_FOLDERS
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    } | FILES


def built_files(names: set[str], folder: str) -> set[str]:
    return {name.removeprefix(folder) for name in names if name.startswith(folder)}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel built from it: as a stranger would get them."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, archives: tuple[Path, Path]) -> Path:
    """A fresh virtual environment with the wheel; the libraries are lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-index", "--no-deps", str(archives[1])]
    subprocess.run(command, timeout=120, check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def run(environment: Path, empty: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("STRATEGY_GRAPH", "PYTHON"))}
    variables["XDG_CACHE_HOME"] = str(empty.parent / "cache")
    variables["HOME"] = str(empty.parent)
    command = [str(environment / "bin" / arguments[0]), *arguments[1:]]
    return subprocess.run(command, cwd=empty, env=variables, capture_output=True, text=True, timeout=120, check=False)


def test_the_wheel_holds_the_package_and_the_content(archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[1]) as wheel:
        names = set(wheel.namelist())
    inside = {name.removeprefix("strategy_graph/content/") for name in names if "/content/" in name}
    assert inside == content_files()
    assert {"strategy_graph/py.typed", "strategy_graph/engine/syntax_errors/sparql.lark"} <= names
    assert {"enhance.js", "editor.js", "licences.md"} <= built_files(names, "strategy_graph/web/static/built/")
    assert {name.split("/")[0] for name in names} == {
        "strategy_graph",
        f"digital_strategy_graph-{__version__}.dist-info",
    }


def test_the_source_archive_holds_what_a_checkout_needs(archives: tuple[Path, Path]) -> None:
    with tarfile.open(archives[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert content_files() <= names
    assert {"pyproject.toml", "Makefile", "requirements/runtime.txt", "LICENSE", "README.md"} <= names
    assert "tests/packaging/test_wheel.py" in names
    # With the scripts and that from which they are built, so that a wheel is made from it with no Node.
    assert {"hatch_build.py", "server/web/build.py", "server/web/package-lock.json", "requirements/node.txt"} <= names
    assert {"enhance.js", "editor.js"} <= built_files(names, "server/strategy_graph/web/static/built/")
    assert not [name for name in names if "node_modules" in name]


def test_it_runs_the_installed_copy(environment: Path, empty: Path) -> None:
    result = run(environment, empty, "python", "-c", "import strategy_graph; print(strategy_graph.__file__)")
    assert Path(result.stdout.strip()).is_relative_to(environment)


def test_build_validate_and_query_from_an_empty_folder(environment: Path, empty: Path) -> None:
    built = run(environment, empty, "strategy-graph", "build")
    assert built.returncode == 0, built.stderr
    release = Path(built.stdout.splitlines()[0].removeprefix("release").strip())
    assert release.is_relative_to(empty.parent / "cache" / "digital-strategy-graph" / "release")
    validated = run(environment, empty, "strategy-graph", "validate", "--format", "json")
    assert validated.returncode == 0, validated.stderr
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    (empty / "count.rq").write_text(query, encoding="utf-8")
    asked = run(environment, empty, "strategy-graph", "query", "count.rq", "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    assert int(asked.stdout.split()[1]) > 5000
    (empty / "wrong.rq").write_text("SELECT * WHERE { ?s ?p }", encoding="utf-8")
    refused = run(environment, empty, "strategy-graph", "query", "wrong.rq")
    assert refused.returncode != 0
    assert "wrong.rq:1:21: an object is missing after ?p" in refused.stderr
