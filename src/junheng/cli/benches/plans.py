"""junheng bench plans: every target of plans with gold, one by one: read right, missed, read where none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from junheng.cli.benches.plan_scores import Gold, GoldTarget, Score, scores, totals
from junheng.cli.plans.read import dump
from junheng.rules.plans.plan import Target
from junheng.terms import Lang, Message, UsageError

OWN, GOLD = Path("tests/rules/plans/own"), Path("tests/rules/plans/gold")


def run(data: Sequence[Path], as_json: bool, lang: Lang) -> int:
    """Raises UsageError where there is neither the source tree nor a folder of plans."""
    if not OWN.is_dir():
        raise UsageError(f"请在源码目录中运行（缺少 {OWN}）", f"run this in the source tree: there is no {OWN}")
    groups = {"own": [each for each in scores(OWN, [OWN]) if not each[0].held_out], "held-out": [each for each in scores(OWN, [OWN]) if each[0].held_out]}
    if data:
        groups["data"] = scores(GOLD, list(data))
        if not groups["data"]:
            raise UsageError(f"目录 {data[0]} 中没有 d1.txt 等规划", f"there are no plans d1.txt … in {data[0]}")
    result = {name: totals([each for _, each in found]) for name, found in groups.items()}
    if as_json:
        typer.echo(dump(result))
        return 0
    for name, found in groups.items():
        for gold, each in found:
            typer.echo("\n".join(_table(each, gold)))
        typer.echo(f"\n== {_TITLES[name].to(lang)}\n{_total(result[name], lang)}\n")
    return 0


_TITLES = {
    "own": Message("自写的规划", "plans written for the tests"), "held-out": Message("写在规则之后的规划", "plans written after the rules"), "data": Message("给出的规划", "the plans given"),
}


def _table(found: Score, gold: Gold) -> Iterator[str]:
    first = "".join(f" {key} {value}" for key, value in gold.first_run.items())
    yield f"\n# {found.name}  {gold.document}" + (f"  (first run:{first})" if first else "")
    for wanted, read in found.pairs:
        yield f"{'ok    ' if read else 'MISSED'} {wanted.line:>4}  {_gold(wanted)}" + (f"   <- {read.indicator.zh[:30]}" if read else "")
    for each in found.extra:
        yield f"EXTRA  {each.line:>4}  {_read(each)}"
    for duty, hit in found.duties:
        if not hit:
            yield f"MISSED {duty.line:>4}  duty {duty.term} {duty.kind}"
    for fact, hit in found.facts:
        if not hit:
            yield f"MISSED {fact.line:>4}  fact {fact.term} {fact.value} {'|'.join(fact.unit)}"


def _gold(wanted: GoldTarget) -> str:
    span = f"{wanted.value_from}-" if wanted.value_from is not None else ""
    return f"{wanted.id} {wanted.term} {wanted.comparator} {span}{wanted.value} {'|'.join(wanted.unit)}"


def _read(each: Target) -> str:
    span = f"{each.value_from}-" if each.value_from is not None else ""
    return f"{each.indicator.zh[:40]} {each.comparator} {span}{each.value} {each.unit}"


def _total(total: dict[str, float | int | None], lang: Lang) -> str:
    recall, precision = (f"{each:.1%}" if (each := total[key]) is not None else "-" for key in ("recall", "precision"))
    return Message(
        f"数字目标 {total['targets']} 项，读对 {total['right']}（{recall}），多读 {total['extra']}（准确 {precision}）；职责 {total['duties_found']}/{total['duties']}；现状 {total['facts_found']}/{total['facts']}",
        f"{total['targets']} numeric targets, {total['right']} read right (recall {recall}), {total['extra']} extra (precision {precision}); "
        f"duties {total['duties_found']} of {total['duties']}; facts {total['facts_found']} of {total['facts']}",
    ).to(lang)
