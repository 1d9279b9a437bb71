"""四、责任分工: who answers for which goals and measures."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.reports.content import Block, Cell, Column, Heading, Paragraph, Row, Table
from junheng.reports.numbers import in_runs
from junheng.reports.plan_draft.draft import Draft
from junheng.reports.plan_draft.wording import blank


def duties_blocks(draft: Draft) -> Iterator[Block]:
    yield Heading(1, "责任分工")
    yield Paragraph(f"下表为建议（{draft.owners.source.zh}）。{blank('由编制单位逐项确认责任单位和配合单位')}。")
    owners = [role.id for role in draft.plan.roles]
    rows = [_row(draft, each) for each in owners]
    unowned = _row(draft, None)
    rows += [unowned] if any(cell.text != "—" for cell in unowned[1:]) else []
    columns = (Column("责任单位", 9), Column("承担的目标（序号）", 13), Column("承担的措施", 15), Column("凭材料判断的事项", 14))
    yield Table("责任分工", "责任分工", columns, tuple(rows), captioned=False)


def _row(draft: Draft, owner: str | None) -> Row:
    targets = [place for place, goal in enumerate(draft.goals, 1) if goal.target.owner == owner]
    measures = [task.measure.title.zh for task in draft.tasks if task.measure.owner == owner]
    papers = [place for place, paper in enumerate(draft.papers, 1) if paper.duty.owner == owner]
    name = draft.owner(owner)
    return (Cell(name.zh if name else blank("责任单位")), Cell(numbers(targets)), Cell("、".join(measures) or "—"), Cell(numbers(papers)))


def numbers(places: list[int]) -> str:
    """1, 2, 3, 5 as 1至3、5; a dash where there is none."""
    return "、".join(in_runs(places, "至")) or "—"
