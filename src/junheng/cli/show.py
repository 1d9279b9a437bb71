"""Results for people at a terminal: few lines, tables, both languages, nothing that only colour says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from junheng.facts import Delivery
from junheng.facts.checks import Rule
from junheng.facts.told_first import in_order
from junheng.findings import AreaIndicator, AreaResult, Evaluation, area_results, unlisted_told
from junheng.rules import Item, Limit, Rules, Standard
from junheng.terms import Finding, Lang, Message, Severity, Stage, Verdict

SHOWN = 30  # findings printed at a terminal; --json has them all
_MARKS = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.CANNOT_TELL: "?"}
_SEVERITY = {
    Severity.ERROR: Message("错误", "error"), Severity.WARNING: Message("提醒", "warning"), Severity.INFO: Message("说明", "note"),
}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # the reader has seen enough: no fault of the facts, and exit code 1 would say so


def console_of() -> Console:
    console = _Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else _Console(highlight=False, width=140)


def mark(verdict: Verdict | None, lang: Lang) -> str:
    return f"{_MARKS[verdict]} {verdict.label.to(lang)}" if verdict else "-"


def figure(value: float | None, digits: int, lang: Lang) -> str:
    return Message("缺失", "missing").to(lang) if value is None else f"{value:.{digits}f}"


def evaluation(found: Evaluation, delivery: Delivery, lang: Lang, layers: Sequence[Evaluation] = ()) -> None:
    console, standard = console_of(), found.rules.standard
    console.print(Text(f"{standard.title.to(lang)}  [{standard.id} {found.rules.version}]"))
    for result in area_results(found):
        _area(console, result, found.facts.year_told(result.year), lang)
    for layer in layers:
        _layer(console, layer, lang)
    out = found.not_counted
    if out:
        text = Message(f"另有 {len(out)} 个学段未计入（报告中列出原因）", f"{len(out)} more school stages do not count (reasons in the report)")
        console.print(Text(text.to(lang)))
    console.print(Text(Message(f"数据快照 {found.facts.snapshot}", f"data snapshot {found.facts.snapshot}").to(lang)))
    warnings(delivery, lang)


def warnings(delivery: Delivery, lang: Lang) -> None:
    """What a person should look at, and errors."""
    _findings(console_of(), [each for each in delivery.findings if each.severity != Severity.INFO], lang)


def _layer(console: Console, layer: Evaluation, lang: Lang) -> None:
    """The standard below, side by side: one line per stage."""
    for group, (area, year, stage) in enumerate(layer.areas.keys):
        title = layer.rules.standard.stages[stage].title.to(lang)
        word = mark(layer.verdict(group), lang)
        console.print(Text(f"{layer.rules.standard.id}  {area} {layer.facts.year_told(year).en} {title}: {word}"))


def _area(console: Console, result: AreaResult, year: Message, lang: Lang) -> None:
    title = Message(
        f"\n{result.area} {year.zh} {result.title.zh}：{mark(result.verdict, lang)}"
        f"（{result.schools} 个学校学段，{pupils_told(result).zh}）",
        f"\n{result.area} {year.en} {result.title.en}: {mark(result.verdict, lang)} "
        f"({result.schools} school stages, {pupils_told(result).en})",
    )
    console.print(Text(title.to(lang)))
    if result.unlisted:
        console.print(Text(unlisted_told(result).to(lang)))
    if result.schools_verdict:
        schools = Message(
            f"学校：{result.schools_pass} 达标，{result.schools_fail} 不达标，"
            f"{result.schools - result.schools_pass - result.schools_fail} 无法判断",
            f"schools: {result.schools_pass} pass, {result.schools_fail} fail, "
            f"{result.schools - result.schools_pass - result.schools_fail} cannot be told",
        )
        console.print(Text(schools.to(lang)))
    console.print(_indicators(result, lang))
    overall = Message(f"整个标准：{mark(result.overall, lang)}", f"the whole standard: {mark(result.overall, lang)}")
    console.print(Text(overall.to(lang)))


def pupils_told(result: AreaResult) -> Message:
    """How many pupils; what nobody reported is said, not counted as none."""
    if result.pupils is None:
        return Message("在校生数缺失", "pupils missing")
    lacking = result.pupils_missing
    zh = f"，另有 {lacking} 个学段缺在校生数" if lacking else ""
    en = f", missing for {lacking} stages" if lacking else ""
    return Message(f"{result.pupils} 名学生{zh}", f"{result.pupils} pupils{en}")


def _indicators(result: AreaResult, lang: Lang) -> Table:
    heads = [
        Message("指标", "indicator"), Message("全县均值", "mean"), Message("差异系数", "CV"), Message("上限", "limit"),
        Message("结论", "verdict"), Message("非官方：不加权（n；n-1）", "not official: unweighted (n; n-1)"),
    ]
    table = Table(*[head.to(lang) for head in heads], box=None, pad_edge=False)
    for each in result.indicators:
        table.add_row(
            Text(_name(each).to(lang)), figure(each.mean, 3, lang), _cv(each, lang), _limit(each.limit),
            mark(each.verdict, lang), "; ".join(figure(each.unofficial[name], 3, lang) for name in ("cv_population", "cv_sample")),
        )
    if result.composite_cv is not None or result.composite_limit:
        name = Message("综合差异系数", "composite CV").to(lang)
        table.add_row(Text(name), "", figure(result.composite_cv, 3, lang), _limit(result.composite_limit), mark(result.composite_verdict, lang))
    return table


def _name(result: AreaIndicator) -> Message:
    """The indicator; where schools lack it, how many, since the mean beside it is then over the others only."""
    title, lacking = result.indicator.title, result.missing
    if not lacking:
        return title
    return Message(f"{title.zh}（缺 {lacking} 个）", f"{title.en} (missing for {lacking})")


def _cv(each: AreaIndicator, lang: Lang) -> str:
    if each.cv is None and each.mean == 0:
        return Message("均值为 0，无定义", "not defined: mean 0").to(lang)
    return figure(each.cv, 3, lang)


def _limit(limit: Limit | None) -> str:
    return f"{limit.symbol} {limit.value}" if limit else "-"


def findings_of(found: Sequence[Finding], lang: Lang) -> None:
    _findings(console_of(), found, lang)


def findings(delivery: Delivery, lang: Lang) -> None:
    console = console_of()
    _findings(console, delivery.findings, lang)
    rows = Message(
        f"读入 {delivery.rows_in} 行：采用 {delivery.rows_kept} 行，报告 {delivery.rows_reported} 行",
        f"{delivery.rows_in} rows in: {delivery.rows_kept} kept, {delivery.rows_reported} reported",
    )
    console.print(Text(rows.to(lang)))


def _findings(console: Console, found: Sequence[Finding], lang: Lang) -> None:
    ranked = in_order(found)
    for each in ranked[:SHOWN]:
        where = " ".join(part for part in (_SEVERITY[each.severity].to(lang), each.file, each.sheet, each.cell_in(lang)) if part)
        against = each.against_in(lang)
        beside = Message(f"（对照 {against}）", f" (against {against})").to(lang) if against else ""
        console.print(Text(f"{where}: {each.message.to(lang)}{beside}"))
    if len(ranked) > SHOWN:
        more = Message(f"……另有 {len(ranked) - SHOWN} 条（--json 列出全部）", f"... and {len(ranked) - SHOWN} more (--json has all)")
        console.print(Text(more.to(lang)))


def rules_of_checks(rules: Iterable[Rule], lang: Lang) -> None:
    console = console_of()
    for each in rules:
        mark = "" if each.explainable else Message("，不可说明", ", not explainable").to(lang)
        columns = " ".join(each.read)
        console.print(Text(f"{each.number}  {_SEVERITY[each.severity].to(lang)}{mark}  {each.text.to(lang)}  [{each.check}] {columns}"))


def standard_list(found: Sequence[Standard], lang: Lang) -> None:
    console = console_of()
    for each in found:
        console.print(Text(f"{each.id}  {each.title.to(lang)}"))


def standard(rules: Rules, lang: Lang) -> None:
    console, said = console_of(), rules.standard
    console.print(Text(f"{said.title.to(lang)}  [{said.id} {rules.version}]"))
    for rule, indicator in zip(said.indicators, rules.indicators, strict=True):
        limits = "  ".join(
            f"{said.stages[stage].title.to(lang)} {limit.symbol} {limit.value} ({_source(limit, lang)})"
            for stage, limit in rule.limits.items()
        )
        console.print(Text(f"  {indicator.id}  {indicator.title.to(lang)}（{indicator.unit.to(lang)}）  {limits}"))
    for item in said.items:
        limits = "  ".join(_item_limit(item, stage, limit, lang) for stage, limit in item.limits.items())
        sure = f"（{item.cite.confidence.label.to(lang)}）" if item.cite else ""
        console.print(Text(f"  {item.id}  {item.title.to(lang)}  {limits}{sure}"))
    console.print(Text(Message("我们的读法：", "our readings:").to(lang)))
    for reading in said.readings:
        console.print(Text(f"  - {reading.text.to(lang)}" + (f"  [--set {reading.setting}=…]" if reading.setting else "")))


def _item_limit(item: Item, stage: str, limit: Limit, lang: Lang) -> str:
    where = "" if stage == "all" else f"{Stage(stage).label.to(lang)} "
    unit = item.unit.to(lang) if item.unit else ""
    return f"{where}{limit.symbol} {limit.value} {unit}".strip()


def _source(limit: Limit, lang: Lang) -> str:
    return limit.cite.confidence.label.to(lang) if limit.cite else "-"
