"""The two codings of the matrix of initiatives and outcomes, and how far they agree."""
