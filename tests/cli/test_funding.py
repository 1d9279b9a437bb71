"""junheng funding: files in, verdicts out, in both languages, as JSON and as reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

import junheng as jh
from junheng.cli.app import run
from junheng.facts.intake.template.write import write_template

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/schemas/funding.json").read_text("utf-8"))
SCHOOL = {"学校标识码": "2199000001", "学年": 2024, "学校名称": "甲县东乡小学", "县（市、区）": "甲县", "办学类型": "小学", "办学性质": "公办", "城乡类型": "乡村"}
STAGE = {"学校标识码": "2199000001", "学年": 2024, "学段": "小学", "在校生数": 99, "寄宿生数": 0}


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUNHENG_STORE", str(tmp_path / "store"))


def fund(year: int, item: str, amount: object, stage: str | None = None, school: str | None = None) -> dict[str, object]:
    return {"县（市、区）": "甲县", "财政年度": year, "经费项目": item, "学段": stage, "学校标识码": school, "金额（元）": amount}


def filled(path: Path, funds: list[dict[str, object]]) -> Path:
    """The template as an office fills it."""
    write_template(path)
    book = openpyxl.load_workbook(path)
    for name, entries in {"学校": [SCHOOL, {**SCHOOL, "学年": 2023}], "学校学段": [STAGE, {**STAGE, "学年": 2023}], "经费": funds}.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[1]}
        for row, entry in enumerate(entries, start=4):
            for title, value in entry.items():
                sheet.cell(row, places[title], value)
    book.save(path)
    return path


# 524 / 500 = 1.048 > 1040 / 1000 = 1.04; the school is due 100 x 720 = 72,000
FUNDS = [
    fund(2023, "义务教育财政拨款", "5,000,000"), fund(2024, "义务教育财政拨款", 5_240_000),
    fund(2023, "财政经常性收入", 10_000_000), fund(2024, "财政经常性收入", 10_400_000),
    fund(2024, "公用经费拨款", 71_999.5, None, "2199000001"),
]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return filled(tmp_path / "甲县.xlsx", FUNDS)


def told_by(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert run(["funding", *arguments, "--json"]) == code
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, SCHEMA)
    return result


def of(result: dict[str, Any], rule: str, year: int = 2024) -> dict[str, Any]:
    [found] = [test for part in result["years"] if part["year"] == year for test in part["tests"] if test["id"] == rule]
    return found


def test_json_goes_from_the_verdict_to_the_cell(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = told_by(capsys, str(county), "--lang", "en")
    growth = of(result, "compulsory_appropriation_growth")
    assert (growth["verdict"], growth["document"], growth["clause"], growth["confidence"]) == ("pass", "义务教育法", "article 42", "one")
    [outcome] = growth["outcomes"]
    assert (outcome["left"], outcome["right"], outcome["sign"]) == (1.048, 1.04, ">")
    assert [each["value"] for each in outcome["facts"]] == [5_240_000, 5_000_000, 10_400_000, 10_000_000]
    assert [each["places"] for each in outcome["facts"]] == [
        [{"file": "甲县.xlsx", "sheet": "经费", "cell": f"G{row}", "cells": 1}] for row in (5, 4, 7, 6)
    ]
    [school] = of(result, "head_count")["outcomes"]
    assert (school["verdict"], school["left"], school["right"], school["school"]) == ("fail", 71_999.5, 72_000, "2199000001")
    assert school["working"].endswith("= 72,000; paid 71,999.5, 0.5 short")
    assert of(result, "compulsory_teacher_pay")["outcomes"][0]["missing"] == [
        "mean yearly pay of teachers (2024): missing (sheet 经费)", "mean yearly pay of teachers (2023): missing (sheet 经费)",
    ]


def test_a_test_that_fails_is_no_error_of_the_facts(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As with evaluate: exit 0 whatever the verdict, 1 where the facts have errors."""
    result = told_by(capsys, str(county))
    assert of(result, "head_count")["verdict"] == "fail"
    assert {each["severity"] for each in result["findings"]} <= {"info"}


def test_facts_with_errors_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = filled(tmp_path / "甲县.xlsx", [*FUNDS, fund(2024, "公用", 5), fund(2024, "财政支出", "许多")])
    result = told_by(capsys, str(broken), code=1)
    places = {(each["rule"], each["cell"]) for each in result["findings"] if each["severity"] == "error"}
    assert {("cell-unusable", "D9"), ("cell-unusable", "G10")} <= places


