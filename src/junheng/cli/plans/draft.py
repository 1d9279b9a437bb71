"""junheng plan draft FACTS: the inverse of reading. Verdicts and gaps become a plan in the official form, and the plan file behind it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli import api, options, progress
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS
from junheng.cli.explain import find_school
from junheng.cli.plans.read import check_out, dump
from junheng.facts.whole_file import write_whole
from junheng.reports.content import BLANK, Listing, Paragraph, Report, Table
from junheng.reports.plan_draft import Draft, Wanted
from junheng.reports.plan_draft.goal import State
from junheng.rules.plans.load import as_yaml
from junheng.rules.plans.owners import load_owners
from junheng.terms import Message, UsageError

Years = Annotated[str, typer.Option(help="规划起止年份，如 2025-2027 / first and last year of the plan, e.g. 2025-2027")]
Out = Annotated[Path, typer.Option(help="规划草案 .docx；旁边同名的 .yaml 是规划文件 / the draft; the plan file is written beside it as .yaml")]
School = Annotated[str | None, typer.Option(help="起草一所学校的规划：标识码或校名 / a school's plan: its code or name")]
County = Annotated[str | None, typer.Option(help="数据中有几个县时，起草哪一个的 / which county, where the facts hold several")]
Price = Annotated[list[str] | None, typer.Option(help="指标=每单位元，如 q5_sports_area=300，可多次 / INDICATOR=yuan per unit; repeatable")]
OwnersFile = Annotated[Path | None, typer.Option("--owners", help="责任分工（YAML），代替自带的建议 / who answers for what (YAML), instead of what is proposed")]
Force = Annotated[bool, typer.Option(help="覆盖已有文件 / replace existing files")]


def draft(
    files: options.Files,
    years: Years,
    out: Out,
    standard: options.Standard = "cn/national/quality-2017",
    school: School = None,
    county: County = None,
    price: Price = None,
    owners: OwnersFile = None,
    source: options.Source = None,
    corrections: options.Corrections = None,
    year: options.Year = None,
    area: options.Area = None,
    every: options.Every = None,
    exclude: options.Exclude = None,
    setting: options.Setting = None,
    authority: options.Authority = None,
    store: options.Store = None,
    force: Force = False,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """由评估结论和缺口起草规划：现状有出处，目标有条款，待定处留白。Draft a plan from verdicts and gaps.

    例 Example: junheng plan draft 县.xlsx --standard cn/national/quality-2017 --years 2025-2027 --out 规划草案.docx
    """
    spoken = options.spoken(lang)
    begins, ends = _years(years)
    check_out(out, (".docx",), force)
    file = out.with_suffix(".yaml")
    check_out(file, (".yaml",), force)
    roles = load_owners(owners)
    with progress.shown(spoken, quiet=json):
        what = api.read(*files, source=source, year=year, area=area, every=every or (), store=store, corrections=corrections, authority=authority)
    found = api.evaluate(what, standard, options.settings_of(setting), exclude or ())
    prices = _prices(price or [], [each.id for each in found.rules.indicators])
    wanted = Wanted(begins, ends, county, find_school(found, school) if school else None, prices)
    made = reports.draft_plan(found, what.delivery, wanted, roles)
    page = reports.draft_report(made)
    reports.write(page, out)
    write_whole(file, as_yaml(made.plan).encode())
    typer.echo(dump(_summary(made, page, out, file)) if json else _said(made, page, out, file).to(spoken))
    return FACTS_HAVE_ERRORS if what.delivery.has_errors else DONE


def _years(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(20\d\d)\s*[-—–~至]+\s*(20\d\d)\s*", text)
    if not found or int(found.group(1)) > int(found.group(2)):
        raise UsageError(f"--years “{text}”应为起止年份，起年在前，如 2025-2027", f"--years {text} should be first and last year, the first one first, e.g. 2025-2027")
    return int(found.group(1)), int(found.group(2))


def _prices(pairs: list[str], known: list[str]) -> dict[str, Decimal]:
    found = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal(-1)
        if name.strip() not in known or not value.is_finite() or value < 0:
            allowed = ", ".join(known)
            raise UsageError(f"--price {pair} 应写成 指标=每单位多少元；本标准的指标：{allowed}", f"--price {pair} should be INDICATOR=yuan per unit; the standard's indicators: {allowed}")
        found[name.strip()] = value
    return found


def blanks(page: Report) -> list[str]:
    """Every blank of the page, in order, without the marks."""
    texts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, Listing):
            texts += block.entries
        elif isinstance(block, Table):
            texts += [cell.text for row in block.rows for cell in row]
    return [each.removeprefix("【待定：").removesuffix("】") for text in texts for each in BLANK.findall(text)]


def _summary(made: Draft, page: Report, out: Path, file: Path) -> dict[str, object]:
    """As docs/schemas/plan-draft.json has it."""
    plan = made.plan
    return {
        "document": str(out), "plan": str(file), "title": plan.title.zh, "level": plan.level.value, "place": plan.place.zh if plan.place else None,
        "begins": plan.begins, "ends": plan.ends, "facts_year": made.span.base,
        "targets": [
            {
                "id": goal.id, "indicator": goal.target.indicator.zh, "state": goal.state.value, "comparator": goal.target.comparator, "value": goal.target.value,
                "unit": goal.target.unit, "year": goal.target.when.year, "baseline": goal.target.baseline.value if goal.target.baseline else None,
                "milestones": [{"year": each.year, "value": each.value} for each in goal.target.milestones], "measure": goal.target.measure,
                "owner": owner.zh if (owner := made.owner(goal.target.owner)) else None, "missing": goal.ask.missing or None,
            }
            for goal in made.goals
        ],
        "measures": [{"id": each.measure.id, "title": each.measure.title.zh, "targets": list(each.measure.targets), "total": each.total, "unit": each.unit.value, "yuan": each.measure.yuan} for each in made.tasks],
        "duties": len(made.papers), "blanks": blanks(page),
    }


def _said(made: Draft, page: Report, out: Path, file: Path) -> Message:
    counts = {state: sum(goal.state == state for goal in made.goals) for state in State}
    left = len(blanks(page))
    raised, kept, untold = counts[State.RAISE], counts[State.KEEP], counts[State.UNTOLD]
    return Message(
        f"规划草案：{out}；规划文件：{file}\n目标 {len(made.goals)} 项：待达到 {raised}，继续保持 {kept}，现状缺数据 {untold}；措施 {len(made.tasks)} 项，凭材料的职责 {len(made.papers)} 项；"
        f"待定 {left} 处，由人填写\n检查：junheng plan check {out}",
        f"draft: {out}; plan file: {file}\n{len(made.goals)} targets: {raised} to reach, {kept} to keep, {untold} whose present state lacks facts; {len(made.tasks)} measures, {len(made.papers)} duties that papers show; "
        f"{left} blanks for people to fill\nto check it: junheng plan check {out}",
    )


