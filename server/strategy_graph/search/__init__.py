"""Search over the names and descriptions of a release: pure functions of rows and of what was asked."""
