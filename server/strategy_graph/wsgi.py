"""The application for a WSGI server, with its settings from the environment (``serve`` puts them there)."""

from __future__ import annotations

from strategy_graph.app import create_app
from strategy_graph.dataset.release import read_release
from strategy_graph.processes import end_with_parent
from strategy_graph.settings import Settings

end_with_parent()

_settings = Settings.from_environment()
application = create_app(_settings, read_release(_settings.release_path))
