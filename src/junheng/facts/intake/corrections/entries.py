"""Corrections kept beside the files: which cell or fact, what stood there, what holds, why, who, when."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from junheng.facts.delivery import Correction
from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.books.handed_in import open_files
from junheng.facts.intake.persons.kinds import is_persons_name
from junheng.facts.intake.values.cells import is_missing, is_number, unmarked
from junheng.facts.intake.values.sheet import Cell, Sheet, cell_in
from junheng.facts.intake.values.text import is_filled, plain, shown, words
from junheng.terms import Finding, Message, Severity, UsageError
from junheng.terms.personal import holds_number

# the first is the head in Chinese, the last the one in English
HEADS: dict[str, tuple[str, ...]] = {
    "file": ("文件", "文件名", "file"), "sheet": ("工作表", "sheet"), "cell": ("单元格", "cell"),
    "school": ("学校", "学校标识码或校名", "school"), "year": ("学年", "school year", "year"), "stage": ("学段", "stage"),
    "column": ("项目", "指标", "fact", "column"), "old": ("原值", "原数", "old value", "old"), "new": ("新值", "更正值", "new value", "new"),
    "reason": ("原因", "更正原因", "reason"), "by": ("更正人", "角色", "by", "who"), "on": ("日期", "更正日期", "date", "on", "when"),
}
_NAMED = {words(head): name for name, heads in HEADS.items() for head in heads}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_OFFICES = tuple("办科股室局员部处组会校所站司委院园")  # how a post or an office ends
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True)
class Row:
    """One line of a corrections file, as typed."""

    given: dict[str, str]
    sheet: Sheet
    number: int  # from 0

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    @property
    def said_in(self) -> str:
        return " ".join(part for part in self.sheet.at(self.number) if part)

    @property
    def by_cell(self) -> bool:
        return bool(self["cell"])

    def finding(self, rule: str, severity: Severity, zh: str, en: str, found: str = "", allowed: str | Message = "") -> Finding:
        return Finding(
            severity, rule, Message(zh, en), *self.sheet.at(self.number), found, allowed
        )

    def at(self, file: str, sheet: str, cell: str, old: str) -> Correction:
        return Correction(file, sheet, cell, old, self["new"], self["reason"], self["by"], self["on"], self.said_in)


def read_corrections(path: Path, findings: list[Finding]) -> list[Row]:
    """The usable lines of the file; the others are findings. Raises UsageError where it is no file of corrections."""
    for sheet in (sheet for file in open_files(path, []) for sheet in read_sheets(file, [])):
        found = _head(sheet)
        if found:
            head, places = found
            lines = [row for row in range(head + 1, len(sheet.rows)) if is_filled(sheet.rows[row])]
            rows = [Row({name: _text(sheet.rows[row], column) for name, column in places.items()}, sheet, row) for row in lines]
            return _agreed([row for row in rows if _is_usable(row, findings)], findings)
    wanted = "、".join(heads[0] for heads in HEADS.values())
    raise UsageError(
        f"“{path}”不是更正表：没有含“新值”“原因”等表头的一行；表头可用：{wanted}",
        f"{path} holds no corrections: there is no line of heads with `new`, `reason` and the like. Heads are: {', '.join(heads[-1] for heads in HEADS.values())}",
    )


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for row, cells in enumerate(sheet.rows[:10]):
        places = {_NAMED[words(cell)]: column for column, cell in enumerate(cells) if words(cell) in _NAMED}
        if {"new", "reason"} <= set(places) and ("cell" in places or {"school", "column"} <= set(places)):
            return row, places
    return None


def _text(cells: list[Cell], column: int) -> str:
    cell = cell_in(cells, column)
    if isinstance(cell, datetime.date):
        return cell.strftime("%Y-%m-%d")
    return shown(cell)


def _is_usable(row: Row, findings: list[Finding]) -> bool:
    if any(holds_number(text) for text in row.given.values()):
        findings.append(row.finding(
            "correction-personal", Severity.ERROR, "更正中含有身份证号或手机号，未采用；更正人请写岗位，如“统计员”",
            "the correction holds an identity or a mobile number and was not used; say who by the post, e.g. statistician",
        ))
        return False
    if _names_a_person(row["by"]):
        findings.append(row.finding(
            "correction-personal", Severity.ERROR, "更正人写的像是姓名，不予保存，这条更正未采用；请写岗位，如“统计员”",
            "who corrected reads like a person's name: it is not kept, and the correction was not used. Say who by the post, e.g. 统计员 (statistician)",
        ))
        return False
    zh = {"reason": "原因", "by": "更正人", "on": "日期"}
    lacking = [name for name in zh if not row[name]]
    if not row.by_cell and not (row["school"] and row["column"]):
        findings.append(row.finding(
            "correction-incomplete", Severity.ERROR, "更正没有写明改哪里（单元格，或学校与项目），未采用",
            "the correction does not say what it changes (a cell, or a school and a column); it was not used",
        ))
        return False
    if lacking:
        findings.append(row.finding(
            "correction-incomplete", Severity.ERROR, f"更正缺少：{'、'.join(zh[name] for name in lacking)}；未采用",
            f"the correction lacks: {', '.join(HEADS[name][-1] for name in lacking)}; it was not used",
        ))
        return False
    return _has_date(row, findings)


def _names_a_person(said: str) -> bool:
    """张某 and 王主任, but no post or office whose first character is a surname too: 安全办, 党政办."""
    return is_persons_name(said) and not said.endswith(_OFFICES)


def _has_date(row: Row, findings: list[Finding]) -> bool:
    day = _day(row["on"])
    if day is None:
        findings.append(row.finding(
            "correction-incomplete", Severity.ERROR, f"更正日期“{row['on']}”不是一个日期，应写成如 2024-10-08；未采用",
            f"the day of the correction, {row['on']}, is no day: it should read like 2024-10-08; it was not used", row["on"], "2024-10-08",
        ))
    elif day > datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1):  # in the east it is already tomorrow
        findings.append(row.finding(
            "correction-incomplete", Severity.ERROR, f"更正日期 {row['on']} 还没有到；请改正，这条更正未采用",
            f"the day of the correction, {row['on']}, is yet to come: correct it; it was not used", row["on"],
        ))
    else:
        return True
    return False


def _day(said: str) -> datetime.date | None:
    found = _DATE.fullmatch(said)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:  # 2024-13-45
        return None


def _agreed(rows: list[Row], findings: list[Finding]) -> list[Row]:
    """Of corrections of one place that disagree, none; of those that agree, the first."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        names = ("file", "sheet", "cell") if row.by_cell else ("school", "year", "stage", "column")
        groups[(str(row.by_cell), *(words(row[name]) for name in names))].append(row)
    kept = []
    for same in groups.values():
        values = list(dict.fromkeys(row["new"] for row in same))
        if len({key_of(value) for value in values}) == 1:
            kept.append(same[0])
            continue
        zh = "；".join(f"{row['new']}（{row.said_in}）" for row in same)
        en = "; ".join(f"{row['new']} ({row.said_in})" for row in same)
        findings += [row.finding(
            "correction-conflict", Severity.ERROR, f"同一处有互相矛盾的更正：{zh}；均未采用，请只留一条",
            f"corrections of one place disagree: {en}. None was used: keep one", row["new"],
        ) for row in same]
    return kept


