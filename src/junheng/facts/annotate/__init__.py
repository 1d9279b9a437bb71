"""Findings written into a copy of the workbook they are about: a note, a colour, and a list with links."""

from junheng.facts.annotate.target import check_target
from junheng.facts.annotate.write import annotate

__all__ = ["annotate", "check_target"]
