"""A workbook of a form family: which one it is, and its sheets read by the family's source file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, takewhile

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake.books.handed_in import file_unknown
from junheng.facts.intake.forms.read_forms import read_forms
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.head import SEARCHED
from junheng.facts.intake.heads.labels_first import labels_first
from junheng.facts.intake.heads.said import Said
from junheng.facts.intake.heads.source import Source, load_source, source_ids
from junheng.facts.intake.heads.title_doubts import years_of_stages
from junheng.facts.intake.lists.emptied import blank_sheet
from junheng.facts.intake.lists.read import read_sheet
from junheng.facts.intake.lists.staff_lines import may_list_staff
from junheng.facts.intake.recognise import recognise, share_known
from junheng.facts.intake.schools.identity import Identities
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, File, Sheet
from junheng.facts.intake.values.text import head_part, is_filled, plain, shown
from junheng.terms import Finding, Message, Severity, UsageError

_CLOSURES = "cn/closures"
_TITLE_CELLS = 3  # of a line over the head
_COUNT_OF_SCHOOLS = re.compile("(?:学校|校)(?:总|个|所)?数")


def read_family(
    file: File, sheets: list[Sheet], source: str | None, said: Said, delivery: Delivery, identities: Identities
) -> str:
    """Returns the source it was read as; nothing where no source knows it, which is a finding."""
    family = load_source(source) if source else recognise(sheets, [load_source(each) for each in source_ids()])
    if family and source and (closures := _closures_beside(sheets, family)):
        delivery.findings.append(_of_closures(file))
        family = closures
    if family is None:
        delivery.findings.append(_not_known(file, sheets, delivery))
        delivery.rows_in += sum(map(_filled_rows, sheets))
        return ""
    delivery.sources.add(family.id)
    if family.calendar_year:
        delivery.sources_by_calendar.add(family.id)
    if not family.compared:
        delivery.sources_exported.add(family.id)
    _read_book(sheets, family, said, delivery, identities)
    return family.id


def _closures_beside(sheets: list[Sheet], family: Source) -> Source | None:
    """A register of closures handed in with lists of another source: it bears its own anchor, and knows more of the heads."""
    closures = load_source(_CLOSURES)
    if family.id == closures.id or recognise(sheets, [closures]) is None:
        return None
    return closures if max(share_known(sheet, closures) for sheet in sheets) > max(share_known(sheet, family) for sheet in sheets) else None


def _of_closures(file: File) -> Finding:
    message = Message(
        f"“{file.name}”的表头是学校撤并一览表，按 {_CLOSURES} 读取，没有按 --source 所写的来源", f"the heads of {file.name} are those of a register of closures: it was read as {_CLOSURES}, not as the source given")
    return Finding(Severity.INFO, "source-other", message, file.name, "", "", "", _CLOSURES)


def _not_known(file: File, sheets: list[Sheet], delivery: Delivery) -> Finding:
    """Raises UsageError for a file by itself that is not of persons; who signed or answers for a form (a note) makes it none."""
    tells_of_persons = any(finding.rule == "personal-column" and finding.file == file.name and finding.severity == Severity.WARNING for finding in delivery.findings)
    if tells_of_persons or any(map(may_list_staff, sheets)):
        return _roster(file)
    unknown = _unknown(file)
    if not file.among_others:
        raise UsageError(unknown.zh, unknown.en)
    return file_unknown(file, unknown)


def _unknown(file: File) -> Message:
    ids = ", ".join(source_ids())
    return Message(
        f"认不出“{file.name}”是哪一类表：可为它起草一个来源文件（junheng source new 文件），或把数填进模板（junheng template 文件.xlsx）；若是已知的来源，用 --source 指明（{ids}）",
        f"cannot tell what kind of table {file.name} is: draft a source file for it (junheng source new FILE), or fill the template (junheng template FILE.xlsx); if it is of a known source, "
        f"name that with --source ({ids})",
    )


def _roster(file: File) -> Finding:
    """A finding and no refusal, so that what was said of its persons is heard."""
    return Finding(
        Severity.ERROR, "file-unknown",
        Message(
            f"认不出“{file.name}”是哪一类表，未采用；教职工请填模板的“教职工”表（只写编号），其他表可用 --source 指明，或写一个来源文件（junheng source new 文件 可起草）",
            f"what kind of table {file.name} is cannot be told, and it was not used. Staff go into the template's sheet 教职工, by number; name other tables with --source, "
            "or write a source file (junheng source new FILE drafts one)",
        ),
        file.name,
    )


def _filled_rows(sheet: Sheet) -> int:
    return sum(map(is_filled, sheet.rows))


def _read_book(sheets: list[Sheet], family: Source, said: Said, delivery: Delivery, identities: Identities) -> None:
    if family.forms:
        read_forms(list(map(labels_first, sheets)), family, said, delivery, identities)
        return
    before, is_alone = len(delivery.blocks), len(sheets) == 1
    for sheet in sheets if is_alone else sorted(sheets, key=lambda sheet: (_says_no_year(sheet), _says_no_area(sheet))):
        if not is_alone and _says_no_year(sheet):
            said = replace(said, usual_year=_only_year(delivery.blocks[before:]))
        if not is_alone and _says_no_area(sheet):
            said = replace(said, usual_area=_only_area(delivery.blocks[before:]))
        if not any(map(is_filled, sheet.rows)):
            stage = title.stage([sheet.name], family.stages)
            delivery.findings += [blank_sheet(sheet, stage)] if stage else []
        elif not read_sheet(sheet, family, said, delivery, identities):
            delivery.rows_in += _filled_rows(sheet)
            delivery.findings.append(_unread(sheet, family))
    if not is_alone and not said.year:
        delivery.findings += years_of_stages(sheets, delivery.blocks[before:])
    totalled = {finding.sheet for finding in delivery.findings if finding.rule == "row-total" and finding.file == sheets[0].file}
    if totalled:
        delivery.findings += [_without_total(sheet) for sheet in sheets if sheet.name not in totalled and _is_read(sheet, delivery)]


def _says_no_year(sheet: Sheet) -> bool:
    """Neither its name nor the lines over its head. Such a sheet is read last, when the years of the others are known."""
    return title.school_year([sheet.name, sheet.file, sheet.folder, *_above(sheet)]) is None


def _says_no_area(sheet: Sheet) -> bool:
    """As `_says_no_year`; a column of counties, or the schools' names, may still say it."""
    return title.area([*_above(sheet), sheet.file]) is None


