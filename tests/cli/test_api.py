"""The library's doors take what a person types."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.test_bad_input import NAME, TEXT

import junheng as jh
from junheng.terms import UsageError

CORRECTION = "单元格,文件,原值,新值,原因,更正人,日期\nD2,,1000,1010,漏录,统计员,2024-10-08\n"
REASON = "explanations:\n  - {rule: P06, school: 甲县第一小学, year: 2023, reason: 新建教学楼, by: school, date: 2024-10-08}\n"


@pytest.mark.parametrize("typed", [str, Path])
def test_files_are_given_as_text_or_as_paths(typed: type[str] | type[Path], tmp_path: Path) -> None:
    for name, text in ((f"{NAME}.csv", TEXT), ("更正.csv", CORRECTION), ("说明.yaml", REASON)):
        (tmp_path / name).write_text(text, "utf-8")
    what = jh.read(typed(tmp_path / f"{NAME}.csv"), corrections=typed(tmp_path / "更正.csv"), explanations=typed(tmp_path / "说明.yaml"))
    assert what.facts.school_years.filter(stage="primary")["pupils"].to_list() == [1010, 800]
    assert "explanation-unused" in {each.rule for each in what.delivery.findings}
    with pytest.raises(UsageError, match="2023"):
        jh.read("snapshot:2023", store=typed(tmp_path))
