"""What is said of every school holds where no file says it, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.cli.app import run
from junheng.facts import load
from junheng.facts.every_school import every_school
from junheng.terms import UsageError

HEAD = ["学校名称", "办学性质", "在校生数"]


def listed(tmp_path: Path) -> Path:
    rows = [["甲县第一小学", "", 300], ["甲县第二小学", "民办", 200], ["甲县第三小学", "", 100]]
    return write_sheets(tmp_path / "表.xlsx", {"小学": [["甲县2023学年小学"], HEAD, *rows]})


@pytest.mark.parametrize(("pair", "column", "value"), [
    ("办学性质=公办", "ownership", "public"), ("ownership = public", "ownership", "public"), ("举办者=县级", "run_by", "county"), ("举办者=县级教育部门", "run_by", "county"),
    ("run by=county", "run_by", "county"), ("办学类型=小学", "kind", "primary"), ("是否计校数=是", "counted", True), ("城乡类型=乡村", "location", "rural"),
])
def test_a_pair_is_said_in_either_language(pair: str, column: str, value: object) -> None:
    assert every_school([pair]) == {column: value}


@pytest.mark.parametrize(("pair", "zh", "en"), [
    ("公办", "应写成 项目=值", "should be FACT=VALUE"), ("在校生数=5", "项目可为：办学类型、办学性质、举办者、城乡类型、是否计校数", "kind, ownership, run_by, location, counted"),
    ("办学性质=国有", "没有“国有”这个值；可用：公办、民办", "there are public, private"),
])
def test_what_is_no_such_pair_is_answered_with_what_is_allowed(pair: str, zh: str, en: str) -> None:
    with pytest.raises(UsageError) as told:
        every_school([pair])
    assert zh in told.value.message.zh
    assert en in told.value.message.en


def test_a_file_that_says_it_goes_before_and_the_others_are_counted(tmp_path: Path) -> None:
    facts, delivery = load([listed(tmp_path)], every=every_school(["办学性质=公办"]))
    assert dict(zip(facts.schools["name"], facts.schools["ownership"], strict=True)) == {"甲县第一小学": "public", "甲县第二小学": "private", "甲县第三小学": "public"}
    (one,) = [each for each in delivery.findings if each.rule == "said-of-every-school"]
    assert one.message.zh.startswith("2 所学校没有写明办学性质，按命令中说的“公办”计")
    assert facts.snapshot != load([listed(tmp_path)])[0].snapshot


def test_a_list_without_such_columns_is_judged_with_what_the_command_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sheets(tmp_path / "表.xlsx", {"小学": [["甲县2023学年小学"], ["学校名称", "在校生数", "专任教师数"], ["甲县第一小学", 300, 15], ["甲县第二小学", 200, 12]]})
    found = []
    for said in ([], ["--every", "办学类型=小学", "--every", "举办者=县级"]):
        run(["evaluate", str(path), "--standard", "cn/national/basic-2012", "--store", str(tmp_path / "store"), "--json", *said])
        (area,) = json.loads(capsys.readouterr().out)["areas"]
        found.append(area["schools"])
    assert found == [0, 2]


def test_a_snapshot_is_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "snapshot:0123456789abcdef", "--every", "办学性质=公办", "--lang", "zh"]) == 2
    assert "请对原文件使用 --every" in capsys.readouterr().err
