"""One sheet to blocks of facts: head, columns, rows. Every cell is used, ignored by name, or reported."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

import polars as pl

from junheng.facts.beside import beside
from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake import title
from junheng.facts.intake.add_up import Columns, add_up
from junheng.facts.intake.alike import add_rows, report_twice
from junheng.facts.intake.bare_heads import grades_apart, heads_in_context
from junheng.facts.intake.code_order import codes_out_of_order
from junheng.facts.intake.columns import (
    Assigned,
    columns_assumed,
    long_columns,
    not_of_this_year,
    read_column,
    reader,
    rivals,
    table_column,
    unit_assumed,
    unit_of,
    unknown_column,
)
from junheng.facts.intake.coordinates import settle_coordinates
from junheng.facts.intake.emptied import no_schools
from junheng.facts.intake.head import ColumnHead, Head, find_head
from junheng.facts.intake.head_years import last_year, split_years
from junheng.facts.intake.headless import report_headless
from junheng.facts.intake.identity import Identities
from junheng.facts.intake.list_sums import ListSums, list_sums
from junheng.facts.intake.lists import lists_of
from junheng.facts.intake.match import Matcher, matcher_of
from junheng.facts.intake.merged_down import merged_down
from junheng.facts.intake.numbered_names import without_numbers
from junheng.facts.intake.rows import RowKind, not_plain_names, not_plain_schools, places_among, row_kind
from junheng.facts.intake.rows_of_sums import ROW_OF_SUMS, report_sums
from junheng.facts.intake.said import Said
from junheng.facts.intake.school_parts import named_after_school, stages_by_parts, with_stage_column
from junheng.facts.intake.serial import report_gaps
from junheng.facts.intake.sheet import Cell, Sheet, letter
from junheng.facts.intake.side_by_side import lists_beside
from junheng.facts.intake.slid import FEWEST, LONGEST, slid_columns
from junheng.facts.intake.source import Source, SourceColumn
from junheng.facts.intake.staff_lines import lists_staff, staff_listed
from junheng.facts.intake.stage_lines import stages_by_lines
from junheng.facts.intake.stages_by_grades import (
    add_pupils_of_grades,
    of_whole_school,
    tells_stages,
    with_stage_of_grades,
)
from junheng.facts.intake.stated import report_stated
from junheng.facts.intake.subtotals import check_subtotals
from junheng.facts.intake.text import plain, shown, words
from junheng.facts.intake.title_doubts import impossible_year, other_county, other_stage, other_years
from junheng.facts.intake.title_units import in_units_of_title
from junheng.facts.intake.totals import Summed, check_totals
from junheng.facts.intake.two_units import one_of_two_units
from junheng.facts.intake.units import LAND, times_of
from junheng.facts.intake.unsaid import NOT_TAUGHT, not_taught, stage_unsaid, unsaid
from junheng.facts.tables import DTYPES, SCHOOL_YEARS, SCHOOLS, Type
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage

Scope = tuple[str, Stage | None]  # (table, stage)


@dataclass
class _Reading:
    """The state of reading one sheet."""

    sheet: Sheet
    source: Source
    head: Head
    delivery: Delivery
    rows: Sequence[int] = ()
    totals: list[int] = field(default_factory=list)
    facts: Columns = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)  # columns that are known, compared, and not kept
    beside: list[Summed] = field(default_factory=list)  # columns that are not kept and whose totals are compared

    def column(self, table: str, fact: str, stage: Stage | None = None) -> pl.Series | None:
        found = self.facts.get((table, fact, stage))
        return found[0] if found else None

    def scopes(self) -> list[Scope]:
        return list(dict.fromkeys((table, stage) for table, _, stage in self.facts if table == "school_years"))


def read_sheet(sheet: Sheet, source: Source, said: Said, delivery: Delivery, identities: Identities) -> bool:
    """Adds the sheet's facts and findings to `delivery`; False where the sheet has no head this source knows."""
    matcher = matcher_of(source)
    head = find_head(sheet, matcher.is_anchor)
    if head is None:
        return False
    if source.compared and (own_column := with_stage_column(sheet, head, matcher)) is not sheet:
        sheet = own_column
        head = find_head(sheet, matcher.is_anchor) or head
    lists = [one for part in lists_beside(sheet, head, matcher) for one in lists_of(part, (find_head(part, matcher.is_anchor) or head), matcher, source)]
    above = title.title_lines(sheet, head.first) if len(lists) > 1 else []
    for one in lists:
        own = find_head(one, matcher.is_anchor)
        if own is None:
            delivery.rows_in += sum(any(map(plain, cells)) for cells in one.rows)
            delivery.findings.append(_without_schools(one))
        elif not source.add_rows and lists_staff(one, own, matcher):
            delivery.rows_in += sum(any(map(plain, cells)) for cells in one.rows[own.last + 1 :])
            delivery.findings.append(staff_listed(one, own))
        else:
            _read_list(_Reading(one, source, own, delivery), matcher, said, identities, above)
    return True


