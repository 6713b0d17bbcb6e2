"""Files of RDF: finding, recognising and parsing them."""