def test_no_funds_at_all_exits_1_and_says_what_to_fill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(tmp_path / "甲县.xlsx", [])
    result = told_by(capsys, str(path), code=1)
    assert ([each["rule"] for each in result["findings"]], result["years"]) == (["no-funds"], [])
    assert run(["funding", str(path), "--lang", "zh"]) == 1
    assert "请填写模板（junheng template）的“经费”表" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", ("三个增长（义务教育法）", "增长 4.8%", "义务教育法 第四十二条", "G5、G4、G7、G6", "少 0.5")),
     ("en", ("three growths (Compulsory Education Law)", "4.8% > 4%", "article 42", "G5, G4, G7, G6", "0.5 short"))],
)
def test_a_person_sees_rule_clause_formula_and_cells(county: Path, capsys: pytest.CaptureFixture[str], lang: str, told: tuple[str, ...]) -> None:
    assert run(["funding", str(county), "--lang", lang, "--year", "2024"]) == 0
    shown = capsys.readouterr().out
    for text in told:
        assert text.casefold() in shown.casefold()


def test_every_word_is_there_in_both_languages(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In English nothing Chinese is left but names, numbers of documents and the name of the sheet."""
    result = told_by(capsys, str(county), "--lang", "en")
    texts = [each["title"] for part in result["years"] for each in (*part["groups"], *part["tests"])]
    for test in (test for part in result["years"] for test in part["tests"]):
        texts += [test["clause"], test["note"] or "", test["not_asked"] or ""]
        texts += [text for each in test["outcomes"] for text in (each["working"], *each["missing"], *(fact["fact"] for fact in each["facts"]))]
    bare = [text.replace("甲县东乡小学", "").replace("经费", "").replace("甲县", "") for text in texts]
    assert [text for text in bare if any("\u4e00" <= each <= "\u9fff" for each in text)] == []


def test_one_year_may_be_asked_for(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [part["year"] for part in told_by(capsys, str(county), "--year", "2024")["years"]] == [2024]
    first = told_by(capsys, str(county), "--year", "2023")
    assert of(first, "compulsory_appropriation_growth", 2023)["verdict"] == "cannot_tell"
    assert run(["funding", str(county), "--year", "2019", "--lang", "en"]) == 2
    assert "there are: 2023, 2024" in capsys.readouterr().err


def test_settings_are_told_with_the_result(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usual, changed = told_by(capsys, str(county)), told_by(capsys, str(county), "--set", "head_count.small_below=50")
    assert of(usual, "head_count")["verdict"] == "fail"
    assert of(changed, "head_count")["verdict"] == "pass"  # 99 x 720 = 71,280
    assert changed["settings"] == {"head_count.small_below": "50"}
    assert changed["rules_version"] != usual["rules_version"]


WRONG = {
    "no file": ["no.xlsx"], "unknown rules": ["FILE", "--rules", "cn/fund"], "unknown setting": ["FILE", "--set", "pupils.sprung=1"],
    "bad setting": ["FILE", "--set", "pupils.spring_months=many"], "no setting": ["FILE", "--set", "x"], "year": ["FILE", "--year", "12"],
    "report form": ["FILE", "--report", "r.odt"], "report folder": ["FILE", "--report", "no/r.docx"], "nothing": [], "report over file": ["FILE", "--report", "FILE"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_use_exits_2_with_one_sentence(county: Path, arguments: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(county) if each == "FILE" else each for each in arguments]
    assert run(["funding", *given, "--lang", lang]) == 2
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert error.startswith("错误: " if lang == "zh" else "error: ")


def test_a_snapshot_keeps_the_funds(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told_by(capsys, str(county))
    assert told_by(capsys, f"snapshot:{first['snapshot']}")["years"] == first["years"]


def test_a_corrected_sum_is_used_and_said_at_its_cell(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrections = tmp_path / "更正.csv"
    corrections.write_text("file,sheet,cell,old,new,reason,who,when\n甲县.xlsx,经费,G8,71999.5,72000,记账有误,县教育局财务科,2025-01-10\n", "utf-8")
    result = told_by(capsys, str(county), "--corrections", str(corrections))
    assert of(result, "head_count")["verdict"] == "pass"
    report = tmp_path / "r.html"
    assert run(["funding", str(county), "--corrections", str(corrections), "--lang", "zh", "--report", str(report)]) == 0
    assert "记账有误" in report.read_text("utf-8")


def test_the_library_gives_the_same(county: Path) -> None:
    found = jh.funding(jh.read(county), year=2024)
    [year] = found.years
    verdicts = {answer.rule.id: answer.verdict for answer in year.answers}
    assert (verdicts["compulsory_appropriation_growth"], verdicts["head_count"]) == ("pass", "fail")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_hold_every_school_and_the_sources(county: Path, tmp_path: Path, lang: str) -> None:
    paths = [tmp_path / f"r{suffix}" for suffix in (".docx", ".xlsx", ".html")]
    assert run(["funding", str(county), "--lang", lang, *(part for path in paths for part in ("--report", str(path)))]) == 0
    html = paths[2].read_text("utf-8")
    for text in ("甲县东乡小学", "720", "教督〔2017〕6号", "▲"):
        assert text in html
    assert all(path.stat().st_size > 5_000 for path in paths)
    book = openpyxl.load_workbook(paths[1], read_only=True)
    assert len(book.sheetnames) > 10
