"""A cell that was refused is not blank: its error is told, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

HEAD = ["学校名称", "标识码", "办学类型", "在校生数", "教学仪器设备值（万元）"]


@pytest.mark.parametrize(("value", "told"), [("", ["B03"]), (1_228_500, ["cell-unusable"]), ("约80", ["cell-unusable"])])
def test_what_is_said_of_the_cell_that_another_sheet_fills(value: object, told: list[str], tmp_path: Path) -> None:
    schools = [[f"甲县{number}里小学", f"21990080{number:02d}", "小学", 200 + 7 * number, 80 + number] for number in range(12)]
    own = [[*row[:4], value] if at == 5 else row for at, row in enumerate(schools)]
    title = ["甲县2023/2024学年小学统计表"]
    write_sheets(tmp_path / "甲县小学统计表.xlsx", {"小学": [title, HEAD, *own]})
    write_sheets(tmp_path / "甲县小学一览表.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], HEAD, *schools]})
    found = load(sorted(tmp_path.iterdir()))[1].findings
    assert [each.rule for each in found if (each.file, each.cell) == ("甲县小学统计表.xlsx", "E8")] == told
