"""The statistics against their slow plain twin, and the laws they must keep."""
