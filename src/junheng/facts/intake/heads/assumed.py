"""Columns that were read as a fact though their words may mean something else: not for schools of which another column of the delivery says the fact."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from junheng.facts.delivery import Block, Delivery
from junheng.terms import Finding, Message, Severity, Stage

ASSUMED = "column-assumed"
_KEYS = {"school": pl.String, "year": pl.Int64, "stage": pl.String}
_Place = tuple[str, str, str]  # file, sheet, column


def drop_assumed(delivery: Delivery) -> None:
    """教师数 is no second figure beside the 专任教师 of another sheet: whoever keeps both may mean the staff. Of other schools and years that sheet says nothing."""
    assumed = {place: finding for finding in delivery.findings if finding.rule == ASSUMED for place in _places(finding)}
    if not assumed:
        return
    facts = {fact for block in delivery.blocks for fact, at in block.letters.items() if (block.file, block.sheet, at) in assumed}
    sure = {fact: _surely_given(delivery.blocks, fact, assumed) for fact in facts}
    dropped, used = set[int](), set[int]()
    for number, block in enumerate(delivery.blocks):
        for fact in [fact for fact, at in block.letters.items() if fact in block.columns and (block.file, block.sheet, at) in assumed]:
            again = _keys(block).join(sure[fact], on=[*_KEYS], how="left", nulls_equal=True, maintain_order="left").select(pl.col("_again").fill_null(False)).to_series()
            own = pl.select(pl.when(again).then(None).otherwise(pl.Series(block.columns[fact]))).to_series()
            finding = id(assumed[block.file, block.sheet, block.letters[fact]])
            dropped |= {finding} if again.any() else set()
            used |= {finding} if own.null_count() < len(own) else set()
            if again.any():
                others = {name: values for name, values in block.columns.items() if name != fact}
                block = block._replace(columns=others | ({fact: own} if own.null_count() < len(own) else {}))
        delivery.blocks[number] = block
    delivery.findings[:] = [_not_used(finding) if id(finding) in dropped - used else finding for finding in delivery.findings]


def _surely_given(blocks: Sequence[Block], fact: str, assumed: Collection[_Place]) -> pl.DataFrame:
    """The schools, years and stages of which a column gives the fact that leaves no doubt; what is said of a stage goes before a doubtful figure of the whole school, too."""
    sure = [block for block in blocks if fact in block.columns and (block.file, block.sheet, block.letters.get(fact)) not in assumed]
    given = [_keys(block).filter(pl.Series(block.columns[fact]).is_not_null()) for block in sure]
    keys = pl.concat([pl.DataFrame(schema=_KEYS), *given], how="diagonal")
    return pl.concat([keys, keys.with_columns(pl.lit(Stage.WHOLE.value).alias("stage"))]).unique().with_columns(pl.lit(True).alias("_again"))


def _keys(block: Block) -> pl.DataFrame:
    return pl.DataFrame({name: pl.Series(block.columns[name], dtype=dtype) if name in block.columns else pl.repeat(None, len(block.rows), dtype=dtype, eager=True) for name, dtype in _KEYS.items()})


def _places(finding: Finding) -> list[_Place]:
    """Its columns."""
    return [(file, sheet, cell.rstrip("0123456789")) for file, sheet, cell in (finding.place, *finding.against)]


def _not_used(finding: Finding) -> Finding:
    return replace(
        finding, severity=Severity.INFO, rule="column-aside",
        message=Message(
            f"“{finding.found}”可能另有所指或只是一部分，另一张表有这些学校的“{finding.allowed}”，这里的未采用",
            f"`{finding.found}` may mean something else or a part, and another sheet gives `{finding.allowed}` of these schools: what stands here was not used",
        ),
    )
