"""SHACL validation with pySHACL: the report, its causes in the shapes, and graphs that are fast to read."""
