"""Blocks of a delivery to one frame per table: one row per key, every fact with its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, repeat

import polars as pl

from junheng.facts.delivery import Block
from junheng.facts.store.authority import Authority
from junheng.facts.store.clashes import SOFT, CellOf, Clash, clashes, own_stages
from junheng.facts.tables import DTYPES, TABLES, Table

_OF_SHEET = ("_file", "_sheet")
PLACE = {"_file": pl.String(), "_sheet": pl.String(), "_row": pl.Int32()}
NO_SOURCES = Authority()
_LONG = 50  # rows, of which a frame of their own costs less than taking them apart
_Column = pl.Series | Sequence[object]


def schema(table: Table) -> dict[str, pl.DataType]:
    return {column.name: DTYPES[column.type] for column in table.columns}


def empty_tables() -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(schema=schema(table)) for name, table in TABLES.items()}


def empty_records() -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(schema={**schema(table), **PLACE}) for name, table in TABLES.items()}


def records(table: Table, blocks: Sequence[Block]) -> pl.DataFrame:
    """Every row as delivered, with `_file`, `_sheet`, `_row`, in a fixed order."""
    types = schema(table)
    wanted = {**types, **PLACE}
    if not blocks:
        return pl.DataFrame(schema=wanted)
    sheets = {(block.file, block.sheet) for block in blocks}
    said = dict(zip(_OF_SHEET, *sheets, strict=True)) if len(sheets) == 1 else {}  # the same for every row: no column of texts has to be put in order
    columns = {name: kind for name, kind in wanted.items() if name not in said}
    parts = [_frame(given, columns) for given in _joined(blocks, columns)]
    given = [name for name in wanted if any(name in part.columns for part in parts)]
    frame = _in_order(pl.concat(parts, how="diagonal").select(given), [name for name in table.key if name in given])
    return frame.select(pl.col(name) if name in given else pl.lit(said.get(name), kind).alias(name) for name, kind in wanted.items())


def _in_order(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Sorted by key, and by place only where two rows have the same key: that is seldom, and sorting by texts is dear."""
    first = frame[key[0]]
    if first.null_count() == 0 and (first.slice(1) > first.head(-1)).all():
        return frame
    frame = frame.rechunk().sort(key, nulls_last=True)  # in one piece columns are put in order twice as fast
    return frame.sort([*key, *(name for name in PLACE if name in frame.columns)], nulls_last=True) if _repeats(frame, key) else frame


def _repeats(rows: pl.DataFrame, key: Sequence[str]) -> bool:
    """Whether two rows have one key; they are sorted by it, so they stand side by side."""
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift()) for name in key)
    return bool(rows.select(same.slice(1).any()).item())


def _joined(blocks: Sequence[Block], wanted: Collection[str]) -> Iterator[dict[str, _Column]]:
    """Columns of long blocks as they are; those of short ones with the same columns put together, since a frame for each would cost more."""
    short: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    for block in blocks:
        size = len(block.rows)
        if size > _LONG:
            place = {name: pl.repeat(said, size, eager=True) for name, said in zip(_OF_SHEET, (block.file, block.sheet), strict=True) if name in wanted}
            yield {**block.columns, **place, "_row": block.rows}
        else:
            short[tuple(block.columns)].append(block)
    for names, alike in short.items():
        columns: dict[str, list[object]] = {name: list(chain.from_iterable([block.columns[name] for block in alike])) for name in names}
        rows, sizes = list(chain.from_iterable([block.rows for block in alike])), [len(block.rows) for block in alike]
        for name, said in (("_file", [block.file for block in alike]), ("_sheet", [block.sheet for block in alike])):
            columns[name] = list(chain.from_iterable(map(repeat, said, sizes)))
        yield {**columns, "_row": rows}


def _frame(given: Mapping[str, _Column], wanted: dict[str, pl.DataType]) -> pl.DataFrame:
    own = {name: kind for name, kind in wanted.items() if name in given}
    return pl.DataFrame({name: given[name] for name in own}, schema=own, strict=True)


def merged(
    table: Table, rows: pl.DataFrame, found: list[tuple[Table, Clash]], cell_of: CellOf, authority: Authority = NO_SOURCES
) -> pl.DataFrame:
    """One row per key. Two different values for one fact are added to `found`; unless one source is believed, the fact is then missing."""
    types = schema(table)
    if rows.is_empty():
        return pl.DataFrame(schema=types)
    key = [name for name in table.key if name in types]
    if not _repeats(rows, key):
        return rows.select(list(types))
    facts = [name for name in types if name not in key]
    grouped = rows.group_by(key, maintain_order=True)
    first = grouped.agg([pl.col(name).drop_nulls().first() for name in facts])
    # not n_unique: texts that were put into a column one by one are counted as different by Polars 2.1
    different = grouped.agg([pl.col(name).min() != pl.col(name).max() for name in facts])
    clashing = different.select(pl.col(facts).any()).row(0, named=True)
    for name in facts:
        if not clashing[name]:
            continue
        clash = different.filter(pl.col(name)).select(key)
        twice = rows.join(clash, on=key, nulls_equal=True)
        told = clashes(table, name, _but_for_space(twice, name, key) if name in SOFT else twice, key, cell_of, authority, own_stages(table, rows, clash))
        found += [(table, each) for each in told]
        if name not in SOFT:
            used = {each.key: each.used for each in told}
            settled = [used.get(each) if flag else value for each, flag, value in
                       zip(first.select(key).iter_rows(), different[name], first[name], strict=True)]
            first = first.with_columns(pl.Series(name, settled, types[name]))
    return first.select(list(types)).sort(key, nulls_last=True)


def _but_for_space(rows: pl.DataFrame, name: str, key: list[str]) -> pl.DataFrame:
    """Those of keys whose texts differ in more than a blank or a line break: 青坡镇 中心小学 is 青坡镇中心小学."""
    bare = pl.col(name).str.replace_all(r"\s+", "")
    return rows.filter((bare.min() != bare.max()).over(key))
