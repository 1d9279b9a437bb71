"""What forms say of the year before, held against that year's own forms: buildings of 上学年, graduates against the last grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from junheng.facts.checks.kept_years import with_years_before
from junheng.facts.delivery import SaidBefore
from junheng.facts.store import Facts
from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOL_YEARS
from junheng.terms import Finding, Message, Place, Severity

_ROUNDED = 100  # steps of an area that is written with two digits
_FEW, _SHARE = 10, 0.2  # by which graduates may differ from the last grade: some move, some repeat
_Row = Mapping[str, object]
_Rows = Mapping[tuple[object, object, object], _Row]


def unlike_year_before(said: Sequence[SaidBefore], facts: Facts, kept: Facts | None) -> Iterator[Finding]:
    """At the cell that speaks of the year before. A school that took in another is not asked: its buildings were another's. kept: as in `checked`."""
    longer = facts if kept is None else with_years_before(facts, kept)
    years = {each.year for each in said}
    rows = longer.school_years.filter(pl.col("year").is_in(list(years)))
    if rows.is_empty():
        return
    by_key: _Rows = {(row["school"], row["year"], row["stage"]): row for row in rows.iter_rows(named=True)}
    grown = set(longer.schools["successor"].drop_nulls())
    for each in said:
        if each.school not in grown:
            yield from _of_facts(each, by_key, facts)
            yield from _of_graduates(each, by_key, facts)


def _of_facts(one: SaidBefore, rows: _Rows, facts: Facts) -> Iterator[Finding]:
    wrong = []
    for (fact, stage), (value, cell) in one.facts.items():
        was = rows.get((one.school, one.year, stage), {}).get(fact)
        if isinstance(was, int) and abs(was - value) > _ROUNDED:
            wrong.append((fact, stage, value, cell, was))
    if not wrong:
        return
    fact, stage, value, cell, was = wrong[0]
    column = SCHOOL_YEARS.column(fact)
    own, before = f"{value / column.scale:.10g}", f"{was / column.scale:.10g}"
    more = Message(f"；共 {len(wrong)} 处如此", f"; so it is in {len(wrong)} cells") if len(wrong) > 1 else Message("", "")
    yield Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.title}》上学年的{column.header.zh}填的是 {own}，而{facts.year_told(one.year).zh}自己的表为 {before}{more.zh}；请核对两年的表，改正填错的一格",
            f"{one.title} says {own} for the {column.header.en} of the year before, the form of {facts.year_told(one.year).en} itself {before}{more.en}. "
            "Compare the forms of both years and correct the wrong cell",
        ),
        one.file, one.sheet, cell, own, f"= {before}", (*_places(one, fact, stage, facts), *((one.file, one.sheet, other[3]) for other in wrong[1:])),
    )


def _of_graduates(one: SaidBefore, rows: _Rows, facts: Facts) -> Iterator[Finding]:
    if one.graduates is None:
        return
    stage, number, cell = one.graduates
    row = rows.get((one.school, one.year, stage), {})
    grade = next((name for name in reversed(PUPILS_BY_GRADE) if row.get(name)), None)
    last = row.get(grade) if grade else None
    if not isinstance(last, int) or abs(last - number) <= max(_FEW, _SHARE * last):
        return
    yield Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.title}》毕业生数填的是 {number}，而{facts.year_told(one.year).zh}毕业年级有 {last} 人，通常相差不大；请核对两年的表",
            f"{one.title} has {number} graduates, the last grade of {facts.year_told(one.year).en} had {last}: mostly these are about as many. Compare the forms of both years",
        ),
        one.file, one.sheet, cell, str(number), f"≈ {last}", _places(one, str(grade), stage, facts),
    )


def _places(one: SaidBefore, fact: str, stage: str | None, facts: Facts) -> tuple[Place, ...]:
    """Of the other year's own cell, where it is of this delivery."""
    key: dict[str, object] = {"school": one.school, "year": one.year}
    return tuple(facts.places("school_years", key | ({"stage": stage} if stage else {}), fact))
