"""Releases on disk: building, storing, naming and finding them."""
