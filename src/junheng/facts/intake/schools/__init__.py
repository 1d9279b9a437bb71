"""Which rows of which sheets speak of the same school."""
