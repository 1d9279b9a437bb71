"""Further kinds of defects: what a hand does to whole lines, to heads, and to the list of schools."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from junheng.cli.benches.defect_cases import Clean, Edit
from junheng.cli.benches.defect_kinds import (
    Kind,
    cell,
    cells_kind,
    edited,
    is_least,
    kind,
    row_of,
    swapped_cells,
    text_kind,
    whole_row,
)

_AREAS = ("land_area", "sports_ground_area", "floor_area", "teaching_area", "indoor_sports_area")
_SQUARE_METRES_PER_MU = 666.67
_PLACES = {
    "镇中心区": "村庄", "镇乡结合区": "村庄", "乡中心区": "镇中心区", "村庄": "镇中心区", "镇区": "乡村", "乡村": "镇区", "城区": "乡村",
}
_COUNTED = {"是": "否", "否": "是", "1": 0, "0": 1, "1.0": 0, "0.0": 1}


def last_years_line(clean: Clean, rng: random.Random) -> Edit | None:
    """A school's figures of one stage, left as they were last year."""
    target = clean.target(rng, "pupils", is_least("pupils", 60))
    years = clean.facts.school_years
    before = years.filter(school=target.row["school"], stage=target.row["stage"], year=clean.last_year - 1).to_dicts() if target else []
    if not target or not before:
        return None
    figures = [name for name, dtype in years.schema.items() if dtype == pl.Int64 and target.row.get(name) is not None and before[0][name] is not None]
    cells = {place[1:]: before[0][name] for name in figures for place in clean.places(target.row, name)
             if place[0] == target.place[0] and "+" not in place[2]}
    return Edit(target.place[0], dict(cells), clean.right(target)) if cells else None


def lines_swapped(clean: Clean, rng: random.Random) -> Edit | None:
    """The figures of two schools in each other's line."""
    one, other = (clean.target(rng, "pupils", is_least("pupils", 60)) for _ in range(2))
    if not one or not other or one.row["school"] == other.row["school"] or one.place[:2] != other.place[:2] or "教基" in one.place[1]:
        return None
    file, sheet, address = one.place
    page = clean.books[file][sheet]
    cells: dict[tuple[str, str], Any] = {}
    for column in range(page[address].column, page.max_column + 1):
        first, second = (page.cell(row_of(each.place[2]), column) for each in (one, other))
        cells |= {(sheet, first.coordinate): second.value, (sheet, second.coordinate): first.value}
    return Edit(file, cells, whole_row(one) | whole_row(other))


def areas_of_another(clean: Clean, rng: random.Random) -> Edit | None:
    """The areas of one school typed for another too."""
    one, other = (clean.target(rng, "land_area") for _ in range(2))
    if not one or not other or one.row["school"] == other.row["school"]:
        return None
    pairs = [(mine[0], clean.raw(theirs[0])) for name in _AREAS if (mine := clean.places(one.row, name)) and (theirs := clean.places(other.row, name))]
    cells = {place[1:]: value for place, value in pairs if place[0] == one.place[0]}
    right = {place for each in (one, other) for name in _AREAS for place in clean.places(each.row, name)}
    return Edit(one.place[0], dict(cells), right)


def of_another(clean: Clean, rng: random.Random, column: str) -> Edit | None:
    """What the list says of another school in this column."""
    one = clean.target(rng, column)
    other = clean.target(rng, column, lambda row: one is not None and row[column] != one.row[column])
    return edited(clean, one, other.raw) if one and other else None


def other_township(clean: Clean, rng: random.Random) -> Edit | None:
    target = clean.target(rng, "township", lambda row: str(row["township"] or "-") in str(row["name"]))
    known = sorted({str(row["township"]) for row in clean.rows["schools"] if row["township"]})
    if not target or target.row["township"] not in str(target.raw) or len(known) < 2:
        return None
    name = str(target.row["township"])
    before, _, after = str(target.raw).rpartition(name)
    return edited(clean, target, f"{before}{rng.choice([each for each in known if each != name])}{after}")


