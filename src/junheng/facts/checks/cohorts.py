"""Pupils go up by a grade from year to year: the grades of a school against the grades below of the year before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from junheng.facts.checks.ground import GROWN, LIST
from junheng.facts.checks.list_columns import exchanged
from junheng.facts.checks.rows import ROBUST
from junheng.facts.checks.rule import BEFORE, Rule, catalogue, column_of
from junheng.facts.checks.said import Found, Row, Said
from junheng.facts.checks.school_list import SchoolList, bare
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Message, SchoolKind, Stage

GRADES = {Stage.PRIMARY.value: 6, Stage.JUNIOR.value: 3, Stage.SENIOR.value: 3}
LEAST, SHARE = 15, 0.25  # children, and the share of the grade below, by which a grade may differ
CHANCE, CHANCE_OF_FEW, SPREADS = 4.0, 6.0, 5.0  # in roots of the grade below, and in spreads of the list; migration is more than chance
FEWEST = 8  # grades that tell the spread of a list
OTHERS = 0.5  # of a difference that other schools which opened or closed explain
NEW_FOR = 3  # years in which a school fills up
LEAST_OF_ALL, SHARE_OF_ALL = 30, 0.3  # the same of all grades but the first together
STRANGE = 1.5  # how far the grades are together, in roots of what is due
FITS = 0.25  # of the distance, what is left when the grades are put in another order
MOST_SWAPPED, FEWEST_SCHOOLS, BETTER = 0.5, 6, 0.8  # the same of two years, the schools that tell, and how many of them must fit better
TYPED, TYPED_SHARE, TIMES_USUAL, LEAST_USUAL, MOST_MOVE = 12, 0.1, 5, 2, 0.9  # children and share of the grade below, how many times what the school's other grades and this share of the list's differ by (two at least)
FEWEST_GRADES, FEWEST_OF_LIST = 4, 40  # of a school and of its list, which tell how its grades go up
LOW, HIGH, ALIKE = 5.0, 3.5, 2.0  # how many times a grade is less, or more, than every other of its stage, and how much these differ among themselves at most
LEAST_OTHERS, LEAST_OF_TWO, LEAST_HIGHER = 25, 60, 40  # children in each of the others, where these are two grades alone, and by which a grade is more
_SCHOOL = ("school", "year", "stage", "area", "name", "kind")
Counts = dict[tuple[Any, ...], int]


def _rows(listed: SchoolList) -> pl.DataFrame:
    """The lines with every grade of both years. _then_g: the grade below a year ago; _own_g: the same grade a year ago; _step: how the list's grades went up."""
    rows = listed.by_hand
    if GROWN not in rows.columns or any(f"{name}{BEFORE}" not in rows.columns for name in PUPILS_BY_GRADE[:3]):
        return rows.clear()
    taught = rows.filter(pl.col("stage").is_in(GRADES), pl.col("_comparable") | pl.col(GROWN), pl.col("all_pupils") > 0)
    return taught.filter(pl.any_horizontal(pl.col(name) > 0 for name in PUPILS_BY_GRADE[:6]), pl.any_horizontal(pl.col(f"{name}{BEFORE}") > 0 for name in PUPILS_BY_GRADE[:6]))


