"""Findings and the reasons given for them: what is explained is a note, what is explained in vain is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from junheng.facts.checks.rule import Rule, catalogue
from junheng.facts.checks.said import ASKED, Checked
from junheng.terms import Finding, Message, Severity

if TYPE_CHECKING:  # an evaluation without a file of reasons needs no model of one
    from junheng.facts.checks.explanations import Explanation


def explained(found: Sequence[Checked], explanations: Iterable[Explanation]) -> list[Finding]:
    """The findings; those with a reason as notes. What is explained in vain is a finding of its own."""
    findings = [one.finding for one in found]
    own: list[Finding] = []
    for each in explanations:
        rule = catalogue()[each.rule]
        places = [place for place, one in enumerate(found) if each.fits(one)]
        if not places:
            own.append(_unused(each))
        elif not rule.explainable:
            own.append(_refused(each, rule))
        else:
            for place in places:
                findings[place] = _with_reason(found[place].finding, each)
    return findings + own


def _with_reason(finding: Finding, each: Explanation) -> Finding:
    """What is asked of the reader goes: it has been answered."""
    who, asked = each.by.label, ASKED[True]
    said = Message(finding.message.zh.removesuffix(f"。{asked.zh}"), finding.message.en.removesuffix(f". {asked.en}"))
    return replace(finding, severity=Severity.INFO, message=Message(
        f"{said.zh}。已说明：{each.reason}（{who.zh}，{each.date}）", f"{said.en}. Explained: {each.reason} ({who.en}, {each.date})"
    ))


def _unused(each: Explanation) -> Finding:
    return Finding(
        Severity.WARNING, "explanation-unused",
        Message(
            f"对 {each.school}（{each.year} 学年，{each.rule}）的说明已没有对应的问题；请从说明文件中删去，或核对学校、学年、学段和列名",
            f"the explanation for {each.school} ({each.year}, {each.rule}) answers no finding any more: take it out of the file, "
            "or see whether school, year, stage and column are right",
        ),
        found=each.reason,
    )


def _refused(each: Explanation, rule: Rule) -> Finding:
    return Finding(
        Severity.WARNING, "explanation-refused",
        Message(
            f"{rule.number}（{rule.text.zh}）是数据自相矛盾，不能用说明代替更正：{each.school}，{each.year} 学年",
            f"{rule.number} ({rule.text.en}) is a contradiction: a reason does not mend it. Correct the facts of {each.school}, {each.year}",
        ),
        found=each.reason,
    )
