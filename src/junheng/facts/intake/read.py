"""One sheet to blocks of facts: head, columns, rows. Every cell is used, ignored by name, or reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake import title
from junheng.facts.intake.add_up import add_up
from junheng.facts.intake.alike import add_rows, report_twice
from junheng.facts.intake.columns import (
    Assigned,
    read_column,
    reader,
    rivals,
    table_column,
    unit_assumed,
    unit_of,
    unknown_column,
)
from junheng.facts.intake.coordinates import settle_coordinates
from junheng.facts.intake.head import Head, find_head
from junheng.facts.intake.headless import report_headless
from junheng.facts.intake.identity import Identities
from junheng.facts.intake.match import Matcher, matcher_of
from junheng.facts.intake.rows import RowKind, is_plain_school, row_kind
from junheng.facts.intake.said import Said
from junheng.facts.intake.serial import report_gaps
from junheng.facts.intake.sheet import Cell, Sheet
from junheng.facts.intake.source import Source
from junheng.facts.intake.text import plain, shown, words
from junheng.facts.intake.totals import Summed, check_totals
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage

Scope = tuple[str, Stage | None]  # (table, stage)


@dataclass
class _Reading:
    """The state of reading one sheet."""

    sheet: Sheet
    source: Source
    head: Head
    delivery: Delivery
    rows: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    facts: dict[tuple[str, str, Stage | None], tuple[list[Value], str]] = field(default_factory=dict)

    def column(self, table: str, fact: str, stage: Stage | None = None) -> list[Value] | None:
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
    reading = _Reading(sheet, source, head, delivery)
    titles = title.title_lines(sheet, head.first)
    places = [sheet.name, *titles, sheet.file, sheet.folder]
    sheet_stage = said.stage or title.stage(places, source.stages) or _constant_stage(source)
    assigned = _assign(reading, matcher, sheet_stage)
    _pick_rows(reading, assigned)
    report_gaps(sheet, head, delivery.findings)
    year = said.year or _constant(source, "year") or title.school_year([*titles, sheet.name, sheet.file, sheet.folder])
    in_title, in_name = title.school_year(titles), title.school_year([sheet.file])
    if in_title and in_name and in_title != in_name and year == in_title:
        delivery.findings.append(title.year_disagrees(sheet, range(head.first), in_title, in_name))
    area = said.area or _constant(source, "area") or title.area([*titles, sheet.file])
    for own_year, columns in _by_year(assigned):
        _read_facts(reading, columns, titles)
        _blocks(reading, own_year or year, area, identities)
    return True


def _by_year(assigned: list[Assigned]) -> list[tuple[int | None, list[Assigned]]]:
    """The columns of each year, where a sheet has one column per year; else all of them once."""
    years = sorted({each.source.year for each in assigned if each.source.year})
    return [(year, [each for each in assigned if each.source.year in (None, year)]) for year in years] or [(None, assigned)]


def _read_facts(reading: _Reading, assigned: list[Assigned], titles: list[str]) -> None:
    findings = reading.delivery.findings
    before = set(findings) if reading.facts else set()
    reading.facts, start = {}, len(findings)
    _read_columns(reading, assigned, titles)
    grades = {key: facts for key, facts in reading.facts.items() if key[1] in SCHOOL_YEARS.by_name}
    add_up(reading.facts, reading.source, reading.sheet, reading.head.last, findings)
    reading.facts |= {key: facts for key, facts in grades.items() if key not in reading.facts}  # parts that are facts too
    settle_coordinates(reading.sheet, reading.rows, reading.facts, reading.source.within, findings)
    if before:  # the next year of the same sheet: what both share is said once
        findings[start:] = [each for each in findings[start:] if each not in before]


def _constant(source: Source, name: str) -> Value:
    return source.constants.get(name)


def _constant_stage(source: Source) -> Stage | None:
    return Stage(str(source.constants["stage"])) if "stage" in source.constants else None


def _assign(reading: _Reading, matcher: Matcher, sheet_stage: Stage | None) -> list[Assigned]:
    sheet, source = reading.sheet, reading.source
    found = []
    for head in reading.head.columns:
        match = matcher.match(head)
        if match is None:
            reading.delivery.findings.append(unknown_column(sheet, reading.head.first, head))
        elif match.column is not None:
            whole = table_column(source, match.column).whole
            stage = match.stage or match.column.stage or (Stage.WHOLE if whole else sheet_stage)
            stage = None if match.column.table == "schools" else stage
            found.append(Assigned(head, match.column, stage, match.strength))
    return found


def _column_of(assigned: list[Assigned], fact: str) -> int | None:
    return next((each.head.column for each in assigned if each.source.fact == fact), None)


def _column(sheet: Sheet, column: int | None, rows: range) -> list[Cell]:
    return [""] * len(rows) if column is None else sheet.column(column, rows)


def _pick_rows(reading: _Reading, assigned: list[Assigned]) -> None:
    sheet, head, delivery, source = reading.sheet, reading.head, reading.delivery, reading.source
    below = range(head.last + 1, len(sheet.rows))
    marks = [each.column for each in head.columns if source.mark and plain(each.shown) == plain(source.mark)]
    facts = {each.source.fact for each in assigned}
    head_rows = sheet.rows[head.first : head.last + 1]
    codes, names, kinds = (_column(sheet, _column_of(assigned, fact), below) for fact in ("school", "name", "kind"))
    codes_known = {"school", "name"} <= facts and any(map(plain, codes))
    townships = set(map(plain, set(_column(sheet, _column_of(assigned, "township"), below)) if "kind" in facts else ())) - {""}
    code_heads = set(map(plain, _column(sheet, _column_of(assigned, "school"), range(head.first, head.last + 1))))
    always = not marks and source.keep_rows is None
    for row, code, name, kind in zip(below, codes, names, kinds, strict=True):
        if always and is_plain_school(code, code_heads):
            reading.rows.append(row)
            continue
        cells = sheet.rows[row]
        marked = any(column < len(cells) and plain(cells[column]) for column in marks)
        found = row_kind(cells, name, code, kind, head_rows, source, codes_known and "kind" in facts)
        if found == RowKind.BLANK or marked:
            continue
        if plain(name) in townships and not plain(code) and not plain(kind):
            found = RowKind.TOTAL  # 松岭镇 where the schools' names stand
        if found == RowKind.SCHOOL and not _is_kept(reading, cells):
            found = RowKind.NOT_NEEDED
        if found == RowKind.SCHOOL:
            reading.rows.append(row)
        else:
            delivery.rows_in += 1
            reading.totals += [row] if found == RowKind.TOTAL else []
            delivery.findings.append(_row_finding(sheet, row, found))
    delivery.rows_in += len(reading.rows)
    delivery.rows_kept += len(reading.rows)


def _is_kept(reading: _Reading, cells: list[Cell]) -> bool:
    wanted = reading.source.keep_rows
    if wanted is None:
        return True
    column = next((head.column for head in reading.head.columns if head.parts[-1] == words(wanted.head)), None)
    return column is None or (column < len(cells) and plain(cells[column]) in {plain(word) for word in wanted.words})


def _row_finding(sheet: Sheet, row: int, found: RowKind) -> Finding:
    severity = Severity.WARNING if found == RowKind.NO_SCHOOL else Severity.INFO
    first = next((shown(cell) for cell in sheet.rows[row] if plain(cell)), "")
    return Finding(severity, f"row-{found.value.replace('_', '-')}", found.message, sheet.file, sheet.name, sheet.place(row), first)


def _read_columns(reading: _Reading, assigned: list[Assigned], titles: list[str]) -> None:
    sheet, source, findings = reading.sheet, reading.source, reading.delivery.findings
    title_unit = title.money_unit(titles)
    strongest: dict[tuple[str, str, Stage | None], Assigned] = {}
    summed: list[Summed] = []
    for each in sorted(assigned, key=lambda one: -one.strength):
        unit, is_said = unit_of(source, each, title_unit)
        if not is_said:
            findings.append(unit_assumed(sheet, reading.head.last, each, unit))
        values = read_column(sheet, reading.rows, each, source, unit, findings)
        before = strongest.setdefault(each.key, each)
        if before is each:
            reading.facts[each.key] = (values, each.letter)
            summed += _summed(source, each, unit, values) if reading.totals else []
        elif each.strength < before.strength:
            findings.append(unknown_column(sheet, reading.head.first, each.head))
        elif reading.facts.get(each.key, (values, ""))[0] != values:
            findings.append(rivals(sheet, reading.head.first, before, each))
            reading.facts.pop(each.key, None)
    check_totals(sheet, reading.totals, summed, findings)
    report_headless(sheet, reading.head.last, reading.rows, {head.column for head in reading.head.columns}, findings)


def _summed(source: Source, each: Assigned, unit: str, values: list[Value]) -> list[Summed]:
    kind = table_column(source, each.source)
    if kind.type != Type.QUANTITY or kind.unit is None:
        return []
    return [Summed(each.head.column, each.head.shown, kind.unit.scale, reader(source, each.source, unit), values)]


def _area_by_code(reading: _Reading) -> None:
    """A sheet that names no area but gives its code: the code stands for it until a name for it is found."""
    code = reading.facts.get(("schools", "area_code", None))
    if code:
        reading.facts.setdefault(("schools", "area", None), code)


def _blocks(reading: _Reading, year: Value, area: Value, identities: Identities) -> None:
    sheet, rows, delivery = reading.sheet, reading.rows, reading.delivery
    if not rows:
        return
    names = reading.column("schools", "name") or [None] * len(rows)
    codes = reading.column("schools", "school") or [None] * len(rows)
    _area_by_code(reading)
    said = reading.column("schools", "year") or reading.column("school_years", "year") or reading.column("schools", "closed")
    years = _filled(said, year, len(rows))
    areas = _filled(
        reading.column("schools", "area"), area or title.area_of_names(str(name) for name in names if name), len(rows)
    )
    if None in years:
        delivery.findings.append(_unsaid(sheet, "year", "学年", "the school year", "--year 2023"))
    if None in areas:
        delivery.findings.append(_unsaid(sheet, "area", "县（市、区）名", "the area's name", "--area 远岫县"))
    townships = reading.column("schools", "township") or [None] * len(rows)
    keys = identities.add(
        codes, names, townships, areas, sheet, rows,
        reading.column("schools", "area_code"), reading.column("schools", "area_within"),
    )
    kinds = _filled(_kinds(reading, names), _constant(reading.source, "kind"), len(rows))
    if not reading.source.add_rows:
        report_twice(sheet, rows, reading.facts, years, delivery.findings)
    _school_block(reading, keys, years, areas, kinds)
    for scope in reading.scopes():
        _stage_block(reading, scope, keys, years, areas, kinds)


def _kinds(reading: _Reading, names: list[Value]) -> list[Value] | None:
    """Each school's kind: as said, else as its name tells by the source's patterns."""
    patterns = [(kind.value, word) for kind, words in reading.source.kinds_by_name.items() for word in words]
    said = reading.column("schools", "kind")
    if said or not patterns:
        return said
    return [next((kind for kind, word in patterns if fnmatchcase(str(name or ""), word)), None) for name in names]


def _filled(values: list[Value] | None, other: Value, length: int) -> list[Value]:
    return [other if value is None else value for value in values or [None] * length]


def _unsaid(sheet: Sheet, rule: str, zh: str, en: str, option: str) -> Finding:
    return Finding(
        Severity.ERROR, f"{rule}-unknown",
        Message(
            f"表中没有写明{zh}，有关数据不能使用；请写在标题里，或在命令中加 {option}",
            f"the sheet does not say {en}, so its facts cannot be used; write it in the title, or add {option} to the command",
        ),
        sheet.file, sheet.name,
    )


def _letters(reading: _Reading, table: str, stage: Stage | None) -> dict[str, str]:
    return {fact: letter for (where, fact, at), (_, letter) in reading.facts.items() if (where, at) == (table, stage)}


def _school_block(
    reading: _Reading, keys: list[Value], years: list[Value], areas: list[Value], kinds: list[Value]
) -> None:
    own = {fact: values for (table, fact, _), (values, _) in reading.facts.items() if table == "schools"}
    constants: dict[str, list[Value]] = {
        name: [value] * len(keys)
        for name, value in reading.source.constants.items()
        if name not in own and name not in ("stage", "year", "area")
    }
    columns: dict[str, list[Value]] = {**constants, **own, "school": keys, "year": years, "area": areas, "kind": kinds}
    keep = [index for index, year in enumerate(years) if year is not None and areas[index] is not None]
    _append(reading, "schools", keep, columns, _letters(reading, "schools", None))


def _stage_block(
    reading: _Reading, scope: Scope, keys: list[Value], years: list[Value], areas: list[Value], kinds: list[Value]
) -> None:
    """The rows of one stage. Where neither head nor sheet names it, each school's kind must be of one stage."""
    _, scoped = scope
    own = {fact: values for (table, fact, stage), (values, _) in reading.facts.items()
           if table == "school_years" and stage == scoped and fact not in ("stage", "year")}
    said = reading.column("school_years", "stage", scoped)
    any_filled = list(map(any, zip(*own.values(), strict=True))) or [False] * len(kinds)
    taught_by = {kind: SchoolKind(str(kind)).stages if kind else () for kind in set(kinds)}
    settled = {kind for kind, taught in taught_by.items() if scoped in (Stage.WHOLE, *taught)}
    here = scoped.value if scoped else None
    stages: list[Value] = [here if kind in settled else None for kind in kinds]
    for index, kind in enumerate(kinds):
        if kind not in settled:
            stages[index] = _stage_of_row(reading, index, scoped, taught_by[kind], said, any_filled[index])
    keep = [
        index for index, (stage, year, area) in enumerate(zip(stages, years, areas, strict=True))
        if stage is not None and year is not None and area is not None
    ]
    columns: dict[str, list[Value]] = {**own, "school": keys, "year": years, "stage": stages}
    if reading.source.add_rows:
        keep = add_rows(reading.facts, columns, keep)
    _append(reading, "school_years", keep, columns, _letters(reading, "school_years", scoped))


