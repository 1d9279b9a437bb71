"""Files as they are handed in, opened to sheets of raw cells."""
