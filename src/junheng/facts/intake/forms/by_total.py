"""What only the total of a form decides: whether 艺术 holds 音乐 and 美术, and whether 研究生 holds the doctors beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from junheng.facts.delivery import Value
from junheng.facts.intake.forms.form_found import Found, form_finding
from junheng.facts.intake.forms.form_matcher import is_marked
from junheng.facts.intake.forms.form_tables import FormGrid, figures_in
from junheng.facts.intake.values.figures import figure
from junheng.terms import Finding, Severity, Stage

_Facts = Mapping[tuple[str, str, Stage | None], tuple[list[Value], str]]
_PARTS = ("arts_course", "music", "fine_arts")
_COURSES = ("艺术", "音乐", "美术")
_LOWER = ("teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below")
_TOTALS = ("合计", "总计", "小计", "计")


def settle_by_total(found: Found, rows: Mapping[Stage | None, int], grid: FormGrid) -> Iterator[Finding]:
    """rows: by stage, the row in which the courses stand. Where the total decides nothing all stays as it is."""
    for stage, row in rows.items():
        if ("school_years", "teachers_arts", stage) not in found.facts and (told := _arts_by_total(found, stage, row, grid)) is not None:
            letters = "+".join(found.facts["school_years", part, stage][1] for part in _PARTS)
            found.facts["school_years", "teachers_arts", stage] = [told], letters
        elif ("school_years", "teachers_arts", stage) not in found.facts:
            yield from _two_heads(found, stage, row, grid)
    for stage in {stage for _, fact, stage in found.facts if fact == "teachers_graduate"}:
        _settle_graduates(found, stage)


def _arts_by_total(found: Found, stage: Stage | None, row: int, grid: FormGrid) -> int | None:
    """艺术 6 beside 艺术 1, 音乐 3 and 美术 2 is their sum where all teachers are the courses with those left out; each counts where the courses with all of them are."""
    course, total = (_of(found.facts, fact, stage) for fact in ("arts_course", "teachers"))
    if course is None or total is None or any(_of(found.facts, part, stage) is None for part in _PARTS):
        return None
    cells = found.sheet.rows[row]
    columns = [each for each in grid.columns if not is_marked(each) and each.parts[-1] not in _TOTALS]
    figures = {column: figure(cells[column]) or 0.0 for column in figures_in(cells, tuple(columns))}
    arts = sum(figures.get(each.column, 0.0) for each in columns if each.parts[0] in _COURSES or each.parts[-1] in _COURSES)
    too_many = sum(figures.values()) - total
    if too_many == arts - course:
        return course
    return int(sum(figures.get(each.column, 0.0) for each in columns if each.parts[-1] in _COURSES)) if too_many == 0 else None


def _two_heads(found: Found, stage: Stage | None, row: int, grid: FormGrid) -> Iterator[Finding]:
    """Two columns of 艺术, of which neither says that it is the sum, and a total that does not tell."""
    columns = [each for each in grid.columns if each.parts[0] == _COURSES[0] and each.parts[-1] in (_COURSES[0], "数", "人数")]
    if len(columns) > 1 and ("school_years", "arts_course", stage) in found.facts and any(map(bool, figures_in(found.sheet.rows[row], tuple(columns)))):
        letters = "、".join(found.sheet.place(row, each.column) for each in columns)
        yield form_finding(
            found, "form-columns-unclear", Severity.WARNING,
            f"《{found.table.title}》“艺术”下有 {len(columns)} 列（{letters}），哪一列是小计看不出来，合计也不能说明，艺术教师数未必对；请把小计一列的表头写成“计”",
            f"{found.table.title} has {len(columns)} columns under 艺术 ({letters}): which of them is the sum cannot be told, the total does not tell either, and the arts teachers may be wrong. Head the sum 计",
        )


def _settle_graduates(found: Found, stage: Stage | None) -> None:
    """博士 1, 研究生 4, 本科 15 of 20 teachers: the four are masters."""
    key = ("school_years", "teachers_graduate", stage)
    doctors, graduates, total = (_of(found.facts, fact, stage) for fact in ("teachers_doctor", "teachers_graduate", "teachers"))
    if doctors and graduates is not None and _of(found.facts, "teachers_master", stage) is None and total == doctors + graduates + sum(_of(found.facts, fact, stage) or 0 for fact in _LOWER):
        found.facts["school_years", "teachers_master", stage] = found.facts.pop(key)


def _of(facts: _Facts, fact: str, stage: Stage | None) -> int | None:
    values, _ = facts.get(("school_years", fact, stage), ([None], ""))
    return values[0] if isinstance(values[0], int) else None
