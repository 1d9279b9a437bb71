"""junheng plan draft: a document and a plan file; what cannot be drafted is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import jsonschema
import pytest

from junheng.cli.app import run
from junheng.rules.plans import load_plan
from junheng.rules.plans.doctor import check_document, check_plan
from junheng.rules.plans.reading.document_of import read_document

ROOT = Path(__file__).parent.parent.parent.parent
SCHOOL = ROOT / "examples/plan-d2-school/school.csv"
COUNTY = sorted((ROOT / "examples/county").glob("*2024*"))


def drafted(out: Path, *more: str, files: tuple[Path, ...] = (SCHOOL,)) -> int:
    return run(["plan", "draft", *map(str, files), "--years", "2025-2027", "--out", str(out), *more])


def test_the_school_of_d2_is_drafted_with_its_facts_and_every_missing_one_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drafted(tmp_path / "a.docx", "--school", "规划二小学", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    jsonschema.validate(said, json.loads((ROOT / "docs/schemas/plan-draft.json").read_text("utf-8")))
    assert [each["state"] for each in said["targets"]] == ["untold"] * 8
    assert all(each["missing"] for each in said["targets"])
    plan = load_plan(str(tmp_path / "a.yaml"))
    assert {each.column: each.value for each in plan.facts} == {"pupils": 289, "classes": 6, "floor_area": 947, "computers": 5, "books": 2441}
    text = "\n".join(each.text for each in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    assert "在校生数289人、班数6个班、校舍建筑面积947平方米、计算机台数5台、图书册数2441册" in text


def test_blanks_are_marked_in_the_text_and_in_colour(tmp_path: Path) -> None:
    assert drafted(tmp_path / "a.docx", "--school", "规划二小学") == 0
    runs = [run for paragraph in docx.Document(str(tmp_path / "a.docx")).paragraphs for run in paragraph.runs if "待定" in run.text]
    assert len(runs) >= 15
    assert all(run.text.startswith("【待定：") and run.text.endswith("】") and str(run.font.color.rgb) == "A11A12" for run in runs)


ALLOWED = {"placeholder", "notion-outside"}  # the blanks, and a notion in the name of a fact column


def test_the_example_county_is_clean_but_for_its_blanks(tmp_path: Path) -> None:
    assert drafted(tmp_path / "a.docx", "--price", "q5_sports_area=300", files=tuple(COUNTY)) == 0
    plan = load_plan(str(tmp_path / "a.yaml"))
    assert {each.kind for each in check_document(read_document(tmp_path / "a.docx")).findings} <= ALLOWED
    assert [each.kind for each in check_plan(plan).findings] == []
    sports = next(each for each in plan.measures if each.title.zh == "补足体育运动场馆面积")
    # 第一小学 7.5 x 1389 - 9375.75 = 1041.75, 石桥小学 7.5 x 176 - 1056 = 264, 第四中学 10.2 x 1462 - 12973.79 = 1938.61; each rounded up
    assert sports.yuan == 300 * (1042 + 264 + 1939)
    assert {each.owner for each in plan.targets} >= {"government", "bureau", "finance"}


def test_blanks_that_recur_are_no_repeated_text(tmp_path: Path) -> None:
    """Without a price every measure has the same blank for its money."""
    assert drafted(tmp_path / "a.docx", files=tuple(COUNTY)) == 0
    assert {each.kind for each in check_document(read_document(tmp_path / "a.docx")).findings} <= ALLOWED


@pytest.mark.parametrize(("more", "said"), [
    (("--years", "2027-2025"), "起年在前"), (("--years", "明年"), "2025-2027"), (("--price", "books=3"), "q5_sports_area"), (("--price", "q5_sports_area=贵"), "每单位多少元"),
    (("--years", "2020-2023"), "没有可规划的年份"), (("--county", "别县"), "某县"), (("--school", "别的学校"), "规划二小学"), (("--owners", "没有.yaml"), "责任分工文件"),
])  # fmt: skip
def test_what_cannot_be_drafted_is_one_sentence(more: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drafted(tmp_path / "a.docx", *more, "--lang", "zh") == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_files_that_exist_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("mine", "utf-8")
    assert drafted(tmp_path / "a.docx", "--lang", "en") == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "a.yaml").read_text("utf-8") == "mine"
