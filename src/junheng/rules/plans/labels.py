"""How the parts of a plan are said to a person, in both languages."""

from __future__ import annotations

from decimal import Decimal

from junheng.rules.plans.plan import BaselineFact, DutyKind, Level, Plan, Rhythm, Target, When
from junheng.terms import Lang, Message, same


def number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def unit(name: str) -> Message:
    """The unit behind a number; one that is not known stands as it is written."""
    return _UNITS.get(name, same(name))


def scope(name: str) -> Message:
    return _SCOPES.get(name, same(name))


def level(of: Level) -> Message:
    return _LEVELS[of]


def rhythm(of: Rhythm) -> Message:
    return _RHYTHMS[of]


def kind(of: DutyKind) -> Message:
    return _KINDS[of]


def quantity(value: Decimal, of: str, value_from: Decimal | None = None, starts: bool = False) -> Message:
    """`85%`, `3-5 persons`, `1 school`; `9 → 11 years` where `value_from` is where it starts."""
    joined = number(value) if value_from is None else f"{number(value_from)}{' → ' if starts else '-'}{number(value)}"
    label = unit(of)
    one = value == 1 and of not in ("percent", "m2")
    name = {"times": "time"}.get(of, of) if one and of in _UNITS else label.en  # a unit is written as its singular
    return Message(f"{joined}{label.zh}", f"{joined}{'' if of == 'percent' else ' '}{name}")


def asked(target: Target) -> Message:
    """What a target wants, e.g. `≥ 85%`, `up`, `> the growth of fiscal expenditure`, `yes (3 items)`."""
    parts = [_SIGNS[target.comparator]]
    if target.value is not None:
        is_from = target.comparator not in ("=", "~")  # only these may be ranges
        starts = is_from or (target.baseline is not None and target.baseline.value == target.value_from)
        value = quantity(target.value, target.unit, target.value_from, starts)
        parts.append(Message(f"（{value.zh}）", f"({value.en})") if target.comparator in ("yes", "no") else value)
    if target.relative_to is not None:
        parts.append(target.relative_to)
    return Message(" ".join(each.zh for each in parts).replace(" （", "（"), " ".join(each.en for each in parts))


def figure(fact: BaselineFact) -> Message:
    return Message("未明", "not clear") if fact.value is None else quantity(fact.value, fact.unit)


def deadline(when: When) -> Message:
    """As printed, then the year believed to be meant; a year that cannot be told is said to be unknown."""
    parts = [same(when.printed)] if when.printed else []
    if when.year is not None and str(when.year) != when.printed:
        parts.append(same(f"→ {when.year}") if when.printed else same(str(when.year)))
    if when.printed and when.year is None and when.source is not None:
        parts.append(Message("（年份不明）", "(year unknown)"))
    if when.rhythm is not None:
        parts.append(rhythm(when.rhythm))
    zh, en = (" ".join(each.to(lang) for each in parts) for lang in (Lang.ZH, Lang.EN))
    return Message(zh.replace(" （", "（") or "未写明", en or "not told")


def followed_by(target: Target) -> Message:
    if target.measure is not None:
        return same(target.measure)
    return Message("填报", "typed in") if target.not_measurable is None else Message("无法衡量", "cannot be measured")


def owner(plan: Plan, of: str | None) -> Message:
    role = plan.role(of)
    return Message("未写明", "not told") if role is None else role.title