def _without_schools(sheet: Sheet) -> Finding:
    first = next(row for row, cells in enumerate(sheet.rows) if any(map(plain, cells)))
    return Finding(
        Severity.INFO, "list-without-schools",
        Message(
            "名单下方的这张表没有学校名称一列（如分乡镇汇总），未采用",
            "this table below the list has no column of schools' names (a summary by township, say) and was not used",
        ),
        sheet.file, sheet.name, sheet.place(first), next(shown(cell) for cell in sheet.rows[first] if plain(cell)),
    )


def _read_list(reading: _Reading, matcher: Matcher, said: Said, identities: Identities, above: list[str]) -> None:
    """above: the titles of the sheet where it holds several lists; those of its own say more of a list."""
    sheet, source, head, delivery = reading.sheet, reading.source, reading.head, reading.delivery
    titles = [*title.title_lines(sheet, head.first)]
    places = [*(titles if above else ()), sheet.name, *titles, sheet.file, sheet.folder]
    sheet_stage = said.stage or title.stage(places, source.stages) or _constant_stage(source)
    titles += above if titles != above else ()
    head, apart = heads_in_context(sheet, head, matcher, source, [sheet.name, *titles, sheet.file], sheet_stage)
    reading.head, reading.apart = head, {each.column for each in apart}
    delivery.findings += grades_apart(sheet, head, apart)
    year = said.year or _constant(source, "year") or title.school_year([*titles, sheet.name, sheet.file, sheet.folder])
    if said.year and (own_year := title.school_year([*titles, sheet.name])) not in (None, said.year):
        delivery.findings.append(title.year_given(sheet, own_year, said.year))
    if year is None and said.usual_year and not _has_years(head, matcher):
        year = said.usual_year
        delivery.findings.append(title.year_of_others(sheet, year))
    if year is None and source.compared and not _has_years(head, matcher) and (year := last_year(head.columns)):
        delivery.findings.append(title.year_of_heads(sheet, head.first, year))
    assigned = in_units_of_title(_assign(reading, matcher, sheet_stage, year), reading.source, titles, sheet, head.last, delivery.findings)
    reading.sheet = merged_down(sheet, head, {each.head.column for each in assigned if each.source.table == "schools"})
    if any(each.stage is None and each.source.table == "school_years" for each in assigned) and source.compared:
        reading.sheet = named_after_school(reading.sheet, head, _column_of(assigned, "name"), _column_of(assigned, "school"))
    _pick_rows(reading, assigned)
    delivery.findings += () if reading.rows else [no_schools(sheet, head.last, sheet_stage)]
    sums = list_sums(reading.sheet, head, reading.rows, matcher, source, {each.head.column for each in assigned})
    delivery.findings += sums.findings()
    reading.beside = list(sums.summed()) if reading.totals else []
    report_gaps(sheet, head, delivery.findings)
    report_stated(sheet, head, reading.rows, delivery.findings)
    in_title, in_name = title.school_year(titles), title.school_year([sheet.file])
    if in_title and in_name and in_title != in_name and year == in_title:
        delivery.findings.append(title.year_disagrees(sheet, range(head.first), in_title, in_name))
    above_head = range(head.first)
    delivery.findings += [*other_stage(sheet, above_head, source), *other_years(sheet, above_head, year if isinstance(year, int) and not said.year else None)]
    area = said.area or _constant(source, "area") or title.area([*titles, sheet.file])
    for own_year, columns in _by_year(assigned):
        _read_facts(reading, columns, titles)
        delivery.findings += _slid(reading, sums) if source.compared else ()
        _blocks(reading, own_year or year, area, identities)


