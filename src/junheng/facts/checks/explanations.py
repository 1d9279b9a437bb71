"""Reasons given for what the checks find, kept in a file beside the data and carried from year to year."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated

from junheng.facts.checks.rule import catalogue
from junheng.facts.checks.said import Checked
from junheng.facts.tables import TABLES
from junheng.terms import Message, Stage, UsageError
from junheng.terms.content import AtLeast, AtMost, Content, ContentError, Matches, parse_tree, validate
from junheng.terms.content import Path as Place


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


_CALLED = [(column.name, column.header.zh, column.header.en) for table in TABLES.values() for column in table.columns]  # its own name first


_A_REASON = Message("应写明理由，至少两个字，如“本学年撤并一个班”", "it should be the reason in words, two characters at least, e.g. `a class was merged this year`")


class Explanation(Content):
    """Holds from `year` on, to `until` where that is said. Without `stage` or `column` it holds for all of them."""

    rule: str
    school: str  # code, or name
    year: Annotated[int, AtLeast(1900), AtMost(2100)]
    until: int | None = None
    stage: Stage | None = None
    column: str | None = None
    reason: Annotated[str, Matches(r"\S.*\S", _A_REASON)]
    by: Role
    date: datetime.date

    def fits(self, one: Checked) -> bool:
        years = self.year <= one.year <= (self.until or one.year)
        what = self.stage in (None, one.stage) and self.column in (None, one.column)
        return self.rule == one.rule and self.school in (one.school, one.name) and years and what

    def wrong(self) -> Message | None:
        if self.until is None or self.until >= self.year:
            return None
        return Message(
            f"until（到 {self.until} 学年）早于 year（从 {self.year} 学年起），说明不会有效；请改正其中之一",
            f"`until` ({self.until}) is before `year` ({self.year}), so it never holds: correct one of them",
        )


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
    tree, lines = parse_tree(text, path.name)
    found = validate(tree, lines, path.name, ExplanationFile).explanations
    return tuple(_known(each, path.name, partial(_line, lines, place)) for place, each in enumerate(found))


def _line(lines: Mapping[Place, int], place: int, key: str) -> int:
    return lines.get(("explanations", place, key), 1)


def _known(each: Explanation, file: str, line_of: Callable[[str], int]) -> Explanation:
    """With its column by its own name. Raises ContentError where there is no such rule or column."""
    if each.rule not in catalogue():
        allowed = ", ".join(catalogue())
        raise ContentError(file, line_of("rule"), f"没有检查规则“{each.rule}”；可用：{allowed}", f"there is no rule {each.rule}; there are: {allowed}")
    rule = catalogue()[each.rule]
    if each.column is None or each.column in rule.read:
        return each
    names = [called[0] for called in _CALLED if each.column.strip() in called]
    name = next((name for name in names if name in rule.read), names[0] if names else None)
    if name is None:
        near = difflib.get_close_matches(each.column, set(chain.from_iterable(_CALLED)), n=3)
        zh, en = (f"；相近的有：{'、'.join(near)}", f"; the nearest are: {', '.join(near)}") if near else ("", "")
        raise ContentError(
            file, line_of("column"), f"没有名为“{each.column}”的列；{each.rule} 检查的列有：{', '.join(rule.read)}{zh}",
            f"there is no column {each.column}; those that {each.rule} reads are: {', '.join(rule.read)}{en}",
        )
    return Explanation(**{**vars(each), "column": name})
