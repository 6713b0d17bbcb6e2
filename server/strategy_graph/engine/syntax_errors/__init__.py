"""Explain the syntax errors of queries: the grammar gives the position, and checks give the diagnostic."""
