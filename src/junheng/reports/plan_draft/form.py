"""A draft in the official form: the state of things, goals, measures, who answers, the steps of the procedure, sources."""

from __future__ import annotations

from junheng import __version__
from junheng.reports.content import Block, Heading, Paragraph, Part, Report, numbered
from junheng.reports.plan_draft.annex import annex_part
from junheng.reports.plan_draft.draft import Draft
from junheng.reports.plan_draft.duties_page import duties_blocks
from junheng.reports.plan_draft.goals_page import goal_blocks
from junheng.reports.plan_draft.measures_page import measure_blocks
from junheng.reports.plan_draft.state_page import state_blocks
from junheng.reports.plan_draft.wording import blank
from junheng.terms import Lang

_DAY = "　　年　　月　　日"
_STEPS = {
    False: (
        ("调研论证", "调研时间{day}，调研范围、方式和结论"), ("征求意见", "征求意见时间{day}，征求意见的单位、学校、家长和意见采纳情况"),
        ("公示", "公示起止时间{day}，公示方式和收到的意见"), ("审议", "审议时间{day}，审议机构和结论"), ("批准和印发", "批准机关、批准时间{day}、文号"),
    ),
    True: (
        ("调研论证", "调研时间{day}，调研方式和结论"), ("征求意见", "教职工、家长意见征求时间{day}和采纳情况"), ("公示", "校内公示起止时间{day}和收到的意见"),
        ("审议", "教职工（代表）大会审议时间{day}和结论"), ("批准和备案", "主管部门批准（备案）时间{day}、文号"),
    ),
}


def draft_report(draft: Draft) -> Report:
    """The form is Chinese whatever the language of the command: plans are, and `plan read` reads Chinese."""
    body = Part((*_preface(draft), *state_blocks(draft), *goal_blocks(draft), *measure_blocks(draft), *duties_blocks(draft), *_procedure(draft)))
    annex = numbered((annex_part(draft),), Lang.ZH)
    head = Heading(1, "附件：数据来源和依据")
    parts = (*numbered((body,), Lang.ZH), Part((head, *annex[0].blocks), alone=True))
    title = draft.plan.title.zh.partition("（")[0]
    return Report(title, f"（{draft.span.begins}—{draft.span.ends}年）", Lang.ZH, parts, official=True)


def _preface(draft: Draft) -> list[Block]:
    standard, facts = draft.case.standard, draft.case.evaluation.facts
    documents = "、".join(f"《{each.title.zh}》（{each.number}）" for each in list(standard.documents.values())[:1])
    ground = f"对照{documents}" if documents else f"对照“{standard.title.zh}”"
    year = draft.case.school_year(draft.span.base)
    return [Paragraph(
        f"这是草案，方括号标出的空白由人决定后填写。本草案{ground}，以{year}数据为起点，由程序按数据写出：现状数字都有出处（见附件），目标的限值都有条款；逐年数值是按等差推算的建议，责任单位是建议。"
        f"数据快照{facts.snapshot}，规则版本{draft.case.evaluation.rules.version}，程序版本{__version__}。"
    )]


def _procedure(draft: Draft) -> list[Block]:
    blocks: list[Block] = [Heading(1, "编制和审批程序")]
    for title, what in _STEPS[draft.of_school]:
        blocks += [Heading(2, title), Paragraph(f"{blank(what.format(day=_DAY))}。")]
    return blocks
