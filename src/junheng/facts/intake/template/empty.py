"""Columns of our own workbook that are blank in every line, or were deleted: what each school has, and a grade whose pupils are there. Nothing contradicts them, and whole indicators would be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from junheng.facts.delivery import Block, Delivery
from junheng.facts.intake.template.workbook import ID
from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity, Stage

_FEWEST_ROWS = 5
# what no school is without, beside what is filled with it: an office that fills nothing of a group left it out, and half of it is no chance. The first group is what every standard asks
_OF_STANDARDS = ("classes", "teachers", "teaching_area", "sports_ground_area", "books", "equipment_value")
_MORE = ("land_area", "floor_area", "classrooms", "computers")
_BESIDE: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(_OF_STANDARDS, _OF_STANDARDS), **dict.fromkeys(_MORE, _MORE),
    "teachers_bachelor": ("teachers_master", "teachers_college"), "titles_middle": ("titles_vice_senior", "titles_assistant"),
}
_INSTEAD: Mapping[str, Sequence[str]] = {"teachers_bachelor": ("teachers_bachelor_up", "teachers_college_up"), "titles_middle": ("titles_middle_up",)}
_GRADES = {Stage.PRIMARY: PUPILS_BY_GRADE, Stage.JUNIOR: PUPILS_BY_GRADE[:3], Stage.SENIOR: PUPILS_BY_GRADE[:3]}
_MOST_WITHOUT = 0.5  # of the lines of a stage, whose other grades make their pupils: then none are in the grade that is blank


def empty_columns(delivery: Delivery) -> Iterator[Finding]:
    """One for each column. Not where another file of the delivery, or of another year, gives it: a column that a year lacks is told beside the year that has it (S46)."""
    blocks = [block for block in delivery.blocks if block.table == SCHOOL_YEARS.name]
    own = [block for block in blocks if delivery.source_of.get(block.file) == ID]
    count = sum(len(block.rows) for block in own)
    if count < _FEWEST_ROWS:
        return
    filled = {name for block in blocks for name, values in block.columns.items() if any(value is not None for value in values)}
    for name, beside in _BESIDE.items():
        if name not in filled and not filled & {*_INSTEAD.get(name, ())} and 2 * len(filled & {*beside}) >= len(beside):
            yield _empty(own, name, Message("各校都应有这一项", "though every school has some"), count)
    if "pupils" in filled and filled & {*PUPILS_BY_GRADE}:
        yield from _grades(own)


def _grades(own: Sequence[Block]) -> Iterator[Finding]:
    """Once for each sheet, stage and grade: of the first year that lacks it."""
    names = ("year", "stage", "pupils", *PUPILS_BY_GRADE)
    for block in own:
        told = set[tuple[str, str]]()
        rows = pl.DataFrame({name: pl.Series(block.columns.get(name, [None] * len(block.rows)), dtype=pl.String if name == "stage" else pl.Int64) for name in names})
        for (_, stage), some in rows.filter(pl.col("pupils") > 0).group_by("year", "stage", maintain_order=True):
            label = Stage(stage).label
            for name in _blank_grades(some, _GRADES.get(Stage(stage), ())):
                if (str(stage), name) not in told:
                    told.add((str(stage), name))
                    yield _empty([block], name, Message(f"{label.zh}其他年级都有学生，而且加起来不到在校生数", f"though the other grades of the {label.en} stage have pupils, and make less than all of its pupils"), some.height)


def _blank_grades(rows: pl.DataFrame, asked: Sequence[str]) -> list[str]:
    """rows: of one year and stage, with pupils."""
    blank = [name for name in asked if rows[name].null_count() == rows.height]
    if rows.height < _FEWEST_ROWS or not 0 < 2 * len(blank) < len(asked):
        return []
    left = int(rows.select((pl.col("pupils") > pl.sum_horizontal(asked)).sum()).item())
    return blank if left > _MOST_WITHOUT * rows.height else []


def _empty(blocks: Sequence[Block], name: str, why: Message, count: int) -> Finding:
    """At the first line, where the column is there."""
    header, first = SCHOOL_YEARS.by_name[name].header, blocks[0]
    at = f"{first.letters[name]}{first.rows[0]}" if name in first.letters else ""
    state = Message("都空着", "is blank") if at else Message("都没有这一列", "is not there")
    return Finding(
        Severity.WARNING, "column-empty",
        Message(
            f"“{header.zh}”{count} 行{state.zh}：{why.zh}，请按模板补填；确实没有统计的不必理会",
            f"the template's column `{header.en}` {state.en} in all {count} rows, {why.en}: fill it in as the template asks; leave it if it was not counted",
        ),
        first.file, first.sheet, at, header.zh,
    )
