"""The sections of the evaluation report, each a function from a case to parts or blocks."""