def unit_in_head(clean: Clean, rng: random.Random) -> Edit | None:
    """元 written where the figures are in 万元: beside the figure, or over its column."""
    target = clean.target(rng, "equipment_value", is_least("equipment_value", 10**8))
    if not target:
        return None
    file, sheet, address = target.place
    page = clean.books[file][sheet]
    here = page[address]
    heads = [*page[here.row][: here.column], *(page.cell(row, here.column) for row in range(1, here.row))]
    head = next((each for each in reversed(heads) if isinstance(each.value, str) and "万元" in each.value), None)
    if head is None:
        return None
    right = {(file, sheet, f"{here.column_letter}{row}") for row in range(1, page.max_row + 1)} | clean.right(target)
    return Edit(file, {(sheet, head.coordinate): head.value.replace("万元", "元")}, right | {(file, sheet, head.coordinate)})


def stages_swapped(clean: Clean, rng: random.Random) -> Edit | None:
    """The pupils of two stages of one school in each other's cells."""
    one = clean.target(rng, "pupils", lambda row: row["stage"] == "primary" and row["kind"] in ("nine_year", "twelve_year"))
    others = [row for row in clean.rows["school_years"] if one and row["school"] == one.row["school"] and row["stage"] == "junior"]
    places = clean.places(others[0], "pupils") if others else []
    if not one or not places or places[0][0] != one.place[0] or clean.raw(places[0]) == one.raw:
        return None
    file, sheet, address = one.place
    return Edit(file, {(sheet, address): clean.raw(places[0]), places[0][1:]: one.raw}, clean.right(one) | {places[0]})


def grades_moved(clean: Clean, rng: random.Random) -> Edit | None:
    """Each grade's pupils in the column of the grade below; the sum stays."""
    target = clean.target(rng, "pupils_grade_1", is_least("pupils", 150))
    grades = [f"pupils_grade_{grade}" for grade in range(1, 7) if target and target.row.get(f"pupils_grade_{grade}")]
    places = [clean.places(target.row, grade)[0] for grade in grades] if target else []
    figures = [clean.raw(place) for place in places]
    if not target or any(place[0] != target.place[0] for place in places):
        return None
    return Edit(target.place[0], {place[1:]: value for place, value in zip(places, figures[1:] + figures[:1], strict=True)}, clean.right(target))


_FORM = "教基"


def in_form(clean: Clean, rng: random.Random, label: str, head: str, change: Callable[[float], float | None]) -> Edit | None:
    """A figure of a form, changed or left out: in the row of this label, in the column of this head, which must hold one."""
    found = []
    for file, book in clean.books.items():
        for page in book.worksheets if str(clean.last_year) in file else ():
            rows = list(page.iter_rows()) if page.title.startswith(_FORM) else []
            heads = {cell.column for row in rows for cell in row if str(cell.value or "").strip() == head}
            found += [(file, page.title, cell) for row in rows if label == str(row[0].value or "").strip() for cell in row if cell.column in heads and _number(cell.value)]
    if not found:
        return None
    file, sheet, target = rng.choice(found)
    value = change(_number(target.value))
    page = clean.books[file][sheet]
    across = {(file, sheet, each.coordinate) for each in page[target.row]}
    down = {(file, sheet, page.cell(row, target.column).coordinate) for row in range(max(1, target.row - 20), target.row + 20)}
    return Edit(file, {(sheet, target.coordinate): str(value) if isinstance(target.value, str) and value is not None else value}, across | down)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _mu(raw: Any) -> Any:
    return round(raw / _SQUARE_METRES_PER_MU, 2)


