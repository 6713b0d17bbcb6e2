"""RSGI entry point of the web server; reads the settings from the environment, where ``serve`` has set them."""

from __future__ import annotations

from multiprocessing import parent_process

from strategy_graph.process_tree import end_with_parent
from strategy_graph.settings import Settings
from strategy_graph.web.live_release import LiveRelease

# The web server forks the process that imports this module.
if (parent := parent_process()) is not None and parent.pid is not None:
    end_with_parent(parent.pid)

application = LiveRelease(Settings.from_environment())
