"""Checks of one row of figures: each kind says which rows fail (an expression), and what to say of one."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from functools import reduce

import polars as pl

from junheng.facts.checks.ground import FEWEST_PEERS, GROWN, TAUGHT, USUAL
from junheng.facts.checks.rule import BEFORE, DERIVED, Rule, Term, catalogue, column_of
from junheng.facts.checks.said import Row, Said, number
from junheng.terms import Message, SchoolKind, Stage

SLIPS = (10, 1_000, 10_000)
MU = 2_000 / 3  # m2 in a 亩
FEWEST_FIGURES, FEWEST_PUPILS = 8, 60  # so many figures are never the same twice by chance
SPREADS = 5
_PUPILS = "pupils"
_LIVES_ON = pl.col("_comparable") | pl.col(GROWN)
STEADY = 0.15  # the share by which what stays may differ
_MOST_LEFT = 0.5  # of last year's pupils: with fewer a school may lose what it had
_OF_TEACHERS = ("teachers_bachelor", "teachers_bachelor_up", "teachers_college", "teachers_college_up", "titles_vice_senior", "titles_middle", "titles_middle_up", "titles_assistant")
_GRADES = tuple(f"pupils_grade_{number}" for number in range(1, 7))
ROBUST = 1.4826  # times a median deviation: as a standard one


def failing(rule: Rule) -> pl.Expr:
    """True where the row contradicts the rule; never where what is needed is missing."""
    found = _FAILING[rule.check](rule)
    if rule.stages:
        found &= pl.col("stage").is_in(rule.stages)
    return found.fill_null(False)


def said(rule: Rule, row: Row) -> Said:
    return _SAID[rule.check](rule, row)


def _total(terms: Sequence[Term]) -> pl.Expr:
    """What is missing counts as nothing in a sum of several."""
    each = [pl.col(name) * times if times > 1 else pl.col(name) for times, name in terms]
    return reduce(operator.add, [term.fill_null(0) for term in each]) if len(each) > 1 else each[0]


def _known(terms: Sequence[Term], optional: Sequence[str] = ()) -> pl.Expr:
    return pl.all_horizontal(*[pl.col(name).is_not_null() for _, name in terms if name not in optional])


def _at_most(rule: Rule) -> pl.Expr:
    return _known(rule.right) & (_total(rule.left) > _total(rule.right))


def _equal(rule: Rule) -> pl.Expr:
    """Where a part is missing, only a sum that is too large already is a contradiction."""
    left, right = _total(rule.left), _total(rule.right)
    return _known(rule.right) & ((left > right) | (_known(rule.left, rule.optional) & (left < right)))


def _needs(rule: Rule) -> pl.Expr:
    return (pl.col(rule.one) > 0) & (pl.col(rule.other) == 0)


def _blank(rule: Rule) -> pl.Expr:
    """Missing where the school has pupils and teaches the stage, and nearly all schools of the stage and year give it."""
    taught = (pl.col("all_pupils") > 0) | pl.col("all_pupils").is_null()
    lacks = pl.col(rule.place).is_null() & ~_all_in_other_grades() if rule.place in _GRADES else pl.col(rule.place).is_null()
    return pl.col(f"{USUAL}{rule.place}") & lacks & _teaches_stage() & taught & (True if rule.place == _PUPILS else _some_given())


def _teaches_stage() -> pl.Expr:
    """A figure of another stage than the kind has is told at that figure (S03), not as many blanks beside it."""
    of_stages = [(pl.col("stage") == stage.value) & pl.col("kind").is_in([kind.value for kind in SchoolKind if stage in kind.stages]) for stage in Stage if stage != Stage.WHOLE]
    return pl.any_horizontal((pl.col("stage") == Stage.WHOLE.value) & pl.col("kind").is_in(TAUGHT), *of_stages)


def _some_given() -> pl.Expr:
    """A line of which next to nothing is there is told once, at its pupils. A list of teachers has their degrees or titles."""
    given = (pl.col(name).is_not_null() for name in (_PUPILS, "classes", "teachers"))
    return (pl.col("stage") == Stage.WHOLE.value) | pl.any_horizontal(*given, *(pl.col(name) > 0 for name in _OF_TEACHERS))


def _all_in_other_grades() -> pl.Expr:
    """A teaching point of two grades: those that are filled are all its pupils, so nobody is missing."""
    return (_total([(1, name) for name in _GRADES]) == pl.col("pupils")).fill_null(False)


def _ratio(rule: Rule) -> pl.Expr:
    over, under, steps = pl.col(rule.over), pl.col(rule.under), _steps_of_ratio(rule)
    return (over > rule.least * column_of(rule.over, rule.table).scale) & (under > 0) & ((over > rule.high * steps * under) | (over < rule.low * steps * under))


def _steps_of_ratio(rule: Rule) -> float:
    """What a ratio of 1 is between the values as they are kept, in steps: 10 000 for m2 per pupil."""
    return column_of(rule.over, rule.table).scale / column_of(rule.under, rule.table).scale


def _jump(rule: Rule) -> pl.Expr:
    """A school that took in another has more of everything, and of nothing less."""
    now, then = pl.col(rule.over), pl.col(rule.column_before)
    least = rule.least * column_of(rule.over, rule.table).scale
    risen, fallen = _beyond(now, then, rule.times, least), _beyond(then, now, rule.times, least)
    lives = (now > 0) | (pl.col("all_pupils") > 0) if rule.to_zero else now > 0  # a closed school is a line of zeros
    return ((pl.col("_comparable") & risen) | (_LIVES_ON & fallen)) & (then > 0) & lives


def _beyond(more: pl.Expr, less: pl.Expr, times: float, least: float) -> pl.Expr:
    """Exactly so many times as much is told too, as of figures that were counted twice; of small ones that is chance."""
    return ((more > times * less) & (more - less > least)) | ((more == times * less) & (more - less >= 2 * least))


def _repeated(rule: Rule, least: float = FEWEST_FIGURES) -> pl.Expr:
    names = [name for _, name in rule.left]
    same = pl.all_horizontal(*[pl.col(name).eq_missing(pl.col(f"{name}{BEFORE}")) for name in names])
    given = pl.sum_horizontal(*[(pl.col(name) > 0).cast(pl.Int32) for name in names])
    return _LIVES_ON & same & (given >= least) & (pl.col(names[0]) >= FEWEST_PUPILS)


def _grades_repeated(rule: Rule) -> pl.Expr:
    """The pupils of every grade are last year's, and not all else too: nobody moved up, came or left."""
    all_else = next(each for each in catalogue().values() if each.check == "repeated")
    return _repeated(rule, rule.least) & ~_repeated(all_else)


