"""What is missing to pass, added up: shared totals of a school help all its stages and are counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from junheng.findings import AreaResult, Measured, SchoolVerdict
from junheng.proposals.gaps import Gap
from junheng.reports.case import Case
from junheng.reports.numbers import shown
from junheng.rules import Indicator
from junheng.terms import Lang, Unit, Verdict


@dataclass(frozen=True)
class Need:
    """`total` whole units over `schools` schools that lack some; of `untold` schools it cannot be told."""

    indicator: Indicator
    unit: Unit
    reduce: bool
    total: int
    schools: int
    untold: int


def failing(case: Case, result: AreaResult) -> Iterator[tuple[SchoolVerdict, Measured, Gap]]:
    for school in case.schools(result):
        for measured in school.measured:
            found = case.gap(school, measured)
            if found is not None and measured.verdict != Verdict.PASS:
                yield school, measured, found


def needs(case: Case, results: Sequence[AreaResult]) -> list[Need]:
    """Per indicator, in the order of the standard; only those where something is missing or unknown."""
    amounts: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    untold: dict[str, set[str]] = defaultdict(set)
    about: dict[str, tuple[Indicator, Gap]] = {}
    for result in results:
        for school, measured, found in failing(case, result):
            name = measured.indicator.id
            about.setdefault(name, (measured.indicator, found))
            if found.missing is None:
                untold[name].add(school.school)
                continue
            key = (school.school, "" if is_shared(school, measured) else school.stage.value)
            amounts[name][key] = max(amounts[name].get(key, 0), found.missing)
    order = [indicator.id for indicator in case.evaluation.rules.indicators if indicator.id in about]
    return [_need(*about[name], amounts[name], len(untold[name])) for name in order]


def _need(indicator: Indicator, found: Gap, amounts: dict[tuple[str, str], int], untold: int) -> Need:
    schools = len({school for school, _ in amounts})
    return Need(indicator, found.unit, found.reduce, sum(amounts.values()), schools, untold)


def is_shared(school: SchoolVerdict, measured: Measured) -> bool:
    """Whether the stage's figure comes from a total that other stages share."""
    if not measured.indicator.split or measured.d is None or school.pupils is None:
        return False
    return measured.d == school.weighted_pupils and school.weighted_pupils != school.weight * school.pupils


def amount(value: int, unit: Unit, lang: Lang) -> str:
    """`12 人`, `1234.57 万元`: in words, for a sentence."""
    if lang == Lang.ZH and unit == Unit.YUAN and value >= 10_000:
        return f"{shown(value / 10_000, 2, lang)} 万元"
    return f"{shown(value, 0, lang)} {unit.label.zh}" if lang == Lang.ZH else f"{shown(value, 0, lang)} {unit.label.en}"


def need_text(need: Need, lang: Lang) -> str:
    said = amount(need.total, need.unit, lang)
    title = need.indicator.title.to(lang)
    if lang == Lang.ZH:
        return f"{title}：{'减少' if need.reduce else '增加'} {said}（{need.schools}校）"
    schools = "1 school" if need.schools == 1 else f"{need.schools} schools"
    return f"{title}: {said} {'fewer' if need.reduce else 'more'} ({schools})"
