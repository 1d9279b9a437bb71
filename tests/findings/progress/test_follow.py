"""Plan, facts and typed actuals put together, for the little county."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from junheng.findings.progress import Light, PlanProgress, Progress, follow, read_actuals
from junheng.findings.progress.followed import Unmeasurable, followed
from junheng.findings.progress.lacking import Lack
from junheng.findings.progress.light import defaults
from junheng.rules.plans import ActualsFile, Plan, load_plan, plan_ids
from junheng.terms import Severity, UsageError
from junheng.terms.content import ContentError, parse

from .county import AREA, facts, schools, stages

DAY = datetime.date(2025, 6, 30)
HEAD = f"""
id: own
title: plan
level: county
place: {AREA}
roles: [{{id: bureau, title: bureau}}]
targets:
"""
TEACHERS = """
  - {id: t1, indicator: teachers, comparator: '>=', value: 60, unit: person, when: {year: 2026}, owner: bureau, measure: teachers,
     baseline: {value: 47, year: 2023}, milestones: [{year: 2024, value: 50}, {year: null, value: 55}]}
"""
WRITTEN = """
  - target: t1
    day: 2025-03-31
    value: 52
    evidence: {paper: roll of teachers, number: no. 7, dated: 2025-04-02}
    by: bureau
"""


def plan(targets: str = TEACHERS, head: str = HEAD) -> Plan:
    return parse(head + targets, "own.yaml", Plan)


def told(targets: str = TEACHERS, actuals: str = "", day: datetime.date = DAY, **other: Any) -> PlanProgress:
    stated = parse("actuals:" + (actuals or " []"), "actuals.yaml", ActualsFile)
    return follow(plan(targets), facts(**other), day, defaults(), stated)


def only(found: PlanProgress) -> Progress:
    (each,) = found.targets
    return each


def test_facts_of_every_year_are_the_history() -> None:
    """47 teachers in 2023, 48 in 2024, where the milestone asks 50: a third of its way, and it is over since New Year."""
    each = only(told())
    assert [(actual.at, actual.value) for actual in each.actuals] == [(2023, 47), (2024, 48)]
    assert (each.light, each.judged.way, each.judged.due, each.judged.expected) == (Light.BEHIND, Fraction(1, 3), 1, 50)
    assert [(due.year, due.value, due.is_goal) for due in each.overdue] == [(2024, 50, False)]
    assert (each.trend.pace, each.trend.needed, each.trend.reached) == (1, 6, 2036)
    assert any("55" in note.en for note in each.notes)


def test_a_typed_actual_with_evidence_is_the_newer_figure() -> None:
    """52 at the end of March 2025: 50 + 10/2 x 90/365 is due then."""
    each = only(told(actuals=WRITTEN))
    assert each.now is not None
    assert (each.now.value, each.now.by, each.now.at) == (52, "bureau", 2024 + Fraction(90, 365))
    assert "no. 7" in each.now.source.en
    assert (each.light, each.judged.expected) == (Light.ON_TRACK, 50 + 5 * Fraction(90, 365))
    assert each.overdue == ()


def test_what_is_dated_after_the_report_is_not_in_it() -> None:
    early = told(actuals=WRITTEN, day=datetime.date(2025, 4, 1))
    assert only(early).light == Light.BEHIND
    assert [finding.rule for finding in early.findings] == ["actual-later"]
    assert [actual.at for actual in only(told(day=datetime.date(2023, 12, 31))).actuals] == [2023]


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("target: t1", "target: t9", "actual-target"), ("by: bureau", "by: office", "actual-role"), ("value: 52", "met: true", "actual-form"),
    ("no. 7", "13812345678", "actual-personal"), ("value: 52", "value: 52\n    against: 3", "actual-form"),
])
def test_a_statement_that_cannot_be_used_is_a_finding(old: str, new: str, rule: str) -> None:
    found = told(actuals=WRITTEN.replace(old, new))
    assert [(finding.rule, finding.severity) for finding in found.findings] == [(rule, Severity.ERROR)]
    assert only(found).now is not None
    assert only(found).now.by is None  # type: ignore[union-attr]
    assert "13812345678" not in str(found.findings)


def test_two_values_for_one_day_are_not_used_and_facts_go_before_statements() -> None:
    found = told(actuals=WRITTEN + WRITTEN.replace("value: 52", "value: 53"))
    assert [finding.rule for finding in found.findings] == ["actual-twice", "actual-twice"]
    assert told(actuals=WRITTEN + WRITTEN).findings == ()  # the same said twice is no contradiction
    differing = told(actuals=WRITTEN.replace("2025-03-31", "2024-12-31"))
    assert [finding.rule for finding in differing.findings] == ["actual-differs"]
    assert only(differing).now is not None
    assert only(differing).now.value == 48  # type: ignore[union-attr]


def test_milestones_outside_the_way_are_named_and_take_no_part() -> None:
    odd = TEACHERS.replace("milestones: [{year: 2024, value: 50}, {year: null, value: 55}]", "milestones: [{year: 2022, value: 58}, {year: 2027, value: 10}]")
    each = only(told(odd))
    assert (each.judged.expected, each.judged.next and each.judged.next.at) == (47 + Fraction(13, 3), 2026)
    assert "58 (2022), 10 (2027)" in each.notes[0].en


@pytest.mark.parametrize(("old", "new", "said"), [
    ("    value: 52\n", "", "value"), ("value: 52", "value: 52\n    met: true", "met"), ("    evidence: {paper: roll of teachers, number: no. 7, dated: 2025-04-02}\n", "", "evidence"),
    (", dated: 2025-04-02", "", "dated"), ("2025-03-31", "soon", "soon"),
])
def test_a_value_without_its_paper_is_no_statement(old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        parse("actuals:" + WRITTEN.replace(old, new), "actuals.yaml", ActualsFile)


def test_a_yes_needs_its_paper_and_a_target_without_anything_is_not_done() -> None:
    publish = "  - {id: t1, indicator: results are published, comparator: 'yes', when: {year: 2024}}\n"
    nothing = only(told(publish))
    assert (nothing.light, nothing.missing and nothing.missing.lack) == (Light.CANNOT_TELL, Lack.STATEMENT)
    assert [(due.year, due.is_goal) for due in nothing.overdue] == [(2024, True)]  # nobody reported, and the year is over
    done = only(told(publish, WRITTEN.replace("value: 52", "met: true")))
    assert (done.light, done.overdue) == (Light.MET, ())
    refused = only(told(publish, WRITTEN.replace("value: 52", "met: false")))
    assert refused.light == Light.OVERDUE


def test_what_it_is_measured_against_may_be_stated_alone() -> None:
    average = "  - {id: t1, indicator: teachers, comparator: '>=', relative_to: the average, unit: person, when: {year: 2026}, measure: teachers}\n"
    without = only(told(average))
    assert (without.light, without.missing and without.missing.lack) == (Light.CANNOT_TELL, Lack.STATEMENT)
    assert only(told(average, WRITTEN.replace("value: 52", "against: 48"))).light == Light.MET
    assert only(told(average, WRITTEN.replace("value: 52", "against: 48.1"))).light == Light.CANNOT_TELL  # no baseline


def test_missing_facts_are_named_and_the_older_figure_is_said_to_be_old() -> None:
    rows = [{**row, "teachers": None} if (row["school"], row["year"], row["stage"]) == ("p2", 2024, "primary") else row for year in (2023, 2024) for row in stages(year)]
    each = only(told(school_years=rows))
    assert [actual.at for actual in each.actuals] == [2023]
    assert "2024/2025: the figure is missing for 1" in each.notes[0].en
    none = only(told(school_years=[{**row, "teachers": None} for row in rows]))
    assert (none.light, none.missing and none.missing.lack) == (Light.CANNOT_TELL, Lack.FACTS)


@pytest.mark.parametrize(("measure", "unit", "rule"), [("teechers", "person", "measure-unknown"), ("teachers", "percent", "measure-unit"), ("holds:q6_equipment", "person", "measure-unit")])
def test_a_wrong_measure_is_a_mistake_of_the_plan(measure: str, unit: str, rule: str) -> None:
    found = told(TEACHERS.replace("measure: teachers", f"measure: '{measure}'").replace("unit: person", f"unit: {unit}"))
    assert [(finding.rule, finding.severity) for finding in found.findings] == [(rule, Severity.ERROR)]
    assert only(found).missing is not None
    assert only(found).missing.lack == Lack.PLAN  # type: ignore[union-attr]


def test_a_baseline_that_the_facts_contradict_is_told() -> None:
    assert told().findings == ()
    assert [finding.rule for finding in told(TEACHERS.replace("value: 47", "value: 45")).findings] == ["baseline-differs"]
    rounded = "  - {id: t1, indicator: teachers per pupil, comparator: '>=', value: 1, when: {year: 2026}, measure: b6_teachers, baseline: {value: '0.057', year: 2023}}\n"
    assert told(rounded).findings == ()  # 47 / 820 is 0.0573


def test_urban_means_the_urban_schools_and_a_stage_the_stage() -> None:
    urban = TEACHERS.replace("id: t1,", "id: t1, scope: urban,")
    assert [actual.value for actual in only(told(urban)).actuals] == [23, 23]
    junior = TEACHERS.replace("id: t1,", "id: t1, scope: junior,")
    assert [actual.value for actual in only(told(junior)).actuals] == [16, 16]


def test_a_veto_item_that_is_held_is_none_at_all() -> None:
    exams = "  - {id: t1, indicator: entrance examinations, comparator: '=', value: 0, unit: case, when: {rhythm: standing}, measure: v1_entrance_exams}\n"
    row = {"area": AREA, "year": 2024, "item": "v1_entrance_exams", "stage": None, "value": None, "met": False, "evidence": "no. 3"}
    assert only(told(exams, county_years=[row])).light == Light.MET
    assert only(told(exams, county_years=[{**row, "met": True}])).light == Light.OVERDUE


def test_whose_facts_they_are() -> None:
    other = [{**row, "area": "远岫县"} if row["school"] == "j1" else row for row in schools(2024)]
    two = facts((2024,), schools=other)
    assert follow(plan(), two, DAY, defaults()).place == AREA  # the plan says so
    elsewhere = plan(head=HEAD.replace(AREA, "别县"))
    with pytest.raises(UsageError, match="--place"):
        follow(elsewhere, two, DAY, defaults())
    found = follow(elsewhere, two, DAY, defaults(), wanted="远岫县")
    assert [actual.value for actual in only(found).actuals] == [8]
    assert [finding.rule for finding in found.findings] == ["plan-of-another-place"]
    with pytest.raises(UsageError, match="远岫县"):
        follow(elsewhere, two, DAY, defaults(), wanted="无县")


def test_a_schools_plan_is_followed_by_its_own_facts() -> None:
    own = plan(head=HEAD.replace("level: county", "level: school").replace(AREA, "n1学校"))
    found = follow(own, facts(), DAY, defaults())
    assert (found.place, [actual.value for actual in only(found).actuals]) == ("n1学校", [18, 18])
    assert follow(own, facts(), DAY, defaults(), wanted="p1").place == "p1学校"


def test_actuals_stand_in_a_sheet_too(tmp_path: Path) -> None:
    path = tmp_path / "现值.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["示例县目标现值"])
        sheet.write_row(1, 0, ["目标编号", "日期", "数值", "是否做到", "依据材料", "文号", "材料日期", "填报方"])
        sheet.write_row(2, 0, ["t1", "2025-03-31", 52, "", "教师花名册", "7号", "", "bureau"])
        sheet.write_datetime(2, 6, datetime.datetime(2025, 4, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(4, 0, ["t2", "2025-03-31", "", "是", "公告", "8号", "2025-04-01", "bureau"])
    first, second = read_actuals(path).actuals
    assert (first.target, first.value, first.day, first.evidence.dated, first.by) == ("t1", 52, datetime.date(2025, 3, 31), datetime.date(2025, 4, 2), "bureau")
    assert (second.met, second.evidence.number) == (True, "8号")


def test_a_sheet_is_refused_with_the_row_of_the_mistake(tmp_path: Path) -> None:
    path = tmp_path / "现值.csv"
    path.write_text("目标,日期,数值,依据材料,材料日期,填报方\nt1,2025-03-31,52,花名册,2025-04-02,bureau\nt1,2025-06-30,很多,花名册,2025-04-02,bureau\n", "utf-8")
    with pytest.raises(ContentError, match="很多") as raised:
        read_actuals(path)
    assert raised.value.line == 3
    path.write_text("学校,在校生\n甲,5\n", "utf-8")
    with pytest.raises(UsageError, match="target"):
        read_actuals(path)
    with pytest.raises(UsageError, match=r"nowhere\.yaml"):
        read_actuals(tmp_path / "nowhere.yaml")


def test_the_actuals_of_another_plan_are_refused() -> None:
    stated = parse("plan: d5\nactuals: []", "actuals.yaml", ActualsFile)
    with pytest.raises(UsageError, match="d5"):
        follow(plan(), facts(), DAY, defaults(), stated)


def test_every_measure_of_the_shipped_plans_is_known() -> None:
    wrong = []
    for name in plan_ids():
        for target in load_plan(name).targets:
            try:
                found = followed(target.measure) if target.measure else None
            except Unmeasurable as error:
                wrong.append(f"{target.id}: {error.message.en}")
                continue
            if found and not found.has_no_unit and found.is_share != (target.unit == "percent") and target.comparator not in ("up", "down", "yes", "no"):
                wrong.append(f"{target.id}: {target.measure} is not in {target.unit}")
    assert plan_ids() == ["d1", "d2", "d3", "d4", "d5"]
    assert wrong == []
