"""Corrections beside the files: by cell and by key, told in findings, in `explain` and in the snapshot; stale ones are refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter
from tests.facts.intake.forms.test_forms import FIRST, SECOND, basics, rooms
from tests.facts.intake.sheets import write_sheets

from junheng.cli.app import run
from junheng.facts import Delivery, Facts, load
from junheng.facts.store import keep, read_snapshot
from junheng.terms import Severity, UsageError

ZH = ["文件", "工作表", "单元格", "学校", "学年", "学段", "项目", "原值", "新值", "原因", "更正人", "日期"]
EN = ["file", "sheet", "cell", "school", "year", "stage", "column", "old", "new", "reason", "who", "when"]
WHY = ["漏填一位", "统计员", "2024-10-08"]
WIDE = ["学校标识码", "学校名称", "办学类型", "是否计校数", "小学在校生数", "小学专任教师数", "教学仪器设备资产值（万元）", "办学性质", "举办者", "城乡类型"]
RUN = ["公办", "县级教育部门", "镇区"]
SCHOOLS = [["21990001", "甲县第一小学", "小学", "是", "12", "10", "1.5", *RUN], ["21990002", "甲县第二小学", "小学", "是", "200", "20", "2", *RUN]]
NAME = "甲县2023学年学校一览表.csv"


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return write_csv(tmp_path / NAME, [WIDE, *SCHOOLS])


def corrected(county: Path, *rows: list[str], heads: list[str] = ZH) -> tuple[Facts, Delivery]:
    return load([county], corrections=write_csv(county.parent / "更正.csv", [heads, *rows]))


def by_cell(cell: str, old: str, new: str, file: str = NAME) -> list[str]:
    return [file, "", cell, "", "", "", "", old, new, *WHY]


def by_key(school: str, column: str, old: str, new: str, stage: str = "", year: str = "2023") -> list[str]:
    return ["", "", "", school, year, stage, column, old, new, *WHY]


def said(delivery: Delivery) -> list[tuple[str, str]]:
    return [(each.severity.value, each.rule) for each in delivery.findings if each.rule.startswith("correct")]


def test_the_heads_that_a_mistake_names_are_those_that_are_read(county: Path) -> None:
    with pytest.raises(UsageError) as refused:
        corrected(county, ["1"], heads=["what"])
    assert refused.value.message.en.endswith(", ".join(EN))
    assert refused.value.message.zh.endswith("、".join(ZH))


@pytest.mark.parametrize("heads", [ZH, EN])
def test_a_cell_is_corrected_and_its_fact_says_so(county: Path, heads: list[str]) -> None:
    facts, delivery = corrected(county, by_cell("E2", "12", "120"), heads=heads)
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [120, 200]
    (finding,) = [each for each in delivery.findings if each.rule == "corrected"]
    assert (finding.severity, finding.file, finding.cell, finding.found, finding.allowed) == (Severity.INFO, NAME, "E2", "12", "120")
    assert "漏填一位" in finding.message.zh
    (place,) = facts.places("school_years", {"school": "21990001", "stage": "primary"}, "pupils")
    correction = facts.corrected(*place)
    assert correction is not None
    assert (correction.old, correction.new, correction.by, correction.on) == ("12", "120", "统计员", "2024-10-08")
    assert correction.said_in == "更正.csv 2"


def test_a_new_value_is_read_in_its_columns_unit(county: Path) -> None:
    facts, _ = corrected(county, by_cell("G2", "1.5", "２.5"), by_cell("D3", "是", "否"), by_cell("C3", "小学", "小学教学点"))
    whole = facts.school_years.filter(stage="whole").sort("school")
    assert whole["equipment_value"].to_list() == [25_000 * 10_000, 20_000 * 10_000]  # 万元, kept in 1/10 000 yuan
    assert facts.schools.sort("school")["counted"].to_list() == [True, False]
    assert facts.schools.sort("school")["kind"].to_list() == ["primary", "teaching_point"]


def test_a_new_value_that_cannot_be_read_is_an_error_at_the_cell(county: Path) -> None:
    _, delivery = corrected(county, by_cell("E2", "12", "一百二"))
    assert ("cell-unusable", "E2") in [(each.rule, each.cell) for each in delivery.findings if each.severity == Severity.ERROR]


@pytest.mark.parametrize("school", ["21990001", "甲县第一小学"])
@pytest.mark.parametrize("column", ["在校生数", "pupils"])
def test_a_fact_is_corrected_by_its_key(county: Path, school: str, column: str) -> None:
    facts, delivery = corrected(county, by_key(school, column, "12", "120", "小学"))
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [120, 200]
    assert said(delivery) == [("info", "corrected")]
    assert facts.corrections[0].cell == "E2"


def test_by_key_a_value_stands_in_the_facts_own_unit(county: Path) -> None:
    facts, delivery = corrected(county, by_key("21990001", "教学仪器设备值（元）", "15000", "25,000"))
    assert not delivery.has_errors
    assert facts.school_years.filter(stage="whole").sort("school")["equipment_value"].to_list()[0] == 25_000 * 10_000


def test_a_missing_fact_is_added_and_stands_in_the_corrections_file(county: Path) -> None:
    facts, delivery = corrected(county, by_key("21990001", "图书册数", "", "3000"))
    assert not delivery.has_errors
    assert facts.school_years.filter(stage="whole", school="21990001")["books"].to_list() == [3000]
    assert facts.school_years.filter(stage="whole", school="21990001")["equipment_value"].to_list() == [150_000_000]
    assert facts.places("school_years", {"school": "21990001", "stage": "whole"}, "books") == [("更正.csv", "", "I2")]


@pytest.mark.parametrize("row", [by_cell("E2", "13", "120"), by_key("21990001", "在校生数", "13", "120", "小学"), by_key("21990001", "图书册数", "1", "2")])
def test_an_old_value_that_no_longer_matches_is_an_error_and_changes_nothing(county: Path, row: list[str]) -> None:
    facts, delivery = corrected(county, row)
    assert said(delivery) == [("error", "correction-stale")]
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [12, 200]
    assert facts.corrections == ()


@pytest.mark.parametrize(("row", "near"), [
    (by_cell("E2", "12", "120", file="甲县2023学年学校一览.csv"), NAME), (by_cell("E99", "12", "120"), "J3"), (by_cell("十二", "12", "120"), "J3"),
    (by_key("甲县第三小学", "在校生数", "12", "120", "小学"), "甲县第一小学"), (by_key("21990001", "在校学生数", "12", "120", "小学"), "在校生数"),
    (by_key("21990001", "在校生数", "12", "120", "小学", "2021"), "2023"), (by_key("21990001", "在校生数", "12", "120", "大学"), "小学"),
])
def test_a_correction_of_something_unknown_names_what_is_near(county: Path, row: list[str], near: str) -> None:
    _, delivery = corrected(county, row)
    (finding,) = [each for each in delivery.findings if each.rule == "correction-unknown"]
    assert finding.severity == Severity.ERROR
    assert near in finding.allowed
    assert near in finding.message.zh
    assert near in finding.message.en


@pytest.mark.parametrize(("row", "asked"), [
    (by_key("21990001", "教学仪器设备值（元）", "15000", "25000", "小学"), "全校"), (by_key("21990001", "教学仪器设备值（元）", "", "25000", "小学"), "全校"),
    (by_key("21990001", "在校生数", "12", "120", "全校"), "小学"),
])
def test_the_stage_under_which_the_fact_stands_is_named(county: Path, row: list[str], asked: str) -> None:
    facts, delivery = corrected(county, row)
    (finding,) = [each for each in delivery.findings if each.rule.startswith("correction-")]
    assert (finding.rule, finding.found, finding.allowed) == ("correction-unknown", row[5], asked)
    assert f"填在学段“{asked}”下" in finding.message.zh
    assert facts.corrections == ()


def test_two_corrections_of_one_place_that_disagree_are_errors(county: Path) -> None:
    facts, delivery = corrected(county, by_cell("E2", "12", "120"), by_cell("E2", "12", "121"))
    assert said(delivery) == [("error", "correction-conflict")] * 2
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [12, 200]
    facts, delivery = corrected(county, by_cell("E2", "12", "120"), by_key("21990001", "在校生数", "120", "121", "小学"))
    assert ("error", "correction-conflict") in said(delivery)
    facts, delivery = corrected(county, by_cell("E2", "12", "120"), by_key("21990001", "在校生数", "12", "121", "小学"))  # both of the file as it came
    assert said(delivery) == [("info", "corrected"), ("error", "correction-conflict")]
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [120, 200]


@pytest.mark.parametrize("other", [by_cell("E2", "12", "120.0"), by_key("21990001", "在校生数", "12", "120", "小学")])
def test_of_two_corrections_that_agree_the_first_is_told(county: Path, other: list[str]) -> None:
    facts, delivery = corrected(county, by_cell("E2", "12", "120"), other)
    assert said(delivery) == [("info", "corrected")]
    assert [each.said_in for each in facts.corrections] == ["更正.csv 2"]
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [120, 200]


@pytest.mark.parametrize("day", ["2024-13-45", "2023-02-29", "改天"])
def test_a_day_that_does_not_exist_is_none(county: Path, day: str) -> None:
    facts, delivery = corrected(county, [*by_cell("E2", "12", "120")[:-1], day])
    assert said(delivery) == [("error", "correction-incomplete")]
    assert facts.corrections == ()


def test_a_sheet_that_is_not_there_is_named_as_such_where_there_is_one_file(county: Path) -> None:
    _, delivery = corrected(county, ["", "小雪", *by_cell("E2", "12", "120")[2:]])
    (finding,) = [each for each in delivery.findings if each.rule == "correction-unknown"]
    assert (finding.found, "没有可用的工作表“小雪”" in finding.message.zh) == ("小雪", True)


def test_of_several_files_the_correction_names_one(county: Path) -> None:
    other = write_csv(county.parent / "甲县2024学年学校一览表.csv", [WIDE, *SCHOOLS])
    _, delivery = load([county, other], corrections=write_csv(county.parent / "更正.csv", [ZH, by_cell("E2", "12", "120", file="")]))
    (finding,) = [each for each in delivery.findings if each.rule == "correction-unknown"]
    assert "没有写明是哪一个" in finding.message.zh
    assert NAME in finding.message.en


@pytest.mark.parametrize("who", ["13900000000", "999999150101001", "统计员 13900000000", "王某", "张某某", "王主任", ""])
def test_who_is_a_post_and_no_person(county: Path, who: str) -> None:
    row = by_cell("E2", "12", "120")
    row[-2] = who
    facts, delivery = corrected(county, row)
    assert said(delivery) == [("error", "correction-personal" if who else "correction-incomplete")]
    assert not who or who not in "".join(each.message.zh + each.message.en + str(each.found) for each in delivery.findings)
    assert "13900000000" not in repr(delivery.findings)
    assert facts.corrections == ()


def test_a_workbook_of_corrections_is_read_like_a_csv(county: Path, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "更正.xlsx"))
    sheet = book.add_worksheet("更正")
    for row, cells in enumerate([["更正表"], ZH, [NAME, "", "E2", "", "", "", "", 12, 120, *WHY]]):
        sheet.write_row(row, 0, cells)
    book.close()
    facts, _ = load([county], corrections=tmp_path / "更正.xlsx")
    assert facts.school_years.filter(stage="primary")["pupils"].to_list() == [120, 200]
    with pytest.raises(UsageError, match="holds no corrections"):
        load([county], corrections=county)


def test_the_snapshot_keeps_corrections_and_its_name_changes_only_with_them(county: Path, tmp_path: Path) -> None:
    plain, _ = load([county])
    none, _ = corrected(county)
    facts, _ = corrected(county, by_cell("E2", "12", "120"))
    (tmp_path / "right").mkdir()
    right = write_csv(tmp_path / "right" / NAME, [WIDE, [*SCHOOLS[0][:4], "120", *SCHOOLS[0][5:]], SCHOOLS[1]])
    assert none.snapshot == plain.snapshot
    assert len({plain.snapshot, facts.snapshot, load([right])[0].snapshot}) == 3
    keep(facts, tmp_path / "store")
    again = read_snapshot(tmp_path / "store", facts.snapshot)
    assert again.corrections == facts.corrections
    index = tmp_path / "store" / facts.snapshot / "snapshot.json"
    index.write_text(index.read_text("utf-8").replace("漏填一位", "漏填两位"), "utf-8")
    with pytest.raises(UsageError, match="altered"):
        read_snapshot(tmp_path / "store", facts.snapshot)


def test_the_commands_take_corrections_and_explain_tells_them(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("JUNHENG_STORE", str(tmp_path / "store"))
    path = write_csv(tmp_path / "更正.csv", [ZH, by_cell("F2", "10", "1")])
    assert run(["check", str(county), "--corrections", str(path), "--json"]) == 0
    assert [each["cell"] for each in json.loads(capsys.readouterr().out)["findings"] if each["rule"] == "corrected"] == ["F2"]
    run(["evaluate", str(county), "--corrections", str(path), "--standard", "cn/national/basic-2012", "--json"])
    snapshot = json.loads(capsys.readouterr().out)["snapshot"]
    page = tmp_path / "page.html"
    for given in (["--corrections", str(path), str(county)], [f"snapshot:{snapshot}"]):
        assert run(["explain", *given, "--school", "21990001", "--standard", "cn/national/basic-2012", "--lang", "zh", "--out", str(page)]) == 0
        assert "F2：原为“10”，更正为“1”（漏填一位；统计员，2024-10-08）" in page.read_text("utf-8")
    assert run(["evaluate", f"snapshot:{snapshot}", "--corrections", str(path)]) == 2


def test_the_label_of_a_form_is_corrected_as_any_cell_is(tmp_path: Path) -> None:
    """Two schools' forms have the same misspelt label, and one is corrected: what was seen of its rows before is seen again."""
    files = []
    for number, school in enumerate((FIRST, SECOND)):
        form = [["　　室内体育馆室" if cell == "　　室内体育用房" else cell for cell in row] for row in rooms(school)]
        files.append(write_sheets(tmp_path / f"甲县{number}.xlsx", {"1": basics(school), "2": form}))
    row = next(at for at, cells in enumerate(rooms(SECOND), start=1) if "　　室内体育用房" in cells)
    path = write_csv(tmp_path / "更正.csv", [ZH, ["甲县1.xlsx", "2", f"A{row}", "", "", "", "", "　　室内体育馆室", "　　室内体育用房", *WHY]])
    facts, delivery = load(files, corrections=path)
    areas = dict(facts.school_years.filter(stage="whole").select("school", "indoor_sports_area").rows())
    assert said(delivery) == [("info", "corrected")]
    assert areas[FIRST["code"]] is None
    assert areas[SECOND["code"]] is not None


@pytest.mark.parametrize("who", ["统计员", "安全办", "党政办", "计财股", "校长", "县教育局", "statistician"])
def test_a_post_or_an_office_may_correct(county: Path, who: str) -> None:
    row = by_cell("E2", "12", "120")
    row[-2] = who
    assert [each.by for each in corrected(county, row)[1].corrections] == [who]


@pytest.mark.parametrize(("day", "told"), [("2099-01-01", ["correction-incomplete"]), ("2024-10-08", [])])
def test_the_day_of_a_correction_is_not_yet_to_come(day: str, told: list[str], county: Path) -> None:
    row = by_cell("E2", "12", "120")
    row[-1] = day
    assert [rule for severity, rule in said(corrected(county, row)[1]) if severity == "error"] == told
