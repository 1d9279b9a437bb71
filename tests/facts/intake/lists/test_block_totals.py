"""Lists of townships under each other, each closed by 合计: it is of its own schools. Figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, read

from junheng.facts import Delivery

HEAD = ["学校名称", "班数", "在校生数", "专任教师数"]


def blocks(*totals: list[object], repeated: bool = True) -> Grid:
    """Three townships; the third line of each closes it."""
    rows: Grid = [["甲县2023-2024学年小学一览表"], HEAD]
    for town, one, other, total in zip("东西南", ([10, 312, 24], [13, 221, 13], [7, 380, 15]), ([8, 365, 16], [11, 274, 18], [14, 433, 20]), totals, strict=True):
        rows += [[], [f"甲县{town}镇2023-2024学年小学一览表"], HEAD] if repeated and town != "东" else []
        rows += [[f"{town}镇中心小学", *one], [f"{town}镇王家小学", *other], total]
    return rows


def told(delivery: Delivery) -> list[tuple[str, str, object]]:
    return [(each.rule, each.cell, each.allowed) for each in delivery.findings if each.rule in ("total-disagrees", "total-larger", "total-differs")]


EAST, WEST, SOUTH = (["合计", 18, 677, 40], ["合计", 24, 495, 31], ["合计", 21, 813, 35])
ALL = ["总计", 63, 1985, 106]


@pytest.mark.parametrize("repeated", [True, False])
def test_each_is_of_its_own_schools(tmp_path: Path, repeated: bool) -> None:
    assert told(read(tmp_path, blocks(EAST, WEST, SOUTH, repeated=repeated))[1]) == []
    assert told(read(tmp_path, [*blocks(EAST, WEST, SOUTH, repeated=repeated), ALL])[1]) == []


def test_the_last_may_be_of_all_schools(tmp_path: Path) -> None:
    """The last township has no line of its own."""
    assert told(read(tmp_path, blocks(EAST, WEST, ALL))[1]) == []


def test_a_figure_that_is_not_the_sum_is_told_once(tmp_path: Path) -> None:
    """274 + 221 = 495 pupils of the second township; the total of the county took the slip with it."""
    slip: list[object] = ["合计", 24, 594, 31]
    assert told(read(tmp_path, blocks(EAST, slip, SOUTH))[1]) == [("total-disagrees", "C11", "= 495")]
    assert told(read(tmp_path, [*blocks(EAST, slip, SOUTH), ["总计", 63, 2084, 106]])[1]) == [("total-disagrees", "C11", "= 495")]
    assert told(read(tmp_path, [*blocks(EAST, WEST, SOUTH), ["总计", 63, 1975, 106]])[1]) == [("total-disagrees", "C18", "= 1985")]


def test_subtotals_of_stages_in_each_block(tmp_path: Path) -> None:
    """300 + 317 primary and 280 junior pupils; the junior subtotal 281 is told, and not again at the total that follows it."""
    def rows(junior: int, total: int) -> Grid:
        out: Grid = [["甲县2023-2024学年学校一览表"], HEAD]
        for town in "东西":
            own, whole = (junior, total) if town == "西" else (280, 897)
            out += [[f"{town}镇中心小学", 8, 300, 20], [f"{town}镇王家小学", 9, 317, 21], ["小学小计", 17, 617, 41]]
            out += [[f"{town}镇初级中学", 6, 280, 19], ["初中小计", 6, own, 19], ["合计", 23, whole, 60]]
        return out

    assert told(read(tmp_path, rows(280, 897))[1]) == []
    assert told(read(tmp_path, rows(281, 898))[1]) == [("total-disagrees", "C13", "= 280")]
    assert told(read(tmp_path, rows(280, 899))[1]) == [("total-disagrees", "C14", "= 897")]
