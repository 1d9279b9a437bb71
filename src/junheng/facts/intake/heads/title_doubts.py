"""What the title of a list says against what else says it: another county than its schools', another stage or year than the sheet's name, a year that cannot be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from junheng.facts.delivery import Block
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.head import SEARCHED
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.facts.intake.values.years import EARLIEST, latest
from junheng.terms import Finding, Message, Severity, Stage

COUNTY = re.compile(r"(?:自治县|自治旗|县|区|旗)$")  # not 市: it may be the city above the county
_SOME = 200  # lines that are looked at first
FEWEST, SHARE = 5, 0.8  # schools of which this share name one county


_FEW_BORNE_OUT = 2  # schools that name a county, where the file's name names it too


def other_county(sheet: Sheet, above: range, said: str | None, areas: pl.Series | None, names: pl.Series) -> Iterator[Finding]:
    """said: the county that the title names. The column of the counties, else the schools' names, may name another."""
    if said is None or not COUNTY.search(said):
        return
    if _named(areas, names.gather_every(1 + names.len() // _SOME)).str.contains(said, literal=True).any():
        return  # told by some of them, as of nearly all lists it can be
    given = _named(areas, names)
    if given.is_empty() or given.str.contains(said, literal=True).any():
        return
    usual, count = Counter(given).most_common(1)[0]
    of = names.len() if areas is None and usual != title.area([sheet.file]) else given.len()  # the file's name bears out the few that say it
    enough = given.len() >= FEWEST or (of == given.len() and count >= _FEW_BORNE_OUT and usual == title.area([sheet.file]))
    if enough and count >= SHARE * of and COUNTY.search(usual) and usual not in said:
        told_by, read_as = _BY_NAMES if areas is None else _BY_COLUMN
        yield told_at(sheet, above, lambda text: said in text, "area-disagrees", Message(
            f"标题写的是{said}，{told_by.zh}是{usual}（{count} 所）；按{read_as.zh}读取，请核对是否套用了别县的表",
            f"the title says {said}, {told_by.en} {usual} ({count} schools); it was read as {read_as.en} says: see whether another county's sheet was used",
        ), said, usual)


# what names the county of the schools, and what the list was read as
_BY_COLUMN = Message("“县”一列", "the column of counties"), Message("该列", "the column")
_BY_NAMES = Message("校名", "the names of the schools"), Message("标题", "the title")


def _named(areas: pl.Series | None, names: pl.Series) -> pl.Series:
    """The counties that the lines name: in their column, else before the schools' own names."""
    return (areas if areas is not None else names.str.extract(title.LEADING_AREA)).drop_nulls()


def other_stage(sheet: Sheet, above: range, source: Source) -> Iterator[Finding]:
    """The sheet is called 初中 and its title speaks of 小学."""
    in_name = title.stage([sheet.name], source.stages)
    in_title = title.stage(_texts(sheet, above), source.stages) if in_name else None
    if in_name and in_title and in_name != in_title:
        yield told_at(sheet, above, lambda text: title.stage([text], source.stages) == in_title, "stage-disagrees", Message(
            f"工作表名是{in_name.label.zh}，标题写的是{in_title.label.zh}；按工作表名读取，请核对并改正其中一处",
            f"the sheet's name says {in_name.label.en}, its title {in_title.label.en}; it was read as its name says: mend one of the two",
        ), in_title.label.zh, in_name.label.zh)


def other_years(sheet: Sheet, above: range, read: int | None) -> Iterator[Finding]:
    """A line of the title that says another school year than the one that was read."""
    for text in _texts(sheet, above):
        said = title.school_year_only(text)
        if said and read and said != read:
            yield told_at(sheet, above, lambda each, text=text: each == text, "year-disagrees", Message(  # type: ignore[misc]
                f"这一行写的是 {said}/{said + 1} 学年，本表按 {read}/{read + 1} 学年读取；请核对并改正其中一处",
                f"this line says the school year {said}/{said + 1}, the sheet was read as of {read}/{read + 1}: mend one of the two",
            ), str(said), str(read))
            return


def two_years(sheet: Sheet, above: range, titles: Iterable[str], read: int) -> Iterator[Finding]:
    """School list 2022/23 and 2023/24: of which of them the figures are nobody says. read: the year that was taken."""
    text, years = next(((text, years) for text in (*titles, sheet.name, sheet.file) if len(years := title.years_named(text)) > 1 and read in years), ("", frozenset[int]()))
    if years:
        named = ", ".join(f"{year}/{year + 1}" for year in sorted(years))
        yield told_at(sheet, above, lambda each: each == text, "year-disagrees", Message(
            f"“{text}”写了几个学年（{named}），按 {read}/{read + 1} 学年读取；若不是，请用 --year 说明",
            f"{text} names several school years ({named}); it was read as of {read}/{read + 1}. If that is not the year of the figures, give --year",
        ), text, str(read))


def impossible_year(sheet: Sheet, above: range, year: int, cell: str = "") -> Iterator[Finding]:
    """A school year that has not begun, or from before compulsory education. cell: that says it, if none above the head."""
    last = latest()
    if not EARLIEST <= year <= last:
        message = Message(
            f"学年读作 {year}/{year + 1}，不合情理；请核对标题、工作表名、文件名或“学年”一列中的年份",
            f"the school year was read as {year}/{year + 1}, which cannot be: look at the year in the title, the sheet's name, the file's name or the column",
        )
        found = told_at(sheet, above, lambda text: title.school_year([text]) == year, "year-implausible", message, str(year), f"{EARLIEST}-{last}")
        yield replace(found, cell=found.cell or cell)


def years_of_stages(sheets: Sequence[Sheet], blocks: Iterable[Block]) -> Iterator[Finding]:
    """One sheet of a workbook says another year than the others, and none of them is of its stage: two years would have each stage twice."""
    stages, years = defaultdict[str, set[object]](set), defaultdict[str, set[int]](set)
    for block in blocks:
        if block.table == "school_years" and "pupils" in block.columns:  # a sheet of one stage may hold a column of another
            stages[block.sheet] |= set(block.columns["stage"]) - {Stage.WHOLE.value, None}
            years[block.sheet] |= {int(str(year)) for year in set(block.columns["year"]) - {None}}
    read = [sheet for sheet in sheets if len(years[sheet.name]) == 1 and len(stages[sheet.name]) == 1]
    if len({stage for sheet in read for stage in stages[sheet.name]}) < len(read):
        return
    counts = Counter(year for sheet in read for year in years[sheet.name])
    usual = max(counts, key=lambda year: counts[year], default=0)
    for sheet in read:
        (year,) = years[sheet.name]
        if year != usual:
            top = range(min(len(sheet.rows), SEARCHED))
            yield told_at(sheet, top, lambda text, year=year: title.school_year([text]) == year, "year-disagrees", Message(  # type: ignore[misc]
                f"这张表写的是 {year}/{year + 1} 学年，同一文件其他学段的表是 {usual}/{usual + 1} 学年；按各表所写读取，请核对",
                f"this sheet says the school year {year}/{year + 1}, those of the other stages in its file {usual}/{usual + 1}; each was read as it says: look at it",
            ), str(year), str(usual))


def _texts(sheet: Sheet, above: range) -> list[str]:
    return [str(cell) for row in above for cell in sheet.rows[row] if plain(cell)]


def told_at(sheet: Sheet, above: range, says: Callable[[str], bool], rule: str, message: Message, found: str, allowed: str) -> Finding:
    """At the first cell above the head that says it; else at the sheet."""
    places = ((row, column) for row in above for column, cell in enumerate(sheet.rows[row]) if plain(cell) and says(str(cell)))
    place = next(places, None)
    cell = sheet.place(*place) if place else ""
    return Finding(Severity.WARNING, rule, message, sheet.file, sheet.name, cell, found, allowed)
