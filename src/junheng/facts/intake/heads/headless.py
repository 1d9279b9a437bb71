"""Columns that hold something under an empty head, since nothing is dropped in silence; and heads of what every school has over nothing at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import polars as pl

from junheng.facts.by_hand import MOST_TYPED
from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.sheet import Sheet, letter
from junheng.facts.intake.values.text import brief, plain
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage


def report_headless(sheet: Sheet, head_row: int, rows: Sequence[int], headed: Collection[int], findings: list[Finding]) -> None:
    for column in (each for each in range(sheet.width(rows)) if each not in headed):
        filled = [row for row, cell in sheet.filled(column, rows) if plain(cell)]
        if filled:
            findings.append(_headless(sheet, head_row, filled[0], len(filled), column))


# what no school is without: a whole column of blanks is no answer, as one of 博士 may be
_OF_ALL_TEACHERS = ("teachers_bachelor", "teachers_bachelor_up", "teachers_college_up", "titles_middle", "titles_middle_up")  # some in any five schools
_EVERY_SCHOOL_HAS = (
    "pupils", "classes", "teachers", "land_area", "sports_ground_area", "floor_area", "teaching_area", "classrooms", "books", "computers", "equipment_value", *_OF_ALL_TEACHERS,
)
_OF_EVERY_SCHOOL = ("kind", "run_by", "ownership", "location", "township", "counted")
_PARENT, _POINT = "parent", "教学点"
_GRADE, _OF_WHICH_PUPILS = re.compile(r"pupils_grade_(\d)"), "pupils"
_FEWEST_ROWS = 5
_MOST_WITHOUT = 0.5  # of the schools, whose other grades make their pupils: then none are in the grade that is blank
Read = tuple[Assigned, pl.Series]


def report_empty(sheet: Sheet, head_row: int, rows: Sequence[int], facts: Iterable[Read], findings: list[Finding]) -> None:
    """Of the whole school, and of stages of which half of such columns hold figures. facts: with what was read of them."""
    if len(rows) < _FEWEST_ROWS:
        return
    read = list(facts)
    asked = [(each, _is_filled(sheet, rows, each, values)) for each, values in read if each.source.fact in (*_EVERY_SCHOOL_HAS, *_OF_EVERY_SCHOOL)]
    blank = list[tuple[Assigned, Message]]()
    for each, is_filled in asked:
        beside = [other_is_filled for other, other_is_filled in asked if each.stage in (None, Stage.WHOLE) or other.stage == each.stage]
        if not is_filled and 2 * sum(beside) >= len(beside):
            blank.append((each, Message("各校都应有这一项", "though every school has some")))
    if len(rows) <= MOST_TYPED:
        blank += [*_without_parents(sheet, rows, read), *_grades(sheet, rows, read)]
    findings += [_empty(sheet, head_row, len(rows), each.head, why) for each, why in blank]


def _is_filled(sheet: Sheet, rows: Sequence[int], each: Assigned, values: pl.Series) -> bool:
    return values.null_count() < len(rows) or any(plain(cell) for _, cell in sheet.filled(each.head.column, rows))


def _without_parents(sheet: Sheet, rows: Sequence[int], read: Sequence[Read]) -> Iterator[tuple[Assigned, Message]]:
    """Only teaching points have one."""
    points = pl.Series([False]).new_from_index(0, len(rows))
    for each, values in read:
        if each.source.fact == "kind":
            points |= (values == SchoolKind.TEACHING_POINT.value).fill_null(False)
        elif each.source.fact == "name":
            points |= values.str.contains(_POINT, literal=True).fill_null(False)
    for each, values in read:
        if each.source.fact == _PARENT and points.any() and not _is_filled(sheet, rows, each, values):
            count = points.sum()
            yield each, Message(f"表中有 {count} 个教学点，各有所属的中心校", f"though {count} of the schools are teaching points, and each of them belongs to a school")


def _grades(sheet: Sheet, rows: Sequence[int], read: Sequence[Read]) -> Iterator[tuple[Assigned, Message]]:
    """One below a grade that has pupils; above all of them only where pupils are left for it: points end with the third, some schools with the fifth."""
    for stage in dict.fromkeys(each.stage for each, _ in read if each.source.fact == _OF_WHICH_PUPILS):
        grades = {int(found[1]): (each, values) for each, values in read if each.stage == stage and (found := _GRADE.fullmatch(each.source.fact))}
        filled = {grade: values for grade, (each, values) in grades.items() if _is_filled(sheet, rows, each, values)}
        blank = [grade for grade in grades if grade not in filled]
        pupils = next(values for each, values in read if (each.source.fact, each.stage) == (_OF_WHICH_PUPILS, stage))
        for grade in blank if len(filled) > 1 else ():
            if grade < max(filled) or (len(blank) == 1 and _leave_some(pupils, list(filled.values()))):
                yield grades[grade][0], Message("其他年级都有学生", "though the other grades have pupils")


def _leave_some(pupils: pl.Series, grades: list[pl.Series]) -> bool:
    left = pupils - pl.DataFrame([values.alias(str(at)) for at, values in enumerate(grades)]).sum_horizontal()
    return int((left > 0).sum()) > _MOST_WITHOUT * int((pupils > 0).sum())


def _empty(sheet: Sheet, head_row: int, count: int, head: ColumnHead, why: Message) -> Finding:
    return Finding(
        Severity.WARNING, "column-empty",
        Message(
            f"“{head.shown}”一列 {count} 行都空着：{why.zh}，请补填；确实没有统计的，请删去这一列",
            f"the column `{head.shown}` is blank in all {count} rows, {why.en}: fill it in, or remove the column if it was not counted",
        ),
        *sheet.at(head_row, head.column), head.shown,
    )


def _headless(sheet: Sheet, head_row: int, row: int, count: int, column: int) -> Finding:
    found = brief(sheet.rows[row][column])
    return Finding(
        Severity.WARNING, "column-headless",
        Message(
            f"{letter(column)} 列没有表头，却有 {count} 行填有内容（如“{found}”），整列未采用；若是数据，请补上表头",
            f"column {letter(column)} has no head, but {count} rows hold something there ({found!r}): it was not used; if these are data, write the head",
        ),
        *sheet.at(head_row, column), found,
    )
