"""The annex: where the figures stand, down to the cells, and the documents that ask for the values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from junheng.facts.tables import SCHOOL_YEARS, ways_of
from junheng.findings import SchoolVerdict
from junheng.reports.case import Case
from junheng.reports.content import Block, Cell, Column, Heading, Paragraph, Part, Row, Table
from junheng.reports.missing import fact, fact_stages, header, told_by
from junheng.reports.plan_draft.draft import OWN_FACTS, Draft
from junheng.reports.trace import exact, places_text
from junheng.rules import Indicator, catalogue
from junheng.rules.standards import cites
from junheng.terms import Stage

_SOME = 3  # cells of a column in full; of more the first, the last and how many


def annex_part(draft: Draft) -> Part:
    return Part(tuple(_blocks(draft)))


def _blocks(draft: Draft) -> Iterator[Block]:
    yield Heading(2, "数据文件")
    named = "；".join(f"[{place}] {name}" for place, name in enumerate(draft.case.files, 1))
    yield Paragraph(f"{named or '快照'}。快照 {draft.case.evaluation.facts.snapshot}。")
    yield Heading(2, "现状数字所在单元格")
    yield _figures(draft)
    lacks = [each for task in draft.tasks for each in task.lacks]
    if lacks and not draft.of_school:
        yield Heading(2, "缺口学校的数据单元格")
        yield _of_lacks(draft)
    yield Heading(2, "依据文件")
    yield _documents(draft)


def _figures(draft: Draft) -> Table:
    columns = (Column("学段", 4), Column("数据", 12), Column("文件、工作表和单元格", 26))
    stages = list(dict.fromkeys(each.stage for each in draft.schools))
    rows = [_figure_row(draft, stage, column) for stage in stages for column in _columns(draft, stage)]
    notes = () if draft.of_school else ("格数包括同一工作表中没有计入本标准的学校和教学点。",)
    return Table("现状数字所在单元格", "单元格", columns, tuple(each for each in rows if each), notes=notes, captioned=False)


def _columns(draft: Draft, stage: Stage) -> list[str]:
    """Every column that a goal of the stage is counted from; of one school also those its present state prints."""
    rules = draft.case.evaluation.rules
    used = [*rules.indicators, *(catalogue()[item.indicator] for item in draft.case.standard.items if item.indicator)]
    own = list(OWN_FACTS) if draft.of_school else []
    return list(dict.fromkeys(["pupils", *own, *(name for indicator in used for name in _names(indicator, stage))]))


def _names(indicator: Indicator, stage: Stage) -> list[str]:
    sums = ([part.column for part in parts] for parts in (indicator.numerator_of(stage), indicator.denominator) if parts)
    return [name for each in sums for way in ways_of(each) for name in way]


def _told(case: Case, school: SchoolVerdict, indicator: Indicator) -> list[str]:
    """The columns by which a school gives what an indicator is counted from."""
    sums = (indicator.numerator_of(school.stage), indicator.denominator)
    return [part.column for parts in sums for part in told_by(case, school.school, school.year, school.stage, parts)]


def _figure_row(draft: Draft, stage: Stage, column: str) -> Row | None:
    case, own = draft.case, [each for each in draft.schools if each.stage == stage]
    facts = case.evaluation.facts
    codes = {each.school for each in own}
    if not any(fact(case, each.school, each.year, stage, column) is not None for each in own):
        return None
    places: list[tuple[str, str, str]] = []
    for row in fact_stages(stage, column):
        key: dict[str, object] = {"year": draft.span.base, "stage": row}
        places += facts.places("school_years", {**key, "school": own[0].school} if len(codes) == 1 else key, column)
    return (Cell(stage.label.zh), Cell(header(case, column)), Cell(_short(case, places)))


def _short(case: Case, places: Sequence[tuple[str, str, str]]) -> str:
    """Per sheet: the cells, or the first, the last and their number."""
    sheets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, sheet, cell in dict.fromkeys(places):
        sheets[file, sheet].append(cell)
    lines = []
    for (file, sheet), unsorted in sheets.items():
        cells = sorted(unsorted, key=_place)
        shown = "、".join(cells) if len(cells) <= _SOME else f"{cells[0]} 至 {cells[-1]}（{len(cells)}格）"
        lines.append(places_text(case, [(file, sheet, shown)]))
    return "\n".join(lines) or "—"


def _place(cell: str) -> tuple[int, str]:
    """By row, then by column: N6 before N10."""
    first = cell.partition("+")[0]
    return int(re.sub(r"\D", "", first) or 0), cell


def _of_lacks(draft: Draft) -> Table:
    columns = (Column("学校", 12), Column("学段", 4), Column("数据", 12), Column("单元格", 16))
    rows: dict[tuple[str, str, str], Row] = {}
    for task in draft.tasks:
        for each in task.lacks:
            for column in _told(draft.case, each.school, task.indicator):
                key = (each.school.school, each.school.stage.value, column)
                rows.setdefault(key, _lack_row(draft.case, each.school, column, draft.area))
    return Table("缺口学校的数据单元格", "缺口单元格", columns, tuple(rows.values()), captioned=False)


def _lack_row(case: Case, school: SchoolVerdict, column: str, area: str) -> Row:
    value = fact(case, school.school, school.year, school.stage, column)
    unit = SCHOOL_YEARS.column(column).unit
    shown = "缺" if value is None else f"{exact(Fraction(value, unit.scale if unit else 1))}{unit.label.zh if unit else ''}"
    places = [
        place for stage in fact_stages(school.stage, column)
        for place in case.evaluation.facts.places("school_years", {"school": school.school, "year": school.year, "stage": stage}, column)
    ]
    return (Cell(case.short(school.name, area)), Cell(school.stage.label.zh), Cell(f"{header(case, column)} {shown}"), Cell(_short(case, places)))


def _documents(draft: Draft) -> Table:
    used = {cite.of for cite in cites(draft.case.standard)}
    columns = (Column("文号", 9), Column("名称", 18), Column("起始", 6), Column("最近仍适用", 6))
    rows = tuple(
        (Cell(each.number), Cell(each.title.zh), Cell(each.valid_from or "不详"), Cell(each.still_valid_on or "不详"))
        for key, each in draft.case.standard.documents.items() if key in used
    )
    return Table("依据文件", "依据文件", columns, rows, captioned=False)
