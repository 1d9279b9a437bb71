"""Corrections as data beside the files: cells and facts, with reason, role and day."""
