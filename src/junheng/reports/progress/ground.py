"""What the report rests on: what cannot be told and why, where every figure comes from, how the lights are made."""

from __future__ import annotations

from junheng import __version__
from junheng.facts import Delivery
from junheng.findings.progress import Progress
from junheng.findings.progress.actual import day_told
from junheng.reports.content import Align, Block, Cell, Column, Heading, Listing, Paragraph, Part, Row, Table, Tone
from junheng.reports.numbers import rounded
from junheng.reports.progress.told import Told
from junheng.reports.sections.sources import SEVERITIES
from junheng.terms import Finding, Severity


def untold_part(told: Told) -> tuple[Part, ...]:
    untold = told.untold()
    if not untold:
        return ()
    columns = (
        Column(told.say("编号", "no."), 3.5), Column(told.say("目标", "target"), 13), Column(told.say("要求", "asked"), 7),
        Column(told.say("现状", "now"), 6, Align.RIGHT), Column(told.say("期限", "by"), 8), Column(told.say("为什么无法判断，缺什么", "why not, and what is missing"), 15), Column(told.say("责任方", "owner"), 6),
    )
    rows = tuple(_untold_row(told, each) for each in untold)
    title = told.say("无法判断的目标", "Targets that cannot be told")
    return (Part((Heading(1, title), Table(title, told.say("无法判断", "cannot tell"), columns, rows, row_heads=2, captioned=False))),)


def _untold_row(told: Told, each: Progress) -> Row:
    target = each.target
    said = [each.missing.said] if each.missing else []
    why = "\n".join(told.to(message) for message in (*said, *each.notes)) or "—"
    return (
        Cell(target.id), Cell(told.name(target)), Cell(told.asked(each)), Cell(told.actual(each.now, each)), Cell(told.when(target.when)), Cell(why, tone=Tone.UNKNOWN),
        Cell(told.owner(target.owner)),
    )


def sources_part(told: Told) -> Part:
    columns = (
        Column(told.say("编号", "no."), 3.5), Column(told.say("时间", "time"), 6), Column(told.say("数值", "figure"), 6, Align.RIGHT),
        Column(told.say("由什么算得，或凭什么材料", "counted from what, or shown by which paper"), 26), Column(told.say("填报方", "stated by"), 7),
    )
    rows = tuple(
        (Cell(each.target.id), Cell(actual.stamp), Cell(told.actual(actual, each)), Cell(told.to(actual.source)),
         Cell(told.owner(actual.by) if actual.by else told.say("统计数据", "the facts")))
        for each in told.progress.targets for actual in each.actuals
    )
    blocks: list[Block] = [Heading(1, told.say("数据来源", "Where the figures come from"))]
    if rows:
        title = told.say("数据来源", "sources")
        blocks.append(Table(title, title, columns, rows, captioned=False))
    else:
        blocks.append(Paragraph(told.say("没有任何数据。", "There are no figures.")))
    return Part((*blocks, *_lights(told), *_basis(told)))


def _lights(told: Told) -> list[Block]:
    found = told.progress.thresholds
    good, yellow, about = (f"{rounded(share * 100, 0):f}%" for share in (found.on_track, found.lagging, found.about))
    entries = (
        told.say("已达成：现状满足要求。原来就做到、要求保持的，失去即为红灯。", "met: the figure holds. What was held from the start and is lost is red."),
        told.say("已逾期：期限已过（或任何时候都应做到）而现状不满足要求。", "overdue: the deadline is over, or it is due at all times, and the figure does not hold."),
        told.say(f"进展正常：实走不少于应走的 {good}；略有滞后：不少于 {yellow}，或有已过期的阶段目标未做到；滞后：不足 {yellow}。",
                 f"on track: at least {good} of the way that is due is gone; a little behind: at least {yellow}, or a milestone is over and not held; "
                 f"behind: less than {yellow}."),
        told.say("应走：从基线经各阶段目标到期限，各点之间按直线。一年以 12 月 31 日计；某学年的统计计入该学年开始的年份。",
                 "the way that is due runs straight from the baseline over the milestones to the deadline. A year stands for its 31 December; "
                 "statistics of a school year stand for the year in which it begins."),
        told.say("未到期：是否类目标还没有做到，期限未过。年份不明：没有可知的期限，只列现状与差距。不知道的年份一律不猜。",
                 "not yet due: a yes/no target that is not done and whose year is ahead. No known year: only figure and distance are shown. No year is ever guessed."),
        told.say("逐步提高（降低）：与上一次数据相比；持平为黄灯，反向为红灯。", "to rise (to fall): against the figure before; the same is yellow, the other way red."),
        told.say(f"“左右”：在所写数值上下 {about} 以内为达成。", f"about: within {about} of the value."),
        told.say("填报的数值和“做到”只凭写明日期的材料算数。", "what an office states counts only with the dated paper that shows it."),
    )
    whose = told.say(f"上面的百分比（{good}、{yellow}、{about}）：{found.source.zh}。", f"The percentages above ({good}, {yellow}, {about}): {found.source.en}.")
    return [Heading(1, told.say("灯的算法", "How the lights are made")), Listing(entries), Paragraph(whose, Tone.STRONG)]


def _basis(told: Told) -> list[Block]:
    progress, plan = told.progress, told.progress.plan
    rows = [
        (told.say("规划", "plan"), f"{told.to(plan.title)} [{plan.id}]"),
        (told.say("规划文件", "document of the plan"), told.to(plan.source) if plan.source else "—"),
        (told.say("数据所属", "facts of"), progress.place),
        (told.say("数据快照", "data snapshot"), progress.snapshot),
        (told.say("报告截至", "as of"), told.to(day_told(progress.day))),
        (told.say("程序版本", "program version"), f"Junheng {__version__}"),
    ]
    columns = (Column(told.say("项目", "item"), 8), Column(told.say("内容", "content"), 40))
    title = told.say("本报告所依据的", "What this report rests on")
    return [Heading(1, title), Table(title, told.say("依据", "basis"), columns, tuple((Cell(name), Cell(text)) for name, text in rows), captioned=False)]


def findings_part(told: Told, delivery: Delivery) -> tuple[Part, ...]:
    """What is wrong with plan and actuals; of the data only how many, since `check` tells them at their cells."""
    found, blocks = told.progress.findings, list[Block]()
    if found:
        blocks.append(Listing(tuple(_line(told, each) for each in found)))
    errors = delivery.counts()[Severity.ERROR]
    if errors:
        blocks.append(Paragraph(told.say(
            f"数据中有{errors}处错误，涉及的数未采用；用 junheng check 查看位置。",
            f"The facts hold {errors} errors; the figures concerned were not used. junheng check tells where they stand.",
        ), Tone.FAIL))
    if not blocks:
        return ()
    return (Part((Heading(1, told.say("规划与数据中的问题", "What was found in plan and data")), *blocks)),)


def _line(told: Told, each: Finding) -> str:
    return f"{told.to(SEVERITIES[each.severity])} {told.to(each.message)}"
