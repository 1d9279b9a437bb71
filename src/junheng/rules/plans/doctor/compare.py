"""Several plans side by side: the same rate with other values, the same word with another meaning, another choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from junheng.rules.plans.doctor.claims import Claim, claims
from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import FOLDER, PlanFinding, found
from junheng.rules.plans.doctor.sums import show
from junheng.rules.plans.doctor.words import known
from junheng.terms import Message
from junheng.terms.content import Content, parse


class Choice(Content):
    name: str
    zh: str
    en: str
    differ: bool = False  # one form; what it reads differs
    forms: dict[str, str]


class Choices(Content):
    source: str
    choices: tuple[Choice, ...]


@cache
def choices() -> tuple[Choice, ...]:
    return parse((FOLDER / "choices.yaml").read_text("utf-8"), "choices.yaml", Choices).choices


def compare(plans: Sequence[Examined]) -> list[PlanFinding]:
    """One finding for each difference, at its place in the first plan that has it."""
    return [*_values(plans), *_choices(plans)]


def _values(plans: Sequence[Examined]) -> Iterator[PlanFinding]:
    asked = [(plan, each) for plan in plans for each in claims(plan) if not each.present and each.rate]
    for rate, stage in dict.fromkeys((each.rate, each.stage) for _, each in asked):
        group = [(plan, each) for plan, each in asked if (each.rate, each.stage) == (rate, stage) and not any(word in each.name for word in known().part_scopes)]
        if rate == "年限":
            group = [(plan, each) for plan, each in group if "新增" not in each.name]
        if rate in ("比例", "比率", "比重", "占比") or len({plan.document.name for plan, _ in group}) < 2:
            continue
        if _differs(rate, [each for _, each in group]):
            figure = "; ".join(f"{plan.document.name} {each.line}: {each.name} {each.bound}{show(each.value)}{each.unit}" for plan, each in group)
            plan, first = group[0]
            yield replace(found("plans-differ", first.place, figure, first.start, name=rate), plan=plan.document.name)


def _differs(rate: str, group: Sequence[Claim]) -> bool:
    values = {(each.value, each.bound[:1]) for each in group}
    return len(values) > 1 or (rate == "年限" and len({each.key for each in group}) > 1)


def _choices(plans: Sequence[Examined]) -> Iterator[PlanFinding]:
    for choice in choices():
        taken = [(plan, form, hit) for plan in plans for form, pattern in choice.forms.items() if (hit := plan.first(pattern))]
        what = [_normal(hit[1].group()) if choice.differ else form for _, form, hit in taken]
        if len({plan.document.name for plan, _, _ in taken}) >= 2 and len(set(what)) > 1:
            plan, _, hit = taken[0]
            figure = "; ".join(f"{one.document.name} {place(other)}: {other[1].group() if choice.differ else f'{form} ({other[1].group()})'}" for one, form, other in taken)
            yield replace(found("plans-differ", hit[0], figure, hit[1].start(), name=Message(choice.zh, choice.en)), plan=plan.document.name)


def _normal(text: str) -> str:
    return "、".join(sorted(re.findall("[一-龥]{2}(?=、|等)", text)))


def place(hit: tuple[Told, re.Match[str]]) -> int:
    return hit[0].at(hit[1].start())
