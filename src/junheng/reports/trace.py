"""The trace of one figure: rule, clause, formula in words, the real numbers line by line, limit, what is missing, cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings import Measured, SchoolVerdict
from junheng.findings.engine import line
from junheng.reports.case import Case
from junheng.reports.content import Block, Cell, Column, Heading, Row, Table, Tone
from junheng.reports.missing import fact, fact_stages, header, missing_facts, other_stages, told_by
from junheng.reports.numbers import MISSING, limit_text, shown, telling, verdict_text
from junheng.reports.sections.lacking import amount_text
from junheng.reports.sections.needs import is_shared
from junheng.reports.sections.schools import rest_percent
from junheng.rules import Cite, Indicator
from junheng.rules.indicators.definition import Addend, Sum
from junheng.terms import Stage, Unit, Verdict


def trace_blocks(case: Case, school: SchoolVerdict, place: int, measured: Measured) -> list[Block]:
    title = case.to(measured.indicator.title)
    rows = [*_rule_rows(case, school, measured), *_number_rows(case, school, measured), *_verdict_rows(case, school, measured)]
    columns = (
        Column(case.say("步骤", "step"), 11), Column(case.say("内容", "content"), 22),
        Column(case.say("数据所在单元格", "cells it came from"), 12),
    )
    label = case.to(school.stage.label)
    table = Table(f"{label} {place} {title}", f"{label} {place}", columns, tuple(rows), captioned=False)
    return [Heading(3, f"{title} {verdict_text(measured.verdict, case.lang)}"), table]


def _line(name: str, text: str, cells: str = "", tone: Tone = Tone.PLAIN) -> Row:
    return (Cell(name), Cell(text, tone=tone), Cell(cells or "—"))


def _rule_rows(case: Case, school: SchoolVerdict, measured: Measured) -> list[Row]:
    rule = case.evaluation.rules.rule_of(measured.indicator.id)
    rows = [_line(case.say("算法", "formula"), _formula(case, school, measured))]
    if measured.indicator.note:
        rows.append(_line(case.say("口径", "how counted"), case.to(measured.indicator.note)))
    if rule.cite:
        rows.append(_line(case.say("口径出处", "clause, how counted"), _cited(case, rule.cite)))
    if measured.limit:
        rows.append(_line(case.say("限值", "limit"), _limit(case, measured)))
        if measured.limit.cite:
            rows.append(_line(case.say("限值出处", "clause of the limit"), _cited(case, measured.limit.cite)))
    return rows


def _cited(case: Case, cite: Cite) -> str:
    document = case.standard.documents[cite.of]
    unverified = "" if cite.confidence.verified else "▲ "
    return f"{document.number} {case.to(cite.clause)}{case.say('；', '; ')}{unverified}{case.to(cite.confidence.label)}"


def _limit(case: Case, measured: Measured) -> str:
    limit = measured.limit
    assert limit is not None
    text = f"{limit_text(limit)} {case.to(measured.indicator.unit)}"
    rule = case.standard.school_rule
    if rule is None or rule.rest_share is None:
        return text
    near = exact(line(limit, Fraction(rule.rest_share.value)))
    return case.say(f"{text}；{rest_percent(case)}线：{limit.symbol} {near}", f"{text}; the {rest_percent(case)} line: {limit.symbol} {near}")


def _formula(case: Case, school: SchoolVerdict, measured: Measured) -> str:
    """In words, with the names of the columns."""
    indicator = measured.indicator
    above, below = (_sum_words(case, parts) for parts in _sums(case, school, indicator))
    factor = f" × {indicator.factor}" if indicator.factor != 1 else ""
    shared = case.say("（全校共有，按加权学生数拆分）", " (of the whole school, split by weighted pupils)") if is_shared(
        school, measured) else ""
    return f"{above}{shared}{f' ÷ {below}' if below else ''}{factor}"


def _sums(case: Case, school: SchoolVerdict, indicator: Indicator) -> tuple[Sum, Sum]:
    """Numerator and denominator by the columns that give them."""
    above, below = (
        told_by(case, school.school, school.year, school.stage, parts) for parts in (indicator.numerator_of(school.stage), indicator.denominator)
    )
    return above, below


def _sum_words(case: Case, parts: Sum) -> str:
    words = "".join(f" {'+' if part.sign == 1 else '-'} {header(case, part.column)}" for part in parts)
    plain = words.removeprefix(" + ").strip()
    return f"({plain})" if len(parts) > 1 else plain


def _number_rows(case: Case, school: SchoolVerdict, measured: Measured) -> list[Row]:
    indicator = measured.indicator
    parts = [part for each in _sums(case, school, indicator) for part in each]
    rows = [_fact_row(case, school, school.school, part.column, "") for part in parts]
    rows += _point_rows(case, school, parts)
    if measured.value is None:
        return rows
    return rows + (_split_rows(case, school, measured) if is_shared(school, measured) else _division_rows(case, measured, school))


def _fact_row(case: Case, school: SchoolVerdict, code: str, column: str, prefix: str) -> Row:
    value = fact(case, code, school.year, school.stage, column)
    unit = SCHOOL_YEARS.column(column).unit or Unit.ITEM
    name = prefix + header(case, column)
    if value is None:
        return _line(name, case.to(MISSING), tone=Tone.UNKNOWN)
    return _line(name, f"{exact(Fraction(value, unit.scale))} {case.to(unit.label)}", _places(case, school, code, column))


def _point_rows(case: Case, school: SchoolVerdict, parts: Sequence[Addend]) -> list[Row]:
    columns = list(dict.fromkeys(part.column for part in parts))
    return [
        _fact_row(case, school, point.school, column, case.say(f"教学点{point.name}：", f"point {point.name}: "))
        for point in case.points(school) for column in columns
        if fact(case, point.school, school.year, school.stage, column) is not None
    ]


def _places(case: Case, school: SchoolVerdict, code: str, column: str) -> str:
    """File, sheet and cell; what the stages share stands in the row of the whole school."""
    for stage in fact_stages(school.stage, column):
        if case.stage_rows.get((code, school.year, stage), {}).get(column) is None:
            continue
        key: dict[str, object] = {"school": code, "year": school.year, "stage": stage}
        found = case.evaluation.facts.places("school_years", key, column)
        return places_text(case, found)
    return ""


def places_text(case: Case, places: list[tuple[str, str, str]]) -> str:
    """Sheet and cell, each place once; the file by its number in the list at the head of the page, if there are several."""
    files = case.files
    several = len(files) > 1
    named = []
    for file, sheet, cell in places:
        correction = case.evaluation.facts.corrected(file, sheet, cell)
        told = case.say("：", ": ") + case.to(correction.told) if correction else ""
        named.append((f"[{files.index(file) + 1}] " if several else "") + f"{sheet} {cell}{told}".strip())
    return "\n".join(dict.fromkeys(text.replace("  ", " ") for text in named))


def _split_rows(case: Case, school: SchoolVerdict, measured: Measured) -> list[Row]:
    """The split line by line: weights, pupils of each stage, share; each step can be done on a calculator."""
    stages = [school.stage, *other_stages(case, school.school, school.year, school.stage)]
    rows = [_weight_row(case, school, stage) for stage in stages]
    own = Fraction(school.weight * (school.pupils or 0), _one(case))
    whole = Fraction(school.weighted_pupils or 0, _one(case))
    rows.append(_line(case.say("加权学生数合计", "weighted pupils in all"), exact(whole)))
    rows.append(_line(case.say("本学段份额", "share of this stage"), f"{exact(own)} ÷ {exact(whole)} = {near(own / whole, 6)}"))
    total, unit = _total(measured, school)
    part = total * own / whole
    label = case.to(unit.label)
    rows.append(_line(case.say("分给本学段", "for this stage"), f"{exact(total)} × {exact(own)} ÷ {exact(whole)} = {near(part, 2)} {label}"))
    factor = measured.indicator.factor
    times = f" × {factor}" if factor != 1 else ""
    assert measured.value is not None
    value = f"{near(Fraction(measured.value), 4)} {case.to(measured.indicator.unit)}"
    rows.append(_line(case.say("数值", "value"), f"{near(part, 2)} ÷ {school.pupils}{times} ≈ {value}"))
    return rows


def _one(case: Case) -> int:
    """The weight that is printed as 1: 100 : 110 : 132 as 1 : 1.1 : 1.32."""
    return min(case.standard.split_weights.values(), default=1)


def _weight_row(case: Case, school: SchoolVerdict, stage: Stage) -> Row:
    """Weight x pupils, joined points included."""
    weight = Fraction(case.standard.split_weights.get(stage.value, 1), _one(case))  # type: ignore[call-overload]
    codes = [school.school, *(point.school for point in case.points(school))]
    numbers = [fact(case, code, school.year, stage, "pupils") for code in codes]
    pupils = sum(number for number in numbers if number is not None)
    label = case.to(stage.label)
    places = "\n".join(filter(None, (_stage_places(case, school, code, stage) for code in codes)))
    return _line(case.say(f"{label}加权学生数", f"weighted pupils, {label}"),
                 f"{pupils} × {exact(weight)} = {exact(weight * pupils)}", places)


def _stage_places(case: Case, school: SchoolVerdict, code: str, stage: Stage) -> str:
    key: dict[str, object] = {"school": code, "year": school.year, "stage": stage.value}
    if fact(case, code, school.year, stage, "pupils") is None:
        return ""
    return places_text(case, case.evaluation.facts.places("school_years", key, "pupils"))


def _total(measured: Measured, school: SchoolVerdict) -> tuple[Fraction, Unit]:
    """The whole school's total, in units: n holds it times the stage's weight, in steps."""
    unit = SCHOOL_YEARS.column(measured.indicator.numerator_of(school.stage)[0].column).unit or Unit.ITEM
    assert measured.n is not None
    return Fraction(measured.n, school.weight * unit.scale), unit


def _division_rows(case: Case, measured: Measured, school: SchoolVerdict) -> list[Row]:
    indicator = measured.indicator
    assert measured.n is not None
    assert measured.d is not None
    assert measured.value is not None
    weight = school.weight if indicator.split and measured.d == school.weight * (school.pupils or 0) else 1
    unit = SCHOOL_YEARS.column(indicator.numerator_of(school.stage)[0].column).unit or Unit.ITEM
    above = exact(Fraction(measured.n, weight * unit.scale))
    factor = f" × {indicator.factor}" if indicator.factor != 1 else ""
    below = ""
    if indicator.denominator:
        below_unit = SCHOOL_YEARS.column(indicator.denominator[0].column).unit or Unit.ITEM
        below = f" ÷ {exact(Fraction(measured.d, weight * below_unit.scale))}"
    text = f"{above}{below}{factor} = {near(Fraction(measured.value), 4)} {case.to(indicator.unit)}"
    return [_line(case.say("数值", "value"), text)]


def _verdict_rows(case: Case, school: SchoolVerdict, measured: Measured) -> list[Row]:
    if measured.limit is None:
        return []
    rows = [_line(case.say("结论", "verdict"), _judged(case, measured), tone=Tone.STRONG)]
    gap = case.gap(school, measured)
    if measured.value is None:
        names = case.join(missing_facts(case, school, measured))
        rows.append(_line(case.say("缺少的数据", "missing facts"), names, tone=Tone.UNKNOWN))
    elif gap is not None and gap.missing:
        text = amount_text(case, gap.missing, gap)
        shared = case.say("（全校共有，各学段同时受益）", " (shared: helps every stage)") if is_shared(school, measured) else ""
        name = case.say("须减少", "too many by") if gap.reduce else case.say("达标还差", "missing to pass")
        rows.append(_line(name, text + shared))
    if gap is not None and gap.rounding:
        rows.append(_line(case.say("注意", "note"), case.say("先取两位小数再判断会得出相反结论", "rounded to two decimals first, "
                                                            "the verdict would be the opposite")))
    return rows


def _judged(case: Case, measured: Measured) -> str:
    text = verdict_text(measured.verdict, case.lang)
    if measured.value is None or measured.limit is None:
        return text
    decimals = telling(measured.value, measured.limit, measured.verdict, case.decimals[measured.indicator.id])
    value = shown(measured.value, decimals, case.lang)
    if measured.verdict == Verdict.PASS:
        return f"{text}{case.say('：', ': ')}{value} {limit_text(measured.limit)}"
    asked = case.say(f"{text}：{value}，应{limit_text(measured.limit)}", f"{text}: {value}, to be {limit_text(measured.limit)}")
    if measured.near_enough is None or not rest_percent(case):
        return asked
    reached = case.say("达到", "reaches") if measured.near_enough else case.say("未达到", "does not reach")
    return case.say(f"{asked}；{reached}{rest_percent(case)}线", f"{asked}; {reached} the {rest_percent(case)} line")


def exact(value: Fraction) -> str:
    """All its decimals where they end within six, else six."""
    scaled = value * 10**6
    decimals = Decimal(round(scaled)).scaleb(-6)
    return f"{decimals.normalize():f}" if decimals else "0"


def near(value: Fraction, decimals: int) -> str:
    """Rounded half up to so many decimals, zeros at the end left off."""
    scaled = int(value * 10**decimals + Fraction(1, 2))
    number = Decimal(scaled).scaleb(-decimals)
    return f"{number.normalize():f}" if number else "0"
