"""RSGI entry point of the web server; reads the settings from the environment, where ``serve`` has set them."""

from __future__ import annotations

from strategy_graph.process_tree import end_with_parent
from strategy_graph.settings import Settings
from strategy_graph.web.live_release import LiveRelease

end_with_parent()

application = LiveRelease(Settings.from_environment())
