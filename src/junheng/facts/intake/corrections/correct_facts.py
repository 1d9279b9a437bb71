"""Corrections by key: school, year, stage, column. Put into the facts once every school has its name."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from junheng.facts.delivery import Block, Correction, Delivery, Value
from junheng.facts.intake.corrections.entries import Row, applied, key_of, stale
from junheng.facts.intake.template import workbook
from junheng.facts.intake.values.cells import year as read_year
from junheng.facts.intake.values.sheet import letter
from junheng.facts.intake.values.text import plain, words
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS, Column, Table
from junheng.terms import Finding, Severity, Stage


@dataclass(frozen=True)
class _Key:
    table: Table
    column: Column
    school: str
    year: int
    stage: str | None


def correct_facts(rows: Sequence[Row], delivery: Delivery) -> None:
    if not rows:
        return
    schools = _Schools(delivery.blocks)
    for row in rows:
        found = _key(row, schools)
        if isinstance(found, Finding):
            delivery.findings.append(found)
        else:
            _correct(row, found, delivery)


class _Schools:
    """Every school of the delivery by code and by name, with its years and stages."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.codes: dict[str, set[str]] = defaultdict(set)  # name or code as compared -> codes
        self.shown: set[str] = set()
        self.years: dict[str, set[int]] = defaultdict(set)
        self.stages: dict[tuple[str, int], set[str]] = defaultdict(set)
        for block in blocks:
            if block.table in ("schools", "school_years"):
                self._add(block)

    def _add(self, block: Block) -> None:
        none: list[Value] = [None] * len(block.rows)
        columns = (block.columns.get(name, none) for name in ("school", "year", "name", "stage"))
        for code, year, name, stage in zip(*columns, strict=True):
            for text in filter(None, (code, name)):
                self.codes[plain(str(text))].add(str(code))
                self.shown.add(str(text))
            if isinstance(year, int):
                self.years[str(code)].add(year)
                self.stages[str(code), year] |= {str(stage)} if stage else set()


def _key(row: Row, schools: _Schools) -> _Key | Finding:
    """The fact a correction means; where it cannot be told, a finding with what is near."""
    codes = schools.codes.get(plain(row["school"]), set())
    if len(codes) != 1:
        near = codes or difflib.get_close_matches(row["school"], schools.shown, n=3, cutoff=0.4)
        return _unknown(row, "school", "学校", sorted(near))
    table, column = _column(row["column"])
    if table is None or column is None:
        named = [text for each in (SCHOOL_YEARS, SCHOOLS) for one in each.columns for text in (one.name, one.header.zh)]
        return _unknown(row, "column", "项目", difflib.get_close_matches(row["column"], named, n=3, cutoff=0.4))
    (code,) = codes
    year = read_year(row["year"]).value if row["year"] else None
    years = schools.years[code]
    year = next(iter(years)) if not row["year"] and len(years) == 1 else year
    if not isinstance(year, int) or year not in years:
        return _unknown(row, "year", "学年", [str(each) for each in sorted(years)])
    if table is SCHOOLS:
        return _Key(table, column, code, year, None)
    taught = schools.stages[code, year]
    stage = Stage.WHOLE.value if column.whole and not row["stage"] else _stage(row["stage"], taught)
    if stage is None:
        return _unknown(row, "stage", "学段", [Stage(each).label.zh for each in sorted(taught)])
    return _Key(table, column, code, year, stage)


def _unknown(row: Row, name: str, zh: str, near: Sequence[str]) -> Finding:
    """name: what of the correction is not found, as its file calls it."""
    hint = "、".join(near) or "—"
    said = row[name]
    return row.finding(
        "correction-unknown", Severity.ERROR, f"更正中的{zh}“{said}”在数据中找不到（或不止一个），未采用；可用或相近的有：{hint}",
        f"the {name} {said or '(blank)'} of the correction is not in the data, or is not one; it was not used. Near or possible: {', '.join(near) or '-'}",
        said, hint,
    )


def _column(said: str) -> tuple[Table | None, Column | None]:
    wanted = words(said)
    for table in (SCHOOL_YEARS, SCHOOLS):
        for column in table.columns:
            if column.name not in ("school", "year", "stage") and wanted in {
                words(column.name), words(column.header.zh), words(column.header.en), words(workbook.header(column))
            }:
                return table, column
    return None, None


def _stage(said: str, taught: set[str]) -> str | None:
    own = taught - {Stage.WHOLE.value}
    if not said:
        return next(iter(own)) if len(own) == 1 else None
    return next((stage.value for stage in Stage if plain(said) in {stage.value, stage.label.zh, stage.label.en}), None)


def _correct(row: Row, key: _Key, delivery: Delivery) -> None:
    read = workbook.reader(key.column)
    reading, old = read(row["new"]), read(row["old"])
    if reading.wrong:
        delivery.findings.append(row.finding(
            "correction-unusable", Severity.ERROR, f"“{key.column.header.zh}”的新值“{row['new']}”：{reading.wrong.zh}；更正未采用",
            f"the new value {row['new']!r} of `{key.column.header.en}`: {reading.wrong.en}; it was not used", row["new"], reading.wrong,
        ))
        return
    places = [(block, index) for block in delivery.blocks for index in _rows_of(block, key)]
    held = [(block, index) for block, index in places if block.columns.get(key.column.name, [None] * len(block.rows))[index] is not None]
    is_change = key_of(row["old"]) or (key.column.whole and key.stage != Stage.WHOLE)
    if not held and key.stage and is_change and (elsewhere := _stages_of(delivery, key)):
        delivery.findings.append(_under_other_stage(row, key, elsewhere))
        return
    if not held:
        _add_fact(row, key, reading.value, delivery)
        return
    right = [
        (block, index) for block, index in held
        if block.columns[key.column.name][index] == old.value or _held_before(row, _corrected_at(block, _cell(block, key, index), delivery))
    ]
    if not right:
        block, index = held[0]
        place = " ".join(filter(None, (block.file, block.sheet, _cell(block, key, index))))
        delivery.findings.append(stale(row, place, _as_text(block.columns[key.column.name][index], key.column)))
    for block, index in right:
        _replace(row, key, block, index, reading.value, delivery)


