"""The columns of a list to blocks: of the schools, and of each stage's figures."""

from __future__ import annotations

from fnmatch import fnmatchcase

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.delivery import Block, Value
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.title_doubts import impossible_year, other_county
from junheng.facts.intake.lists.alike import add_rows, report_twice
from junheng.facts.intake.lists.code_order import codes_out_of_order
from junheng.facts.intake.lists.numbered_names import without_numbers
from junheng.facts.intake.lists.reading import Reading, Scope, constant, stages_of_lines
from junheng.facts.intake.lists.staff_beside import parts_of_stages
from junheng.facts.intake.lists.stages_by_grades import (
    add_pupils_of_grades,
    of_whole_school,
    tells_stages,
    with_stage_of_grades,
    with_stage_of_pupils,
)
from junheng.facts.intake.lists.unsaid import NOT_TAUGHT, not_taught, stage_unsaid, unsaid
from junheng.facts.intake.schools.identity import Identities
from junheng.facts.intake.values.cells import is_missing
from junheng.facts.intake.values.sheet import letter, number_of
from junheng.facts.tables import DTYPES, SCHOOL_YEARS, SCHOOLS, Type
from junheng.terms import SchoolKind, Stage


def blocks_of(reading: Reading, year: Value, area: Value, identities: Identities, usual_area: str | None = None) -> None:
    """Adds the blocks of one list, of one year where its columns are of several. year, area: as said of all of it, where its columns do not say them.

    usual_area: what the other sheets of the file say, where nothing of this one does.
    """
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
    if usual_area and areas.null_count() and areas.drop_nulls().is_in([usual_area]).all():
        areas = areas.fill_null(usual_area)
        delivery.findings.append(title.area_of_others(sheet, usual_area))
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
    kinds = _filled(_kinds(reading, names), constant(reading.source, "kind"), len(rows))
    if not reading.source.add_rows:
        report_twice(sheet, rows, reading.facts, years, delivery.findings)
    if reading.source.compared:
        add_pupils_of_grades(reading.facts, kinds)
    _school_block(reading, keys, years, areas, kinds)
    for scope in reading.scopes():
        _stage_block(reading, scope, keys, years, areas, kinds)


def _area_by_code(reading: Reading) -> None:
    """A sheet that names no area but gives its code: the code stands for it until a name for it is found."""
    code = reading.facts.get(("schools", "area_code", None))
    if code:
        reading.facts.setdefault(("schools", "area", None), code)


def _cell_of_year(reading: Reading, year: int) -> str:
    """The first cell of the column of years that says it."""
    values, letters = reading.facts.get(("schools", "year", None), (None, ""))
    at = (values == year).arg_true() if values is not None else pl.Series(dtype=pl.UInt32)
    return f"{letters}{reading.rows[at[0]] + 1}" if len(at) else ""


def _or(column: pl.Series | None, other: pl.Series) -> pl.Series:
    return other if column is None else column


def _kinds(reading: Reading, names: pl.Series) -> pl.Series | None:
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


def _letters(reading: Reading, table: str, stage: Stage | None) -> dict[str, str]:
    return {fact: letter for (where, fact, at), (_, letter) in reading.facts.items() if (where, at) == (table, stage)}


def _school_block(reading: Reading, keys: pl.Series, years: pl.Series, areas: pl.Series, kinds: pl.Series) -> None:
    own = {fact: values for (table, fact, _), (values, _) in reading.facts.items() if table == "schools"}
    constants = {
        name: pl.repeat(value, keys.len(), dtype=DTYPES[SCHOOLS.column(name).type], eager=True)
        for name, value in reading.source.constants.items()
        if name not in own and name not in ("stage", "year", "area")
    }
    columns = {**constants, **own, "school": keys, "year": years, "area": areas, "kind": kinds}
    _append(reading, "schools", years.is_not_null() & areas.is_not_null(), columns, _letters(reading, "schools", None))


