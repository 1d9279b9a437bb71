"""Every rule of the catalogue over the facts of one delivery, each finding at the cell of its fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import polars as pl

from junheng.facts.beside import Later, beside
from junheng.facts.checks.areas import AREA_CHECKS
from junheng.facts.checks.changed_places import PLACE_CHECKS
from junheng.facts.checks.class_sizes import SIZE_CHECKS
from junheng.facts.checks.cohorts import COHORT_CHECKS
from junheng.facts.checks.gone import GONE_CHECKS
from junheng.facts.checks.ground import USUAL, ground_of
from junheng.facts.checks.kept_years import YEARLY, with_years_before, years_of
from junheng.facts.checks.list_columns import by_column
from junheng.facts.checks.list_slips import SLIP_CHECKS
from junheng.facts.checks.list_stayed import STAYED_CHECKS
from junheng.facts.checks.located import Located
from junheng.facts.checks.names import NAME_CHECKS
from junheng.facts.checks.none_before import NONE_CHECKS
from junheng.facts.checks.points import POINT_CHECKS
from junheng.facts.checks.rows import BLANK, OUTLIER, ROW_CHECKS, failing, far_apart, said
from junheng.facts.checks.rule import DERIVED, Rule, catalogue
from junheng.facts.checks.said import ASKED, Checked, Found, Row, Said
from junheng.facts.checks.school_fields import FIELD_CHECKS
from junheng.facts.checks.school_list import LIST_CHECKS, SchoolList
from junheng.facts.checks.stages_missing import STAGE_CHECKS
from junheng.facts.checks.unlike import UNLIKE_CHECKS
from junheng.facts.store import Facts
from junheng.terms import Finding, Message, Stage

MOSTLY = 0.5  # of schools alike
THREADS = 3  # two of them wait for the ground at first; more only wait for each other

Hit = tuple[Rule, Row, Said]
_OF_LIST = {**LIST_CHECKS, **FIELD_CHECKS, **NAME_CHECKS, **POINT_CHECKS, **STAGE_CHECKS}  # these need nothing of their rule
_OF_RULE = {**SLIP_CHECKS, **UNLIKE_CHECKS, **GONE_CHECKS, **COHORT_CHECKS, **PLACE_CHECKS, **AREA_CHECKS, **SIZE_CHECKS, **NONE_CHECKS, **STAYED_CHECKS}


def checked(facts: Facts, rules: Mapping[str, Rule] | None = None, kept: Facts | None = None) -> list[Checked]:
    """What the rules find, in the order of the catalogue. kept: an earlier delivery, whose years the years of this one are held against."""
    if kept is not None:
        longer = with_years_before(facts, kept)
        added = years_of(longer) - years_of(facts)
        found = checked(longer, rules)
        there = _stages_of(facts) if any(each.year in added and catalogue()[each.rule].check == "stage_lost" for each in found) else set()
        return [one for each in found if (one := _of_this(each, added, kept.snapshot)) and (one is each or (each.name, each.year + 1, each.stage) not in there)]
    chosen = list((catalogue() if rules is None else rules).values())
    with beside(THREADS) as later:
        ground = later(ground_of, facts)
        listed = SchoolList(facts, ground)
        parts = chain((_by_rows(facts, ground, chosen), by_column(ground, chosen)), _by_list(listed, chosen))
        asked = [later(list, part) for part in parts]
        hits = [hit for found in asked for hit in found()]
    hits = _without_means_of_told(hits)
    located = Located(facts, [row for _, row, _ in hits])
    return [_checked(located, *hit) for hit in hits]


def _without_means_of_told(hits: list[Hit]) -> list[Hit]:
    """Without a mean that one school alone makes implausible (its row has a name), where another rule tells that school's figure."""
    means = {id(one) for rule, row, one in hits if rule.check == "mean" and row.get("name")}
    told = {(row.get("school"), row.get("year"), one.column) for _, row, one in hits if id(one) not in means} if means else set()
    return [(rule, row, one) for rule, row, one in hits if id(one) not in means or not {(row["school"], row["year"], name.removeprefix(DERIVED)) for name in (rule.over, rule.under)} & told]


def _of_this(found: Checked, added: Collection[int], snapshot: str) -> Checked | None:
    """None for what is said of a kept row, but that its school, or every school of its stage, is gone in the year after."""
    rule = catalogue()[found.rule]
    if found.year not in added or rule.table not in YEARLY:
        return found
    gone = rule.check in ("vanished", "vanished_large", "stage_lost") and found.year + 1 not in added
    return replace(found, finding=replace(found.finding, file=f"snapshot:{snapshot}")) if gone else None


def _stages_of(facts: Facts) -> set[tuple[str, int, str]]:
    """The stages with pupils of each area and year."""
    rows = facts.school_years.filter(pl.col("pupils") > 0).join(facts.schools.select("school", "year", "area"), on=["school", "year"])
    return set(rows.select("area", "year", "stage").unique().iter_rows())


