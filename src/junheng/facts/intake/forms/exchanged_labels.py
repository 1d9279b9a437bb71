"""Labels of a form that changed places: 三、生活用房 over the rows of 教学及辅助用房, of which it is the sum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from junheng.facts.intake.forms.form_found import Found
from junheng.facts.intake.forms.form_tables import FormGrid
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.text import shown
from junheng.terms import Finding, Message, Severity

_ROUNDED = 0.05


class Over(NamedTuple):
    """Rows: the one right above some parts, and the one that is their whole by its label."""

    above: int
    whole: int
    parts: tuple[int, ...]


def out_of_place(form: Form, grid: FormGrid) -> list[Over]:
    """The wholes of a form that do not stand over their parts."""
    rows = {labels[-1]: row for row, labels in reversed(grid.rows)}
    order = [row for row, _ in grid.rows]
    found = []
    for each in form.wholes:
        parts = [rows[part] for part in each.parts if part in rows] if each.stands_over and each.whole in rows else []
        if len(parts) == len(each.parts) and (at := order.index(min(parts))) and order[at - 1] != rows[each.whole]:
            found.append(Over(order[at - 1], rows[each.whole], tuple(parts)))
    return found


def exchanged_labels(found: Found, misplaced: list[Over]) -> Iterator[Finding]:
    """Told where the parts make the row above them in some column, and nowhere the row that their label names."""
    sheet = found.sheet
    for each in misplaced:
        columns = [head.column for head in found.table.grid.columns]
        figures = {row: [figure(sheet.rows[row][at]) if at < len(sheet.rows[row]) else None for at in columns] for row in (each.above, each.whole, *each.parts)}
        sums = [sum(figures[part][at] or 0.0 for part in each.parts) for at in range(len(columns))]
        make_above, make_whole = ([at for at, total in enumerate(sums) if total > 0 and abs(total - (figures[row][at] or 0.0)) <= _ROUNDED] for row in (each.above, each.whole))
        if make_above and not make_whole:
            yield _told(found, each, columns[make_above[0]])


def _told(found: Found, each: Over, column: int) -> Finding:
    sheet, title = found.sheet, found.table.title
    above, whole = (shown(sheet.rows[row][0]) for row in (each.above, each.whole))
    own, other = (sheet.place(row, column) for row in (each.above, each.whole))
    return Finding(
        Severity.WARNING, "form-labels-exchanged",
        Message(
            f"《{title}》“{above}”（{own}）正好是它下面几行之和，而这几行属于“{whole}”（{other}）：两行的名称多半对调了；现按名称读取，请核对并改正名称",
            f"{title}: `{above}` ({own}) is the sum of the rows below it, which are parts of `{whole}` ({other}): the two labels have probably changed places. It was read by the labels: compare them and correct them",
        ),
        sheet.file, sheet.name, sheet.place(each.above, 0), above, whole, (sheet.at(each.whole, 0),),
    )
