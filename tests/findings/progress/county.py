"""A county of four schools and a point in two years, small enough to count by hand, as facts; no file is read.

2023, then 2024 in brackets. Pupils: primary p1 100 (100), p2 300 (300), nine-year n1 200 primary and 100 junior, junior j1 100.
Teachers: p1 5 (6), p2 15 (15), n1 10 and 8, j1 8. Books of whole schools: 1000, 3000, 3000, 1000.
"""

from __future__ import annotations

from typing import Any

from junheng.facts import Facts
from junheng.facts.delivery import Block, Delivery
from junheng.facts.store import facts_of

AREA = "青川县"
Rows = list[dict[str, Any]]


def schools(year: int) -> Rows:
    kinds = {"p1": ("primary", "rural"), "p2": ("primary", "urban"), "n1": ("nine_year", "rural"), "j1": ("junior", "urban"), "t1": ("teaching_point", "rural")}
    return [
        {"school": code, "year": year, "name": f"{code}学校", "area": AREA, "kind": kind, "counted": kind != "teaching_point", "ownership": "public",
         "run_by": "county", "location": location, "township": "东乡", "parent": "p1学校" if code == "t1" else None, "parent_code": None, "closed": None}
        for code, (kind, location) in kinds.items()
    ]


def stages(year: int) -> Rows:
    own = [("p1", "primary", 100, 5 + (year - 2023)), ("p2", "primary", 300, 15), ("n1", "primary", 200, 10), ("n1", "junior", 100, 8), ("j1", "junior", 100, 8),
           ("t1", "primary", 20, 1)]
    rows: Rows = [{"school": code, "year": year, "stage": stage, "pupils": pupils, "teachers": teachers} for code, stage, pupils, teachers in own]
    books = {"p1": 1000, "p2": 3000, "n1": 3000, "j1": 1000, "t1": 200}
    return rows + [{"school": code, "year": year, "stage": "whole", "books": count} for code, count in books.items()]


def facts(years: tuple[int, ...] = (2023, 2024), **other: Rows) -> Facts:
    """other: rows of further tables, or of `schools` and `school_years` instead of these."""
    tables: dict[str, Rows] = {
        "schools": [row for year in years for row in schools(year)], "school_years": [row for year in years for row in stages(year)], **other,
    }
    delivery = Delivery()
    for table, rows in tables.items():
        names = list(dict.fromkeys(name for row in rows for name in row))
        columns = {name: [row.get(name) for row in rows] for name in names}
        delivery.blocks.append(Block(table, "hand.xlsx", table, list(range(2, 2 + len(rows))), columns, {}))
    return facts_of(delivery)