_SIGNS = {
    ">=": same("≥"), "<=": same("≤"), "=": same("="), "~": Message("约", "about"), ">": same(">"), "<": same("<"),
    "up": Message("上升", "up"), "down": Message("下降", "down"), "yes": Message("做到", "yes"), "no": Message("不出现", "no"),
}
_UNITS = {
    "percent": Message("%", "%"), "year": Message("年", "years"), "hour": Message("小时", "hours"), "minute": Message("分钟", "minutes"),
    "lesson": Message("节", "lessons"), "class": Message("个班", "classes"), "grade": Message("年级", "grades"), "person": Message("人", "persons"),
    "person-time": Message("人次", "persons"), "school": Message("所", "schools"), "kindergarten": Message("所幼儿园", "kindergartens"),
    "point": Message("个教学点", "teaching points"), "site": Message("处", "sites"), "room": Message("间", "rooms"), "set": Message("台", "sets"),
    "volume": Message("册", "volumes"), "category": Message("类", "kinds"), "piece": Message("件", "pieces"), "m2": Message("平方米", "m²"),
    "yuan": Message("元", "yuan"), "item": Message("项", "items"), "case": Message("起", "cases"), "project": Message("项工程", "projects"),
    "times": Message("次", "times"), "summary": Message("份总结", "summaries"), "blog": Message("个博客", "blogs"),
    "station": Message("个工作站", "stations"), "title": Message("个称号", "titles"), "score": Message("分", "points"), "ratio": Message("（比值）", "(ratio)"), "city": Message("个城市", "cities"),
    "percentage-point": Message("个百分点", "percentage points"), "permille": Message("‰", "‰"), "place": Message("个学位", "places"), "bed": Message("个床位", "beds"),
    "building": Message("栋", "buildings"), "vehicle": Message("辆", "vehicles"), "workshop": Message("个工作室", "workshops"), "base": Message("个基地", "bases"),
    "group": Message("个集团（共同体）", "groups of schools"), "pair": Message("对", "pairs"), "team": Message("支", "teams"), "batch": Message("批", "batches"),
    "course": Message("门", "courses"), "credit": Message("学分", "credits"), "household": Message("户", "households"), "institution": Message("家", "institutions"),
    "township": Message("个乡镇", "townships"), "community": Message("个社区（村）", "communities"), "day": Message("天", "days"), "week": Message("周", "weeks"),
    "month": Message("个月", "months"), "km": Message("公里", "km"), "m": Message("米", "m"), "mu": Message("亩", "mu"), "hectare": Message("公顷", "hectares"), "tonne": Message("吨", "tonnes"),
}
_SCOPES = {
    "county": Message("全县", "county"), "township": Message("乡镇", "township"), "school": Message("学校", "school"), "class": Message("班级", "class"),
    "classroom": Message("课堂", "classroom"), "lesson": Message("每节课", "lesson"), "teacher": Message("教师", "teacher"),
    "young teacher": Message("青年教师", "young teacher"), "teaching leader": Message("教学负责人", "teaching leader"),
    "leader": Message("党政领导", "leader"), "urban": Message("城区", "urban"), "rural": Message("农村", "rural"), "primary": Message("小学", "primary"),
    "junior": Message("初中", "junior"), "senior": Message("高中", "senior"), "teaching point": Message("教学点", "teaching point"),
    "vocational school": Message("职业学校", "vocational school"),
}
_LEVELS = {
    Level.SCHOOL: Message("学校", "school"), Level.TOWNSHIP: Message("乡镇", "township"), Level.COUNTY: Message("县", "county"),
    Level.CITY: Message("市（地、州）", "city"), Level.PROVINCE: Message("省（自治区）", "province"),
}
_RHYTHMS = {
    Rhythm.STANDING: Message("始终", "at all times"), Rhythm.LESSON: Message("每节课", "every lesson"), Rhythm.DAY: Message("每天", "every day"),
    Rhythm.WEEK: Message("每周", "every week"), Rhythm.MONTH: Message("每月", "every month"), Rhythm.TERM: Message("每学期", "every term"),
    Rhythm.YEAR: Message("每年", "every year"), Rhythm.EACH_TIME: Message("每次", "each time"),
    Rhythm.REGULAR: Message("定期（周期未写明）", "regularly (interval not told)"),
}
_KINDS = {
    DutyKind.MUST: Message("必须做", "must"), DutyKind.MUST_NOT: Message("不得做", "must not"), DutyKind.ESTABLISH: Message("建立", "set up"),
    DutyKind.RHYTHM: Message("反复做", "again and again"), DutyKind.PUBLISH: Message("公布", "publish"),
}
