"""A file to lines, whatever it is: Word, PDF with a text layer, text. What cannot be read is told by what it really is."""

from junheng.rules.plans.reading.opening.file import open_lines
from junheng.rules.plans.reading.opening.text import chinese_share

__all__ = ["chinese_share", "open_lines"]
