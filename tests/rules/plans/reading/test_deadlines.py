"""By when: the year that a target is due, not the one that a change sets out from; and every unit has its word."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import junheng.rules.plans.reading as reading
from junheng.rules.plans import labels

from .said import plan_of


@pytest.mark.parametrize(("text", "year"), [
    ("到2027年底，达标校占比由2024年的61%提升至95%以上。", 2027), ("达标校占比由2024年的61%提升至2027年的95%以上。", 2027),
    ("2027年，随班就读比例较2023年提高5个百分点。", 2027), ("从2026年起，每校专职教师达到2人以上。", 2026), ("达标校占比从2024年的61%提高到95%。", None),
])
def test_the_year_a_change_sets_out_from_is_no_deadline(text: str, year: int | None) -> None:
    assert [each.when.year for each in plan_of(text).targets if each.value is not None and each.line == 2] == [year]


def test_a_start_and_a_goal_are_no_range() -> None:
    (found,) = (each for each in plan_of("到2027年，达标校占比由61%提升至95%以上。").targets if each.value is not None and each.line == 2)
    assert (labels.asked(found).zh, labels.asked(found).en) == ("≥ 61 → 95%", "≥ 61 → 95%")


def test_every_unit_that_is_read_has_its_word_in_both_languages() -> None:
    words = yaml.safe_load((Path(reading.__file__).parent / "phrases/units.yaml").read_text("utf-8"))
    units = {*words["units"], *(unit for nouns in words["by_noun"].values() for unit in nouns)}
    assert len(units) > 40
    assert [unit for unit in sorted(units) if labels.unit(unit).zh == unit] == []
