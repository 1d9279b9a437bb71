"""A county small enough to recompute by hand, as blocks of facts: no file is read.

Primary pupils 45, 37, 89, 76, 55 with 279, 137, 935, 160, 402 m2 of teaching rooms: the published worked example,
mean 6.334, CV 0.515. The nine-year school shares its rooms between 166 and 210 pupils.
"""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.store import Facts
from junheng.facts.store.facts import facts_of
from junheng.findings import Evaluation, evaluate
from junheng.rules import load_standard
from junheng.terms import Finding, Message, Severity

AREA, YEAR = "示例县", 2023
HOSTILE = '=1+1 <b>&"#$*_[x]@`</b> 小学'
FILE, SHEET = "示例.xlsx", "各校"
WORKED = [("p1", 45, 279), ("p2", 37, 137), ("p3", 89, 935), ("p4", 76, 160), ("p5", 55, 402)]
STEP = 10_000

Rows = Sequence[dict[str, Value]]


def delivery(schools: Rows, stages: Rows) -> Delivery:
    made = Delivery(rows_in=len(schools) + len(stages), rows_kept=len(schools) + len(stages))
    made.blocks = [_block("schools", schools), _block("school_years", stages)]
    made.findings = [Finding(Severity.WARNING, "odd", Message("请看 <这里>", "look <here>"), FILE, SHEET, "C7", "=2+2", "")]
    return made


def _block(table: str, rows: Rows) -> Block:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    letters = {name: chr(65 + place % 26) for place, name in enumerate(names)}
    return Block(table, FILE, SHEET, list(range(2, 2 + len(rows))), columns, letters)


def school(code: str, name: str, kind: str, **more: Value) -> dict[str, Value]:
    return {"school": code, "year": YEAR, "name": name, "area": AREA, "kind": kind, "counted": True, "ownership": "public",
            "run_by": "county", "location": "rural", "township": "东乡", "parent": None, "parent_code": None, **more}


def stage(code: str, name: str, pupils: int, **more: Value) -> dict[str, Value]:
    teachers = pupils // 10
    return {"school": code, "year": YEAR, "stage": name, "pupils": pupils, "teachers_college": 0,
            "teachers_bachelor": teachers, "teachers_master": 0, "teachers_doctor": 0, "backbone_teachers": 1,
            "teachers_pe": 1, "teachers_arts": 1, "classes_large": 0, "classes_big": 0, "classes_oversize": 0, **more}


def shared(code: str, area: float, equipment: int | None = 150_000) -> dict[str, Value]:
    return {"school": code, "year": YEAR, "stage": "whole", "teaching_area": round(area * STEP), "indoor_sports_area": 0,
            "sports_ground_area": 1000 * STEP, "multimedia_rooms": 3,
            "equipment_value": None if equipment is None else equipment * STEP}


def worked_county() -> tuple[Rows, Rows]:
    """Five primary schools; the fifth has a hostile name and no equipment; a small teaching point is out."""
    names = ["甲小学", "乙小学", "丙小学", "丁小学", HOSTILE]
    schools = [school(code, name, "primary") for (code, _, _), name in zip(WORKED, names, strict=True)]
    schools.append(school("t1", "戊教学点", "teaching_point", parent="甲小学"))
    stages = [stage(code, "primary", pupils) for code, pupils, _ in WORKED] + [stage("t1", "primary", 12)]
    stages += [shared(code, area, None if code == "p5" else 150_000) for code, _, area in WORKED] + [shared("t1", 60)]
    return schools, stages


def with_nine_years() -> tuple[Rows, Rows]:
    schools, stages = worked_county()
    schools.append(school("n1", "己学校", "nine_year"))
    stages += [stage("n1", "primary", 166), stage("n1", "junior", 210), shared("n1", 2322.6)]
    return schools, stages


def evaluated(rows: tuple[Rows, Rows], standard: str = "cn/national/quality-2017", items: Rows = ()) -> tuple[Evaluation, Delivery, Facts]:
    made = delivery(*rows)
    made.blocks += [_block("county_years", items)] if items else []
    facts = facts_of(made)
    return evaluate(facts, load_standard(standard)), made, facts
