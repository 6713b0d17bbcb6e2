"""The worker process that runs queries, and its messages to the parent.

It imports almost nothing else of the project, so that a new process is ready in about 50 ms. A failed query costs its
process, and the next query should not wait long for a new one.
"""
