"""Lists with one line per member of staff: the schools stand there again and again, and what is said beside them is of persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from junheng.facts.intake.heads.head import SEARCHED, ColumnHead, Head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import head_part, is_filled, plain
from junheng.terms import Finding, Message, Severity

_NUMBER = re.compile("工号|职工号|教工号|(?:教职工|教师|职工|人员|员工)(?:编号|工号|代码|号)")
_SAID = re.compile(
    "(?:最高|第一|全日制|现)?(?:学历|学位)(?:层次)?|(?:现)?职称(?:等级|级别|名称)?|(?:现任)?专业技术职务(?:等级|名称)?|(?:现任|行政)?职务|岗位(?:类别|等级|名称)?"
    "|(?:任教|所教|担任|主要任教)(?:学科|课程|年级|学段)"
    "|任课(?:情况|学科)?|学科|所学专业|专业|参加工作(?:时间|年月|日期)|(?:入职|来校|调入)(?:时间|年月|日期)|性别|民族|政治面貌|编制(?:类型|性质|情况)?|是否在编|在编情况|人员(?:类别|类型|身份)"
    "|骨干教师(?:级别|类别|称号)|荣誉(?:称号)?|教师资格证?(?:种类|类型|学科)?|普通话(?:等级|水平)?|毕业院校"
)
_ROSTER = re.compile("(?:教师|教职工|职工|教职员工|教师队伍|人员).{0,6}(?:名册|花名册|名单|信息表|登记表|台账)")
_FEWEST, _SURE = 2, 3  # columns about a person; where nothing else says that the lines are persons
_OFTEN = 0.8  # schools, of all lines: where each has a line, the degree and title may be its head's


def lists_staff(sheet: Sheet, head: Head, matcher: Matcher) -> bool:
    """Degrees, titles, courses in words and not in numbers, beside schools that come again; or beside a number of each, or under 教师名册."""
    below = range(head.last + 1, len(sheet.rows))
    named = [each for each in head.columns if _tells_of_a_person(each.parts[-1])]
    told = [each for each in named if _is_of_a_person(sheet, each, below)] if len(named) >= _FEWEST else []
    if len(told) < _FEWEST:
        return False
    if any(map(_ROSTER.search, (plain(sheet.name), *(plain(cell) for cells in sheet.rows[: head.first] for cell in cells)))):
        return True
    if len(told) >= _SURE and any(_NUMBER.fullmatch(each.parts[-1]) for each in told):
        return True
    lines = [is_filled(cells) for cells in zip(*(sheet.column(each.column, below) for each in told), strict=True)]
    schools = next((each.column for each in head.columns if _is_of_schools(each, matcher)), None)
    names = set[str]()
    if schools is not None:
        names = {plain(cell) for cell, is_line in zip(sheet.column(schools, below), lines, strict=True) if is_line} - {""}
    return sum(lines) > _FEWEST and len(names) < _OFTEN * sum(lines)


def _is_of_schools(head: ColumnHead, matcher: Matcher) -> bool:
    match = matcher.match(head)
    return bool(match and match.column and match.column.fact in ("name", "school"))


def _tells_of_a_person(head: str) -> bool:
    return _NUMBER.fullmatch(head) is not None or _SAID.fullmatch(head) is not None


def _is_of_a_person(sheet: Sheet, head: ColumnHead, rows: Sequence[int]) -> bool:
    filled = [cell for cell in sheet.column(head.column, rows) if plain(cell)]
    said = filled if _NUMBER.fullmatch(head.parts[-1]) else [cell for cell in filled if not is_number(cell)]
    return bool(filled) and len(said) * 2 > len(filled)


def may_list_staff(sheet: Sheet) -> bool:
    """By a line of its heads alone, where no source knows the table."""
    heads = ([head_part(cell)[0] for cell in cells if isinstance(cell, str)] for cells in sheet.rows[:SEARCHED])
    return any(sum(map(_tells_of_a_person, texts)) >= _SURE for texts in heads)


def staff_listed(sheet: Sheet, head: Head) -> Finding:
    told = [each.shown for each in head.columns if _tells_of_a_person(each.parts[-1])]
    zh, en = "、".join(f"“{each}”" for each in told), ", ".join(f"`{each}`" for each in told)
    return Finding(
        Severity.WARNING, "staff-listed",
        Message(
            f"每一行是一名教职工（{zh}），不是学校，整张未采用、未保存；请按学校汇总人数，或填模板的“教职工”表（只写编号）",
            f"each row is a member of staff ({en}) and no school; nothing of the list was used or kept. Add up the numbers by school, or fill the template's sheet 教职工 (by number)",
        ),
        *sheet.at(head.first),
    )
