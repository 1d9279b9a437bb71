"""A sheet of a stage without a line: emptied, or never filled, while the other sheets of its workbook hold schools."""

from __future__ import annotations

from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity, Stage

_EVERYWHERE = (Stage.PRIMARY, Stage.JUNIOR, None)  # no county is without these; one without senior schools leaves their sheet empty


def no_schools(sheet: Sheet, head_row: int, stage: Stage | None) -> Finding:
    """The head stands there, and no school below it."""
    return Finding(
        Severity.WARNING if stage in _EVERYWHERE else Severity.INFO, "list-empty",
        Message(
            "这张表有表头，没有一行学校；请看数据行是否被删去、筛选后只复制了表头，确实没有则无妨",
            "the sheet has a head and no line of a school: see whether its lines were deleted, or the head alone was copied; no fault where there are none",
        ),
        *sheet.at(head_row),
    )


def blank_sheet(sheet: Sheet, stage: Stage | None) -> Finding:
    """Not a cell on a sheet that is called after a stage."""
    return Finding(
        Severity.WARNING if stage in _EVERYWHERE else Severity.INFO, "sheet-empty",
        Message(
            f"工作表“{sheet.name}”是空的；请看内容是否被清空，确实没有则无妨",
            f"the sheet {sheet.name} is empty: see whether it was cleared; no fault where there is nothing",
        ),
        sheet.file, sheet.name,
    )
