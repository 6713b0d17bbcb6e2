"""Checks RDF of a user of the service against the shapes, in a sandboxed process of its own."""
