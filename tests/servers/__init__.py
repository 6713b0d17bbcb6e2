"""Real SPARQL stores, and a server that misbehaves, for tests to run on loopback.

``start_store`` runs one by its name; ``loaded`` sends it a release as ``strategy-graph publish`` does. The fixtures
that share them over a session are in ``tests/conftest.py``.
"""

from tests.servers.stores import STORES, RunningStore, free_port, loaded, start_store

__all__ = ["STORES", "RunningStore", "free_port", "loaded", "start_store"]
