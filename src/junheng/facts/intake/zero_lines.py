"""Lines of a list whose figures of a stage are all 0, of schools whose kind it does not say: figures of a working school, or of a stage that it does not teach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from junheng.facts.delivery import Block, Delivery
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Finding, Message, Severity, Stage

_KEYS = ("school", "year", "stage")
_Key = tuple[object, ...]
_FIGURES = {column.name for column in SCHOOL_YEARS.columns if column.type == Type.QUANTITY}


def settle_zeros(delivery: Delivery) -> None:
    """Keeps those of which another line or form has figures of that stage. The others are taken out, and told where the school has figures of no stage at all."""
    if not any(block.is_zero for block in delivery.blocks):
        return
    taught = set(_taught(delivery))
    schools = {key[:2] for key in taught}
    lost: dict[tuple[str, str], list[int]] = defaultdict(list)
    settled = list[Block]()
    for block in delivery.blocks:
        if not block.is_zero:
            settled.append(block)
            continue
        keys = list(zip(*(block.columns[name] for name in _KEYS), strict=True))
        keep = [place for place, key in enumerate(keys) if key in taught]
        lost[block.file, block.sheet] += [int(row) for row, key in zip(block.rows, keys, strict=True) if key[:2] not in schools and key[0] is not None]
        if keep:
            settled.append(block._replace(rows=pl.Series(block.rows).gather(keep), columns={name: pl.Series(values).gather(keep) for name, values in block.columns.items()}))
    delivery.blocks[:] = settled
    delivery.findings += [_told(file, sheet, sorted(set(rows))) for (file, sheet), rows in lost.items() if rows]


def _taught(delivery: Delivery) -> Iterator[_Key]:
    """Schools, years and stages of which something is above 0."""
    for block in delivery.blocks:
        if block.table != "school_years" or block.is_zero or not len(block.rows):
            continue
        frame = pl.DataFrame({name: block.columns[name] for name in block.columns if name in _FIGURES or name in _KEYS})
        figures = [name for name in frame.columns if name in _FIGURES]
        if figures and set(_KEYS) <= set(frame.columns):
            some = frame.filter(pl.any_horizontal(pl.col(figures) > 0), pl.col("stage") != Stage.WHOLE.value)
            yield from some.select(_KEYS).iter_rows()


def _told(file: str, sheet: str, rows: list[int]) -> Finding:
    return Finding(
        Severity.WARNING, "row-all-zero",
        Message(
            f"{len(rows)} 行的各数都是 0（或空着），别处也没有这些学校的数，未采用；已停办的请写明“停办”，没有填报的请补填，确实为 0 的请与学生数一起提交",
            f"all figures of {len(rows)} lines are 0 or blank, and nothing else gives a figure of these schools: they were not used. Write 停办 where a school has closed, fill in what was not reported, "
            "and hand in their pupils too where all are 0",
        ),
        file, sheet, str(rows[0]), "0", "", tuple((file, sheet, str(row)) for row in rows[1:]),
    )
