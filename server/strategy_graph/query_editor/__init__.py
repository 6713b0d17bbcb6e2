"""What the editor of ``/sparql`` knows of the data."""
