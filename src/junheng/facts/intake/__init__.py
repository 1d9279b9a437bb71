"""Workbook in, located findings out. `sources/<family>.yaml` maps a form family to the tables."""

from junheng.facts.intake.deliver import read_files
from junheng.facts.intake.heads.said import NOTHING_SAID, Said

__all__ = ["NOTHING_SAID", "Said", "read_files"]
