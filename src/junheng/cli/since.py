"""What changed since a kept snapshot, and which verdicts that turned: for `check --since`, to people and to machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from junheng.cli import api
from junheng.cli.show import SHOWN, console_of, figure, mark
from junheng.facts import Delivery, Facts
from junheng.facts.changes import Change, Comparison, compare
from junheng.facts.register import Became, Fate
from junheng.findings import Evaluation
from junheng.findings.turned import ComparedArea, Turn, TurnedSchool, compared_areas, turned_schools
from junheng.terms import Lang, Message, Stage, Verdict


@dataclass(frozen=True)
class Since:
    snapshot: str
    before: Evaluation
    after: Evaluation
    comparisons: tuple[Comparison, ...]

    def schools(self, each: Comparison) -> tuple[TurnedSchool, ...]:
        return turned_schools(self.before, self.after, (each.year_before, each.year_after), each.codes)

    def areas(self, each: Comparison) -> tuple[ComparedArea, ...]:
        return compared_areas(self.before, self.after, (each.year_before, each.year_after))


def since(kept: Facts, what: api.Read, standard: str) -> Since:
    before, after = api.evaluate(api.Read(kept, Delivery()), standard), api.evaluate(what, standard)
    return Since(kept.snapshot, before, after, tuple(compare(kept, what.facts)))


# --- for machines


def as_json(found: Since) -> dict[str, Any]:
    rules = found.after.rules
    return {
        "snapshot": found.snapshot, "new_snapshot": found.after.facts.snapshot, "standard": rules.standard.id, "rules_version": rules.version,
        "comparisons": [_comparison(found, each) for each in found.comparisons],
    }


def _comparison(found: Since, each: Comparison) -> dict[str, Any]:
    return {
        "year_before": each.year_before, "year_after": each.year_after, "comparable": len(each.codes),
        "schools": [
            {"fate": one.fate.value, "before": one.before, "after": list(one.after), "name": one.name, "new_name": one.new_name}
            for one in each.schools if one.fate != Fate.SAME
        ],
        "facts": [_fact(change) for change in each.facts],
        "verdicts": {
            "schools": [_school(one) for one in found.schools(each)],
            "areas": [_area(one) for one in found.areas(each)],
        },
    }


def _fact(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind.value, "table": change.table.name, "item": change.item, "school": change.school, "name": change.name, "stage": change.stage, "column": change.column.name,
        "old": change.old, "new": change.new, "file": change.file, "sheet": change.sheet, "cell": change.cell,
    }


def _school(one: TurnedSchool) -> dict[str, Any]:
    return {
        "school": one.school, "name": one.name, "area": one.area, "stage": one.stage.value, "old": one.old and one.old.value,
        "new": one.new and one.new.value, "indicators": [_turn(turn, "value") for turn in one.indicators],
    }


def _area(one: ComparedArea) -> dict[str, Any]:
    return {
        "area": one.area, "stage": one.stage.value, "old": one.old and one.old.value, "new": one.new and one.new.value, "turned": one.turned,
        "old_overall": one.old_overall and one.old_overall.value, "new_overall": one.new_overall and one.new_overall.value,
        "old_composite_cv": one.old_composite, "new_composite_cv": one.new_composite,
        "indicators": [_turn(turn, "cv") for turn in one.indicators],
    }


def _turn(turn: Turn, what: str) -> dict[str, Any]:
    return {
        "id": turn.indicator.id, f"old_{what}": turn.old, f"new_{what}": turn.new, "limit": float(turn.limit.value) if turn.limit else None,
        "old": turn.old_verdict and turn.old_verdict.value, "new": turn.new_verdict and turn.new_verdict.value,
    }


# --- for people


def show(found: Since, lang: Lang) -> None:
    console, standard = console_of(), found.after.rules.standard
    head = Message(
        f"\n与快照 {found.snapshot} 相比（{standard.title.zh}）", f"\nsince the snapshot {found.snapshot} ({standard.title.en})"
    )
    console.print(Text(head.to(lang)))
    if found.before.facts.snapshot == found.after.facts.snapshot:
        console.print(Text(Message("没有任何变化", "nothing changed").to(lang)))
        return
    for each in found.comparisons:
        _show_comparison(console, found, each, lang)
    if not found.comparisons:
        console.print(Text(Message("两次提交都没有可比的学年", "the two deliveries have no year to compare").to(lang)))


def _show_comparison(console: Console, found: Since, each: Comparison, lang: Lang) -> None:
    years = str(each.year_after) if each.year_before == each.year_after else f"{each.year_before} → {each.year_after}"
    moved = [one for one in each.schools if one.fate != Fate.SAME]
    turned, areas = found.schools(each), found.areas(each)
    line = Message(
        f"\n{years}：可比学校 {len(each.codes)} 所，变动 {len(moved)} 所，数据变化 {len(each.facts)} 项，学校结论变化 {sum(one.old != one.new for one in turned)} 个",
        f"\n{years}: {len(each.codes)} schools comparable, {len(moved)} moved, {len(each.facts)} facts changed, "
        f"{sum(one.old != one.new for one in turned)} verdicts on schools turned",
    )
    console.print(Text(line.to(lang)))
    _print(console, moved, _moved_table(moved, lang), lang)
    _print(console, each.facts, _fact_table(each.facts, lang), lang)
    _print(console, turned, _school_table(turned, lang), lang)
    for area in areas:
        _show_area(console, area, lang)


def _print(console: Console, rows: Sequence[object], table: Table, lang: Lang) -> None:
    if rows:
        console.print(table)
    if len(rows) > SHOWN:
        more = len(rows) - SHOWN
        console.print(Text(Message(f"……另有 {more} 条（--json 列出全部）", f"... and {more} more (--json has all)").to(lang)))


def _table(lang: Lang, *heads: Message) -> Table:
    return Table(*[head.to(lang) for head in heads], box=None, pad_edge=False)


_SCHOOL, _STAGE = Message("学校", "school"), Message("学段", "stage")
_OLD, _NEW = Message("原", "old"), Message("新", "new")


def _moved_table(moved: Sequence[Became], lang: Lang) -> Table:
    table = _table(lang, Message("变动", "what became"), _SCHOOL, Message("现为", "now"))
    for one in moved[:SHOWN]:
        now = one.new_name or "、".join(one.after)
        table.add_row(one.fate.label.to(lang), Text(one.name), Text("-" if one.fate in (Fate.OPENED, Fate.CLOSED, Fate.UNKNOWN) else now))
    return table


def _fact_table(facts: Sequence[Change], lang: Lang) -> Table:
    table = _table(lang, Message("变化", "change"), _SCHOOL, _STAGE, Message("项目", "column"), _OLD, _NEW, Message("单元格", "cell"))
    for each in facts[:SHOWN]:
        place = " ".join(part for part in (each.file, each.sheet, each.cell) if part)
        part = Stage(each.stage).label.to(lang) if each.stage else each.item or "-"
        table.add_row(
            each.kind.label.to(lang), Text(each.name), Text(part), Text(each.column.header.to(lang)),
            _told(each, each.old, lang), _told(each, each.new, lang), Text(place),
        )
    return table


def _told(change: Change, value: object, lang: Lang) -> Text:
    label = change.column.labels.get(str(value))
    if value is None:
        return Text("-")
    if isinstance(value, bool):
        return Text((Message("是", "yes") if value else Message("否", "no")).to(lang))
    return Text(label.to(lang) if label else f"{value:.12g}" if isinstance(value, float) else str(value))


def _school_table(turned: Sequence[TurnedSchool], lang: Lang) -> Table:
    table = _table(lang, _SCHOOL, _STAGE, _OLD, _NEW, Message("指标", "indicators"))
    for one in turned[:SHOWN]:
        told = "; ".join(f"{turn.indicator.title.to(lang)} {_figures(turn, lang)}" for turn in one.indicators)
        table.add_row(Text(one.name), one.stage.label.to(lang), _verdict(one.old, lang), _verdict(one.new, lang), Text(told))
    return table


def _figures(turn: Turn, lang: Lang) -> str:
    limit = f" ({turn.limit.symbol} {turn.limit.value})" if turn.limit else ""
    return f"{figure(turn.old, 3, lang)} → {figure(turn.new, 3, lang)}{limit}"


def _verdict(verdict: Verdict | None, lang: Lang) -> str:
    return mark(verdict, lang) if verdict else Message("未判断", "not judged").to(lang)


def _show_area(console: Console, area: ComparedArea, lang: Lang) -> None:
    overall = Message("整个标准", "the whole standard").to(lang)
    console.print(Text(f"{area.area} {area.title.to(lang)}: {_verdict(area.old, lang)} → {_verdict(area.new, lang)}"))
    console.print(Text(f"{overall}: {_verdict(area.old_overall, lang)} → {_verdict(area.new_overall, lang)}"))
    table = _table(lang, Message("指标", "indicator"), Message("原差异系数", "CV before"), Message("新差异系数", "CV now"), Message("上限", "limit"), _OLD, _NEW)
    for turn in area.indicators:
        limit = f"{turn.limit.symbol} {turn.limit.value}" if turn.limit else "-"
        table.add_row(
            Text(turn.indicator.title.to(lang)), figure(turn.old, 3, lang), figure(turn.new, 3, lang), limit, mark(turn.old_verdict, lang),
            mark(turn.new_verdict, lang),
        )
    if area.old_composite is not None or area.new_composite is not None:
        name = Message("综合差异系数", "composite CV").to(lang)
        table.add_row(name, figure(area.old_composite, 3, lang), figure(area.new_composite, 3, lang), "", "", "")
    console.print(table)
