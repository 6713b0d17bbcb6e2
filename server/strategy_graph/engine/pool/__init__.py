"""The worker processes of the embedded engine: the pool, the handle of one process, and the spawner."""
