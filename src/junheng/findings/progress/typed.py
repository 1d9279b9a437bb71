"""The file of typed actuals: YAML, or a sheet with one line per statement (docs/progress.md)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from pathlib import Path
from typing import Any

from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.books.handed_in import open_files
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import shown, words
from junheng.rules.plans import ActualsFile, Plan, TypedActual
from junheng.terms import Finding, Message, Severity, UsageError
from junheng.terms.content import parse, validate
from junheng.terms.personal import holds_number

# the first is the head in Chinese, the last the one in English
HEADS: dict[str, tuple[str, ...]] = {
    "target": ("目标", "目标编号", "target"), "day": ("日期", "数据日期", "day"), "value": ("数值", "现值", "value"),
    "met": ("是否做到", "met"), "against": ("对照值", "against"), "paper": ("依据材料", "材料", "paper"),
    "number": ("文号", "档案号", "number"), "dated": ("材料日期", "dated"), "by": ("填报方", "角色", "by"),
}
_NAMED = {words(head): name for name, heads in HEADS.items() for head in heads}
_FLAGS = {"是": True, "yes": True, "true": True, "√": True, "否": False, "no": False, "false": False, "×": False}
_YAML = (".yaml", ".yml")


def read_actuals(path: Path) -> ActualsFile:
    """Raises UsageError, and ContentError with the line (of a sheet: its row) of a mistake."""
    if path.suffix.lower() in _YAML:
        return parse(_text(path), path.name, ActualsFile)
    for sheet in (sheet for file in open_files(path, []) for sheet in read_sheets(file, [])):
        head = next((row for row, cells in enumerate(sheet.rows[:10]) if {"target", "day", "paper"} <= _named(cells).keys()), None)
        if head is not None:
            return _of_sheet(sheet, head)
    zh, en = "、".join(heads[0] for heads in HEADS.values()), ", ".join(heads[-1] for heads in HEADS.values())
    raise UsageError(
        f"“{path}”中没有带证据的现值：找不到含“目标”“日期”“依据材料”的表头；表头可用：{zh}",
        f"{path} holds no typed actuals: there is no line of heads with target, day and paper. Heads are: {en}",
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"读不了现值文件 {path}：应为 UTF-8 编码的 YAML 文本，或电子表格（{type(error).__name__}）",
            f"cannot read the file of actuals {path}: it should be YAML text in UTF-8, or a spreadsheet ({type(error).__name__})",
        ) from None


def _named(cells: list[Cell]) -> dict[str, int]:
    return {_NAMED[words(cell)]: column for column, cell in enumerate(cells) if words(cell) in _NAMED}


def _of_sheet(sheet: Sheet, head: int) -> ActualsFile:
    places = _named(sheet.rows[head])
    tree: dict[str, list[dict[str, Any]]] = {"actuals": []}
    lines: dict[tuple[str | int, ...], int] = {}
    for row in range(head + 1, len(sheet.rows)):
        given = {name: _value(name, sheet.rows[row], column) for name, column in places.items()}
        given = {name: value for name, value in given.items() if value != ""}
        if given:
            lines["actuals", len(tree["actuals"])] = row + 1
            tree["actuals"].append(_statement(given))
    file = " ".join(part for part in (sheet.file, sheet.name) if part)
    return validate(tree, lines, file, ActualsFile)


def _statement(given: dict[str, Any]) -> dict[str, Any]:
    """A row as the YAML would hold it."""
    evidence = {name: given.pop(name) for name in ("paper", "number", "dated") if name in given}
    return {**given, "evidence": evidence} if evidence else given


def _value(name: str, cells: list[Cell], column: int) -> Any:
    cell = cells[column] if column < len(cells) else ""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = shown(cell)
    return _FLAGS.get(text.lower(), text) if name == "met" else text


def usable(stated: ActualsFile, plan: Plan, day: datetime.date, findings: list[Finding]) -> list[TypedActual]:
    """Those that speak of this plan and of no day after the report's; the others are findings."""
    if stated.plan is not None and stated.plan != plan.id:
        raise UsageError(f"现值文件是规划 {stated.plan} 的，不是 {plan.id} 的", f"the actuals are those of the plan {stated.plan}, not of {plan.id}")
    found = []
    twice = _contradicted(stated)
    for each in stated.actuals:
        wrong = _wrong(each, plan, day)
        if wrong is None and (each.target, each.day) in twice:
            where = Message(f"{each.target}（{each.day}）：", f"{each.target} ({each.day}): ")
            wrong = _error("actual-twice", where, "同一天填报了不同的数，都未采用", "different values are stated for one day; none is used")
        if wrong is None:
            found.append(each)
        else:
            findings.append(wrong)
    return found


def _contradicted(stated: ActualsFile) -> set[tuple[str, datetime.date]]:
    """Targets and days that are given two different values."""
    values: dict[tuple[str, datetime.date], set[object]] = defaultdict(set)
    for each in stated.actuals:
        if each.value is not None or each.met is not None:
            values[each.target, each.day].add((each.value, each.met))
    return {key for key, given in values.items() if len(given) > 1}


def _wrong(each: TypedActual, plan: Plan, day: datetime.date) -> Finding | None:
    targets, roles = [target.id for target in plan.targets], [role.id for role in plan.roles]
    where = Message(f"{each.target}（{each.day}）：", f"{each.target} ({each.day}): ")
    if each.target not in targets:
        return _error("actual-target", where, "规划中没有这个目标，未采用", "the plan has no such target; not used", each.target)
    if each.by not in roles:
        allowed = ", ".join(roles) or "-"
        return _error("actual-role", where, f"填报方“{each.by}”不在规划的 roles 中，未采用（写角色编号，不写姓名）", f"{each.by} is no role of the plan; not used (write the id of a role, never a name)", each.by, allowed)
    if holds_number(f"{each.evidence.paper.zh} {each.evidence.number or ''}"):
        return _error("actual-personal", where, "依据材料中含有身份证号或手机号，未采用", "the evidence holds an identity or a mobile number; not used")
    if max(each.day, each.evidence.dated) > day:
        said = Message(f"{where.zh}晚于报告日期 {day}，本报告未采用", f"{where.en}later than the day of the report, {day}; not used in it")
        return Finding(Severity.INFO, "actual-later", said)
    target = next(target for target in plan.targets if target.id == each.target)
    if (each.met is not None) != (target.comparator in ("yes", "no")) and (each.met, each.value) != (None, None):
        return _error("actual-form", where, "是否类目标写 met，数值类目标写 value；未采用", "a yes/no target takes `met`, any other takes `value`; not used")
    if each.against is not None and (target.value is not None or target.comparator in ("up", "down", "yes", "no")):
        return _error("actual-form", where, "规划自己写了要求，不能再写 against；未采用", "the plan itself says what is asked, so `against` has no place; not used")
    return None


def _error(rule: str, where: Message, zh: str, en: str, found: str = "", allowed: str = "") -> Finding:
    return Finding(Severity.ERROR, rule, Message(where.zh + zh, where.en + en), found=found, allowed=allowed)
