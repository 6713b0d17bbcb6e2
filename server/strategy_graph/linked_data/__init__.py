"""Describes the things of a graph as documents: their addresses, what stands in them, how they are written."""
