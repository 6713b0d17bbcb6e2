"""Releases on disk: building, storing, naming and locating them."""
