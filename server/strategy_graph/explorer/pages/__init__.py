"""View models of the pages, one module a page: parameters to named queries to what the page shows."""
