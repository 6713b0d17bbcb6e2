"""Explains the syntax errors of queries: the place by a grammar, and words for common mistakes."""
