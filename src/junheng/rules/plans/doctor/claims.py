"""What a plan says of rates, from its text or from a plan file: one form for the checks that compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.figures import Figure
from junheng.rules.plans.doctor.words import known, named
from junheng.rules.plans.plan import Plan, Target

_FILL = re.compile(r"[的之\s“”\"]|达到?|控制|保持|稳定|不?低于|不?高于|接受|普遍")
_KEPT = re.compile(r"保持|稳定在|继续")
_HALF = re.compile(r"以上|以下|以内|左右")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年|[,，])")
_PLAN_END = re.compile(r"[“\"]?(十[一二三四五]五|十五五)[”\"]?(?:规划)?(?:末|期末|期间)")


@dataclass(frozen=True)
class Claim:
    """A value that is or shall be. `year` as printed, None where none is; `key` is the same for the same indicator."""

    name: str
    key: str
    rate: str  # the word that names the rate: 入学率
    value: Decimal
    unit: str
    bound: str  # >= <= ~ =
    year: int | None
    present: bool
    line: int | None
    told: Told | None = None
    start: int = 0
    stage: str = ""
    clause: str = ""

    @property
    def place(self) -> Told | int | None:
        return self.told if self.told is not None else self.line


def claims(examined: Examined) -> list[Claim]:
    found = [each for told in examined.told for each in _of_sentence(told)]
    if not found and examined.plan is not None:
        found = list(_of_plan(examined.plan))
    return found


def _of_sentence(told: Told) -> Iterator[Claim]:
    held = ""
    for order, each in enumerate(told.figures):
        if each.unit not in ("%", "年"):
            if _is_per_head(each):
                yield _claim(told, each, each.left)
            continue
        if each.unit == "年" and "年限" not in each.left + held:
            continue
        name = _name(each, held)
        if name:
            held = name
            listed = order > 0 and re.fullmatch("[、和及]", told.text[told.figures[order - 1].end : each.start])
            shared = listed or re.search("分别|依次", re.split("[，。;,]", told.text[: each.start])[-1])
            yield _claim(told, each, f"{name}{order}" if shared else name)


def _is_per_head(each: Figure) -> bool:
    """生均面积 and 班额: values that may be asked twice; counts may not, since two counts can both hold."""
    return bool(re.search("生均|班额|每百名学生|每生", each.left)) and not each.bracketed


def _name(each: Figure, held: str) -> str:
    """The words that name the rate; of 小学…率达100%，初中98% the second takes the rate from the first."""
    left, right = each.left, each.right
    rate_of_held = named(held, known().rates)
    if named(left, known().rates) or "年限" in left or "占" in left:
        return left
    if left in ("", "高校", "其中") or re.fullmatch(r"[一二三四五六七八九]是", left):
        return f"{right}" if right and not held else (held or right)
    if rate_of_held and re.fullmatch(r"小学|初中|高中|幼儿园|学前|农村|城区|城镇|教学点", left):
        return re.sub("^(?:小学|初中|高中|幼儿园|学前|农村|城区|城镇)+", "", held).join((left, "")) if held.startswith(("小学", "初中", "高中")) else left + rate_of_held
    return left + (right if right and not named(left, known().rates) else "")


def _claim(told: Told, each: Figure, name: str) -> Claim:
    after = told.text[each.end : each.end + 4]
    bound = ">=" if after.startswith("以上") else "<=" if after.startswith(("以内", "以下")) else "~" if after.startswith("左右") else ""
    if re.search(r"控制在?(?:不超过)?$|不超过$|不高于$|低于$", told.text[: each.start]) and not re.search("不低于$", told.text[: each.start]):
        bound = "<="
    context = told.text[: each.start]
    return Claim(
        name, key_of(name), named(name, known().rates) or ("年限" if "年限" in name else ""), each.value, each.unit, bound or ">=",
        _year(context), _is_present(told, each), told.at(each.start), told, each.start, stage_of(name) or stage_of(re.split(r"[;。]", context)[-1]), each.clause,
    )


def key_of(name: str) -> str:
    for rate, same in sorted(known().same_rates.items(), key=lambda pair: -len(pair[0])):
        if rate in name:
            name = name.replace(rate, same, 1)
            break
    name = re.sub(r"率率", "率", _HALF.sub("", _FILL.sub("", name)))
    return re.sub(r"^(?:(?:到|至)?(?:19|20)\d\d年|我[县校市区]|全[县校市区]|确保|其中|小学、|力争)+", "", name)


def _year(context: str) -> int | None:
    years = [*((found.start(), int(found.group())) for found in _YEAR.finditer(context)),
             *((found.start(), known().five_year_plans[found.group(1)]) for found in _PLAN_END.finditer(context))]
    return max(years)[1] if years else None


def _is_present(told: Told, each: Figure) -> bool:
    clause = re.split(r"[;。]", told.text[: each.start])[-1]
    if any(word in told.heading for word in known().present) or _is_start(told, each):
        return True
    return any(word in clause for word in known().present) and not re.search("到20|力争|确保|将", clause)


def _is_start(told: Told, each: Figure) -> bool:
    """从9年提高到11年: the 9 is what is."""
    return bool(re.search(r"[从由]$", told.text[: each.start])) and bool(re.match(r"[^，,。;]{0,4}(?:提高|增加|上升|增长|提升|下降|降低|减少)", told.text[each.end :]))


def stage_of(name: str) -> str:
    return next((stage for stage, names in known().stage_words.items() if any(each in name for each in names)), "")


# ---- a plan file ----


def _of_plan(plan: Plan) -> Iterator[Claim]:
    for each in plan.targets:
        if each.value is not None:
            yield _of_target(each, each.value, each.when.year, False)
            for step in each.milestones:
                yield _of_target(each, step.value, step.year, False)
            if each.baseline is not None and not _KEPT.search(each.sentence):  # what is to be kept is there already
                yield _of_target(each, each.baseline.value, each.baseline.year, True)


def _of_target(each: Target, value: Decimal, year: int | None, present: bool) -> Claim:
    name = f"{each.scope}{each.term or each.indicator.zh}"
    unit = "%" if each.unit == "percent" else each.unit
    return Claim(name, f"{each.scope}|{each.indicator.zh}", named(name, known().rates) or "", value, unit, each.comparator, year, present, each.line, stage=stage_of(name))
