"""A line of the list of closures that contradicts itself, or the lists of schools."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from junheng.facts import Delivery, load

HEADS = ["学年", "变动类型", "学校名称", "学校标识码", "并入学校", "并入学校标识码", "批准日期"]
RULES = ("successor-disagrees", "closure-late", "closure-early", "closure-with-successor", "S10")


def _read(folder: Path, *lines: list[str]) -> Delivery:
    book = xlsxwriter.Workbook(str(folder / "甲县撤并一览表.xlsx"))
    sheet = book.add_worksheet("撤并")
    for place, cells in enumerate([["甲县中小学布局调整一览表"], HEADS, *lines]):
        sheet.write_row(place, 0, cells)
    book.close()
    schools = [f"{code},甲县{name},小学,东乡,是,100" for code, name in zip(range(101, 107), ("一小", "二小", "三小", "四小", "五小", "六小"), strict=True)]
    path = folder / "甲县2023学年学校一览表.csv"
    path.write_text("\n".join(["学校标识码,学校名称,办学类型,乡镇,是否计校数,小学在校生数", *schools]) + "\n", "utf-8")
    return load([path, folder / "甲县撤并一览表.xlsx"])[1]


def _told(delivery: Delivery) -> list[tuple[str, str]]:
    return [(each.rule, each.cell) for each in delivery.findings if each.rule in RULES]


@pytest.mark.parametrize(("kind", "successor", "code", "date", "expected"), [
    ("合并", "甲县一小", "101", "2024-08-20", []),
    ("合并", "甲县一小", "103", "2024-08-20", [("successor-disagrees", "E3")]),
    ("合并", "甲县一小", "999", "2024-08-20", [("successor-disagrees", "E3")]),
    ("合并", "甲县一小", "", "", []),
    ("合并", "甲县七小", "101", "2024-08-20", [("S10", "E3")]),  # told as no school of the list
    ("合并", "甲县一小、甲县三小", "101", "2024-08-20", []),
    ("合并", "甲县一小", "101", "2042-08-20", [("closure-late", "G3")]),
    ("合并", "甲县一小", "101", "2014-08-20", [("closure-early", "G3")]),
    ("合并", "甲县一小", "101", "2025-01-10", []),
    ("撤销", "甲县一小", "101", "2024-08-20", []),  # nothing says how this office writes a merger
    ("撤并", "甲县一小", "101", "2024-08-20", []),
    ("撤销", "", "", "2024-08-20", []),
])
def test_a_line_says_one_thing(kind: str, successor: str, code: str, date: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert _told(_read(tmp_path, ["2024/2025", kind, "甲县二小", "102", successor, code, date])) == expected


def test_the_code_of_another_school_is_told_with_its_name_and_cell(tmp_path: Path) -> None:
    (one,) = [each for each in _read(tmp_path, ["2024/2025", "合并", "甲县二小", "102", "甲县一小", "103", ""]).findings if each.rule == "successor-disagrees"]
    assert "101" in one.message.zh
    assert "甲县三小" in one.message.en
    assert [cell for _, _, cell in one.against] == ["F3"]


CLOSED, MERGED = ("撤销", "", ""), ("合并", "甲县一小", "101")
ODD = ("撤销", "甲县一小", "101")


@pytest.mark.parametrize(("kinds", "expected"), [
    ([CLOSED, CLOSED, MERGED, MERGED, ODD], ["B7"]),  # 撤销 twice without, 合并 twice with a successor, and one of each
    ([ODD, ODD], []),
    ([CLOSED, CLOSED, MERGED, MERGED, ODD, ODD], []),
    ([CLOSED, CLOSED, ODD], []),  # where the pupils of the others went was perhaps not known
    ([MERGED, MERGED, ODD], []),  # 撤销 and 合并 are one thing here
])  # fmt: skip
def test_a_successor_is_told_only_against_the_lists_own_way(kinds: list[tuple[str, str, str]], expected: list[str], tmp_path: Path) -> None:
    """A county with one closure was warned, whatever it wrote."""
    lines = [["2024/2025", kind, f"甲县{number}校", str(200 + at), successor, code, ""] for at, (number, (kind, successor, code)) in enumerate(zip("甲乙丙丁戊己", kinds, strict=False))]
    assert [cell for rule, cell in _told(_read(tmp_path, *lines)) if rule == "closure-with-successor"] == expected
