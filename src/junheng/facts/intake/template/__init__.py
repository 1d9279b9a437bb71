"""The house's own workbook: written, and read when it is filled in."""
