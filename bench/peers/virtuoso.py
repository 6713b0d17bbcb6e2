"""Virtuoso 7, in the foreground, loaded by its bulk loader."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import ClassVar

from bench.data import Data
from bench.peers.base import Loaded, Peer, Refused, run
from bench.processes import Process

_GRAPH = "https://plans.example/graph"
_SQL_PORT_ABOVE = 50
"""The SQL port is so much above the port for HTTP; while loading, both are other ones."""
_LOADING_PORT = 8890

# As few lines as it runs on. A buffer is a page of 8 KiB; the limit on rows would cut answers short.
_INI = """\
[Database]
DatabaseFile = store/virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = store/virtuoso.trx
xa_persistent_file = store/virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = ., {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 16
[SPARQL]
ResultSetMaxRows = 2000000
MaxQueryExecutionTime = 60
DefaultGraph = {graph}
"""


class Virtuoso(Peer):
    name: ClassVar[str] = "virtuoso"
    title: ClassVar[str] = "Virtuoso"
    program: ClassVar[str] = "virtuoso-t"

    def missing(self) -> str | None:
        return super().missing() or (None if shutil.which("isql-vt") else "isql-vt is not installed")

    def version(self) -> str:
        # It says so on standard error, and ends with an error.
        done = subprocess.run([str(self.executable()), "-?"], capture_output=True, text=True, timeout=20, check=False)
        found = re.search(r"Version ([0-9.]+)", done.stdout + done.stderr)
        return found[1] if found else "unknown"

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        store = folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir()
        server = Process(self.command(data, folder, _LOADING_PORT), folder / "loading.log", cwd=folder, environment={})
        try:
            self._wait(server, folder)
            began = time.perf_counter()
            file = data.path.resolve()
            self._sql(f"ld_dir('{file.parent}', '{file.name}', '{_GRAPH}'); rdf_loader_run(); checkpoint;", limit)
            seconds = time.perf_counter() - began
            # What the loader refuses it only notes in a table.
            said = self._sql("SELECT 'problem', ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;", 30)
            if "problem  " in said:
                raise Refused(" ".join(said.split())[-160:])
        finally:
            server.stop(60)
        return Loaded(seconds, store)

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        # Room for all of the data, within a quarter of the memory.
        buffers = min(memory // 4, max(2**28, 4 * data.bytes)) // 8192
        text = _INI.format(
            sql=port + _SQL_PORT_ABOVE if port != _LOADING_PORT else port + 1,
            http=port,
            buffers=buffers,
            dirty=buffers * 3 // 4,
            data=data.path.resolve().parent,
            graph=_GRAPH,
        )
        # Of a server that had to be killed.
        (folder / "virtuoso.lck").unlink(missing_ok=True)
        (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
        return [str(self.executable()), "+foreground", "+configfile", "virtuoso.ini"]

    def _wait(self, server: Process, folder: Path) -> None:
        for _ in range(120):
            if server.ended:
                raise Refused(f"it ended: {server.last_words()}")
            try:
                self._sql("SELECT 1;", 10)
                return
            except Refused:
                time.sleep(0.25)
        raise Refused("it did not start within 30 s")

    @staticmethod
    def _sql(commands: str, limit: float) -> str:
        port = str(_LOADING_PORT + 1)
        return run([str(shutil.which("isql-vt")), port, "dba", "dba", f"exec={commands}"], limit, cwd=Path.cwd())
