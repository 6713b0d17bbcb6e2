"""Benchmarks the service against other SPARQL servers on generated data of the same model."""
