"""The application for the web server, with its settings from the environment (``serve`` puts them there)."""

from __future__ import annotations

from strategy_graph.processes import end_with_parent
from strategy_graph.settings import Settings
from strategy_graph.web.live_release import LiveService

end_with_parent()

application = LiveService(Settings.from_environment())
