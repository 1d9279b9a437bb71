"""Lines of a text with more fields than their head."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts import Facts, load
from junheng.facts.intake.books import delimited
from junheng.facts.intake.books.delimited import read_text
from junheng.facts.intake.books.ragged import without_ragged
from junheng.facts.intake.values.sheet import File
from junheng.terms import Finding, Lang

HEAD = "学校名称,学校标识码,办学类型,乡镇,在校生数,专任教师数,图书（册）,备注"
FIGURES = [(120, 12, 3100), (240, 20, 5200), (90, 9, 1900), (310, 24, 7400), (60, 6, 1000), (180, 14, 4100)]


def lines(schools: int = 6, note: str = "") -> list[str]:
    figures = [FIGURES[at % 6] for at in range(schools)]
    return ["甲县2023/2024学年小学一览表", HEAD, *(f"甲县第{at + 1}小学,2199{at + 1:06d},小学,石桥镇,{pupils},{teachers},{books},{note}" for at, (pupils, teachers, books) in enumerate(figures))]


def read(folder: Path, rows: list[str]) -> tuple[Facts, list[Finding]]:
    path = folder / "甲县2023年小学.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    facts, delivery = load([path])
    return facts, [each for each in delivery.findings if each.rule == "line-ragged"]


def figures_of(facts: Facts, school: int) -> tuple[object, ...]:
    row = facts.school_years.filter(facts.school_years["school"] == f"2199{school:06d}").to_dicts()
    return tuple(next((each[name] for each in row if each[name] is not None), None) for name in ("pupils", "teachers", "books"))


def changed(rows: list[str], line: int, old: str, new: str) -> list[str]:
    assert old in rows[line - 1]
    return [row.replace(old, new) if at == line - 1 else row for at, row in enumerate(rows)]


def test_nothing_of_a_right_text(tmp_path: Path) -> None:
    facts, found = read(tmp_path, lines())
    assert (found, figures_of(facts, 5)) == ([], (60, 6, 1000))


@pytest.mark.parametrize(("old", "new", "word"), [(",1000,", ",1,000,", "G7 起的“1,000”"), (",60,6,", ",60,,6,", "多半有一个逗号")])
def test_a_line_with_a_field_too_many_is_told_and_its_figures_are_not_used(old: str, new: str, word: str, tmp_path: Path) -> None:
    """With 60,,6 the teachers would be missing and the books be six."""
    facts, (one,) = read(tmp_path, changed(lines(), 7, old, new))
    assert (one.severity, one.cell, one.found, one.allowed) == ("error", "7", "9 个字段 / fields", "8")
    assert word in one.message.to(Lang.ZH)
    assert "line 7 has 9 fields, the head and the other lines have 8" in one.message.to(Lang.EN)
    assert figures_of(facts, 5) == (None, None, None)
    assert figures_of(facts, 4) == (310, 24, 7400)
    assert "2199000005" in set(facts.schools["school"])


@pytest.mark.parametrize(("old", "new", "parted"), [
    (",60,6,1000,", ",60,6,1,000,", True),
    (",60,6,1000,", ",1,060,6,1,000,", True),  # two of them
    (",60,6,1000,", ",60,6,1,234,567,", False),  # one or two: the books of the others have four digits
    (",60,6,1000,", ",,60,6,911,", False),  # a cell too many before them: joined, there were no pupils
    (",60,6,1000,", ",24,911,6,1000,", False),  # classes and pupils beside each other: nobody has 24911
])
def test_only_what_makes_the_line_like_the_others_is_taken_for_a_figure_parted_in_two(old: str, new: str, parted: bool, tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, changed(lines(), 7, old, new))
    assert ("没有加引号；" in one.message.zh, "多半有一个逗号" in one.message.zh) == (True, not parted)


def test_a_comma_in_a_name_makes_the_whole_line_unsure(tmp_path: Path) -> None:
    facts, (one,) = read(tmp_path, changed(lines(), 7, "甲县第5小学", "甲县,第5小学"))
    assert "整行错位，未采用" in one.message.to(Lang.ZH)
    assert facts.schools.height == 5


def test_separators_too_many_at_the_end_move_nothing(tmp_path: Path) -> None:
    """The note behind the books is filled in every line, also in this one."""
    facts, found = read(tmp_path, changed(lines(note="无"), 7, ",无", ",无,,"))
    assert (found, figures_of(facts, 5)) == ([], (60, 6, 1000))


def test_lines_that_all_end_with_a_separator_are_right(tmp_path: Path) -> None:
    rows = lines()
    facts, found = read(tmp_path, [*rows[:2], *(f"{row}," for row in rows[2:])])
    assert (found, figures_of(facts, 5)) == ([], (60, 6, 1000))


def test_a_note_with_many_commas_is_no_line_of_figures(tmp_path: Path) -> None:
    assert read(tmp_path, [*lines(), "注：数据截至9月1日,含教学点,不含附设班,占地以证为准,图书含电子图书,教师为在编,校名以批文为准,其他,无"])[1] == []


def test_a_quoted_comma_is_no_field(tmp_path: Path) -> None:
    facts, found = read(tmp_path, changed(lines(), 7, ",1000,", ',"1,000",'))
    assert (found, figures_of(facts, 5)) == ([], (60, 6, 1000))


@pytest.mark.parametrize("line", [7, 67])
def test_a_long_text_is_told_too(line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among the first lines, that tell how many columns there are, and behind them."""
    monkeypatch.setattr(delimited, "_LONG", 0)
    facts, (one,) = read(tmp_path, changed(lines(90), line, ",1000,", ",1,000,"))
    assert (one.cell, figures_of(facts, line - 2), figures_of(facts, 4)) == (str(line), (None, None, None), (310, 24, 7400))


