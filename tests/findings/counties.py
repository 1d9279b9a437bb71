"""Drawn counties for the laws and the twin: records in plain dicts, and the same records as Facts.

Hypothesis draws the size, the mood and a seed; the seed fills in the rest, so that a county costs three draws.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from junheng.facts import Delivery, Facts
from junheng.facts.delivery import Block
from junheng.facts.store import facts_of
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS

from . import twin

Row = dict[str, Any]
STAFF = [
    "teachers", "teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_pe",
    "teachers_arts", "backbone_teachers", "titles_senior", "titles_vice_senior", "titles_middle",
]  # fmt: skip
SHARED = sorted(twin.SHARED)
MEASURED = {"teaching_area", "indoor_sports_area", "sports_ground_area", "equipment_value"}
WEIGHT = {"primary": Fraction(1), "junior": Fraction(11, 10), "senior": Fraction(132, 100)}
# what one pupil (or weighted pupil) needs to stand exactly on the limits of 2017
PRIMARY = {"teachers_college": "0.042", "backbone_teachers": "0.01", "teachers_pe": "0.009"}
JUNIOR = {"teachers_bachelor": "0.053", "backbone_teachers": "0.01", "teachers_pe": "0.009"}
ROOM = {
    "teaching_area": ("4.5", "5.8"), "sports_ground_area": ("7.5", "10.2"), "equipment_value": ("2000", "2500"),
    "multimedia_rooms": ("0.023", "0.024"),
}  # fmt: skip


@dataclass
class County:
    schools: list[Row] = field(default_factory=list)
    stages: list[Row] = field(default_factory=list)

    def facts(self) -> Facts:
        return facts_of(self.delivery())

    def delivery(self) -> Delivery:
        delivery = Delivery()
        for table, rows in ((SCHOOLS, self.schools), (SCHOOL_YEARS, self.stages)):
            scale = {column.name: column.unit.scale for column in table.columns if column.unit}
            names = list(dict.fromkeys(name for row in rows for name in row))
            columns = {name: [_steps(row.get(name), scale.get(name)) for row in rows] for name in names}
            if rows:
                numbers = list(range(2, 2 + len(rows)))
                delivery.blocks.append(Block(table.name, "drawn.xlsx", table.name, numbers, columns, {}))
        return delivery


def _steps(value: Any, scale: int | None) -> Any:
    if value is None or scale is None:
        return value
    steps = value * scale
    assert steps == int(steps), "a fact finer than the table keeps it"
    return int(steps)


def school(code: str, name: str, kind: str, **more: Any) -> Row:
    return {
        "school": code, "year": 2023, "name": name, "area": "远岫县", "kind": kind, "counted": kind != "teaching_point",
        "ownership": "public", "run_by": "county", "location": None, "township": None, "parent": None,
        "parent_code": None, "working": None, "closed": None, **more,
    }  # fmt: skip


def stage(code: str, name: str, pupils: int | None, **facts: Any) -> Row:
    return {"school": code, "year": 2023, "stage": name, "pupils": pupils, **facts}


@st.composite
def counties(draw: st.DrawFn, most: int = 25, tidy: bool = False) -> County:
    """tidy: nothing is missing, every school counts."""
    size = draw(st.integers(1, most))
    mood = draw(st.sampled_from(["rich", "on_the_limit", "mixed"]))
    return fill(random.Random(draw(st.integers(0, 2**32))), size, mood, tidy)


def fill(rng: random.Random, size: int, mood: str, tidy: bool) -> County:
    county = County()
    missing = 0.0 if tidy else rng.choice([0.0, 0.0, 0.02, 0.2])
    odd = 0.0 if tidy else rng.choice([0.0, 0.1, 0.4])
    for index in range(size):
        own = _school(rng, index, county, odd, tidy)
        county.schools.append(own)
        county.stages += _stages(rng, own, mood, missing, tidy)
    return county


def _school(rng: random.Random, index: int, county: County, odd: float, tidy: bool) -> Row:
    kinds = ["primary"] * 5 + ["junior"] * 3 + ["nine_year"] * 2 + ["complete", "twelve_year"]
    kinds += [] if tidy else ["teaching_point"] * 3
    own = school(f"21990{index:03}", f"第{index}学校", rng.choice(kinds))
    own["location"] = rng.choice(["urban", "town", "rural"])
    own["township"] = rng.choice(["松岭镇", "竹园镇", None])
    if rng.random() < odd:
        own["kind"] = rng.choice(["special", "vocational", "senior", "primary", "kindergarten", None])
    if rng.random() < odd:
        own["run_by"] = rng.choice(["city", "province", "private", "enterprise", None])
    if rng.random() < odd:
        own["ownership"] = rng.choice(["private", "public", None])
    if rng.random() < odd:
        own["counted"] = rng.choice([True, False, None])
    if rng.random() < odd:
        own["closed"] = rng.choice([2022, 2023, 2024])
    if rng.random() < odd:
        own["working"] = rng.choice([True, False])
    if rng.random() < odd / 2 and county.schools:
        own["name"] = rng.choice(county.schools)["name"]
    if rng.random() < odd / 2:
        own["area"] = "青禾县"
    if twin.is_point(own):
        _give_parent(rng, own, county, odd)
    return own


def _give_parent(rng: random.Random, own: Row, county: County, odd: float) -> None:
    if not county.schools:
        return
    taught = [each for each in county.schools if "primary" in twin.TAUGHT.get(each["kind"] or "", [])]
    other = rng.choice(taught or county.schools)
    if rng.random() < odd:
        other = rng.choice([*county.schools, own])
    way = rng.choice(["parent_code", "parent", "code in parent", "nobody" if rng.random() < odd else "parent"])
    if way == "parent_code":
        own["parent_code"] = other["school"]
        own["parent"] = rng.choice([None, other["name"], "别的学校"])
    elif way == "nobody":
        own["parent"] = rng.choice([None, "没有的学校"])
    else:
        own["parent"] = other["name"] if way == "parent" else other["school"]


def _stages(rng: random.Random, own: Row, mood: str, missing: float, tidy: bool) -> list[Row]:
    taught = twin.TAUGHT.get(own["kind"] or "", ["primary"])
    rows = []
    for name in taught:
        few = own["kind"] == "teaching_point" or own["counted"] is False
        pupils = rng.choice([8, 30, 49, 50, 51, 80]) if few else rng.choice([40, 100, 200, 1000, rng.randint(1, 2000)])
        pupils = rng.choice([0, pupils, pupils]) if not tidy and rng.random() < 0.1 else pupils
        row = stage(own["school"], name, pupils)
        for fact in STAFF:
            row[fact] = _staff(rng, fact, name, pupils, mood)
        rows.append(row)
    weighted = sum((WEIGHT[row["stage"]] * row["pupils"] for row in rows), Fraction(0))
    whole = {"school": own["school"], "year": own["year"], "stage": "whole"}
    whole |= {fact: _resource(rng, fact, weighted, "junior" in taught, mood) for fact in SHARED}
    rows.append(whole)
    for row in rows:
        for fact in list(row):
            if fact not in ("school", "year", "stage") and rng.random() < missing:
                row[fact] = None
    if not tidy and rng.random() < missing:
        rows.pop(rng.randrange(len(rows)))
    if not tidy and len(taught) > 1 and rng.random() < missing and rows[0]["stage"] != "whole":
        rows[0] |= {"teaching_area": Fraction(rng.randint(0, 90000), 10), "indoor_sports_area": Fraction(0)}
    return rows


def _staff(rng: random.Random, fact: str, name: str, pupils: int, mood: str) -> int:
    needs = (PRIMARY if name == "primary" else JUNIOR).get(fact)
    if needs is None:
        return rng.randint(0, 3) if mood != "on_the_limit" or fact == "teachers" else 0
    return _near(rng, Fraction(needs) * pupils, Fraction(1), mood)


def _resource(rng: random.Random, fact: str, weighted: Fraction, junior: bool, mood: str) -> Any:
    if fact == "indoor_sports_area":
        return Fraction(rng.choice([0, 0, 400, 1234567]), rng.choice([1, 1000]))
    if fact not in ROOM:
        return rng.randint(0, int(weighted) + 5)
    primary_needs, junior_needs = ROOM[fact]
    needs = Fraction(junior_needs) / WEIGHT["junior"] if junior and rng.random() < 0.5 else Fraction(primary_needs)
    found = _near(rng, needs * weighted, Fraction(1, 10_000) if fact in MEASURED else Fraction(1), mood)
    return found if fact in MEASURED else int(found)


def _near(rng: random.Random, target: Fraction, step: Fraction, mood: str) -> Any:
    """A whole number of steps at, next to, or at 85 % of the target; or anything."""
    if mood == "rich":
        target *= Fraction(rng.randint(95, 180), 100)
    elif mood == "mixed" and rng.random() < 0.5:
        target *= Fraction(rng.randint(0, 300), 100)
    elif rng.random() < 0.25:
        target *= Fraction(85, 100)
    steps = -(-target // step) + rng.choice([0, 0, 0, 1, -1])
    found = max(steps, 0) * step
    return int(found) if step == 1 else found
