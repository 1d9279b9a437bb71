"""Checks of a column over the whole list of an area: its mean, and whether two columns changed places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import polars as pl

from junheng.facts.beside import Later
from junheng.facts.checks.ground import LIST
from junheng.facts.checks.rule import Rule, column_of
from junheng.facts.checks.said import Row, Said
from junheng.facts.checks.school_list import FEWEST_ALIKE
from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOL_YEARS
from junheng.terms import Message, SchoolKind, Stage

FEWEST_FIT, MOST_FIT = 6, 0.8  # schools that can tell, and the share of them that fit better exchanged
FEW_FIT, FEW_NEARER = 3, 0.25  # of so few schools all must, and be so much nearer together
CAN_TELL = 0.02  # the least gain or loss of such a school, on the log scale
NEARER, MUCH_NEARER = 0.8, 0.5  # how far all are from last year when exchanged, of the distance as they stand; the latter is beyond doubt
NO_CHANCE = 3.5  # the gain of all, in spreads of what they would gain and lose by chance
ENOUGH = {"teachers": 100, "titles_middle": 50}  # of which a share can be told, however few their schools are
_FEWEST_OF_MEAN = 3  # schools: one or two are no area
MOVED = 1.5  # times as much or as little is a mean without a school that alone makes it implausible
# kinds whose schools stand on a sheet of their own; teaching points are too small for a mean of theirs
_KINDS = [number for number, kind in enumerate(SchoolKind, start=1) if kind.stages and kind is not SchoolKind.TEACHING_POINT]
_DEGREES = ("teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below")
_MOST_HAVE = {"teachers_bachelor", "teachers_college"}
_BY_DEGREE = Message("按学历分的专任教师之和", "the teachers by degree together")
_AT_ONCE = 1_000  # lists: each takes some ten kilobytes
_GRADE_BELOW = dict(zip(PUPILS_BY_GRADE[1:], PUPILS_BY_GRADE, strict=False))  # where its pupils were the year before


def _means(ground: pl.DataFrame, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Row, Said]]:
    """Said once for each list, at the first school's cell; of the schools of one kind where not of all. The sums of all rules are taken in one pass."""
    if not rules:
        return
    ground, is_summed = _with_teachers(ground)
    first_stage = pl.col("stage").first()
    of_kinds = ground.group_by(LIST, "_kind", maintain_order=True).agg(first_stage, *[each for rule in rules for each in _sums(rule)])
    of_lists = of_kinds.group_by(LIST, maintain_order=True).agg(first_stage, pl.exclude("stage", "_kind").sum()).with_columns(_kind=pl.lit(None, pl.Int64))
    whole = of_kinds.filter(pl.col("_kind").is_in(_KINDS), pl.col("stage") == Stage.WHOLE.value)
    groups = [_implausible(sums, rules) for sums in (of_lists, whole)]
    for rule in rules:
        told = set()
        for group in [group for found in groups for group in found.get(rule.number, ())]:
            if group[LIST] not in told:
                told.add(group[LIST])
                under = _BY_DEGREE if is_summed and rule.under == "teachers" else column_of(rule.under, rule.table).header
                rows = _given_in(ground, group, rule)
                one, without = _of_one(rows, group["mean"], rule) or (None, 0.0)
                yield rule, one or rows.select("school", "year", "stage", "area").row(0, named=True), _mean_said(rule, under, group, one, without)


