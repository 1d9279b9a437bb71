"""junheng check --since: facts, schools and verdicts that changed between a kept snapshot and files; worked by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.cli.app import run

ROOT = Path(__file__).parents[2]
HEAD = ["学校标识码", "学校名称", "办学类型", "举办者", "办学性质", "城乡类型", "乡镇", "是否计校数", "所属中心校", "小学在校生数", "小学专任教师数", "小学专任教师学历-博士研究生", "小学专任教师学历-硕士研究生", "小学专任教师学历-本科", "小学专任教师学历-专科", "县级以上骨干教师(小学)", "小学专任教师课程-体育与健康", "小学专任教师课程-艺术（计）", "教学及辅助用房面积（平方米）", "室内体育用房面积（平方米）", "运动场地面积（平方米）", "教学仪器设备资产值（元）", "网络多媒体教室（间）"]
# 1000 pupils exactly on every limit of quality-2017
FIRST = ["21990001", "甲县第一小学", "小学", "县级教育部门", "公办", "镇区", "城关镇", "是", "", "1000", "50", "0", "2", "30", "10", "10", "4", "5", "4500", "0", "7500", "2000000", "23"]
# two of seven short: 41 teachers of 42, 8 backbone of 10
SECOND = ["21990002", "甲县第二小学", "小学", "县级教育部门", "公办", "乡村", "东乡", "是", "", "1000", "50", "0", "2", "30", "9", "8", "4", "5", "4500", "0", "7500", "2000000", "23"]
BACKBONE, BACHELOR = HEAD.index("县级以上骨干教师(小学)"), 14


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUNHENG_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def county(folder: Path, year: int, *rows: list[str]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"甲县{year}学年学校一览表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def kept(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    run(["evaluate", str(path), "--json"])
    return json.loads(capsys.readouterr().out)["snapshot"]


def since(snapshot: str, path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict:
    assert run(["check", str(path), "--since", snapshot, "--json", *more]) == 0
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, json.loads((ROOT / "docs/schemas/check.json").read_text("utf-8")))
    return result["since"]


def changed(row: list[str], column: int, value: str) -> list[str]:
    return [*row[:column], value, *row[column + 1 :]]


def test_a_mended_number_turns_the_school_and_the_areas_cv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND), capsys)
    found = since(snapshot, county(tmp_path / "new", 2023, FIRST, changed(SECOND, BACKBONE, "10")), capsys)
    (one,) = found["comparisons"]
    assert (one["year_before"], one["year_after"], one["comparable"], one["schools"]) == (2023, 2023, 2, [])
    (fact,) = one["facts"]
    assert {name: fact[name] for name in ("change", "school", "stage", "column", "old", "new", "file", "cell")} == {
        "change": "changed", "school": "21990002", "stage": "primary", "column": "backbone_teachers", "old": 8, "new": 10,
        "file": "甲县2023学年学校一览表.csv", "cell": "P3",
    }
    (school,) = one["verdicts"]["schools"]  # 8 of 10 short and 41 of 42; now six of seven, and 41/42 is above 85 %
    assert (school["school"], school["old"], school["new"]) == ("21990002", "fail", "pass")
    assert [(each["old_value"], each["new_value"], each["limit"]) for each in school["indicators"]] == [(0.8, 1.0, 1.0)]
    (area,) = one["verdicts"]["areas"]
    assert (area["old"], area["new"], area["turned"]) == ("fail", "pass", True)
    backbone = area["indicators"][1]
    assert backbone["old_cv"] == pytest.approx(1 / 9, abs=1e-12)  # 1.0 and 0.8: mean 0.9, sd 0.1
    assert backbone["new_cv"] == 0


def test_changed_facts_stand_in_the_order_of_the_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND), capsys)
    new = changed(changed(changed(FIRST, 9, "1001"), BACKBONE, "11"), HEAD.index("教学仪器设备资产值（元）"), "2000001")
    (one,) = since(snapshot, county(tmp_path / "new", 2023, new, SECOND), capsys)["comparisons"]
    assert [(fact["stage"], fact["column"]) for fact in one["facts"]] == [("primary", "pupils"), ("primary", "backbone_teachers"), ("whole", "equipment_value")]


def test_facts_that_came_and_went_have_their_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, changed(SECOND, 22, "")), capsys)
    found = since(snapshot, county(tmp_path / "new", 2023, changed(FIRST, 21, ""), SECOND), capsys)
    facts = [(each["change"], each["school"], each["column"], each["old"], each["new"], each["cell"]) for each in found["comparisons"][0]["facts"]]
    assert facts == [
        ("gone", "21990001", "equipment_value", 2_000_000.0, None, "V2"), ("added", "21990002", "multimedia_rooms", None, 23, "W3"),
    ]


def test_the_next_year_is_held_against_the_last_through_the_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND), capsys)
    new = county(tmp_path / "new", 2024, FIRST, ["31990002", *SECOND[1:]], ["21990003", "甲县第三小学", *FIRST[2:]])
    (one,) = since(snapshot, new, capsys)["comparisons"]
    assert (one["year_before"], one["year_after"], one["comparable"]) == (2023, 2024, 2)
    assert [(each["fate"], each["before"], each["after"]) for each in one["schools"]] == [
        ("recoded", "21990002", ["31990002"]), ("opened", None, ["21990003"]),
    ]
    assert {each["school"] for each in one["facts"]} == {"21990003"}  # the recoded school did not change
    assert [(each["school"], each["old"], each["new"]) for each in one["verdicts"]["schools"]] == [("21990003", None, "pass")]


def test_a_fact_of_a_school_that_closed_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND), capsys)
    (one,) = since(snapshot, county(tmp_path / "new", 2023, FIRST), capsys)["comparisons"]
    assert [(each["fate"], each["before"]) for each in one["schools"]] == [("unknown", "21990002")]
    assert {each["change"] for each in one["facts"]} == {"gone"}
    assert {each["school"] for each in one["facts"]} == {"21990002"}
    assert one["verdicts"]["areas"][0]["new"] == "pass"


def test_nothing_changed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county(tmp_path / "old", 2023, FIRST, SECOND)
    snapshot = kept(path, capsys)
    (one,) = since(snapshot, path, capsys)["comparisons"]
    assert (one["facts"], one["schools"], one["verdicts"]["schools"]) == ([], [], [])
    for lang, words in (("zh", "没有任何变化"), ("en", "nothing changed")):
        assert run(["check", str(path), "--since", snapshot, "--lang", lang]) == 0
        assert words in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "words"), [("zh", ["第二小学", "骨干教师", "P3", "不达标", "0.111"]), ("en", ["backbone", "P3", "fail", "0.111"])])
def test_people_read_it_in_both_languages(lang: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND), capsys)
    assert run(["check", str(county(tmp_path / "new", 2023, FIRST, changed(SECOND, BACKBONE, "10"))), "--since", snapshot, "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert [word for word in words if word not in out] == []


def test_the_standard_that_judges_is_the_one_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county(tmp_path / "old", 2023, FIRST, SECOND)
    found = since(kept(path, capsys), path, capsys, "--standard", "cn/national/basic-2012")
    assert found["standard"] == "cn/national/basic-2012"


def test_an_unknown_snapshot_names_what_the_store_holds(tmp_path: Path, own_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county(tmp_path / "old", 2023, FIRST, SECOND)
    assert run(["check", str(path), "--since", "abc", "--lang", "zh"]) == 2
    assert "目录是空的" in capsys.readouterr().err
    snapshot = kept(path, capsys)
    for wrong in (snapshot[:6], "nothing"):
        assert run(["check", str(path), "--since", wrong, "--lang", "en"]) == 2
        assert snapshot in capsys.readouterr().err
    assert run(["check", str(path), "--since", "nothing", "--store", str(tmp_path / "other"), "--lang", "en"]) == 2
    assert "empty" in capsys.readouterr().err


def template(path: Path, met: str) -> Path:
    """The house's own workbook: one primary school, and one county item judged by document."""
    sheets = {
        "填表说明": [["模板版本", "1"]],
        "学校": [["学校标识码", "学年", "学校名称", "县（市、区）", "办学类型", "是否计校数", "办学性质", "举办者"], ["21990001", "2023", "甲县一小", "甲县", "小学", "是", "公办", "县级"]],
        "学校学段": [["学校标识码", "学年", "学段", "在校生数"], ["21990001", "2023", "小学", "100"]],
        "县域项目": [["县（市、区）", "学年", "项目编号", "是否做到"], ["甲县", "2023", "p2_yearly_monitoring", met]],
    }
    return write_sheets(path, sheets)


