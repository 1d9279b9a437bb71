"""Form table III: county means and coefficients of variation, with second opinions beside them, and who drives them."""

from __future__ import annotations

from junheng.findings import AreaIndicator, AreaResult
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table, Tone
from junheng.reports.numbers import (
    CV,
    LIMIT,
    SHARE,
    cell,
    count,
    cv_cell,
    limit_text,
    rounded,
    share,
    shown,
    signed,
    verdict_cell,
)
from junheng.reports.sections.figures import influence_figure, spread_figure, strip_figure, titled
from junheng.rules.standards import CvFormula
from junheng.terms import Message, Verdict

SPLIT_NAMES = {"location": Message("城乡", "town and village"), "township": Message("乡镇", "township")}
VARIANTS = {
    "cv_weighted": Message("按学生数加权", "weighted by pupils"),
    "cv_population": Message("不加权，总体", "unweighted, population"),
    "cv_sample": Message("不加权，样本", "unweighted, sample"),
}
OFFICIAL = {
    CvFormula.WEIGHTED: "cv_weighted", CvFormula.POPULATION: "cv_population", CvFormula.SAMPLE: "cv_sample",
}
MEASURES = {
    "theil": Message("泰尔指数", "Theil T"), "mean_log_deviation": Message("平均对数偏差", "mean log deviation"),
    "atkinson": Message("阿特金森指数", "Atkinson"), "gini": Message("基尼系数", "Gini"),
    "mcloone": Message("麦克卢恩指数", "McLoone"), "percentile_ratio": Message("90:10 分位比", "90:10 ratio"),
    "share_ratio": Message("高20%:低20%", "top 20 %: bottom 20 %"),
}
DRIVERS = 3


def county_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("县域均值与差异系数（申报表Ⅲ）", "County means and CVs (form table III)"))]
    for result in case.results:
        blocks.append(Heading(2, f"{case.name(result.area, result.year)} {case.to(result.title)}"))
        blocks += [_main(case, result), *([spread_figure(case, result)] if any(each.cv is not None for each in result.indicators) else ())]
        blocks += _beside(case, result)
    return Part(tuple(blocks))


def _beside(case: Case, result: AreaResult) -> list[Block]:
    """What stands beside the CVs; of a section that could say nothing only the name, all of them in one line."""
    strip, every = strip_figure(case, result), result.indicators
    opinions = any(value is not None for each in every for value in (*each.unofficial.values(), *each.inequality.values()))
    sections: list[tuple[str, bool, list[Block]]] = [
        (case.say("学校分布", "How the schools lie"), bool(strip.data), [strip]),
        (case.say("影响差异系数的学校", "Schools that move the CV"), any(each.drivers for each in every),
         [_drivers(case, result), influence_figure(case, result)]),
        (case.say("其他口径与差距来源", "Other formulas, and where the gap lies"), opinions or any(each.splits for each in every),
         [_variants(case, result), _inequality(case, result), *_splits(case, result)]),
    ]
    blocks = [block for name, says, found in sections if says for block in (Heading(3, name), *found)]
    empty = case.join([name for name, says, _ in sections if not says])
    if empty:
        blocks.append(Paragraph(case.say(f"数据不足，略去：{empty}。", f"Left out for want of facts: {empty}."), Tone.NOTE))
    return blocks


def _sheet(case: Case, result: AreaResult, zh: str, en: str) -> str:
    return case.say(f"{zh} {result.stage.label.zh}", f"{en} {result.stage.label.en}")


def _main(case: Case, result: AreaResult) -> Table:
    columns = (
        Column(case.say("指标", "indicator"), 14), Column(case.say("县均值", "county mean"), 6, Align.RIGHT),
        Column(case.say("标准差", "SD"), 6, Align.RIGHT), Column(case.say("差异系数", "CV"), 5, Align.RIGHT),
        Column(case.say("限值", "limit"), 5, Align.RIGHT), Column(case.say("结论", "verdict"), 6),
        Column(case.say("缺数据学校", "schools without the fact"), 5, Align.RIGHT),
    )
    notes = [*rounding_notes(case, result), *_missing_notes(case, result), _formula_note(case)]
    foot = (_composite_row(case, result),) if case.standard.area_rule.composite else ()
    return Table(
        case.say("县均值与差异系数", "county means and CVs"), _sheet(case, result, "Ⅲ", "III"), columns,
        tuple(_main_row(case, each) for each in result.indicators), foot=foot, notes=tuple(notes),
    )