def _none_left(rule: Rule) -> pl.Expr:
    """Some last year and none now, in a school that has its pupils still."""
    now, then = pl.col(rule.place), pl.col(f"{rule.place}{BEFORE}")
    stays = (pl.col("all_pupils") >= _MOST_LEFT * pl.col("all_pupils_before")) & (pl.col("all_pupils") > 0)
    told = next((each.least for each in catalogue().values() if each.check == "jump" and each.over == rule.place), math.inf)  # more is told as a jump
    scale = column_of(rule.place, rule.table).scale
    return _LIVES_ON & (now == 0) & then.is_between(rule.least * scale, told * scale) & stays


def _halved(rule: Rule) -> pl.Expr:
    """Less than half of last year, of a school whose `under` stayed; 0 and larger falls are told by others."""
    now, then = pl.col(rule.over), pl.col(rule.column_before)
    return _LIVES_ON & _moved(now, then, rule, then, now)


def _moved_alone(rule: Rule) -> pl.Expr:
    """Many more or fewer than last year, of a school whose `under` stayed."""
    now, then = pl.col(rule.over), pl.col(rule.column_before)
    return (pl.col("_comparable") & _moved(now, then, rule, now, then)) | (_LIVES_ON & _moved(now, then, rule, then, now))


def _moved(now: pl.Expr, then: pl.Expr, rule: Rule, more: pl.Expr, less: pl.Expr) -> pl.Expr:
    """Not what is told as a jump, or by a rule that asks for less to have stayed."""
    stayed = [(pl.col(name) - pl.col(f"{name}{BEFORE}")).abs() <= STEADY * pl.col(f"{name}{BEFORE}") for name in (rule.under, rule.other) if name]
    jump = next((each for each in catalogue().values() if each.check == "jump" and each.over == rule.over), None)
    told = [_beyond(more, less, jump.times, jump.least)] if jump else []
    told += [_moved_by(more, less, each) for each in catalogue().values() if (each.check, each.over) == (rule.check, rule.over) and rule.other and not each.other]
    return (now > 0) & (then > 0) & _moved_by(more, less, rule) & pl.all_horizontal(stayed) & ~pl.any_horizontal(pl.lit(False), *told)


def _moved_by(more: pl.Expr, less: pl.Expr, rule: Rule) -> pl.Expr:
    return (more > rule.times * less) & (more - less >= rule.least)


def _all_at_once(rule: Rule) -> pl.Expr:
    """None last year, and nearly all now."""
    over, under = pl.col(rule.over), pl.col(rule.under)
    return _LIVES_ON & (pl.col(rule.column_before) == 0) & (over >= rule.least) & (over >= rule.high * under)


