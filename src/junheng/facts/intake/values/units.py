"""The units in which figures are written, and what those of money and land are worth."""

from __future__ import annotations

from decimal import Decimal

from junheng.terms import Unit

MONEY = {"元": 1, "千元": 1_000, "万元": 10_000}
VOLUMES = {"册": 1, "千册": 1_000, "万册": 10_000}
LAND = {  # square metres
    "亩": Decimal(2000) / 3, "公顷": Decimal(10_000), "hectare": Decimal(10_000), "acre": Decimal("4046.8564224"), "万平方米": Decimal(10_000),
    "square foot": Decimal("0.09290304"), "square yard": Decimal("0.83612736"),  # the international foot of 0.3048 m
}  # fmt: skip
UNITS = {  # what may be said of a fact of each
    Unit.SQUARE_METRE: {"平方米", "平米", "㎡", "m2", "亩", "公顷", "万平方米"},  # the last three are turned into m2
    Unit.YUAN: {"元", "千元", "万元"},
    Unit.ROOM: {"间", "个"},
    Unit.SET: {"台", "台(套)", "套"},
    Unit.VOLUME: {"册", "本", "千册", "万册"},
    Unit.PERSON: {"人", "名", "个"},
    Unit.CLASS: {"个", "个班", "班"},
}
_TIMES: dict[Unit | None, dict[str, int]] = {Unit.YUAN: MONEY, Unit.VOLUME: VOLUMES}
_SAME = {  # other names, by the one that is used here
    "市亩": "亩", "人民币元": "元", "元人民币": "元", "人民币万元": "万元", "万元人民币": "万元", "万本": "万册", "千本": "千册", "万平米": "万平方米", "万m2": "万平方米",
}  # fmt: skip


NAMES = frozenset().union(*UNITS.values(), _SAME, ("所", "条"))  # as heads name them


def called(unit: str) -> str:
    """A unit by its usual name: 市亩 is 亩, 人民币元 is 元."""
    return _SAME.get(unit, unit)


def times_of(kind: Unit | None, unit: str) -> int:
    """How many of the fact's own unit one of these is: 10 000 for 万元 and 万册."""
    return _TIMES.get(kind, {}).get(unit, 1)
