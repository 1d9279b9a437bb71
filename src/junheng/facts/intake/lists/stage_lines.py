"""Lines between the schools of a list that name the stage of those below: 一、小学, then 二、初中."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import label_words, plain, words
from junheng.terms import SchoolKind, Stage


def stages_by_lines(sheet: Sheet, head: Head, rows: Sequence[int], source: Source) -> pl.Series | None:
    """The stage of each row, where lines name some; any other line between (九年一贯制学校, a township) ends what the one before says."""
    if not sheet.may_be_typed:
        return None
    of_kinds = {words(word): kind.stages[0] for word, value in source.allowed("kind").items() if len((kind := SchoolKind(value)).stages) == 1}  # 二、教学点
    named = of_kinds | {words(word): stage for stage, names in source.stages.items() for word in names}
    now: Stage | None = None
    found: dict[int, str | None] = {}
    for row in range(head.last + 1, len(sheet.rows)):
        filled = [cell for cell in sheet.rows[row] if plain(cell)]
        if len(filled) == 1 and not is_number(filled[0]):
            now = named.get(label_words(filled[0]).removesuffix("部").removesuffix("段").removesuffix("阶"))
        found[row] = now.value if now else None
    told = [found.get(row) for row in rows]
    return pl.Series(told, dtype=pl.String) if any(told) else None
