"""Teachers by degree or by title against all teachers, in a list that gives them in columns of its own choice: 研究生, 本科, 专科; 高级, 中级, 初级."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from junheng.facts.checks.ground import LIST
from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Message, joined

_FAMILIES = {
    "teachers_": ("teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below"),
    "titles_": ("titles_senior", "titles_vice_senior", "titles_middle", "titles_assistant", "titles_clerk", "titles_none"),
}
_NO_DEGREES = ("teachers_pe", "teachers_arts")
_WHOLE = "teachers"
FEWEST, MOST = 5, 0.8  # lines that can tell, and the share of them in which the parts make all teachers
FEWEST_PARTS = 3
FEW_LEFT = 2
_LOWEST = {"teachers_upper_secondary", "teachers_below", "titles_none"}


def parts_of_list(listed: SchoolList) -> Found:
    """Where the columns of a list make all teachers in nearly every line, the others are told. A list with every degree (title) is told by L05 (L06)."""
    rows = listed.by_hand.filter(pl.col("stage").is_in(["primary", "junior", "senior"]), pl.col(_WHOLE) > 0)
    for family, single in _FAMILIES.items():
        names = [column.name for column in SCHOOL_YEARS.columns if column.name.startswith(family) and column.name not in _NO_DEGREES]
        given = rows.group_by(LIST, maintain_order=True).agg(pl.len().alias("_size"), pl.col(names).count())
        for counts in given.filter(pl.col("_size") >= FEWEST, pl.any_horizontal(pl.col(single) == 0)).to_dicts():
            parts = _apart([name for name in names if counts[name]])
            if len(parts) >= FEWEST_PARTS:
                yield from _told(rows.filter(pl.col(LIST) == counts[LIST]), parts)


def _apart(names: Sequence[str]) -> list[str]:
    """The columns of which none counts a teacher of another: those of one degree before those of several."""
    columns = sorted((SCHOOL_YEARS.column(name) for name in names), key=lambda column: len(column.sum_of or (column.name,)))
    chosen, counted = list[str](), set[str]()
    for column in columns:
        of = set(column.sum_of or (column.name,))
        if not of & counted:
            chosen.append(column.name)
            counted |= of
    return chosen


def _told(rows: pl.DataFrame, parts: Sequence[str]) -> Iterator[tuple[dict[str, object], Said]]:
    whole = rows.filter(pl.all_horizontal(pl.col(parts).is_not_null())).with_columns(_sum=pl.sum_horizontal(parts))
    rest = pl.lit(0) if _LOWEST & set(parts) else pl.max_horizontal(FEW_LEFT, pl.col(_WHOLE) // 10)  # without the lowest degree or title a few teachers are in none of the columns
    differ = whole.filter(pl.col("_sum") != pl.col(_WHOLE))
    if whole.height < FEWEST or differ.height > max(1.0, (1 - MOST) * whole.height + 1e-9):
        return
    wrong = differ.filter((pl.col("_sum") > pl.col(_WHOLE)) | (pl.col(_WHOLE) - pl.col("_sum") > rest))
    heads = joined(SCHOOL_YEARS.column(name).header for name in parts)
    for row in wrong.to_dicts():
        words = Message(f"{heads.zh}之和为 {row['_sum']}，专任教师 {row[_WHOLE]}", f"{heads.en}: {row['_sum']} together, {row[_WHOLE]} teachers")
        yield row, Said(_WHOLE, str(row[_WHOLE]), f"= {row['_sum']}", words, tuple(parts))
