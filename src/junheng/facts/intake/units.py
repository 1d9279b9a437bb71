"""The units in which figures are written, and what those of money and land are worth."""

from __future__ import annotations

from decimal import Decimal

from junheng.terms import Unit

MONEY = {"元": 1, "千元": 1_000, "万元": 10_000}
LAND = {"亩": Decimal(2000) / 3, "公顷": Decimal(10_000), "hectare": Decimal(10_000), "acre": Decimal("4046.8564224")}  # square metres
UNITS = {  # what may be said of a fact of each
    Unit.SQUARE_METRE: {"平方米", "平米", "㎡", "m2", "亩", "公顷"},  # 亩 and 公顷 are turned into m2
    Unit.YUAN: {"元", "千元", "万元"},
    Unit.ROOM: {"间", "个"},
    Unit.SET: {"台", "台(套)", "套"},
    Unit.VOLUME: {"册", "本"},
    Unit.PERSON: {"人", "名", "个"},
    Unit.CLASS: {"个", "个班", "班"},
}