def _by_list(listed: SchoolList, rules: Sequence[Rule]) -> Iterator[Iterator[Hit]]:
    for rule in rules:
        if rule.check in _OF_LIST:
            yield _with_rule(rule, _OF_LIST[rule.check](listed))
        elif rule.check in _OF_RULE:
            yield _with_rule(rule, _OF_RULE[rule.check](listed, rule))


def _with_rule(rule: Rule, found: Found) -> Iterator[Hit]:
    return ((rule, row, one) for row, one in found)


def _by_rows(facts: Facts, ground: Later, rules: Sequence[Rule]) -> Iterator[Hit]:
    """All rules of a table in one pass: they share the columns they read."""
    by_table: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.check in ROW_CHECKS:
            by_table[rule.table] += rule.by_column
    for table, some in by_table.items():
        if not facts.tables[table].is_empty():
            yield from _of_ground(ground() if table == "school_years" else facts.tables[table], some)


def _of_ground(ground: pl.DataFrame, rules: Sequence[Rule]) -> Iterator[Hit]:
    filled = {name for name in ground.columns if ground[name].null_count() < ground.height}
    rules = [rule for rule in rules if _can_speak(rule, filled)]
    masks = ground.select(failing(rule).alias(str(place)) for place, rule in enumerate(rules) if rule.check != OUTLIER)
    wrong = {name for name in masks.columns if masks[name].any()}
    apart = far_apart(ground, [rule for rule in rules if rule.check == OUTLIER])
    for place, rule in enumerate(rules):
        found = ground.filter(masks[str(place)]) if str(place) in wrong else ground.clear()
        if rule.number in apart:
            some = ground.filter(pl.col("_peers").is_in(apart[rule.number]))
            found = some.filter(failing(rule) & ~_mostly_wrong(rule, rules))
        for row in found.iter_rows(named=True):
            yield rule, row, said(rule, row)


def _mostly_wrong(rule: Rule, rules: Sequence[Rule]) -> pl.Expr:
    """Whether the figure of most schools alike is told to be wrong in itself, in 亩 say: the right ones are then far from these."""
    in_itself = [failing(each) for each in rules if each.check == "ratio" and each.over == rule.over]
    return pl.any_horizontal(pl.lit(False), *in_itself).sum().over("_peers") > MOSTLY * pl.col(rule.over).count().over("_peers")


def _can_speak(rule: Rule, filled: set[str]) -> bool:
    """Whether the columns without which nothing can be said are there, and some of those it adds up."""
    needed = {*rule.needed, *_derived_for(rule)}
    return needed <= filled and (not rule.left or any(name in filled for _, name in rule.left))


def _derived_for(rule: Rule) -> Iterable[str]:
    """The columns of the ground that a check reads beside those its rule names."""
    if rule.check == "whole":
        return [f"{DERIVED}{name}" for name in rule.columns]
    if rule.check in BLANK:
        return [f"{USUAL}{rule.place}"]
    return ["kind_before"] if rule.check in ("repeated", "grades_repeated", "none_left") else []


def _checked(located: Located, rule: Rule, row: Row, one: Said) -> Checked:
    table = rule.table if rule.table != "school_years" or "stage" in row else "schools"
    at = one.at or located.place(table, row, one)
    stage = str(row.get("stage") or "")
    named = ("name", "school", "area") if "name" in row else ("area", "school")  # what is said of a whole column is no school's
    who = next((row[each] for each in named if row.get(each)), "")
    year = f"{row['year']}/{row['year'] + 1}"
    of_zh, of_en = (f"，{Stage(stage).label.zh}", f", {Stage(stage).label.en}") if stage else ("", "")
    zh = f"[{rule.number}] {who}（{year}{of_zh}）：{rule.text.zh}（{one.words.zh}）"
    en = f"[{rule.number}] {who} ({year}{of_en}): {rule.text.en} ({one.words.en})"
    allowed = Message(f"；应为 {one.allowed}" if one.allowed else "", f"; allowed: {one.allowed}" if one.allowed else "")
    range_of = Message(f"比值 {one.allowed}", f"a ratio of {one.allowed}") if rule.check == "ratio" else one.allowed  # what stands in the cell is one side of it
    mend = ASKED[rule.explainable]
    finding = Finding(
        rule.severity, rule.number, Message(f"{zh}{allowed.zh}。{mend.zh}", f"{en}{allowed.en}. {mend.en}"),
        *at, one.found, range_of, located.against(table, row, one, at),
    )
    return Checked(rule.number, str(row.get("school") or row.get("area") or ""), str(who), row["year"], stage, one.column, finding, str(row.get("area") or ""))
