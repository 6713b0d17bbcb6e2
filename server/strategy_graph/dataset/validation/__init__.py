"""SHACL validation with pySHACL: the report, the location of invalid shapes, and an in-memory RDFLib store."""
