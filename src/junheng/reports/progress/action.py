"""What has to be done: what is overdue, and the plan's measures beside the lights of their targets."""

from __future__ import annotations

from junheng.findings.progress import Due, Light, Progress
from junheng.reports.content import Align, Block, Cell, Column, Heading, Listing, Paragraph, Part, Row, Table
from junheng.reports.numbers import shown
from junheng.reports.progress.told import Told
from junheng.rules.plans import Measure

_WANTING = (Light.OVERDUE, Light.BEHIND, Light.LAGGING)


def action_part(told: Told) -> Part:
    return Part((*_measures(told), *_overdue(told)))


def _measures(told: Told) -> list[Block]:
    found: list[Block] = [Heading(1, told.say("措施", "Measures"))]
    measures = told.progress.plan.measures
    if measures:
        found.append(_measure_table(told, measures))
    covered = {target for measure in measures for target in measure.targets}
    bare = [each for each in told.sorted() if each.light in _WANTING and each.target.id not in covered]
    if bare:
        found.append(Paragraph(told.say("下列目标滞后或逾期，而规划没有为它写措施，请责任方提出：",
                                        "These are behind or overdue, and the plan names no measure for them; their owners should propose one:")))
        found.append(Listing(tuple(_bare(told, each) for each in bare)))
    elif not measures:
        found.append(Paragraph(told.say("规划没有写措施。", "The plan names no measures.")))
    return found


def _bare(told: Told, each: Progress) -> str:
    name, owner = told.name(each.target), told.owner(each.target.owner)
    return told.say(f"{each.target.id} {name}（责任方：{owner}）", f"{each.target.id} {name} (owner: {owner})")


def _measure_table(told: Told, measures: tuple[Measure, ...]) -> Table:
    columns = (
        Column(told.say("编号", "no."), 3.5), Column(told.say("措施", "measure"), 17), Column(told.say("对应目标与灯", "for targets, with their lights"), 13),
        Column(told.say("责任方", "owner"), 7), Column(told.say("时间", "when"), 5, Align.CENTER), Column(told.say("经费（元）", "yuan"), 6, Align.RIGHT),
    )
    rows = tuple(_measure_row(told, each) for each in measures)
    return Table(told.say("措施", "measures"), told.say("措施", "measures"), columns, rows, row_heads=2, captioned=False)


def _measure_row(told: Told, each: Measure) -> Row:
    lights = [f"{target} {told.light(found.light)}" if (found := told.progress.of(target)) else target for target in each.targets]
    yuan = Cell(told.say("未写", "not said")) if each.yuan is None else Cell(shown(float(each.yuan), 0, told.lang), float(each.yuan))
    return (Cell(each.id), Cell(told.to(each.title)), Cell("\n".join(lights) or "—"), Cell(told.owner(each.owner)), Cell(told.when(each.when)), yuan)


def _overdue(told: Told) -> list[Block]:
    late = [(each, due) for each in told.progress.targets for due in each.overdue]
    found: list[Block] = [Heading(1, told.say("逾期清单", "Overdue"))]
    if not late:
        return [*found, Paragraph(told.say("没有已过期限而未做到的目标或阶段目标。", "No target and no milestone is overdue."))]
    columns = (
        Column(told.say("编号", "no."), 3.5), Column(told.say("目标", "target"), 14), Column(told.say("应做到", "due"), 7),
        Column(told.say("期限", "by"), 5, Align.CENTER), Column(told.say("最近的数据", "last figure"), 12), Column(told.say("责任方", "owner"), 7),
    )
    rows = tuple(_late_row(told, *each) for each in late)
    return [*found, Table(told.say("逾期清单", "overdue"), told.say("逾期", "overdue"), columns, rows, row_heads=2, captioned=False)]


def _late_row(told: Told, each: Progress, due: Due) -> Row:
    asked = told.asked(each) if due.is_goal or due.value is None else told.say("阶段目标 ", "milestone ") + told.with_unit(told.figure(due.value, each), each)
    by = str(due.year) if due.year is not None else told.when(each.target.when)
    now = each.now
    last = told.say("没有任何数据", "nothing reported") if now is None else f"{told.actual(now, each)} ({now.stamp})"
    return Cell(each.target.id), Cell(told.name(each.target)), Cell(asked), Cell(by), Cell(last), Cell(told.owner(each.target.owner))
