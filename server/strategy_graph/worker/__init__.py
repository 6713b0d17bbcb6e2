"""The process that runs queries, and what it says to its parent.

It imports next to nothing else of the project, so that a new one is ready in some 50 ms: a query
that went wrong costs its process, and the next query should not wait long for another.
"""
