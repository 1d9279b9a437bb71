"""Totals against their parts: sums, shares of a total, kinds that do not belong under one total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.figures import Figure
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.words import institution, known

_PARTED = re.compile(r"其中|包括|分别为|分别是|:")
_TOTAL = re.compile(r"(?:共|共计|合计|总计)[一-龥]{0,4}$")
_ALIKE = {"人": "person", "名": "person", "位": "person", "所": "site", "个": "site"}


def sums(examined: Examined) -> Iterator[PlanFinding]:
    for told in examined.told:
        for start, end in _segments(told.text):
            part = [each for each in told.figures if start <= each.start < end and not each.bracketed]
            mark = _PARTED.search(told.text, start, end)
            before = [each for each in part if mark and each.end <= mark.start()]
            if mark and before:
                parts = _parts(before[-1], [each for each in part if each.start >= mark.end()])
                yield from _parted(told, before[-1], parts, [each for each in part if each.unit == "%" and each.start > mark.end()])
            yield from _totalled(told, part, mark.start() if mark else None)
    yield from _tables(examined)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*(sign.start() for sign in re.finditer(r"[;。]", text)), len(text)]:
        yield start, end
        start = end


def alike(one: Figure, other: Figure) -> bool:
    return _ALIKE.get(one.unit, one.unit) == _ALIKE.get(other.unit, other.unit)


def _parts(total: Figure, after: Sequence[Figure]) -> list[Figure]:
    parts: list[Figure] = []
    for each in after:
        if not alike(total, each) or _TOTAL.search(each.left):
            break
        parts.append(each)
    return parts


def _whole(parts: Sequence[Figure]) -> str | None:
    """The list of parts all of them belong to: then they should make up the total."""
    if all(institution(each.noun) for each in parts):
        return "institution"
    return next((name for name, members in known().wholes.items() if all(any(one in each.noun for one in members) for each in parts)), None)


def added(parts: Sequence[Figure]) -> str:
    return "+".join(f"{each.value}" for each in parts)


def _parted(told: Told, total: Figure, parts: list[Figure], shares: list[Figure]) -> Iterator[PlanFinding]:
    if total.unit == "%":
        return
    for each in parts:
        if each.value > total.value:
            yield found("part-larger", told, f"{each.value} > {total.value}", each.start, part=each.noun, whole=total.noun)
    if len(parts) < 2:
        return
    parts = next((parts[:size] for size in range(len(parts), 1, -1) if _whole(parts[:size])), parts)
    whole, figure = _whole(parts), f"{added(parts)} = {sum(each.value for each in parts)}"
    total_of_parts = sum((each.value for each in parts), Decimal(0))
    money = total.unit.endswith("元")  # of money no two parts hold the same
    if (whole or money) and total_of_parts == total.value:
        yield found("right", told, figure, total.start, what=total.noun)
    elif (whole or money) and total_of_parts > total.value:
        yield found("sum-wrong", told, f"{figure} ≠ {total.value}", total.start, what=total.noun, printed=total.value, sum=total_of_parts)
    elif whole:
        yield found("sum-short", told, f"{figure} < {total.value}", total.start, what=total.noun, printed=total.value, sum=total_of_parts, rest=total.value - total_of_parts)
    if whole == "institution":
        yield from _mixed(told, total, parts)
    if whole == "degree":
        yield from _degrees(told, total, parts)
        yield from _shares(told, total, parts, shares)


def _mixed(told: Told, total: Figure, parts: Sequence[Figure]) -> Iterator[PlanFinding]:
    kinds = {each.noun: institution(each.noun) for each in parts}
    of_total = institution(total.noun)
    odd = [each for each in parts if (one := kinds[each.noun]) and of_total and one.kind != of_total.kind and one.kind in ("point", "kindergarten")]
    if odd and len(odd) < len(parts):
        yield found("kinds-mixed", told, f"{total.value} = {added(parts)}", total.start, whole=total.noun, odd="、".join(f"{each.noun}{each.value}{each.unit}" for each in odd),
                    rest=total.value - sum(each.value for each in odd))


def _degrees(told: Told, total: Figure, parts: Sequence[Figure]) -> Iterator[PlanFinding]:
    if not any(base in total.noun for base in known().degree_base):
        yield found("base-mixed", told, f"{total.noun} {total.value}", total.start, base=total.noun)


def _shares(told: Told, total: Figure, parts: Sequence[Figure], shares: Sequence[Figure]) -> Iterator[PlanFinding]:
    for share in shares:
        sizes = [sum((each.value for each in parts[: count + 1]), Decimal(0)) for count in range(len(parts))]
        printed = [count for count, size in enumerate(sizes) if abs(100 * size / total.value - share.value) <= share.rounding]
        names = [each.noun for each in parts]
        figure = "; ".join(f"{'+'.join(names[: count + 1])} {size}/{total.value} = {show(100 * size / total.value)}%" for count, size in enumerate(sizes[:-1]))
        if not printed:
            yield found("share-wrong", told, figure, share.start, share=share.left, printed=share.printed)
        elif not any(name in share.left or name[:2] in share.left for name in names) and len(parts) > printed[0] + 1:
            yield found("share-basis", told, figure, share.start, share=share.left, printed=share.printed, counted="、".join(names[: printed[0] + 1]))


def show(value: Decimal) -> str:
    """At most two decimals, for a person; judged unrounded."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _totalled(told: Told, part: Sequence[Figure], mark: int | None) -> Iterator[PlanFinding]:
    """小学4所、初中2所，共6所: the parts stand before the total."""
    for order, total in enumerate(part):
        clause = told.text[part[order - 1].end if order else 0 : total.start]
        if not _TOTAL.search(clause) or (mark is not None and mark < total.start) or order < 2:
            continue
        parts = [each for each in part[:order] if alike(each, total)]
        if len(parts) == order and len(parts) >= 2:
            size = sum((each.value for each in parts), Decimal(0))
            figure = f"{added(parts)} = {size}"
            if size == total.value:
                yield found("right", told, figure, total.start, what=total.noun or parts[-1].noun)
            else:
                yield found("sum-wrong", told, f"{figure} ≠ {total.value}", total.start, what=total.noun or parts[-1].noun, printed=total.value, sum=size)


# ---- tables ----


def _tables(examined: Examined) -> Iterator[PlanFinding]:
    """A row that begins with 合计 is the sum of the rows above it, column by column."""
    rows: list[list[str]] = []
    for line in examined.document.lines:
        cells = [cell.strip() for cell in line.text.split("\t")] if line.in_table else []
        if cells and cells[0] in ("合计", "总计", "小计", "共计"):
            yield from _row_of_totals(line.number, cells, [row for row in rows if len(row) == len(cells)])
        rows = [*rows, cells] if cells else []


def _row_of_totals(line: int, cells: list[str], rows: list[list[str]]) -> Iterator[PlanFinding]:
    for column in range(1, len(cells)):
        printed, parts = _number(cells[column]), [_number(row[column]) for row in rows]
        known_parts = [each for each in parts if each is not None]
        if printed is None or len(known_parts) < 2 or "%" in "".join(row[column] for row in rows):
            continue
        size = sum(known_parts, Decimal(0))
        figure = f"{'+'.join(map(str, known_parts))} = {size}"
        title = rows[0][column] if parts[0] is None else ""
        if size == printed:
            yield found("right", line, figure, what=title)
        else:
            yield found("sum-wrong", line, f"{figure} ≠ {printed}", what=title or "合计", printed=printed, sum=size)


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", text) else None
