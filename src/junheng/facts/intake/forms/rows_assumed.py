"""Rows and columns of a form that are read though they need not mean it: titles as they are called since 2015, the school's own buildings beside others it uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from junheng.facts.intake.forms.form_found import Found
from junheng.facts.intake.forms.form_tables import FormGrid
from junheng.facts.intake.heads.source import FormFact
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity

_OWN, _OTHERS = "学校产权", "非学校产权"


def rows_assumed(found: Found, rows: Sequence[tuple[int, FormFact]]) -> Iterator[Finding]:
    """Once for a form, at the first such row."""
    sheet, title = found.sheet, found.table.called
    labels = [shown(next(filter(plain, sheet.rows[row]), "")).lstrip("　 #＃") for row, _ in rows]
    headers = [SCHOOL_YEARS.column(fact.fact).header for _, fact in rows]
    zh, en = ("、".join(f"“{label}”→“{header.zh}”" for label, header in zip(labels, headers, strict=True)), ", ".join(f"{label} as `{header.en}`" for label, header in zip(labels, headers, strict=True)))
    yield Finding(
        Severity.WARNING, "row-assumed",
        Message(
            f"《{title}》有几行按这样的意思读取：{zh}（一般知识，未核实）；若不是，请改用表中原有的行名",
            f"rows of {title} were read as what they probably mean: {en} (general knowledge, unverified). If they mean something else, name them as the form does",
        ),
        *sheet.at(rows[0][0], 0), labels[0],
    )


def not_owned_in(grid: FormGrid, read: Collection[int]) -> list[int]:
    """The columns of buildings that are not the school's, in a form of 2012 to 2020, of which only its own are read."""
    if not any(each.column in read and each.parts[0].startswith(_OWN) for each in grid.columns):
        return []
    return [each.column for each in grid.columns if each.parts[0].startswith(_OTHERS)]


def not_owned(found: Found, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Finding]:
    """Once for a form, at the first figure: whether it belongs to what the school has is not for us to say."""
    sheet = found.sheet
    cell = next(((row, column) for row in rows for column in columns if figure(sheet.cell(row, column))), None)
    if cell is not None:
        head = next(each.shown for each in found.table.grid.columns if each.column == cell[1])
        yield Finding(
            Severity.WARNING, "row-assumed",
            Message(
                f"《{found.table.title}》读取的是学校产权的校舍，“{head}”另有 {shown(sheet.cell(*cell))}，没有加上；若应计入，请加进学校产权一列",
                f"{found.table.title} was read at the buildings that the school owns; `{head}` has {shown(sheet.cell(*cell))} besides, which was not added. If it counts, add it to those it owns",
            ),
            *sheet.at(*cell), shown(sheet.cell(*cell)),
        )