def _above(sheet: Sheet) -> Iterator[str]:
    """The lines over the head that are like titles."""
    lines = ([str(cell) for cell in cells if plain(cell)] for cells in sheet.rows[:SEARCHED])
    above = takewhile(lambda cells: len(cells) <= _TITLE_CELLS, lines)
    return chain.from_iterable(above)


def _only_year(blocks: list[Block]) -> int | None:
    years = _said_in(blocks, "year")
    return int(str(years.pop())) if len(years) == 1 else None


def _only_area(blocks: list[Block]) -> str | None:
    areas = _said_in(blocks, "area")
    return str(areas.pop()) if len(areas) == 1 else None


def _said_in(blocks: list[Block], column: str) -> set[Value]:
    return {value for block in blocks for value in block.columns.get(column, ()) if value is not None}


def _is_read(sheet: Sheet, delivery: Delivery) -> bool:
    """Its figures: a list of the schools alone has nothing to add up."""
    return any((block.table, block.file, block.sheet) == ("school_years", sheet.file, sheet.name) for block in delivery.blocks)


def _without_total(sheet: Sheet) -> Finding:
    return Finding(
        Severity.INFO, "total-missing",
        Message(
            "同一文件的其他表有合计行，这张表没有，无从核对各校之和；请看表尾的行是否被删去",
            "other sheets of this file have a row of totals and this one has none, so its sum cannot be compared: see whether lines at its end were lost",
        ),
        sheet.file, sheet.name,
    )


def _unread(sheet: Sheet, family: Source) -> Finding:
    """Sentences under each other, as instructions are written, and a summary that counts schools are no lost data."""
    top = [cell for cells in sheet.rows[:SEARCHED] for cell in cells if isinstance(cell, str)]
    counts = any(_COUNT_OF_SCHOOLS.fullmatch(head_part(cell)[0]) for cell in top)
    severity = Severity.INFO if counts or not any(map(_may_be_data, sheet.rows)) else Severity.WARNING
    near = difflib.get_close_matches(family.anchor[0], dict.fromkeys(map(shown, top)), n=1) if family.anchor and severity == Severity.WARNING else []
    message = _without_anchor(family, near[0]) if near else Message("这张表没有找到写着学校名称的表头，未采用", "no head with a school's name was found on this sheet; it was not used")
    return Finding(severity, "sheet-unknown", message, sheet.file, sheet.name)


def _without_anchor(family: Source, near: str) -> Message:
    return Message(
        f"来源 {family.id} 以表头“{family.anchor[0]}”认表，这张表没有，只有相近的“{near}”，未采用；表头改了名的，请改回，或另写来源文件（anchor 也要改）",
        f"the source {family.id} knows its table by the head `{family.anchor[0]}`, which this sheet lacks; it has `{near}`, and was not used. "
        "If the head was renamed, write it as before, or write a source of your own with this `anchor`",
    )


def _may_be_data(cells: list[Cell]) -> bool:
    """More than one sentence."""
    return sum(map(bool, map(plain, cells))) > 1 or any(map(is_number, cells))
