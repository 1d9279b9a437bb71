"""Two lists of a county: what all schools but teaching points have in common, and what is as it was in the year before."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

HEAD = ["学校标识码", "学校名称", "办学类型", "是否计校数", "在校生数", "班数", "专任教师"]


def schools(year: int) -> list[list[object]]:
    """Twelve primary schools; pupils and classes change, the teachers do not but for the last."""
    return [
        [f"21990010{number:02}", f"甲县第{name}小学", "小学", "是", 150 + 10 * number + year % 2, 6, 10 + number + (year % 2 and number == 12)]
        for number, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1)
    ]


def told(folder: Path, rule: str, *lists: tuple[int, list[list[object]]]) -> list[tuple[str, str]]:
    sheets = {f"{year}年小学": [[f"甲县{year}/{year + 1}学年小学分学校统计表"], HEAD, *rows] for year, rows in lists}
    return [(each.sheet, each.cell) for each in load([write_sheets(folder / "甲县.xlsx", sheets)])[1].findings if each.rule == rule]


def test_the_only_school_of_its_kind_is_counted_like_all_but_teaching_points(tmp_path: Path) -> None:
    rows: list[list[object]] = [*schools(2023), ["3199001020", "甲县石桥学校", "九年一贯制学校", "否", 320, 8, 25]]
    assert told(tmp_path, "S22", (2023, rows)) == [("2023年小学", "D15")]


def test_teaching_points_are_asked_by_themselves(tmp_path: Path) -> None:
    points: list[list[object]] = [[f"219900103{number}", f"甲县石桥第{number}教学点", "小学教学点", "否", 20, 2, 2] for number in range(5)]
    assert told(tmp_path, "S22", (2023, [*schools(2023), *points])) == []


def test_a_figure_that_cannot_be_used_is_not_as_it_was(tmp_path: Path) -> None:
    """Eleven schools with the teachers of the year before; of the twelfth nobody knows, so it is not the whole column."""
    now = schools(2024)
    assert told(tmp_path, "S44", (2023, schools(2023)), (2024, now)) == []
    now[11][6] = "约22"
    assert told(tmp_path, "S44", (2023, schools(2023)), (2024, now)) == []
    for number, row in enumerate(now, 1):
        row[6] = 10 + number + (number == 12)
    assert told(tmp_path, "S44", (2023, schools(2023)), (2024, now)) == [("2024年小学", "G3")]


def test_the_column_of_one_kind_of_schools_is_asked_by_itself(tmp_path: Path) -> None:
    """All twelve primary schools have the pupils of the year before, the school of nine grades two more. Of their teachers that may be so."""
    then, now = schools(2023), schools(2024)
    nine: list[object] = ["3199001020", "甲县石桥学校", "九年一贯制学校", "是", 320, 8, 25]
    for row, before in zip(now, then, strict=True):
        row[4] = before[4]
    both = (2023, [*then, nine]), (2024, [*now, [*nine[:4], 322, 8, 27]])
    assert told(tmp_path, "S44", *both) == [("2024年小学", "E3")]
    now[0][4], now[11][6] = 165, then[11][6]
    assert told(tmp_path, "S44", both[0], (2024, [*now, [*nine[:4], 322, 8, 27]])) == []