def _outlier(rule: Rule) -> pl.Expr:
    """Far from the median on the log scale: beyond the factor, and beyond robust spreads of its peers."""
    ratio = pl.when((pl.col(rule.over) > 0) & (pl.col(rule.under) > 0)).then((pl.col(rule.over) / pl.col(rule.under)).log())
    apart = (ratio - ratio.median().over("_peers")).abs()
    spread = ROBUST * SPREADS * apart.median().over("_peers")
    return (apart > math.log(rule.times)) & (apart > spread) & (ratio.count().over("_peers") >= FEWEST_PEERS)


def far_apart(ground: pl.DataFrame, rules: Sequence[Rule]) -> dict[str, list[int]]:
    """By rule: the peers of which one may be an outlier, since it is beyond the factor from another. Mostly none are."""
    if not rules:
        return {}
    both = {rule.number: (pl.col(rule.over) > 0) & (pl.col(rule.under) > 0) for rule in rules}
    ratios = ground.select("_peers", *[pl.when(both[rule.number]).then(pl.col(rule.over) / pl.col(rule.under)).alias(rule.number) for rule in rules])
    bounds = ratios.group_by("_peers").agg(pl.exclude("_peers").min().name.prefix("least_"), pl.exclude("_peers").max().name.prefix("most_"))
    far = {rule.number: pl.col(f"most_{rule.number}") > pl.col(f"least_{rule.number}") * (rule.times * (1 - 1e-9)) for rule in rules}
    found = {number: bounds.filter(is_far)["_peers"].to_list() for number, is_far in far.items()}
    return {number: peers for number, peers in found.items() if peers}


def _whole(rule: Rule) -> pl.Expr:
    """The row of the whole school against the sum of its stages."""
    return (pl.col("stage") == Stage.WHOLE.value) & (pl.col(rule.place) != pl.col(f"{DERIVED}{rule.place}"))


_FAILING: dict[str, Callable[[Rule], pl.Expr]] = {
    "at_most": _at_most, "equal": _equal, "needs": _needs, "blank": _blank, "ratio": _ratio, "jump": _jump, "outlier": _outlier,
    "whole": _whole, "repeated": _repeated, "grades_repeated": _grades_repeated, "none_left": _none_left, "all_at_once": _all_at_once, "halved": _halved, "moved_alone": _moved_alone,
}


def fact_told(rule: Rule, row: Row, name: str, times: int = 1) -> tuple[str, str, str]:
    """A column with its value: in Chinese, in English, and the value alone."""
    column = column_of(name, rule.table)
    value = number(row.get(name), column.scale)
    factor = f"{times}×" if times > 1 else ""
    return f"{factor}{column.header.zh} {value}", f"{factor}{column.header.en} {value}", value


def _sum_told(rule: Rule, row: Row, terms: Sequence[Term]) -> tuple[Message, str]:
    known = [(times, name) for times, name in terms if row[name] is not None]
    told = [fact_told(rule, row, name, times) for times, name in known]
    total = number(sum(times * row[name] for times, name in known), column_of(known[0][1], rule.table).scale if known else 1)
    zh, en = " + ".join(each[0] for each in told), " + ".join(each[1] for each in told)
    return (Message(f"{zh} = {total}", f"{en} = {total}") if len(known) > 1 else Message(zh, en)), total


def _sums(sign: str) -> Callable[[Rule, Row], Said]:
    def say(rule: Rule, row: Row) -> Said:
        (left, total), (right, limit) = _sum_told(rule, row, rule.left), _sum_told(rule, row, rule.right)
        here = rule.place in {name for _, name in rule.right}
        allowed = f"{'≥' if here and sign == '≤' else sign} {total if here else limit}"
        return Said(
            rule.place, limit if here else total, allowed, Message(f"{left.zh}；{right.zh}", f"{left.en}; {right.en}"),
            tuple(name for _, name in (*rule.left, *rule.right) if name != rule.place and row[name] is not None),
        )

    return say


def _needs_said(rule: Rule, row: Row) -> Said:
    one, other = fact_told(rule, row, rule.one), fact_told(rule, row, rule.other)
    return Said(rule.other, other[2], "> 0", Message(f"{one[0]}；{other[0]}", f"{one[1]}; {other[1]}"), (rule.one,))


def _blank_said(rule: Rule, row: Row) -> Said:
    header = column_of(rule.place, rule.table).header
    return Said(rule.place, "", "", header)