def _main_row(case: Case, each: AreaIndicator) -> Row:
    lang, decimals = case.lang, case.decimals[each.indicator.id]
    return (
        Cell(titled(case, each.indicator)), cell(each.mean, decimals, lang), cell(each.sd, decimals, lang), cv_cell(each.cv, each.mean, lang),
        Cell(limit_text(each.limit, LIMIT)), verdict_cell(each.verdict, lang), count(each.missing, lang),
    )


def _composite_row(case: Case, result: AreaResult) -> Row:
    note = "" if result.composite_limit else case.say("（无限值，供参考）", " (no limit, for information)")
    return (
        Cell(case.say("综合差异系数", "composite CV") + note, tone=Tone.STRONG), Cell("—"), Cell("—"),
        cell(result.composite_cv, CV, case.lang), Cell(limit_text(result.composite_limit, LIMIT)),
        verdict_cell(result.composite_verdict, case.lang), Cell("—"),
    )


def rounding_notes(case: Case, result: AreaResult) -> list[str]:
    """Where a test of the printed figure, with three or two decimals, would say otherwise."""
    found = []
    judged = [
        (case.say(f"{each.indicator.title.zh}的差异系数", f"the CV of {each.indicator.title.en}"), each.cv, each.limit, each.verdict)
        for each in result.indicators
    ]
    judged.append((case.say("综合差异系数", "the composite CV"), result.composite_cv, result.composite_limit, result.composite_verdict))
    for title, value, limit, verdict in judged:
        if value is None or limit is None:
            continue
        for decimals in (CV, 2):
            printed = rounded(value, decimals)
            if limit.holds(printed) != (verdict == Verdict.PASS):
                found.append(case.say(
                    f"注意：{title}为 {value!r}，按原值判断；若先取 {decimals} 位小数（{printed:f}）会得出相反结论。",
                    f"Note: {title} is {value!r} and judged so; rounded to {decimals} decimals ({printed:f}) it "
                    "would get the opposite verdict.",
                ))
                break
    return found


def _missing_notes(case: Case, result: AreaResult) -> list[str]:
    found = []
    for each in result.indicators:
        if each.cv is None and each.known_cv is not None and (each.missing or result.unknown):
            value = shown(each.known_cv, CV, case.lang)
            title = case.to(each.indicator.title)
            lacking = each.missing + result.unlisted
            found.append(case.say(
                f"{title}：缺{lacking}校数据，差异系数无法判断；已有数据的学校为 {value}，仅供参考。",
                f"{title}: {lacking} schools lack the fact, so the CV cannot be told; over the others it is {value}, "
                "for information only.",
            ))
    return found


def _formula_note(case: Case) -> str:
    if case.standard.cv_formula == CvFormula.WEIGHTED:
        return case.say(
            "县均值 X = Σ总量 / Σ学生数；标准差 S = √[Σ(学生数/全县学生数)×(学校值 - X)²]；差异系数 = S / X。按未取舍的数值判断。",
            "Mean X = total / pupils of the county; S = sqrt(sum of (pupils / all pupils) x (value - X)²); CV = S / X. "
            "Judged unrounded.",
        )
    variant = case.to(VARIANTS[OFFICIAL[case.standard.cv_formula]])
    return case.say(f"差异系数口径：{variant}。按未取舍的数值判断。", f"CV: {variant}. Judged unrounded.")


def _variants(case: Case, result: AreaResult) -> Table:
    """The official form, and the others under the name `not official`."""
    official = OFFICIAL[case.standard.cv_formula]
    others = [name for name in VARIANTS if name != official]
    columns = (
        Column(case.say("指标", "indicator"), 16),
        Column(case.say(f"本标准口径（{VARIANTS[official].zh}）", f"this standard ({VARIANTS[official].en})"), 8, Align.RIGHT),
        *(Column(case.say(f"非官方口径（{VARIANTS[name].zh}）", f"not official ({VARIANTS[name].en})"), 8, Align.RIGHT)
          for name in others),
    )
    rows = tuple(
        (Cell(case.to(each.indicator.title)), cv_cell(each.cv, each.mean, case.lang),
         *(cv_cell(each.unofficial.get(name), each.mean, case.lang) for name in others))
        for each in result.indicators
    )
    title = case.say("差异系数的非官方口径", "CV by other formulas, not official")
    notes = (case.say("非官方口径只供核对，不作结论。", "Not official: for checking only, without a verdict."),)
    return Table(title, _sheet(case, result, "非官方口径", "not official"), columns, rows, notes=notes)


