"""Who came and who will leave, against the grades of the same form: 招生数 and the first grade, 预计毕业生数 and the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from junheng.facts.intake.forms.form_between import GRADES
from junheng.facts.intake.forms.form_outline import TOTALS
from junheng.facts.intake.forms.form_tables import FormGrid, FormTable
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, shown, words
from junheng.terms import Finding, Message, Severity

_GRADUATED = ("毕业生数", "毕业生", "毕业人数")
_ENTERED, _LEAVING = ("招生数", "招生", "招生人数"), ("预计毕业生数", "预计毕业生", "预计毕业人数")
_GIRLS = ("女", "女生")
_TIMES, _SOME = 2, 20  # by which graduates may be more than the largest grade now
_FEW, _SHARE = 10, 0.2  # by which they may differ: some repeat the first grade, some of the last do not leave


class Flows(NamedTuple):
    """rows: of all pupils, and of the girls; grades: the columns in the order of the grades; total, girls: the rows of all pupils and of the girls."""

    rows: tuple[int, ...] = ()
    entered: int | None = None
    leaving: int | None = None
    grades: tuple[int, ...] = ()
    graduated: int | None = None
    total: int | None = None
    girls: int | None = None

    @property
    def graduates(self) -> tuple[int, int] | None:
        """The cell of those who left in the summer."""
        return (self.total, self.graduated) if self.total is not None and self.graduated is not None else None


def flows_in(grid: FormGrid) -> Flows:
    heads = {words(each.parts[-1]): each.column for each in reversed(grid.columns)}
    entered, leaving, graduated = (next((heads[word] for word in said if word in heads), None) for said in (_ENTERED, _LEAVING, _GRADUATED))
    grades = sorted((GRADES[head], column) for head, column in heads.items() if head in GRADES)
    if not grades or entered is leaving is graduated is None:
        return Flows()
    labelled = [(row, label_words(labels[-1])) for row, labels in grid.rows if labels]
    rows = [row for row, label in labelled if label in (*TOTALS, *_GIRLS)]
    total = next((row for row, label in labelled if label in TOTALS), None)
    girls = next((row for row, label in labelled if label in _GIRLS), None)
    return Flows(tuple(rows), entered, leaving, tuple(column for _, column in grades), graduated, total, girls)


def wrong_flows(sheet: Sheet, table: FormTable, flows: Flows) -> Iterable[Finding]:
    """At the pupils who came or will leave, each told once: of all, else of the girls."""
    return _wrong_girls(sheet, table, flows) if all(_fits(sheet.rows[row], flows) for row in flows.rows) else _wrong_flows(sheet, table, flows)


def _fits(cells: Sequence[Cell], flows: Flows) -> bool:
    """Whether nothing can be said of a row: nearly always, and sooner than it is looked at in full."""
    asked = [column for column in (flows.entered, flows.leaving, flows.graduated) if column is not None]
    if len(cells) <= max(*asked, *flows.grades):
        return False
    if not any(cells[column] for column in asked):
        return True
    grades = [figure(cells[column]) or 0.0 for column in flows.grades]
    last = next((pupils for pupils in reversed(grades) if pupils), None)
    numbers = {column: figure(cells[column]) for column in asked}
    return (
        None not in numbers.values()
        and (flows.entered is None or _is_near(numbers[flows.entered], grades[0]))
        and (flows.leaving is None or last is None or _is_near(numbers[flows.leaving], last))
        and (flows.graduated is None or (numbers[flows.graduated] or 0) <= _TIMES * max(grades) + _SOME)
    )


def _is_near(number: float | None, pupils: float | None) -> bool:
    return number is None or pupils is None or pupils - max(_FEW, _SHARE * pupils) <= number <= pupils


def _wrong_girls(sheet: Sheet, table: FormTable, flows: Flows) -> Iterator[Finding]:
    """Of those in a grade who did not come, or will not leave, no more are girls than there are of all: else fewer boys than none. Asked where each row fits for itself."""
    if flows.total is None or flows.girls is None:
        return
    everyone, girls = sheet.rows[flows.total], sheet.rows[flows.girls]
    for column, grade in ((flows.entered, flows.grades[0]), (flows.leaving, _last(everyone, flows.grades))):
        if column is None or grade is None:
            continue
        (moved, here), (all_moved, all_here) = ((figure(cells[column]), figure(cells[grade])) for cells in (girls, everyone))
        if moved and here is not None and all_moved is not None and all_here is not None and here - moved > all_here - all_moved:
            yield _too_many_girls(sheet, table, (flows.total, flows.girls), (column, grade), (here - moved, all_here - all_moved), here)


def _too_many_girls(sheet: Sheet, table: FormTable, rows: tuple[int, int], columns: tuple[int, int], rest: tuple[float, float], girls: float) -> Finding:
    """columns: of those who came or will leave, and of the grade; rest: by how much the grade is more, of the girls and of all."""
    total, row = rows
    (all_moved, all_here), (moved, here) = ([f"{_head(table, column)} {sheet.place(line, column)}" for column in columns] for line in rows)
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"《{table.title}》女生：“{here}”比“{moved}”多 {rest[0]:.10g} 人，而全体学生“{all_here}”只比“{all_moved}”多 {rest[1]:.10g} 人，两者相减男生成了负数；请核对这四格，看女生一行是否填了男生数或错位",
            f"{table.title}, girls: `{here}` is {rest[0]:.10g} more than `{moved}`, but of all pupils `{all_here}` is only {rest[1]:.10g} more than `{all_moved}`, which leaves fewer boys than none. "
            "Compare the four cells: does the row of the girls hold the boys, or a figure of another column?",
        ),
        *sheet.at(row, columns[1]), shown(sheet.cell(row, columns[1])), f"≤ {girls - rest[0] + rest[1]:.10g}",
        (sheet.at(row, columns[0]), *(sheet.at(total, column) for column in columns)),
    )


def _wrong_flows(sheet: Sheet, table: FormTable, flows: Flows) -> Iterator[Finding]:
    lines = [(row, sheet.rows[row]) for row in flows.rows]
    if flows.graduates is not None:
        yield from _too_many_graduates(sheet, table, flows)
    if flows.entered is not None:
        pairs = [(row, flows.entered, flows.grades[0]) for row, _ in lines]
        yield from _first_wrong(sheet, table, flows, pairs, Message("招生数不会多于一年级学生数，通常相差不大", "no more come than are in the first grade, and mostly about as many"))
    if flows.leaving is not None:
        pairs = [(row, flows.leaving, last) for row, cells in lines if (last := _last(cells, flows.grades)) is not None and not _goes_on_elsewhere(cells, flows, last)]
        yield from _first_wrong(sheet, table, flows, pairs, Message("预计毕业生数不会多于毕业年级学生数，通常相差不大", "no more will leave than are in the last grade, and mostly about as many"))


def _too_many_graduates(sheet: Sheet, table: FormTable, flows: Flows) -> Iterator[Finding]:
    """Those who left were one grade of the year before; no school halves in a year without a word."""
    assert flows.graduates is not None
    row, column = flows.graduates
    number = figure(sheet.cell(row, column))
    largest = max(flows.grades, key=lambda grade: figure(sheet.cell(row, grade)) or 0)
    most = figure(sheet.cell(row, largest)) or 0
    if number is None or number <= _TIMES * most + _SOME:
        return
    at, there = sheet.place(row, column), sheet.place(row, largest)
    yield Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"《{table.title}》“{_head(table, column)} {at}”填的是 {number:.10g}，而在校生最多的年级“{_head(table, largest)} {there}”只有 {most:.10g}；请核对这几格",
            f"{table.title}: `{_head(table, column)} {at}` is {number:.10g}, the largest grade `{_head(table, largest)} {there}` has only {most:.10g}. Compare these cells",
        ),
        *sheet.at(row, column), shown(sheet.cell(row, column)), f"≈ {most:.10g}", (sheet.at(row, largest),),
    )


def graduates_of(sheet: Sheet, flows: Flows, stage: str | None) -> tuple[str, int, str] | None:
    """The stage, how many left it in the summer, and where that stands."""
    number = figure(sheet.cell(*flows.graduates)) if flows.graduates and stage else None
    return (stage or "", int(number), sheet.place(*flows.graduates)) if flows.graduates and number is not None else None


def _last(cells: Sequence[Cell], grades: Sequence[int]) -> int | None:
    """The last grade that has pupils: five or six in a primary school."""
    return next((column for column in reversed(grades) if column < len(cells) and figure(cells[column])), None)


def _goes_on_elsewhere(cells: Sequence[Cell], flows: Flows, last: int) -> bool:
    """A teaching point of three grades, a school in its first years: nobody leaves where the last grade of the stage has no pupils."""
    return last != flows.grades[-1] and not (flows.leaving is not None and flows.leaving < len(cells) and figure(cells[flows.leaving]))


def _first_wrong(sheet: Sheet, table: FormTable, flows: Flows, pairs: Sequence[tuple[int, int, int]], why: Message) -> Iterator[Finding]:
    """pairs: a row, its column and that of the grade. What is left out is told where the row has another of these figures."""
    asked = [column for column in (flows.entered, flows.leaving, flows.graduated) if column is not None]
    for row, column, grade in pairs:
        number, pupils = figure(sheet.cell(row, column)), figure(sheet.cell(row, grade))
        is_left_out = sheet.cell(row, column) == "" and bool(pupils) and any(figure(sheet.cell(row, other)) for other in asked if other != column)
        if not is_left_out and _is_near(number, pupils):
            continue
        label, head, other = shown(sheet.rows[row][0]).lstrip("　 #＃"), _head(table, column), _head(table, grade)
        at, there = sheet.place(row, column), sheet.place(row, grade)
        said = Message("没有填", "is blank") if is_left_out else Message(f"填的是 {number:.10g}", f"is {number:.10g}")
        yield Finding(
            Severity.WARNING, "form-unbalanced",
            Message(
                f"《{table.title}》“{label}”一行：“{head} {at}”{said.zh}，“{other} {there}”为 {pupils:.10g}；{why.zh}，请核对这两格",
                f"{table.title}, row `{label}`: `{head} {at}` {said.en}, `{other} {there}` {pupils:.10g}; {why.en}. Compare the two cells",
            ),
            *sheet.at(row, column), shown(sheet.cell(row, column)), f"≤ {pupils:.10g}", (sheet.at(row, grade),),
        )
        return


def _head(table: FormTable, column: int) -> str:
    return next((each.shown for each in table.grid.columns if each.column == column), "")
