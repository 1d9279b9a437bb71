"""Schools and stages that had pupils the year before and have none, or no line, now, while nothing says that they have closed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from junheng.facts.checks.pupils_lost import pupils_lost
from junheng.facts.checks.rule import Rule
from junheng.facts.checks.said import Found, Row, Said
from junheng.facts.checks.school_list import OPEN, SchoolList, vanished
from junheng.terms import Message, SchoolKind, Stage

_KEY = ["school", "year"]
_BEFORE = "all_pupils_before"
_OF_ANY_STAGE = [SchoolKind.SPECIAL.value, SchoolKind.VOCATIONAL.value]


def zeros(listed: SchoolList, rule: Rule) -> Found:
    """A working school with a line of zeros: the county would lose its pupils without a word. A note where it may have closed and no list of closures was handed in."""
    for row, why in _zero_lines(listed):
        if bool(why) is (rule.check == "zeros_of_working"):
            words = Message(
                f"上学年在校生 {row[_BEFORE]}，本学年为 0{why.zh if why else ''}；已撤并的请在撤并一览表中登记，仍在办学的请补报本学年的数",
                f"{row[_BEFORE]} pupils the year before and 0 now{why.en if why else ''}; if it has closed, enter it on the list of closures (撤并一览表), if it works, give this year's figures",
            )
            yield row, Said("pupils", "0", "> 0", words, ("pupils_before",))


def _zero_lines(listed: SchoolList) -> Iterator[tuple[Row, Message | None]]:
    """Each line of zeros with what speaks against a closure."""
    if _BEFORE not in listed.ground.columns:
        return
    rows = listed.ground.filter(
        (pl.col("all_pupils") == 0) & (pl.col(_BEFORE) > 0) & (pl.col("pupils") == 0) & (pl.col("pupils_before") > 0) & (pl.col("stage") != Stage.WHOLE.value))
    rows = rows.filter(OPEN & pl.col("name").is_not_null()).unique(_KEY, keep="first", maintain_order=True)
    by_code = listed.of_codes(rows["school"]) if rows.height else {}
    for row in rows.to_dicts():
        school = by_code[row["school"], row["year"]]
        if not listed.register.closed.get(row["school"], row["year"] + 1) <= row["year"]:
            yield row, _why_working(listed, school)


def _why_working(listed: SchoolList, school: Row) -> Message | None:
    closures = listed.named.filter(pl.col("area").eq_missing(school["area"]), pl.col("closed") >= school["year"])
    if closures.height:
        return Message("，而本县的撤并名单中没有这所学校", ", and the county's list of closures does not name it")
    return Message("，而“是否计校数”填的是“是”", ", and it is marked as counted (是否计校数)") if school["counted"] else None


def vanished_large(listed: SchoolList, rule: Rule) -> Found:
    """A school of many pupils that is not on the next year's list, nor on one of closures."""
    gone = list(vanished(listed))
    pupils = _pupils_of(listed, [row["school"] for row in gone]) if gone else {}
    for row in gone:
        count = pupils.get((row["school"], row["year"]), 0)
        if count >= rule.least:
            words = Message(
                f"在校生 {count}，{row['year'] + 1} 学年没有；请看是否漏报，已撤并的请登记在撤并一览表中",
                f"{count} pupils, not there in {row['year'] + 1}: see whether its line was lost; if it has closed, enter it on the list of closures (撤并一览表)",
            )
            yield row, Said("school", row["school"], "", words)


def vanished_small(listed: SchoolList, rule: Rule) -> Found:
    """The same of few pupils, which may well have closed."""
    gone = list(vanished(listed))
    pupils = _pupils_of(listed, [row["school"] for row in gone]) if gone else {}
    for row in gone:
        if pupils.get((row["school"], row["year"]), 0) < rule.high:
            yield row, Said("school", row["school"], "", Message(f"{row['year'] + 1} 学年", f"school year {row['year'] + 1}"))


def _pupils_of(listed: SchoolList, schools: list[str]) -> dict[tuple[str, int], int]:
    rows = listed.facts.school_years.filter(pl.col("school").is_in(schools), pl.col("stage") != Stage.WHOLE.value)
    return {(school, year): count for school, year, count in rows.group_by(_KEY).agg(pl.col("pupils").sum()).iter_rows()}


def stage_gone(listed: SchoolList, rule: Rule) -> Found:
    """A stage with pupils last year, in a school that gives others now: asked of kinds that do not say which stages they have, since S16 tells the others."""
    if not listed.several_years:
        return
    rows = listed.ground.filter(pl.col("stage") != Stage.WHOLE.value)
    then = rows.filter(pl.col("pupils") >= rule.least).with_columns(pl.col("year") + 1)
    there = rows.filter(pl.col("pupils").is_not_null()).select(*_KEY, "stage")
    open_now = listed.named.filter(OPEN & (pl.col("kind").is_in(_OF_ANY_STAGE) | pl.col("kind").is_null())).select(*_KEY, pl.col("kind").alias("_kind_now"))
    gone = then.join(there, on=[*_KEY, "stage"], how="anti").join(there.select(_KEY).unique(), on=_KEY, how="semi")
    for row in gone.join(open_now, on=_KEY, how="inner", maintain_order="left").to_dicts():
        label, kind = Stage(row["stage"]).label, SchoolKind(row["_kind_now"]).label if row["_kind_now"] else Message("未写类型", "no kind given")
        words = Message(f"{kind.zh}，上学年{label.zh}学段在校生 {row['pupils']}，本学年没有这一学段的数", f"{kind.en}, {row['pupils']} pupils of the {label.en} stage the year before, and no figures of it now")
        yield row, Said("name", row["name"], "", words, ("pupils_before",))


GONE_CHECKS = {
    "zeros_of_working": zeros, "zeros_alone": zeros, "vanished": vanished_small, "vanished_large": vanished_large, "stage_gone": stage_gone,
    "pupils_lost": pupils_lost,
}
