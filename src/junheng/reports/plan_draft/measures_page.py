"""三、主要措施: what is missing, in units, school by school; what money is known; what papers have to show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Row, Table
from junheng.reports.numbers import limit_text, plain, rounded, shown, telling
from junheng.reports.plan_draft.draft import Draft
from junheng.reports.plan_draft.items import Paper, held_papers
from junheng.reports.plan_draft.tasks import Lack, Task, thing
from junheng.reports.plan_draft.wording import blank
from junheng.rules.plans import DutyKind
from junheng.terms import Lang


def measure_blocks(draft: Draft) -> Iterator[Block]:
    yield Heading(1, "主要措施")
    for task in draft.tasks:
        yield Heading(2, task.measure.title.zh)
        yield from _spread(draft, task) if task.drivers or not task.lacks else _gap(draft, task)
    if not draft.tasks:
        yield Heading(2, "补足缺口")
        yield Paragraph("按已有数据没有算出缺口。" + (f"{blank('缺数据的指标补报后重算')}。" if any(goal.ask.missing for goal in draft.goals) else ""))
    if draft.papers or not draft.of_school:
        yield Heading(2, "凭材料判断的事项")
        yield from _papers(draft)
    yield Heading(2, "其他措施")
    yield Paragraph(f"{blank('编制单位认为需要的其他措施及其责任单位、期限、资金')}。")


def _gap(draft: Draft, task: Task) -> Iterator[Block]:
    owner = draft.owner(task.measure.owner)
    verb = "减少" if task.reduce else "增加"
    amount = f"{shown(task.total, 0, Lang.ZH)}{task.unit.label.zh}"
    shared = "，各学段共用" if any(each.shared for each in task.lacks) else ""
    yield Paragraph(
        f"到{draft.span.ends}年，{verb}{thing(task.indicator)}{amount}{shared}，由{owner.zh if owner else blank('责任单位')}负责。{_money(draft, task)}{blank('新建、改建、调配或补充的办法和分年安排，逐校确定')}。"
    )
    yield _lacks(draft, task)


def _money(draft: Draft, task: Task) -> str:
    yuan = task.yuan(task.total)
    if yuan is None:
        return f"所需资金：{blank('按当地单价测算，由财政部门核定')}。"
    return f"所需资金约{_yuan(yuan)}，资金来源：{blank('由财政部门核定')}。"


def _yuan(yuan: Decimal) -> str:
    return f"{plain(rounded(yuan / 10_000, 2))}万元" if yuan >= 10_000 else f"{plain(rounded(yuan, 0))}元"


def _lacks(draft: Draft, task: Task) -> Table:
    columns = (
        Column("学校", 14), Column("学段", 4, Align.CENTER), Column("现值", 6, Align.RIGHT), Column("限值", 5, Align.RIGHT),
        Column(f"{'须减少' if task.reduce else '缺口'}（{task.unit.label.zh}）", 7, Align.RIGHT), Column(_money_title(task), 8, Align.RIGHT), Column("时限", 7, Align.CENTER),
    )
    schools = len({each.school.school for each in task.lacks})
    notes = () if task is not next(each for each in draft.tasks if each.lacks) else ("缺口是补到限值所需的最少整数；标 * 的为全校共有，补一次各学段都受益，合计只算一次。",)
    return Table(f"{thing(task.indicator)}缺口（{schools}所学校）", f"缺口 {task.measure.id}", columns, tuple(_lack(draft, task, each) for each in task.lacks), notes=notes)


def _money_title(task: Task) -> str:
    return "资金（元）" if task.price is None else f"资金（元，单价{plain(task.price.normalize())}）"


def _lack(draft: Draft, task: Task, each: Lack) -> Row:
    yuan = task.yuan(each.amount)
    decimals = telling(each.measured.value, each.measured.limit, each.measured.verdict, draft.case.decimals[task.indicator.id])
    value = shown(each.measured.value, decimals, Lang.ZH)
    return (
        Cell(draft.case.short(each.school.name, draft.area)), Cell(each.school.stage.label.zh), Cell(value), Cell(limit_text(each.measured.limit)),
        Cell(f"{each.amount}{'*' if each.shared else ''}"), Cell(plain(rounded(yuan, 0)) if yuan is not None else blank("资金")), Cell(blank("年份")),
    )


def _spread(draft: Draft, task: Task) -> Iterator[Block]:
    owner = draft.owner(task.measure.owner)
    names = "、".join(draft.case.short(each, draft.area) for each in task.drivers)
    first = f"使差距拉大最多的学校依次为：{names}。" if names else ""
    yield Paragraph(f"{first}由{owner.zh if owner else blank('责任单位')}负责缩小校际差距。具体办法：{blank('向低于均值的学校倾斜的资源、数量和年份')}。")


def _papers(draft: Draft) -> Iterator[Block]:
    held = 0 if draft.of_school else held_papers(draft.case, draft.area, draft.span.base)
    yield Paragraph(f"已有材料证明做到的{held}项；下列{len(draft.papers)}项尚未做到或没有报来材料。")
    for place, each in enumerate(draft.papers, 1):
        yield Paragraph(f"{place}. {paper_sentence(draft, each)}{f'{blank(each.missing)}。' if each.missing else ''}")


def paper_sentence(draft: Draft, each: Paper) -> str:
    owner = draft.owner(each.duty.owner)
    name = owner.zh if owner else blank("责任单位")
    if each.duty.kind == DutyKind.MUST_NOT:
        return f"严禁{each.duty.what}，由{name}负责（{each.basis}）。"
    return f"由{name}负责，做到“{each.duty.what}”并备齐材料（{each.basis}）。"
