"""What a standard asks of a county and of a school, beside what the facts say: the goals a draft is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from junheng.findings import AreaIndicator, AreaResult, Measured, SchoolVerdict
from junheng.reports.case import Case
from junheng.reports.missing import missing_facts
from junheng.reports.plan_draft.goal import Ask
from junheng.reports.plan_draft.wording import bare, exact_unit
from junheng.rules import Cite, Indicator, Limit
from junheng.terms import Message, Verdict

PERCENT, NO_UNIT = Message("%", "%"), Message("", "")
_NAMED = 5  # schools that lack a fact, by name


def clause(case: Case, cite: Cite | None) -> str:
    """教督〔2017〕6号 资源配置 第5项 小学; what is not verified says so."""
    if cite is None:
        return "标准未注明出处"
    unsure = "" if cite.confidence.verified else f"（▲{cite.confidence.label.zh}）"
    return f"{case.standard.documents[cite.of].number} {cite.clause.zh}{unsure}"



def county_asks(case: Case, area: str, year: int) -> Iterator[Ask]:
    """That every school passes, that every school keeps each limit, that each CV keeps its limit."""
    results = case.of_area(area, year)
    if case.standard.area_rule.every_school and case.standard.school_rule:
        yield _passing(case, results)
    for result in results:
        for each in result.indicators:
            limit = case.evaluation.rules.rule_of(each.indicator.id).limits.get(result.stage.value)  # type: ignore[call-overload]
            if limit is not None:
                yield _holding(case, result, each.indicator, limit)
    for result in results:
        for each in result.indicators:
            if each.limit is not None:
                yield _spread(case, result, each)
        if result.composite_limit is not None:
            yield _composite(case, result, result.composite_limit)


def _passing(case: Case, results: list[AreaResult]) -> Ask:
    """A school passes with all its stages."""
    verdicts = [(each, each.verdict) for result in results for each in case.schools(result)]
    share, told, missing = _share(verdicts)
    rule = case.standard.area_rule.cite
    limit = Limit(at_least=Decimal(100), cite=rule)
    doubtful = sum(result.unknown for result in results)
    missing = missing or (f"{doubtful}个学段说不清是否计入" if doubtful else "")
    return Ask(
        Message("达标学校比例", "share of schools that pass the standard"), ("schools",), limit, PERCENT, None if missing else share, _verdict(share, missing),
        f"schools:{case.evaluation.rules.origin}", f"各校均须达标：{clause(case, rule)}", 1, missing, told,
    )


def _holding(case: Case, result: AreaResult, indicator: Indicator, limit: Limit) -> Ask:
    own = [(school, measured.verdict) for school in case.schools(result) for measured in school.measured if measured.indicator.id == indicator.id]
    share, told, missing = _share(own)
    missing = missing or (f"{result.unknown}个学段说不清是否计入" if result.unknown else "")
    label = result.stage.label
    name = Message(f"{label.zh}{bare(indicator.title.zh)}达标学校比例", f"{label.en}: share of schools that keep the limit of {indicator.title.en}")
    return Ask(
        name, (indicator.id, exact_unit(indicator.unit)), Limit(at_least=Decimal(100), cite=limit.cite), PERCENT, None if missing else share,
        _verdict(share, missing), f"holds:{indicator.id}/{result.stage.value}@{case.evaluation.rules.origin}",
        f"每校{limit.symbol}{limit.value.normalize():f}{indicator.unit.zh}：{clause(case, limit.cite)}", 1, missing, told, result.stage.value,
    )


def _share(verdicts: list[tuple[SchoolVerdict, Verdict | None]]) -> tuple[Fraction | None, str, str]:
    """Per cent of the schools that hold with all their stages, what it was counted from, and which schools lack a fact."""
    own: dict[str, list[Verdict | None]] = defaultdict(list)
    names = {school.school: school.name for school, _ in verdicts}
    for school, verdict in verdicts:
        own[school.school].append(verdict)
    untold = [names[code] for code, each in own.items() if Verdict.FAIL not in each and set(each) != {Verdict.PASS}]
    if untold:
        more = "等" if len(untold) > _NAMED else ""
        return None, "", f"{'、'.join(untold[:_NAMED])}{more}{len(untold)}所学校的数据"
    held = sum(set(each) == {Verdict.PASS} for each in own.values())
    return (Fraction(100 * held, len(own)) if own else None), f"{len(own)}所中{held}所", "" if own else "计入的学校"


def _verdict(share: Fraction | None, missing: str) -> Verdict:
    return Verdict.CANNOT_TELL if share is None or missing else Verdict.PASS if share == 100 else Verdict.FAIL


def _spread(case: Case, result: AreaResult, each: AreaIndicator) -> Ask:
    label, title = result.stage.label, each.indicator.title
    assert each.limit is not None
    name = Message(f"{label.zh}{bare(title.zh)}的差异系数", f"{label.en}: CV of {title.en}")
    missing = "" if each.cv is not None else f"{each.missing}个学段的{bare(title.zh)}" if each.missing else "可计算的数值"
    return Ask(
        name, ("spread",), each.limit, NO_UNIT, None if each.cv is None else Fraction(each.cv), each.verdict,
        f"cv:{each.indicator.id}/{result.stage.value}@{case.evaluation.rules.origin}", clause(case, each.limit.cite), 3, missing, f"{result.schools}所学校之间", result.stage.value,
    )


def _composite(case: Case, result: AreaResult, limit: Limit) -> Ask:
    cv = result.composite_cv
    name = Message(f"{result.stage.label.zh}综合差异系数", f"{result.stage.label.en}: composite CV")
    return Ask(
        name, ("spread",), limit, NO_UNIT, None if cv is None else Fraction(cv), result.composite_verdict, None, clause(case, limit.cite), 3,
        "" if cv is not None else "部分单项差异系数", f"{len(result.indicators)}项差异系数的平均", result.stage.value,
    )


def school_asks(case: Case, own: list[SchoolVerdict]) -> Iterator[Ask]:
    """Each limit of the school's stages."""
    for school in own:
        for measured in school.measured:
            if measured.limit is not None:
                yield _of_school(case, school, measured, measured.limit)


def _of_school(case: Case, school: SchoolVerdict, measured: Measured, limit: Limit) -> Ask:
    indicator, label = measured.indicator, school.stage.label
    name = Message(f"{label.zh}{bare(indicator.title.zh)}", f"{label.en}: {indicator.title.en}")
    value = None if measured.value is None else Fraction(measured.value)
    return Ask(
        name, (indicator.id, exact_unit(indicator.unit)), limit, indicator.unit, value, measured.verdict,
        f"indicator:{indicator.id}/{school.stage.value}@{case.evaluation.rules.origin}", clause(case, limit.cite),
        case.decimals[indicator.id], "、".join(missing_facts(case, school, measured)), "本校统计数据", school.stage.value,
    )
