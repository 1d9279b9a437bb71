"""Schools of which nothing handed in says how many there are: a line, a sheet or a file that was lost leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from junheng.facts.delivery import Block
from junheng.facts.store import Facts
from junheng.terms import Finding, Message, SchoolKind, Severity

FEWEST = 10  # schools: fewer are seen at a glance
_FORMS = -1  # all forms together: a school's are lost together
_TABLES = ("schools", "school_years")
_KEY = ["school", "year"]


_OF_LISTS = Message(
    "所在的表没有合计、序号或学校总数，也没有相邻学年或另一份名单可比，少了一所看不出来；请与学校名录核对，或在表中加合计行、序号或“共 N 所”，或与上学年一起提交",
    "their list has no totals, numbered lines or stated number, and there is neither another year nor another list to compare, so that a lost school would not show. "
    "Compare the number with the register, or add a row of totals, numbers or 共 N 所, or hand in the year before too",
)
_OF_FORMS = Message(
    "没有相邻学年或学校名单可比，少交一所看不出来；请与学校名录核对，或与上学年或一份名单一起提交",
    "there is neither another year nor a list of the schools to compare, so that a school whose forms are lost would not show. "
    "Compare the number with the register, or hand in the year before or a list too",
)


@dataclass(frozen=True)
class _Sheet:
    number: int
    is_counted: bool


def uncounted(blocks: Sequence[Block], facts: Facts, kept: Facts | None) -> Iterator[Finding]:
    """Once for each year without another beside it, of the schools whose lists have neither totals nor numbers nor a stated number. kept: as in `checked`.

    Two lists of the same schools count each other; so do a list and the forms.
    """
    alone = years_alone(facts, kept)
    sheets = _sheets(blocks) if alone else {}
    if all(each.is_counted for each in sheets.values()):
        return
    schools = facts.schools.filter(pl.col("name").is_not_null())
    if len(set(sheets.values())) > 1:
        schools = schools.join(_of_one_sheet(facts, sheets), on=_KEY, how="semi")
    file = next(file for (file, _), each in sheets.items() if not each.is_counted)
    for year in alone:
        kinds = schools.filter(pl.col("year") == year)["kind"]
        if kinds.len() >= FEWEST:
            yield _said(file, year, kinds, _OF_LISTS if any(each.number != _FORMS for each in sheets.values()) else _OF_FORMS)


def years_alone(facts: Facts, kept: Facts | None) -> list[int]:
    """The years without one beside them, here or kept."""
    years = {*facts.schools["year"].unique(), *(kept.schools["year"].unique() if kept else ())}
    return [year for year in facts.schools["year"].unique().sort() if not years & {year - 1, year + 1}]


def _sheets(blocks: Sequence[Block]) -> dict[tuple[str, str], _Sheet]:
    """Every sheet of schools or their figures; all forms as one."""
    found: dict[tuple[str, str], _Sheet] = {}
    for each in blocks:
        if each.table in _TABLES:
            place = each.file, each.sheet
            before = found.get(place)
            if before is None or (before.is_counted and not each.is_counted):
                found[place] = _Sheet(_FORMS if each.is_form else before.number if before else len(found), each.is_counted)
    return found


def _of_one_sheet(facts: Facts, sheets: Mapping[tuple[str, str], _Sheet]) -> pl.DataFrame:
    """The schools and years that stand in one of the sheets alone, which is not counted."""
    known = pl.DataFrame(
        [(*place, each.number, each.is_counted) for place, each in sheets.items()], ["_file", "_sheet", "_number", "_is_counted"], orient="row")
    told = pl.concat([facts.records[table].select(*_KEY, "_file", "_sheet")for table in _TABLES])
    of_schools = told.join(known, on=["_file", "_sheet"]).group_by(_KEY).agg(pl.col("_number").n_unique(), pl.col("_is_counted").any())
    return of_schools.filter(pl.col("_number") == 1, ~pl.col("_is_counted"))


def _said(file: str, year: int, kinds: pl.Series, what: Message) -> Finding:
    labels = [(SchoolKind(kind).label if kind else Message("未写类型", "no kind given"), count) for kind, count in kinds.value_counts(sort=True).iter_rows()]
    zh, en = "、".join(f"{label.zh} {count}" for label, count in labels), ", ".join(f"{label.en} {count}" for label, count in labels)
    return Finding(
        Severity.INFO, "schools-uncounted",
        Message(
            f"{year}/{year + 1} 学年的 {kinds.len()} 所学校（{zh}）：{what.zh}",
            f"{kinds.len()} schools in {year}/{year + 1} ({en}): {what.en}",
        ),
        file, "", "", str(kinds.len()),
    )
