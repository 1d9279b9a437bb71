"""What is to be done, in units: worked by hand on the five schools of the worked example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from junheng.facts.delivery import Delivery
from junheng.findings import Evaluation
from junheng.reports import draft_plan, draft_report
from junheng.reports.content import Table
from junheng.reports.plan_draft import Wanted
from junheng.reports.plan_draft.duties_page import numbers
from junheng.rules.plans import DutyKind
from junheng.rules.plans.owners import Owners, load_owners
from junheng.terms import UsageError, same

Told = tuple[Evaluation, Delivery]


def test_a_gap_is_told_school_by_school_with_its_money(worked: Told) -> None:
    """乙: 4.5 x 37 - 137 = 29.5, so 30 m2; 丁: 4.5 x 76 - 160 = 182 m2; at 10 yuan 2,120 yuan."""
    draft = draft_plan(*worked, Wanted(2024, 2026, prices={"q4_teaching_area": Decimal(10)}), load_owners())
    (task,) = [each for each in draft.tasks if each.lacks and each.indicator.id == "q4_teaching_area"]
    assert [(each.school.name, each.amount) for each in task.lacks] == [("乙小学", 30), ("丁小学", 182)]
    assert (task.total, task.measure.yuan, task.measure.title.zh) == (212, Decimal(2120), "补足教学及辅助用房面积")
    rows = {block.title: [[cell.text for cell in row] for row in block.rows] for block in draft_report(draft).blocks if isinstance(block, Table)}
    assert rows["教学及辅助用房面积缺口（2所学校）"] == [
        ["乙小学", "小学", "3.70", "≥ 4.5", "30", "300", "【待定：年份】"], ["丁小学", "小学", "2.11", "≥ 4.5", "182", "1820", "【待定：年份】"],
    ]


def test_what_the_stages_share_is_counted_once(nine: Told) -> None:
    draft = draft_plan(*nine, Wanted(2024, 2026, school="n1"), load_owners())
    shared = [task for task in draft.tasks if len(task.lacks) == 2 and all(each.shared for each in task.lacks)]
    assert shared
    assert all(task.total == max(each.amount for each in task.lacks) for task in shared)


def test_a_goal_is_served_by_the_measures_for_it(worked: Told) -> None:
    draft = draft_plan(*worked, Wanted(2024, 2026), load_owners())
    (task,) = [each for each in draft.tasks if each.lacks and each.indicator.id == "q4_teaching_area"]
    served = {goal.id: goal.target.indicator.zh for goal in draft.goals if goal.id in task.measure.targets}
    assert "小学生均教学及辅助用房面积达标学校比例" in served.values()
    assert not any("体育" in name for name in served.values())


def test_a_spread_that_is_too_wide_names_the_schools_that_widen_it(worked: Told) -> None:
    """The CV of the worked example is 0.515, over 0.5. Without 丁 (mean 7.757, variance 6.197) it would be 0.321, without 丙 (4.592, 4.796) 0.477,
    without 乙 (6.702, 11.04) 0.496; 甲 and 戊 lie near the mean."""
    draft = draft_plan(*worked, Wanted(2024, 2026), load_owners())
    (task,) = [each for each in draft.tasks if not each.lacks]
    assert (task.measure.title.zh, task.drivers) == ("缩小小学生均教学及辅助用房面积的校际差距", ("丁小学", "丙小学", "乙小学"))
    assert [goal.target.indicator.zh for goal in draft.goals if goal.id in task.measure.targets] == ["小学生均教学及辅助用房面积的差异系数"]


def test_a_veto_item_is_a_ban_and_a_missing_owner_a_blank(worked: Told) -> None:
    draft = draft_plan(*worked, Wanted(2024, 2026), Owners(source=same("-"), roles=()))
    assert {each.duty.kind for each in draft.papers} == {DutyKind.MUST, DutyKind.MUST_NOT}
    assert "责任单位：【待定：责任单位】。" in "".join(getattr(block, "text", "") for block in draft_report(draft).blocks)


def test_a_plan_that_the_facts_have_passed_is_refused(worked: Told) -> None:
    with pytest.raises(UsageError, match="2023"):
        draft_plan(*worked, Wanted(2021, 2023), load_owners())


def test_places_are_told_as_runs() -> None:
    assert numbers([1, 2, 3, 5, 7, 8]) == "1至3、5、7、8"
    assert numbers([]) == "—"
