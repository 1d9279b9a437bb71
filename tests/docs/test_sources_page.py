"""The page on sources tells the truth: its example is read and judged, and it names every shipped source."""

import re
from pathlib import Path

import openpyxl

from junheng.facts import Said, load
from junheng.facts.intake.heads.source import source_ids
from junheng.findings import evaluate
from junheng.rules import load_standard
from junheng.terms import Severity

PAGE = (Path(__file__).parents[2] / "docs/sources.md").read_text("utf-8")


def test_the_example_reads_the_sheet_it_shows(tmp_path: Path) -> None:
    source = tmp_path / "our-list.yaml"
    source.write_text(re.search(r"```yaml\n(.*?)```", PAGE, re.S).group(1), "utf-8")
    head = [cell.strip() for cell in re.search(r"^\| 校名.*$", PAGE, re.M).group(0).strip("|").split("|")]
    book = openpyxl.Workbook()
    book.active.append(head)
    book.active.append(["东门小学", "完小", "县办", 200, 10, 8, ""])
    book.active.append(["西门小学", "村小", "县办", 100, 8, 4, "新建"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    facts, delivery = load([path], str(source), Said(year=2023))
    assert [each.message.en for each in delivery.findings if each.severity != Severity.INFO] == []
    evaluation = evaluate(facts, load_standard("cn/national/basic-2012"))
    teachers = [one.value for each in evaluation.schools for one in each.measured if one.indicator.id == "b6_teachers"]
    assert sorted(teachers) == [10 / 200, 8 / 100]


def test_every_source_is_named() -> None:
    assert {each for each in (*source_ids(), "junheng/template") if f"`{each}`" not in PAGE} == set()
