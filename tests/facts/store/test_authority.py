"""One number, one source: where two sources differ the one that goes before is used, with a warning; else neither."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.facts.checks.county import County, code

from junheng.cli import api
from junheng.facts import load
from junheng.facts.store.authority import Authority, default_order
from junheng.terms import Severity, UsageError

EXPORT = "甲县2024年小学统计表\n学校名称,学校标识码,办学类型,统计三级,在校生数\n甲县第三小学,{code},小学,甲县,{pupils}\n"


def read(tmp_path: Path, order: Sequence[str] | None, pupils: int = 305) -> tuple[int | None, list[tuple[str, Severity, str]]]:
    other = tmp_path / "甲县2024.csv"
    other.write_text(EXPORT.format(code=code(2), pupils=pupils), "utf-8")
    facts, delivery = load([County().write(tmp_path / "county.xlsx"), other], authority=order)
    rows = facts.school_years.rows(named=True)
    used = next(row["pupils"] for row in rows if (row["school"], row["year"], row["stage"]) == (code(2), 2024, "primary"))
    return used, [(each.rule, each.severity, each.cell) for each in delivery.findings if each.rule == "fact-twice"]


def test_the_same_number_twice_is_no_finding(tmp_path: Path) -> None:
    assert read(tmp_path, None, 300) == (300, [])


@pytest.mark.parametrize("order", [None, (), ("cn/jiaoji", "cn/county-export")])
def test_without_an_order_of_both_neither_is_used(order: Sequence[str] | None, tmp_path: Path) -> None:
    used, found = read(tmp_path, order)
    assert used is None
    assert [(rule, severity) for rule, severity, _ in found] == [("fact-twice", Severity.ERROR)]


@pytest.mark.parametrize(("order", "expected"), [
    (("junheng/template", "cn/county-export"), 300), (("cn/county-export", "cn/jiaoji", "junheng/template"), 305),
])
def test_the_first_source_is_used_with_a_warning_at_a_cell(order: Sequence[str], expected: int, tmp_path: Path) -> None:
    used, found = read(tmp_path, order)
    assert used == expected
    ((rule, severity, cell),) = found
    assert (rule, severity) == ("fact-twice", Severity.WARNING)
    assert cell[0].isalpha()


def test_two_different_figures_of_the_first_source_decide_nothing() -> None:
    authority = Authority(("a", "b"), {"1.csv": "a", "2.csv": "a", "3.csv": "b"})
    assert authority.chosen([("1.csv", 5), ("2.csv", 6), ("3.csv", 7)]) is None
    assert authority.chosen([("1.csv", 5), ("2.csv", 5), ("3.csv", 7)]) == ("a", 5)
    assert authority.chosen([("1.csv", 5), ("2.csv", 6)]) is None
    assert default_order()[0] == "cn/jiaoji"


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no source cn/nowhere"):
        api.read(County().write(tmp_path / "county.xlsx"), authority="cn/nowhere")
