"""Heads of grades as offices write them: 一年级（2023级）, 第一年级, 一年级学生, 初一年级, bare 一 beside 二 and 三."""

from __future__ import annotations

import re
from collections import Counter

from junheng.facts.intake.heads.head import ColumnHead
from junheng.terms import Stage

_NUMBERS = "一二三四五六七八九"
_BEHIND = r"(?:在校)?(?:学生|生)?(?:人数|总数|数)?(?:(?:(?:19|20)\d{2}|\d{2})[级届])?"  # of whom, and the year in which they came or will leave
_GRADE = re.compile(rf"(小学|初中|高中|普通高中)?第?([{_NUMBERS}1-9])年级{_BEHIND}")
_LOOSE = re.compile(rf"第?([{_NUMBERS}1-9])(?:年[级纪]|学?年)(?:含\w+)?[?*]?|g([1-9])[?*]?")  # where pupils stand over it: 四年级（含复式）, 四年, 第四学年, G4; 一年 of preschool is no grade
_PUPILS = "在校"
_OF_STAGE = {stage: re.compile(rf"{word}([{numbers}])(?:年级)?{_BEHIND}") for stage, word, numbers in ((Stage.PRIMARY, "小", "一二三四五六"), (Stage.JUNIOR, "初", "一二三"), (Stage.SENIOR, "高", "一二三"))}
_FEWEST = 3  # numbers in a row that are grades


def with_grades(heads: tuple[ColumnHead, ...], stage: Stage | None) -> tuple[ColumnHead, ...]:
    """With 一年级 in place of all that says no more. stage: of the form, by which 初一 and 高一 are first grades."""
    bare = _bare_numbers(heads)
    pattern = _OF_STAGE.get(stage) if stage and not any("初四" in part for each in heads for part in each.parts) else None  # 五四制: 初一 is the sixth
    said = [tuple(_grade(part, pattern, part in bare.get(each.parts[:at], ()), any(_PUPILS in upper for upper in each.parts[:at])) for at, part in enumerate(each.parts)) for each in heads]
    times = Counter(said)  # 一年级（2023级） beside 一年级（2022级）: which is meant is not known
    return tuple(each._replace(parts=parts) if times[parts] == 1 else each for each, parts in zip(heads, said, strict=True))


def _grade(part: str, pattern: re.Pattern[str] | None, is_bare: bool, is_of_pupils: bool) -> str:
    if is_bare:
        return f"{part}年级"
    if found := _GRADE.fullmatch(part):
        return f"{found[1] or ''}{found[2]}年级"
    if pattern and (found := pattern.fullmatch(part)):
        return f"{found[1]}年级"
    found = _LOOSE.fullmatch(part) if is_of_pupils else None
    return f"{found[1] or found[2]}年级" if found else part


def _bare_numbers(heads: tuple[ColumnHead, ...]) -> dict[tuple[str, ...], str]:
    """By what stands over them: numbers alone, right behind each other, under one group."""
    found: dict[tuple[str, ...], str] = {}
    for each in heads:
        for at, part in enumerate(each.parts):
            if at and len(part) == 1 and part in _NUMBERS and part not in found.get(each.parts[:at], ""):
                found[each.parts[:at]] = found.get(each.parts[:at], "") + part
    return {group: numbers for group, numbers in found.items() if len(numbers) >= _FEWEST and numbers in _NUMBERS}
