"""Whole plans: problems planted by hand are found, a plan without one is left in peace, and what is recomputed tells when a figure is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from junheng.cli.benches.doctor import judge
from junheng.rules.plans.doctor import Checked, check_document, check_together
from junheng.rules.plans.reading import read_document
from junheng.terms import Severity

PLANS = Path(__file__).parents[1]
FLAWED, OWN = PLANS / "flawed", PLANS / "own"
RIGHT = ["own/own1-school.txt", "flawed/clean.txt", "flawed/held-out-clean-school.txt"]


def checked(path: Path) -> Checked:
    return check_document(read_document(path))


@pytest.mark.parametrize(("gold", "plans"), [
    ("gold.yaml", {"county": "county.txt", "school": "school.txt", "township": "township.md"}),
    ("held-out.yaml", {"district": "held-out-district.txt", "clean": "held-out-clean-school.txt"}),
])
def test_planted_problems_are_found_at_their_lines(gold: str, plans: dict[str, str]) -> None:
    outcome = judge({name: FLAWED / file for name, file in plans.items()}, FLAWED / gold)
    assert [(each.id, each.missed) for each in outcome.problems if not each.found] == []
    assert [(each.plan, each.line, each.kind) for each in outcome.unjudged] == []
    assert len(outcome.false) <= outcome.pages


@pytest.mark.parametrize("plan", ["clean.txt", "held-out-clean-school.txt"])
def test_a_plan_without_a_problem_is_left_in_peace(plan: str) -> None:
    assert [each.message.zh for each in checked(FLAWED / plan).findings] == []


@pytest.mark.parametrize("plan", sorted(each.name for each in OWN.iterdir() if each.suffix in (".txt", ".md")))
def test_plans_written_for_the_reader_have_hardly_an_error(plan: str) -> None:
    """None of them was written with a contradiction."""
    assert [each.message.zh for each in checked(OWN / plan).findings if each.severity == Severity.ERROR] == []


@pytest.mark.parametrize("plan", RIGHT)
def test_every_figure_that_is_right_is_told_when_it_is_changed(plan: str, tmp_path: Path) -> None:
    """The last number of each recomputation, put up by a tenth in the text, is no longer right."""
    before = checked(PLANS / plan)
    assert before.recomputed
    text = (PLANS / plan).read_text("utf-8")
    for each in before.recomputed:
        printed = _printed(each.figure, text.splitlines()[(each.line or 1) - 1])
        lines = text.splitlines()
        lines[(each.line or 1) - 1] = re.sub(rf"(?<![\d.]){re.escape(printed)}(?![\d.])", f"{float(printed) * 1.1:g}", lines[(each.line or 1) - 1], count=1)
        changed = tmp_path / "changed.txt"
        changed.write_text("\n".join(lines), "utf-8")
        after = checked(changed)
        assert {one.kind for one in after.findings} & {"sum-wrong", "sum-short", "ratio-wrong", "share-wrong"}, each.figure


def _printed(figure: str, line: str) -> str:
    """What of a recomputation stands in the line: of 5+3 = 8 the 8, of 38/45 = 84.44% the 38."""
    whole = figure.rsplit("= ", 1)[1].rstrip("%")
    if "+" in figure and re.search(rf"(?<![\d.]){re.escape(whole)}(?![\d.])", line):
        return whole
    return re.split("[/+]", figure)[0]


def test_years_that_a_machine_made_one_are_told(tmp_path: Path) -> None:
    text = re.sub(r"20\d\d(?=[年—])", "2027", (FLAWED / "clean.txt").read_text("utf-8"))
    path = tmp_path / "collapsed.txt"
    path.write_text(text, "utf-8")
    kinds = {each.kind for each in checked(path).findings}
    assert {"years-collapsed", "period-empty"} <= kinds


def test_who_answers_and_by_when_is_asked_once_for_the_plan(tmp_path: Path) -> None:
    body = "甲山县义务教育均衡发展意见\n一、工作目标\n义务教育巩固率达到96%以上。\n专任教师本科以上学历比例达到80%以上。\n二、主要任务\n建立校长交流制度。\n严禁体罚学生。\n定期开展教研活动，提高教育质量。"
    path = tmp_path / "open.txt"
    path.write_text(body, "utf-8")
    kinds = [each.kind for each in checked(path).findings]
    assert kinds.count("no-owner") == kinds.count("no-deadline-at-all") == 1
    path.write_text(body.replace("专任教师", "到2027年，由县教育局负责，专任教师"), "utf-8")
    findings = {each.kind: each for each in checked(path).findings}
    assert "no-owner" not in findings
    assert findings["no-deadline"].figure.startswith("1 / ")
    assert {"targets-without-owner", "duties-without-owner"} <= set(findings)


def test_several_plans_are_compared(tmp_path: Path) -> None:
    texts = {"one.txt": "甲县规划\n小学辍学率控制在1%以内。\n实行校长负责制。", "two.txt": "乙县规划\n小学辍学率控制在0.5%以内。\n坚持党组织领导的校长负责制。"}
    documents = []
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
        documents.append(read_document(tmp_path / name))
    said = check_together(documents)
    assert [(each.kind, each.plan, each.line) for each in said] == [("plans-differ", "one.txt", 2), ("plans-differ", "one.txt", 3)]
    assert "<=1%" in said[0].figure
    assert "<=0.5%" in said[0].figure
    assert check_together([documents[0], documents[0]]) == []
