"""Verification of quoted phrases against the texts of their sources."""
