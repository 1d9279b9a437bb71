"""The kind of a school whose list has no 办学类型: by the stages that are reported of it, and by its name where it is a teaching point."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from junheng.facts.store import Facts
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage

_KEY = ("school", "year")
_CHINESE = r"\p{Han}"
_POINT = "教学点|教学班"
_NOT_ASKED = "幼儿园|特殊|特教|聋|盲|启智|职业|职教|中专|技工|进修"  # whose figures are not those of a list's schools
K, S = SchoolKind, Stage
_KIND_OF_STAGES = {
    frozenset(stages): kind for kind, stages in (
        (K.PRIMARY, (S.PRIMARY,)), (K.JUNIOR, (S.JUNIOR,)), (K.NINE_YEAR, (S.PRIMARY, S.JUNIOR)), (K.COMPLETE, (S.JUNIOR, S.SENIOR)),
        (K.SENIOR, (S.SENIOR,)), (K.TWELVE_YEAR, (S.PRIMARY, S.JUNIOR, S.SENIOR)),
    )
}


def kinds_by_stages(schools: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """The column `kind` filled for schools of Chinese name that have none. A census abroad that names no kind is not asked."""
    chinese = pl.col("kind").is_null() & (pl.col("name").str.len_bytes() > pl.col("name").str.len_chars())
    bare = schools.filter(chinese) if schools["kind"].null_count() else schools.clear()
    bare = bare.filter(pl.col("name").str.contains(_CHINESE) & ~pl.col("name").str.contains(_NOT_ASKED))
    if bare.is_empty():
        return schools
    taught = figures.filter(pl.col("stage") != Stage.WHOLE.value).join(bare, on=list(_KEY), how="semi").group_by(_KEY).agg("stage")
    kinds = [_KIND_OF_STAGES.get(frozenset(map(Stage, stages))) for stages in taught["stage"].to_list()]
    told = taught.select(*_KEY, pl.Series("_told", [each and each.value for each in kinds], dtype=pl.String))
    found = schools.join(told, on=list(_KEY), how="left", maintain_order="left")
    point = pl.when(pl.col("name").str.contains(_POINT) & (pl.col("_told") == K.PRIMARY.value)).then(pl.lit(K.TEACHING_POINT.value)).otherwise("_told")
    return found.with_columns(pl.coalesce("kind", point)).drop("_told")


def with_kinds(facts: Facts) -> tuple[Facts, list[Finding]]:
    """The facts with the kinds of the schools of a list (an area and a year) that names none of any school; told once. Where some are named, a blank is told as one."""
    schools = facts.tables["schools"]
    if not schools["kind"].null_count():
        return facts, []
    without = schools.filter(pl.col("kind").is_null().all().over("area", "year"), pl.col("area").is_not_null(), pl.col("name").is_not_null())
    found = kinds_by_stages(without, facts.tables["school_years"]) if without.height else without
    told = found.filter(pl.col("kind").is_not_null()).select(*_KEY, pl.col("kind").alias("_told"))
    if told.is_empty():
        return facts, []
    filled = schools.join(told, on=list(_KEY), how="left", maintain_order="left").with_columns(pl.coalesce("kind", "_told")).drop("_told")
    return replace(facts, tables={**facts.tables, "schools": filled}), [_said(facts, told)]


def stated_kinds(facts: Facts) -> pl.DataFrame:
    """The list of schools with the kinds that the files state alone. Of facts whose rows as delivered are not at hand: all."""
    schools, records = facts.tables["schools"], facts.records["schools"]
    stated = records.filter(pl.col("kind").is_not_null()).select(_KEY).unique().with_columns(_is_stated=pl.lit(True))
    told = schools.join(stated, on=list(_KEY), how="left", maintain_order="left")
    is_stated = pl.col("_is_stated").fill_null(False) | ~pl.col("year").is_in(records["year"].unique().implode())
    return told.with_columns(pl.when(is_stated).then("kind").alias("kind")).drop("_is_stated")


def _said(facts: Facts, told: pl.DataFrame) -> Finding:
    of_kind = told.unique(["school", "_told"])["_told"].value_counts().sort(["count", "_told"], descending=[True, False])
    counts = [(SchoolKind(kind).label, count) for kind, count in of_kind.iter_rows()]
    zh, en = "、".join(f"{label.zh} {count}" for label, count in counts), ", ".join(f"{label.en} {count}" for label, count in counts)
    first = facts.records["schools"].join(told, on=list(_KEY), how="semi").select("_file", "_sheet").head(1).rows()
    file, sheet = first[0] if first else ("", "")
    return Finding(
        Severity.INFO, "kind-by-stages",
        Message(
            f"名单没有办学类型，按所报学段（教学点按校名）推定：{zh}；请补上“办学类型”一列，以表中写明的为准",
            f"the list names no kind of school; it was taken from the stages reported (a teaching point from its name): {en}. Add the column 办学类型; what it says goes before",
        ),
        str(file), str(sheet),
    )
