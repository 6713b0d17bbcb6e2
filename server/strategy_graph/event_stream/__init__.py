"""The releases as a Linked Data Event Stream (LDES): what was added, changed and removed; knows no HTTP."""

from strategy_graph.event_stream.pages import Step, root_page, step_pages, steps

__all__ = ["Step", "root_page", "step_pages", "steps"]
