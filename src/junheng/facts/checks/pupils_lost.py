"""A stage without the pupils of any school of a kind, while the same schools give its classes and teachers: their form, sheet or column was lost, and nothing can be judged of them."""

from __future__ import annotations

import polars as pl

from junheng.facts.checks.ground import LIST, TAUGHT
from junheng.facts.checks.rule import BEFORE, Rule
from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import OPEN, SchoolList
from junheng.facts.store import Facts
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Message, SchoolKind, Stage

PUPILS = ("pupils", "boarders", *PUPILS_BY_GRADE)
_SHOWN = 0.8  # of the schools of the kind that have lines of the stage
_SIZES = ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")
_WHOLE = Stage.WHOLE.value
_KEY = ["school", "year"]


def pupils_lost(listed: SchoolList, rule: Rule) -> Found:
    """Once for each area, year and stage, of `least` schools and more. A delivery of classes alone, or of teachers alone, has no pupils of anybody, and is not told so."""
    rows = listed.ground.filter(pl.col("stage") != _WHOLE)
    if not rows["pupils"].null_count():
        return
    has_pupils = pl.col("pupils").is_not_null().any().over("_area", "year")
    rows = rows.with_columns(_others=has_pupils).filter(pl.col("kind").is_in(TAUGHT), pl.col("name").is_not_null(), OPEN)
    classes, teachers = pl.any_horizontal(pl.col(name) > 0 for name in _SIZES).fill_null(False), (pl.col("teachers") > 0).fill_null(False)
    before = (pl.col(f"pupils{BEFORE}") > 0).fill_null(False) if f"pupils{BEFORE}" in rows.columns else pl.lit(False)
    shows = pl.when(pl.col("_others") | before).then(classes | teachers).otherwise(classes & teachers)
    of_kinds = rows.group_by(LIST, "kind", maintain_order=True).agg(
        pl.col([*_KEY, "area", "stage"]).first(), pl.col("pupils").count().alias("_given"), pl.len().alias("_size"), shows.sum().alias("_shown"), classes.sum().alias("_classes"), teachers.sum().alias("_teachers"))
    lost = of_kinds.filter((pl.col("_given") == 0) & (pl.col("_shown") >= _SHOWN * pl.col("_size")))
    clashing = rows.join(_delivered(listed.facts), on=[*_KEY, "stage"], how="semi")[LIST] if lost.height else ()
    for some in lost.partition_by(LIST, maintain_order=True):
        if some[LIST][0] not in clashing and some["_size"].sum() >= rule.least:
            counts = [(SchoolKind(kind).label, count) for kind, count in some.select("kind", "_size").iter_rows()]
            zh, en = "、".join(f"{label.zh} {count} 所" for label, count in counts), ", ".join(f"{label.en} {count}" for label, count in counts)
            with_classes, with_teachers = some["_classes"].sum(), some["_teachers"].sum()
            words = Message(
                f"{zh}，填了班数的 {with_classes} 所，填了专任教师的 {with_teachers} 所，在校生数一所也没有；请看是否漏交了学生数的表、工作表或列",
                f"{en}: {with_classes} of them give classes, {with_teachers} teachers, and none its pupils: was the form, the sheet or the column of pupils left out?",
            )
            yield some.select(*_KEY, "area", "stage").row(0, named=True), Said("pupils", "", "", words)


def _delivered(facts: Facts) -> pl.DataFrame:
    """Lines whose pupils were handed in and clashed: they are told, and not lost."""
    lines = facts.records["school_years"].filter(pl.col("pupils").is_not_null())
    return lines.join(facts.school_years.filter(pl.col("pupils").is_null()), on=[*_KEY, "stage"], how="semi")


def without_pupils(facts: Facts) -> set[tuple[str, int]]:
    """The schools and years of the kinds that have lines of a stage and no pupils of it at all: what is lost is told once, not of each."""
    rows = facts.school_years.filter(pl.col("stage") != _WHOLE).join(facts.schools.select(*_KEY, "area", "kind"), on=_KEY)
    lost = rows.filter(pl.col("pupils").is_not_null().any().over("area", "year", "kind", "stage").not_())
    return set(lost.select(_KEY).iter_rows())