SLIPS: tuple[Kind, ...] = (
    kind("line-of-last-year", "整行仍是上学年的数", "a line left as it was last year", last_years_line),
    kind("lines-swapped", "两所学校的数填反", "the figures of two schools in each other's line", lines_swapped),
    kind("areas-of-another", "照抄他校的面积", "the areas of another school", areas_of_another),
    text_kind("note-in-number", "数字后加注", "a note behind a number", ("teachers", "classes", "books"), lambda text: f"{text}（含借调2人）"),
    text_kind("range-in-number", "填成范围", "a range for a number", ("teachers", "classes", "books"), lambda text: f"{text}-{text}"),
    text_kind("sum-in-number", "填成算式", "a sum for a number", ("teachers", "pupils"), lambda text: f"{text}+3"),
    cells_kind("land-in-mu", "占地填了亩数", "the land in 亩", ("land_area",), _mu),
    cells_kind("hundredfold", "计算机多了两个零", "a hundred times the computers", ("computers",), lambda raw: raw * 100, is_least("computers", 6)),
    cells_kind("arts-too-many", "艺术、体育教师多填二十人", "twenty PE or arts teachers too many", ("teachers_pe", "teachers_arts"), lambda raw: raw + 20),
    cells_kind("grade-zero", "有一个年级填了 0", "0 pupils in one grade", tuple(f"pupils_grade_{each}" for each in (2, 3)), lambda raw: 0),
    kind("teaching-floor-swapped", "两格填反：校舍与教学用房", "buildings and teaching rooms in each other's cells",
         partial(swapped_cells, one="floor_area", other="teaching_area")),
    kind("stages-swapped", "两格填反：小学与初中学生", "primary and junior pupils in each other's cells", stages_swapped),
    kind("unit-in-head", "万元写成元", "yuan written for ten thousand yuan", unit_in_head),
    kind("township-other", "填了另一个乡镇", "another township", other_township),
    kind("name-of-another", "填了他校校名", "the name of another school", partial(of_another, column="name")),
    kind("parent-of-another", "中心校填成另一所", "another parent school", partial(of_another, column="parent")),
    text_kind("parent-blank", "中心校空着", "the parent school left blank", ("parent",), lambda text: ""),
    text_kind("location-other", "城乡类型填错", "another kind of location", ("location",), lambda text: _PLACES.get(text, "")),
    kind("counted-other", "是否计校数填反", "counted and not counted mixed up",
         partial(cell, columns=("counted",), change=lambda raw: _COUNTED.get(str(raw)), fits=lambda row: row["kind"] in ("primary", "teaching_point"))),
    cells_kind("opened-later", "建校年份晚于学年", "opened after the school year", ("opened",), lambda raw: "2031-09" if isinstance(raw, str) else 2031),
    kind("form-women", "表内女生多于学生（不入库的数）", "more girls than pupils, in a form", partial(in_form, label="总计", head="#女", change=lambda raw: round(raw * 3) + 1)),
    kind("form-room", "表内教室面积改动（不入库的数）", "the area of the classrooms changed, in a form", partial(in_form, label="教室", head="计", change=lambda raw: round(raw * 1.1, 2))),
    kind("form-office", "表内行政用房改动（不入库的数）", "the area of the offices changed, in a form", partial(in_form, label="二、行政办公用房", head="计", change=lambda raw: round(raw * 1.2, 2))),
    kind("form-green", "表内绿化大于占地（不入库的数）", "more green than land, in a form", partial(in_form, label="其中：绿化用地面积", head="数量", change=lambda raw: round(raw * 11, 2))),
    kind("form-staff", "表内教职工少打一位（不入库的数）", "a digit of the staff left out, in a form", partial(in_form, label="总计", head="教职工数", change=lambda raw: raw // 10)),
    kind("form-age", "表内年龄段人数改动（不入库的数）", "the teachers of an age changed, in a form", partial(in_form, label="初中", head="35-39岁", change=lambda raw: round(raw) + 7)),
    kind("form-course", "表内某课程人数改动（不入库的数）", "the teachers of a course changed, in a form", partial(in_form, label="初中", head="语文", change=lambda raw: round(raw) + 5)),
    kind("form-class", "表内年级班数改动（不入库的数）", "the classes of a grade changed, in a form", partial(in_form, label="总计", head="二年级", change=lambda raw: round(raw) + 2)),
    kind("form-blank", "表内年级班数空着（不入库的数）", "the classes of a grade left blank, in a form", partial(in_form, label="总计", head="三年级", change=lambda raw: None)),
    kind("form-entered", "表内招生数少打一位（不入库的数）", "a digit of the pupils who came left out, in a form", partial(in_form, label="总计", head="招生数", change=lambda raw: raw // 10)),
    kind("grades-moved", "年级人数错一列", "each grade in the column of the grade below", grades_moved, plausible=True),
)
