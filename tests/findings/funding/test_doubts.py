"""Money that no test could use is told with its cell; so is a year that lacks in between."""

from __future__ import annotations

import pytest

from junheng.findings.funding import doubts
from junheng.terms import Severity

from .county import FILE, Row, funding, money, school

LISTED = [school("1", 2024)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (money("regular_revenue", 2024, 5, None, "1"), "funds-unused"),
        (money("debt", 2024, 5), "funds-unused"),
        (money("regular_revenue", 2024, 5, "primary"), "funds-unused"),
        (money("debt", 2024, 5, None, "9"), "funds-school-unknown"),
        (money("regular_revenue", 2024, 5, area="乙县"), "funds-area-unknown"),
    ],
)
def test_a_row_no_test_can_use_is_told_at_its_cell(row: Row, rule: str) -> None:
    [finding] = doubts(funding([row], LISTED))
    assert (finding.rule, finding.severity, finding.file, finding.sheet, finding.cell) == (rule, Severity.WARNING, FILE, "funds", "F2")


def test_rows_that_are_used_are_no_doubt() -> None:
    rows = [money("debt", 2024, 5, None, "1"), money("public_funds", 2024, 5, "primary"), money("public_funds", 2024, 5, "whole", "1"), money("teacher_pay", 2024, 1)]
    assert doubts(funding(rows, LISTED)) == []


def test_a_year_that_lacks_in_between_is_told() -> None:
    told = doubts(funding([money("regular_revenue", year, 1) for year in (2020, 2023)]))
    assert [(each.rule, each.message.en.split(",")[0]) for each in told] == [
        ("funds-year-missing", "甲县: no funds of 2021 are reported"), ("funds-year-missing", "甲县: no funds of 2022 are reported"),
    ]


def test_no_money_at_all_is_an_error() -> None:
    [finding] = doubts(funding([], LISTED))
    assert (finding.rule, finding.severity) == ("no-funds", Severity.ERROR)
