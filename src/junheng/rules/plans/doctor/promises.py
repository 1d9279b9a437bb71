"""Targets that cannot be followed: no number, no year, nobody who answers. From the plan that was read, or from a plan file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.rules.plans.doctor.claims import claims
from junheng.rules.plans.doctor.examined import Examined
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.plan import Plan, Target

_TARGETS = re.compile(r"目标|任务|规划|指标")
_OFFICE = r"由[^，。；]{2,16}?(?:负责|牵头|承担|组织实施)|[一-龥]{2,10}(?:局|处|室|办|科|部门|领导小组|校长|主任|书记|教研组|班主任)[^，。；]{0,6}(?:负责|牵头|承担)|(?:责任(?:单位|部门|人|科室)|牵头(?:单位|部门))"
_VAGUE = re.compile(r"(?:进一步|不断|逐步|全面|大幅|明显|切实|努力)[^，。；,;]{0,10}?(?:提高|提升|增强|改善|完善|加强|缩小|优化|丰富|壮大)")


def promises(examined: Examined) -> Iterator[PlanFinding]:
    if examined.plan is not None and examined.plan.targets:
        yield from _of_plan(examined.plan)
    if examined.document.lines:
        yield from _of_text(examined)


def _of_text(examined: Examined) -> Iterator[PlanFinding]:
    """One finding each for the document as a whole: a list of every sentence would hide what matters."""
    asked = [each for each in claims(examined) if not each.present]
    undated = [each for each in asked if each.year is None]
    step = examined.first("实施步骤|工作步骤|阶段安排|分步实施")
    dates = [each for each in examined.years if not (each.cited or each.of_document or each.line in examined.dated_lines)]
    first = next((each.line for each in examined.document.headings if _TARGETS.search(each.title)), 1)
    if not dates and not examined.first(r"\d+\s*(?:[-~至到]\s*\d+\s*)?年(?:时间)?内|[一二三四五]年(?:左右)?(?:时间|内)"):
        lines = tuple(dict.fromkeys([*(each.line for each in asked if each.line), *([step[0].line] if step else [])]))
        yield found("no-deadline-at-all", first, f"0 / {len(asked)}", lines=lines)
    elif undated:
        yield found("no-deadline", undated[0].place, f"{len(undated)} / {len(asked)}", undated[0].start, tuple(dict.fromkeys(each.line for each in undated if each.line)), names="、".join(dict.fromkeys(each.name for each in undated[:3])))
    vague = [(told, each) for told, each in examined.having(_VAGUE.pattern) if not told.figures]
    if len(vague) >= 3:
        lines = tuple(dict.fromkeys(told.at(each.start()) for told, each in vague))
        yield found("no-indicator", vague[0][0], f"{len(vague)}", vague[0][1].start(), lines, count=len(vague), example=vague[0][1].group())
    if asked and not examined.first(_OFFICE):
        yield found("no-owner", first, f"0 / {len(asked)}")


def _of_plan(plan: Plan) -> Iterator[PlanFinding]:
    for kind, targets in (
        ("targets-without-deadline", [each for each in plan.targets if not (each.when.year or each.when.printed or each.when.rhythm)]),
        ("targets-without-owner", [each for each in plan.targets if each.owner is None]),
        ("targets-without-number", [each for each in plan.targets if each.not_measurable is not None]),
    ):
        if targets:
            yield found(kind, targets[0].line, f"{len(targets)} / {len(plan.targets)}", lines=_lines(targets), ids="、".join(each.id for each in targets[:6]))
    unowned = [each for each in plan.duties if each.owner is None]
    if unowned:
        yield found("duties-without-owner", unowned[0].line, f"{len(unowned)} / {len(plan.duties)}", lines=tuple(dict.fromkeys(each.line for each in unowned if each.line)), ids="、".join(each.id for each in unowned[:6]))
    for each in plan.targets:
        yield from _years(plan, each)


def _lines(targets: list[Target]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.line for each in targets if each.line))


def _years(plan: Plan, target: Target) -> Iterator[PlanFinding]:
    issued, year = plan.issued.year or plan.begins, target.when.year
    if issued and year and year < issued:
        yield found("deadline-past", target.line, f"{issued} / {year} {target.id}", issued=issued)
    if plan.ends and year and year > plan.ends:
        yield found("deadline-after-end", target.line, f"{year} > {plan.ends} {target.id}", year=year, ends=plan.ends)
    years = [each.year for each in target.milestones if each.year is not None]
    if years != sorted(set(years)):
        yield found("milestones-out-of-order", target.line, f"{years} {target.id}", ids=target.id)
