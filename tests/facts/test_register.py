"""What became of each school between two years, and where a list of schools contradicts itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter

from junheng.facts import Delivery, Facts, load
from junheng.facts.register import Became, Fate, became
from junheng.terms import Severity

WIDE = ["学校标识码", "学校名称", "办学类型", "乡镇", "是否计校数", "小学在校生数"]
CLOSURES = ["学年", "变动类型", "学校名称", "学校标识码", "并入学校"]


def row(code: str, name: str, township: str = "东乡", pupils: str = "100") -> list[str]:
    return [code, f"甲县{name}", "小学", township, "是", pupils]


def county(folder: Path, year: int, *rows: list[str]) -> Path:
    path = folder / f"甲县{year}学年学校一览表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([WIDE, *rows])
    return path


def closures(folder: Path, *rows: list[str]) -> Path:
    book = xlsxwriter.Workbook(str(folder / "甲县撤并一览表.xlsx"))
    sheet = book.add_worksheet("撤并")
    for place, cells in enumerate([["甲县中小学布局调整一览表"], CLOSURES, *rows]):
        sheet.write_row(place, 0, cells)
    book.close()
    return folder / "甲县撤并一览表.xlsx"


def fates(before: Facts, after: Facts) -> list[tuple[Fate, str | None, tuple[str, ...]]]:
    return [(each.fate, each.before, each.after) for each in became(before, 2023, after, 2024)]


def told(delivery: Delivery, *rules: str) -> list[tuple[str, str, str]]:
    return [(each.severity.value, each.rule, each.cell) for each in delivery.findings if each.rule in rules]


def test_every_school_of_two_years_has_one_fate(tmp_path: Path) -> None:
    old = county(
        tmp_path, 2023, row("101", "一小"), row("102", "二小"), row("103", "三小"), row("104", "四小"), row("105", "五小"),
        row("106", "六小"), row("107", "七小"), row("108", "八小"),
    )
    new = county(tmp_path, 2024, row("101", "一小"), row("102", "第二小学"), row("203", "三小"), row("209", "九小"))
    moved = closures(
        tmp_path, ["2024/2025", "合并", "甲县四小", "104", "甲县一小"], ["2024/2025", "撤并", "甲县五小", "105", "甲县一小、甲县九小"],
        ["2024/2025", "撤销", "甲县六小", "106", ""], ["2024/2025", "合并", "甲县八小", "108", "甲县四小"],
    )
    before, after = load([old])[0], load([new, moved])[0]
    assert fates(before, after) == [
        (Fate.SAME, "101", ("101",)), (Fate.RENAMED, "102", ("102",)), (Fate.RECODED, "103", ("203",)), (Fate.MERGED, "104", ("101",)),
        (Fate.SPLIT, "105", ("101", "209")), (Fate.CLOSED, "106", ()), (Fate.UNKNOWN, "107", ()),
        (Fate.MERGED, "108", ("101",)),  # into the fourth, which itself went to the first
        (Fate.OPENED, None, ("209",)),
    ]
    assert became(before, 2023, after, 2024)[1] == Became(Fate.RENAMED, "102", ("102",), "甲县二小", "甲县第二小学")
    assert {each.fate for each in became(before, 2023, before, 2023)} == {Fate.SAME}


def test_a_school_that_was_merged_names_the_one_it_went_to(tmp_path: Path) -> None:
    """Two lines slipped by one: the second, which was only closed, bears the successor of the first."""
    files = [county(tmp_path, 2023, row("101", "一小"), row("102", "二小"), row("103", "三小"))]
    slipped = closures(tmp_path, ["2024/2025", "合并", "甲县二小", "102", ""], ["2024/2025", "撤销", "甲县三小", "103", "甲县一小"])
    _, delivery = load([*files, slipped])
    assert told(delivery, "successor-missing") == [("warning", "successor-missing", "E3")]


def test_what_a_list_calls_the_change_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "甲县学校布局调整一览表.csv"
    path.write_text("学年,调整类型,学校名称,学校标识码,并入学校\n2024/2025,撤销,甲县二小,102,\n2024/2025,新建,甲县九小,109,\n", "utf-8")
    facts, delivery = load([path])
    assert facts.schools["school"].to_list() == ["102"]
    assert told(delivery, "row-not-needed") == [("info", "row-not-needed", "3")]


def test_one_name_in_two_townships_is_not_one_school(tmp_path: Path) -> None:
    before = load([county(tmp_path, 2023, row("101", "中心小学", "东乡"))])[0]
    after = load([county(tmp_path, 2024, row("201", "中心小学", "西乡"))])[0]
    assert fates(before, after) == [(Fate.UNKNOWN, "101", ()), (Fate.OPENED, None, ("201",))]


def test_a_changed_code_and_a_changed_name_are_said(tmp_path: Path) -> None:
    old = county(tmp_path, 2023, row("101", "一小"), row("102", "二小"), row("103", "三小"))
    new = county(tmp_path, 2024, row("201", "一小"), row("102", "第二小学"), row("103", "南关小学", "西乡"))
    _, delivery = load([old, new])
    assert told(delivery, "S06", "S07") == [("warning", "S06", "A2"), ("info", "S07", "B3"), ("info", "S07", "B4")]
    assert not delivery.has_errors
    _, alone = load([new])
    assert told(alone, "S06", "S07") == []


def test_a_closed_school_that_reports_is_said_at_its_pupils(tmp_path: Path) -> None:
    files = [county(tmp_path, 2024, row("101", "一小"), row("102", "二小")), closures(tmp_path, ["2024/2025", "撤销", "甲县二小", "102", ""])]
    _, delivery = load(files)
    assert told(delivery, "S01") == [("error", "S01", "F3")]
    later = closures(tmp_path, ["2025/2026", "撤销", "甲县二小", "102", ""])
    assert told(load([files[0], later])[1], "S01") == []


@pytest.mark.parametrize(("rows", "expected"), [
    ([["2024/2025", "合并", "甲县二小", "102", "甲县九小"]], [("warning", "S10", "E3")]),
    ([["2024/2025", "合并", "甲县二小", "102", "甲县三小"], ["2024/2025", "合并", "甲县三小", "103", "甲县二小"]],
     [("error", "S15", "E3"), ("error", "S15", "E4")]),
    ([["2024/2025", "合并", "甲县二小", "102", "甲县三小"], ["2024/2025", "合并", "甲县三小", "103", "甲县一小"]], []),
])
def test_successors_must_exist_and_lead_somewhere(rows: list[list[str]], expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    _, delivery = load([county(tmp_path, 2024, row("101", "一小")), closures(tmp_path, *rows)])
    assert told(delivery, "S10", "S15") == expected
    assert delivery.has_errors == any(severity == Severity.ERROR.value for severity, *_ in expected)
