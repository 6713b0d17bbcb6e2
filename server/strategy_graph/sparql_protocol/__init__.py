"""SPARQL 1.1 Protocol: parses query operations and prepares them; independent of Flask and the web server."""