def _long(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each grade but the first, and one, of grade 0, for all these together."""
    found = list[pl.DataFrame]()
    for grade in range(2, 7):
        now, below = PUPILS_BY_GRADE[grade - 1], PUPILS_BY_GRADE[grade - 2]
        stages = [stage for stage, count in GRADES.items() if count >= grade]
        some = rows.filter(pl.col("stage").is_in(stages), pl.col(now).is_not_null(), pl.col(f"{below}{BEFORE}").is_not_null())
        found.append(some.select(
            *_SCHOOL, LIST, GROWN, pl.lit(grade).alias("grade"), pl.col(now).alias("now"), pl.col(f"{below}{BEFORE}").alias("then"), pl.col(f"{now}{BEFORE}").alias("own")))
    grades = pl.concat(found)
    return pl.concat([grades, grades.group_by(*_SCHOOL, LIST, GROWN, maintain_order=True).agg(pl.lit(0).alias("grade"), pl.col("now", "then", "own").sum()).select(grades.columns)])


def _apart(grades: pl.DataFrame) -> pl.DataFrame:
    """Those beyond the limits, held against the grade below as it is and as the grades of the list went up. A grade that a school did not teach and does not is none."""
    step = (pl.col("now") / pl.col("then")).filter(pl.col("then") >= FEWEST, pl.col("now") > 0).median().over(LIST, "grade").fill_null(1.0)  # a county's children move
    told = grades.with_columns(step.alias("_step"), pl.len().over(LIST).alias("_count")).with_columns((pl.col("then") * pl.col("_step")).alias("_due"))
    root = pl.col("_due").clip(1).sqrt()
    spread = ((pl.col("now") - pl.col("_due")) / root).abs().median().over(LIST) * ROBUST
    far = pl.max_horizontal(pl.lit(CHANCE), pl.when(pl.col("_count") >= FEWEST).then(SPREADS * spread).otherwise(CHANCE_OF_FEW)) * root
    together = pl.col("grade") == 0
    least, share = pl.when(together).then(LEAST_OF_ALL).otherwise(LEAST), pl.when(together).then(SHARE_OF_ALL).otherwise(SHARE)
    limit = pl.max_horizontal(least, share * pl.col("_due"), far)
    more, less = pl.max_horizontal("_due", "then"), pl.min_horizontal("_due", "then")
    beyond = told.with_columns((pl.col("now") - more).alias("_risen"), (less - pl.col("now")).alias("_fallen"), limit.alias("_limit"))
    is_taught = (pl.col("now") > 0) | (pl.col("own") > 0)
    return beyond.filter(is_taught & ((pl.col("_risen") > pl.col("_limit")) | (pl.col("_fallen") > pl.col("_limit"))))


def _unexplained(listed: SchoolList, apart: pl.DataFrame) -> Iterator[Row]:
    """Without rises of a school that took in another, is new or is fed by points, and without what schools that opened or closed explain."""
    come, gone, fed = _without_other_year(listed), _without_other_year(listed, gone=True), _fed(listed)
    schools = listed.of_codes(apart["school"].unique())
    for row in apart.to_dicts():
        area, where, school = row["area"], (row["year"], row["stage"], row["grade"]), schools[row["school"], row["year"]]
        if row["_risen"] > 0:
            near = gone.get((area, school["township"], *where), 0) if school["township"] else 0
            more = near + max(fed.get((area, each, *where), 0) for each in (bare(row["name"]), school["township"]))
            is_new = row[GROWN] or (school["opened"] is not None and row["year"] - school["opened"] <= NEW_FOR)
            if not is_new and row["_risen"] - more > row["_limit"] and OTHERS * gone.get((area, *where), 0) < row["_risen"]:
                yield row
        elif come.get((area, *where), 0) < OTHERS * row["_fallen"]:
            yield row


def _without_other_year(listed: SchoolList, gone: bool = False) -> Counts:
    """Pupils of the schools that have no line in the year before (gone: in the year after, as what would be a grade higher), by area, year, stage and grade; and by township too."""
    rows = listed.by_hand.filter(pl.col("stage").is_in(GRADES), pl.col("pupils") > 0)
    other = rows.select("school", pl.col("year") + (-1 if gone else 1), "stage")
    alone = rows.join(other, on=["school", "year", "stage"], how="anti").join(_towns(listed), on=["school", "year"])
    grades = [alone.select("area", "township", pl.col("year") + int(gone), "stage", pl.lit(grade).alias("grade"), pl.col(PUPILS_BY_GRADE[grade - 1 - gone]).alias("count")) for grade in range(2, 7)]
    each = pl.concat(grades)
    all_of = pl.concat([each, each.with_columns(pl.lit(0).alias("grade"))])
    return _counted(all_of, "area") | _counted(all_of, "area", "township")


def _fed(listed: SchoolList) -> Counts:
    """Pupils that left the teaching points of a school, or of a township, by its name or theirs, year, stage and grade."""
    points = _long(_rows(listed).filter(pl.col("kind") == SchoolKind.TEACHING_POINT.value)).join(_towns(listed), on=["school", "year"])
    left = points.with_columns((pl.col("then") - pl.col("now")).clip(0).alias("count"), pl.col("parent").map_elements(bare, return_dtype=pl.String))
    return _counted(left, "area", "parent") | _counted(left, "area", "township")


def _towns(listed: SchoolList) -> pl.DataFrame:
    return listed.named.select("school", "year", "parent", "township")


def _counted(rows: pl.DataFrame, *by: str) -> Counts:
    found = rows.group_by(*by, "year", "stage", "grade").agg(pl.col("count").sum())
    return {tuple(key): count for *key, count in found.iter_rows()}


def cohort(listed: SchoolList, rule: Rule) -> Found:
    """A grade far from the grade below of the year before. What is told as a jump of the grade is not told again, nor a school whose grades stand in another order."""
    for row in _told(listed):
        if row["grade"] and not _is_jump(row, PUPILS_BY_GRADE[row["grade"] - 1]):
            yield row, _said(row, PUPILS_BY_GRADE[row["grade"] - 1])


def cohort_sum(listed: SchoolList, rule: Rule) -> Found:
    """All grades but the first together, where none of them is far enough by itself."""
    rows = list(_told(listed))
    single = {(row["school"], row["year"], row["stage"]) for row in rows if row["grade"]}
    for row in rows:
        if not row["grade"] and (row["school"], row["year"], row["stage"]) not in single:
            words = Message(f"本学年共 {row['now']}，上学年低一年级共 {row['then']}", f"{row['now']} together, and {row['then']} in the grades below a year ago")
            yield row, Said("pupils", str(row["now"]), _bounds(row), words, ("pupils_before",))


def _told(listed: SchoolList) -> Iterator[Row]:
    rows = _rows(listed)
    apart = _apart(_long(rows)) if rows.height else rows
    if apart.is_empty():
        return
    in_other_order = {(row["school"], row["year"], row["stage"]) for row, _ in _orders(rows)}
    yield from (row for row in _unexplained(listed, apart) if (row["school"], row["year"], row["stage"]) not in in_other_order)


def grade_slipped(listed: SchoolList, rule: Rule) -> Found:
    """One grade off by a dozen and more in a school whose other grades go up nearly as they are, as those of its list do: a digit is wrong. What is told as a cohort or a jump is not told again."""
    rows = _rows(listed)
    grades = _long(rows.filter(~pl.col(GROWN))).filter(pl.col("grade") > 0, pl.col("now") > 0, pl.col("then") > 0) if rows.height else rows
    if grades.is_empty():
        return
    off, of_school = (pl.col("now") - pl.col("then")).abs(), ["school", "year", "stage"]
    others = off.top_k(2).min().over(of_school)
    usual = pl.max_horizontal(others, off.quantile(MOST_MOVE).over(LIST), pl.lit(LEAST_USUAL))
    enough = (pl.len().over(of_school) >= FEWEST_GRADES) & (pl.len().over(LIST) >= FEWEST_OF_LIST)
    found = grades.filter((off >= pl.max_horizontal(pl.lit(TYPED), TYPED_SHARE * pl.col("then"))) & enough & (off >= TIMES_USUAL * usual))
    told = {(row["school"], row["year"], row["stage"]) for row in _told(listed)} if found.height else set()
    bounds = ((pl.col("now") - pl.col("then")).alias("_risen"), (pl.col("then") - pl.col("now")).alias("_fallen"), pl.lit(TYPED - 1).alias("_limit"))
    for row in _unexplained(listed, found.with_columns(bounds)) if found.height else ():
        name = PUPILS_BY_GRADE[row["grade"] - 1]
        if (row["school"], row["year"], row["stage"]) not in told and not _is_jump(row, name):
            header = column_of(name).header
            words = Message(
                f"{header.zh} {row['now']}，上学年低一年级 {row['then']}；本校其他年级和同表其他学校与上学年低一年级相差很少",
                f"{header.en} {row['now']}; the grade below had {row['then']} a year ago; the other grades, and those of the list, differ little from the grades below",
            )
            yield row, Said(name, str(row["now"]), "", words, (f"{PUPILS_BY_GRADE[row['grade'] - 2]}{BEFORE}",))


def _is_jump(row: Row, name: str) -> bool:
    """Whether P21 to P25 tell it."""
    jump = next((each for each in catalogue().values() if each.check == "jump" and each.before and each.over == name), None)
    more, less = max(row["now"], row["then"]), min(row["now"], row["then"])
    if jump is None or (jump.stages and row["stage"] not in jump.stages) or (row[GROWN] and row["now"] > row["then"]):
        return False
    return bool(row["then"] > 0) and more >= jump.times * less and more - less > jump.least


def _said(row: Row, name: str) -> Said:
    header, below = column_of(name).header, PUPILS_BY_GRADE[row["grade"] - 2]
    words = Message(
        f"{header.zh} {row['now']}，上学年低一年级 {row['then']}，上学年同一年级 {row['own']}",
        f"{header.en} {row['now']}; the grade below had {row['then']} a year ago, this grade {row['own']}",
    )
    return Said(name, str(row["now"]), _bounds(row), words, (f"{below}{BEFORE}",))


def _bounds(row: Row) -> str:
    due = row["_due"], row["then"]
    return f"{max(0, math.ceil(min(due) - row['_limit']))}-{math.floor(max(due) + row['_limit'])}"


def _orders(rows: pl.DataFrame) -> Iterator[tuple[Row, Message]]:
    """Lines whose grades fit the year before only when they are reversed, when two change places, or when all move up or down."""
    for stage, count in GRADES.items():
        names = [*PUPILS_BY_GRADE[:count], *(f"{name}{BEFORE}" for name in PUPILS_BY_GRADE[:count])]
        some = rows.filter(pl.col("stage") == stage, *[pl.col(name).is_not_null() for name in names])
        if some.height:
            figures = some.select(names).to_numpy()
            for place, words in _of_stage(some[LIST].to_numpy(), figures[:, :count], figures[:, count:]):
                yield some.select(*_SCHOOL, *names).row(place, named=True), words


def _of_stage(lists: np.ndarray, now: np.ndarray, before: np.ndarray) -> Iterator[tuple[int, Message]]:
    """before: of each grade. One that was not taught then is not due now."""
    due = np.where(before[:, 1:] > 0, before[:, :-1], 0)
    keep = np.abs(now[:, 1:] - due).sum(axis=1)
    strange = keep / np.sqrt(due.sum(axis=1).clip(1))
    for place in np.flatnonzero((keep > LEAST) & (now != before).any(axis=1)).tolist():  # what is last year's altogether is told as that
        usual = np.median(strange[lists == lists[place]])
        fits = [(_distance_of(now[place], order, due[place]), at) for at, (order, _) in enumerate(_OTHER_ORDERS[now.shape[1]])]
        far, best = min(fits)
        if strange[place] > max(STRANGE, SPREADS * usual) and far <= FITS * keep[place] and keep[place] - far > LEAST:
            yield place, _OTHER_ORDERS[now.shape[1]][best][1]


def _distance_of(now: np.ndarray, order: list[int], due: np.ndarray) -> int:
    """With the pupils that have no place in it."""
    other = np.array([now[at] if at >= 0 else 0 for at in order])
    return int(np.abs(other[1:] - due).sum() + now.sum() - other.sum())


def _orders_of(count: int) -> list[tuple[list[int], Message]]:
    """Where each grade's figure would stand (-1: nowhere), and how to say it."""
    up = list(range(count))
    found = [(up[::-1], Message("各年级颠倒过来", "in the reverse order"))]
    for by in range(1, count):
        found.append(([*up[by:], *[-1] * by], Message(f"各年级都移前 {by} 格", f"each {by} columns to the left")))
        found.append(([*[-1] * by, *up[:-by]], Message(f"各年级都移后 {by} 格", f"each {by} columns to the right")))
    for one in range(1, count):  # what grade 1 should be nobody knows
        for other in range(one + 1, count):
            order = up.copy()
            order[one], order[other] = other, one
            a, b = (column_of(PUPILS_BY_GRADE[at]).header for at in (one, other))
            found.append((order, Message(f"{a.zh}与{b.zh}互换", f"with {a.en} and {b.en} exchanged")))
    return found


_OTHER_ORDERS = {count: _orders_of(count) for count in set(GRADES.values())}


def grade_alone(listed: SchoolList, rule: Rule) -> Found:
    """A grade far from all others of its school, which are alike: a digit lost or doubled. Where the cohort of another year is known, that decides (P50).

    A school that was opened a few years ago fills up; in a teaching point a grade may be small; the last grade of a school may take in those of the points.
    """
    for stage, count in GRADES.items():
        names = PUPILS_BY_GRADE[:count]
        rows = listed.by_hand.filter(pl.col("stage") == stage, *[pl.col(name) > 0 for name in names])
        figures = rows.select(names).to_numpy()
        ordered = np.sort(figures, axis=1)
        least = LEAST_OTHERS if count > 3 else LEAST_OF_TWO
        low = (ordered[:, 1] > LOW * ordered[:, 0]) & (ordered[:, 1] >= least) & (ordered[:, -1] <= ALIKE * ordered[:, 1])
        high = (ordered[:, -1] > HIGH * ordered[:, -2]) & (ordered[:, -1] - ordered[:, -2] >= LEAST_HIGHER) & (ordered[:, -2] <= ALIKE * ordered[:, 0])
        for place in np.flatnonzero(low | high).tolist():
            row, is_low = rows.row(place, named=True), bool(low[place])
            grade = int(figures[place].argmin() if is_low else figures[place].argmax()) + 1
            if not _may_stand_alone(listed, row, grade, is_low) and not _has_cohort(listed, row, grade, count):
                yield row, _said_alone(row, names, grade)


def _may_stand_alone(listed: SchoolList, row: Row, grade: int, is_low: bool) -> bool:
    school = listed.of_codes([row["school"]])[row["school"], row["year"]]
    is_new = school["opened"] is not None and row["year"] - school["opened"] <= GRADES[row["stage"]]
    is_point = row["kind"] == SchoolKind.TEACHING_POINT.value
    takes_in = grade == GRADES[row["stage"]] and bool((listed.named["kind"] == SchoolKind.TEACHING_POINT.value).any())
    return is_new or (is_point if is_low else takes_in)


def _has_cohort(listed: SchoolList, row: Row, grade: int, count: int) -> bool:
    """Whether its children are known a year ago in the grade below, or a year later in the one above."""
    if grade > 1 and row.get("_comparable") and row.get(f"{PUPILS_BY_GRADE[grade - 2]}{BEFORE}") is not None:
        return True
    later = listed.by_hand.filter(pl.col("school") == row["school"], pl.col("year") == row["year"] + 1, pl.col("stage") == row["stage"]) if grade < count else None
    return later is not None and later[PUPILS_BY_GRADE[grade]].is_not_null().any()


def _said_alone(row: Row, names: Sequence[str], grade: int) -> Said:
    name, others = names[grade - 1], [each for each in names if each != names[grade - 1]]
    header, figures = column_of(name).header, "、".join(str(row[each]) for each in others)
    words = Message(f"{header.zh} {row[name]}，其他各年级 {figures}", f"{header.en} {row[name]}, the other grades {figures}")
    return Said(name, str(row[name]), "", words, tuple(others))


def intake_alone(listed: SchoolList, rule: Rule) -> Found:
    """The first grade, which no grade below tells: `times` that of the year before, and more than `high` in each class that the other grades leave to it, in classes as large as last year's."""
    first = PUPILS_BY_GRADE[0]
    now, then = pl.col(first), pl.col(f"{first}{BEFORE}")
    usual = pl.col(f"pupils{BEFORE}") / pl.col(f"classes{BEFORE}")
    left = pl.col("classes") - (pl.col("pupils") - now) / usual
    rows = _rows(listed)
    risen = rows.filter(pl.col("_comparable"), then > 0, now >= rule.times * then, now - then >= rule.least) if rows.height else rows
    for row in risen.filter(pl.col(f"classes{BEFORE}") > 0, now > rule.high * left.clip(0)).to_dicts() if risen.height else ():
        header = column_of(first).header
        words = Message(
            f"{header.zh} {row[first]}，上学年 {row[f'{first}{BEFORE}']}；班数 {row['classes']}，上学年 {row[f'classes{BEFORE}']}",
            f"{header.en} {row[first]}, the year before {row[f'{first}{BEFORE}']}; {row['classes']} classes, the year before {row[f'classes{BEFORE}']}")
        yield row, Said(first, str(row[first]), "", words, (f"{first}{BEFORE}", "classes"))


def grades_order(listed: SchoolList, rule: Rule) -> Found:
    """Not of a list two of whose grades are told to have changed places (P40)."""
    rows = _rows(listed)
    found = list(_orders(rows)) if rows.height else []
    told = _lists_exchanged(listed) if found else set()
    for row, how in found:
        if (row["area"], row["year"], row["stage"]) in told:
            continue
        count = GRADES[row["stage"]]
        now, then = ("、".join(str(row[f"{name}{end}"]) for name in PUPILS_BY_GRADE[:count]) for end in ("", BEFORE))
        words = Message(f"本学年 {now}，上学年 {then}：{how.zh}才与上学年低一年级相符", f"{now} now, {then} a year ago: they fit the grades below only {how.en}")
        column = next((name for name in PUPILS_BY_GRADE[:count] if row[name]), PUPILS_BY_GRADE[0])
        yield row, Said(column, str(row[column]), "", words, tuple(f"{name}{BEFORE}" for name in PUPILS_BY_GRADE[: count - 1]))


def _lists_exchanged(listed: SchoolList) -> set[tuple[Any, ...]]:
    rules = [each for each in catalogue().values() if each.check == "exchanged"]
    hits = [(row, one) for rule in rules for _, row, one in exchanged(listed.by_hand, rule)]
    return {(row["area"], row["year"], row["stage"]) for row, one in hits if one.column in PUPILS_BY_GRADE and set(one.others) <= set(PUPILS_BY_GRADE)}


def years_exchanged(listed: SchoolList, rule: Rule) -> Found:
    """Two years of an area that fit much better when they change places: the grades of the one are a grade below those of the other."""
    rows = _rows(listed)
    if rows.is_empty():
        return
    grades = rows.with_columns(
        pl.sum_horizontal(_distance(PUPILS_BY_GRADE[at], f"{PUPILS_BY_GRADE[at - 1]}{BEFORE}") for at in range(1, 6)).alias("_keep"),
        pl.sum_horizontal(_distance(f"{PUPILS_BY_GRADE[at]}{BEFORE}", PUPILS_BY_GRADE[at - 1]) for at in range(1, 6)).alias("_swap"),
    ).filter((pl.col("_keep") > 0) | (pl.col("_swap") > 0))
    areas = grades.group_by("area", "year", maintain_order=True).agg(
        pl.len().alias("_count"), (pl.col("_swap") < pl.col("_keep")).mean().alias("_better"), pl.col("_keep").sum(), pl.col("_swap").sum(),
        *[pl.col(name).first() for name in ("school", "stage")])
    for row in areas.filter(pl.col("_count") >= FEWEST_SCHOOLS, pl.col("_better") >= BETTER, pl.col("_swap") <= MOST_SWAPPED * pl.col("_keep")).to_dicts():
        words = Message(
            f"{row['_count']} 所学校（学段）中有 {round(row['_better'] * row['_count'])} 所：各年级与上学年低一年级共差 {row['_keep']} 人，两个学年对调后只差 {row['_swap']} 人；请看两个学年的表是否放反、学年是否写错",
            f"of {row['_count']} schools and stages {round(row['_better'] * row['_count'])}: the grades differ from the grades below by {row['_keep']} pupils, and by {row['_swap']} with the two years exchanged: see whether the files, or their years, were mixed up",
        )
        yield row, Said("pupils", "", "", words, ("pupils_before",))


def _distance(now: str, then: str) -> pl.Expr:
    both = (pl.col(now) > 0) & (pl.col(then) > 0)
    return pl.when(both).then((pl.col(now) - pl.col(then)).abs()).otherwise(0)


COHORT_CHECKS: Mapping[str, Any] = {"cohort": cohort, "cohort_sum": cohort_sum, "grade_slipped": grade_slipped, "grade_alone": grade_alone, "intake_alone": intake_alone, "grades_order": grades_order, "years_exchanged": years_exchanged}
