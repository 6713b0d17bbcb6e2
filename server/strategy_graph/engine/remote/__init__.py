"""The engine over any SPARQL 1.1 endpoint."""
