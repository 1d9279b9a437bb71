"""Every kind of finding has a text that shows it and a text beside it that is free of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from junheng.rules.plans.doctor import PlanFinding, check_document, kinds
from junheng.rules.plans.reading import read_document

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text("utf-8"))
OF_A_PLAN_FILE = {"targets-without-number", "deadline-after-end", "milestones-out-of-order"}  # test_plan_file.py
OF_A_WHOLE_PLAN = {"no-deadline", "no-deadline-at-all", "no-owner", "targets-without-owner", "duties-without-owner"}  # test_whole_plans.py
OF_SEVERAL = {"plans-differ"}


def said(tmp_path: Path, text: str) -> list[PlanFinding]:
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    checked = check_document(read_document(path))
    return [*checked.findings, *checked.recomputed]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["kind"])
def test_a_kind_is_told_where_it_is_and_not_where_it_is_not(example: dict, tmp_path: Path) -> None:
    hits = [each for each in said(tmp_path, example["bad"]) if each.kind == example["kind"]]
    assert hits, "not found"
    assert any(example.get("in", "") in f"{each.figure} {each.message.zh}" for each in hits), [each.message.zh for each in hits]
    assert [each.message.zh for each in said(tmp_path, example["good"]) if each.kind == example["kind"]] == []


def test_every_kind_has_its_example() -> None:
    shown = {each["kind"] for each in EXAMPLES} | OF_A_PLAN_FILE | OF_A_WHOLE_PLAN | OF_SEVERAL | {"right"}
    assert set(kinds()) - shown == set()
    assert shown - set(kinds()) == set()
