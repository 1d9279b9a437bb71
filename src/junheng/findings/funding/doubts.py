"""What of the reported money no test could use, as findings with the cell; and where a year is missing in between."""

from __future__ import annotations

from typing import Any

from junheng.findings.funding.judge import Funding
from junheng.findings.funding.ledger import fund_rows
from junheng.terms import Finding, FundItem, Message, Place, Severity, Stage


def doubts(found: Funding) -> list[Finding]:
    """Rows that no test reads, schools and areas that stand in no list, years that lack in between, or no money at all."""
    if not found.ledger.years:
        return [_nothing()]
    rows = [finding for row, place in fund_rows(found.facts) if (finding := _of_row(found, row, place))]
    return [*rows, *(_gap(area, year) for area, years in found.ledger.years.items() for year in _lacking(years))]


def _of_row(found: Funding, row: dict[str, Any], place: Place) -> Finding | None:
    item, stage = FundItem(row["item"]), None if row["stage"] == Stage.WHOLE else row["stage"]
    if row["school"] and not item.of_school:
        return _unused(row, place, Message("这个项目只按县级合计检验，不要填学校标识码", "this item is tested for the county: leave the school code empty"))
    if not row["school"] and not item.of_county:
        return _unused(row, place, Message("这个项目按学校检验，请填学校标识码", "this item is tested by school: give the school's code"))
    if stage and not item.by_stage:
        return _unused(row, place, Message("这个项目不分学段，不要填学段", "this item is not told by stage: leave the stage empty"))
    areas = {area for area, _ in found.ledger.schools}
    if areas and row["area"] not in areas:
        return _unknown_area(row, place, sorted(areas))
    listed = found.ledger.schools.get((row["area"], row["year"]))
    if row["school"] and listed is not None and row["school"] not in {school.code for school in listed}:
        return _unknown_school(row, place)
    return None


def _unused(row: dict[str, Any], place: Place, why: Message) -> Finding:
    name = FundItem(row["item"]).label
    return Finding(
        Severity.WARNING, "funds-unused",
        Message(f"{row['year']} 年“{name.zh}”这一行没有用上：{why.zh}", f"this row of {row['year']}, {name.en}, was not used: {why.en}"),
        *place, str(row["school"] or row["stage"] or ""),
    )


def _unknown_area(row: dict[str, Any], place: Place, areas: list[str]) -> Finding:
    names = "、".join(areas[:5])
    return Finding(
        Severity.WARNING, "funds-area-unknown",
        Message(f"“{row['area']}”不在学校名单的县（市、区）中，生均数因此无法计算；名单中有：{names}",
                f"{row['area']} is no area of the list of schools, so nothing per pupil can be told; there are: {names.replace('、', ', ')}"),
        *place, row["area"], names,
    )


def _unknown_school(row: dict[str, Any], place: Place) -> Finding:
    return Finding(
        Severity.WARNING, "funds-school-unknown",
        Message(f"学校 {row['school']} 不在 {row['year']}/{row['year'] + 1} 学年在办学校的名单中，这一行没有用上",
                f"the school {row['school']} is not at work in the list of {row['year']}/{row['year'] + 1}; this row was not used"),
        *place, row["school"],
    )


def _lacking(years: list[int]) -> list[int]:
    return [year for year in range(years[0], years[-1]) if year not in years]


def _gap(area: str, year: int) -> Finding:
    return Finding(
        Severity.WARNING, "funds-year-missing",
        Message(f"{area}没有 {year} 年的经费，{year + 1} 年的增长因此无法判断", f"{area}: no funds of {year} are reported, so growth in {year + 1} cannot be told"),
    )


def _nothing() -> Finding:
    return Finding(
        Severity.ERROR, "no-funds",
        Message("没有读到任何经费数据；请填写模板（junheng template）的“经费”表",
                "no funds were read; fill the sheet 经费 of the template (junheng template)"),
    )
