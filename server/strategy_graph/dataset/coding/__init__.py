"""The two codings of the matrix of initiatives and outcomes, and their intercoder agreement."""
