"""The slow plain twin of a whole evaluation: dicts, fractions and the sentences of the law, one school at a time.

Written from the printed rules and the YAML of the standards; nothing is borrowed from the engine. Facts are fractions
in whole units (m2, yuan, persons); None is a missing fact. Three-valued tests are True, False, None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Row = dict[str, Any]
UnitKey = tuple[str, int, str]  # school, year, stage
AreaKey = tuple[str, int, str]  # area, year, stage

TAUGHT = {
    "primary": ["primary"],
    "teaching_point": ["primary"],
    "junior": ["junior"],
    "nine_year": ["primary", "junior"],
    "complete": ["junior", "senior"],
    "twelve_year": ["primary", "junior", "senior"],
    "senior": ["senior"],
}
SHARED = {
    "teaching_area", "indoor_sports_area", "sports_ground_area", "equipment_value", "multimedia_rooms",
    "teaching_computers", "books",
}  # fmt: skip


@cache
def law(name: str) -> Row:
    """The standard's YAML with the definition of each indicator put in."""
    rules = files("junheng.rules")
    standard: Row = yaml.safe_load((rules / f"standards/{name}.yaml").read_text("utf-8"))
    known = {}
    for file in (rules / "indicators").iterdir():
        if file.name.endswith(".yaml"):
            known |= {each["id"]: each for each in yaml.safe_load(file.read_text("utf-8"))["indicators"]}
    for rule in standard["indicators"]:
        rule["define"] = known[rule["id"]]
    return standard


@dataclass
class Unit:
    pupils: Fraction | None
    points: int
    values: dict[str, Fraction | None] = field(default_factory=dict)
    held: dict[str, bool | None] = field(default_factory=dict)
    met: int = 0
    verdict: bool | None = None


@dataclass
class Area:
    units: dict[str, Unit] = field(default_factory=dict)
    unknown: int = 0
    mean: dict[str, Fraction | None] = field(default_factory=dict)  # over the schools that have the fact
    variance: dict[str, Fraction | None] = field(default_factory=dict)
    cv_squared: dict[str, Fraction | None] = field(default_factory=dict)  # None where it cannot be told
    missing: dict[str, int] = field(default_factory=dict)
    cv_verdict: dict[str, bool | None] = field(default_factory=dict)
    composite: Decimal | None = None
    composite_verdict: bool | None = None
    schools_verdict: bool | None = None
    verdict: bool | None = None

    @property
    def pupils(self) -> Fraction:
        return sum((unit.pupils for unit in self.units.values() if unit.pupils is not None), Fraction(0))


@dataclass
class Judged:
    status: dict[UnitKey, str]  # in, out, merged, unknown
    areas: dict[AreaKey, Area]


def judge(schools: list[Row], stages: list[Row], standard: Row, excluded: Iterable[str] = ()) -> Judged:
    by_key = {(row["school"], row["year"]): row for row in schools}
    facts = {(row["school"], row["year"], row["stage"]): row for row in stages}
    for row in schools:
        for stage in TAUGHT.get(row["kind"] or "", []):
            facts.setdefault((row["school"], row["year"], stage), {})
    parts = {key: dict(row) for key, row in facts.items() if key[2] != "whole"}
    wholes = {key[:2]: dict(row) for key, row in facts.items() if key[2] == "whole"}
    status = {key: _status(by_key[key[:2]], key[2], row, standard, set(excluded)) for key, row in parts.items()}
    points = _merge(by_key, parts, wholes, status, standard)
    areas: dict[AreaKey, Area] = defaultdict(Area)
    for key, said in status.items():
        place = areas_key(by_key[key[:2]], key)
        if said == "unknown":
            areas[place].unknown += 1
        if said == "in":
            areas[place].units[key[0]] = _unit(key, parts, wholes, points[key], standard)
    for (_, _, stage), area in areas.items():
        _judge_area(area, stage, standard)
    return Judged(status, dict(areas))


def areas_key(school: Row, key: UnitKey) -> AreaKey:
    return school["area"], key[1], key[2]


