"""Units, and how a quantity is kept exactly: as an integer of the unit's smallest step."""

from __future__ import annotations

from enum import StrEnum

from junheng.terms.message import Message


class Unit(StrEnum):
    """What a fact counts. `scale` is the number of steps in one unit: 12.5 m2 is kept as 125 000."""

    PERSON = "person"
    CLASS = "class"
    ROOM = "room"
    SET = "set"  # 台
    VOLUME = "volume"  # 册
    SQUARE_METRE = "m2"
    YUAN = "yuan"
    MINUTE = "minute"
    KILOMETRE = "km"
    PERCENT = "percent"
    ITEM = "item"

    @property
    def scale(self) -> int:
        """Steps per unit: 1 for what is counted, 10 000 for what is measured."""
        return 10_000 if self in _MEASURED else 1

    @property
    def label(self) -> Message:
        return _LABELS[self]


_MEASURED = {Unit.SQUARE_METRE, Unit.YUAN, Unit.MINUTE, Unit.KILOMETRE, Unit.PERCENT}
_LABELS = {
    Unit.PERSON: Message("人", "persons"),
    Unit.CLASS: Message("个班", "classes"),
    Unit.ROOM: Message("间", "rooms"),
    Unit.SET: Message("台", "sets"),
    Unit.VOLUME: Message("册", "volumes"),
    Unit.SQUARE_METRE: Message("平方米", "m²"),
    Unit.YUAN: Message("元", "yuan"),
    Unit.MINUTE: Message("分钟", "minutes"),
    Unit.KILOMETRE: Message("公里", "km"),
    Unit.PERCENT: Message("%", "%"),
    Unit.ITEM: Message("项", "items"),
}
