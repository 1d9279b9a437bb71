"""Of which rows and columns of a form the sums are looked at, and which are told by others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from junheng.facts.intake.forms.form_matcher import FormMatcher
from junheng.facts.intake.forms.form_outline import MEN, WOMEN, Line, Rule, line_of, rules_of_columns, rules_of_rows
from junheng.facts.intake.forms.form_sums import FormSums, Said
from junheng.facts.intake.forms.form_tables import FormGrid, notes_below
from junheng.facts.intake.forms.slipped import Columns
from junheng.facts.intake.forms.stage_rows import stage_rows_of
from junheng.facts.intake.forms.stated_sums import stated_of_all, stated_rules
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.labels_first import ROW_NUMBERS
from junheng.facts.intake.heads.source import Form, Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.facts.intake.values.units import NAMES, called

_NO_SUM = re.compile("[率比%‰]|生均|人均|平均|备注|说明|审核|校验|代码|单位")  # shares and notes add up to nothing
_COUNTED = NAMES | {"mbps", "兆", "处", "辆", "张", "件", "次", "人次"}
_OTHER_YEAR = re.compile("上一?学?年|去年|增减|增长|变化|变动|增加|减少")
_Place = tuple[int, int]


def form_sums(
    form: Form, sheet: Sheet, grid: FormGrid, source: Source, matcher: FormMatcher, facts: Collection[_Place], change: Columns | None, units: int | None
) -> FormSums:
    """change: the columns that `slipped` compares in the rows that hold facts."""
    columns = [each for each in grid.columns if each.column != units and each.parts[-1] not in ROW_NUMBERS and not any(map(_NO_SUM.search, each.parts))]
    labels = min((each.column for each in grid.columns), default=1)
    lines = [line_of(row, sheet.rows[row], labels, source.of_which_words) for row, _ in grid.rows]
    lines = [line for line in lines if not _NO_SUM.search(line.words)]
    rules = list(_rules(form, sheet, grid, source, matcher, columns, lines, change))
    said = Said(form.titles[0], {row: tuple("" if label in source.stage_words else label for label in labels) for row, labels in grid.rows}, {each.column: each.parts for each in grid.columns})
    return FormSums(_once(rules), [line.row for line in lines], [each.column for each in columns], said, facts, facts if change else (), units, list(_measured([line.row for line in lines], sheet, grid, units)))


def _measured(rows: Sequence[int], sheet: Sheet, grid: FormGrid, units: int | None) -> Iterator[int]:
    """The rows that ask for a figure: their unit is one, 年月 and 是/否 are none."""
    named = dict(grid.units)
    for row in rows:
        unit = named.get(row) or (called(plain(sheet.cell(row, units))) if units is not None else "")
        if unit.lower() in _COUNTED:
            yield row


def _rules(
    form: Form, sheet: Sheet, grid: FormGrid, source: Source, matcher: FormMatcher, columns: Sequence[ColumnHead], lines: Sequence[Line], change: Columns | None
) -> Iterator[Rule]:
    of_which = source.of_which_words
    changed = (matcher.column_of(fact, grid.columns) for fact in form.facts) if change else ()
    now = next((found[0] for found in changed if found), None)
    if change and now is not None:
        yield Rule(False, now, change[:2], complete=True, minus=change[2:], said=True)
    notes = [str(sheet.rows[row][0]) for row in notes_below(sheet, grid)]
    yield from stated_rules(notes, columns, lines)
    yield from _wholes(form, grid, matcher, lines)
    by_layout = (*rules_of_rows(lines, stage_rows_of(source).is_block), *rules_of_columns([each for each in columns if not any(map(_OTHER_YEAR.search, each.parts))], of_which))
    stated = stated_of_all(notes, columns, lines)
    yield from (rule._replace(said=True) if rule.complete and (rule.is_rows, rule.whole) in stated else rule for rule in by_layout)
    if len(columns) == 1:
        yield from _stages_alone(by_layout, {line.row: line.words for line in lines}, source.stage_words)
    yield from _both_sexes(by_layout, {line.row: line.words for line in lines}, {each.column: each.parts[-1].removeprefix("其中") for each in columns})


def _stages_alone(rules: Sequence[Rule], rows: Mapping[int, str], stages: Collection[str]) -> Iterator[Rule]:
    """在校生数, 小学阶段, 初中阶段 in one column, where nothing bears out that these stages are all: together they are not more."""
    for rule in rules:
        if rule.is_rows and rule.complete and all(rows[part].removesuffix("阶段") in stages for part in rule.parts):
            yield rule._replace(complete=False, said=True)


def _both_sexes(rules: Sequence[Rule], rows: Mapping[int, str], heads: Mapping[int, str]) -> Iterator[Rule]:
    """男 and 女 are parts of another kind than grades or degrees: by themselves they are all there are."""
    found: dict[tuple[bool, int], dict[str, int]] = {}
    for rule in rules:
        said = (rows if rule.is_rows else heads)[rule.parts[0]]
        if not rule.complete and len(rule.parts) == 1 and said in (*MEN, *WOMEN):
            found.setdefault((rule.is_rows, rule.whole), {})["男" if said in MEN else "女"] = rule.parts[0]
    yield from (Rule(is_rows, whole, (parts["男"], parts["女"]), complete=True) for (is_rows, whole), parts in found.items() if len(parts) > 1)


def _wholes(form: Form, grid: FormGrid, matcher: FormMatcher, lines: Sequence[Line]) -> Iterator[Rule]:
    """What the source knows to be together not more than another."""
    rows = {line.words: line.row for line in reversed(lines)}
    for each in [each for each in form.wholes if not each.stands_over]:
        names = (each.whole, *each.parts)
        columns = [] if each.of_rows else [matcher.column_under((head,), grid.columns) for head in names]
        whole, *parts = [rows.get(name) for name in names] if each.of_rows else [found and found[0] for found in columns]
        if whole is not None and None not in parts:
            yield Rule(each.of_rows, whole, tuple(part for part in parts if part is not None), complete=False, said=True)


def _once(rules: Sequence[Rule]) -> list[Rule]:
    """What the form says in words goes before what its structure says, and a sum before its parts being not more than it."""
    found: dict[tuple[object, ...], Rule] = {}
    for rule in rules:
        found.setdefault((rule.is_rows, rule.whole, frozenset(rule.parts), frozenset(rule.minus), rule.complete), rule)
    sums = [rule for rule in found.values() if rule.complete and rule.said and not rule.minus]
    return [rule for rule in found.values() if rule.complete or not any(_holds(each, rule) for each in sums)]


def _holds(whole: Rule, part: Rule) -> bool:
    return (whole.is_rows, whole.whole) == (part.is_rows, part.whole) and set(part.parts) <= set(whole.parts)