def _status(school: Row, stage: str, facts: Row, standard: Row, excluded: set[str]) -> str:
    """Out as soon as one reason is certain; unknown where only a missing fact stands between in and out."""
    counts = standard["counts"]
    owner = school["ownership"]
    if owner is None and school["run_by"] is not None:
        owner = "private" if school["run_by"] == "private" else "public"
    pupils, point = facts.get("pupils"), is_point(school)
    small = None if pupils is None else pupils < counts.get("points_own_from", 0)
    wanted = [
        school["school"] not in excluded and school["name"] not in excluded,
        school["closed"] is None or school["closed"] > school["year"],
        school["working"] is not False,
        stage in standard["stages"],
        pupils is None or pupils > 0,
        None if school["kind"] is None else school["kind"] in counts["kinds"],
        (None if owner is None else owner in counts["ownership"]) if "ownership" in counts else True,
        (None if school["run_by"] is None else school["run_by"] in counts["run_by"]) if "run_by" in counts else True,
        not point or counts["points"] != "own" or (None if small is None else not small),
        not point or counts["points"] != "out",
    ]
    said = both(wanted)
    return "unknown" if said is None else "in" if said else "out"


def is_point(school: Row) -> bool:
    return school["kind"] == "teaching_point" or (school["kind"] == "primary" and school["counted"] is False)


def _merge(
    by_key: dict[tuple[str, int], Row],
    parts: dict[UnitKey, Row],
    wholes: dict[tuple[str, int], Row],
    status: dict[UnitKey, str],
    standard: Row,
) -> dict[UnitKey, int]:
    """Each counted point goes to the part of its parent that teaches the same stage, if that part counts."""
    joined: dict[UnitKey, int] = defaultdict(int)
    if standard["counts"]["points"] != "merge":
        return joined
    before = dict(status)
    moves = []
    for key, said in before.items():
        point = by_key[key[:2]]
        if said != "in" or not is_point(point):
            continue
        parent = _parent(point, by_key)
        target = (parent["school"], key[1], key[2]) if parent else None
        if target is None or is_point(parent) or before.get(target) != "in":
            status[key] = "unknown"
            continue
        status[key] = "merged"
        joined[target] += 1
        moves.append((key, target))
    for key, target in moves:
        _add(parts[target], parts[key])
    for source, target in dict.fromkeys((key[:2], target[:2]) for key, target in moves):
        wholes.setdefault(target, {})
        _add(wholes[target], wholes.get(source, {}))
    return joined


def _parent(point: Row, by_key: dict[tuple[str, int], Row]) -> Row | None:
    """By code; a code may also stand in the name's column; else by a name that one school of the area, or of the township, has."""
    own = [row for (_, year), row in by_key.items() if year == point["year"] and row["area"] == point["area"]]
    for code in (point["parent_code"], point["parent"]):
        for row in own:
            if code is not None and row["school"] == code:
                return row if row is not point else None
    named = [row for row in own if point["parent"] is not None and row["name"] == point["parent"]]
    near = [row for row in named if point["township"] is not None and row["township"] == point["township"]]
    for found in (named, near):
        if len(found) == 1:
            return found[0] if found[0] is not point else None
    return None


def _add(target: Row, extra: Row) -> None:
    """A sum with a missing part is missing."""
    for name in {*target, *extra, *SHARED, "pupils"} - {"school", "year", "stage"}:
        one, other = target.get(name), extra.get(name)
        target[name] = None if one is None or other is None else one + other


