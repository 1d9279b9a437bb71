"""What a list that hardly moved since the year before makes doubtful in one of its schools: all as it was, or one figure that is not."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import reduce

import polars as pl

from junheng.facts.checks.changed_places import compared, of_each_other
from junheng.facts.checks.copied import FEWEST_OF_WHOLE, areas_moved
from junheng.facts.checks.ground import LIST
from junheng.facts.checks.list_slips import has_others, is_seldom
from junheng.facts.checks.rule import BEFORE, Rule, catalogue, column_of
from junheng.facts.checks.said import Found, Row, Said, number
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.checks.wholes import OF_WHOLE
from junheng.terms import Message, Stage

BY_CHANCE = 0.2  # how many schools of a list may be expected to stay as they were in every figure
STAYED = 0.8  # the share of the other schools that stayed, to the last digit or nearly
NEARLY = 0.05  # the share by which a figure moves that nearly stayed
LEAST_MOVED = 2  # units by which each of two figures moved that may have been exchanged
_OTHER = "_of_other"


def _of_wholes(listed: SchoolList) -> pl.DataFrame:
    rows = compared(listed)
    return rows.filter(pl.col("stage") == Stage.WHOLE.value) if rows.height else rows


def _given(rows: pl.DataFrame, names: tuple[str, ...] | list[str]) -> list[str]:
    return [name for name in names if f"{name}{BEFORE}" in rows.columns and rows[name].null_count() < rows.height]


def _same(name: str) -> pl.Expr:
    return pl.col(name).eq_missing(pl.col(f"{name}{BEFORE}"))


def conditions_repeated(listed: SchoolList, rule: Rule) -> Found:
    """Every condition of a school is last year's. Land and rooms stay; told by those that moved in nearly all other schools of the list, books say."""
    rows = _of_wholes(listed)
    names = _given(rows, OF_WHOLE)
    if len(names) < FEWEST_OF_WHOLE:
        return
    many = pl.sum_horizontal((pl.col(name) > 0).cast(pl.Int32) for name in names) >= FEWEST_OF_WHOLE
    same = pl.all_horizontal(_same(name) for name in names) & many
    if not rows.select(same.any()).item():
        return
    share = {name: _same(name).sum().over(LIST) / (pl.len().over(LIST) + 1) for name in names}  # the school itself stands for the chance that none stayed
    expected = pl.len().over(LIST) * reduce(operator.mul, share.values())
    moved = [name for name in rule.columns if name in names]
    for row in rows.with_columns(*[share[name].alias(f"_{name}") for name in moved]).filter(same & has_others() & is_seldom(same) & (expected <= BY_CHANCE)).to_dicts():
        first = min(moved, key=lambda name: row[f"_{name}"] if row[name] else 1.0)
        given = [name for name in names if row[name] is not None and name != first]
        column = column_of(first)
        shown = number(row[first], column.scale)
        words = Message(
            f"{column.header.zh} {shown} 等 {len(given) + 1} 项；同表其他学校的{column.header.zh}几乎都变了",
            f"{column.header.en} {shown} and {len(given)} more; the {column.header.en} of nearly all other schools of the list moved",
        )
        yield row, Said(first, shown, "", words, (f"{first}{BEFORE}", *given))


def changed_alone(listed: SchoolList, rule: Rule) -> Found:
    """A figure that differs by more than `low` from last year's, and by no more than `high` where that is given, where it is last year's to the last digit in nearly all other schools of the list.

    Digits that changed places, and one that was lost, are the rule's that has no `high`. A jump is told as one, what is another school's as that; and as halls are built, only a fall of theirs is told.
    """
    rows = _of_wholes(listed)
    told = None
    for name in _given(rows, rule.columns):
        now, then = pl.col(name), pl.col(f"{name}{BEFORE}")
        changed = (now != then).fill_null(False)
        if not rows.select(changed.any()).item():
            continue
        given = rows.filter(now.is_not_null(), then.is_not_null())
        of_other = (now > 0) & now.is_in(given[f"{name}{BEFORE}"].implode())
        alone = given.filter(changed & (then > 0) & _others_stayed(~changed) & _land_stayed() & _may_be_told(name) & ~of_other)
        for row in alone.to_dicts():
            told = _of_other_lines(listed) if told is None else told
            if row["school"] not in told and _is_of_rule(row, name, rule):
                yield row, _said(row, name)


def _others_stayed(stayed: pl.Expr) -> pl.Expr:
    """Of each row that did not, whether nearly all others of its list did."""
    return has_others() & (stayed.sum().over(LIST) >= STAYED * (pl.len().over(LIST) - 1))


def _land_stayed() -> pl.Expr:
    """Whether the list keeps its areas: where most schools have no hall, halls that stayed say little."""
    return _same("land_area").sum().over(LIST) >= STAYED * (pl.len().over(LIST) - 1)


def _may_be_told(name: str) -> pl.Expr:
    now, then = pl.col(name), pl.col(f"{name}{BEFORE}")
    jump = next(each for each in catalogue().values() if each.check == "jump" and each.over == name)
    more, less = pl.max_horizontal(now, then), pl.min_horizontal(now, then)
    is_jump = (more > jump.times * less) & (more - less > jump.least * column_of(name).scale) & (jump.to_zero | (now > 0))
    none_left = (now == 0) & pl.lit(any(each.check == "none_left" and name in each.columns for each in catalogue().values()))
    return ~is_jump & ~none_left & ((now < then) if name == "indoor_sports_area" else pl.lit(True))


