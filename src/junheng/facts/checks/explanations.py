"""Reasons given for what the checks find, kept in a file beside the data and carried from year to year."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from junheng.facts.checks.rule import catalogue
from junheng.facts.checks.said import Checked
from junheng.terms import Message, Stage, UsageError
from junheng.terms.content import AtLeast, AtMost, Content, ContentError, Matches, parse


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
    year: Annotated[int, AtLeast(1900), AtMost(2100)]
    until: int | None = None
    stage: Stage | None = None
    column: str | None = None
    reason: Annotated[str, Matches(r"\S.*\S")]
    by: Role
    date: datetime.date

    def fits(self, one: Checked) -> bool:
        years = self.year <= one.year <= (self.until or one.year)
        what = self.stage in (None, one.stage) and self.column in (None, one.column)
        return self.rule == one.rule and self.school in (one.school, one.name) and years and what


class ExplanationFile(Content):
    explanations: tuple[Explanation, ...]


def read_explanations(path: Path) -> tuple[Explanation, ...]:
    """Raises UsageError, ContentError."""
    if not path.is_file():
        raise UsageError(f"没有说明文件“{path}”", f"there is no file of explanations {path}")
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
