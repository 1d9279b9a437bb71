"""Kinds of defects over a whole list: columns sorted, dragged, pasted one row off or over another, and what a program makes of a cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from junheng.cli.benches.defect_cases import Clean, Edit, Target
from junheng.cli.benches.defect_kinds import Kind, cells_kind, edited, is_least, kind, row_of, text_kind

Change = Callable[[list[Any]], list[Any]]
FEWEST, DRAGGED = 8, 5
_AREAS = ("land_area", "floor_area", "teaching_area", "sports_ground_area")
_COUNTS = ("pupils", "teachers", "books", "computers")


def _column(clean: Clean, rng: random.Random, column: str) -> list[Target]:
    """The cells of one column in one sheet, from the top; none where the sheet holds few schools."""
    one = clean.target(rng, column)
    table = "school_years" if one and "stage" in one.row else "schools"
    found = []
    for row in clean.rows[table] if one else ():
        if row.get(column) is not None and ("stage" not in row or row["stage"] == one.row["stage"]):  # type: ignore[union-attr]
            found += [Target(row, column, place, clean.raw(place)) for place in clean.places(row, column)[:1] if place[:2] == one.place[:2] and "+" not in place[2]]  # type: ignore[union-attr]
    found = [each for each in found if isinstance(each.raw, int | float)]
    return sorted(found, key=lambda each: row_of(each.place[2])) if len(found) >= FEWEST else []


def of_column(clean: Clean, rng: random.Random, columns: Sequence[str], change: Change) -> Edit | None:
    """Other values in a column; found where one of the changed cells is, or one that it contradicts."""
    for name in rng.sample(list(columns), len(columns)):
        cells = _column(clean, rng, name)
        new = change([each.raw for each in cells])
        changed = [(each, value) for each, value in zip(cells, new, strict=True) if value != each.raw]
        if changed:
            file = changed[0][0].place[0]
            return Edit(file, {each.place[1:]: value for each, value in changed}, {place for each in cells for place in clean.right(each)})
    return None


def pasted_over(clean: Clean, rng: random.Random, one: str, other: str) -> Edit | None:
    """The column of `one` pasted over that of `other`."""
    sources = {each.row["school"]: each.raw for each in _column(clean, rng, one)}
    cells = [each for each in _column(clean, rng, other) if each.row["school"] in sources]
    new = {each.place[1:]: sources[each.row["school"]] for each in cells}
    return Edit(cells[0].place[0], dict(new), {place for each in cells for place in clean.right(each)}) if cells else None


def office(clean: Clean, rng: random.Random) -> Edit | None:
    target = clean.target(rng, "name")
    return edited(clean, target, f"{target.row['area']}教育局") if target else None


def _dragged(values: list[Any]) -> list[Any]:
    middle = max(0, len(values) // 2 - 2)
    return values[:middle] + values[middle:middle + 1] * DRAGGED + values[middle + DRAGGED:] if values else []


def _series(values: list[Any]) -> list[Any]:
    return values[:1] + [round(values[0] + place) for place in range(1, len(values))] if values else []


def _one_off(values: list[Any]) -> list[Any]:
    middle = len(values) // 2
    return values[:middle] + values[middle - 1:-1] if values else []


def _per_pupil(raw: Any) -> Any:
    return 12.4


def _column_kind(name: str, zh: str, en: str, columns: tuple[str, ...], change: Change) -> Kind:
    return kind(name, zh, en, partial(of_column, columns=columns, change=change))


LISTS: tuple[Kind, ...] = (
    text_kind("decimal-comma", "小数点打成逗号", "a decimal comma", _AREAS, lambda text: f"{float(text):.2f}".replace(".", ",")),
    text_kind("question-mark", "数字后加问号", "a question mark behind a number", _COUNTS, lambda text: f"{text}？"),
    text_kind("wide-minus", "全角负号", "a minus of full width", _COUNTS, lambda text: f"－{text}"),
    text_kind("narrow-column", "列宽不足显示的 #####", "##### of a narrow column", _COUNTS, lambda text: "#####"),
    text_kind("same-as-above", "填“同上”", "the same as above", _COUNTS, lambda text: "同上"),
    cells_kind("code-scientific", "标识码成了科学记数法", "a code in scientific notation", ("school",), lambda raw: f"{float(raw):.2E}" if str(raw).isdigit() else None),
    cells_kind("code-letter", "标识码中 0 打成 O", "the letter O in a code", ("school",), lambda raw: str(raw)[:4] + str(raw)[4:].replace("0", "O", 1) if str(raw).isdigit() else None),
    cells_kind("per-pupil", "总量填了生均数", "the figure per pupil for the total", ("books", "computers", *_AREAS[:3]), _per_pupil, is_least("land_area", 0)),
    cells_kind("point-lost", "小数点丢失", "the decimal point lost", _AREAS, lambda raw: int(f"{raw:.2f}".replace(".", ""))),
    kind("name-office", "校名填成教育局", "the office's name for the school's", office),
    cells_kind("name-cut", "校名被截断", "the end of a name cut off", ("name",), lambda raw: str(raw)[:-2] if str(raw).endswith(("小学", "中学")) else None),
    _column_kind("sorted-column", "排序时漏了一列", "one column sorted without the others", (*_COUNTS, *_AREAS), lambda values: sorted(values)),
    _column_kind("series", "拖成了递增序列", "a column dragged into a series", _COUNTS, _series),
    _column_kind("dragged", "同一个面积拖给五所学校", "one area dragged over five schools", _AREAS, _dragged),
    _column_kind("one-off", "从中间起错贴一行", "pasted one row off from the middle on", (*_COUNTS, *_AREAS), _one_off),
    _column_kind("all-zero", "整列填 0", "a column of 0", ("teachers_pe", "backbone_teachers", "books", "computers", "equipment_value"), lambda values: [0 for _ in values]),
    _column_kind("in-tens", "整列约成整十", "a column rounded to tens", ("pupils", "teachers"), lambda values: [round(each, -1) for each in values]),
    kind("grade-over-grade", "一个年级贴到另一个年级", "a grade pasted over another", partial(pasted_over, one="pupils_grade_2", other="pupils_grade_3")),
    kind("books-over-computers", "图书贴到计算机列", "the books pasted over the computers", partial(pasted_over, one="books", other="computers")),
    kind("bachelors-over-backbone", "本科贴到骨干教师列", "the bachelors pasted over the backbone teachers", partial(pasted_over, one="teachers_bachelor", other="backbone_teachers")),
)
