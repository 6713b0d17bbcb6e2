"""Measures the service beside other SPARQL servers, on made data of the same model."""
