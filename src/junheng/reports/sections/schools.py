"""Form table II-2: every counted school of a stage with its figures, which are kept and which reach the rest share."""

from __future__ import annotations

from junheng.findings import AreaResult, Measured, SchoolVerdict
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Part, Row, Table, Tone
from junheng.reports.numbers import (
    BROKEN,
    KEPT,
    MARKS,
    MISSING,
    NEAR,
    TONES,
    UNTOLD,
    cell,
    count,
    in_runs,
    limit_text,
    plain,
    telling,
    verdict_cell,
)
from junheng.reports.sections.figures import titled
from junheng.rules import Limit
from junheng.terms import Verdict


def schools_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("各校达标情况（申报表Ⅱ-2）", "Schools (form table II-2)"))]
    for result in case.results:
        blocks += [Heading(2, _title(case, result)), _table(case, result)]
    return Part(tuple(blocks), landscape=True)


def _title(case: Case, result: AreaResult) -> str:
    return f"{case.name(result.area, result.year)} {case.to(result.title)}"


def _table(case: Case, result: AreaResult) -> Table:
    rows = tuple(_row(case, school, result.area) for school in case.schools(result))
    return Table(
        _title(case, result), case.say(f"Ⅱ-2 {result.stage.label.zh}", f"II-2 {result.stage.label.en}"),
        _columns(case), rows, _limits(case, result), notes=legend(case), captioned=False,
    )


def _columns(case: Case) -> tuple[Column, ...]:
    indicators = case.evaluation.rules.indicators
    found = [Column(case.say("学校", "school"), 11), Column(case.say("在校生", "pupils"), 4, Align.RIGHT)]
    found += [
        Column(f"{place} {titled(case, indicator)}", 6, Align.RIGHT)
        for place, indicator in enumerate(indicators, 1)
    ]
    if _judged(case):
        found.append(Column(case.say("达标指标", "kept"), 5))
        found += [Column(_rest_title(case), 4)] if _rest(case) else []
        found.append(Column(case.say("达标项数", "number kept"), 4, Align.RIGHT))
    if case.standard.school_rule:
        found.append(Column(case.say("结论", "verdict"), 5))
    return tuple(found)


def _judged(case: Case) -> bool:
    return any(rule.limits for rule in case.standard.indicators)


def _rest(case: Case) -> Limit | None:
    return case.standard.school_rule.rest_share if case.standard.school_rule else None


def rest_percent(case: Case) -> str:
    limit = _rest(case)
    return "" if limit is None else f"{plain((limit.value * 100).normalize())}%"


def _rest_title(case: Case) -> str:
    return case.say(f"未达标但达到{rest_percent(case)}", f"not kept but at {rest_percent(case)}")


def _limits(case: Case, result: AreaResult) -> Row:
    if not _judged(case):
        return ()
    limits = [rule.limits.get(result.stage.value) for rule in case.standard.indicators]  # type: ignore[call-overload]
    rule = case.standard.school_rule
    asked = f"≥ {rule.at_least}" if rule else ""
    found = [Cell(case.say("限值", "limit")), Cell(""), *(Cell(limit_text(limit)) for limit in limits), Cell("")]
    found += [Cell("")] if _rest(case) else []
    found.append(Cell(asked))
    return (*found, Cell("")) if rule else tuple(found)


def _row(case: Case, school: SchoolVerdict, area: str) -> Row:
    found = [Cell(_name(case, school, area)), count(school.pupils, case.lang)]
    found += [value_cell(case, measured) for measured in school.measured]
    if _judged(case):
        kept = [place for place, each in enumerate(school.measured, 1) if each.verdict == Verdict.PASS]
        near = [place for place, each in enumerate(school.measured, 1) if each.verdict == Verdict.FAIL and each.near_enough]
        found.append(Cell(_numbers(case, kept)))
        found += [Cell(_numbers(case, near))] if _rest(case) else []
        found.append(count(school.met, case.lang))
    if case.standard.school_rule:
        found.append(verdict_cell(school.verdict, case.lang))
    return tuple(found)


def _numbers(case: Case, places: list[int]) -> str:
    """`1-4, 6`: the numbers of indicators."""
    return case.join(in_runs(places, "-")) or "—"


def _name(case: Case, school: SchoolVerdict, area: str) -> str:
    name = case.short(school.name, area)
    if not school.points:
        return name
    return case.say(f"{name}（含教学点{school.points}个）", f"{name} (with {school.points} teaching points)")


def value_cell(case: Case, measured: Measured) -> Cell:
    """Value and mark: √ kept, △ not kept but near enough, × neither, ？ cannot be told."""
    decimals = telling(measured.value, measured.limit, measured.verdict, case.decimals[measured.indicator.id])
    if measured.verdict is None:
        return cell(measured.value, decimals, case.lang)
    if measured.verdict == Verdict.FAIL and measured.near_enough:
        return cell(measured.value, decimals, case.lang, NEAR, Tone.NEAR)
    return cell(measured.value, decimals, case.lang, MARKS[measured.verdict], TONES[measured.verdict])


def legend(case: Case) -> tuple[str, ...]:
    if not _judged(case):
        return (case.say("本标准不对单个学校设限，只比较校际差异。",
                         "This standard sets no limit for a single school: figures are only compared."),)
    near_zh = f"{NEAR} 未达标但达到限值的{rest_percent(case)}，" if _rest(case) else ""
    near_en = f"{NEAR} not kept but at {rest_percent(case)} of the limit or better, " if _rest(case) else ""
    return (
        case.say(
            f"{KEPT} 达标，{near_zh}{BROKEN} 不达标，{UNTOLD} 无法判断；“{MISSING.zh}”表示没有数据，不是 0。",
            f"{KEPT} kept, {near_en}{BROKEN} not kept, {UNTOLD} cannot be told; `{MISSING.en}` means that there is no fact, "
            "it is not 0.",
        ),
        case.say("按未取舍的数值判断，表中数字只在印出时四舍五入；会与结论相反的多印几位。",
                 "Judged on unrounded values; figures are rounded only where they are printed; those that would contradict their verdict have more decimals."),
        *_rule_note(case),
    )


def _rule_note(case: Case) -> tuple[str, ...]:
    rule = case.standard.school_rule
    if rule is None:
        return ()
    rest_zh = f"，其余各项不低于限值的{rest_percent(case)}" if rule.rest_share else ""
    rest_en = f" and every other at {rest_percent(case)} of its limit or better" if rule.rest_share else ""
    return (case.say(f"学校规则：至少{rule.at_least}项达标{rest_zh}。",
                     f"School rule: at least {rule.at_least} indicators kept{rest_en}."),)
