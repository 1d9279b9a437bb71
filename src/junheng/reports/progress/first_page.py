"""The first page: one table with the lights, what needs a look first, and two sentences above it."""

from __future__ import annotations

from collections import Counter

from junheng.findings.progress import Light, Progress
from junheng.findings.progress.lacking import Lack
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table, Tone
from junheng.reports.progress.told import SIGNS, Told


def first_page(told: Told) -> Part:
    blocks: list[Block] = [Heading(1, told.say("目标进展", "Where the targets stand")), _summary(told), *_untold(told)]
    if told.sorted():
        blocks.append(_lights(told))
    return Part(tuple(blocks), alone=True)


def _untold(told: Told) -> list[Block]:
    """How many cannot be told, and who would have to bring what."""
    untold = told.untold()
    if not untold:
        return []
    counts = Counter(each.missing.lack for each in untold if each.missing)
    named = told.say("；", "; ").join(told.say(f"{lack.label.zh}（{counts[lack]}项）", f"{lack.label.en} ({counts[lack]})") for lack in Lack if counts[lack])
    return [Paragraph(told.say(f"无法判断的{len(untold)}项：{named}。逐项原因见“无法判断的目标”。",
                               f"Of the {len(untold)} that cannot be told: {named}. The reasons one by one stand in the section on them."))]


def _summary(told: Told) -> Paragraph:
    counts, total = told.progress.counts(), len(told.progress.targets)
    if not total:
        return Paragraph(told.say("规划中没有目标。", "The plan holds no targets."), Tone.STRONG)
    named = told.join(f"{told.light(light)} {counts[light]}" for light in Light if counts[light])
    overdue = sum(1 for each in told.progress.targets if each.overdue)
    zh = f"规划共{total}项目标：{named}。" + (f"有{overdue}项目标的期限或阶段目标已过而未见做到，见“逾期清单”。" if overdue else "没有已过期限而未做到的目标。")
    en = f"{total} target{'s' if total > 1 else ''}: {named}. " + (
        f"Of {overdue} a deadline or milestone is over and not shown to be held: see the overdue list." if overdue else "None is overdue.")
    return Paragraph(told.say(zh, en), Tone.STRONG)


def _lights(told: Told) -> Table:
    columns = (
        Column(told.say("灯", "light"), 6.5), Column(told.say("编号", "no."), 3.5), Column(told.say("目标", "target"), 13),
        Column(told.say("要求", "asked"), 7), Column(told.say("现状（何时的数据）", "now (figure of)"), 11, Align.RIGHT),
        Column(told.say("期限", "by"), 5, Align.CENTER), Column(told.say("责任方", "owner"), 7.5),
    )
    rows = tuple(_row(told, each) for each in told.sorted())
    note = told.say(
        f"{SIGNS[Light.MET]}、{SIGNS[Light.ON_TRACK]} 绿；{SIGNS[Light.LAGGING]} 黄；{SIGNS[Light.BEHIND]}、{SIGNS[Light.OVERDUE]} 红；其余灰。算法见“灯的算法”。",
        f"{SIGNS[Light.MET]} and {SIGNS[Light.ON_TRACK]} are green, {SIGNS[Light.LAGGING]} yellow, {SIGNS[Light.BEHIND]} and {SIGNS[Light.OVERDUE]} red, "
        "the others grey. How they are made: see the section on the lights.")
    return Table(told.say("各目标的灯", "the lights"), told.say("灯", "lights"), columns, rows, notes=(note,), row_heads=3, captioned=False)


def _row(told: Told, each: Progress) -> Row:
    now = each.now
    figure = f"{told.actual(now, each)} ({now.stamp})" if now else told.actual(now, each)
    return (
        told.light_cell(each.light), Cell(each.target.id), Cell(told.name(each.target)), Cell(told.asked(each)), Cell(figure),
        Cell(told.when_in_short(each.target.when)), Cell(told.owner(each.target.owner)),
    )
