"""junheng plan: what is read is printed, written and reviewed; what cannot be read is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import openpyxl
import pypdfium2
import pytest

from junheng.cli.app import run
from junheng.rules.plans.load import load_plan
from junheng.rules.plans.plan import Review

ROOT = Path(__file__).parent.parent.parent
PLAN = ROOT / "tests/rules/plans/own/own6-district.txt"


def test_json_has_the_documented_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "read", str(PLAN), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, json.loads((ROOT / "docs/schemas/plan-read.json").read_text("utf-8")))
    (one,) = [each for each in result["targets"] if "社团课程" in each["indicator"]]
    assert (one["line"], one["comparator"], one["value"], one["value_from"], one["unit"], one["deadline"], one["deadline_year"]) == (7, ">=", 10, None, "course", "2025年12月底前", 2025)


@pytest.mark.parametrize(("lang", "words"), [("zh", ("目标 ", "职责 ", "现状 ", "没有读出任何内容")), ("en", ("targets", "duties", "facts", "nothing was read"))])
def test_the_screen_shows_targets_duties_facts_and_what_was_left_out(lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "read", str(PLAN), "--lang", lang]) == 0
    said = capsys.readouterr().out.replace("\n", "")
    assert [word for word in words if word not in said] == []


def test_a_review_becomes_the_plan_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, out = tmp_path / "review.xlsx", tmp_path / "plan.yaml"
    assert run(["plan", "read", str(PLAN), "--review", str(sheet), "--lang", "zh"]) == 0
    book = openpyxl.load_workbook(sheet)
    rows = book.worksheets[0]
    heads = {cell.value: cell.column for cell in rows[2]}
    assert rows.data_validations.dataValidation[0].formula1 == '"认可,改正,否决"'
    rows.cell(3, heads["审阅（认可/改正/否决）"]).value = "认可"
    rows.cell(4, heads["审阅（认可/改正/否决）"]).value = "改正"
    rows.cell(4, heads["改：值"]).value = 12
    rows.cell(4, heads["改：期限（年）"]).value = 2027
    rows.cell(5, heads["审阅（认可/改正/否决）"]).value = "否决"
    first, second, third = (rows.cell(row, 1).value for row in (3, 4, 5))
    count = sum(1 for row in rows.iter_rows(min_row=3) if row[0].value)
    book.save(sheet)
    assert run(["plan", "accept", str(sheet), "--out", str(out), "--lang", "zh"]) == 0
    assert f"认可 1 条，改正 1 条；否决 1 条，没有写入；{count - 3} 条没有审阅" in capsys.readouterr().out
    plan = load_plan(str(out))
    by_id = {each.id: each for each in plan.targets}
    assert by_id[first].review == Review.ACCEPTED
    assert (by_id[second].review, by_id[second].value, by_id[second].when.year) == (Review.MENDED, 12, 2027)
    assert third not in by_id


def test_a_sentence_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    document, sheet = tmp_path / "plan.txt", tmp_path / "review.xlsx"
    document.write_text("一、目标任务\n=HYPERLINK(\"http://x\")教育经费保障，学校建设管理，小学入学率达到98%。\n", "utf-8")
    assert run(["plan", "read", str(document), "--review", str(sheet)]) == 0
    cells = [cell for row in openpyxl.load_workbook(sheet).worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}


@pytest.mark.parametrize(("cell", "value", "said"), [("审阅（认可/改正/否决）", "也许", "也许"), ("改：值", "很多", "很多"), ("改：比较", "大约等于", "大约等于")])
def test_an_answer_that_cannot_be_used_is_told_with_its_row(cell: str, value: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "review.xlsx"
    assert run(["plan", "read", str(PLAN), "--review", str(sheet), "--lang", "zh"]) == 0
    book = openpyxl.load_workbook(sheet)
    heads = {each.value: each.column for each in book.worksheets[0][2]}
    book.worksheets[0].cell(3, heads["审阅（认可/改正/否决）"]).value = "改正"
    book.worksheets[0].cell(3, heads[cell]).value = value
    book.save(sheet)
    assert run(["plan", "accept", str(sheet), "--out", str(tmp_path / "plan.yaml"), "--lang", "zh"]) == 2
    assert "第 3 行" in (err := capsys.readouterr().err)
    assert said in err


def test_another_workbook_is_no_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert run(["plan", "accept", str(tmp_path / "other.xlsx"), "--out", str(tmp_path / "plan.yaml")]) == 2
    assert "no sheet to review" in capsys.readouterr().err


def test_text_in_english_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.txt").write_text("By 2027 the enrolment rate of all schools shall reach 98 %.\n", "utf-8")
    assert run(["plan", "read", str(tmp_path / "plan.txt"), "--lang", "en"]) == 2
    assert "no Chinese plan was recognised" in capsys.readouterr().err


def test_a_novel_is_no_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = "那天夜里下着大雨，老人坐在门槛上抽了三袋烟。“你不得不走了。”女人说。他至少等了两个小时，每个人都累了。全部行李不超过十斤。\n"
    (tmp_path / "novel.txt").write_text(story * 50, "utf-8")
    assert run(["plan", "read", str(tmp_path / "novel.txt"), "--json", "--lang", "zh"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["targets"], result["duties"], result["facts"]) == ([], [], [])
    assert "不像教育规划" in result["said"][0]


def test_a_scan_is_told_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pypdfium2.PdfDocument.new() as book:
        book.new_page(595, 842)
        book.save(tmp_path / "scan.pdf")
    assert run(["plan", "read", str(tmp_path / "scan.pdf"), "--lang", "zh"]) == 2
    assert "没有文字层" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["plan", "raed"], "read"), (["plan", "read", "none.txt"], "none.txt"), (["plan", "read", str(PLAN), "--out", "plan.txt"], "plan.txt"), (["plan", "read", str(PLAN), "--review", "none/review.xlsx"], "none")],
)
def test_wrong_use_is_one_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--lang", "zh"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("错误")
    assert said in error
    assert "Traceback" not in error


def test_plan_alone_shows_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan"]) == 2
    shown = capsys.readouterr().out
    assert "read" in shown
    assert "accept" in shown


def test_the_benchmark_prints_every_target(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["bench", "plans", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "own1-school" in shown
    assert "first run" in shown
    assert "recall" in shown
