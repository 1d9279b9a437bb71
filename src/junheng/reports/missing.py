"""Which facts a unit lacks, by name: "cannot tell" is an answer only when it says what is missing."""

from __future__ import annotations

from junheng.facts.tables import SCHOOL_YEARS, ways_of
from junheng.findings import Measured, SchoolVerdict
from junheng.reports.case import Case
from junheng.rules import Indicator
from junheng.rules.indicators.definition import Addend, Sum
from junheng.terms import Stage


def missing_facts(case: Case, school: SchoolVerdict, measured: Measured) -> list[str]:
    """Names of the missing facts; empty where the value is known."""
    if measured.value is not None:
        return []
    if measured.d == 0:
        return [case.say("分母为 0", "the denominator is 0")]
    found = _of_unit(case, school.school, "", school, measured.indicator)
    for point in case.points(school):
        found += _of_unit(case, point.school, case.say(f"{point.name}：", f"{point.name}: "), school, measured.indicator)
    return list(dict.fromkeys(found)) or [case.say("数据", "facts")]


def _of_unit(case: Case, code: str, prefix: str, school: SchoolVerdict, indicator: Indicator) -> list[str]:
    stage, year = school.stage, school.year
    if code != school.school and (code, year, stage.value) not in case.stage_rows and not indicator.split:
        return []  # a point without this stage adds nothing to it
    names = [part.column for parts in (indicator.numerator_of(stage), indicator.denominator) for part in told_by(case, code, year, stage, parts)]
    found = [prefix + header(case, name) for name in names if fact(case, code, year, stage, name) is None]
    if indicator.split:
        found += [
            prefix + header(case, "pupils") + case.say(f"（{case.to(other.label)}）", f" ({case.to(other.label)})")
            for other in other_stages(case, code, year, stage)
            if fact(case, code, year, other, "pupils") is None
        ]
    return found


def told_by(case: Case, code: str, year: int, stage: Stage, parts: Sum) -> Sum:
    """The columns by which a unit gives a sum: of all ways the first that lacks the fewest facts."""
    if any(part.sign == -1 for part in parts):
        return parts
    ways = ways_of([part.column for part in parts])
    best = min(ways, key=lambda way: sum(fact(case, code, year, stage, name) is None for name in way))
    return tuple(Addend(column=name) for name in best)


def other_stages(case: Case, code: str, year: int, stage: Stage) -> list[Stage]:
    """The other stages of a school, which share what belongs to the whole."""
    stages = (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR)
    return [each for each in stages if each != stage and (code, year, each.value) in case.stage_rows]


def fact(case: Case, code: str, year: int, stage: Stage, column: str) -> int | None:
    """In steps of the column's unit: the stage's own, else that of the whole school."""
    for each in fact_stages(stage, column):
        value = case.stage_rows.get((code, year, each), {}).get(column)
        if value is not None:
            return int(value)
    return None


def fact_stages(stage: Stage, column: str) -> list[str]:
    """In which rows of `school_years` a fact of a stage may stand, the first that has it wins."""
    return [stage.value, Stage.WHOLE.value] if SCHOOL_YEARS.column(column).whole else [stage.value]


def header(case: Case, column: str) -> str:
    return case.to(SCHOOL_YEARS.column(column).header)