def _ratio_said(rule: Rule, row: Row) -> Said:
    over, under = fact_told(rule, row, rule.over), fact_told(rule, row, rule.under)
    ratio = f"{float(f'{row[rule.over] / row[rule.under] / _steps_of_ratio(rule):.3g}'):.10g}"  # 1910, not 1.91e+03
    words = Message(f"{over[0]}，{under[0]}，比值 {ratio}", f"{over[1]}, {under[1]}, ratio {ratio}")
    return Said(rule.over, over[2], f"{rule.low:g}-{rule.high:g}", words, (rule.under,))


def _jump_said(rule: Rule, row: Row) -> Said:
    now, then = row[rule.over], row[rule.column_before]
    column = column_of(rule.over, rule.table)
    value, before = number(now, column.scale), number(then, column.scale)
    slip = _slip_of(now / then, rule.over.endswith("_area"))
    return Said(
        rule.over, value, _bounds(then / rule.times / column.scale, then * rule.times / column.scale, column.scale == 1),
        Message(f"{column.header.zh} {value}，上学年 {before}{slip.zh}", f"{column.header.en} {value}, the year before {before}{slip.en}"),
        (rule.column_before,),
    )


def _bounds(low: float, high: float, is_counted: bool) -> str:
    """What is plausible, without decimals that nobody counts; of counts the limits themselves are left out, as they are told."""
    return f"{math.floor(low) + 1}-{math.ceil(high) - 1}" if is_counted else f"{number(round(low))}-{number(round(high))}"


def _outlier_said(rule: Rule, row: Row) -> Said:
    over, under = fact_told(rule, row, rule.over), fact_told(rule, row, rule.under)
    return Said(rule.over, over[2], "", Message(f"{over[0]}，{under[0]}", f"{over[1]}, {under[1]}"), (rule.under,))


def _whole_said(rule: Rule, row: Row) -> Said:
    column = column_of(rule.place, rule.table)
    own, total = number(row[rule.place], column.scale), number(row[f"{DERIVED}{rule.place}"], column.scale)
    words = Message(f"{column.header.zh}：全校 {own}，各学段之和 {total}", f"{column.header.en}: whole school {own}, the stages {total}")
    allowed = "" if rule.explainable else f"= {total}"  # else either may be the wrong one
    return Said(rule.place, own, allowed, words, (f"{DERIVED}{rule.place}",))


def _repeated_said(rule: Rule, row: Row) -> Said:
    names = [name for _, name in rule.left if row[name] is not None]
    told = fact_told(rule, row, rule.place)
    words = Message(f"{told[0]} 等 {len(names)} 项", f"{told[1]} and {len(names) - 1} more")
    return Said(rule.place, told[2], "", words, tuple(names[1:]))


def _none_left_said(rule: Rule, row: Row) -> Said:
    column = column_of(rule.place)
    before = number(row[f"{rule.place}{BEFORE}"], column.scale)
    words = Message(f"{column.header.zh} 0，上学年 {before}；在校生 {row['all_pupils']}", f"{column.header.en} 0, the year before {before}; {row['all_pupils']} pupils")
    return Said(rule.place, "0", "> 0", words, (f"{rule.place}{BEFORE}",))


def _at_once_said(rule: Rule, row: Row) -> Said:
    over, under = fact_told(rule, row, rule.over), fact_told(rule, row, rule.under)
    words = Message(f"{over[0]}，{under[0]}；上学年 0", f"{over[1]}, {under[1]}; 0 the year before")
    return Said(rule.over, over[2], "", words, (rule.under, rule.column_before))


def _slip_of(ratio: float, area: bool) -> Message:
    """Said where a figure is nearly 10, 1 000 or 10 000 times what it was: the unit, or a digit too many or too few; an area also in 亩."""
    apart = max(ratio, 1 / ratio) if ratio else 1
    if area and abs(math.log(apart / MU)) < 0.1:
        return Message("（约 667 倍之差：请看亩与平方米是否弄错）", " (about 667 times apart: see whether 亩 was taken for m²)")
    times = next((each for each in SLIPS if abs(math.log(apart / each)) < 0.25), None)
    if times is None:
        return Message("", "")
    return Message(f"（约 {times} 倍之差：请看单位是否弄错、是否多写或少写一位）", f" (about {times} times apart: see the unit, and whether a digit is too many or too few)")


_SAID: dict[str, Callable[[Rule, Row], Said]] = {
    "at_most": _sums("≤"), "equal": _sums("="), "needs": _needs_said, "blank": _blank_said, "ratio": _ratio_said,
    "jump": _jump_said, "outlier": _outlier_said, "whole": _whole_said, "repeated": _repeated_said, "grades_repeated": _repeated_said, "none_left": _none_left_said, "all_at_once": _at_once_said, "halved": _jump_said, "moved_alone": _jump_said,
}
OUTLIER, BLANK = "outlier", ("blank",)
ROW_CHECKS = frozenset(_FAILING)
