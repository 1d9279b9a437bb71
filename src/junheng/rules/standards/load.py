"""A standard by its id or from a user's file: layers joined, settings applied, every reference checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from junheng.rules.citation import Cite, known_document
from junheng.rules.indicators import Indicator, catalogue
from junheng.rules.standards.definition import IndicatorRule, Standard
from junheng.terms import UsageError
from junheng.terms.content import ContentError, parse_tree, validate
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
        content = [self.standard.model_dump(mode="json"), [each.model_dump(mode="json") for each in self.indicators]]
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

    settings: values to put over the file's own, by dotted path: {"counts.points": "own"}.
    Raises UsageError for an unknown id, ContentError for a mistake in the file.
    """
    file, text = _read(ref)
    tree, lines = parse_tree(text, file)
    base = _base(tree, lines, file)
    if base:
        tree = _layered(base.standard.model_dump(mode="json", exclude_defaults=True), tree)
    for path, value in (settings or {}).items():
        _set(tree, path, value)
    standard = validate(tree, lines, file, Standard)
    indicators = tuple(_definition(rule, index, lines, file) for index, rule in enumerate(standard.indicators))
    _check(standard, indicators, lines, file)
    return Rules(standard, indicators, ref, base)


def _read(ref: str) -> tuple[str, str]:
    shipped = FOLDER / f"{ref}.yaml"
    if ref in standard_ids():
        return ref, shipped.read_text("utf-8")
    path = Path(ref)
    if path.is_dir():
        raise UsageError(f"标准“{ref}”是文件夹，应为 YAML 文件", f"the standard {ref} is a folder; give a YAML file")
    if not path.is_file():
        names = ", ".join(standard_ids())
        raise UsageError(
            f"没有标准“{ref}”：既不是自带标准（{names}），也不是文件",
            f"no standard {ref}: it is neither a shipped one ({names}) nor a file",
        )
    try:
        return ref, path.read_text("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"读不了标准文件 {ref}：应为 UTF-8 编码的 YAML 文本（{type(error).__name__}）",
            f"cannot read the standard file {ref}: it should be YAML text in UTF-8 ({type(error).__name__})",
        ) from None


def _base(tree: Mapping[str, Any], lines: Mapping[Place, int], file: str) -> Rules | None:
    ref = tree.get("extends")
    if not isinstance(ref, str):
        return None
    beside = Path(file).parent / ref
    if ref == file or (beside.is_file() and Path(file).is_file() and beside.samefile(file)):
        raise ContentError(file, lines[("extends",)], "标准不能扩展自己", "a standard cannot extend itself")
    try:
        return load_standard(str(beside) if beside.is_file() and ref not in standard_ids() else ref)
    except RecursionError:
        raise ContentError(file, lines[("extends",)], "extends 循环引用", "`extends` goes round in a circle") from None


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


def _name(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    definition = entry.get("define")
    name = entry.get("id") or (definition.get("id") if isinstance(definition, dict) else None)
    return name if isinstance(name, str) else None


def _named(entries: Any) -> bool:
    return isinstance(entries, list) and bool(entries) and all(_name(entry) for entry in entries)


def _joined_by_name(below: list[Any], above: list[Any]) -> list[Any]:
    joined = {_name(entry): entry for entry in below}
    for entry in above:
        name = _name(entry)
        joined[name] = _layered(joined[name], entry) if name in joined else entry
    return list(joined.values())


def _set(tree: dict[str, Any], path: str, value: str) -> None:
    keys = path.split(".")
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            raise UsageError(f"设置“{path}”不存在", f"there is no setting {path}")
    tree[keys[-1]] = yaml.safe_load(value)


def _definition(rule: IndicatorRule, index: int, lines: Mapping[Place, int], file: str) -> Indicator:
    if rule.define:
        return rule.define
    found = catalogue().get(rule.id)
    if found is None:
        names = ", ".join(sorted(catalogue()))
        line = lines.get(("indicators", index, "id"), lines.get(("indicators",), 1))
        raise ContentError(
            file, line, f"没有指标“{rule.id}”；现有：{names}", f"no indicator `{rule.id}`; there are: {names}"
        )
    return found


def _check(standard: Standard, indicators: Iterable[Indicator], lines: Mapping[Place, int], file: str) -> None:
    """What one model cannot see: that names point at something, that the school rule can be met."""
    seen: set[str] = set()
    for index, indicator in enumerate(indicators):
        if indicator.id in seen:
            line = lines.get(("indicators", index), 1)
            raise ContentError(file, line, f"指标“{indicator.id}”出现两次", f"the indicator `{indicator.id}` stands twice")
        seen.add(indicator.id)
    asked = standard.school_rule.at_least if standard.school_rule else 0
    if asked > len(seen):
        raise ContentError(
            file,
            lines.get(("school_rule", "at_least"), 1),
            f"school_rule 要求 {asked} 项达标，但只有 {len(seen)} 项指标",
            f"school_rule asks for {asked} indicators kept, but there are only {len(seen)}",
        )
    for index, item in enumerate(standard.items):
        if item.indicator and item.indicator not in catalogue():
            names = ", ".join(sorted(catalogue()))
            line = lines.get(("items", index, "indicator"), 1)
            raise ContentError(
                file, line, f"没有指标“{item.indicator}”；现有：{names}", f"no indicator `{item.indicator}`; there are: {names}"
            )
    for cite in cites(standard):
        try:
            known_document(cite, standard.documents)
        except UsageError as error:
            raise ContentError(file, lines.get(("documents",), 1), error.message.zh, error.message.en) from None


def cites(part: object) -> list[Cite]:
    """Every citation inside a standard, in order."""
    if isinstance(part, Cite):
        return [part]
    if isinstance(part, dict):
        return [cite for value in part.values() for cite in cites(value)]
    if isinstance(part, (list, tuple)):
        return [cite for value in part for cite in cites(value)]
    if isinstance(part, BaseModel):
        return [cite for name in type(part).model_fields for cite in cites(getattr(part, name))]
    return []
