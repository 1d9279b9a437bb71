"""One school's forms, whose figures stand in rows: outlines, sums, owners, facts."""