def test_a_countys_item_turns_the_whole_standard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = kept(template(tmp_path / "old.xlsx", "是"), capsys)
    (one,) = since(snapshot, template(tmp_path / "new.xlsx", "否"), capsys)["comparisons"]
    (fact,) = one["facts"]
    assert {name: fact[name] for name in ("table", "school", "item", "column", "old", "new", "sheet", "cell")} == {
        "table": "county_years", "school": "甲县", "item": "p2_yearly_monitoring", "column": "met", "old": True, "new": False,
        "sheet": "县域项目", "cell": "D2",
    }
    (area,) = one["verdicts"]["areas"]
    # the numbers of the schools say nothing new; an item not held fails the standard
    assert (area["old"], area["new"], area["old_overall"], area["new_overall"], area["turned"]) == (
        "cannot_tell", "cannot_tell", "cannot_tell", "fail", True,
    )


def test_the_checks_from_year_to_year_use_the_kept_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = [[f"2199000{number}", f"甲县第{name}小学", *FIRST[2:]] for number, name in enumerate("三四五六七", start=3)]
    snapshot = kept(county(tmp_path / "old", 2023, FIRST, SECOND, *many), capsys)
    new = county(tmp_path / "new", 2024, FIRST, changed(SECOND, HEAD.index("小学在校生数"), "3000"), *many[1:])
    out = tmp_path / "checked.xlsx"
    assert run(["check", str(new), "--since", snapshot, "--json", "--annotate", str(out)]) == 0
    found = {each["rule"]: each for each in json.loads(capsys.readouterr().out)["findings"]}
    assert (found["P01"]["file"], found["P01"]["cell"], found["P01"]["found"]) == (new.name, "J3", "3000")
    assert (found["S62"]["file"], found["S62"]["cell"]) == (f"snapshot:{snapshot}", "")
    listed = [cell.value for row in openpyxl.load_workbook(out)["问题清单"] for cell in row]
    assert any("甲县第三小学" in str(each) for each in listed)
    assert run(["check", str(new), "--json"]) == 0
    assert not {"P01", "S62"} & {each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]}
