"""The first page: the verdict in plain words, and what the report rests on."""

from __future__ import annotations

from junheng import __version__
from junheng.findings import AreaIndicator, AreaResult, unlisted_told
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Listing, Paragraph, Part, Row, Table, Tone
from junheng.reports.numbers import CV, LIMIT, TONES, count, cv_shown, plain, shown, verdict_cell
from junheng.reports.sections.needs import need_text, needs
from junheng.rules.standards import Part as ItemPart
from junheng.terms import Verdict

NAMED_AT_MOST = 5  # failing schools named on the first page; the tables have them all


def verdict_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("结论", "Verdict"))]
    many = len(case.area_years) > 1
    for area, year in case.area_years:
        if many:
            blocks.append(Heading(2, case.name(area, year)))
        blocks += [*_sentences(case, area, year), _summary(case, area, year)]
    if not case.area_years:
        blocks.append(Paragraph(case.say("没有一所学校计入，无法判断。", "No school counts: nothing can be told."), Tone.STRONG))
    return Part((*blocks, _basis(case)), alone=True)


def _sentences(case: Case, area: str, year: int) -> list[Block]:
    results = case.of_area(area, year)
    found: list[Block] = [_overall(case, area, year, results)]
    found += [Paragraph(stage_sentence(case, result)) for result in results]
    lacking = [need for need in needs(case, results) if need.total]
    if lacking:
        found.append(Paragraph(case.say(
            "各校各项都补到限值，至多还需（学校规则允许个别指标稍低；全校共有的资源只算一次；补后差异系数须重算）：",
            "To bring every school to every limit it would take at most (the school rule lets single indicators stay a little "
            "lower; what the stages of a school share is counted once; the CVs must be computed anew afterwards):",
        )))
        found.append(Listing(tuple(need_text(need, case.lang) for need in lacking)))
    return found


def _overall(case: Case, area: str, year: int, results: list[AreaResult]) -> Paragraph:
    """The whole standard: every stage and every item."""
    verdict = combined([result.overall for result in results])
    items = case.items(area, year)
    failed = [each for each in items if each.verdict == Verdict.FAIL]
    untold = [each for each in items if each.verdict == Verdict.CANNOT_TELL]
    word = verdict.label.to(case.lang)
    told = f"{year}年" if case.evaluation.facts.calendar_year else f"{year}学年"
    zh, en = f"{area}{told}整个标准：{word}。", f"{area}, {year}, the whole standard: {word}."
    if items:
        zh += f"学校数据以外另有{len(items)}项，不达标{len(failed)}项，缺材料无法判断{len(untold)}项（见“其他项目”）。"
        en += (f" Beside the figures of schools it asks for {len(items)} items: {len(failed)} fail and {len(untold)} "
               "cannot be told for want of papers (see the section on items).")
    vetoes = [case.to(each.item.title) for each in failed if each.item.part == ItemPart.VETO]
    if vetoes:
        zh += f"一票否决：{case.join(vetoes)}。"
        en += f" Veto: {case.join(vetoes)}."
    return Paragraph(case.say(zh, en), TONES[verdict] if verdict != Verdict.PASS else Tone.STRONG)


def combined(verdicts: list[Verdict]) -> Verdict:
    """Fail where one fails; else cannot tell where one cannot; else pass."""
    if Verdict.FAIL in verdicts:
        return Verdict.FAIL
    return Verdict.CANNOT_TELL if not verdicts or Verdict.CANNOT_TELL in verdicts else Verdict.PASS


def stage_sentence(case: Case, result: AreaResult) -> str:
    """How many schools pass, which CVs exceed, what is missing: two or three sentences."""
    title, word = case.to(result.title), case.to(result.verdict.label)
    parts = [case.say(
        f"{title}：{word}。计入{result.schools}所学校、{_pupils(case, result)}。",
        f"{title[:1].upper()}{title[1:]}: {word}. {result.schools} schools with {_pupils(case, result)} count.",
    )]
    parts += [_no_rule(case), _schools(case, result), _spreads(case, result), _composite(case, result), _unknown(case, result)]
    return case.say("", " ").join(part for part in parts if part)


def _pupils(case: Case, result: AreaResult) -> str:
    """What nobody reported is said, not counted as none."""
    if result.pupils is None:
        return case.say("在校生数缺失", "pupils not reported")
    number, lacking = shown(result.pupils, 0, case.lang), result.pupils_missing
    more = case.say(f"（另有{lacking}所缺在校生数）", f" ({lacking} more did not report theirs)") if lacking else ""
    return case.say(f"{number}名在校生{more}", f"{number} pupils{more}")


def _no_rule(case: Case) -> str:
    """A standard may only measure: then `cannot tell` is no fault of the facts."""
    rule = case.standard.area_rule
    if rule.cv_each or rule.cv_composite or rule.every_school:
        return ""
    return case.say("本标准没有对全县的规定，所以没有全县结论。", "This standard has no rule for the area, hence no verdict on it.")


def _schools(case: Case, result: AreaResult) -> str:
    if case.standard.school_rule is None:
        return case.say("本标准不对单个学校下结论。", "This standard does not judge single schools.")
    untold = result.schools - result.schools_pass - result.schools_fail
    named = _failing(case, result)
    zh = f"学校达标{result.schools_pass}所，不达标{result.schools_fail}所{f'（{named}）' if named else ''}"
    en = f"{result.schools_pass} schools pass, {result.schools_fail} fail{f' ({named})' if named else ''}"
    if untold:
        zh, en = f"{zh}，缺数据无法判断{untold}所", f"{en}, {untold} cannot be told for missing facts"
    return case.say(f"{zh}。", f"{en}.")


