"""What is missing to pass, per school and indicator, with totals; and who stands near the line."""

from __future__ import annotations

from junheng.findings import AreaResult, Measured, SchoolVerdict
from junheng.proposals.gaps import Gap
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table, Tone
from junheng.reports.missing import missing_facts
from junheng.reports.numbers import UNTOLD, count, limit_text, shown, verdict_text
from junheng.reports.sections.needs import Need, amount, is_shared, needs
from junheng.reports.sections.schools import value_cell
from junheng.terms import Verdict


def lacking_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("离达标还差什么", "What is missing to pass"))]
    if not any(rule.limits for rule in case.standard.indicators):
        blocks.append(Paragraph(case.say("本标准不对单个学校设限，没有学校差额。",
                                         "This standard sets no limit for a single school, so no school lacks anything.")))
        return Part(tuple(blocks), landscape=True)
    for area, year in case.area_years:
        blocks += [Heading(2, case.name(area, year)), _totals(case, area, year)]
        for result in case.of_area(area, year):
            blocks += _of_stage(case, result)
    return Part(tuple(blocks), landscape=True)


def _totals(case: Case, area: str, year: int) -> Table:
    results = case.of_area(area, year)
    by_stage = [{need.indicator.id: need for need in needs(case, [result])} for result in results]
    columns = (
        Column(case.say("指标", "indicator"), 16),
        *(Column(case.to(result.title), 8, Align.RIGHT) for result in results),
        Column(case.say("全县", "whole area"), 8, Align.RIGHT), Column(case.say("缺口学校", "schools"), 5, Align.RIGHT),
        Column(case.say("缺数据学校", "schools without the fact"), 6, Align.RIGHT),
    )
    rows = tuple(
        (Cell(case.to(need.indicator.title)), *(_need_cell(case, stage.get(need.indicator.id)) for stage in by_stage),
         _need_cell(case, need), count(need.schools, case.lang), count(need.untold, case.lang))
        for need in needs(case, results)
    )
    notes = (case.say(
        "补到限值所需的最少整数。全校共有的资源（用房、场馆、设备、教室）补一次，各学段都受益，全县合计只算一次，所以可能小于各学段之和。",
        "The fewest whole units that reach the limit. What the stages of a school share (rooms, grounds, equipment) helps "
        "all of them and is counted once in the whole area, which may so be less than the sum of the stages.",
    ),)
    return Table(case.say(f"{area}缺口合计", f"{area}: totals"), case.say("缺口合计", "missing, totals"), columns, rows,
                 notes=notes)


def _need_cell(case: Case, need: Need | None) -> Cell:
    if need is None:
        return Cell("0", 0)
    if need.untold and not need.schools:
        return Cell(f"{UNTOLD} {case.say('缺数据', 'missing')}", tone=Tone.UNKNOWN)  # nothing is known: that is not zero
    return Cell(amount_text(case, need.total, need), need.total, 0, case.to(need.unit.label))


def amount_text(case: Case, total: int, about: Need | Gap) -> str:
    """Exact, with unit: `12 人`."""
    unit = case.to(about.unit.label)
    return f"{shown(total, 0, case.lang)} {unit}"


def _of_stage(case: Case, result: AreaResult) -> list[Block]:
    title = case.to(result.title)
    found: list[Block] = [Heading(3, case.say(f"{title}：各校差额", f"{title}: by school"))]
    rows = [_row(case, school, result.area) for school in case.schools(result) if _lacks(school)]
    if rows:
        found.append(_school_table(case, result, rows))
    else:
        found.append(Paragraph(case.say("各校各项均达到限值。", "Every school keeps every limit.")))
    near = _near_rows(case, result)
    if near:
        found.append(_near_table(case, result, near))
    return found


def _lacks(school: SchoolVerdict) -> bool:
    return any(measured.verdict not in (None, Verdict.PASS) for measured in school.measured)


