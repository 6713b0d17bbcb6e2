"""Builds the scripts of the pages for the wheel and the source archive; ``server/web/build.py`` says how."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH: Final = "WEB_SCRIPTS"
"""Environment variable: ``skip`` leaves the scripts out, and the choice of Node."""

_WEB: Final = Path("server") / "web" / "build.py"


class WebScripts(BuildHookInterface[Any]):
    """Build the scripts into a folder that Git ignores; pyproject.toml names it an artifact."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for a Node where one is needed and the machine has none that is new enough."""
        web = self._web()
        if web is None or web.is_current():
            return []
        try:
            web.find_npm()
        except web.NodeNotFound:
            return [web.WHEEL]
        return []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the scripts; for an editable installation the Makefile does."""
        web = self._web()
        if web is not None and version != "editable":
            web.build()

    def _web(self) -> ModuleType | None:
        if os.environ.get(SWITCH) == "skip":
            return None
        specification = importlib.util.spec_from_file_location("web_build", Path(self.root) / _WEB)
        assert specification is not None and specification.loader is not None
        web = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(web)
        return web