def _stages_of(delivery: Delivery, key: _Key) -> list[str]:
    """Where the fact stands under other stages only: the land of 全校, which the correction calls 小学."""
    name, found = key.column.name, list[str]()
    for stage in (each.value for each in Stage if each.value != key.stage and Stage.WHOLE.value in (each.value, key.stage)):
        other = replace(key, stage=stage)
        if any(block.columns[name][index] is not None for block in delivery.blocks if name in block.columns for index in _rows_of(block, other)):
            found.append(stage)
    return found


def _under_other_stage(row: Row, key: _Key, stages: Sequence[str]) -> Finding:
    labels, own = [Stage(each).label for each in stages], Stage(str(key.stage)).label
    zh, en = "、".join(each.zh for each in labels), ", ".join(each.en for each in labels)
    return row.finding(
        "correction-unknown", Severity.ERROR,
        f"“{key.column.header.zh}”填在学段“{zh}”下，没有“{own.zh}”的数；未采用，请把更正的学段改为“{zh}”" + ("（或留空）" if key.column.whole else ""),
        f"`{key.column.header.en}` stands under the stage {en}, and not under {own.en}; it was not used. Write {en} as the stage of the correction" + (", or leave it blank" if key.column.whole else ""),
        row["stage"], zh,
    )


def _rows_of(block: Block, key: _Key) -> list[int]:
    if block.table != key.table.name:
        return []
    columns = block.columns
    return [
        index for index in range(len(block.rows))
        if columns["school"][index] == key.school and columns["year"][index] == key.year
        and (key.stage is None or columns["stage"][index] == key.stage)
    ]


def _cell(block: Block, key: _Key, index: int) -> str:
    """The address of a fact, as the store will tell it."""
    letters = block.letters.get(key.column.name)
    if letters is None:
        return str(block.rows[index])
    return letters if block.is_form else "+".join(f"{each}{block.rows[index]}" for each in letters.split("+"))


def _as_text(value: Value, column: Column) -> str:
    """As a person writes it: the label of a choice, a quantity in whole units."""
    if value is None:
        return ""
    label = column.labels.get(str(value))
    if label:
        return label.zh
    if column.scale > 1 and isinstance(value, int):
        return f"{value / column.scale:f}".rstrip("0").rstrip(".")
    return str(value)


def _corrected_at(block: Block, cell: str, delivery: Delivery) -> Correction | None:
    return next((each for each in delivery.corrections if (each.file, each.sheet, each.cell) == (block.file, block.sheet, cell)), None)


def _held_before(row: Row, before: Correction | None) -> bool:
    """Whether the old value stood there until another correction changed it."""
    return before is not None and key_of(before.old) == key_of(row["old"])


def _replace(row: Row, key: _Key, block: Block, index: int, value: Value, delivery: Delivery) -> None:
    cell = _cell(block, key, index)
    before = _corrected_at(block, cell, delivery)
    if before is not None and key_of(before.new) != key_of(row["new"]):
        delivery.findings.append(row.finding(
            "correction-conflict", Severity.ERROR,
            f"{block.file} {block.sheet} {cell} 已由 {before.said_in} 更正为“{before.new}”，与本条矛盾；本条未采用，请只留一条",
            f"{block.file} {block.sheet} {cell} was corrected to {before.new} by {before.said_in}; this one disagrees and was not used: keep one",
            row["new"],
        ))
        return
    cast(list[Value], block.columns[key.column.name])[index] = value  # the blocks are spelled out
    if before is None:  # of two that agree, the first is told
        _note(row, block.file, block.sheet, cell, delivery)


def _add_fact(row: Row, key: _Key, value: Value, delivery: Delivery) -> None:
    """A fact nobody handed in stands in the corrections file."""
    if key_of(row["old"]):
        delivery.findings.append(stale(row, f"{key.school} {key.year}", ""))
        return
    sheet, number = row.sheet, row.number + 1
    columns: dict[str, list[Value]] = {"school": [key.school], "year": [key.year], key.column.name: [value]}
    if key.stage:
        columns["stage"] = [key.stage]
    at = next((index for index, cell in enumerate(sheet.rows[row.number]) if plain(cell) == plain(row["new"])), 0)
    delivery.blocks.append(Block(key.table.name, sheet.file, sheet.name, [number], columns, {key.column.name: letter(at)}))
    _note(row, sheet.file, sheet.name, f"{letter(at)}{number}", delivery)


def _note(row: Row, file: str, sheet: str, cell: str, delivery: Delivery) -> None:
    correction = row.at(file, sheet, cell, row["old"])
    delivery.corrections.append(correction)
    delivery.findings.append(applied(correction))
