"""The report of a check of a plan: groups by what is to be done, each row with severity in words, place, figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.reports.content import Heading, Table
from junheng.reports.plan_check import build
from junheng.rules.plans.doctor import check_document, check_together
from junheng.rules.plans.reading import read_document
from junheng.terms import Lang

FLAWED = Path(__file__).parents[1] / "rules/plans/flawed"


@pytest.mark.parametrize(("lang", "first", "severity", "todo"), [
    (Lang.ZH, "（一）重算数字", "× 错误", "查原始数据，更正合计或分项"), (Lang.EN, "1.1 Recompute the figures", "× error", "look up the source; correct the total or the parts"),
])
def test_rows_are_grouped_by_what_is_to_be_done(lang: Lang, first: str, severity: str, todo: str) -> None:
    report = build([check_document(read_document(FLAWED / "school.txt"))], [], lang)
    assert [each.numbered for each in report.blocks if isinstance(each, Heading)][1] == first
    overview, figures = report.tables[:2]
    # errors in the figures: two sums and the class size
    assert [cell.text for cell in overview.rows[0]][1:] == ["3", "0", "0"]
    (row,) = [row for row in figures.rows if "318+304 = 622" in row[3].text]
    assert (row[0].text, row[1].text, row[4].text) == (severity, "4", todo)
    assert "学校有12个教学班" in row[2].text


def test_what_is_right_and_what_plans_ask_differently_has_its_own_table() -> None:
    documents = [read_document(FLAWED / name) for name in ("county.txt", "school.txt")]
    report = build([check_document(read_document(FLAWED / "clean.txt"))], check_together(documents), Lang.ZH)
    titles = [each.title for each in report.blocks if isinstance(each, Table)]
    assert titles == ["重算无误", "几份规划之间"]
    assert any("28+10+2 = 40" in cell.text for row in report.tables[0].rows for cell in row)
