"""The build pipeline of the dataset: parsing, derivation, validation and release.

Data flow: ``data/*.ttl`` → quads → derivation rules → SHACL shapes → a release on disk. This package is independent of
HTTP.
"""

from strategy_graph.dataset.assembly import Graphs, Progress, assemble, assemble_with
from strategy_graph.dataset.content import Content, find_content
from strategy_graph.dataset.load import load_rdf
from strategy_graph.dataset.manifest import Manifest
from strategy_graph.dataset.rdf_files.parse_errors import RdfSyntaxError
from strategy_graph.dataset.release.build import (
    Release,
    ReleaseRefused,
    build_release,
    build_user_data_release,
    current_release,
    is_stale,
)
from strategy_graph.dataset.release.default_folder import default_target, user_data_target
from strategy_graph.dataset.validation.report import Finding, Severity, ValidationReport

__all__ = [
    "Content",
    "Finding",
    "Graphs",
    "Manifest",
    "Progress",
    "RdfSyntaxError",
    "Release",
    "ReleaseRefused",
    "Severity",
    "ValidationReport",
    "assemble",
    "assemble_with",
    "build_release",
    "build_user_data_release",
    "current_release",
    "default_target",
    "find_content",
    "is_stale",
    "load_rdf",
    "user_data_target",
]
