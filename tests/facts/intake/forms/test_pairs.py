"""Basic facts with two labels and their answers in a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, Grid, equipment
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

PAIRS: Grid = [
    ["学校（机构）名称", SECOND["name"], "学校（机构）标识码", SECOND["code"]],
    ["曾用名", "", "学校（机构）驻地", "示例省甲市甲县东门镇"],
    ["学校（机构）驻地城乡类型", "镇中心区", "属地管理教育行政部门", "甲县教育局"],
    ["学校（机构）举办者", "县级教育部门", "学校（机构）办学性质", "民办"],
    ["邮政编码", "", "办公电话", "13812345678"],
    ["校长（负责人）", "张某某", "是否计校数", "是"],
    ["所属中心校名称", "", "所属中心校标识码", ""],
    ["附设班类型", "无", "学校（机构）办学类型", "小学"],
]


@pytest.mark.parametrize("over", [[["", "", "", "2023/2024学年初"]], [["表号：教基1001"], ["", "2023/2024学年初"]]])
def test_both_halves_are_read_and_persons_left_out(over: Grid, tmp_path: Path) -> None:
    """Kind, ownership and place were lost; what stands below 办公电话 was taken for telephones."""
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": [["学校（机构）基本情况"], *over, *PAIRS], "5176": equipment(SECOND)})])
    (school,) = facts.schools.to_dicts()
    assert {name: school[name] for name in ("school", "name", "area", "township", "location", "ownership", "kind", "counted")} == {
        "school": SECOND["code"], "name": SECOND["name"], "area": "甲县", "township": "东门镇", "location": "town", "ownership": "private", "kind": "primary", "counted": True,
    }
    assert [each.cell for each in delivery.findings if each.rule == "personal-column"] == [f"D{6 + len(over)}", f"B{7 + len(over)}"]
    assert not {"row-unknown", "form-headless", "form-row-missing", "form-columns-unclear"} & {each.rule for each in delivery.findings if each.sheet == "1001"}
    (block,) = [block for block in delivery.blocks if block.table == "schools"]
    assert (block.letters["kind"], block.letters["location"]) == (f"D{9 + len(over)}", f"B{4 + len(over)}")  # where they stand in the file
    assert "张某某" not in str(facts.schools.to_dicts()) + str(delivery)


def test_without_a_line_for_the_head_it_is_not_guessed(tmp_path: Path) -> None:
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": [["学校（机构）基本情况"], *PAIRS], "5176": equipment(SECOND)})])
    assert "张某某" not in str(facts.schools.to_dicts()) + str(delivery)
    assert "13812345678" not in str(delivery)