def _stage_block(
    reading: Reading, scope: Scope, keys: pl.Series, years: pl.Series, areas: pl.Series, kinds: pl.Series
) -> None:
    """The rows of one stage. Where neither head nor sheet names it, each school's kind must be of one stage."""
    _, scoped = scope
    own = {fact: values for (table, fact, stage), (values, _) in reading.facts.items()
           if table == "school_years" and stage == scoped and fact not in ("stage", "year")}
    stages = _stages_of_scope(scoped, kinds, own, reading.column("school_years", "stage")) if scoped else _stages_of_rows(reading, kinds)
    keep = stages.is_not_null() & years.is_not_null() & areas.is_not_null()
    columns = {**own, "school": keys, "year": years, "stage": stages}
    letters = _letters(reading, "school_years", scoped)
    if reading.source.add_rows:
        columns |= _without_unknown_stages(reading, columns)
        columns, places = add_rows(reading.facts, columns, keep.arg_true())
        _append_all(reading, "school_years", pl.Series(reading.rows, dtype=pl.Int32).gather(places), columns, letters)
    else:
        nothing = _nothing_of_named(reading, scoped, kinds, own, keep)
        if nothing is not None:
            _append(reading, "school_years", nothing, columns, letters, is_zero=True)
            keep &= ~nothing
        _append(reading, "school_years", keep, columns, letters)
        zeros = _zeros(reading, scoped, kinds, own, keep) if scoped not in (None, Stage.WHOLE) else None
        if scoped and zeros is not None:
            with_stage = columns | {"stage": pl.repeat(scoped.value, keys.len(), dtype=pl.String, eager=True)}
            _append(reading, "school_years", zeros & years.is_not_null() & areas.is_not_null(), with_stage, letters, is_zero=True)


