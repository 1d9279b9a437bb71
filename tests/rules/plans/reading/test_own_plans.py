"""Whole plans in the phrasing of several provinces, written for the tests, against their gold written by hand beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.cli.benches.plan_scores import load_gold, score, scores, totals
from junheng.rules.plans.reading import read_plan

OWN = Path(__file__).parent.parent / "own"
GOLD = OWN.parent / "gold"


def test_every_plan_of_the_tests_says_that_it_is_one() -> None:
    assert [path.name for path in OWN.glob("own*.*") if path.suffix != ".yaml" and "为测试而写" not in path.read_text("utf-8").splitlines()[0]] == []


def test_recall_and_precision_of_the_own_plans() -> None:
    found = totals([each for _, each in scores(OWN, [OWN])])
    assert found["targets"] > 150
    assert found["recall"] >= 0.95
    assert found["precision"] >= 0.9
    assert found["duties_found"] >= 0.85 * found["duties"]
    assert found["facts_found"] >= 0.9 * found["facts"]


def test_a_missed_target_and_one_too_many_are_counted() -> None:
    gold = load_gold(OWN / "own1-school.yaml")
    reading = read_plan(OWN / gold.document)
    fewer = score("fewer", gold.__class__(document=gold.document, targets=gold.targets[1:]), reading)
    assert len(fewer.extra) == 1
    other = gold.targets[0].__class__(line=1, term="无", comparator="=", value=gold.targets[0].value, unit=("m2",))
    assert score("more", gold.__class__(document=gold.document, targets=(other,)), reading).right == 0


@pytest.mark.parametrize(("name", "numeric", "duties"), [("d1", 16, 18), ("d2", 12, 6), ("d3", 39, 7), ("d4", 12, 8), ("d5", 49, 13)])
def test_the_gold_of_the_five_plans_is_whole(name: str, numeric: int, duties: int) -> None:
    gold = load_gold(GOLD / f"{name}.yaml")
    assert sum(not each.optional for each in gold.targets) == numeric
    assert len(gold.duties) == duties


def test_gold_is_found_by_its_document_and_other_gold_beside_it_is_passed_over(tmp_path: Path) -> None:
    assert scores(GOLD, [tmp_path]) == []
    (tmp_path / "d2.txt").write_text("二、目标规划\n硬化面积780平方米，学校教育管理。\n", "utf-8")
    assert [each.name for _, each in scores(GOLD, [tmp_path])] == ["d2"]
