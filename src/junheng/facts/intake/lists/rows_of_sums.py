"""A row that is the sum of the rows beside it: a school with its teaching points, or a district, beside each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.rows import SCHOOLS_NAME
from junheng.facts.intake.lists.totals import Summed
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, Severity

ROW_OF_SUMS = "row-of-sums"
_FEWEST_ROWS = 2
_ENOUGH, _FEWEST = 3, 2  # columns that agree: so many by chance in no list; fewer only where the name tells it too
_LARGE = 100  # small figures are the sums of others by chance
_ROUNDED = 1_000  # parts of a figure that rounding may take away
_SAYS_ALL = "含全总"
_FEWEST_OF_ALL, _COLUMNS_OF_ALL, _MORE = 5, 6, 1.25  # rows; columns that are all so; by how much more


def report_sums(
    sheet: Sheet, rows: Sequence[int], parts: Sequence[int], name: int | None, township: int | None, columns: Sequence[Summed], findings: list[Finding]
) -> None:
    """Read as a school all the same: nobody can tell which of the rows are too many. parts: lines 其中：本部, which are no schools but belong to the sum."""
    if not _FEWEST_ROWS < len(rows) + len(parts) <= LONGEST_BY_HAND:
        return
    full = [each for each in columns if not each.values.null_count() and (each.values > 0).any()]
    if len(full) < _FEWEST:
        return
    figures = list(zip(*(each.values.to_list() for each in full), strict=True))
    totals, slack = [sum(column) for column in zip(*figures, strict=True)], [each.scale // 2 for each in full]  # 41971 m² for 41971.02
    of_township = _of_townships(sheet, rows, township, figures, slack) if township is not None else {}
    findings += _sums_with_parts(sheet, dict(zip(rows, figures, strict=True)), parts, name, full) if parts else ()
    for at, own in enumerate(figures):
        said = sheet.cell(rows[at], name) if name is not None else ""
        largest = max(value / each.scale for value, each in zip(own, full, strict=True))
        enough = _FEWEST if _is_of_several(said) else _ENOUGH
        if sum(value > 0 for value in own) < enough or largest < _LARGE:
            continue
        below, above = (_how_many(own, map(figures.__getitem__, places), slack) for places in (range(at + 1, len(figures)), range(at - 1, -1, -1)))
        if below or above:
            findings.append(_is_sum(sheet, rows[at], name, shown(said), below or above, "下面" if below else "上面", "below" if below else "above"))
        elif count := of_township.get(at):
            findings.append(_is_sum(sheet, rows[at], name, shown(said), count, "同一乡镇其他", "of the others of its township"))
        elif len(figures) >= _FEWEST_OF_ALL and _is_of_all(own, totals):
            findings.append(_is_total(sheet, rows[at], sorted({each.column for each in full}), shown(said), len(figures) - 1))


def _of_townships(sheet: Sheet, rows: Sequence[int], township: int, figures: Sequence[tuple[int, ...]], slack: Sequence[int]) -> dict[int, int]:
    """The places of rows that are the sum of all others of their township, wherever these stand, and how many these are."""
    groups = defaultdict[str, list[int]](list)
    for at, row in enumerate(rows):
        groups[plain(sheet.cell(row, township))].append(at)
    found = dict[int, int]()
    for named, places in groups.items():
        if not named or len(places) <= _FEWEST_ROWS:
            continue
        totals = [sum(column) for column in zip(*(figures[at] for at in places), strict=True)]
        found |= {at: len(places) - 1 for at in places if all(abs(total - 2 * value) <= min(most, value // _ROUNDED) for total, value, most in zip(totals, figures[at], slack, strict=True))}
    return found


def _is_of_all(own: tuple[int, ...], totals: Sequence[int]) -> bool:
    """Whether every figure is that of all other rows together, or a little more: a total in the line of a school, with what stood there before."""
    pairs = [(value, total - value) for value, total in zip(own, totals, strict=True) if value]
    return len(pairs) >= _COLUMNS_OF_ALL and all(others <= value <= others * _MORE for value, others in pairs)


def _is_total(sheet: Sheet, row: int, columns: Sequence[int], name: str, others: int) -> Finding:
    return Finding(
        Severity.WARNING, ROW_OF_SUMS,
        Message(
            f"“{name}”各列的数都等于或略多于其余 {others} 行之和，可能把合计填进了学校行；仍按学校读取，请改回这所学校的数",
            f"all figures of {name} are those of the other {others} rows together, or a little more: totals in the line of a school? It was read as a school; write its own figures",
        ),
        *sheet.at(row, columns[0]), shown(sheet.cell(row, columns[0])), "", tuple(sheet.at(row, column) for column in columns[1:]),
    )


def _is_of_several(said: Cell) -> bool:
    text = plain(said)
    return not SCHOOLS_NAME.fullmatch(text) or any(f"({word}" in text for word in _SAYS_ALL)


def _sums_with_parts(sheet: Sheet, of_schools: dict[int, tuple[int, ...]], parts: Sequence[int], name: int | None, columns: Sequence[Summed]) -> Iterator[Finding]:
    """A school over its 其中：本部 and its teaching points, which are schools of their own: with them it counts twice."""
    figures = of_schools | {row: tuple(int(each.read(sheet.cell(row, each.column)).value or 0) for each in columns) for row in parts}
    lines, slack = sorted(figures), [each.scale // 2 for each in columns]
    for at, row in enumerate(lines[:-1]):
        own = figures[row]
        if row not in of_schools or lines[at + 1] in of_schools or sum(value > 0 for value in own) < _FEWEST:
            continue
        count = _how_many(own, [figures[each] for each in lines[at + 1 :]], slack)
        schools = sum(each in of_schools for each in lines[at + 1 : at + 1 + count])
        if schools:
            yield _holds_others(sheet, row, name, count, schools)


def _how_many(own: tuple[int, ...], beside: Iterable[tuple[int, ...]], slack: Sequence[int]) -> int:
    """How many of the next rows add up to it; 0 where none do. slack: by which a measure may miss the sum, where it was rounded."""
    sums, off = [0] * len(own), [min(most, value // _ROUNDED) for most, value in zip(slack, own, strict=True)]
    for count, figures in enumerate(beside, start=1):
        sums = [one + other for one, other in zip(sums, figures, strict=True)]
        if any(one > value + most for one, value, most in zip(sums, own, off, strict=True)):
            return 0
        if count >= _FEWEST_ROWS and all(abs(one - value) <= most for one, value, most in zip(sums, own, off, strict=True)):
            return count
    return 0


def _holds_others(sheet: Sheet, row: int, column: int | None, count: int, schools: int) -> Finding:
    name = shown(sheet.cell(row, column)) if column is not None else ""
    return Finding(
        Severity.WARNING, ROW_OF_SUMS,
        Message(
            f"“{name}”各列的数都是下面 {count} 行（含“其中”行）之和，其中 {schools} 行又各作为一所学校读取，会重复计算；请把这一行改成本校（本部）自己的数，删去“其中”行",
            f"all figures of {name} are the sums of the {count} rows below (其中 among them), and {schools} of these were read as schools of their own: they count twice. "
            "Write the school's own figures in its line and take the line 其中 away",
        ),
        *sheet.at(row, column), name,
    )


def _is_sum(sheet: Sheet, row: int, column: int | None, name: str, count: int, zh: str, en: str) -> Finding:
    return Finding(
        Severity.WARNING, ROW_OF_SUMS,
        Message(
            f"“{name}”各列的数都是{zh} {count} 行之和，可能是小计，或含教学点的合计；仍按学校读取，会重复计算。若是小计，请删去这一行或在校名处写“小计”",
            f"all figures of {name} are the sums of the {count} rows {en}: a subtotal, or a school with its teaching points? It was read as a school and counts twice. "
            "If it is a subtotal, delete the row or write 小计 for its name",
        ),
        *sheet.at(row, column), name,
    )
