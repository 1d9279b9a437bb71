"""Years that collapsed into one, periods that cannot be, deadlines that the plan's own date contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.rules.plans.doctor.examined import Examined, Year
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.words import known

_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-~至—–－]{1,2}\s*((?:19|20)\d\d)\s*年?")
_FEWEST = 3  # mentions of one year, none of another, before a collapse is told
_FIVE = re.compile(r"[“\"]?(十[一二三四五]五|十五五)[”\"]?")
_SPAN = re.compile(r"(?:用|在|近|未来)?([一二三四五两]|\d)(?:[-至到~][\d一二三四五六七八九])?年(?:左右)?(?:的)?(?:时间|内)")


def years(examined: Examined) -> Iterator[PlanFinding]:
    collapsed = _collapsed(examined)
    if collapsed:
        yield from _damage(examined, collapsed)
    elif examined.years:
        yield from _damage(examined, examined.years[0].value if len({each.value for each in examined.years}) == 1 else None)
    yield from _periods(examined)
    yield from _against_issue(examined)
    yield from _horizon(examined)


def _collapsed(examined: Examined) -> int | None:
    """The only year that is printed in digits, where it is printed often."""
    values = [each.value for each in examined.years if _digits(each)]
    return values[0] if len(values) >= _FEWEST and len(set(values)) == 1 else None


def _digits(each: Year) -> bool:
    return each.sentence.text[each.start].isdigit() and each.sentence.text[each.start] not in "〇零"


def _damage(examined: Examined, year: int | None) -> Iterator[PlanFinding]:
    if year is None:
        return
    lines = tuple(dict.fromkeys(each.line for each in examined.years if each.value == year))
    if _collapsed(examined) == year:
        places = [each for each in examined.years if each.value == year]
        yield found("years-collapsed", places[0].line, f"{year} × {len(places)}", lines=lines, year=year)
        for each in (each for each in examined.years if each.of_document):
            yield found("document-year", each.line, each.sentence.text[max(each.start - 4, 0) : each.start + 9], year=year)
    yield from _in_numbers(examined, year)


def _in_numbers(examined: Examined, year: int) -> Iterator[PlanFinding]:
    """Where years were replaced by a machine, numbers that hold the digits were damaged too."""
    for told in examined.told:
        for each in told.figures:
            digits = re.sub(r"\D", "", each.printed.split(".")[0])
            if str(year) not in digits or not each.unit:
                continue
            kind = "number-is-year" if digits == str(year) else "number-holds-year"
            head, tail = digits.split(str(year), 1)
            low, high = f"{head}{str(year)[:2]}00{tail}", f"{head}{str(year)[:2]}99{tail}"
            yield found(kind, told, f"{each.printed}: {low} - {high}", each.start, year=year, name=each.left or each.right or each.unit)


def _periods(examined: Examined) -> Iterator[PlanFinding]:
    for told, each in examined.having(_PERIOD.pattern):
        first, last = int(each.group(1)), int(each.group(2))
        dated = "年" in each.group() + told.text[each.end() : each.end() + 1]
        if last < first or (last == first and dated):
            yield found("period-empty", told, each.group(), each.start(), first=first, last=last)


def _against_issue(examined: Examined) -> Iterator[PlanFinding]:
    if examined.issued is None:
        return
    issued, issued_line = examined.issued
    asked = [each for each in examined.years if each.line != issued_line and not (each.of_document or each.cited or each.past) and _is_deadline(each)]
    past = [each for each in asked if each.value < issued]
    far = [each for each in asked if each.value > issued + known().longest_plan]
    for group, kind in ((past, "deadline-past"), (far, "deadline-far")):
        if group:
            values = sorted({each.value for each in group})
            figure = f"{issued} / {', '.join(map(str, values))}"
            yield found(kind, group[0].line, figure, lines=tuple(dict.fromkeys(each.line for each in group)), issued=issued)
    yield from _five_year_plans(examined, issued, [each.value for each in asked])


def _is_deadline(each: Year) -> bool:
    """Asked for by then; not the year of a figure of the present."""
    before = each.sentence.text[: each.start]
    after = each.sentence.text[each.start + 4 : each.start + 12]
    if each.present or re.search(r"自$|从$|截[至止]到?$|[办建立](?:成|校)?于$", before) or re.match(r"年?(?:底|末)?[，,]?(?:已|统计|共有|现有|我|全[县校市区]|以?来)", after):
        return False
    return bool(re.search(r"(?:到|至|力争|确保)\s*$", before[-4:]) or re.match(r"年(?:底|末|前|之前|底前|实现|达|完成|,|，)", after))


def _five_year_plans(examined: Examined, issued: int, asked: list[int]) -> Iterator[PlanFinding]:
    done: set[str] = set()
    for told, each in examined.having(_FIVE.pattern):
        end = known().five_year_plans[each.group(1)]
        behind = told.text[each.end() : each.end() + 12]
        if each.group(1) in done or re.match(r"[”\"]?(?:以来|期间[^，。]{0,8}(?:取得|完成了|实现了))", behind):
            continue
        if issued > end and re.search("规划|末|目标", behind):
            done.add(each.group(1))
            yield found("plan-over", told, f"{each.group(1)}: {end}; {issued}", each.start(), name=each.group(1), end=end, issued=issued)
        elif asked and min(asked) > end and re.search("末|期间", behind):
            done.add(each.group(1))
            yield found("horizons-mixed", told, f"{each.group(1)} = {end}; {', '.join(map(str, sorted(set(asked))))}", each.start(), name=each.group(1), end=end)


def _horizon(examined: Examined) -> Iterator[PlanFinding]:
    """A plan for some years whose only dates lie in the year of issue: where it begins and ends is not said."""
    span = examined.first(_SPAN.pattern + r"[^，。；]{0,4}(?:全面|实施|实现|完成|基本)")
    if span is None or not examined.issued:
        return
    others = {each.value for each in examined.years if not each.cited and not each.of_document} - {examined.issued[0]}
    dated = [each for each in examined.years if each.line != examined.issued[1]]
    term = examined.first("本学期|本学年|今年")
    if not others and (dated or term):
        lines = tuple(dict.fromkeys([span[0].line, *(each.line for each in dated), examined.issued[1], *([term[0].line] if term else [])]))
        yield found("horizon-unclear", dated[0].line if dated else span[0].line, f"{span[1].group()}; {', '.join(str(each.value) for each in dated) or (term[1].group() if term else '')}", lines=lines, issued=examined.issued[0])
