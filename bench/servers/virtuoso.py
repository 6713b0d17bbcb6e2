"""Virtuoso 7, run in the foreground and loaded with its bulk loader."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import ClassVar

from bench.data import DataFile
from bench.processes import ServerProcess
from bench.servers.base import LoadResult, Server, ServerError, run_command

_GRAPH = "https://plans.example/graph"
_SQL_PORT_OFFSET = 50
"""Difference between the SQL port and the HTTP port of the measured server."""
_LOADING_PORT = 8890
"""The HTTP port while the data is loaded; the SQL port is the next one."""

# A minimal configuration. A buffer is a page of 8 KiB. ResultSetMaxRows is high, so that no result is truncated.
_CONFIGURATION = """\
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


class Virtuoso(Server):
    name: ClassVar[str] = "virtuoso"
    title: ClassVar[str] = "Virtuoso"
    program: ClassVar[str] = "virtuoso-t"

    def unavailable_reason(self) -> str | None:
        return super().unavailable_reason() or (None if shutil.which("isql-vt") else "isql-vt is not installed")

    def version(self) -> str:
        # Virtuoso prints its version to standard error and exits with an error.
        done = subprocess.run([str(self.executable()), "-?"], capture_output=True, text=True, timeout=20, check=False)
        found = re.search(r"Version ([0-9.]+)", done.stdout + done.stderr)
        return found[1] if found else "unknown"

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        store = folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir()
        server = ServerProcess(
            self.command(data, folder, _LOADING_PORT), folder / "loading.log", cwd=folder, environment={}
        )
        try:
            self._wait_until_ready(server)
            started = time.perf_counter()
            file = data.path.resolve()
            self._run_sql(f"ld_dir('{file.parent}', '{file.name}', '{_GRAPH}'); rdf_loader_run(); checkpoint;", limit)
            seconds = time.perf_counter() - started
            # The loader records errors in a table and does not fail.
            output = self._run_sql("SELECT 'problem', ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;", 30)
            if "problem  " in output:
                raise ServerError(" ".join(output.split())[-160:])
        finally:
            server.stop(60)
        return LoadResult(seconds, store)

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        # Enough buffers for all of the data, but at most a quarter of the memory.
        buffers = min(memory // 4, max(2**28, 4 * data.bytes)) // 8192
        configuration = _CONFIGURATION.format(
            sql=port + _SQL_PORT_OFFSET if port != _LOADING_PORT else port + 1,
            http=port,
            buffers=buffers,
            dirty=buffers * 3 // 4,
            data=data.path.resolve().parent,
            graph=_GRAPH,
        )
        # Left over if an earlier server was killed.
        (folder / "virtuoso.lck").unlink(missing_ok=True)
        (folder / "virtuoso.ini").write_text(configuration, encoding="utf-8")
        return [str(self.executable()), "+foreground", "+configfile", "virtuoso.ini"]

    def _wait_until_ready(self, server: ServerProcess) -> None:
        for _ in range(120):
            if server.has_exited:
                raise ServerError(f"the server exited: {server.log_tail()}")
            try:
                self._run_sql("SELECT 1;", 10)
                return
            except ServerError:
                time.sleep(0.25)
        raise ServerError("the server did not start within 30 s")

    @staticmethod
    def _run_sql(commands: str, limit: float) -> str:
        port = str(_LOADING_PORT + 1)
        return run_command(
            [str(shutil.which("isql-vt")), port, "dba", "dba", f"exec={commands}"], limit, cwd=Path.cwd()
        )
