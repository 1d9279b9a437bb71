"""二、目标任务: each goal as a sentence, and the table of yearly values that `plan read` reads."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Row, Table
from junheng.reports.numbers import plain
from junheng.reports.plan_draft.draft import Draft
from junheng.reports.plan_draft.goal import Goal, State, present
from junheng.reports.plan_draft.wording import blank, printed_unit
from junheng.reports.sections.schools import rest_percent

_TITLES = {State.RAISE: "需要达到的目标", State.KEEP: "继续保持的目标", State.UNTOLD: "现状待补报的目标"}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": ""}


def goal_blocks(draft: Draft) -> Iterator[Block]:
    yield Heading(1, "目标任务")
    yield Heading(2, "指导思想")
    yield Paragraph(f"{blank('由编制单位撰写，程序不代写')}。")
    place = 1
    for state, title in _TITLES.items():
        own = [goal for goal in draft.goals if goal.state == state]
        if own:
            yield Heading(2, title)
            for goal in own:
                yield Paragraph(f"{place}. {goal.target.sentence}{_owner(draft, goal)}{_missing(goal)}")
                place += 1
    yield from _choice(draft)
    yield Heading(2, "分年度目标值")
    yield from _tables(draft)


def _owner(draft: Draft, goal: Goal) -> str:
    owner = draft.owner(goal.target.owner)
    return f"责任单位：{owner.zh if owner else blank('责任单位')}。"


def _missing(goal: Goal) -> str:
    return f"{blank(f'缺{goal.ask.missing}，补报后确定分年度值')}。" if goal.state == State.UNTOLD else ""


def _choice(draft: Draft) -> Iterator[Block]:
    """The law lets a school stay under some limits: whether the plan does is for people to say."""
    rule, rest = draft.case.standard.school_rule, rest_percent(draft.case)
    asked = max((sum(measured.limit is not None for measured in school.measured) for school in draft.schools), default=0)
    if rule and rule.at_least < asked:
        near = f"，其余不低于限值的{rest}" if rest else ""
        yield Paragraph(f"{blank(f'标准只要求每校至少{rule.at_least}项达到限值{near}；上列目标按各项都达到写出，是否放宽由编制单位决定')}。")


def _tables(draft: Draft) -> Iterator[Block]:
    years = list(draft.span.years)
    columns = (
        Column("序号", 3, Align.CENTER), Column("指标", 17), Column("单位", 4, Align.CENTER), Column(f"现状（{draft.span.base}年）", 6, Align.RIGHT),
        *(Column(f"{year}年", 5, Align.RIGHT) for year in years), Column("分工", 6), Column("依据条款", 14),
    )
    rows = tuple(_row(draft, goal, place, years) for place, goal in enumerate(draft.goals, 1))
    notes = ("现状按不利方向取位，不把未达到的写成达到；中间年份为等差推算的建议值，末年等于标准的限值；现状待补报的（—）随现状确定；▲为未核实的条款，使用前请对照原文。",)
    yield Table("分年度目标值", "分年度目标值", columns, rows, notes=notes, captioned=False)


def _row(draft: Draft, goal: Goal, place: int, years: list[int]) -> Row:
    owner = draft.owner(goal.target.owner)
    now = Cell(present(goal)) if goal.ask.value is not None else Cell(blank("现状"))
    return (
        Cell(str(place)), Cell(goal.target.indicator.zh), Cell(printed_unit(goal.ask.unit)), now, *(_value(goal, year) for year in years),
        Cell(f"{owner.zh}负责" if owner else blank("责任单位")), Cell(goal.ask.basis),
    )


def _value(goal: Goal, year: int) -> Cell:
    """A step of the way is at least (at most) so much, though the end be exactly all or none."""
    limit = goal.ask.limit.value
    if year == goal.target.when.year or goal.state == State.KEEP:
        return Cell(f"{_SIGNS[goal.target.comparator]}{_plain(limit)}")
    step = next((each.value for each in goal.target.milestones if each.year == year), None)
    if step is None:
        return Cell("—")
    sign = goal.target.comparator if goal.target.comparator != "=" else ">=" if goal.ask.limit.higher_is_better else "<="
    return Cell(f"{_SIGNS[sign]}{plain(step)}")


def _plain(value: Decimal) -> str:
    return plain(value.normalize())