def _of_other_lines(listed: SchoolList) -> set[str]:
    """The schools whose figures are told to be another's (P41, P57)."""
    pairs = [each for each in catalogue().values() if each.check == "of_each_other"]
    return {str(row["school"]) for row, _ in (*areas_moved(listed.ground), *(hit for rule in pairs for hit in of_each_other(listed, rule)))}


def _is_of_rule(row: Row, name: str, rule: Rule) -> bool:
    now, then, scale = row[name], row[f"{name}{BEFORE}"], column_of(name).scale
    share = abs(now - then) / then
    slipped = _digits_slipped(number(now, scale), number(then, scale))
    return rule.low < share <= rule.high and not slipped if rule.high else share > rule.low or slipped


def _digits_slipped(now: str, then: str) -> bool:
    """Two neighbouring digits exchanged, or one lost: of figures with digits enough."""
    if min(len(now), len(then)) < 4:
        return False
    places = [at for at, (one, other) in enumerate(zip(now, then, strict=False)) if one != other]
    if len(now) == len(then):
        return len(places) == 2 and now[places[0]] == then[places[1]] and now[places[1]] == then[places[0]]
    short, long = sorted((now, then), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _said(row: Row, name: str) -> Said:
    column = column_of(name)
    now, then = (number(row[f"{name}{end}"], column.scale) for end in ("", BEFORE))
    words = Message(
        f"{column.header.zh} {now}，上学年 {then}；同表其他学校几乎都与上学年一样",
        f"{column.header.en} {now}, the year before {then}; in nearly all other schools of the list it is that of the year before",
    )
    return Said(name, now, "", words, (f"{name}{BEFORE}",))


def nearly_of_each_other(listed: SchoolList, rule: Rule) -> Found:
    """Two schools whose figure is near the other's of the year before and far from their own, where it moved little in the rest of the list. Said at both, once.

    Of fewer than `least` that is chance, and told where it is so with two figures. What is exactly the other's is told by P57.
    """
    rows = _of_wholes(listed)
    found: dict[tuple[str, int, str], list[tuple[str, Row]]] = {}
    for name in _given(rows, rule.columns):
        now, then = pl.col(name), pl.col(f"{name}{BEFORE}")
        far = ((now - then).abs() > rule.low * pl.max_horizontal(now, then)) & ((now - then).abs() >= LEAST_MOVED * column_of(name).scale)
        given = rows.filter(now > 0, then > 0)
        if given.select(far.sum()).item() < 2:
            continue
        stayed = ((now - then).abs() <= NEARLY * then).sum().over(LIST) >= STAYED * (pl.len().over(LIST) - 2)
        for row in _crossed(given.filter(far & stayed & has_others()), name):
            found.setdefault((row["school"], row["year"], row["_school"]), []).append((name, row))
    rules = [each for each in catalogue().values() if each.check == "of_each_other"] if found else []
    told = {row["school"] for each in rules for row, _ in of_each_other(listed, each)}
    for (school, _, _), some in found.items():
        is_large = any(min(row[name], row[f"{name}{BEFORE}"]) >= rule.least * column_of(name).scale for name, row in some)
        if school not in told and (is_large or len(some) > 1):
            yield some[0][1], _said_of_two(some[0][1], [name for name, _ in some])


def _crossed(moved: pl.DataFrame, name: str) -> list[Row]:
    """Those of which each has one other alone that it fits."""
    now, then = pl.col(name), pl.col(f"{name}{BEFORE}")
    others = moved.select(LIST, now.alias(f"{name}{_OTHER}"), then.alias(f"{name}{BEFORE}{_OTHER}"), pl.col("school").alias("_school"), pl.col("name").alias("_name"))
    near = [((one - was).abs() <= NEARLY * was) for one, was in ((now, pl.col(f"{name}{BEFORE}{_OTHER}")), (pl.col(f"{name}{_OTHER}"), then))]
    pairs = moved.join(others, on=LIST, how="inner", maintain_order="left").filter(pl.col("school") != pl.col("_school"), *near)
    return pairs.unique(["school", "year"], keep="none", maintain_order=True).to_dicts()


def _said_of_two(row: Row, names: list[str]) -> Said:
    name, column = names[0], column_of(names[0])
    now, then, other, was = (number(row[f"{name}{end}"], column.scale) for end in ("", BEFORE, _OTHER, f"{BEFORE}{_OTHER}"))
    words = Message(
        f"{column.header.zh} {now}，上学年 {then}；{row['_name']}（{row['_school']}）{other}，上学年 {was}，请看是否填反",
        f"{column.header.en} {now}, the year before {then}; {row['_name']} ({row['_school']}) {other}, the year before {was}: see whether they were mixed up",
    )
    return Said(name, now, "", words, (f"{name}{BEFORE}", *names[1:]))


STAYED_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {
    "conditions_repeated": conditions_repeated, "changed_alone": changed_alone, "nearly_of_each_other": nearly_of_each_other,
}
