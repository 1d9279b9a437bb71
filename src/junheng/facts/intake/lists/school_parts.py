"""A school of several stages written in several lines: 小学部 and 初中部 below its name, behind it, or in a column beside it under one head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.schools.parts_elsewhere import parts_of, parts_told
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Stage

_STAGES = {"小学": Stage.PRIMARY, "初中": Stage.JUNIOR, "高中": Stage.SENIOR}
_SAYS_PART = r"[部段][)）]?$"
_PART = re.compile(r"(?:其中:?)?((?:小学|初中|高中)(?:部|段|教学部|学部))")


def with_stage_column(sheet: Sheet, head: Head, matcher: Matcher) -> Sheet:
    """学校名称 merged over two columns, the second of which says 小学部 and 初中部: that one is the column of the stages."""
    for row, first, last_row, last in sheet.merged:
        if last != first + 1 or not head.first <= row <= head.last or type(sheet.rows) is not list:
            continue
        own = next((each for each in head.columns if each.column == first), None)
        match = matcher.match(own) if own else None
        if not match or not match.column or match.column.fact != "name":
            continue
        below = [plain(cell) for cell in sheet.column(last, range(head.last + 1, len(sheet.rows)))]
        said = [text for text in below if text]
        if said and all(_PART.fullmatch(text) or text in _STAGES for text in said):
            rows = [*sheet.rows]
            rows[row] = [*rows[row][:last], *[""] * (last - len(rows[row])), "学段", *rows[row][last + 1 :]]
            merged = [*(each for each in sheet.merged if each != (row, first, last_row, last)), (row, first, last_row, first), (row, last, last_row, last)]
            return replace(sheet, rows=rows, merged=merged)
    return sheet


def named_after_school(sheet: Sheet, head: Head, name: int | None, code: int | None) -> Sheet:
    """小学部 and 其中：初中部, which name no school, with the name of the school in the line above them; one with a code of its own stays."""
    if name is None or type(sheet.rows) is not list or len(sheet.rows) > LONGEST_BY_HAND:
        return sheet
    rows: list[list[Cell]] | None = None
    above = ""
    for row in range(head.last + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        said = str(cells[name]).strip() if name < len(cells) else ""
        part = _PART.fullmatch(plain(said))
        if part and above and not (code is not None and code < len(cells) and plain(cells[code])):
            rows = rows or [*sheet.rows]
            rows[row] = [*cells[:name], f"{above}（{part[1]}）", *cells[name + 1 :]]
        elif said and not part:
            above = "" if is_note_or_total(said) else said
    return replace(sheet, rows=rows) if rows else sheet


def stages_by_parts(facts: Columns, sheet: Sheet, rows: Sequence[int], findings: list[Finding]) -> set[str] | None:
    """The stage of lines that are parts of a school by their names, and the school's own name for them where it has several lines.

    Only of figures whose stage nothing else tells. Returns the names of the schools whose whole stands in a line, too; None where no line is a part.
    """
    names, letters = facts.get(("schools", "name", None), (pl.Series(dtype=pl.String), ""))
    scopes = {(stage, fact) for table, fact, stage in facts if table == "school_years"}
    if not 0 < names.len() <= LONGEST_BY_HAND or not any(stage is None for stage, _ in scopes) or (None, "stage") in scopes:
        return None
    base, said = parts_of(names)
    if not base.is_not_null().any():
        return None
    codes = facts.get(("schools", "school", None), (pl.repeat(None, names.len(), dtype=pl.String, eager=True), ""))[0]
    lines = pl.DataFrame({"own": base.fill_null(names), "part": base.is_not_null(), "code": codes})
    of_school = pl.len().over("own") > 1, pl.col("part").any().over("own"), pl.col("code").drop_nulls().n_unique().over("own") < 2
    together = lines.select(of_school[0] & of_school[1] & of_school[2]).to_series()
    whole = pl.Series([Stage.WHOLE.value], dtype=pl.String).new_from_index(0, names.len())
    stages = said.replace_strict({word: stage.value for word, stage in _STAGES.items()}, default=None, return_dtype=pl.String)
    facts["school_years", "stage", None] = stages.zip_with(~(together & base.is_null()), whole), ""
    facts["schools", "name", None] = lines["own"].zip_with(together, names), letters
    bare = (together & base.is_not_null() & ~names.str.contains(_SAYS_PART)).arg_true()  # the usual words leave no doubt
    if len(bare):
        first = int(bare[0])
        findings.append(parts_told(names[first], base[first], (sheet.file, sheet.name, sheet.place(rows[first])), is_elsewhere=False))
    return set(names.filter(together & base.is_null()))
