"""A small county in the house's workbook: six schools alike, two years; a test spoils one cell of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from junheng.facts import Delivery, load
from junheng.facts.intake.template.workbook import NOTES_SHEET, VERSION, VERSION_LABEL, header
from junheng.facts.tables import TABLES
from junheng.terms import Finding

Row = dict[str, Any]
YEARS = (2023, 2024)
SCHOOLS = 6
STAGE = {
    "pupils": 300, "boarders": 40, "classes": 7, "classes_standard": 1,
    "classes_large": 6, "classes_big": 0, "classes_oversize": 0, "teachers": 20, "teachers_doctor": 0, "teachers_master": 1,
    "teachers_bachelor": 15, "teachers_college": 4, "teachers_upper_secondary": 0, "teachers_below": 0, "titles_senior": 0,
    "titles_vice_senior": 4, "titles_middle": 10, "titles_assistant": 5, "titles_clerk": 1, "titles_none": 0,
    "backbone_teachers": 4, "teachers_pe": 2, "teachers_arts": 3,
}
GRADES = {2023: (50, 50, 50, 50, 49, 51), 2024: (51, 50, 50, 50, 50, 49)}  # each in a large class, the first in two
WHOLE = {
    "land_area": 9000, "sports_ground_area": 3000, "floor_area": 4000, "teaching_area": 2500, "indoor_sports_area": 300,
    "classrooms": 14, "multimedia_rooms": 10, "music_rooms": 1, "art_rooms": 1, "books": 9000, "computers": 60,
    "teaching_computers": 50, "equipment_value": 900000,
}


def code(number: int) -> str:
    return f"219900100{number}"


class County:
    """`stage(school, year)` and `whole(...)`, `school(...)` give the row to spoil; `surveys` a list of rows."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[Any, Row]] = {"schools": {}, "school_years": {}, "surveys": {}}
        for year in YEARS:
            for number in range(SCHOOLS):
                key: Row = {"school": code(number), "year": year}
                self.tables["schools"][number, year] = {
                    **key, "name": f"甲县第{'一二三四五六'[number]}小学", "area": "甲县", "kind": "小学", "counted": "是", "ownership": "公办",
                    "run_by": "县级", "location": "镇区", "township": "松岭镇", "latitude": 30 + number / 50, "longitude": 112 + number / 50,
                }
                self.tables["school_years"][number, year, "小学"] = {**key, "stage": "小学", **STAGE, **{f"pupils_grade_{at}": count for at, count in enumerate(GRADES[year], 1)}, "boarders": 40 + number + 10 * (year - YEARS[0])}
                self.tables["school_years"][number, year, "全校"] = {**key, "stage": "全校", **WHOLE, "books": 9000 + number, "land_area": 8998 + number}

    def school(self, number: int = 2, year: int = 2024) -> Row:
        return self.tables["schools"][number, year]

    def stage(self, number: int = 2, year: int = 2024) -> Row:
        return self.tables["school_years"][number, year, "小学"]

    def whole(self, number: int = 2, year: int = 2024) -> Row:
        return self.tables["school_years"][number, year, "全校"]

    def without_wholes(self) -> None:
        """Each school gives all of it in the row of its one stage, as the example row of the template does."""
        for year in YEARS:
            for number in range(SCHOOLS):
                whole = self.tables["school_years"].pop((number, year, "全校"))
                self.stage(number, year).update({name: value for name, value in whole.items() if name != "stage"})

    def write(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet(NOTES_SHEET).write_row(1, 0, [VERSION_LABEL, VERSION])
            for name, rows in self.tables.items():
                sheet = book.add_worksheet(TABLES[name].title.zh)
                for place, column in enumerate(TABLES[name].columns):
                    sheet.write(0, place, header(column))
                    for at, row in enumerate(rows.values(), start=1):
                        if column.name in row:
                            sheet.write(at, place, row[column.name])
        return path

    def cell(self, row: Row, column: str) -> tuple[str, str]:
        """The sheet and the address at which a fact of a row is written."""
        name, rows = next((name, list(rows.values())) for name, rows in self.tables.items() if any(each is row for each in rows.values()))
        at = next(place for place, each in enumerate(rows) if each is row) + 2
        letter = xlsxwriter.utility.xl_col_to_name([each.name for each in TABLES[name].columns].index(column))
        return TABLES[name].title.zh, f"{letter}{at}"


def delivered(county: County, tmp_path: Path, **more: Any) -> Delivery:
    return load([county.write(tmp_path / "county.xlsx")], **more)[1]


def by_rule(found: list[Finding]) -> dict[str, tuple[str, str]]:
    return {each.rule: (each.sheet, each.cell) for each in found}
