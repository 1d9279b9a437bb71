"""Sheets of our own workbook without which the others are of no use: figures of schools that stand on no list, and a list without any figures."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.facts.delivery import Block, Delivery
from junheng.facts.intake.template.workbook import ID
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS
from junheng.terms import Finding, Message, Severity

FEWEST = 3  # schools without any figures: fewer are seen at a glance


def lacking_sheets(delivery: Delivery) -> Iterator[Finding]:
    """Each sheet once, with the years that lack it, whether it was deleted or left empty. What another file of the delivery gives does not lack."""
    listed, figures = (_years(delivery, table.name) for table in (SCHOOLS, SCHOOL_YEARS))
    own = [block for block in delivery.blocks if delivery.source_of.get(block.file) == ID]
    unlisted = [block for block in own if block.table == SCHOOL_YEARS.name and set(block.columns["year"]) - listed]
    if unlisted:
        years = sorted(int(str(year)) for year in {year for block in unlisted for year in block.columns["year"]} - listed)
        yield _no_list(unlisted[0], years, _schools(unlisted, years))
    without = [block for block in own if block.table == SCHOOLS.name and set(block.columns["year"]) - figures]
    if without:
        years = sorted(int(str(year)) for year in {year for block in without for year in block.columns["year"]} - figures)
        count = _schools(without, years)
        if count >= FEWEST:
            yield _no_figures(without[0], years, count)


def _years(delivery: Delivery, table: str) -> set[object]:
    """A list of closures is no list of the schools that are open."""
    of_closures = {each.file for each in delivery.closures}
    return {year for block in delivery.blocks if block.table == table and block.file not in of_closures for year in set(block.columns["year"])}


def _schools(blocks: list[Block], years: list[int]) -> int:
    return len({school for block in blocks for school, year in zip(block.columns["school"], block.columns["year"], strict=True) if year in years})


def _no_list(block: Block, years: list[int], count: int) -> Finding:
    told_zh, told_en = _told(years)
    return Finding(
        Severity.ERROR, "sheet-missing",
        Message(
            f"“{block.sheet}”中有 {count} 所学校 {told_zh} 学年的数，而“{SCHOOLS.title.zh}”表缺失或没有这些学年的学校：不知各校属于哪个县、是哪一类学校、是否在办，这些数都用不上；请补上“{SCHOOLS.title.zh}”表，每所学校每学年一行",
            f"{block.sheet} has figures of {count} schools of {told_en}, and the sheet {SCHOOLS.title.zh} is lacking or has no schools of these years: which area and kind they are of and whether they work is not known, "
            "and none of the figures can be used. Add the sheet, with a line for each school and year",
        ),
        block.file, block.sheet, "", "", SCHOOLS.title.zh,
    )


def _no_figures(block: Block, years: list[int], count: int) -> Finding:
    told_zh, told_en = _told(years)
    return Finding(
        Severity.WARNING, "sheet-missing",
        Message(
            f"“{block.sheet}”中有 {count} 所学校 {told_zh} 学年的名单，而“{SCHOOL_YEARS.title.zh}”表缺失或没有这些学年的数：没有学生、班数、教师和办学条件，这些学校都无从判断；请补上“{SCHOOL_YEARS.title.zh}”表",
            f"{block.sheet} lists {count} schools of {told_en}, and the sheet {SCHOOL_YEARS.title.zh} is lacking or has no figures of these years: without pupils, classes, teachers and rooms none of the schools can be judged. Add the sheet",
        ),
        block.file, block.sheet, "", "", SCHOOL_YEARS.title.zh,
    )


def _told(years: list[int]) -> tuple[str, str]:
    return "、".join(f"{year}/{year + 1}" for year in years), ", ".join(f"{year}/{year + 1}" for year in years)
