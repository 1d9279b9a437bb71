"""The stage of schools in a list that tells neither kind nor stage, by names that leave no doubt: 小学 and 初级中学, but not 中学 or 学校."""

from __future__ import annotations

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.lists.reading import Reading
from junheng.terms import Finding, Message, Severity, Stage

_BRACKETS = r"[（(][^（()）]*[）)]"
_ENDS = {Stage.PRIMARY: r"(?:小学|完小|村小|教学点|[一二三四五六七八九十\d]小)$", Stage.JUNIOR: r"(?:初级中学|初中)$", Stage.SENIOR: r"(?:高级中学|高中)$"}
_OTHERS = "特殊|特教|聋|盲|启智|职业|职教|中专|技工|进修"  # schools that no standard compares


def stages_by_names(reading: Reading, is_by_parts: bool = False) -> pl.Series | None:
    """Of each row; None where the list says more, or no name tells it. A list with the grades of one stage is of that stage.

    is_by_parts: the list's stages are those of its lines 小学部 and 初中部, which tell nothing of the schools beside them.
    """
    facts, source = reading.facts, reading.source
    names, kinds = reading.column("schools", "name"), reading.column("schools", "kind")
    is_asked = source.compared and source.stage_unknown != "whole" and not source.add_rows and 0 < len(reading.rows) <= LONGEST_BY_HAND
    said = (any(key[1] == "stage" for key in facts) and not is_by_parts) or (kinds is not None and kinds.null_count() < len(kinds))
    graded = {stage for _, fact, stage in facts if fact == "pupils_grade_1"}
    unsaid = any(table == "school_years" and stage is None for table, _, stage in facts)
    if not is_asked or said or not unsaid or names is None or (len(graded) == 1 and None not in graded):
        return None
    own = pl.col("").str.replace_all(_BRACKETS, "")
    found = pl.lit(None, dtype=pl.String)
    for stage, ends in _ENDS.items():
        found = pl.when(own.str.contains(ends) & ~own.str.contains(_OTHERS)).then(pl.lit(stage.value)).otherwise(found)
    stages = names.rename("").to_frame().select(found.alias("")).to_series()
    parts = reading.column("school_years", "stage")
    stages = stages if parts is None else stages.set(parts.is_not_null(), None)
    return stages if stages.null_count() < len(stages) else None


def told_by_names(reading: Reading, stages: pl.Series) -> Finding:
    counts = [(Stage(stage).label, count) for stage in Stage if (count := int((stages == stage.value).sum()))]
    zh, en = "、".join(f"{label.zh} {count}" for label, count in counts), ", ".join(f"{label.en} {count}" for label, count in counts)
    first = reading.rows[int(stages.is_not_null().arg_max() or 0)]
    return Finding(
        Severity.INFO, "kind-by-name",
        Message(
            f"这张表没有写明学段和办学类型，按校名推定学段：{zh}（校名只写“中学”“学校”的推定不出）；请补上“办学类型”一列，或把学段写在表头、标题中，以写明的为准",
            f"the list says neither stage nor kind; the stage was taken from the names: {en} (中学 and 学校 alone tell none). Add the column 办学类型, or name the stage in the heads or the title: what they say goes before",
        ),
        reading.sheet.file, reading.sheet.name, reading.sheet.place(first),
    )
