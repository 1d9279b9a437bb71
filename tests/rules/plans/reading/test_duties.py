"""Duties: their kind, who answers, how often; and what is held of a sensitive one."""

from __future__ import annotations

import pytest

from junheng.rules.plans.reading.privacy import ACTIVITY, without_names

from .said import plan_of


@pytest.mark.parametrize(
    ("text", "kind", "rhythm", "owner"),
    [
        ("严禁挤占课时。", "must_not", "standing", None), ("建立健全教师交流制度。", "establish", None, None), ("教务处每学期开展两次教学检查。", "rhythm", "term", "教务处"),
        ("县教育局要向社会公布监测结果。", "publish", None, "县教育局"), ("各学校必须开足开齐国家课程。", "must", None, "各学校"), ("由县财政局负责落实专项资金。", "must", None, "县财政局"),
        ("定期对学校质量进行评估。", "rhythm", "regular", None),
    ],
)
def test_a_duty_has_its_kind_its_rhythm_and_its_owner(text: str, kind: str, rhythm: str | None, owner: str | None) -> None:
    plan = plan_of(text)
    (duty,) = [each for each in plan.duties if each.line == 2]
    role = plan.role(duty.owner)
    assert (duty.kind.value, duty.rhythm and duty.rhythm.value, role and role.title.zh) == (kind, rhythm, owner)


def test_of_a_sensitive_duty_only_kind_and_place_are_held() -> None:
    plan = plan_of("各学校要加强意识形态教育，掌握教师思想动态。")
    held = [(each.line, each.kind.value, each.what, each.sentence, each.owner) for each in plan.duties if each.line == 2]
    assert set(held) == {(2, "must", ACTIVITY, ACTIVITY, None)}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("组长：张三（县委副书记）", "组长：某某（县委副书记）"), ("成员：张三、李四、王五", "成员：某某、某某、某某"), ("李四（财政局局长）王五（教育局副局长）", "某某（财政局局长）某某（教育局副局长）"),
        ("由校长张三同志任组长", "由校长某某同志任组长"), ("各学校（含教学点负责人）要落实责任", "各学校（含教学点负责人）要落实责任"),
    ],
)
def test_names_of_persons_are_masked_and_posts_stay(text: str, masked: str) -> None:
    assert without_names(text) == masked


def test_no_name_enters_a_plan() -> None:
    plan = plan_of("成立领导小组：", "组长：张三（县长）", "成员：李四（教育局局长）、王五", "组长张三同志负责全盘工作，每学期召开两次会议。")
    assert not any(name in str(plan) for name in ("张三", "李四", "王五"))


def test_a_programme_that_is_only_named_is_marked() -> None:
    plan = plan_of("实施质量提高工程、队伍建设工程和学生关爱工程。", "一、质量提高工程", "抓好常规。", "二、队伍建设工程", "抓好培训。")
    assert [(each.title.zh, each.empty) for each in plan.programmes if each.title.zh.endswith("工程")] == [("质量提高工程", False), ("队伍建设工程", False), ("学生关爱工程", True)]


def test_the_office_behind_a_line_answers_for_all_that_stands_in_it() -> None:
    plan = plan_of("新增学位900个，补充教师30名。（牵头单位：县教育局；完成时限：2027年8月）", "绿化率达到30%。")
    names = {each.id: each.title.zh for each in plan.roles}
    assert [names.get(each.owner or "") for each in plan.targets if each.value is not None] == ["县教育局", "县教育局", None]
