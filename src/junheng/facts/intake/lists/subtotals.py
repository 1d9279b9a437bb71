"""Lines of subtotals between the schools (小计, 石桥镇合计): each is the sum of the schools right above it, or right below."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from junheng.facts.intake.lists.block_totals import Blocks
from junheng.facts.intake.lists.rounding import is_off
from junheng.facts.intake.lists.totals import Summed, disagrees, is_grand, slip_of_formula
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import shown
from junheng.terms import Finding, Message, Severity

_MOST_LINES = 500  # of subtotals: a county has fewer townships
_FEW = 4  # cells of a total, each told by itself
_OF_TOTALS = ("total-disagrees", "total-larger", "total-differs")
_LARGE, _OTHERS, _SHARE = 100, 2, 0.75  # a figure that agrees by chance in no list; lines that agree wholly; of all figures


@dataclass(frozen=True)
class _Line:
    """A line of subtotals and its schools. cells: the column, the sum of its schools and what the line says, in steps of the unit."""

    row: int
    first: int
    last: int
    cells: tuple[tuple[Summed, int, int], ...]
    wrong: tuple[tuple[Summed, int, int], ...]


def check_subtotals(sheet: Sheet, totals: Sequence[int], blocks: Blocks, schools: Sequence[int], columns: Sequence[Summed], findings: list[Finding]) -> None:
    """totals: the rows of totals of all kinds, blocks: those of them that say 合计 and are of some schools.

    Only where most of the lines bear out what they are of: others put schools together that do not stand together (公办).
    """
    among = [row for row in totals if not is_grand(sheet.rows[row])]
    if len(among) > _MOST_LINES or not (among or blocks) or not schools:
        return
    layouts = [[line for row in among if (line := _line(sheet, row, totals, schools, columns, above=above)).cells] for above in (True, False)]
    lines = max(layouts, key=lambda lines: sum(len(line.cells) - len(line.wrong) for line in lines))
    count, wrong = sum(len(line.cells) for line in lines), sum(len(line.wrong) for line in lines)
    whole = sum(not line.wrong for line in lines)
    borne_out = count - wrong >= _SHARE * count or whole * 2 > len(lines)
    told = [line for line in lines if line.wrong and (_has_large(line) or (whole >= _OTHERS and borne_out))]
    of_blocks = [_of_schools(sheet, row, schools, columns, *block) for row, block in blocks.items()]
    _settle_grand(sheet, [row for row in totals if row not in blocks], schools, columns, _off([*_outside(told, of_blocks), *of_blocks]), bool(of_blocks) or (whole > 0 and borne_out), findings)
    for line in (*told, *(_unexplained(block, _off(_inside(told, block))) for block in of_blocks)):
        findings += _told(sheet, line, schools)


def _off(lines: Iterable[_Line]) -> dict[int, int]:
    """By how much the lines together are more than their schools, of each column."""
    off: dict[int, int] = defaultdict(int)
    for line in lines:
        for each, total, said in line.wrong:
            off[each.column] += said - total
    return off


def _inside(lines: Iterable[_Line], block: _Line) -> Iterator[_Line]:
    return (line for line in lines if block.first <= line.first and line.last <= block.last)


def _outside(lines: Iterable[_Line], blocks: Sequence[_Line]) -> Iterator[_Line]:
    return (line for line in lines if not any(block.first <= line.first and line.last <= block.last for block in blocks))


def _unexplained(block: _Line, off: dict[int, int]) -> _Line:
    """Without what is told at a subtotal of the block."""
    return replace(block, wrong=tuple((each, total, said) for each, total, said in block.wrong if off.get(each.column) != said - total))


def _has_large(line: _Line) -> bool:
    """Half of the line agrees, and a figure of it that is no chance."""
    return len(line.wrong) * 2 <= len(line.cells) and any(total == said and said >= _LARGE * each.scale for each, total, said in line.cells)


def _settle_grand(sheet: Sheet, totals: Sequence[int], schools: Sequence[int], columns: Sequence[Summed], off: dict[int, int], borne_out: bool, findings: list[Finding]) -> None:
    """What a subtotal is off, the total is off too: that is told once, at the subtotal.

    borne_out: by the subtotals; then the total is of all schools, however many of its figures differ.
    """
    for row in (row for row in totals if is_grand(sheet.rows[row])):
        wrong = [cell for cell in _cells(sheet, row, columns) if is_off(sheet, row, schools, *cell)]
        own = [(each, total) for each, total, said in wrong if off.get(each.column) != said - total]
        explained = {sheet.place(row, each.column) for each, total, said in wrong if off.get(each.column) == said - total}
        of_row = {sheet.place(row), *(sheet.place(row, each.column) for each in columns)}
        before = [each for each in findings if each.rule in _OF_TOTALS and (each.file, each.sheet) == (sheet.file, sheet.name) and each.cell in of_row]
        dropped = [each for each in before if (each.cell in explained and each.rule == "total-disagrees") or (each.rule != "total-disagrees" and not own)]
        if dropped:
            findings[:] = [each for each in findings if each not in dropped]
        at_once = [each for each in before if each.rule == "total-differs" and len(own) <= _FEW]
        if borne_out and (not before or at_once):
            findings[:] = [each for each in findings if each not in at_once]
            findings += [disagrees(sheet, row, each, total) for each, total in own]


def _cells(sheet: Sheet, row: int, columns: Sequence[Summed]) -> Iterator[tuple[Summed, int, int]]:
    """Of a total: each column in which no school's figure is missing, the sum of the schools, and what the line says."""
    cells = sheet.rows[row]
    for each in columns:
        said = each.read(cells[each.column]).value if each.column < len(cells) else None
        if said is not None and not each.values.null_count():
            yield each, int(each.values.sum()), int(said)


