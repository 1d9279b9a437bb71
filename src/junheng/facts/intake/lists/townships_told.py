"""The township of schools in a list without such a column: a line over them (一、城关镇), or the name of the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import label_words, plain

_TOWNSHIP = re.compile("[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|街道办事处|苏木)")
_BESIDE = re.compile(r"[(（][^()（）]*[)）]|共?\s*\d+\s*[所校个].*$")  # 石桥镇（5所）, 柳溪镇 共5所
_FEWEST = 2  # lines that name a township


def townships_told(sheet: Sheet, head: Head, rows: Sequence[int]) -> pl.Series | None:
    """Of each row; any other line between (县直学校, 小计) ends what the one before says."""
    if not sheet.may_be_typed or not rows:
        return None
    if _TOWNSHIP.fullmatch(name := plain(sheet.name)):
        return pl.repeat(name, len(rows), dtype=pl.String, eager=True)
    now, named, found = None, set[str](), dict[int, str | None]()
    for row in range(head.last + 1, len(sheet.rows)):
        filled = [cell for cell in sheet.rows[row] if plain(cell)]
        if len(filled) == 1 and isinstance(filled[0], str):
            label = label_words(_BESIDE.sub("", filled[0]))
            now = label if _TOWNSHIP.fullmatch(label) else None
            named |= {label} if now else set()
        elif any(isinstance(cell, str) and is_note_or_total(cell) for cell in filled[:2]):
            now = None
        found[row] = now
    return pl.Series([found.get(row) for row in rows], dtype=pl.String) if len(named) >= _FEWEST else None
