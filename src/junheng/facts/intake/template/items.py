"""The sheet 县域项目 against the workbook's own list of items: unknown numbers, shares written as fractions, an answer in the wrong column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from junheng.facts.delivery import Block, Value
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.tables import COUNTY_YEARS
from junheng.terms import Finding, Message, Severity

_ASKED, _UNIT = 4, 5  # columns of the list of items, from 0
_AT_LEAST = re.compile(r"[≥>]=?(\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class _Item:
    """What a standard asks for: a limit, or yes or no by a document."""

    asked: str
    unit: Message

    @property
    def by_document(self) -> bool:
        return self.asked.startswith("是/否")

    @property
    def least(self) -> float | None:
        """The smallest limit of those that a value has to reach."""
        found = [float(limit) for limit in _AT_LEAST.findall(self.asked)]
        return min(found) if found else None


class _Wrong(NamedTuple):
    """column: of the row, at whose cell it is told."""

    column: str
    message: Message
    allowed: str


def check_items(blocks: Sequence[Block], listed: Sheet) -> Iterator[Finding]:
    """blocks: what was read of 县域项目; listed: the sheet 项目清单 of the same workbook."""
    known: dict[str, list[_Item]] = {}  # two standards may ask for one item, one of them for a value and the other for yes or no
    for cells in listed.rows[1:]:
        if len(cells) > _UNIT and plain(cells[0]):
            known.setdefault(shown(cells[0]), []).append(_Item(plain(cells[_ASKED]), _unit(shown(cells[_UNIT]))))
    for block in blocks if known else ():
        columns = [block.columns.get(name) for name in ("item", "value", "met")]
        for index, row in enumerate(block.rows):
            item, value, met = (None if column is None else column[index] for column in columns)
            found = _wrong_for_all(known[str(item)], value, met) if item in known else _unlisted(item, known)
            if found:
                said = {"item": item, "value": value, "met": met}[found.column]
                yield _finding(block, row, found, shown(said or ""))


def _finding(block: Block, row: int, wrong: _Wrong, said: str) -> Finding:
    rule = "item-unknown" if wrong.column == "item" else f"item-{wrong.column}"
    letter = block.letters.get(wrong.column, "")
    return Finding(Severity.WARNING, rule, wrong.message, block.file, block.sheet, f"{letter}{row}", said, wrong.allowed)


def _unit(said: str) -> Message:
    """`元/生 / yuan per pupil` in its two languages."""
    zh, _, en = said.partition(" / ")
    return Message(zh, en or zh)


def _unlisted(item: Value, known: Mapping[str, object]) -> _Wrong:
    some = "、".join([*known][:3])
    return _Wrong("item", Message(
        f"“{item}”不在“项目清单”中，评估用不到这一行；请填清单第一列的编号（如 {some}）。若是自己的标准中的项目，不必理会",
        f"{item} is not in the sheet 项目清单, so no evaluation asks for this row; write a number of its first column ({some}, ...). "
        "If it is an item of a standard of your own, leave it",
    ), some)


def _wrong_for_all(items: Sequence[_Item], value: Value, met: Value) -> _Wrong | None:
    """What is wrong with the row for every standard that asks for the item; a value speaks to those that ask for one."""
    asking = [item for item in items if not item.by_document] if value is not None else []
    wrong = [_wrong(item, value, met) for item in asking or items]
    return wrong[0] if all(wrong) else None


def _wrong(item: _Item, value: Value, met: Value) -> _Wrong | None:
    of_value, of_met = (COUNTY_YEARS.column(name).header for name in ("value", "met"))
    if item.by_document and met is None and value is not None:
        return _Wrong("value", Message(
            f"这一项凭材料判断，数值不用；请在“{of_met.zh}”填是或否",
            f"this item is judged by document and no value is used: write 是 or 否 under `{of_met.en}`",
        ), "是、否")
    if not item.by_document and value is None and met is not None:
        return _Wrong("met", Message(
            f"这一项要填数值（{item.asked} {item.unit.zh}），是、否不用；请填“{of_value.zh}”",
            f"this item asks for a value ({item.asked} {item.unit.en}), 是 or 否 is not used: fill `{of_value.en}`",
        ), item.asked)
    if isinstance(value, float) and item.unit.zh == "%" and 0 < value <= 1 and (item.least or 0) > 1:
        return _Wrong("value", Message(
            f"填的是 {value:g}，本项单位是 %：若是 {value * 100:g}%，请填 {value * 100:g}（百分比格式的单元格存的是小数）",
            f"it holds {value:g}, and the unit is %: if {value * 100:g}% is meant, write {value * 100:g} (a cell in percent format holds the fraction)",
        ), item.asked)
    if isinstance(value, float) and item.unit.zh == "比率" and value > 1:
        return _Wrong("value", Message(
            f"填的是 {value:g}，本项单位是比率：若是 {value:g}%，请填 {value / 100:g}",
            f"it holds {value:g}, and the unit is a ratio: if {value:g}% is meant, write {value / 100:g}",
        ), item.asked)
    return None
