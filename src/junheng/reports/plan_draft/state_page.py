"""一、基本情况: the figures a plan starts from."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings import AreaIndicator, AreaResult
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Row, Table, Tone
from junheng.reports.numbers import CV, MARKS, TONES, limit_text, shown
from junheng.reports.plan_draft.draft import Draft
from junheng.reports.plan_draft.goal import State
from junheng.reports.plan_draft.wording import bare, blank
from junheng.rules.plans import labels
from junheng.terms import Lang, Verdict


def state_blocks(draft: Draft) -> Iterator[Block]:
    yield Heading(1, "基本情况")
    yield Heading(2, "学校和学生")
    yield from _school(draft) if draft.of_school else _county(draft)
    yield Heading(2, "对照标准的结论")
    yield Paragraph(_verdict(draft))
    if not draft.of_school:
        for result in draft.case.of_area(draft.area, draft.span.base):
            yield _measured(draft, result)


def _county(draft: Draft) -> Iterator[Block]:
    for result in draft.case.of_area(draft.area, draft.span.base):
        pupils = f"，在校生{result.pupils}人" if result.pupils is not None and not result.pupils_missing else f"，在校生数{blank(f'缺{result.pupils_missing}所学校的在校生数')}"
        yield Paragraph(f"{draft.case.school_year(result.year)}，全县计入本标准的{bare(result.title.zh)}{result.schools}所{pupils}。")
    yield Paragraph(f"人口、经济、财政等县情：{blank('由编制单位据公报填写')}。")


def _school(draft: Draft) -> Iterator[Block]:
    own = draft.schools[0]
    told = "、".join(f"{SCHOOL_YEARS.column(each.column or '').header.zh.split('（')[0]}{labels.quantity(each.value, each.unit).zh}" for each in draft.plan.facts if each.value is not None)
    yield Paragraph(f"{own.name}属{own.area}{own.township or ''}。{draft.case.school_year(own.year)}统计数据：{told}。")
    yield Paragraph(f"学校沿革、师资特点等校情：{blank('由学校填写')}。")


def _verdict(draft: Draft) -> str:
    counts = {state: sum(goal.state == state for goal in draft.goals) for state in State}
    said = f"按“{draft.case.standard.title.zh}”，可以写成数字的要求共{len(draft.goals)}项：已达到{counts[State.KEEP]}项，未达到{counts[State.RAISE]}项，缺数据说不清{counts[State.UNTOLD]}项。"
    if draft.of_school:
        verdicts = "、".join(f"{each.stage.label.zh}{each.verdict.label.zh}" for each in draft.schools if each.verdict)
        return said + (f"本校结论：{verdicts}。" if verdicts else "")
    results = draft.case.of_area(draft.area, draft.span.base)
    return said + "".join(f"{each.stage.label.zh}的学校指标和差异系数：{each.verdict.label.zh}。" for each in results)


def _measured(draft: Draft, result: AreaResult) -> Table:
    columns = (
        Column("指标", 15), Column("均值", 6, Align.RIGHT), Column("每校限值", 5, Align.RIGHT), Column("达标校", 4, Align.RIGHT), Column("未达标校", 4, Align.RIGHT),
        Column("缺数据校", 4, Align.RIGHT), Column("差异系数", 5, Align.RIGHT), Column("系数限值", 5, Align.RIGHT), Column("系数结论", 6),
    )
    title = f"{result.stage.label.zh}各项指标（{draft.case.school_year(result.year)}）"
    return Table(title, title, columns, tuple(_row(draft, result, each) for each in result.indicators))


def _row(draft: Draft, result: AreaResult, each: AreaIndicator) -> Row:
    case = draft.case
    limit = case.evaluation.rules.rule_of(each.indicator.id).limits.get(result.stage.value)  # type: ignore[call-overload]
    verdicts = [measured.verdict for school in case.schools(result) for measured in school.measured if measured.indicator.id == each.indicator.id]
    counts = [str(verdicts.count(verdict)) if limit else "—" for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.CANNOT_TELL)]
    verdict = Cell("—") if each.verdict is None else Cell(f"{MARKS[each.verdict]}{each.verdict.label.zh}", tone=TONES[each.verdict])
    return (
        Cell(f"{bare(each.indicator.title.zh)}（{each.indicator.unit.zh}）"), Cell(shown(each.mean, case.decimals[each.indicator.id], Lang.ZH)), Cell(limit_text(limit)),
        *(Cell(text, tone=Tone.FAIL if place == 1 and text not in ("0", "—") else Tone.PLAIN) for place, text in enumerate(counts)),
        Cell(shown(each.cv, CV, Lang.ZH)), Cell(limit_text(each.limit, 2)), verdict,
    )
