"""Drawings, one module a picture: rows to SVG; they know no queries."""
