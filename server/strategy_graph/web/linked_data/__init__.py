"""The things: their addresses, their documents in every form, and the lists of each kind."""