def _slid(reading: _Reading, sums: ListSums) -> Iterator[Finding]:
    """Columns of which a part slid by one line, by the pupils of their stage."""
    if not FEWEST <= len(reading.rows) <= LONGEST:
        return
    heads = {letter(each.column): each.shown for each in reading.head.columns}
    stages = [stage for _, fact, stage in reading.facts if fact == "pupils"]
    beside = {letter(column): values for column, values in sums.values.items()} if len(stages) == 1 else {}
    for stage in stages:
        wanted = (stage, Stage.WHOLE) if len(stages) == 1 else (stage,)
        own = {letters: values for (table, _, of), (values, letters) in reading.facts.items() if table == "school_years" and of in wanted and values.dtype == pl.Int64 and letters.isalpha()}
        figures = beside | {letters: values.cast(pl.Float64).fill_null(math.nan).to_numpy() for letters, values in own.items()}
        yield from slid_columns(reading.sheet, reading.rows, reading.facts["school_years", "pupils", stage][1], figures, heads)


def _has_years(head: Head, matcher: Matcher) -> bool:
    return any(match.column.fact in ("year", "closed") for each in head.columns if (match := matcher.match(each)) and match.column)


def _by_year(assigned: list[Assigned]) -> list[tuple[int | None, list[Assigned]]]:
    """The columns of each year, where a sheet has one column per year; else all of them once."""
    years = sorted({each.source.year for each in assigned if each.source.year})
    return [(year, [each for each in assigned if each.source.year in (None, year)]) for year in years] or [(None, assigned)]


def _read_facts(reading: _Reading, assigned: list[Assigned], titles: list[str]) -> None:
    findings = reading.delivery.findings
    before = set(findings) if reading.facts else set()
    reading.facts, start = {}, len(findings)
    _read_columns(reading, assigned, titles)
    _stages_of_lines(reading)
    if reading.source.compared:
        wholes = stages_by_parts(reading.facts)
        findings[start:] = [each for each in findings[start:] if each.rule != ROW_OF_SUMS or each.found not in wholes]
    grades = {key: facts for key, facts in reading.facts.items() if key[1] in SCHOOL_YEARS.by_name}
    add_up(reading.facts, reading.source, reading.sheet, reading.head.last, findings)
    reading.facts |= {key: facts for key, facts in grades.items() if key not in reading.facts}  # parts that are facts too
    settle_coordinates(reading.sheet, reading.rows, reading.facts, reading.source.within, findings)
    if before:  # the next year of the same sheet: what both share is said once
        findings[start:] = [each for each in findings[start:] if each not in before]


def _stages_of_lines(reading: _Reading) -> None:
    """Where neither a head nor a column tells the stage."""
    scopes = {(stage, fact) for table, fact, stage in reading.facts if table == "school_years"}
    if any(stage is None for stage, _ in scopes) and (None, "stage") not in scopes:
        stages = stages_by_lines(reading.sheet, reading.head, reading.rows, reading.source)
        if stages is not None:
            reading.facts[("school_years", "stage", None)] = stages, ""


def _constant(source: Source, name: str) -> Value:
    return source.constants.get(name)


def _constant_stage(source: Source) -> Stage | None:
    return Stage(str(source.constants["stage"])) if "stage" in source.constants else None


