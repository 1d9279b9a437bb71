"""junheng plan check: the documented form, exit codes, a report, several plans, one sentence for wrong use."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from junheng.cli.app import run

ROOT = Path(__file__).parents[2]
FLAWED = ROOT / "tests/rules/plans/flawed"
SCHEMA = json.loads((ROOT / "docs/schemas/plan-check.json").read_text("utf-8"))


def checked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int) -> dict:
    assert run(["plan", "check", *arguments, "--json", "--lang", "en"]) == code
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, SCHEMA)
    return result


def test_a_flawed_plan_ends_with_one_and_tells_line_figure_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    result = checked(capsys, str(FLAWED / "county.txt"), code=1)
    (one,) = [each for each in result["findings"] if each["kind"] == "ratio-wrong" and "251000" in each["figure"]]
    # 251,000 m2 for 28,650 pupils
    assert (one["line"], one["severity"], one["family"], one["figure"]) == (5, "error", "arithmetic", "251000/28650 = 8.76 ≠ 9.76")
    assert one["do"]


def test_a_clean_plan_ends_with_zero_and_shows_what_was_recomputed(capsys: pytest.CaptureFixture[str]) -> None:
    result = checked(capsys, str(FLAWED / "clean.txt"), code=0)
    assert result["findings"] == []
    assert "28+10+2 = 40" in [each["figure"] for each in result["recomputed"]]


@pytest.mark.parametrize(("lang", "words"), [("zh", ("× 错误", "△ 请核对", "怎么办", "几份规划之间")), ("en", ("× error", "△ warning", "what to do", "Between the plans"))])
def test_the_screen_says_the_severity_in_words_and_compares_plans(lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "check", str(FLAWED / "county.txt"), str(FLAWED / "school.txt"), "--lang", lang]) == 1
    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []


def test_a_plan_file_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("id: p\ntitle: 甲县规划\nlevel: county\ntargets:\n  - {id: T1, indicator: 巩固率, comparator: '>=', value: 130, unit: percent}\n", "utf-8")
    result = checked(capsys, str(path), code=1)
    assert {each["kind"] for each in result["findings"]} == {"beyond-hundred", "no-owner", "no-deadline"}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html"])
def test_a_report_is_written(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"report{suffix}"
    assert run(["plan", "check", str(FLAWED / "school.txt"), "--report", str(path), "--lang", "zh"]) == 1
    assert path.stat().st_size > 1000
    if suffix == ".xlsx":
        texts = {str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value}
        assert "× 错误" in texts
        assert any("60/42 = 142.86%" in text for text in texts)


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "check", "--kinds", "--json", "--lang", "zh"]) == 0
    listed = {each["kind"]: each for each in json.loads(capsys.readouterr().out)}
    assert listed["period-empty"]["severity"] == "error"
    assert "right" not in listed
    assert run(["plan", "check", "--kinds", "--lang", "zh"]) == 0
    assert "numbering-gap" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "word"), [
    ([], "--kinds"), (["no-such.txt"], "no-such.txt"), (["{clean}", "{clean}"], "twice"), (["{clean}", "--report", "out.exe"], ".docx"), (["{csv}"], "plan"),
])
def test_wrong_use_is_one_sentence(arguments: list[str], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "school.txt").write_text("春天来了，小河边的柳树发芽了，燕子从南方飞回来，孩子们在草地上放风筝。\n太阳落山的时候，天边的云红得像火一样，大家才慢慢走回家去。", "utf-8")
    given = [each.format(clean=FLAWED / "clean.txt", csv=tmp_path / "school.txt") for each in arguments]
    assert run(["plan", "check", *given, "--lang", "en"]) == 2
    said = capsys.readouterr().err.strip()
    assert word in said
    assert len(said.splitlines()) == 1


def test_the_benchmark_tells_problem_by_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["bench", "doctor", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "H01" in said
    assert "MISSED" not in said
    assert run(["bench", "doctor", "--json"]) == 0
    totals = json.loads(capsys.readouterr().out)
    assert totals["planted"]["classes"]["arithmetic"] == {"found": 9, "of": 9}
    assert run(["bench", "doctor", "--data", str(tmp_path), "--lang", "en"]) == 2
    assert "d1.txt" in capsys.readouterr().err
