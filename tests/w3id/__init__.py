"""The file that redirects the permanent identifiers, in a real Apache."""
