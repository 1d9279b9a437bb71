"""What explains other findings is told before them, in the terminal and in the list of the annotated copy."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.told_first import in_order

HEAD = ["学校标识码", "学校名称", "办学类型", "统计三级", "在校生数", "班数", "专任教师", "占地面积（平方米）", "校舍建筑面积（平方米）"]
FIGURES = [(320, 7, 20, 9000, 3000), (210, 6, 14, 8000, 2200), (150, 6, 12, 7000, 1900), (130, 6, 11, 6500, 1800), (90, 6, 9, 6000, 1500)]


def told(folder: Path, *, land: float = 1, code_of_third: str = "2199001003") -> list[tuple[str, str]]:
    """Rules and severities in the order in which they are told, without notes. land: times its figures."""
    rows: list[list[object]] = [
        [f"219900100{number}", f"甲县第{name}小学", "小学", "甲县", pupils, classes, teachers, area * land, floor]
        for number, (name, (pupils, classes, teachers, area, floor)) in enumerate(zip("一二三四五", FIGURES, strict=True), 1)
    ]
    rows[2][0] = code_of_third
    path = write_sheets(folder / "甲县2023年统计表.xlsx", {"小学": [["甲县2023/2024学年小学分学校统计表"], HEAD, *rows]})
    return [(each.rule, each.severity.value) for each in in_order(load([path])[1].findings) if each.severity != "info"]


def test_nothing_of_a_right_list(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_what_is_said_of_a_column_names_the_county_and_not_its_first_school(tmp_path: Path) -> None:
    """Square metres given as 亩, a 667th: the mean of the list says so once, and that five schools would be told of it."""
    assert [rule for rule, _ in told(tmp_path, land=1 / 667)] == ["M10"]
    (one,) = [each for each in load([tmp_path / "甲县2023年统计表.xlsx"])[1].findings if each.rule == "M10"]
    assert one.message.zh.startswith("[M10] 甲县（2023/2024")
    assert "5 条提示（L37）" in one.message.zh


def test_one_code_for_two_schools_is_told_before_the_figures_that_differ(tmp_path: Path) -> None:
    found = told(tmp_path, code_of_third="2199001002")
    assert found[0] == ("school-twice", "warning")
    assert ("fact-twice", "error") in found[1:]
