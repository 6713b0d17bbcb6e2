"""The worker processes of the embedded engine: their pool, each as its parent sees it, and where they come from."""
