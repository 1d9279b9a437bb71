"""Tables of targets: a column of indicators, a column per year, perhaps one of units and one of the present state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from junheng.rules.plans.document import Line
from junheng.rules.plans.plan import Comparator, When
from junheng.rules.plans.reading.clauses import narrow
from junheng.rules.plans.reading.quantities import WITHOUT_UNIT, comparator, quantities
from junheng.rules.plans.reading.words import Units, words

_INDICATOR = re.compile(r"指标|项目|目标任务|内容|名称|目标$|监测点")
_YEAR = re.compile(r"(20\d\d)")
_YEAR_ALONE = re.compile(r"^(20\d\d)(?:年|年度|年底)?$")
_UNIT = re.compile(r"单位$|^计量")
_NOW = re.compile(r"现状|基期|现有|基准|完成值|实际|当前|基础值")
_VALUE = re.compile(r"目标值?|规划值|标准|要求|完成")
_NUMBER = re.compile(r"^\s*([≥≤><=~约不少于低高超过]*)\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:[-~至]\s*(\d+(?:\.\d+)?))?\s*(%|‰|[^\d\s%‰:]{0,6}?)\s*(以上|以下|以内|左右|及以上)?\s*$")
_RATIO = re.compile(r"^\s*([≥≤><=~]*)\s*(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)\s*$")
_SIGNS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "约": "~", "~": "~", "不少于": ">=", "不低于": ">=", "不超过": "<=", "不高于": "<=", "": "", "以上": ">=", "及以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}
_BRACKETED = re.compile(r"[（(]([^（）()]{1,8})[）)]\s*$")


@dataclass(frozen=True)
class TableTarget:
    line: int
    row: str  # the row as printed: the sentence of the reading
    indicator: str
    comparator: Comparator
    value: Decimal
    unit: str
    when: When
    is_fact: bool
    value_from: Decimal | None = None


@dataclass(frozen=True)
class _Columns:
    indicator: int
    unit: int | None
    years: dict[int, When]
    facts: frozenset[int]


def table_targets(lines: Sequence[Line], since: int | None = None) -> tuple[list[TableTarget], set[int]]:
    """The readings, and the lines that were read as tables of targets. A column of a year before `since` holds facts."""
    found: list[TableTarget] = []
    used: set[int] = set()
    for rows in _tables(lines):
        head, columns = next(((at, each) for at, row in enumerate(rows[:2]) if (each := _columns(row.text.split("\t"), since))), (0, None))
        turned = [] if columns else list(_turned(rows, since))
        if turned:
            found.extend(turned)
            used.update(row.number for row in rows)
        if columns:
            readings = [each for row in rows[head + 1 :] for each in _row(row, columns)]
            if readings:
                found.extend(readings)
                used.update(row.number for row in rows)
    return found, used


def _turned(rows: Sequence[Line], since: int | None) -> Iterator[TableTarget]:
    """Years down the side and an indicator to a column; none where fewer than two rows begin with a year."""
    heads = [narrow(each).strip() for each in rows[0].text.split("\t")]
    dated = [(row, year) for row in rows[1:] if (year := _YEAR_ALONE.match(narrow(row.text).split("\t")[0].strip()))]
    for row, year in dated if len(dated) > 1 else []:
        when = When(printed=year.group(), year=int(year.group(1)))
        cells = [narrow(each).strip() for each in row.text.split("\t")]
        for name, cell in list(zip(heads, cells, strict=False))[1:]:
            bracket = _BRACKETED.search(name)
            read = _cell(cell, bracket.group(1) if bracket else "", _BRACKETED.sub("", name)) if name and cell else None
            if read:
                sign, value, value_from, unit = read
                past = since is not None and int(year.group(1)) < since
                yield TableTarget(row.number, " | ".join([*filter(None, cells), name]), _BRACKETED.sub("", name), sign, value, unit, when, past, value_from)


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    rows: list[Line] = []
    for line in [*lines, Line(0, "end")]:
        if line.in_table:
            rows.extend([line] if line.text.strip() else [])
        elif rows and (line.text.strip() or line.number == 0):
            if len(rows) > 1:
                yield rows
            rows = []


def _columns(cells: list[str], since: int | None) -> _Columns | None:
    heads = [narrow(each).replace(" ", "") for each in cells]
    indicator = next((column for column, head in enumerate(heads) if _INDICATOR.search(head) and not _YEAR.search(head) and not head.endswith("值")), None)
    if indicator is None:
        return None
    unit = next((column for column, head in enumerate(heads) if _UNIT.search(head)), None)
    years: dict[int, When] = {}
    for column, head in enumerate(heads):
        year = _YEAR.search(head)
        if column not in (indicator, unit) and (year or (_VALUE.search(head) and not _INDICATOR.search(head)) or _NOW.search(head) or head.endswith("目标值")):
            years[column] = When(printed=head, year=int(year.group(1)) if year else None)
    return _Columns(indicator, unit, years, frozenset(column for column, when in years.items() if _NOW.search(heads[column]) or (since and when.year and when.year < since))) if years else None


def _row(row: Line, columns: _Columns) -> Iterator[TableTarget]:
    cells = [narrow(each).strip() for each in row.text.split("\t")]
    name = cells[columns.indicator] if columns.indicator < len(cells) else ""
    bracket = _BRACKETED.search(name)
    printed = cells[columns.unit] if columns.unit is not None and columns.unit < len(cells) else bracket.group(1) if bracket else ""
    if not name or name.isdigit():
        return
    indicator = _BRACKETED.sub("", name) if bracket and printed == bracket.group(1) else name
    for column, when in columns.years.items():
        read = _cell(cells[column], printed, indicator) if column < len(cells) else None
        if read:
            sign, value, value_from, unit = read
            yield TableTarget(row.number, " | ".join(filter(None, cells)), indicator, sign, value, unit, when, column in columns.facts, value_from)


def _cell(text: str, printed: str, indicator: str) -> tuple[Comparator, Decimal, Decimal | None, str] | None:
    ratio, plain = _RATIO.match(text), _NUMBER.match(text)
    if ratio:
        left, right = Decimal(ratio.group(2)), Decimal(ratio.group(3))
        value = right / left if left == 1 else left / right if right else left
        return _sign(ratio.group(1)), value, None, "ratio"
    if plain:
        value, high = Decimal(plain.group(2).replace(",", "")), plain.group(3)
        unit, times = _unit(plain.group(4) or printed, indicator)
        sign = _sign(plain.group(1) or plain.group(5) or "")
        return sign, (Decimal(high) if high else value) * times, value * times if high else None, unit
    ones = quantities(text)
    if len(ones) == 1:
        return comparator(ones[0]), ones[0].value, ones[0].value_from, ones[0].unit or "item"  # type: ignore[return-value]
    return None


def _sign(text: str) -> Comparator:
    return _SIGNS.get(text, ">=" if "不低" in text or "不少" in text else "<=" if "不" in text else "") or "="  # type: ignore[return-value]


def _unit(printed: str, indicator: str) -> tuple[str, Decimal]:
    """The unit of a cell or column, and what its figures are multiplied by (万元)."""
    times = Decimal(1)
    if not printed and WITHOUT_UNIT.search(indicator):
        return "ratio", times
    for sign, factor in (("亿", 100_000_000), ("万", 10_000)):
        if printed.startswith(sign):
            printed, times = printed[1:], Decimal(factor)
    names = {each: unit for unit, group in words(Units).units.items() for each in group}
    unit = next((names[each] for each in (printed, f"个{printed}") if each in names and printed not in ("个", "所", "")), "")
    if not unit and printed in ("所", "个", ""):
        kinds = words(Units).by_noun.get(printed or "个", {})
        unit = next((kind for kind, nouns in kinds.items() if any(noun in indicator for noun in nouns)), "school" if printed == "所" else "item" if printed else "")
    if not unit and printed.split("/")[0] in names:
        unit = names[printed.split("/")[0]]
    return unit or ("percent" if indicator.endswith(("率", "比例", "比重", "占比")) else "item"), times