def _assign(reading: _Reading, matcher: Matcher, sheet_stage: Stage | None, year: Value) -> list[Assigned]:
    sheet, source = reading.sheet, reading.source
    found = []
    by_year = isinstance(year, int) and not any(column.year for column in source.columns)
    heads, of_other_years = split_years(reading.head.columns, int(year or 0)) if by_year else (reading.head.columns, ())
    for head in of_other_years:
        match = matcher.match(head)
        reading.delivery.findings.append((unknown_column if match is None else not_of_this_year)(sheet, reading.head.first, head))
    for head in heads:
        match = matcher.match(head)
        if match is None and head.column in reading.apart:
            continue
        if match is None:
            reading.delivery.findings.append(unknown_column(sheet, reading.head.first, head))
        elif match.is_aside:
            reading.delivery.findings.append(not_of_this_year(sheet, reading.head.first, head))
        elif match.column is not None and match.column.fact == "stage" and not _says_stages(reading, match.column, head):
            reading.delivery.findings.append(unknown_column(sheet, reading.head.first, head))
        elif match.column is not None:
            whole = table_column(source, match.column).whole
            stage = match.stage or match.column.stage or (Stage.WHOLE if whole else sheet_stage)
            stage = None if match.column.table == "schools" else stage
            found.append(Assigned(head, match.column, stage, match.strength))
    return _with_wholes(found)


def _with_wholes(found: list[Assigned]) -> list[Assigned]:
    """在校生合计 beside 小学在校生 and 初中在校生 is of the whole school."""
    stages = {(each.source.fact, each.stage) for each in found if each.source.table == "school_years" and each.stage not in (None, Stage.WHOLE)}
    several = [fact for fact, count in Counter(fact for fact, _ in stages).items() if count > 1]
    if any(each.source.fact == "stage" for each in found):
        return found
    return [replace(each, stage=Stage.WHOLE) if each.stage is None and each.source.table == "school_years" and each.source.fact in several else each for each in found]


def _says_stages(reading: _Reading, column: SourceColumn, head: ColumnHead) -> bool:
    """Some offices write the kind of school (九年一贯制) under 学段."""
    stages, kinds = reading.source.allowed(column.fact), reading.source.allowed("kind")
    cells = reading.sheet.cells(head.column, range(reading.head.last + 1, len(reading.sheet.rows)))
    said = set(map(plain, cells.unique() if isinstance(cells, pl.Series) else cells))
    return not any(word in kinds and word not in stages for word in said)


def _column_of(assigned: list[Assigned], fact: str) -> int | None:
    return next((each.head.column for each in assigned if each.source.fact == fact), None)


def _column(sheet: Sheet, column: int | None, rows: range) -> pl.Series | list[Cell]:
    return [""] * len(rows) if column is None else sheet.cells(column, rows)


def _pick_rows(reading: _Reading, assigned: list[Assigned]) -> None:
    sheet, head, source = reading.sheet, reading.head, reading.source
    below = range(head.last + 1, len(sheet.rows))
    marks = [each.column for each in head.columns if source.mark and plain(each.shown) == plain(source.mark)]
    codes = _column(sheet, _column_of(assigned, "school"), below)
    code_heads = set(map(plain, _column(sheet, _column_of(assigned, "school"), range(head.first, head.last + 1))))
    names = _column(sheet, _column_of(assigned, "name"), below)
    may_be_other: Sequence[int] = range(len(below))
    if not marks and not source.keep_rows:
        may_be_other = not_plain_schools(codes, code_heads, names)
        at = _column_of(assigned, "name")
        if len(may_be_other) == len(below) and at is not None and hasattr(sheet.rows, "column") and not any(codes):
            columns = [pl.Series(sheet.cells(column, below)) for column in range(sheet.width(below))]
            may_be_other = not_plain_names(columns, at, set(map(plain, sheet.cells(at, range(head.first, head.last + 1)))), source)
    others = [below[index] for index in may_be_other]
    kept = _schools_among(reading, assigned, others, marks) if others else []
    if len(others) == len(below):
        reading.rows = kept
    elif others:
        reading.rows = _in_a_row(sorted({*below}.difference(others).union(kept)))
    else:
        reading.rows = below
    reading.delivery.rows_in += len(reading.rows)
    reading.delivery.rows_kept += len(reading.rows)


def _in_a_row(rows: list[int]) -> Sequence[int]:
    """As a range where none is left out between them: columns are cut more quickly than picked from."""
    return range(rows[0], rows[-1] + 1) if rows and rows[-1] - rows[0] + 1 == len(rows) else rows


