"""Raw cells of a sheet, and what one cell says: texts, numbers, units."""