def _unit(
    key: UnitKey, parts: dict[UnitKey, Row], wholes: dict[tuple[str, int], Row], points: int, standard: Row
) -> Unit:
    school, year, stage = key
    own = parts[key]
    unit = Unit(own.get("pupils"), points)
    near = {}
    share = Fraction(str(standard["school_rule"]["rest_share"]["at_least"])) if "school_rule" in standard else None
    for rule in standard["indicators"]:
        define, name = rule["define"], rule["id"]
        numerator = define["numerator"]
        terms = numerator[stage] if isinstance(numerator, dict) else numerator
        total = _total(terms, own)
        if total is None and define.get("split"):
            part = _share(
                {s: parts[k].get("pupils") for k in parts if k[:2] == (school, year) for s in [k[2]]}, stage, standard
            )
            shared = _total(terms, wholes.get((school, year), {}))
            total = None if part is None or shared is None else part * shared
        value = None if total is None or not unit.pupils else total * define.get("factor", 1) / unit.pupils
        unit.values[name] = value
        if stage in rule.get("limits", {}):
            limit = Fraction(str(rule["limits"][stage]["at_least"]))
            unit.held[name] = None if value is None else value >= limit
            near[name] = None if value is None else value >= limit * share
    unit.met = sum(held is True for held in unit.held.values())
    if share is not None:
        enough = at_least(standard["school_rule"]["at_least"], list(unit.held.values()))
        unit.verdict = both([enough, *near.values()])
    return unit


def _total(terms: list[str], facts: Row) -> Fraction | None:
    total = Fraction(0)
    for term in terms:
        value = facts.get(term.removeprefix("-"))
        if value is None:
            return None
        total += -value if term.startswith("-") else value
    return total if total >= 0 else None  # a part larger than its total contradicts it


def _share(pupils: dict[str, Fraction | None], stage: str, standard: Row) -> Fraction | None:
    """A / (A + 1.1 B + 1.32 C) and so on; None while the pupils of one part are missing."""
    if None in pupils.values():
        return None
    weighted = {each: Fraction(standard["split_weights"][each], 100) * count for each, count in pupils.items()}
    whole = sum(weighted.values(), Fraction(0))
    return weighted[stage] / whole if whole else None


def _judge_area(area: Area, stage: str, standard: Row) -> None:
    rule = standard["area_rule"]
    for each in standard["indicators"]:
        name = each["id"]
        known = [
            (unit.pupils, unit.values[name])
            for unit in area.units.values()
            if unit.pupils is not None and unit.values[name] is not None
        ]
        area.missing[name] = len(area.units) - len(known)
        area.mean[name], area.variance[name] = spread(known)
        told = area.missing[name] == 0 and area.unknown == 0 and bool(area.mean[name])
        area.cv_squared[name] = area.variance[name] / area.mean[name] ** 2 if told else None
        if stage in rule.get("cv_each", {}):
            limit = Fraction(str(rule["cv_each"][stage]["at_most"]))
            cv2 = area.cv_squared[name]
            area.cv_verdict[name] = None if cv2 is None else cv2 <= limit**2
    cvs = [root(each) for each in area.cv_squared.values() if each is not None]
    if len(cvs) == len(standard["indicators"]):
        area.composite = sum(cvs, Decimal(0)) / len(cvs)
    if stage in rule.get("cv_composite", {}):
        limit = Decimal(str(rule["cv_composite"][stage]["at_most"]))
        area.composite_verdict = None if area.composite is None else area.composite <= limit + Decimal("1e-30")
    tests = list(area.cv_verdict.values())
    if rule.get("cv_composite"):
        tests.append(area.composite_verdict)
    if rule.get("every_school"):
        unknown = [None] if area.unknown else []
        area.schools_verdict = both([*(unit.verdict for unit in area.units.values()), *unknown])
        tests.append(area.schools_verdict)
    area.verdict = both(tests)


def spread(pairs: list[tuple[Fraction, Fraction]]) -> tuple[Fraction | None, Fraction | None]:
    """Mean and variance, weighted by pupils, population form."""
    weight = sum((pupils for pupils, _ in pairs), Fraction(0))
    if not weight:
        return None, None
    mean = sum((pupils * value for pupils, value in pairs), Fraction(0)) / weight
    return mean, sum((pupils * (value - mean) ** 2 for pupils, value in pairs), Fraction(0)) / weight


def root(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()


def both(tests: list[bool | None]) -> bool | None:
    """All of them: false where one is, else unknown where one is."""
    if False in tests:
        return False
    return None if None in tests else True


def at_least(number: int, tests: list[bool | None]) -> bool | None:
    if sum(test is True for test in tests) >= number:
        return True
    return None if sum(test is not False for test in tests) >= number else False