def _schools_among(reading: _Reading, assigned: list[Assigned], rows: list[int], marks: list[int]) -> list[int]:
    """Which of some rows are schools; the others are reported."""
    sheet, head, delivery, source = reading.sheet, reading.head, reading.delivery, reading.source
    below = range(head.last + 1, len(sheet.rows))
    facts = {each.source.fact for each in assigned}
    places = [_column_of(assigned, fact) for fact in ("school", "name", "kind")]
    codes_known = {"school", "name"} <= facts and any(map(plain, _column(sheet, places[0], below)))
    township = _column(sheet, _column_of(assigned, "township"), below) if "kind" in facts else []
    townships = set(map(plain, set(township))) - {""}
    subtotals = places_among([_at(cells, places[1]) for cells in sheet.some(rows)])
    head_rows = sheet.rows[head.first : head.last + 1]
    wanted, into = source.keep_rows, _column_of(assigned, "successor")
    of_what = next((each.column for each in head.columns if wanted and each.parts[-1] in set(map(words, wanted.heads))), None)
    kept, merged = (set(map(plain, some)) for some in ((wanted.words, wanted.merged) if wanted else ((), ())))
    schools = []
    for row, cells in zip(rows, sheet.some(rows), strict=True):
        code, name, kind = (_at(cells, place) for place in places)
        marked = any(plain(_at(cells, column)) for column in marks)
        found = row_kind(cells, name, code, kind, head_rows, source, codes_known and "kind" in facts)
        if found == RowKind.BLANK or marked:
            continue
        if (plain(name) in townships or (found == RowKind.SCHOOL and plain(name) in subtotals)) and not plain(code) and not plain(kind):
            found = RowKind.TOTAL  # 松岭镇 where the schools' names stand
        what = _at(cells, of_what)
        if found == RowKind.SCHOOL and of_what is not None and plain(what) not in kept:
            found = RowKind.NOT_NEEDED
        if found == RowKind.SCHOOL:
            schools.append(row)
            if into is not None and plain(what) in merged and not plain(_at(cells, into)):
                delivery.findings.append(_no_successor(sheet, row, into, shown(what)))
        else:
            delivery.rows_in += 1
            reading.totals += [row] if found == RowKind.TOTAL else []
            delivery.findings.append(_row_finding(sheet, row, found))
    delivery.findings += _swallowed(sheet, head.last, places[:2])
    return schools


def _swallowed(sheet: Sheet, last: int, places: list[int | None]) -> list[Finding]:
    """Lines of which a merged cell left nothing. Where most are merged so, that is how the sheet is laid out."""
    named = [(top, bottom) for top, left, bottom, right in sheet.merged if last < top < bottom and any(place is not None and left <= place <= right for place in places)]
    empty = dict.fromkeys((top, bottom) for top, bottom in named if any(map(plain, sheet.rows[top])) and not any(plain(cell) for row in sheet.rows[top + 1 : bottom + 1] for cell in row))
    message = Message("单元格合并到下一行，下一行的内容已丢失；请取消合并，补上被盖住的学校", "cells are merged with the line below, whose content is lost; unmerge them and write the school again")
    return [Finding(Severity.WARNING, "row-merged", message, sheet.file, sheet.name, sheet.place(top)) for top, _ in empty] if len(empty) * 4 < len(sheet.rows) - last else []


