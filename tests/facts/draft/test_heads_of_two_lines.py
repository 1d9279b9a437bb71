"""Heads of two lines in a text, where no cells are merged: the draft writes them so that the reader knows them."""

from __future__ import annotations

from pathlib import Path

from junheng.facts import load
from junheng.facts.draft import State, draft
from junheng.facts.intake.heads.source import load_source
from junheng.terms import Lang

CONSTANTS = "\nconstants: {year: 2023, area: X, kind: primary, stage: primary}\n"
TWICE = "School,Enrolment,,,Teachers,,\n,Boys,Girls,Total,Male,Female,Total\nAga,240,195,435,8,6,14\nBaba,110,221,331,4,5,9\n"
PAIRS = "学校,一年级,,二年级,,合计,\n,班,人,班,人,班,人\n甲校,2,80,1,40,3,120\n乙校,1,30,1,35,2,65\n"


def table(folder: Path, text: str) -> Path:
    (folder / "a.csv").write_text(text, "utf-8")
    return folder / "a.csv"


def test_the_second_line_is_of_the_head(tmp_path: Path) -> None:
    path = table(tmp_path, TWICE)
    drafted = draft(path, Lang.EN)
    assert drafted.rows == 2
    assert {each.head.shown: (each.state, each.fact) for each in drafted.columns} == {
        "School": (State.TAKEN, "name"), "Enrolment > Boys": (State.COMPARED, "pupils"), "Enrolment > Girls": (State.COMPARED, "pupils"), "Enrolment > Total": (State.TAKEN, "pupils"),
        "Teachers > Male": (State.COMPARED, "teachers"), "Teachers > Female": (State.COMPARED, "teachers"), "Teachers > Total": (State.TAKEN, "teachers"),
    }
    (tmp_path / "s.yaml").write_text(drafted.text + CONSTANTS, "utf-8")
    facts, delivery = load([path], str(tmp_path / "s.yaml"))
    assert facts.school_years.sort("school").select("pupils", "teachers").rows() == [(435, 14), (331, 9)]
    assert [each for each in delivery.findings if each.rule == "column-unknown"] == []


def test_a_blank_head_over_figures_is_no_group(tmp_path: Path) -> None:
    assert draft(table(tmp_path, "School,Enrolment,,Teachers\nAga,240,x,8\nBaba,110,y,4\n"), Lang.EN).rows == 2


def test_codes_under_school_are_codes(tmp_path: Path) -> None:
    assert "fact: name" not in draft(table(tmp_path, "School,Enrolment,Teachers\n3401,240,8\n3402,110,4\n"), Lang.EN).text


def test_classes_and_pupils_of_a_grade_are_told_apart_by_their_units(tmp_path: Path) -> None:
    path = table(tmp_path, PAIRS)
    text = draft(path, Lang.EN).text
    assert '{fact: pupils_grade_1, heads: ["一年级 人"]}' in text
    assert '{fact: , heads: ["一年级 班"]}' in text
    assert '{fact: classes, heads: ["合计 班"]}' in text
    settled = "\n".join(line.removeprefix("# ? ") for line in text.splitlines() if "fact: ," not in line and not line.startswith(("# ? con", "# ?   year", "# ?   area", "# ?   kind", "# ?   stage")))
    (tmp_path / "s.yaml").write_text(settled + CONSTANTS, "utf-8")
    load_source(str(tmp_path / "s.yaml"))
    facts, delivery = load([path], str(tmp_path / "s.yaml"))
    assert facts.school_years.sort("pupils").select("pupils", "classes", "pupils_grade_1", "pupils_grade_2").rows() == [(65, 2, 30, 35), (120, 3, 80, 40)]
    assert [each.found for each in delivery.findings if each.rule == "column-unknown"] == ["一年级 > 班", "二年级 > 班"]
