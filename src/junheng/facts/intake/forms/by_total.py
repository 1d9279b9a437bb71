"""What only the total of a form decides: whether 艺术 holds 音乐 and 美术, and whether 研究生 holds the doctors beside it."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.facts.delivery import Value
from junheng.facts.intake.forms.form_found import Found
from junheng.facts.intake.forms.form_matcher import is_marked
from junheng.facts.intake.forms.form_tables import FormGrid, figures_in
from junheng.facts.intake.values.figures import figure
from junheng.terms import Stage

_Facts = Mapping[tuple[str, str, Stage | None], tuple[list[Value], str]]
_PARTS = ("arts_course", "music", "fine_arts")
_LOWER = ("teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below")
_TOTALS = ("合计", "总计", "小计", "计")


def settle_by_total(found: Found, rows: Mapping[Stage | None, int], grid: FormGrid) -> None:
    """rows: by stage, the row in which the courses stand. Where the total decides nothing all stays as it is."""
    for stage, row in rows.items():
        course, music, fine_arts = (_of(found.facts, part, stage) for part in _PARTS)
        if course and music is not None and fine_arts is not None and course == music + fine_arts and ("school_years", "teachers_arts", stage) not in found.facts:
            cells = found.sheet.rows[row]
            columns = [each for each in grid.columns if not is_marked(each) and each.parts[-1] not in _TOTALS]
            each_course = sum(figure(cells[column]) or 0.0 for column in figures_in(cells, tuple(columns)))
            if each_course == _of(found.facts, "teachers", stage):
                letters = "+".join(found.facts["school_years", part, stage][1] for part in _PARTS)
                found.facts["school_years", "teachers_arts", stage] = [2 * course], letters
    for stage in {stage for _, fact, stage in found.facts if fact == "teachers_graduate"}:
        _settle_graduates(found, stage)


def _settle_graduates(found: Found, stage: Stage | None) -> None:
    """博士 1, 研究生 4, 本科 15 of 20 teachers: the four are masters."""
    key = ("school_years", "teachers_graduate", stage)
    doctors, graduates, total = (_of(found.facts, fact, stage) for fact in ("teachers_doctor", "teachers_graduate", "teachers"))
    if doctors and graduates is not None and _of(found.facts, "teachers_master", stage) is None and total == doctors + graduates + sum(_of(found.facts, fact, stage) or 0 for fact in _LOWER):
        found.facts["school_years", "teachers_master", stage] = found.facts.pop(key)


def _of(facts: _Facts, fact: str, stage: Stage | None) -> int | None:
    values, _ = facts.get(("school_years", fact, stage), ([None], ""))
    return values[0] if isinstance(values[0], int) else None