def test_many_ragged_lines_are_told_together(tmp_path: Path) -> None:
    rows = lines(300)
    rows = [row.replace(",1000,", ",1,000,") if at > 1 else row for at, row in enumerate(rows)]
    rows += [row.replace("甲县第", "甲县新").replace(",2199", ",2198") for row in rows[2:] if ",1,000," in row]
    found = read(tmp_path, rows)[1]
    assert (len(found), "另有 50 行" in found[-1].message.to(Lang.ZH)) == (51, True)


SHORT = "学校名称,学校标识码,办学类型,在校生数,专任教师数,图书（册）"


def short(last: str) -> list[str]:
    """Six schools without a column for remarks; `last` stands for the last line."""
    rows = [f"甲县第{at + 1}小学,2199{at + 1:06d},小学,{pupils},{teachers},{books}" for at, (pupils, teachers, books) in enumerate(FIGURES[:5])]
    return ["甲县2023/2024学年小学一览表", SHORT, *rows, f"甲县第6小学,2199000006,{last}"]


def told_of(folder: Path, rows: list[str]) -> tuple[tuple[object, ...], list[tuple[str, str]]]:
    path = folder / "甲县2023年小学.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    facts, delivery = load([path])
    return figures_of(facts, 6), [(each.rule, each.cell) for each in delivery.findings if each.rule.startswith("line-")]


@pytest.mark.parametrize("remark", ["新建校", "新建校,2023年启用", "新建校,", "校长张三"])
def test_a_remark_behind_the_line_moves_no_figure(remark: str, tmp_path: Path) -> None:
    """All figures of the line were left out for it."""
    assert told_of(tmp_path, short(f"小学,180,14,4100,{remark}")) == ((180, 14, 4100), [("line-surplus", "G8")])


@pytest.mark.parametrize("last", [
    "小学,1,180,14,4100,新建校",  # 1,180 pupils: the books stand behind the last column
    "小学,1,180,14,,新建校",  # and no books
    "小学,180,,14,4100,新建校",
    "小学,180,,14,,新建校",
    "小学,,180,14,新建校,无",  # a text in the column of the books
    "小学,180,14,4100,25",  # a figure without a head
    "小学,180,14,4100,25人",
    "小学,180,14,,,新建校",
])  # fmt: skip
def test_what_may_have_moved_a_figure_is_still_not_read(last: str, tmp_path: Path) -> None:
    assert told_of(tmp_path, short(last)) == ((None, None, None), [("line-ragged", "8")])


def test_a_comma_in_the_last_text_leaves_the_figures(tmp_path: Path) -> None:
    """Whether 石桥镇 or the remark was cut in two, nobody knows: only what stands up to the last figure is read."""
    rows = [f"{row},石桥镇,无" if at > 1 else row for at, row in enumerate(short("小学,180,14,4100"))]
    rows[1] += ",乡镇,备注"
    rows[-1] = rows[-1].replace(",石桥镇,无", ",石桥,镇,无")
    assert told_of(tmp_path, rows) == ((180, 14, 4100), [("line-surplus", "I8")])
    facts, _ = load([tmp_path / "甲县2023年小学.csv"])
    assert facts.schools.filter(facts.schools["school"] == "2199000006")["township"].to_list() == [None]


def test_remarks_behind_several_lines_are_told_once_and_not_repeated(tmp_path: Path) -> None:
    rows = short("小学,180,14,4100,校长张三")
    rows[3] += ",李四代理"
    path = tmp_path / "甲县2023年小学.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (one,) = [each for each in load([path])[1].findings if each.rule == "line-surplus"]
    assert (one.cell, [cell for *_, cell in one.against]) == ("G4", ["G8"])
    assert "等 2 行" in one.message.to(Lang.ZH)
    assert not any(name in text for name in ("张三", "李四") for text in (one.message.zh, one.message.en, one.found))


def test_forms_stacked_with_lines_of_their_own_length() -> None:
    """The wider forms were taken for lines with a separator too many."""
    narrow = [*(f"{label},{at:02},{at}" for at, label in enumerate(("占地面积", "图书", "计算机数", "教室", "运动场地面积"), start=1))]
    head, wide = ["小学班额情况", "指标名称,代码,合计,一年级,二年级"], ["总计,01,7,4,3", "36-40人,02,3,2,1", "41-45人,03,4,2,2", "25人及以下,04,0,0,0"]
    lines = ["占地面积及其他办学条件", "指标名称,代码,数量", *narrow, "", *head, *wide]
    sheet = read_text("\n".join([*lines, ""]).encode(), File("a.csv", "", "", bytes))
    assert without_ragged(sheet) == []
    assert sheet.rows[-1] == ["25人及以下", "04", "0", "0", "0"]
    lines[-3] = "36-40人,02,1,003,2,1"
    sheet = read_text("\n".join([*lines, ""]).encode(), File("a.csv", "", "", bytes))
    assert [each.cell for each in without_ragged(sheet)] == ["12"]


def test_separators_too_many_behind_blank_remarks(tmp_path: Path) -> None:
    """Nothing behind the figures holds any, so that none was moved."""
    rows = lines()
    rows[3] += ",,"
    facts, told = read(tmp_path, rows)
    assert (figures_of(facts, 2), told) == ((240, 20, 5200), [])


@pytest.mark.parametrize(("old", "new"), [("240,20,5200,", "1,240,20,5200,,"), ("240,20,5200,", "240,20,,,,"), ("甲县第2小学,", "甲县,第2小学,")])
def test_what_may_have_moved_is_told(old: str, new: str, tmp_path: Path) -> None:
    """1,240 is parted, the books may have been moved away, a name has a separator within."""
    _, told = read(tmp_path, changed(lines(), 4, old, new))
    assert [each.cell for each in told] == ["4"]
