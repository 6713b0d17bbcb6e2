"""The difference between two releases: by statement, by resource, and as a patch; knows no HTTP."""

from strategy_graph.release_diff.changes import Changes, Kind, ResourceChange, compare, resource_changes
from strategy_graph.release_diff.rdf_patch import PatchRefused, apply_patch, read_patch, write_patch
from strategy_graph.release_diff.states import State, read_state

__all__ = [
    "Changes",
    "Kind",
    "PatchRefused",
    "ResourceChange",
    "State",
    "apply_patch",
    "compare",
    "read_patch",
    "read_state",
    "resource_changes",
    "write_patch",
]
