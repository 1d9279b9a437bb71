"""What stands over the figures: sources, heads of columns and titles, and which fact each column holds."""
