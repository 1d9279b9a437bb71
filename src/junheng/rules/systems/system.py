"""A system: a mechanism, programme or institution that the plans name, where it stands in them, and what serves it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from junheng.rules.plans import Rhythm
from junheng.terms import Message
from junheng.terms.content import Content, Matches, Read, Text


class Tier(StrEnum):
    """How near it is to balanced compulsory education. What touches single persons is `sensitive` beside."""

    CORE = "core"
    ADJACENT = "adjacent"  # other stages, image, slogans with an activity
    SENSITIVE = "sensitive"

    @property
    def label(self) -> Message:
        return _TIERS[self]


class State(StrEnum):
    WORKS = "works"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    DECLINED = "declined"  # on purpose, for the sake of the persons concerned

    @property
    def label(self) -> Message:
        return _STATES[self]


class Kind(StrEnum):
    """What a reference names. A test resolves every kind against the product; `rules` itself imports nothing for it."""

    STANDARD = "standard"  # its id
    INDICATOR = "indicator"  # an id of the catalogue of indicators
    ITEM = "item"  # an item of a standard, by the id that its facts stand under
    RULE = "rule"  # a rule of the funding tests
    CHECK = "check"  # the number of a check of facts
    COMMAND = "command"
    REPORT = "report"  # a form a report is written in
    COLUMN = "column"  # table.column: the fact is held, nothing judges it yet
    TARGET = "target"  # plan/target

    @property
    def label(self) -> Message:
        return _KINDS[self]


SERVES_ALONE = frozenset(Kind) - {Kind.COLUMN, Kind.TARGET}
"""Kinds that do something. A column holds a fact and a target holds a promise: neither makes a system work."""


class Reference(Content):
    kind: Kind
    name: str


def _reference(value: object) -> object:
    if isinstance(value, str) and " " in value:
        kind, name = value.split(" ", 1)
        return {"kind": kind, "name": name}
    return value


class Source(Content):
    """Lines of a plan's own text, from 1."""

    plan: str
    lines: tuple[int, ...]


class System(Content):
    """`served_by` is written as `kind name`, e.g. `item g12_certificates`. `reason`: what is missing, or why not."""

    id: Annotated[str, Matches(r"^S\d{3}$")]
    title: Text
    sources: tuple[Source, ...]
    tier: tuple[Tier, ...]
    rhythm: tuple[Rhythm, ...] = ()
    state: State
    served_by: tuple[Annotated[Reference, Read(_reference)], ...] = ()
    reason: Text | None = None

    @property
    def plans(self) -> tuple[str, ...]:
        return tuple(source.plan for source in self.sources)

    def wrong(self) -> Message | None:
        serves = any(reference.kind in SERVES_ALONE for reference in self.served_by)
        if serves != (self.state in (State.WORKS, State.PARTLY)):
            return Message(
                f"{self.id}：works 与 partly 要有能用的引用，not_yet 与 declined 只能引用列和目标",
                f"{self.id}: works and partly name something that serves; not_yet and declined name columns and targets only",
            )
        if self.state != State.WORKS and self.reason is None:
            return Message(f"{self.id}：除 works 外都要写 reason", f"{self.id}: every state but works has a `reason`")
        return None


class Group(Content):
    id: Annotated[str, Matches(r"^[a-z_]+$")]
    title: Text
    systems: tuple[System, ...]


class SystemFile(Content):
    groups: tuple[Group, ...]


_TIERS = {
    Tier.CORE: Message("核心", "core"), Tier.ADJACENT: Message("相邻", "adjacent"), Tier.SENSITIVE: Message("敏感", "sensitive"),
}
_STATES = {
    State.WORKS: Message("可用", "works"), State.PARTLY: Message("部分可用", "partly"),
    State.NOT_YET: Message("尚未建成", "not yet"), State.DECLINED: Message("不做", "declined"),
}
_KINDS = {
    Kind.STANDARD: Message("标准", "standard"), Kind.INDICATOR: Message("指标", "indicator"), Kind.ITEM: Message("项目", "item"),
    Kind.RULE: Message("经费规则", "funding rule"), Kind.CHECK: Message("检查规则", "check"), Kind.COMMAND: Message("命令", "command"), Kind.REPORT: Message("报告", "report"),
    Kind.COLUMN: Message("数据列", "column"), Kind.TARGET: Message("规划目标", "target"),
}
