"""Describes the things of a graph as documents: what their addresses are, what stands in them, and how they are written."""