def _failing(case: Case, result: AreaResult) -> str:
    """The names of the schools that fail, where they are few enough for a first page."""
    names = [school.name for school in case.schools(result) if school.verdict == Verdict.FAIL]
    return case.join(names) if 0 < len(names) <= NAMED_AT_MOST else ""


def _spreads(case: Case, result: AreaResult) -> str:
    judged = [each for each in result.indicators if each.limit]
    if not judged:
        return ""
    limit = judged[0].limit
    assert limit is not None
    above = [each for each in judged if each.verdict == Verdict.FAIL]
    untold = [each for each in judged if each.verdict == Verdict.CANNOT_TELL]
    named = case.join([_named(case, each) for each in above])
    zh = f"{len(judged)}项差异系数应{limit.symbol}{plain(limit.value, LIMIT)}，超出{len(above)}项"
    en = f"Of {len(judged)} CVs, to be {limit.symbol} {plain(limit.value, LIMIT)}, {len(above)} exceed"
    zh, en = (f"{zh}：{named}", f"{en}: {named}") if above else (zh, en)
    if untold:
        names = case.join([case.to(each.indicator.title) for each in untold])
        zh, en = f"{zh}；缺数据无法判断{len(untold)}项：{names}", f"{en}; {len(untold)} cannot be told for missing facts: {names}"
    return case.say(f"{zh}。", f"{en}.")


def _named(case: Case, each: AreaIndicator) -> str:
    value = cv_shown(each.cv, each.mean, case.lang)
    return case.say(f"{each.indicator.title.zh}（{value}）", f"{each.indicator.title.en} ({value})")


def _composite(case: Case, result: AreaResult) -> str:
    if not case.standard.area_rule.composite:
        return ""
    limit, value = result.composite_limit, shown(result.composite_cv, CV, case.lang)
    if limit is None:
        return ""
    assert result.composite_verdict is not None
    word = case.to(result.composite_verdict.label)
    return case.say(
        f"综合差异系数{value}，应{limit.symbol}{plain(limit.value, LIMIT)}，{word}。",
        f"The composite CV is {value}, to be {limit.symbol} {plain(limit.value, LIMIT)}: {word}.",
    )


def _unknown(case: Case, result: AreaResult) -> str:
    said, unclear = [], result.unknown - result.unlisted
    if result.unlisted:
        told = unlisted_told(result)
        said.append(case.say(f"{told.zh}。", f"{told.en}."))
    if unclear:
        said.append(case.say(
            f"另有{unclear}所因缺数据说不清是否计入，差异系数因此无法判断。",
            f"Of {unclear} more it cannot be told whether they count, so no CV can be told.",
        ))
    return case.say("", " ").join(said)


def _summary(case: Case, area: str, year: int) -> Table:
    results = case.of_area(area, year)
    columns = (
        Column(case.say("学段", "stage"), 9), Column(case.say("计入学校", "schools"), 6, Align.RIGHT),
        Column(case.say("在校生", "pupils"), 6, Align.RIGHT), Column(case.say("达标学校", "schools pass"), 6, Align.RIGHT),
        Column(case.say("不达标学校", "schools fail"), 6, Align.RIGHT),
        Column(case.say("差异系数超限", "CVs over the limit"), 6, Align.RIGHT),
        Column(case.say("综合差异系数", "composite CV"), 7, Align.RIGHT),
        Column(case.say("学校数据结论", "verdict on the figures"), 7), Column(case.say("整个标准", "whole standard"), 7),
    )
    title = case.say("各学段结论", "verdicts by stage")
    return Table(title, case.say("结论", "verdict"), columns, tuple(_summary_row(case, each) for each in results))


def _summary_row(case: Case, result: AreaResult) -> Row:
    lang, rule = case.lang, case.standard.school_rule
    judged = [each for each in result.indicators if each.limit]
    over = sum(each.verdict == Verdict.FAIL for each in judged)
    composite = Cell("—") if not case.standard.area_rule.composite else Cell(
        shown(result.composite_cv, CV, lang), result.composite_cv, CV)
    return (
        Cell(case.to(result.title)), count(result.schools, lang), count(result.pupils, lang),
        count(result.schools_pass, lang) if rule else Cell("—"), count(result.schools_fail, lang) if rule else Cell("—"),
        Cell(f"{over} / {len(judged)}") if judged else Cell("—"), composite,
        verdict_cell(result.verdict, lang), verdict_cell(result.overall, lang),
    )


def _basis(case: Case) -> Table:
    """What anyone needs to get the same report again."""
    rows = [
        (case.say("标准", "standard"), f"{case.to(case.standard.title)} [{case.standard.id}]"),
        (case.say("规则版本", "rules version"), case.evaluation.rules.version),
        (case.say("数据快照", "data snapshot"), case.evaluation.facts.snapshot),
        (case.say("程序版本", "program version"), f"Junheng {__version__}"),
        (case.say("数据文件", "files"), case.join(case.files) or "—"),
        (case.say("报告日期", "date of the report"), case.say(
            f"{case.today.year}年{case.today.month}月{case.today.day}日", case.today.isoformat())),
    ]
    columns = (Column(case.say("项目", "item"), 8), Column(case.say("内容", "content"), 40))
    return Table(case.say("本报告所依据的", "what this report rests on"), case.say("依据", "basis"), columns,
                 tuple((Cell(name), Cell(text)) for name, text in rows))
