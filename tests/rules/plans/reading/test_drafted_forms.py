"""Forms of normal official Chinese that drafts use and the reader did not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.rules.plans import Level, Plan
from junheng.rules.plans.document import Line
from junheng.rules.plans.reading import read_plan
from junheng.rules.plans.reading.tables import table_targets

HEAD = "一、目标任务\n建立规划实施机制，完善教育保障制度，推进学校建设任务，落实发展目标和措施。\n"


def read(tmp_path: Path, text: str, title: str = "示例县义务教育均衡发展规划（2025—2027年）") -> Plan:
    file = tmp_path / "plan.txt"
    file.write_text(f"{title}\n{HEAD}{text}\n", "utf-8")
    return read_plan(file).plan


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("到2027年，校际差异率低于0.15。", ("校际差异率", "<", "0.15", "ratio")),
    ("到2027年，三类残疾儿童少年入学率不低于80%。", ("三类残疾儿童少年入学率", ">=", "80", "percent")),
    ("到2027年，政府工作评估得分不低于85分。", ("政府工作评估得分", ">=", "85", "score")),
])  # fmt: skip
def test_a_sentence_gives_its_target(sentence: str, wanted: tuple[str, str, str, str], tmp_path: Path) -> None:
    (one,) = [each for each in read(tmp_path, sentence).targets if each.value]
    assert (one.indicator.zh, one.comparator, str(one.value), one.unit) == wanted


def test_a_marked_blank_promises_nothing(tmp_path: Path) -> None:
    plan = read(tmp_path, "到2027年，新建学校【待定：不少于3所，投入500万元】。")
    assert [each for each in plan.targets if each.value] == []


def test_years_may_stand_under_the_title(tmp_path: Path) -> None:
    plan = read(tmp_path, "到2027年，巩固率达到95%。", "示例县义务教育均衡发展规划\n（2025—2027年）")
    assert (plan.begins, plan.ends) == (2025, 2027)


@pytest.mark.parametrize(("title", "place", "level"), [
    ("示例县第四中学义务教育均衡发展规划", "示例县第四中学", Level.SCHOOL), ("示例县第三期学前教育行动计划", "示例县", Level.COUNTY),
])  # fmt: skip
def test_a_school_with_a_number_is_no_county(title: str, place: str, level: Level, tmp_path: Path) -> None:
    plan = read(tmp_path, "到2027年，巩固率达到95%。", title)
    assert plan.place is not None
    assert (plan.place.zh, plan.level) == (place, level)


def test_a_ratio_in_a_table_has_no_unit() -> None:
    rows = (("指标", "单位", "2027年"), ("网络多媒体教室数的差异系数", "", "≤0.5"), ("校际差异率", "", "<0.15"))
    found, _ = table_targets([Line(number, "\t".join(cells), in_table=True) for number, cells in enumerate(rows, start=1)])
    assert [(each.comparator, str(each.value), each.unit) for each in found] == [("<=", "0.5", "ratio"), ("<", "0.15", "ratio")]