def _with_teachers(ground: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """Where no list gives the teachers, those by degree together; shares of them are rough then, since few lists give the lowest degrees too."""
    given = [name for name in _DEGREES if ground[name].null_count() < ground.height]
    if ground["teachers"].null_count() < ground.height or not set(given) >= _MOST_HAVE:
        return ground, False
    all_given = pl.all_horizontal(pl.col(name).is_not_null() for name in given)
    return ground.with_columns(pl.when(all_given).then(pl.sum_horizontal(given)).alias("teachers")), True


def _given_in(ground: pl.DataFrame, group: Row, rule: Rule) -> pl.DataFrame:
    of_kind = pl.col("_kind") == group["_kind"] if group["_kind"] else pl.lit(True)
    return ground.filter(pl.col(LIST) == group[LIST], of_kind, _is_given(rule))


def _of_one(rows: pl.DataFrame, mean: float, rule: Rule) -> tuple[Row, float] | None:
    """The school that alone makes the mean implausible, with its name, and the mean of the others: a figure of its own, and not the column, is wrong."""
    over, under = (rows[name].to_numpy() / column_of(name).scale for name in (rule.over, rule.under))
    if len(over) <= _FEWEST_OF_MEAN:
        return None
    with np.errstate(all="ignore"):  # one school may have all there is
        without = (over.sum() - over) / (under.sum() - under)
    is_high = mean > rule.high
    place = int(np.nanargmin(without) if is_high else np.nanargmax(without))
    rest = float(without[place])
    is_moved = rest * MOVED <= mean if is_high else rest >= MOVED * mean
    return (rows.row(place, named=True), rest) if is_moved and rule.low <= rest <= rule.high else None


def _implausible(sums: pl.DataFrame, rules: Sequence[Rule]) -> dict[str, list[Row]]:
    """By the number of its rule, the lists (or those of one kind) whose mean in whole units is implausible, with it and the number of their schools. All rules at once: the lists are few, and mostly no rule has any."""
    over, under, count = (sums.select(f"{rule.number} {name}" for rule in rules).to_numpy() for name in ("over", "under", "count"))
    with np.errstate(all="ignore"):  # 0 by 0 where nothing is given
        mean = over / [column_of(rule.over).scale for rule in rules] / (under / [column_of(rule.under).scale for rule in rules])
        is_low = (mean < [rule.low for rule in rules]) & ((mean > 0) | [rule.to_zero for rule in rules])
        is_high = mean > [rule.high for rule in rules]
    enough = (count >= FEWEST_ALIKE) | ((under >= [ENOUGH.get(rule.under, np.inf) for rule in rules]) & (count >= _FEWEST_OF_MEAN))
    of_stage = {stage: [stage in (rule.stages or (Stage.WHOLE.value,)) for rule in rules] for stage in set(sums["stage"])}
    asked = np.array([of_stage[stage] for stage in sums["stage"]], bool).reshape(enough.shape)
    found: dict[str, list[Row]] = defaultdict(list)
    for at, place in np.argwhere(enough & asked & (is_low | is_high)).tolist():
        found[rules[place].number].append({LIST: sums[LIST][at], "_kind": sums["_kind"][at], "count": int(count[at, place]), "mean": float(mean[at, place])})
    return found


def _is_given(rule: Rule) -> pl.Expr:
    """A school without a single book or square metre was not counted yet; one without a teacher of some degree was."""
    over = pl.col(rule.over)
    return (over.is_not_null() if rule.stages else over > 0) & (pl.col(rule.under) > 0)


def _sums(rule: Rule) -> Iterator[pl.Expr]:
    given = _is_given(rule)
    yield given.sum().alias(f"{rule.number} count")
    for name, column in (("over", rule.over), ("under", rule.under)):
        yield pl.when(given).then(pl.col(column)).sum().alias(f"{rule.number} {name}")


def _rounded(mean: float) -> str:
    """To three digits: 4480, not 4.48e+03."""
    return f"{float(f'{mean:.3g}'):.10g}"


def _mean_said(rule: Rule, under: Message, group: Row, one: Row | None, without: float) -> Said:
    over, mean, rest = column_of(rule.over, rule.table).header, _rounded(group["mean"]), _rounded(without)
    alone = Message(f"；除去这一所为 {rest}，请看这一所的", f"; {rest} without this one school: see its figure") if one else Message("", "")
    words = Message(f"{group['count']} 所学校，{over.zh}与{under.zh}之比平均为 {mean}{alone.zh}", f"{group['count']} schools, {over.en} to {under.en}: {mean} on average{alone.en}")
    return Said(rule.over, mean, f"{rule.low:g}-{rule.high:g}", words)


def exchanged(ground: pl.DataFrame, rule: Rule) -> Iterator[tuple[Rule, Row, Said]]:
    """Said once for each list and pair. Only pairs whose sums fit better exchanged are looked at school by school: mostly there are none."""
    names = [name for name in rule.columns if _before(name) in ground.columns]
    if "_comparable" not in ground.columns or not names:
        return
    comparable = ground.filter(pl.col("_comparable") & pl.col("stage").is_in(rule.stages))
    rows = comparable.select(LIST, "school", "year", "stage", "area", *_logs(names))
    sums = rows.group_by(LIST, maintain_order=True).agg(pl.selectors.starts_with("now_", "then_").sum())
    for group, one, other in dict.fromkeys((*_doubtful(sums, names), *_doubtful_grades(rows, names))):
        some = rows.filter(pl.col(LIST) == group)
        keep, swap = (_distance(some, one, other, *pair).drop_nulls() for pair in ((one, other), (other, one)))
        gains = (keep - swap).filter((keep - swap).abs() > CAN_TELL)
        count, better = gains.len(), int((gains > 0).sum())
        as_it_is, exchanged_sum = (float(each.to_numpy().sum()) for each in (keep, swap))
        nearer = exchanged_sum / as_it_is if as_it_is else 1.0
        is_no_chance = float(gains.sum()) >= NO_CHANCE * float(np.linalg.norm(gains.to_numpy()))
        is_plain = nearer <= MUCH_NEARER or (nearer <= NEARER and is_no_chance)
        of_many = count >= FEWEST_FIT and better >= MOST_FIT * count and is_plain
        if of_many or (better == count >= FEW_FIT and nearer <= FEW_NEARER):
            yield rule, some.row(0, named=True), _exchange_said(one, other, count, better)


def _exchange_said(one: str, other: str, count: int, better: int) -> Said:
    a, b = (SCHOOL_YEARS.column(name).header for name in (one, other))
    words = Message(
        f"“{a.zh}”与“{b.zh}”：{count} 所学校中有 {better} 所互换后更接近上学年，请看两列是否填反",
        f"`{a.en}` and `{b.en}`: {better} of {count} schools are nearer to the year before with the two exchanged: see whether they were mixed up",
    )
    return Said(one, "", "", words, (other,))


def _before(name: str) -> str:
    return f"{_GRADE_BELOW.get(name, name)}_before"


def _logs(names: list[str]) -> Iterator[pl.Expr]:
    """Each column and what it was expected from, in whole units on the log scale; missing where either is."""
    for name in names:
        now, then = pl.col(name), pl.col(_before(name))
        both = (now > 0) & (then > 0) if name in _GRADE_BELOW else now.is_not_null() & then.is_not_null()  # no child stays in a grade that is not taught
        for prefix, each in (("now", now), ("then", then)):
            yield pl.when(both).then((each / column_of(name).scale).log1p()).alias(f"{prefix}_{name}")


def _doubtful(sums: pl.DataFrame, names: list[str]) -> Iterator[tuple[int, str, str]]:
    """Lists, each with two columns, of which the sums over its schools are nearer to last year's when the two are exchanged."""
    for some in sums.iter_slices(_AT_ONCE):
        now, then = (some.select(f"{prefix}_{name}" for name in names).to_numpy() for prefix in ("now", "then"))
        keep = np.abs(now - then)
        crossed = np.abs(now[:, :, None] - then[:, None, :])
        nearer = crossed + crossed.transpose(0, 2, 1) < keep[:, :, None] + keep[:, None, :]
        given = (now > 0) | (then > 0)  # 中级 of last year, 0 now, and 未定职级 the other way round
        for group, one, other in np.argwhere(np.triu(nearer & given[:, :, None] & given[:, None, :], 1)).tolist():
            yield some[LIST][group], names[one], names[other]


def _doubtful_grades(rows: pl.DataFrame, names: list[str]) -> Iterator[tuple[int, str, str]]:
    """The same of grades, school by school: their sums over a list are much alike, and what is too many in one school is too few in another."""
    pairs = list(combinations([name for name in names if name in _GRADE_BELOW], 2))
    apart = {(one, of): (pl.col(f"now_{one}") - pl.col(f"then_{of}")).abs() for pair in pairs for one in pair for of in pair}
    gains = [(apart[one, one] + apart[other, other] - apart[one, other] - apart[other, one]).sum().alias(f"{one} {other}") for one, other in pairs]
    for row in rows.group_by(LIST, maintain_order=True).agg(gains).iter_rows(named=True):
        yield from ((row[LIST], one, other) for one, other in pairs if row[f"{one} {other}"] > 0)


def _distance(rows: pl.DataFrame, one: str, other: str, *expected: str) -> pl.Series:
    """How far two columns of each school are from what was expected of `expected`."""
    told = [(pl.col(f"now_{name}") - pl.col(f"then_{of}")).abs() for name, of in zip((one, other), expected, strict=True)]
    return rows.select((told[0] + told[1]).alias("")).to_series()


def by_column(later: Later, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Row, Said]]:
    """What the rules of these kinds say of whole columns. later: what `ground_of` makes."""
    ground: pl.DataFrame = later()
    if ground.is_empty():
        return
    yield from _means(ground, [rule for rule in rules if rule.check == "mean" and ground[rule.over].null_count() < ground.height])
    for rule in rules:
        if rule.check == "exchanged":
            yield from exchanged(ground, rule)
