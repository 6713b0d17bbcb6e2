"""RDF files: discovery, detection of the syntax, and parsing."""