def _without_unknown_stages(reading: Reading, columns: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """A line whose cell of the stage (or grade) cannot be read is told there: which sum it belongs to nobody knows, and the sum of its school's kind is missing with it."""
    said, letters = next((found for (_, fact, _), found in reading.facts.items() if fact == "stage"), (None, ""))
    if said is None or not letters or not said.null_count():
        return {}
    odd = said.is_null().arg_true().to_list()
    cells = reading.sheet.column(number_of(letters) - reading.sheet.left, [reading.rows[place] for place in odd])
    unknown = [place for place, cell in zip(odd, cells, strict=True) if not is_missing(cell)]
    figures = [name for name in columns if SCHOOL_YEARS.column(name).type == Type.QUANTITY]
    return {name: columns[name].scatter(unknown, None) for name in figures} if unknown else {}


def _zeros(reading: Reading, scoped: Stage | None, kinds: pl.Series, figures: dict[str, pl.Series], keep: pl.Series) -> pl.Series | None:
    """Lines of 0 alone of schools whose kind the list does not say: other sheets may tell that they teach the stage."""
    if not reading.source.compared or not figures or keep.len() > LONGEST_BY_HAND or keep.all():
        return None
    said = reading.column("school_years", "stage")
    of_line = keep.is_null() if said is None else said.fill_null(scoped.value if scoped else "") != (scoped.value if scoped else "")
    given = pl.DataFrame(figures).select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    found = ~keep & kinds.is_null() & given & ~of_line
    return found if found.any() else None


def _nothing_of_named(reading: Reading, scoped: Stage | None, kinds: pl.Series, figures: dict[str, pl.Series], keep: pl.Series) -> pl.Series | None:
    """Lines of 0 alone whose stage only the school's name tells: as in a list of one stage."""
    if scoped or reading.by_name is None or not reading.source.compared or not figures or keep.len() > LONGEST_BY_HAND:
        return None
    given = pl.DataFrame(figures).select(pl.any_horizontal(pl.all() == 0).fill_null(False) & ~pl.any_horizontal(pl.all() != 0).fill_null(False)).to_series()
    found = keep & kinds.is_null() & given
    return found if found.any() else None


def _stages_of_scope(scoped: Stage, kinds: pl.Series, figures: dict[str, pl.Series], said: pl.Series | None) -> pl.Series:
    """Figures of a stage that a school of its kind does not teach: 0 junior pupils of a primary school are no junior stage.

    said: the stage of each line, where a column tells it: 七年级 of the primary line of a school of nine grades is no figure.
    """
    if scoped == Stage.WHOLE:
        return pl.repeat(scoped.value, kinds.len(), eager=True)
    taught = pl.lit(kinds).is_in([kind.value for kind in SchoolKind if scoped in kind.stages])
    given = [pl.col(name) if values.dtype == pl.Boolean else pl.col(name) != 0 for name, values in figures.items()]
    of_line = pl.lit(True) if said is None else pl.lit(said).fill_null(scoped.value) == scoped.value
    return pl.DataFrame(figures).select(pl.when(of_line & pl.any_horizontal(taught, *given)).then(pl.lit(scoped.value)).alias("")).to_series()


def _stages_of_rows(reading: Reading, kinds: pl.Series) -> pl.Series:
    stages = stages_of_lines(reading, kinds)
    if reading.source.stage_unknown == "whole":
        return stages.fill_null(Stage.WHOLE.value)
    stages = with_stage_of_pupils(with_stage_of_grades(stages, kinds, reading.facts), kinds, reading.facts)
    none = kinds.is_in([kind.value for kind in NOT_TAUGHT]).fill_null(False) & stages.is_null()
    reading.delivery.findings += [not_taught(reading.sheet, [reading.rows[index] for index in none.arg_true()])] if none.any() else []
    nobody = (stages.is_null() & ~none).arg_true()
    if len(nobody) and tells_stages(reading.facts):
        others = {fact for table, fact, stage in reading.facts if table == "school_years" and stage is None} - {"pupils"}
        reading.delivery.findings += [of_whole_school(reading.sheet, reading.rows, nobody)] if others else []
        return stages.zip_with(stages.is_not_null() | none, pl.repeat(Stage.WHOLE.value, len(stages), eager=True))
    reading.delivery.findings += parts_of_stages(reading.sheet, reading.head.last, reading.unstaged) if len(nobody) else ()
    if reading.unstaged and _are_parts_alone(reading):
        return stages
    if 1 < len(nobody) == len(stages):
        reading.delivery.findings.append(stage_unsaid(reading.sheet, reading.head.first, len(stages)))
    else:
        reading.delivery.findings += [stage_unsaid(reading.sheet, reading.rows[index]) for index in nobody]
    return stages


def _are_parts_alone(reading: Reading) -> bool:
    """Whether all that is of no stage are parts behind the totals of two stages."""
    own = {letter(each.column) for each in reading.unstaged}
    return all(own.issuperset(letters.split("+")) for (table, fact, stage), (_, letters) in reading.facts.items() if table == "school_years" and stage is None and fact not in ("stage", "year"))


def _append(reading: Reading, table: str, keep: pl.Series, columns: dict[str, pl.Series], letters: dict[str, str], is_zero: bool = False) -> None:
    rows = pl.Series(reading.rows, dtype=pl.Int32)
    if not keep.all():
        kept = pl.DataFrame({**columns, "_row": rows}).filter(keep)
        rows, columns = kept["_row"], {name: kept[name] for name in columns}
    _append_all(reading, table, rows, columns, letters, is_zero)


def _append_all(reading: Reading, table: str, rows: pl.Series, columns: dict[str, pl.Series], letters: dict[str, str], is_zero: bool = False) -> None:
    if rows.len():
        reading.delivery.blocks.append(Block(table, reading.sheet.file, reading.sheet.name, rows + 1, {**columns}, letters, is_counted=reading.is_counted, is_zero=is_zero))
