"""Who is counted and who is not, with the reason; teaching points and the schools they joined."""

from __future__ import annotations

from junheng.findings import SchoolVerdict
from junheng.findings.engine import FIRST_UNKNOWN, Status
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Table, Tone
from junheng.reports.numbers import UNTOLD, count
from junheng.terms import Location, SchoolKind


def counted_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("哪些学校参加计算", "Which schools count"))]
    keys = [(school.area, school.year) for school in (*case.evaluation.schools, *case.evaluation.not_counted)]
    for area, year in dict.fromkeys(keys):
        blocks += [Heading(2, case.name(area, year)), Paragraph(_sentence(case, area, year))]
        rest = [school for school in case.evaluation.not_counted if (school.area, school.year) == (area, year)]
        blocks += _tables(case, area, year, rest)
    return Part(tuple(blocks))


def _sentence(case: Case, area: str, year: int) -> str:
    own = [school for school in case.evaluation.schools if (school.area, school.year) == (area, year)]
    rest = [school for school in case.evaluation.not_counted if (school.area, school.year) == (area, year)]
    schools = len({school.school for school in own})
    unknown = sum(school.status >= FIRST_UNKNOWN for school in rest)
    return case.say(
        f"计入{len(own)}个学段（{schools}所学校）；不计入{len(rest) - unknown}个学段；缺数据说不清的{unknown}个学段。",
        f"{len(own)} school stages of {schools} schools count; {len(rest) - unknown} do not; of {unknown} it cannot be told.",
    )


def _tables(case: Case, area: str, year: int, rest: list[SchoolVerdict]) -> list[Block]:
    found: list[Block] = []
    if rest:
        found.append(_not_counted(case, area, rest))
    joined = [school for school in case.evaluation.schools if (school.area, school.year) == (area, year) and case.points(school)]
    if joined:
        found.append(_joined(case, area, joined))
    return found


def _not_counted(case: Case, area: str, rest: list[SchoolVerdict]) -> Table:
    columns = (
        Column(case.say("学校", "school"), 14), Column(case.say("办学类型", "kind"), 8), Column(case.say("学段", "stage"), 6),
        Column(case.say("在校生", "pupils"), 5, Align.RIGHT), Column(case.say("原因", "reason"), 16),
    )
    rows = tuple(
        (Cell(case.short(school.name, area)), Cell(kind_text(case, school.kind)), Cell(case.stage_title(school.stage)),
         count(school.pupils, case.lang), _reason(case, school.status))
        for school in rest
    )
    return Table(case.say("不计入的学校与原因", "schools that do not count, and why"), case.say("不计入", "not counted"), columns, rows)


def _reason(case: Case, status: Status) -> Cell:
    if status >= FIRST_UNKNOWN:
        return Cell(f"{UNTOLD} {case.to(status.message)}", tone=Tone.UNKNOWN)
    return Cell(case.to(status.message))


def kind_text(case: Case, kind: str | None) -> str:
    return case.to(SchoolKind(kind).label) if kind else case.say("缺", "missing")


def location_text(case: Case, location: str | None) -> str:
    return case.to(Location(location).label) if location else case.say("缺", "missing")


def _joined(case: Case, area: str, joined: list[SchoolVerdict]) -> Table:
    columns = (Column(case.say("学校", "school"), 14), Column(case.say("并入的教学点", "teaching points joined to it"), 30))
    by_school = {school.school: school for school in joined}
    rows = tuple(
        (Cell(case.short(school.name, area)), Cell(case.join([case.short(point.name, area) for point in case.points(school)])))
        for school in by_school.values()
    )
    return Table(case.say("并入学校的教学点", "teaching points joined to schools"), case.say("教学点", "points"), columns, rows)
