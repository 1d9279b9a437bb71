"""Reasons given for what the checks find, kept in a file beside the data and carried from year to year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from junheng.facts.checks.rule import Rule, catalogue
from junheng.facts.checks.said import Checked
from junheng.terms import Finding, Message, Severity, Stage, UsageError
from junheng.terms.content import Content, ContentError, parse


class Role(StrEnum):
    """Who gave the reason: an office, never a person's name."""

    SCHOOL = "school"
    TOWNSHIP = "township"
    COUNTY = "county"
    SUPERVISION = "supervision"

    @property
    def label(self) -> Message:
        return _ROLES[self]


_ROLES = {
    Role.SCHOOL: Message("学校", "the school"), Role.TOWNSHIP: Message("乡镇", "the township"),
    Role.COUNTY: Message("县教育局", "the county education office"), Role.SUPERVISION: Message("督导室", "the supervision office"),
}


class Explanation(Content):
    """Holds from `year` on, to `until` where that is said. Without `stage` or `column` it holds for all of them."""

    rule: str
    school: str  # code, or name
    year: int = Field(ge=1900, le=2100)
    until: int | None = None
    stage: Stage | None = None
    column: str | None = None
    reason: str = Field(min_length=2)
    by: Role
    on: date

    def fits(self, one: Checked) -> bool:
        years = self.year <= one.year <= (self.until or one.year)
        what = self.stage in (None, one.stage) and self.column in (None, one.column)
        return self.rule == one.rule and self.school in (one.school, one.name) and years and what


class ExplanationFile(Content):
    explanations: tuple[Explanation, ...]


def read_explanations(path: Path) -> tuple[Explanation, ...]:
    """Raises UsageError, ContentError."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"读不了说明文件 {path}：应为 UTF-8 编码的 YAML 文本（{type(error).__name__}）",
            f"cannot read the explanations {path}: it should be YAML text in UTF-8 ({type(error).__name__})",
        ) from None
    found = parse(text, path.name, ExplanationFile).explanations
    for each in found:
        if each.rule not in catalogue():
            allowed = ", ".join(catalogue())
            raise ContentError(path.name, 1, f"没有检查规则“{each.rule}”；可用：{allowed}", f"there is no rule {each.rule}; there are: {allowed}")
    return found


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
    who, said = each.by.label, finding.message
    return replace(finding, severity=Severity.INFO, message=Message(
        f"{said.zh}。已说明：{each.reason}（{who.zh}，{each.on}）", f"{said.en}. Explained: {each.reason} ({who.en}, {each.on})"
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
