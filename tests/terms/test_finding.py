"""How a finding tells the cells against which it stands."""

from __future__ import annotations

import pytest

from junheng.terms import Finding, Lang, Place, Severity, same


def against(*places: Place) -> Finding:
    return Finding(Severity.WARNING, "rule", same("-"), "甲.xlsx", "表一", "B2", against=places)


@pytest.mark.parametrize(("places", "told"), [
    ((), ""),
    ((("甲.xlsx", "表一", "C2"), ("甲.xlsx", "表一", "D2")), "C2、D2"),
    ((("甲.xlsx", "表二", "C2"),), "表二 C2"),
    ((("乙.xlsx", "表一", "C2"),), "乙.xlsx 表一 C2"),  # the same name of a sheet, in another file
    ((("乙.csv", "", "C2"),), "乙.csv C2"),
    ((("甲.xlsx", "表一", "7"),), "第 7 行"),
])
def test_addresses_name_what_is_not_the_findings_own(places: tuple[Place, ...], told: str) -> None:
    assert against(*places).against_in(Lang.ZH) == told


def test_of_many_the_first_and_how_many_there_are() -> None:
    found = against(*(("甲.xlsx", "表一", f"C{row}") for row in range(2, 13)))
    assert found.against_in(Lang.ZH) == "C2、C3、C4、C5、C6、C7、C8、C9等 11 格"
    assert found.against_in(Lang.EN) == "C2, C3, C4, C5, C6, C7, C8, C9 and 3 more"


def test_the_same_said_of_another_cell_keeps_them() -> None:
    assert against(("甲.xlsx", "表一", "C2")).at("B3").against == (("甲.xlsx", "表一", "C2"),)


@pytest.mark.parametrize(("allowed", "shown"), [("松岭镇", "金沙真"), ("松岭乡、北街道", "金沙真"), ("小学、初级中学", "金**"), ("", "金**")])
def test_what_stands_where_a_township_should_is_no_persons_name(allowed: str, shown: str) -> None:
    """金沙真 for 金沙镇 begins like a name of three characters."""
    found = Finding(Severity.WARNING, "rule", same("填的是金沙真"), found="金沙真", allowed=allowed)
    assert (found.found, found.message.zh) == (shown, f"填的是{shown}")