def key_of(value: Cell) -> str:
    """What makes two contents the same: 1,200 and 1200.0 are one number, and 1200① is; blank and - are one absence."""
    if is_missing(value):
        return ""
    if not is_number(value):
        return plain(value)
    text = plain(unmarked(value)[0] if isinstance(value, str) else value)
    text = text.replace(",", "").lstrip("+")
    return (text.rstrip("0").rstrip(".") if "." in text else text).lstrip("0") or "0"


def applied(correction: Correction) -> Finding:
    told = correction.told
    return Finding(
        Severity.INFO, "corrected", Message(f"{told.zh}；见 {correction.said_in}", f"{told.en}; see {correction.said_in}"),
        correction.file, correction.sheet, correction.cell, correction.old, correction.new,
    )


def stale(row: Row, place: str, holds: str) -> Finding:
    """The source has changed since the correction was written: a person must look."""
    return row.finding(
        "correction-stale", Severity.ERROR,
        f"更正写的原值是“{row['old'] or '（空）'}”，而 {place} 现在是“{holds or '（空）'}”；未采用，请核对后改写或删去这条更正",
        f"the correction says that {place} holds {row['old'] or 'blank'}, but it holds {holds or 'blank'}; it was not used. "
        "Look at both and mend or remove it", holds, row["old"],
    )