def _at(cells: list[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else ""


def _no_successor(sheet: Sheet, row: int, column: int, what: str) -> Finding:
    return Finding(
        Severity.WARNING, "successor-missing",
        Message(
            f"写明是“{what}”，没有写并入哪所学校；请补上校名，否则两年之间接不上这所学校的学生",
            f"it says {what} and names no school that took the pupils in; write its name, else they cannot be followed from one year to the next",
        ),
        sheet.file, sheet.name, sheet.place(row, column),
    )


def _row_finding(sheet: Sheet, row: int, found: RowKind) -> Finding:
    severity = Severity.WARNING if found in (RowKind.NO_SCHOOL, RowKind.NOT_SPLIT) else Severity.INFO
    first = next((shown(cell) for cell in sheet.rows[row] if plain(cell)), "")
    return Finding(severity, f"row-{found.value.replace('_', '-')}", found.message, sheet.file, sheet.name, sheet.place(row), first)


def _read_columns(reading: _Reading, assigned: list[Assigned], titles: list[str]) -> None:
    sheet, source, findings = reading.sheet, reading.source, reading.delivery.findings
    title_unit = title.money_unit(titles)
    strongest: dict[tuple[str, str, Stage | None], Assigned] = {}
    summed: list[Summed] = []
    assigned = sorted(assigned, key=lambda one: -one.strength)
    read = _values(reading, assigned, title_unit)
    for each in assigned:
        unit, is_said = unit_of(source, each, title_unit)
        if not is_said:
            findings.append(unit_assumed(sheet, reading.head.last, each, unit))
        values, told = read[each.head.column]
        findings += told
        before = strongest.setdefault(each.key, each)
        if before is each:
            reading.facts[each.key] = (values, each.letter)
            summed += _summed(source, each, unit, values)
        elif each.strength < before.strength:
            findings.append(unknown_column(sheet, reading.head.first, each.head))
        elif each.key in reading.facts and (one := one_of_two_units(sheet, reading.rows, (before, each), (reading.facts[each.key][0], values), findings)):
            reading.facts[each.key] = (one[0], one[1].letter)
        elif not reading.facts.get(each.key, (values, ""))[0].equals(values):
            findings.append(rivals(sheet, reading.head.first, before, each))
            reading.facts.pop(each.key, None)
    findings += _assumed(reading, strongest.values())
    check_totals(sheet, reading.totals, [*summed, *reading.beside], findings)
    check_subtotals(sheet, reading.totals, reading.rows, [*summed, *reading.beside], findings)
    if not source.add_rows:
        report_sums(sheet, reading.rows, _column_of(assigned, "name"), [each for each in summed if each.scope[0] == "school_years"], findings)
    report_headless(sheet, reading.head.last, reading.rows, {head.column for head in reading.head.columns}, findings)


def _assumed(reading: _Reading, read: Iterable[Assigned]) -> Iterator[Finding]:
    """Facts whose heads may mean something else, each once."""
    found: dict[str, list[Assigned]] = {}
    for each in sorted(read, key=lambda each: each.head.column):
        if each.source.assumed:
            found.setdefault(each.source.fact, []).append(each)
    yield from (columns_assumed(reading.sheet, reading.head.last, same, reading.source) for same in found.values())


def _values(reading: _Reading, assigned: list[Assigned], title_unit: str) -> dict[int, tuple[pl.Series, list[Finding]]]:
    """The values of each column and what is said of its cells, by its place in the sheet; those of a long text in the order in which they are ready."""
    sheet, source = reading.sheet, reading.source
    read: dict[int, tuple[pl.Series, list[Finding]]] = {}
    with beside(len(reading.rows)) as later:
        known = long_columns(sheet, reading.rows, assigned, source, title_unit, later)
        begun = {column: number for number, column in enumerate(known)}
        for each in sorted(assigned, key=lambda each: begun.get(each.head.column, 0)):
            unit, told = unit_of(source, each, title_unit)[0], list[Finding]()
            read[each.head.column] = read_column(sheet, reading.rows, each, source, unit, told, known.get(each.head.column)), told
    return read


def _summed(source: Source, each: Assigned, unit: str, values: pl.Series) -> list[Summed]:
    kind = table_column(source, each.source)
    if kind.type != Type.QUANTITY or kind.unit is None:
        return []
    slack = values.len() if unit in LAND else 0
    turned_into = kind.unit if unit in LAND or times_of(kind.unit, unit) != 1 else None
    return [Summed(each.head.column, each.head.shown, kind.unit.scale, reader(source, each.source, unit), values, (each.source.table, each.stage), slack, turned_into)]


def _area_by_code(reading: _Reading) -> None:
    """A sheet that names no area but gives its code: the code stands for it until a name for it is found."""
    code = reading.facts.get(("schools", "area_code", None))
    if code:
        reading.facts.setdefault(("schools", "area", None), code)


def _blocks(reading: _Reading, year: Value, area: Value, identities: Identities) -> None:
    sheet, rows, delivery = reading.sheet, reading.rows, reading.delivery
    if not rows:
        return
    above, none = range(reading.head.first), pl.repeat(None, len(rows), dtype=pl.String, eager=True)
    delivery.findings += without_numbers(sheet, rows, reading.facts) if reading.source.compared else ()
    codes, names, townships = (_or(reading.column("schools", fact), none) for fact in ("school", "name", "township"))
    _area_by_code(reading)
    said = next((each for each in (reading.column("schools", "year"), reading.column("school_years", "year"), reading.column("schools", "closed")) if each is not None), None)
    years = _filled(said, year, len(rows), pl.Int32())
    areas = reading.column("schools", "area")
    delivery.findings += other_county(sheet, above, title.area(title.title_lines(sheet, reading.head.first)), areas, names)
    if areas is None or areas.null_count():
        areas = _filled(areas, area or title.area_of_names(names.drop_nulls()), len(rows))
    for said_year in years.unique(maintain_order=True).drop_nulls():
        delivery.findings += impossible_year(sheet, above, said_year, _cell_of_year(reading, said_year))
    if years.null_count():
        delivery.findings.append(unsaid(sheet, "year", "学年", "the school year", "--year 2023"))
    if areas.null_count():
        delivery.findings.append(unsaid(sheet, "area", "县（市、区）名", "the area's name", "--area …"))
    keys = identities.add(
        codes, names, townships, areas, sheet, rows,
        reading.column("schools", "area_code"), reading.column("schools", "area_within"), reading.source.identified_by,
    )
    if ("schools", "school", None) in reading.facts and not reading.source.add_rows:
        delivery.findings += codes_out_of_order(sheet, rows, codes, reading.facts["schools", "school", None][1])
    kinds = _filled(_kinds(reading, names), _constant(reading.source, "kind"), len(rows))
    if not reading.source.add_rows:
        report_twice(sheet, rows, reading.facts, years, delivery.findings)
    if reading.source.compared:
        add_pupils_of_grades(reading.facts, kinds)
    _school_block(reading, keys, years, areas, kinds)
    for scope in reading.scopes():
        _stage_block(reading, scope, keys, years, areas, kinds)


def _cell_of_year(reading: _Reading, year: int) -> str:
    """The first cell of the column of years that says it."""
    values, letters = reading.facts.get(("schools", "year", None), (None, ""))
    at = (values == year).arg_true() if values is not None else pl.Series(dtype=pl.UInt32)
    return f"{letters}{reading.rows[at[0]] + 1}" if len(at) else ""


def _or(column: pl.Series | None, other: pl.Series) -> pl.Series:
    return other if column is None else column


def _kinds(reading: _Reading, names: pl.Series) -> pl.Series | None:
    """Each school's kind: as said, else as its name tells by the source's patterns."""
    patterns = [(kind.value, word) for kind, words in reading.source.kinds_by_name.items() for word in words]
    said = reading.column("schools", "kind")
    if said is not None or not patterns:
        return said
    told = [next((kind for kind, word in patterns if fnmatchcase(name or "", word)), None) for name in names]
    return pl.Series(told, dtype=pl.String)


def _filled(values: pl.Series | None, other: Value, length: int, dtype: pl.DataType = pl.String()) -> pl.Series:  # noqa: B008
    if values is None:
        return pl.repeat(other, length, dtype=dtype, eager=True)
    return values if other is None else values.fill_null(other)


def _letters(reading: _Reading, table: str, stage: Stage | None) -> dict[str, str]:
    return {fact: letter for (where, fact, at), (_, letter) in reading.facts.items() if (where, at) == (table, stage)}


def _school_block(reading: _Reading, keys: pl.Series, years: pl.Series, areas: pl.Series, kinds: pl.Series) -> None:
    own = {fact: values for (table, fact, _), (values, _) in reading.facts.items() if table == "schools"}
    constants = {
        name: pl.repeat(value, keys.len(), dtype=DTYPES[SCHOOLS.column(name).type], eager=True)
        for name, value in reading.source.constants.items()
        if name not in own and name not in ("stage", "year", "area")
    }
    columns = {**constants, **own, "school": keys, "year": years, "area": areas, "kind": kinds}
    _append(reading, "schools", years.is_not_null() & areas.is_not_null(), columns, _letters(reading, "schools", None))


def _stage_block(
    reading: _Reading, scope: Scope, keys: pl.Series, years: pl.Series, areas: pl.Series, kinds: pl.Series
) -> None:
    """The rows of one stage. Where neither head nor sheet names it, each school's kind must be of one stage."""
    _, scoped = scope
    own = {fact: values for (table, fact, stage), (values, _) in reading.facts.items()
           if table == "school_years" and stage == scoped and fact not in ("stage", "year")}
    stages = _stages_of_scope(scoped, kinds, own) if scoped else _stages_of_rows(reading, kinds)
    keep = stages.is_not_null() & years.is_not_null() & areas.is_not_null()
    columns = {**own, "school": keys, "year": years, "stage": stages}
    letters = _letters(reading, "school_years", scoped)
    if reading.source.add_rows:
        columns, places = add_rows(reading.facts, columns, keep.arg_true())
        _append_all(reading, "school_years", pl.Series(reading.rows, dtype=pl.Int32).gather(places), columns, letters)
    else:
        _append(reading, "school_years", keep, columns, letters)


def _stages_of_scope(scoped: Stage, kinds: pl.Series, figures: dict[str, pl.Series]) -> pl.Series:
    """Figures of a stage that a school of its kind does not teach: 0 junior pupils of a primary school are no junior stage."""
    if scoped == Stage.WHOLE:
        return pl.repeat(scoped.value, kinds.len(), eager=True)
    taught = pl.lit(kinds).is_in([kind.value for kind in SchoolKind if scoped in kind.stages])
    given = [pl.col(name) if values.dtype == pl.Boolean else pl.col(name) != 0 for name, values in figures.items()]
    return pl.DataFrame(figures).select(pl.when(pl.any_horizontal(taught, *given)).then(pl.lit(scoped.value)).alias("")).to_series()


def _stages_of_rows(reading: _Reading, kinds: pl.Series) -> pl.Series:
    ones = {kind: taught[0].value for kind in kinds.unique() if kind and len(taught := SchoolKind(kind).stages) == 1}
    stages = kinds.replace_strict(list(ones), list(ones.values()), default=None, return_dtype=pl.String)
    said = reading.column("school_years", "stage")
    stages = stages if said is None else said.zip_with(said.is_not_null(), stages)
    if reading.source.stage_unknown == "whole":
        return stages.fill_null(Stage.WHOLE.value)
    stages = with_stage_of_grades(stages, kinds, reading.facts)
    none = kinds.is_in([kind.value for kind in NOT_TAUGHT]).fill_null(False) & stages.is_null()
    reading.delivery.findings += [not_taught(reading.sheet, [reading.rows[index] for index in none.arg_true()])] if none.any() else []
    nobody = (stages.is_null() & ~none).arg_true()
    if len(nobody) and tells_stages(reading.facts):
        others = {fact for table, fact, stage in reading.facts if table == "school_years" and stage is None} - {"pupils"}
        reading.delivery.findings += [of_whole_school(reading.sheet, reading.rows, nobody)] if others else []
        return stages.zip_with(stages.is_not_null() | none, pl.repeat(Stage.WHOLE.value, len(stages), eager=True))
    if 1 < len(nobody) == len(stages):
        reading.delivery.findings.append(stage_unsaid(reading.sheet, reading.head.first, len(stages)))
    else:
        reading.delivery.findings += [stage_unsaid(reading.sheet, reading.rows[index]) for index in nobody]
    return stages


def _append(reading: _Reading, table: str, keep: pl.Series, columns: dict[str, pl.Series], letters: dict[str, str]) -> None:
    rows = pl.Series(reading.rows, dtype=pl.Int32)
    if not keep.all():
        kept = pl.DataFrame({**columns, "_row": rows}).filter(keep)
        rows, columns = kept["_row"], {name: kept[name] for name in columns}
    _append_all(reading, table, rows, columns, letters)


def _append_all(reading: _Reading, table: str, rows: pl.Series, columns: dict[str, pl.Series], letters: dict[str, str]) -> None:
    if rows.len():
        reading.delivery.blocks.append(Block(table, reading.sheet.file, reading.sheet.name, rows + 1, {**columns}, letters))
