"""What a list does not say, and its facts cannot be used without: the year, the area, the stage."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, SchoolKind, Severity

NOT_TAUGHT = (SchoolKind.KINDERGARTEN, SchoolKind.SPECIAL, SchoolKind.VOCATIONAL)  # of no stage by their kind; no standard counts them


def unsaid(sheet: Sheet, rule: str, zh: str, en: str, option: str) -> Finding:
    return Finding(
        Severity.ERROR, f"{rule}-unknown",
        Message(
            f"表中没有写明{zh}，有关数据不能使用；请写在标题里，或在命令中加 {option}",
            f"the sheet does not say {en}, so its facts cannot be used; write it in the title, or add {option} to the command",
        ),
        sheet.file, sheet.name,
    )


def stage_unsaid(sheet: Sheet, row: int, rows: int = 0) -> Finding:
    """rows: how many a list has whose rows all do not say it, which is told once, at its head."""
    zh, en = (f"表中各行（{rows} 行）的数", f"the figures of all {rows} rows") if rows else ("这些数", "these figures")
    return Finding(
        Severity.ERROR, "stage-unknown",
        Message(
            f"看不出{zh}属于哪个学段，未采用；请把学段写在表头、工作表名或标题中，或在来源文件的 constants 中写 stage；一校几个学段只有一个总数的，在来源文件中写 stage_unknown: whole",
            f"the stage of {en} cannot be told, and they were not used; name it in the heads, the sheet's name or the title, or as stage in the constants of a source file; where schools of several stages give one total, write stage_unknown: whole in the source file",
        ),
        sheet.file, sheet.name, sheet.place(row),
    )


def not_taught(sheet: Sheet, rows: Sequence[int]) -> Finding:
    return Finding(
        Severity.INFO, "kind-not-needed",
        Message(
            f"幼儿园、特殊教育学校、职业学校没有写明学段，这些行（{len(rows)} 行）的数未采用；各标准的校际指标不计这几类学校",
            f"kindergartens, special and vocational schools whose stage is not said: the figures of {len(rows)} rows were not used, and no standard compares these kinds",
        ),
        sheet.file, sheet.name, sheet.place(rows[0]),
    )
