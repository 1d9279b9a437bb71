"""Targets that cannot be followed: no number, no year, nobody who answers. From the plan that was read, or from a plan file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from junheng.rules.plans.doctor.examined import Examined
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.plan import Duty, Plan, Target
from junheng.rules.plans.reading.actors import owner_of
from junheng.rules.plans.reading.clauses import clauses

_ANSWERS = re.compile(r"由[^，。；]{2,24}?(?:负责|牵头|承担|落实|组织|实施)|(?:局|处|室|组|股|馆|部门|主任|校长|书记|学校)(?:负责|牵头|承担)|责任(?:单位|部门|人)|(?:政府|局|室|股|处|馆|办|委|中心|组)(?:每[年月学季半]|要|应|须|成立|会同|组织|定期)")
_FEWEST = 3  # vague demands before it is told
_VAGUE = re.compile(r"(?:进一步|不断|逐步|全面|大幅|明显|切实|努力)[^，。；,;]{0,10}?(?:提高|提升|增强|改善|完善|加强|缩小|优化|丰富|壮大)")


def promises(examined: Examined) -> Iterator[PlanFinding]:
    """One finding each for the plan as a whole: a list of every sentence would hide what matters."""
    if examined.plan is not None:
        yield from _undated(examined, examined.plan)
        yield from _unowned(examined, examined.plan)
        yield from _unmeasured(examined.plan)
        for target in examined.plan.targets if not examined.document.lines else ():
            yield from _years(examined.plan, target)
    yield from _vague(examined)


def _undated(examined: Examined, plan: Plan) -> Iterator[PlanFinding]:
    asked = [each for each in plan.targets if each.value]  # what is forbidden (0 of it) holds at any time
    undated = [each for each in asked if not (each.when.year or each.when.printed or each.when.rhythm)]
    if not undated or examined.has_period:
        return
    step = examined.first("实施步骤|工作步骤|阶段安排|分步实施")
    dates = [each for each in examined.years if not (each.cited or each.of_document or each.line in examined.dated_lines)]
    within = examined.first(r"\d+\s*(?:[-~至到]\s*\d+\s*)?年(?:时间)?内|[一二三四五]年(?:左右)?(?:时间|内)")
    if examined.document.lines and not dates and not within:
        lines = (*_lines(undated), *([step[0].line] if step else []))
        yield found("no-deadline-at-all", undated[0].line, f"0 / {len(asked)}", lines=lines)
    else:
        names = "、".join(dict.fromkeys(each.term or each.indicator.zh for each in undated[:3]))
        yield found("no-deadline", undated[0].line, f"{len(undated)} / {len(asked)}", lines=_lines(undated), names=names)


def _unowned(examined: Examined, plan: Plan) -> Iterator[PlanFinding]:
    answered = _answered_lines(examined)
    owners = [each.owner for several in (plan.targets, plan.duties, plan.measures) for each in several if each.owner]
    if (plan.targets or plan.duties) and not owners and not answered:
        yield found("no-owner", next((each.line for each in (*plan.targets, *plan.duties)), None), f"0 / {len(plan.targets) + len(plan.duties)}")
        return
    for kind, several in (("targets-without-owner", plan.targets), ("duties-without-owner", plan.duties)):
        free = [each for each in several if not each.owner and each.line not in answered and each.id not in {one for measure in plan.measures if measure.owner for one in measure.targets}]
        if free:
            yield found(kind, free[0].line, f"{len(free)} / {len(several)}", lines=_lines(free), ids="、".join(_short(each) for each in free[:3]))


def _answered_lines(examined: Examined) -> set[int | None]:
    """Lines in which somebody answers, and those before the first heading, which bind nobody."""
    first = next((each.line for each in examined.document.headings if each.style not in ("title", "篇")), 0)
    named: set[int | None] = {told.line for told in examined.told if _ANSWERS.search(told.text) or any(owner_of(each.text) for each in clauses(told.text))}
    before: set[int | None] = {told.line for told in examined.told if told.line < first}
    return named | before if named else set()


def _short(each: Target | Duty) -> str:
    return (each.term or each.indicator.zh if isinstance(each, Target) else each.what)[:16] or each.id


def _unmeasured(plan: Plan) -> Iterator[PlanFinding]:
    open_ones = [each for each in plan.targets if each.not_measurable is not None]
    if open_ones:
        yield found("targets-without-number", open_ones[0].line, f"{len(open_ones)} / {len(plan.targets)}", lines=_lines(open_ones), ids="、".join(_short(each) for each in open_ones[:3]))


def _vague(examined: Examined) -> Iterator[PlanFinding]:
    vague = [(told, each) for told, each in examined.having(_VAGUE.pattern) if not told.figures]
    if len(vague) >= _FEWEST:
        lines = tuple(dict.fromkeys(told.at(each.start()) for told, each in vague))
        yield found("no-indicator", vague[0][0], f"{len(vague)}", vague[0][1].start(), lines, count=len(vague), example=vague[0][1].group())


def _lines(several: Sequence[Target | Duty]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.line for each in several if each.line))


def _years(plan: Plan, target: Target) -> Iterator[PlanFinding]:
    issued, year = plan.issued.year or plan.begins, target.when.year
    if issued and year and year < issued:
        yield found("deadline-past", target.line, f"{issued} / {year} {target.id}", issued=issued)
    if plan.ends and year and year > plan.ends:
        yield found("deadline-after-end", target.line, f"{year} > {plan.ends} {target.id}", year=year, ends=plan.ends)
    years = [each.year for each in target.milestones if each.year is not None]
    if years != sorted(set(years)):
        yield found("milestones-out-of-order", target.line, f"{years} {target.id}", ids=target.id)
