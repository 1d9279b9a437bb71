"""junheng plan progress: real files in, lights, JSON of the documented shape and reports out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from junheng.cli.app import run

ROOT = Path(__file__).parents[3]
HEAD = ["学校标识码", "学校名称", "办学类型", "举办者", "办学性质", "城乡类型", "乡镇", "是否计校数", "所属中心校", "小学在校生数", "小学专任教师数"]
PLAN = """
id: own
title: plan
level: county
place: 甲县
roles: [{id: bureau, title: bureau}]
targets:
  - {id: t1, indicator: teachers, comparator: '>=', value: 110, unit: person, when: {year: 2025}, owner: bureau, measure: teachers, baseline: {value: 90, year: 2023}}
  - {id: t2, indicator: published, comparator: 'yes', when: {rhythm: standing}, owner: bureau}
"""
ACTUALS = """
actuals:
  - {target: t2, day: 2024-12-31, met: true, by: bureau, evidence: {paper: notice, number: 5, dated: 2024-12-31}}
"""


@pytest.fixture
def county(tmp_path: Path) -> list[str]:
    """Two schools: 90 teachers in 2023, 101 in 2024."""
    files = []
    for year, teachers in ((2023, (50, 40)), (2024, (55, 46))):
        path = tmp_path / f"甲县{year}学年学校一览表.csv"
        rows = [[f"2199000{place}", f"甲县第{place}小学", "小学", "县级教育部门", "公办", "镇区", "城关镇", "是", "", "1000", str(count)] for place, count in enumerate(teachers, 1)]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEAD, *rows])
        files.append(str(path))
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "actuals.yaml").write_text(ACTUALS, "utf-8")
    return files


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUNHENG_STORE", str(tmp_path / "store"))


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert run(["plan", "progress", *arguments, "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads((ROOT / "docs/schemas/plan-progress.json").read_text("utf-8")))
    return found


def test_json_holds_the_whole_way(county: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """11 of 20 where 10 are due after the first of two years."""
    found = told(capsys, str(tmp_path / "plan.yaml"), *county, "--actuals", str(tmp_path / "actuals.yaml"), "--date", "2025-06-30")
    first, second = found["targets"]
    assert (found["plan"], found["place"], found["date"]) == ("own", "甲县", "2025-06-30")
    assert [each["value"] for each in first["actuals"]] == [90, 101]
    assert (first["light"], first["colour"], first["way"], first["way_due"], first["expected"]) == ("on_track", "green", 0.55, 0.5, 100)
    assert (first["needed_a_year"], first["pace_a_year"], first["forecast"], first["forecast_holds"], first["reached"]) == (9, 11, 112, True, 2025)
    assert (second["light"], second["now"]["met"], second["now"]["by"]) == ("met", True, "bureau")
    assert (found["counts"]["on_track"], found["counts"]["met"], sum(found["counts"].values())) == (1, 1, 2)


def test_settings_day_and_half_year_move_the_light(county: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(tmp_path / "plan.yaml")
    assert told(capsys, plan, *county, "--half-year", "2025-2")["date"] == "2025-12-31"
    assert told(capsys, plan, *county, "--half-year", "2025-1", "--date", "2025-07-10")["date"] == "2025-07-10"
    assert told(capsys, plan, *county, "--date", "2026-01-01")["targets"][0]["light"] == "overdue"
    (tmp_path / "slow.yaml").write_text(PLAN.replace("value: 110", "value: 114"), "utf-8")  # 11 of 24, where 12 are due: 92 %
    slow = str(tmp_path / "slow.yaml")
    assert told(capsys, slow, *county, "--date", "2025-06-30")["targets"][0]["light"] == "on_track"
    assert told(capsys, slow, *county, "--date", "2025-06-30", "--set", "lights.on_track=0.95")["targets"][0]["light"] == "lagging"


def test_a_plan_with_a_mistake_exits_1_and_says_which(county: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.replace("measure: teachers", "measure: teechers"), "utf-8")
    found = told(capsys, str(tmp_path / "plan.yaml"), *county, code=1)
    assert [(each["rule"], each["found"]) for each in found["findings"]] == [("measure-unknown", "teechers")]
    assert "teachers" in found["findings"][0]["message"]
    assert found["targets"][0]["missing"]["lack"] == "plan"


@pytest.mark.parametrize(("arguments", "said"), [
    (["--date", "soon"], "2025-06-30"), (["--half-year", "2025"], "2025-1"), (["--set", "lights.green=1"], "lights.on_track"), (["--place", "乙县"], "甲县"),
    (["--actuals", "nowhere.yaml"], "nowhere.yaml"), (["--report", "out.txt"], ".docx"),
])
def test_wrong_use_is_one_sentence(arguments: list[str], said: str, county: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "progress", str(tmp_path / "plan.yaml"), *county, *arguments, "--lang", "zh"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("错误")
    assert said in error


def test_an_unknown_plan_is_refused_with_what_there_is(county: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "progress", "d9", *county, "--lang", "en"]) == 2
    assert "d5" in capsys.readouterr().err


def test_the_report_is_written_and_the_first_page_printed(county: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "progress.docx"
    assert run(["plan", "progress", str(tmp_path / "plan.yaml"), *county, "--half-year", "2025-1", "--report", str(out), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert out.read_bytes()[:2] == b"PK"
    assert "→ 进展正常  t1" in said
    assert "要由责任方凭材料填报（1项）" in said


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "progress", "--help"]) == 0
    assert "junheng plan progress d5" in capsys.readouterr().out
