"""Quoted phrases checked against the texts of their sources."""
