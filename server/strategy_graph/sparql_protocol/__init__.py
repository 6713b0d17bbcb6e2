"""Requests by the SPARQL 1.1 Protocol and what they come to; knows neither Flask nor the web server."""
