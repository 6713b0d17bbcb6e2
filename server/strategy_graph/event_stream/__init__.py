"""The event stream of the releases (LDES)."""
