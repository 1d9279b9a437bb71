"""A standard by its id or from a user's file: layers joined, settings applied, every reference checked."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from junheng.rules.citation import check_cites
from junheng.rules.content_file import content_text
from junheng.rules.indicators import Indicator, catalogue
from junheng.rules.settings import entry_name, no_name_twice, with_settings
from junheng.rules.standards.definition import IndicatorRule, Standard
from junheng.terms import Message, UsageError
from junheng.terms.content import ContentError, parse_tree, plain, validate
from junheng.terms.content import Path as Place

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rules:
    """A standard ready for use, with the indicators it names; `base` is the layer it extends."""

    standard: Standard
    indicators: tuple[Indicator, ...]  # in the order of standard.indicators
    origin: str  # id or file
    base: Rules | None = None

    @cached_property
    def version(self) -> str:
        """Names the rules to the letter: the standard's own version and a hash of all that decides."""
        of_items = [catalogue()[item.indicator] for item in self.standard.items if item.indicator]
        used = [plain(each) for each in (*self.indicators, *of_items)]
        content = [plain(self.standard), used]
        digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return f"{self.standard.version}+{digest[:12]}"

    def rule_of(self, indicator_id: str) -> IndicatorRule:
        return next(
            rule
            for rule, indicator in zip(self.standard.indicators, self.indicators, strict=True)
            if indicator.id == indicator_id
        )


def standard_ids() -> list[str]:
    return sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml"))


def load_standard(ref: str, settings: Mapping[str, str] | None = None) -> Rules:
    """`ref` is an id such as cn/national/quality-2017, or the path of a YAML file.

    settings: values to put over the file's own, by dotted path: {"counts.points": "own"}. An entry of a list is
    named by its id: {"indicators.q6_equipment.limits.primary.at_least": "2500"}.
    Raises UsageError for an unknown id or setting, ContentError for a mistake in the file.
    """
    return _load(ref, settings or {}, ())


def _load(ref: str, settings: Mapping[str, str], above: tuple[str, ...]) -> Rules:
    tree, lines = parse_tree(content_text(ref, FOLDER, standard_ids(), Message("标准", "standard")), ref)
    no_name_twice(tree, lines, ref)
    base = _base(tree, lines, ref, (*above, ref))
    if base:
        own = {"id": Path(ref).stem} | tree  # a layer is a standard of its own: never under the id of its base
        tree = _layered(plain(base.standard, defaults=False), own)
        lines = _relocated(lines, own, tree)
    standard = validate(tree, lines, ref, Standard)
    if settings:
        standard = with_settings(tree, settings, lines, ref, Standard)
    indicators = tuple(_definition(rule, index, lines, ref) for index, rule in enumerate(standard.indicators))
    _check(standard, indicators, lines, ref)
    return Rules(standard, indicators, ref, base)


def _base(tree: Mapping[str, Any], lines: Mapping[Place, int], file: str, above: tuple[str, ...]) -> Rules | None:
    ref = tree.get("extends")
    if not isinstance(ref, str):
        return None
    beside = Path(file).parent / ref
    found = str(beside) if beside.is_file() and ref not in standard_ids() else ref
    line = lines[("extends",)]
    if any(_same(found, one) for one in above):
        round_trip = " -> ".join((*above, found))
        raise ContentError(
            file, line, f"extends 循环引用：{round_trip}", f"`extends` goes round in a circle: {round_trip}"
        )
    try:
        return _load(found, {}, above)
    except ContentError:
        raise
    except UsageError as error:
        raise ContentError(file, line, error.message.zh, error.message.en) from None


def _same(one: str, other: str) -> bool:
    return one == other or (Path(one).is_file() and Path(other).is_file() and Path(one).samefile(other))


def _layered(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The upper layer's values over the lower's. Lists of named things are joined by their name."""
    joined = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(joined.get(key), dict):
            joined[key] = value if _is_limit(value) else _layered(joined[key], value)
        elif isinstance(value, list) and _named(value) and _named(joined.get(key)):
            joined[key] = _joined_by_name(joined[key], value)
        else:
            joined[key] = value
    return joined


def _is_limit(value: Mapping[str, Any]) -> bool:
    return any(sense in value for sense in ("at_least", "at_most", "more_than", "less_than"))


def _named(entries: Any) -> bool:
    return isinstance(entries, list) and bool(entries) and all(entry_name(entry) for entry in entries)


def _joined_by_name(below: list[Any], above: list[Any]) -> list[Any]:
    joined = {entry_name(entry): entry for entry in below}
    for entry in above:
        name = entry_name(entry)
        joined[name] = _layered(joined[name], entry) if name in joined else entry
    return list(joined.values())


def _relocated(lines: Mapping[Place, int], above: Mapping[str, Any], joined: Mapping[str, Any]) -> dict[Place, int]:
    """Where the lines of the upper file stand in the joined tree, whose lists follow the order of the lower layer."""
    moved: dict[Place, Place] = {}
    for key, entries in above.items():
        if _named(entries):
            order = {entry_name(entry): index for index, entry in enumerate(joined[key])}
            moved |= {(key, index): (key, order[entry_name(entry)]) for index, entry in enumerate(entries)}
    return {(*moved.get(place[:2], place[:2]), *place[2:]): line for place, line in lines.items()}


def _definition(rule: IndicatorRule, index: int, lines: Mapping[Place, int], file: str) -> Indicator:
    if rule.define:
        return rule.define
    line = lines.get(("indicators", index, "id"), lines.get(("indicators",), 1))
    _known(rule.id, set(catalogue()), line, file)
    return catalogue()[rule.id]


def _check(standard: Standard, indicators: tuple[Indicator, ...], lines: Mapping[Place, int], file: str) -> None:
    """What one model cannot see: that names point at something, that the school rule can be met."""
    names = [indicator.id for indicator in indicators]
    asked = standard.school_rule.at_least if standard.school_rule else 0
    if asked > len(names):
        raise ContentError(
            file,
            lines.get(("school_rule", "at_least"), 1),
            f"school_rule 要求 {asked} 项达标，但只有 {len(names)} 项指标",
            f"school_rule asks for {asked} indicators kept, but there are only {len(names)}",
        )
    for index, item in enumerate(standard.items):
        if item.indicator:
            _known(item.indicator, set(catalogue()), lines.get(("items", index, "indicator"), 1), file)
    for index, transition in enumerate(standard.transitions):
        for name in transition.concerns:
            line = lines.get(("transitions", index, "concerns"), 1)
            _known(name, {*names, *(item.id for item in standard.items)}, line, file)
    check_cites(standard, standard.documents, lines, file)


def _known(name: str, allowed: set[str], line: int, file: str) -> None:
    if name not in allowed:
        near = difflib.get_close_matches(name, sorted(allowed), n=1)
        hint_zh = f"，是否为“{near[0]}”？" if near else "；"
        hint_en = f"; did you mean `{near[0]}`?" if near else "."
        names = ", ".join(sorted(allowed))
        raise ContentError(
            file, line, f"没有“{name}”{hint_zh}现有：{names}", f"there is no `{name}`{hint_en} There are: {names}"
        )
