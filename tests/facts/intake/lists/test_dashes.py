"""Dashes and the like in place of figures: which are told, and which lack nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Facts, Said, load
from junheng.facts.intake import heads
from junheng.terms import Finding

SOURCE = Path(heads.__file__).parents[1] / "sources/cn/county-export.yaml"
COLUMNS = {each["fact"]: each["heads"][0].split() for each in reversed(yaml.safe_load(SOURCE.read_text("utf-8"))["columns"]) if each.get("table") != "schools" and each["fact"] != "stage"}
OWN = {"pupils": 1, "classes": 2, "teachers": 3}


def read(folder: Path, *rows: list[Any], title: str = "甲县2023学年小学情况") -> tuple[Facts, list[Finding]]:
    facts, delivery = load([write_sheets(folder / "表.xlsx", {"小学": [[title], *rows]})])
    return facts, delivery.findings


def dashes(findings: list[Finding]) -> list[list[str]]:
    return [[each.cell, *(place[2] for place in each.against)] for each in findings if each.rule == "dash-unknown"]


@pytest.mark.parametrize("fact", COLUMNS)
def test_a_dash_in_any_column_of_figures_is_told(fact: str, tmp_path: Path) -> None:
    """Three schools are too few for the check of blanks (B01)."""
    more = [] if fact in OWN else [COLUMNS[fact]]
    over = ["学校名称", "在校生数", "班数", "专任教师", *(words[0] for words in more)]
    under = ["", "", "合计", "合计", *(" ".join(words[1:]) for words in more)]
    lines: list[list[Any]] = [[f"甲县第{no}小学", 300 + 7 * no, 10 + no, 20 + no, *[3 + no] * len(more)] for no in range(3)]
    lines[1][OWN.get(fact, 4)] = "-"
    findings = read(tmp_path, over, under, *lines)[1]
    assert not [each for each in findings if each.rule == "column-unknown"]
    assert dashes(findings) == [[f"{'ABCDE'[OWN.get(fact, 4)]}5"]]


@pytest.mark.parametrize("cell", ["-", "—", "——", "－", "/", "／", "…", "N/A", "n/a", "无", "没有"])
def test_every_mark_is_told_somewhere(cell: str, tmp_path: Path) -> None:
    facts, findings = read(tmp_path, ["学校名称", "在校生数", "图书册数"], ["甲县一小", 300, cell], ["甲县二小", 300, 5000])
    assert facts.school_years["books"].drop_nulls().to_list() == [5000]
    assert [each.rule for each in findings if each.cell == "C3"] == ["cell-unusable" if cell in ("无", "没有") else "dash-unknown"]


@pytest.mark.parametrize("cell", ["", "　", None, "未填", "无数据", "null"])
def test_a_blank_and_a_word_for_it_need_no_note(cell: str | None, tmp_path: Path) -> None:
    assert dashes(read(tmp_path, ["学校名称", "在校生数", "图书册数"], ["甲县一小", 300, cell], ["甲县二小", 300, 5000])[1]) == []


def test_all_dashes_of_a_list_are_told_at_once_with_their_columns(tmp_path: Path) -> None:
    _, findings = read(tmp_path, ["学校名称", "在校生数", "寄宿生", "图书册数"], ["甲县一小", 300, 5, "/"], ["甲县二小", 300, "-", "—"])
    (one,) = [each for each in findings if each.rule == "dash-unknown"]
    assert ([one.cell, *(place[2] for place in one.against)], one.severity, one.found) == (["D3", "C4", "D4"], "info", "/")
    assert "3 格填的是“/”一类的记号（“寄宿生”1 格、“图书册数”2 格）" in one.message.zh
    assert "`寄宿生` 1, `图书册数` 2" in one.message.en


@pytest.mark.parametrize(
    ("head", "lines", "told"),
    [
        (["艺术", "音乐", "美术"], [[5, 3, 2], [3, 3, "-"], [4, 2, 2]], []),  # 艺术 is the sum of its courses: 美术 lacks nowhere
        (["音乐", "美术"], [[3, 2], [3, "-"], [2, 2]], [["F5"]]),
    ],
)  # fmt: skip
def test_a_dash_is_told_where_a_fact_lacks_for_it(head: list[str], lines: list[list[Any]], told: list[list[str]], tmp_path: Path) -> None:
    rows = [[f"甲县{no}小", "小学", 200, 20, *line] for no, line in enumerate(lines)]
    findings = read(tmp_path, ["学校名称", "办学类型", "在校生数", "专任教师", *[""] * len(head)], ["", "", "", "合计", *head], *rows)[1]
    assert dashes(findings) == told


def test_dashes_under_a_stage_that_a_school_does_not_have_are_no_figures(tmp_path: Path) -> None:
    """The nine-year school has junior teachers, so that its junior pupils lack."""
    head = ["学校名称", "办学类型", "小学在校生", "小学专任教师", "初中在校生", "初中专任教师"]
    rows = [["甲县一小", "小学", 300, 20, "-", "-"], ["甲县二校", "九年一贯制学校", 300, 20, "-", 15], ["甲县三中", "初级中学", "-", "-", 400, 30]]
    assert dashes(read(tmp_path, head, *rows, title="甲县2023学年学校情况")[1]) == [["E4"]]


def test_a_long_text_tells_them_too(tmp_path: Path) -> None:
    """Each third of 6,000 lines; of so many the first 200 cells are named."""
    lines = [f"{2199000001 + no},甲县第{no}小学,甲县,小学,{200 + no % 90},{'—' if no % 3 == 0 else 20},{'-' if no % 3 == 0 else 5000 + no}" for no in range(6_000)]
    path = tmp_path / "表.csv"
    path.write_text("\n".join(["学校标识码,学校名称,县区,办学类型,在校生数,占地面积（亩）,图书", *lines]), "utf-8")
    _, delivery = load([path], said=Said(year=2023))
    (one,) = [each for each in delivery.findings if each.rule == "dash-unknown"]
    assert (one.cell, len(one.against), "“占地面积（亩）”2000 格、“图书”2000 格" in one.message.zh) == ("F2", 199, True)


def test_what_a_source_has_for_missing_is_no_dash(tmp_path: Path) -> None:
    source = {
        "id": "own/list", "title": {"zh": "名册", "en": "list"}, "stages": {"primary": ["小学"]},
        "columns": [{"table": "schools", "fact": "name", "heads": ["校名"]}, {"fact": "pupils", "heads": ["学生"]}, {"fact": "books", "heads": ["图书"], "minus": ["-"]}],
        "constants": {"stage": "primary", "area": "甲县", "ownership": "public", "kind": "primary", "run_by": "county"},
    }  # fmt: skip
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(source, allow_unicode=True), "utf-8")
    path = write_sheets(tmp_path / "表.xlsx", {"名册": [["校名", "学生", "图书"], ["甲县一小", 300, "-"], ["甲县二小", "-", 5000]]})
    _, delivery = load([path], source=str(tmp_path / "own.yaml"), said=Said(year=2023))
    assert dashes(delivery.findings) == [["B3"]]
