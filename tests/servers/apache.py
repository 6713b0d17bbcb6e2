"""Runs Apache over a folder with ``.htaccess`` files, on a loopback port."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.servers.programs import find_program, wait_until_listening

_MODULES: Final = ("mpm_event", "authz_core", "dir", "rewrite")

_CONFIGURATION: Final = """
{modules}
{user}
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
DocumentRoot {folder}/site
{directives}
<Directory {folder}/site>
    AllowOverride FileInfo Options
    Require all granted
</Directory>
"""


@contextmanager
def apache(site: dict[str, str], port: int, directives: str = "") -> Iterator[None]:
    """Run Apache in the foreground, as a child.

    :param site: the texts of the files by their paths in the site.
    :param directives: more of the configuration.
    """
    program = find_program("apache2", "apache2-bin")
    modules = Path("/usr/lib/apache2/modules")
    # Not a folder of pytest: Apache started by root reads the site as another user, who may not enter that.
    with tempfile.TemporaryDirectory(prefix="apache-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for path, text in site.items():
            (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / path).write_text(text, "utf-8")
        configuration = _CONFIGURATION.format(
            modules="\n".join(f"LoadModule {each}_module {modules}/mod_{each}.so" for each in _MODULES),
            user="User nobody\nGroup nogroup" if os.geteuid() == 0 else "",
            folder=folder,
            port=port,
            directives=directives,
        )
        (folder / "apache.conf").write_text(configuration, "utf-8")
        process = subprocess.Popen([program, "-D", "FOREGROUND", "-f", str(folder / "apache.conf")])
        try:
            wait_until_listening(process, port, "Apache", folder / "error.log")
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)
