"""One sheet to blocks of facts: head, columns, rows. Every cell is used, ignored by name, or reported."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from junheng.facts.beside import beside, threads_for
from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.delivery import Delivery, Value
from junheng.facts.intake.heads import constants_doubts, title
from junheng.facts.intake.heads.add_up import add_up
from junheng.facts.intake.heads.class_sizes import is_alone
from junheng.facts.intake.heads.columns import (
    Assigned,
    columns_assumed,
    long_columns,
    not_of_this_year,
    read_column,
    reader,
    rivals,
    said_better,
    subject_assumed,
    table_column,
    unit_assumed,
    unit_of,
    unknown_column,
    whole_alone,
)
from junheng.facts.intake.heads.described import described_lacking
from junheng.facts.intake.heads.head import ColumnHead, Head, find_head
from junheng.facts.intake.heads.head_years import last_year, split_years, years_in
from junheng.facts.intake.heads.headless import report_empty, report_headless
from junheng.facts.intake.heads.match import Matcher, matcher_of
from junheng.facts.intake.heads.merged_down import merged_down
from junheng.facts.intake.heads.ratio_groups import without_ratios
from junheng.facts.intake.heads.said import Said
from junheng.facts.intake.heads.source import Compared, Source, SourceColumn
from junheng.facts.intake.heads.title_doubts import other_stage, other_years, two_years
from junheng.facts.intake.heads.title_units import in_units_of_title
from junheng.facts.intake.lists.bare_heads import grades_apart, heads_in_context
from junheng.facts.intake.lists.below_list import without_tables_below
from junheng.facts.intake.lists.blank_parts import blank_parts
from junheng.facts.intake.lists.block_totals import totals_of_blocks
from junheng.facts.intake.lists.by_cells import fact_by_cells
from junheng.facts.intake.lists.coordinates import settle_coordinates
from junheng.facts.intake.lists.dashes import dashes_unknown
from junheng.facts.intake.lists.decimal_marks import in_known_marks
from junheng.facts.intake.lists.degree_columns import with_degrees
from junheng.facts.intake.lists.emptied import no_schools
from junheng.facts.intake.lists.grade_classes import grade_classes
from junheng.facts.intake.lists.high_titles import high_titles
from junheng.facts.intake.lists.large_amounts import large_amounts
from junheng.facts.intake.lists.lines_of_school import one_line_each
from junheng.facts.intake.lists.list_blocks import blocks_of
from junheng.facts.intake.lists.list_sums import ListSums, list_sums
from junheng.facts.intake.lists.parts_apart import parts_apart
from junheng.facts.intake.lists.preschool import preschool_included
from junheng.facts.intake.lists.ratios_beside import ratios_beside
from junheng.facts.intake.lists.reading import Reading, column_of, constant, stages_of_lines
from junheng.facts.intake.lists.rows_of_sums import ROW_OF_SUMS, report_sums
from junheng.facts.intake.lists.said_stages import stage_by_cells
from junheng.facts.intake.lists.school_parts import named_after_school, stages_by_parts, with_stage_column
from junheng.facts.intake.lists.school_rows import pick_rows
from junheng.facts.intake.lists.school_totals import counted_once, split_by_stages, whole_schools
from junheng.facts.intake.lists.serial import numbers_beside, report_gaps
from junheng.facts.intake.lists.sexes_added import are_both, with_sexes
from junheng.facts.intake.lists.side_by_side import lists_beside
from junheng.facts.intake.lists.sizes_lost import sizes_lost
from junheng.facts.intake.lists.slid import FEWEST, slid_columns
from junheng.facts.intake.lists.spaced_names import without_space
from junheng.facts.intake.lists.stacked import lists_of
from junheng.facts.intake.lists.staff_beside import parts_of_others
from junheng.facts.intake.lists.staff_lines import lists_staff, staff_listed
from junheng.facts.intake.lists.stage_lines import stages_by_lines
from junheng.facts.intake.lists.stages_by_names import stages_by_names, told_by_names
from junheng.facts.intake.lists.stated import report_stated
from junheng.facts.intake.lists.subtotals import check_subtotals
from junheng.facts.intake.lists.totals import Summed, check_totals
from junheng.facts.intake.lists.township_once import filled_down
from junheng.facts.intake.lists.township_runs import report_township_runs
from junheng.facts.intake.lists.townships_told import townships_told
from junheng.facts.intake.lists.two_units import one_of_two_units
from junheng.facts.intake.lists.years_beside import by_year, without_year
from junheng.facts.intake.schools.identity import Identities
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Sheet, letter
from junheng.facts.intake.values.text import is_filled, plain, shown
from junheng.facts.intake.values.units import LAND, times_of
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Finding, Message, Severity, Stage, Unit

# where a word stands that figures of a part only are below it
_IN_SHEET, _IN_FILE = Message("工作表名中的", " in the sheet's name"), Message("文件名中的", " in the file's name")
_COUNTED_IN_PARTS = ("classrooms", "pupils", "classes", "teachers")  # of these a list may have parts alone: 普通教室, 男 and 女


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
    heads = [find_head(one, matcher.is_anchor) for one in lists]
    numbers = numbers_beside([(one, own or head) for one, own in zip(lists, heads, strict=True)]) if len(lists) > 1 else [set[int]()]
    for one, own, elsewhere in zip(lists, heads, numbers, strict=True):
        if own is None:
            delivery.rows_in += sum(any(map(plain, cells)) for cells in one.rows)
            delivery.findings.append(_without_schools(one))
        elif not source.add_rows and lists_staff(one, own, matcher):
            delivery.rows_in += sum(any(map(plain, cells)) for cells in one.rows[own.last + 1 :])
            delivery.findings.append(staff_listed(one, own))
        else:
            alone, left_out = without_tables_below(one, own, matcher) if source.compared else (one, [])
            delivery.findings += left_out
            delivery.rows_in += sum(map(is_filled, one.rows)) - sum(map(is_filled, alone.rows)) if left_out else 0
            _read_list(Reading(alone, source, own, delivery, numbers=elsewhere), matcher, said, identities, above)
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


def _read_list(reading: Reading, matcher: Matcher, said: Said, identities: Identities, above: list[str]) -> None:
    """above: the titles of the sheet where it holds several lists; those of its own say more of a list."""
    sheet, source, head, delivery = reading.sheet, reading.source, reading.head, reading.delivery
    titles = [*title.title_lines(sheet, head.first)]
    places = [*(titles if above else ()), sheet.name, *titles, sheet.file, sheet.folder]
    sheet_stage = said.stage or title.stage(places, source.stages) or _constant_stage(source)
    titles += above if titles != above else ()
    head = with_sexes(with_degrees(sheet, without_ratios(head), matcher), matcher) if source.compared else head
    head, apart, others, unstaged, preschool = heads_in_context(sheet, head, matcher, source, [sheet.name, *titles, sheet.file], sheet_stage)
    reading.head, reading.apart = head, {each.column for heads in (*(run.heads for run in apart), *(run.heads for run in others)) for each in heads}
    reading.unstaged = unstaged
    delivery.findings += [*grades_apart(sheet, head, apart), *parts_of_others(sheet, head.last, others), *preschool_included(sheet, head.last, preschool)]
    in_heads = years_in(head.columns) if source.compared else ()
    year = said.year or constant(source, "year") or title.school_year([*titles, sheet.name, sheet.file, sheet.folder], in_heads)
    if said.year and (own_year := title.school_year([*titles, sheet.name], in_heads)) not in (None, said.year) and not any(said.year in title.years_named(text) for text in titles):
        delivery.findings.append(title.year_given(sheet, own_year, said.year))
    if year is None and said.usual_year and not _has_years(head, matcher):
        year = said.usual_year
        delivery.findings.append(title.year_of_others(sheet, year))
    if year is None and source.compared and not _has_years(head, matcher) and (year := last_year([each for each in head.columns if not any(word in part for word in source.aside for part in each.parts)])):
        delivery.findings.append(title.year_of_heads(sheet, head.first, year))
    if year is None and sheet.above and not _has_years(head, matcher):
        year = title.year_above(sheet.above)
    said_in = [*((text, Message("", "")) for text in titles), (sheet.name, _IN_SHEET), (sheet.file, _IN_FILE)]
    subject, reading.subject_in = next(((word, where) for text, where in said_in for word in source.subjects if title.names_subject(text, word)), ("", Message("", "")))
    assigned = in_units_of_title(_assign(reading, matcher, sheet_stage, year, subject), reading.source, titles, sheet, head.last, delivery.findings)
    reading.sheet = merged_down(sheet, head, {each.head.column for each in assigned if each.source.table == "schools"})
    if source.compared:
        reading.sheet = filled_down(reading.sheet, head, column_of(assigned, "township"), column_of(assigned, "name"), delivery.findings)
        reading.sheet = one_line_each(reading.sheet, head, assigned, [word for said in (source.stages, source.values.get("stage", {})) for names in said.values() for word in names], delivery)
    if any(each.stage is None and each.source.table == "school_years" for each in assigned) and source.compared:
        reading.sheet = named_after_school(reading.sheet, head, column_of(assigned, "name"), column_of(assigned, "school"))
    delivery.findings += described_lacking(sheet, head, source, assigned)
    in_known_marks(reading, assigned)
    pick_rows(reading, assigned)
    delivery.findings += () if reading.rows else [no_schools(sheet, head.last, sheet_stage)]
    kept = {each.head.column for each in assigned}
    sums = list_sums(reading.sheet, head, reading.rows, matcher, source, kept)
    delivery.findings += [*sums.findings(), *(large_amounts(reading.sheet, head, reading.rows, kept) if source.compared else ())]
    reading.beside = list(sums.summed()) if reading.totals else []
    has_numbers = report_gaps(sheet, head, len(reading.rows), delivery.findings, reading.numbers)
    delivery.findings += report_township_runs(reading.sheet, reading.rows, column_of(assigned, "township"), column_of(assigned, "name")) if source.compared else ()
    is_stated = report_stated(sheet, head, reading.rows, delivery.findings)
    reading.is_counted = not source.compared or has_numbers or is_stated or any(is_number(cell) for row in reading.totals for cell in sheet.rows[row])
    in_title, in_names = title.school_year(titles, in_heads), [title.school_year([name], in_heads) for name in (sheet.name, sheet.file)]
    other = next((each for each in in_names if each not in (None, in_title)), None)
    if in_title and other and year == in_title:
        delivery.findings.append(title.year_disagrees(sheet, range(head.first), in_title, other))
    above_head, known = range(head.first), {each.source.fact for each in assigned}
    is_of_one_year = not said.year and not any(each.source.year for each in assigned) and not {"year", "closed"} & known
    constants = [*(constants_doubts.other_year(sheet, above_head, titles, constant(source, "year"), in_heads) if is_of_one_year else ())]
    delivery.findings += [*other_stage(sheet, above_head, source), *constants]
    delivery.findings += other_years(sheet, above_head, year if isinstance(year, int) and not said.year and not constants else None)
    delivery.findings += two_years(sheet, above_head, titles, year) if is_of_one_year and isinstance(year, int) and not constant(source, "year") else ()
    delivery.findings += constants_doubts.other_area(sheet, above_head, titles, constant(source, "area")) if not said.area and "area" not in known else ()
    delivery.findings += constants_doubts.other_stage(sheet, above_head, titles, constant(source, "stage"), sheet_stage, [*delivery.findings]) if constant(source, "stage") and not said.stage and "stage" not in known else ()
    area = said.area or constant(source, "area") or title.area([*titles, sheet.file])
    plain_year = said.year or constant(source, "year") or (title.one_school_year([*titles, sheet.name, sheet.file]) if any(each.source.year for each in assigned) else None)
    delivery.findings += without_year(sheet, head.first, assigned) if plain_year is None else ()
    for own_year, columns in by_year(assigned, plain_year):
        _read_facts(reading, columns, titles)
        delivery.findings += [*_slid(reading, sums), *ratios_beside(reading, matcher), *grade_classes(reading)] if source.compared else ()
        blocks_of(reading, own_year or year, area, identities, said.usual_area if source.compared else None)


def _slid(reading: Reading, sums: ListSums) -> Iterator[Finding]:
    """Columns of which a part slid by one line, by the pupils of their stage."""
    if not FEWEST <= len(reading.rows) <= LONGEST_BY_HAND:
        return
    heads = {letter(each.column): each.shown for each in reading.head.columns}
    stages = [stage for (_, fact, stage), (_, letters) in reading.facts.items() if fact == "pupils" and letters.isalpha()]
    beside = {letter(column): values for column, values in sums.values.items()} if len(stages) == 1 else {}
    for stage in stages:
        wanted = (stage, Stage.WHOLE) if len(stages) == 1 else (stage,)
        own = {letters: values for (table, _, of), (values, letters) in reading.facts.items() if table == "school_years" and of in wanted and values.dtype == pl.Int64 and letters.isalpha()}
        figures = beside | {letters: values.cast(pl.Float64).fill_null(math.nan).to_numpy() for letters, values in own.items()}
        yield from slid_columns(reading.sheet, reading.rows, reading.facts["school_years", "pupils", stage][1], figures, heads)


def _has_years(head: Head, matcher: Matcher) -> bool:
    return any(match.column.fact in ("year", "closed") for each in head.columns if (match := matcher.match(each)) and match.column)


def _read_facts(reading: Reading, assigned: list[Assigned], titles: list[str]) -> None:
    findings = reading.delivery.findings
    before = set(findings) if reading.facts else set()
    reading.facts, start = {}, len(findings)
    _read_columns(reading, assigned, titles)
    if reading.source.compared:
        without_space(reading.facts)
    _stages_of_lines(reading)
    _townships(reading)
    if reading.source.compared:
        of_parts = stages_by_parts(reading.facts, reading.sheet, reading.rows, findings)
        wholes = (of_parts or set()) | whole_schools(reading)
        findings[start:] = [each for each in findings[start:] if each.rule != ROW_OF_SUMS or each.found not in wholes]
        reading.by_name = stages_by_names(reading, of_parts is not None)
        findings += [told_by_names(reading, reading.by_name)] if reading.by_name is not None else []
        findings += high_titles(reading.facts, reading.sheet, reading.head.last)
        findings += parts_apart(reading.facts, reading.source, reading.sheet, reading.head.last)
    said = blank_parts(reading.facts, reading.sheet, reading.rows, findings) if reading.source.compared else set()
    columns = {**reading.facts}
    grades = {key: facts for key, facts in reading.facts.items() if key[1] in SCHOOL_YEARS.by_name}
    add_up(reading.facts, reading.source, reading.sheet, reading.head.last, findings, partial(_stages_by_kind, reading))
    reading.facts |= {key: facts for key, facts in grades.items() if key not in reading.facts}  # parts that are facts too
    if any(key[1] in reading.source.parts and key[2] is None for key in columns):
        findings += sizes_lost(reading, columns, _stages_by_kind(reading))
    split_by_stages(reading)
    findings += dashes_unknown(reading, columns, said)
    settle_coordinates(reading.sheet, reading.rows, reading.facts, reading.source.within, findings)
    if before:  # the next year of the same sheet: what both share is said once
        findings[start:] = [each for each in findings[start:] if each not in before]


def _stages_by_kind(reading: Reading) -> pl.Series:
    kinds = reading.column("schools", "kind")
    return stages_of_lines(reading, pl.repeat(None, len(reading.rows), dtype=pl.String, eager=True) if kinds is None else kinds)


def _stages_of_lines(reading: Reading) -> None:
    """Where neither a head nor a column tells the stage."""
    scopes = {(stage, fact) for table, fact, stage in reading.facts if table == "school_years"}
    if any(stage is None for stage, _ in scopes) and (None, "stage") not in scopes:
        stages = stages_by_lines(reading.sheet, reading.head, reading.rows, reading.source)
        if stages is not None:
            reading.facts[("school_years", "stage", None)] = stages, ""


def _townships(reading: Reading) -> None:
    """Where no column tells them: two schools called 中心小学 are told apart by them."""
    key = "schools", "township", None
    if key not in reading.facts and (told := townships_told(reading.sheet, reading.head, reading.rows, reading.totals)) is not None:
        reading.facts[key] = told, ""


def _constant_stage(source: Source) -> Stage | None:
    return Stage(str(source.constants["stage"])) if "stage" in source.constants else None


def _assign(reading: Reading, matcher: Matcher, sheet_stage: Stage | None, year: Value, subject: str) -> list[Assigned]:
    """subject: what the title says the figures are of, where that may be a part."""
    sheet, source = reading.sheet, reading.source
    found, compared, some = list[Assigned](), list[tuple[ColumnHead, Stage | None, Compared]](), list[tuple[ColumnHead, str]]()
    by_year = isinstance(year, int) and not any(column.year for column in source.columns)
    heads, of_other_years = split_years(reading.head.columns, int(year or 0)) if by_year else (reading.head.columns, ())
    for head in of_other_years:
        match = matcher.match(head)
        reading.delivery.findings.append((unknown_column if match is None else not_of_this_year)(sheet, reading.head.first, head))
    known = {match.column.fact: head.column for head in reversed(heads) if (match := matcher.match(head)) and match.column}
    places = known.get("name"), "kind" in known
    for head in heads:
        match = matcher.match(head)
        if match is None and head.column in reading.apart:
            continue
        if match is None:
            reading.delivery.findings.append(unknown_column(sheet, reading.head.first, head))
        elif match.is_aside:
            reading.delivery.findings.append(not_of_this_year(sheet, reading.head.first, head))
        elif match.about:
            some.append((head, match.about))
        elif match.compared is not None:
            compared.append((head, match.stage, match.compared))
        elif match.column is not None:
            column = stage_by_cells(reading, match.column, head, *places) if match.column.fact == "stage" else fact_by_cells(reading, match.column, head)
            if column is None:
                reading.delivery.findings.append(unknown_column(sheet, reading.head.first, head))
                continue
            stage = match.stage or column.stage or (Stage.WHOLE if table_column(source, column).whole else sheet_stage)
            stage = None if column.table == "schools" or head.column in {each.column for each in reading.unstaged} else stage
            is_sure = column is match.column and not column.assumed and not match.doubt  # 专任教师 before 在职教师
            doubt = match.doubt or (subject if column.table == "school_years" and column.fact != "stage" else "")
            found.append(Assigned(head, column, stage, match.strength if is_sure else 0, doubt))
    found += _alone(compared, found, sheet_stage)
    reading.delivery.findings += _not_split(reading, compared, found)
    reading.delivery.findings += [not_of_this_year(sheet, reading.head.first, head) for head, fact in some if fact not in {each.source.fact for each in found}]
    return _with_wholes(found)


def _alone(compared: list[tuple[ColumnHead, Stage | None, Compared]], found: list[Assigned], sheet_stage: Stage | None) -> list[Assigned]:
    """大班额 beside 超大班额 is a fact, as 56-65人 is."""
    facts = [(each.source.fact, each.stage, each.head) for each in found]
    sure = [(head, stage or sheet_stage, each) for head, stage, each in compared if is_alone(each, head, stage or sheet_stage, facts)]
    return [Assigned(head, SourceColumn(fact=str(each.whole_of), heads=each.heads), stage, len(head.parts[-1])) for head, stage, each in sure]


def _not_split(reading: Reading, compared: list[tuple[ColumnHead, Stage | None, Compared]], found: list[Assigned]) -> Iterator[Finding]:
    """Once for each fact, and stage that its head names: of a list that has none of its columns."""
    facts = {(each.source.fact, each.stage) for each in found}
    told = set[tuple[str, Stage | None]]()
    for head, stage, each in compared:
        fact = each.whole_of or each.part_of or ""
        there = {(fact, stage), (fact, None), (fact, Stage.WHOLE)} if stage else {(name, of) for name, of in facts if name == fact}
        if fact and not there & facts and (fact, stage) not in told and (each.whole_of or fact in _COUNTED_IN_PARTS):
            told.add((fact, stage))
            yield whole_alone(reading.sheet, reading.head.first, head, fact, stage, each, {name for name, _ in facts})


def _with_wholes(found: list[Assigned]) -> list[Assigned]:
    """在校生合计 beside 小学在校生 and 初中在校生 is of the whole school."""
    stages = {(each.source.fact, each.stage) for each in found if each.source.table == "school_years" and each.stage not in (None, Stage.WHOLE)}
    several = [fact for fact, count in Counter(fact for fact, _ in stages).items() if count > 1]
    if any(each.source.fact == "stage" for each in found):
        return found
    return [replace(each, stage=Stage.WHOLE) if each.stage is None and each.source.table == "school_years" and each.source.fact in several else each for each in found]


def _read_columns(reading: Reading, assigned: list[Assigned], titles: list[str]) -> None:
    sheet, source, findings = reading.sheet, reading.source, reading.delivery.findings
    title_unit = title.money_unit(titles)
    strongest: dict[tuple[str, str, Stage | None], Assigned] = {}
    summed: list[Summed] = []
    added: list[Assigned] = []
    assigned = sorted(assigned, key=lambda one: -one.strength)
    read = _values(reading, assigned, title_unit)
    for each in _without_blanks(reading, assigned, read):
        unit, is_said = unit_of(source, each, title_unit)
        if not is_said:
            findings.append(unit_assumed(sheet, reading.head.last, each, unit))
        values, told = read[each.head.column]
        findings += told
        before = strongest.setdefault(each.key, each)
        if before is each:
            reading.facts[each.key] = (values, each.letter)
            summed += _summed(source, each, unit, values)
        elif each.strength < before.strength and not _are_alike(before, each):
            findings.append(not_of_this_year(sheet, reading.head.first, each.head) if each.doubt else said_better(sheet, reading.head.first, each, before, source))
        elif each.key in reading.facts and (one := one_of_two_units(sheet, reading.rows, (before, each), (reading.facts[each.key][0], values), findings)):
            reading.facts[each.key] = (one[0], one[1].letter)
        elif each.key in reading.facts and _is_added(before, each):
            sum_before, letters = reading.facts[each.key]
            reading.facts[each.key] = (sum_before + values, f"{letters}+{each.letter}")
            summed += _summed(source, each, unit, values)
            added.append(each)
        elif not reading.facts.get(each.key, (values, ""))[0].equals(values):
            findings.append(rivals(sheet, reading.head.first, before, each))
            reading.facts.pop(each.key, None)
    findings += _assumed(reading, [*strongest.values(), *added])
    summed = counted_once(reading, summed)
    in_totals = [*summed, *reading.beside]
    blocks = totals_of_blocks(sheet, reading.totals, reading.rows, in_totals)
    check_totals(sheet, [row for row in reading.totals if row not in blocks], reading.rows, in_totals, findings)
    check_subtotals(sheet, reading.totals, blocks, reading.rows, in_totals, findings)
    if not source.add_rows:
        report_sums(sheet, reading.rows, reading.parts, column_of(assigned, "name"), column_of(assigned, "township"), [each for each in summed if each.scope[0] == "school_years"], findings)
    if source.compared:
        report_empty(sheet, reading.head.last, reading.rows, [(each, read[each.head.column][0]) for each in strongest.values()], findings)
    report_headless(sheet, reading.head.last, reading.rows, {head.column for head in reading.head.columns}, findings)


def _is_added(one: Assigned, other: Assigned) -> bool:
    """小学二级 beside 小学三级, of which one says no more than the other; 男 and 女 of a grade that has no column of its own."""
    return one.source is other.source and ((one.source.added and one.head.parts[-1] != other.head.parts[-1]) or are_both(one.head, other.head))


def _without_blanks(reading: Reading, assigned: list[Assigned], read: Mapping[int, tuple[pl.Series, list[Finding]]]) -> list[Assigned]:
    """A column with nothing in it says no other figure than the one that stands for the same fact as plainly: one that was put into a merged group, say."""
    count = Counter(each.key for each in assigned)
    blank = {each.head.column for each in assigned if count[each.key] > 1 and not _holds_something(reading, each, read[each.head.column][0])}
    filled = {(each.key, each.strength) for each in assigned if each.head.column not in blank} if blank else set()
    return [each for each in assigned if each.head.column not in blank or (each.key, each.strength) not in filled]


def _holds_something(reading: Reading, each: Assigned, values: pl.Series) -> bool:
    return values.null_count() < len(values) or any(plain(cell) for _, cell in reading.sheet.filled(each.head.column, reading.rows))


def _are_alike(one: Assigned, other: Assigned) -> bool:
    """在校生数 beside 在校学生, 班数 beside 教学班: words for one thing, of which none says more than the other, however long they are. 2022年在校生 is of another day than 在校生数, perhaps."""
    if any(map(str.isdigit, one.head.shown + other.head.shown)):
        return False
    return one.source is other.source and min(one.strength, other.strength) > 0 and len(one.head.parts) == len(other.head.parts) == 1


def _assumed(reading: Reading, read: Iterable[Assigned]) -> Iterator[Finding]:
    """Facts whose heads may mean something else, each once."""
    found: dict[str, list[Assigned]] = {}
    for each in sorted(read, key=lambda each: each.head.column):
        if each.source.assumed or each.doubt:
            found.setdefault(each.source.fact, []).append(each)
    by_title = {fact: same for fact, same in found.items() if same[0].doubt in reading.source.subjects}
    is_once = len(by_title) > 1  # one word casts its doubt on all of them
    if is_once:
        yield subject_assumed(reading.sheet, reading.head.last, [each for same in by_title.values() for each in same], reading.source, reading.subject_in)
    for fact, same in found.items():
        if not (is_once and fact in by_title):
            yield columns_assumed(reading.sheet, reading.head.last, same, reading.source, reading.subject_in if fact in by_title else None)


def _values(reading: Reading, assigned: list[Assigned], title_unit: str) -> dict[int, tuple[pl.Series, list[Finding]]]:
    """The values of each column and what is said of its cells, by its place in the sheet; those of a long text in the order in which they are ready."""
    sheet, source = reading.sheet, reading.source
    read: dict[int, tuple[pl.Series, list[Finding]]] = {}
    with beside(threads_for(len(reading.rows))) as later:
        known = long_columns(sheet, reading.rows, assigned, source, title_unit, later)
        begun = {column: number for number, column in enumerate(known)}
        for each in sorted(assigned, key=lambda each: begun.get(each.head.column, 0)):
            unit, told, dashes = unit_of(source, each, title_unit)[0], list[Finding](), list[int]()
            read[each.head.column] = read_column(sheet, reading.rows, each, source, unit, told, dashes, known.get(each.head.column)), told
            if unread := reading.unread.get(each.head.column):
                values, told = read[each.head.column]
                at = [index for index, row in enumerate(reading.rows) if row in unread]
                cells = {sheet.place(row, each.head.column) for row in unread}
                read[each.head.column] = values.scatter(at, None), [one for one in told if one.cell not in cells]
            if dashes:
                reading.dashes[each.letter] = dashes
    return read


def _summed(source: Source, each: Assigned, unit: str, values: pl.Series) -> list[Summed]:
    kind = table_column(source, each.source)
    if kind.type != Type.QUANTITY or kind.unit is None:
        return []
    slack = values.len() if unit in LAND else 0
    turned_into, scale = kind.unit if unit in LAND else None, kind.unit.scale * times_of(kind.unit, unit)
    is_measured = kind.unit in (Unit.SQUARE_METRE, Unit.YUAN) or times_of(kind.unit, unit) > 1  # 万册 too
    worth = float(scale * LAND.get(unit, 1)) if is_measured else 0
    return [Summed(each.head.column, each.head.shown, scale, reader(source, each.source, unit), values, (each.source.table, each.stage), slack, turned_into, worth)]
