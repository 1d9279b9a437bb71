"""What a form says of the year before against that year's own form, in one delivery and against a kept one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from junheng.facts import load
from junheng.facts.checks import unlike_year_before
from junheng.terms import Finding

Rows = list[list[object]]


def rooms(year: int, before: float, now: float, code: str = "2199000001", teaching: float = 2000) -> Rows:
    more = max(0, now - before)
    return [
        ["中小学校舍情况"], [f"学校名称：甲县第{code[-1]}小学　学校标识码：{code}　{year}/{year + 1}学年初　计量单位：平方米"],
        ["指标名称", "代码", "上学年校舍建筑面积", "本学年增减变动", "", "本学年校舍建筑面积"], ["", "", "", "增加", "减少", "计"],
        ["总计", "01", before, more, before + more - now, now], ["一、教学及辅助用房", "02", teaching, 0, 0, teaching],
        ["二、行政办公用房", "03", before - teaching, more, before + more - now, now - teaching],
    ]  # fmt: skip


def basics(year: int, code: str = "2199000001") -> Rows:
    return [
        ["学校（机构）基本情况"], [f"学校名称：甲县第{code[-1]}小学　学校标识码：{code}　{year}/{year + 1}学年初"], ["指标名称", "代码", "内容"],
        ["学校（机构）名称", "01", f"甲县第{code[-1]}小学"], ["学校（机构）标识码", "02", code], ["属地管理教育行政部门", "03", "甲县教育局"], ["学校（机构）办学类型", "04", "小学"],
    ]  # fmt: skip


def write(path: Path, *forms: Rows) -> Path:
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(forms):
        page = book.create_sheet(f"表{number}")
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def told(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(each.file, each.cell, each.found, str(each.allowed)) for each in findings if each.rule == "form-disagrees"]


@pytest.mark.parametrize(("before", "is_told"), [(3000, False), (3000.004, False), (3100, True)])
def test_last_years_buildings_are_those_of_last_years_form(before: float, is_told: bool, tmp_path: Path) -> None:
    write(tmp_path / "a" / "2023.xlsx", basics(2023), rooms(2023, 3000, 3000))
    write(tmp_path / "a" / "2024.xlsx", basics(2024), rooms(2024, before, 3200))
    findings = load([tmp_path / "a"])[1].findings
    assert told(findings) == ([("2024.xlsx", "C5", "3100", "= 3000")] if is_told else [])
    if is_told:
        (one,) = [each for each in findings if each.rule == "form-disagrees"]
        assert one.against == (("2023.xlsx", "表1", "F5"),)
        assert "2023/2024" in one.message.zh
        assert "2023/2024" in one.message.en


def test_several_cells_of_a_form_are_told_together(tmp_path: Path) -> None:
    write(tmp_path / "a" / "2023.xlsx", basics(2023), rooms(2023, 3000, 3000))
    write(tmp_path / "a" / "2024.xlsx", basics(2024), rooms(2024, 5000, 5000, teaching=2600))
    (one,) = [each for each in load([tmp_path / "a"])[1].findings if each.rule == "form-disagrees"]
    assert {at for file, _, at in one.against if file == "2024.xlsx"} == {"C6"}


def test_a_kept_year_is_asked_too(tmp_path: Path) -> None:
    kept, _ = load([write(tmp_path / "a" / "2023.xlsx", basics(2023), rooms(2023, 3000, 3000))])
    this = write(tmp_path / "b" / "2024.xlsx", basics(2024), rooms(2024, 3100, 3200))
    assert told(load([this])[1].findings) == []
    assert told(load([this], kept=kept)[1].findings) == [("2024.xlsx", "C5", "3100", "= 3000")]


def test_a_school_that_took_in_another_is_not_asked(tmp_path: Path) -> None:
    """What stood in the other's forms stands in its own now."""
    write(tmp_path / "a" / "2023.xlsx", basics(2023), rooms(2023, 3000, 3000))
    write(tmp_path / "a" / "2024.xlsx", basics(2024), rooms(2024, 3100, 3200))
    facts, delivery = load([tmp_path / "a"])
    assert len(list(unlike_year_before(delivery.said_before, facts, None))) == 1
    merged = replace(facts, tables={**facts.tables, "schools": facts.schools.with_columns(pl.lit("2199000001").alias("successor"))})
    assert list(unlike_year_before(delivery.said_before, merged, None)) == []