def _stage_of_row(
    reading: _Reading, index: int, scoped: Stage | None, taught: tuple[Stage, ...], said: list[Value] | None, is_filled: bool
) -> Value:
    stage = scoped or (Stage(str(said[index])) if said and said[index] else None)
    if stage is None and len(taught) == 1:
        stage = taught[0]
    if stage not in (None, Stage.WHOLE, *taught) and not is_filled:
        stage = None if scoped else stage  # 0 junior pupils of a primary school are no junior stage
    elif stage is None and reading.source.stage_unknown == "whole":
        stage = Stage.WHOLE
    elif stage is None:
        reading.delivery.findings.append(_stage_unsaid(reading, index))
    return stage and stage.value


def _stage_unsaid(reading: _Reading, index: int) -> Finding:
    sheet, row = reading.sheet, reading.rows[index]
    return Finding(
        Severity.ERROR, "stage-unknown",
        Message(
            "看不出这些数属于哪个学段；请把学段写在表头、工作表名或标题中",
            "the stage of these figures cannot be told; name it in the heads, the sheet's name or the title",
        ),
        sheet.file, sheet.name, sheet.place(row),
    )


def _append(
    reading: _Reading, table: str, keep: list[int], columns: dict[str, list[Value]], letters: dict[str, str]
) -> None:
    if keep:
        reading.delivery.blocks.append(
            Block(
                table, reading.sheet.file, reading.sheet.name, [reading.rows[index] + 1 for index in keep],
                {name: [values[index] for index in keep] if len(keep) < len(values) else values for name, values in columns.items()}, letters,
            )
        )