def _school_table(case: Case, result: AreaResult, rows: list[Row]) -> Table:
    columns = (
        Column(case.say("学校", "school"), 11), Column(case.say("结论", "verdict"), 5),
        *(Column(f"{place} {case.to(indicator.title)}", 6, Align.RIGHT)
          for place, indicator in enumerate(case.evaluation.rules.indicators, 1)),
    )
    notes = (
        case.say(
            f"“—”表示已达到限值；“{UNTOLD} 缺……”为无法判断时所缺的数据；* 为全校共有资源，补一次各学段都受益。",
            f"— the limit is kept; `{UNTOLD} missing ...` names the fact without which nothing can be told; * shared by the "
            "stages of the school: once added, it helps all of them.",
        ),
    )
    return Table(
        case.say(f"{result.title.zh}各校差额", f"{result.title.en}: missing by school"),
        case.say(f"差额 {result.stage.label.zh}", f"missing {result.stage.label.en}"), columns, tuple(rows), notes=notes,
    )


def _row(case: Case, school: SchoolVerdict, area: str) -> Row:
    cells = [_lack_cell(case, school, measured) for measured in school.measured]
    return (Cell(case.short(school.name, area)), Cell(verdict_text(school.verdict, case.lang)), *cells)


def _lack_cell(case: Case, school: SchoolVerdict, measured: Measured) -> Cell:
    found = case.gap(school, measured)
    if found is None or measured.verdict == Verdict.PASS:
        return Cell("—")
    if found.missing is None:
        names = case.join(missing_facts(case, school, measured))
        return Cell(f"{UNTOLD} {case.say('缺', 'missing ')}{names}", tone=Tone.UNKNOWN)
    star = " *" if is_shared(school, measured) else ""
    mark = f"{case.to(found.unit.label)}{star}"
    sign = "-" if found.reduce else ""
    return Cell(f"{sign}{amount_text(case, found.missing, found)}{star}", -found.missing if found.reduce else found.missing, 0, mark)


def _near_rows(case: Case, result: AreaResult) -> list[Row]:
    found: list[Row] = []
    for school in case.schools(result):
        for place, measured in enumerate(school.measured, 1):
            gap = case.gap(school, measured)
            if gap is not None and (gap.rounding or (gap.one_unit and _matters(case, school, measured))):
                found.append((
                    Cell(case.short(school.name, result.area)), Cell(f"{place} {case.to(measured.indicator.title)}"),
                    value_cell(case, measured), Cell(limit_text(measured.limit)), Cell(_why_near(case, measured, gap)),
                ))
    return found


def _matters(case: Case, school: SchoolVerdict, measured: Measured) -> bool:
    """One unit short is worth a look; one unit to spare only where the school's own verdict hangs on it.

    In a small school one teacher is many per hundred pupils: nearly every limit kept is kept by one.
    """
    rule = case.standard.school_rule
    return measured.verdict == Verdict.FAIL or (rule is not None and school.verdict == Verdict.PASS and school.met <= rule.at_least)


def _why_near(case: Case, measured: Measured, gap: Gap) -> str:
    found = []
    if gap.one_unit:
        more = (measured.verdict == Verdict.FAIL) != gap.reduce
        one = amount(1, gap.unit, case.lang)
        result = Verdict.PASS if measured.verdict == Verdict.FAIL else Verdict.FAIL
        found.append(case.say(
            f"{'再增' if more else '减少'} {one}即{result.label.zh}",
            f"{one} {'more' if more else 'less'} and the verdict is {result.label.en}",
        ))
    if gap.rounding:
        found.append(case.say("若先取两位小数再判断，结论相反", "rounded to two decimals first, the verdict would be the opposite"))
    return case.say("；", "; ").join(found)


def _near_table(case: Case, result: AreaResult, rows: list[Row]) -> Table:
    columns = (
        Column(case.say("学校", "school"), 12), Column(case.say("指标", "indicator"), 14),
        Column(case.say("数值", "value"), 6, Align.RIGHT), Column(case.say("限值", "limit"), 5, Align.RIGHT),
        Column(case.say("为什么要核对", "why to look again"), 16),
    )
    title = case.say(f"{result.title.zh}临界数值（请先核对）", f"{result.title.en}: near the line, check first")
    return Table(title, case.say(f"临界 {result.stage.label.zh}", f"near {result.stage.label.en}"), columns, tuple(rows))


