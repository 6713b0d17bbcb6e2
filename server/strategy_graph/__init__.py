"""The Digital Strategy Graph: New Zealand's digital strategy as checked, queryable linked data."""

__version__ = "0.1.0"
