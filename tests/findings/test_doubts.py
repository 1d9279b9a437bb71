"""What an evaluation could not tell, at the schools it is about."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.findings import evaluate
from junheng.findings.doubts import doubts
from junheng.rules import load_standard
from junheng.terms import Finding


def of_list(tmp_path: Path, kinds: list[str]) -> list[Finding]:
    heads = ["学校名称", "办学类型", "在校生数"] if any(kinds) else ["学校名称", "在校生数"]
    name = "中学" if any(kinds) else "职业中学"  # whose stages do not tell its kind
    rows = [[f"甲县第{number}{name}", *([kind] if any(kinds) else []), 300 + number] for number, kind in enumerate(kinds, 1)]
    facts = load([write_sheets(tmp_path / "表.xlsx", {"初中": [["甲县2023学年初中"], heads, *rows]})])[0]
    return doubts(evaluate(facts, load_standard("cn/national/quality-2017")))


def test_a_list_without_kinds_is_told_once(tmp_path: Path) -> None:
    (one,) = of_list(tmp_path, [""] * 6)
    assert (one.rule, one.cell, [cell for _, _, cell in one.against]) == ("who-counts-kind-unknown", "A3", ["A4", "A5", "A6", "A7", "A8"])
    assert one.message.zh.endswith("这张表的 6 所学校都是如此，只说一次；表中没有相应列的，请加上，各校都相同的，也可在命令中说明，如 --every 举办者=县级")


def test_all_that_a_school_lacks_is_told_at_once(tmp_path: Path) -> None:
    facts = load([write_sheets(tmp_path / "表.xlsx", {"初中": [["甲县2023学年初中"], ["学校名称", "在校生数"], *[[f"甲县第{number}职业中学", 300] for number in range(1, 7)]]})])[0]
    (one,) = doubts(evaluate(facts, load_standard("cn/national/basic-2012")))
    assert one.message.zh.startswith("甲县第1职业中学（初中）：缺少办学类型，缺少办学性质，缺少举办者，因此")
    assert one.message.en.startswith("甲县第1职业中学 (junior): the kind of school is missing; public or private is missing; who runs the school is missing, so")


def test_schools_without_a_kind_among_others_are_told_each(tmp_path: Path) -> None:
    found = of_list(tmp_path, ["初级中学"] * 3 + [""] * 5)
    assert sorted(each.cell for each in found) == ["A10", "A6", "A7", "A8", "A9"]


def test_a_list_without_kinds_is_told_once_where_a_school_stands_in_another_list_too(tmp_path: Path) -> None:
    lists = {
        "小学": [["甲县2023学年小学"], ["学校名称", "在校生数"], *[[f"甲县第{number}特教小学", 300] for number in range(1, 7)], ["甲县特教学校", 200]],
        "初中": [["甲县2023学年初中"], ["学校名称", "在校生数"], *[[f"甲县第{number}特教中学", 300] for number in range(1, 7)], ["甲县特教学校", 100]],
    }
    facts = load([write_sheets(tmp_path / "表.xlsx", lists)])[0]
    found = doubts(evaluate(facts, load_standard("cn/national/quality-2017")))
    assert sorted((each.sheet, each.cell) for each in found) == [("初中", "A3"), ("小学", "A3")]
    assert all("这张表的 7 所学校都是如此" in each.message.zh for each in found)
