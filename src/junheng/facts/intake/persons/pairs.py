"""Basic facts printed in pairs, 校长 | … | 是否计校数 | 是: what is personal stands beside its label there, and over no column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from junheng.facts.intake.persons.kinds import Personal, kind_of_head
from junheng.facts.intake.values.sheet import Sheet, cell_in
from junheng.facts.intake.values.text import plain

_LABEL = re.compile(
    r"(?:学校|机构)?(?:\(机构\))?(?:名称|标识码|驻地|地址|驻地城乡类型|举办者|办学性质|办学类型)|曾用名|属地管理教育行政部门|办学许可证号|建校年月|邮政编码|是否计校数?|所属中心校(?:名称|标识码)|附设班类型"
)
_FEWEST, _LONGEST = 3, 60  # labels in each column, rows of such a sheet


def columns_of_pairs(sheet: Sheet) -> list[int]:
    """The columns of labels; none where a sheet is no such form."""
    if len(sheet.rows) > _LONGEST or sum(map(_is_label, sheet.labels())) < _FEWEST:
        return []
    rows = range(len(sheet.rows))
    found = [column for column in range(sheet.width(rows)) if sum(map(_is_label, sheet.column(column, rows))) >= _FEWEST]
    return found if len(found) > 1 else []


def _is_label(cell: object) -> bool:
    return type(cell) is str and cell != "" and _LABEL.fullmatch(plain(cell)) is not None


def clear_pairs(sheet: Sheet, columns: list[int]) -> Iterator[tuple[int, int, Personal, int]]:
    """Empties what is answered to labels that ask for something personal. Of each the row and the column of the label, the kind, and how many cells were filled."""
    for row, cells in enumerate(sheet.rows):
        for at, end in pairwise([*columns, len(cells)]):
            label = cell_in(cells, at)
            kind = kind_of_head(label) if type(label) is str and label else None
            answers = [column for column in range(at + 1, min(end, len(cells))) if plain(cells[column])] if kind and kind != Personal.TRAIT else []
            for column in answers:
                cells[column] = ""
            if answers and kind:
                yield row, at, kind, len(answers)
