"""高级 beside 正高级: is it 副高级, or both together? In lists that have no 副高级 the figures tell it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.assumed import ASSUMED
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity

_OTHERS = ("titles_middle", "titles_assistant", "titles_clerk", "titles_none")


def high_titles(facts: Columns, sheet: Sheet, head_row: int) -> Iterator[Finding]:
    """Moves it to 副高级 where it is no sum of the two. What the figures leave open is told."""
    for stage in [stage for _, fact, stage in facts if fact == "titles_high"]:
        key, high, vice = (("school_years", fact, stage) for fact in ("titles_senior", "titles_high", "titles_vice_senior"))
        if key not in facts or vice in facts:
            continue
        teachers = facts.get(("school_years", "teachers", stage))
        rest = [facts[lower][0] for fact in _OTHERS if (lower := ("school_years", fact, stage)) in facts]
        together = _are_together(facts[key][0], facts[high][0], teachers[0], rest) if teachers and rest else None
        if together is not True:
            facts[vice] = facts.pop(high)
        if together is None:
            yield _assumed(sheet, head_row, facts[vice][1])


def _are_together(senior: pl.Series, high: pl.Series, teachers: pl.Series, rest: list[pl.Series]) -> bool | None:
    """Whether with the lower titles it makes the teachers as it stands, or (False) with 正高级; None where neither is so in most lines that have 正高级."""
    lower = pl.DataFrame([each.alias(str(at)) for at, each in enumerate(rest)]).sum_horizontal()
    lines = pl.DataFrame({"senior": senior, "high": high + lower, "teachers": teachers}).drop_nulls().filter(pl.col("senior") > 0)
    if lines.is_empty():
        return False  # nobody is 正高级: the same either way
    alone, added = (lines.select((total == pl.col("teachers")).sum()).item() for total in (pl.col("high"), pl.col("high") + pl.col("senior")))
    return bool(alone > added) if max(alone, added) * 2 > lines.height else None


def _assumed(sheet: Sheet, head_row: int, letters: str) -> Finding:
    about = SCHOOL_YEARS.column("titles_vice_senior").header
    return Finding(
        Severity.WARNING, ASSUMED,
        Message(
            f"“正高级”旁边的“高级”按“{about.zh}”读取；若是，请把表头写成“副高级”，若含正高级，请写成“高级职称（含正高级）”并删去“正高级”一列",
            "高级 beside 正高级 was read as 副高级: write 副高级 in its head if it is; if it holds 正高级 too, leave that column out",
        ),
        sheet.file, sheet.name, f"{letters}{head_row + 1}", "高级", about.zh,
    )