def _inequality(case: Case, result: AreaResult) -> Table:
    columns = (Column(case.say("指标", "indicator"), 14),
               *(Column(case.to(name), 5, Align.RIGHT) for name in MEASURES.values()))
    rows = tuple(
        (Cell(case.to(each.indicator.title)), *(_measure(case, each.inequality.get(name)) for name in MEASURES))
        for each in result.indicators
    )
    notes = (case.say(
        "0 为完全均衡（麦克卢恩指数 1 为最好）；均按学生数加权，仅供参考。有学校为 0 时，比值可能无法计算，记“—”。",
        "0 is perfect balance (McLoone: 1 is best); weighted by pupils; for information only. Where a school has 0 a ratio "
        "may not exist: —.",
    ),)
    title = case.say("其他均衡统计量", "other measures of inequality")
    return Table(title, _sheet(case, result, "其他统计量", "inequality"), columns, rows, notes=notes)


def _measure(case: Case, value: float | None) -> Cell:
    return Cell("—") if value is None else cell(value, CV, case.lang)


def _splits(case: Case, result: AreaResult) -> list[Table]:
    names = list(dict.fromkeys(split.by for each in result.indicators for split in each.splits))
    if not names:
        return []
    columns = [Column(case.say("指标", "indicator"), 14)]
    for name in names:
        by = case.to(SPLIT_NAMES[name])
        columns.append(Column(case.say(f"{by}之间占差异系数平方", f"CV² between, by {by}"), 7, Align.RIGHT))
        columns.append(Column(case.say(f"{by}之间占泰尔指数", f"Theil between, by {by}"), 7, Align.RIGHT))
    rows = tuple((Cell(case.to(each.indicator.title)), *_split_cells(case, each, names)) for each in result.indicators)
    notes = (case.say(f"其余部分在组内；占比取 {SHARE} 位小数。", "The rest lies within the groups."),)
    return [Table(case.say("差距在组间的份额", "the part of the gap that lies between groups"),
                  _sheet(case, result, "组间差距", "between"), tuple(columns), rows, notes=notes)]


def _split_cells(case: Case, each: AreaIndicator, names: list[str]) -> list[Cell]:
    found = []
    for name in names:
        split = next((split for split in each.splits if split.by == name), None)
        for value in (split.cv_between, split.theil_between) if split else (None, None):
            found.append(Cell(share(value, case.lang), None if value is None else value * 100, SHARE, "%"))
    return found


def _drivers(case: Case, result: AreaResult) -> Table:
    columns = [Column(case.say("指标", "indicator"), 12)]
    columns += [Column(case.say(f"第{place}", f"no. {place}"), 10) for place in range(1, DRIVERS + 1)]
    rows = tuple(
        (Cell(case.to(each.indicator.title)), *_driver_cells(case, each, result.area)) for each in result.indicators
    )
    notes = (case.say(
        "括号内为该校在内与不在内时差异系数之差：正数表示该校拉大差距，负数表示缩小差距。",
        "In brackets: the CV with the school less the CV without it; above 0 it widens the gap, below 0 it narrows it.",
    ),)
    return Table(case.say("影响最大的三所学校", "the three schools that move each CV most"),
                 _sheet(case, result, "影响", "influence"), tuple(columns), rows, notes=notes)


def _driver_cells(case: Case, each: AreaIndicator, area: str) -> list[Cell]:
    found = [
        Cell(f"{case.short(driver.name, area)}{case.say('（', ' (')}{signed(driver.influence, CV)}{case.say('）', ')')}")
        for driver in each.drivers[:DRIVERS]
    ]
    return [*found, *[Cell("—")] * (DRIVERS - len(found))]