def _line(sheet: Sheet, row: int, totals: Sequence[int], schools: Sequence[int], columns: Sequence[Summed], above: bool) -> _Line:
    others = [other for other in totals if (other < row if above else other > row)]
    start, end = (max(others, default=-1), row) if above else (row, min(others, default=len(sheet.rows)))
    return _of_schools(sheet, row, schools, columns, bisect_left(schools, start), bisect_left(schools, end))


def _of_schools(sheet: Sheet, row: int, schools: Sequence[int], columns: Sequence[Summed], first: int, last: int) -> _Line:
    cells = sheet.rows[row]
    found = []
    for each in columns:
        part = each.values.slice(first, last - first)
        said = each.read(cells[each.column]).value if each.column < len(cells) else None
        if said is not None and len(part) and not part.null_count():
            found.append((each, int(part.sum()), int(said)))
    wrong = (cell for cell in found if is_off(sheet, row, schools[first:last], *cell))
    return _Line(row, first, last, tuple(found), tuple(wrong))


def _told(sheet: Sheet, line: _Line, schools: Sequence[int]) -> Iterator[Finding]:
    """Where nearly all is wrong and all larger, a school was perhaps lost: said once."""
    if not line.wrong:
        return
    if slip := slip_of_formula(sheet, line.row, schools[line.first : line.last], line.wrong, line.first):
        yield slip
        return
    lost = len(line.wrong) > 1 and len(line.wrong) > (1 - _SHARE) * len(line.cells) and all(said > total for _, total, said in line.wrong)
    for each, total, _ in line.wrong[:1] if lost else line.wrong:
        found, allowed, unit = shown(sheet.rows[line.row][each.column]), f"{total / each.scale:.10g}", each.in_unit
        number = line.last - line.first
        line_zh, line_en = ("合计", "total") if is_grand(sheet.rows[line.row]) else ("小计", "subtotal")
        more = Message("，其他各列也偏大，可能少了学校", ", and so it is in other columns: was a school lost?") if lost else Message("", "")
        yield Finding(
            Severity.WARNING, "total-disagrees",
            Message(
                f"{line_zh}行“{each.head}”填的是 {found}，这 {number} 所学校之和为 {allowed}{unit.zh}{more.zh}；{line_zh}不作为数据，但两者之一有误，请核对",
                f"the {line_en} of `{each.head}` is {found}, its {number} schools add up to {allowed}{unit.en}{more.en}. A {line_en} is no fact, but one of the two is wrong: look at both",
            ),
            sheet.file, sheet.name, sheet.place(line.row, each.column), found, f"= {allowed}",
        )
