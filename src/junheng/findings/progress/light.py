"""The light of a target: what a reader of the first page sees. A symbol and a word stand beside every colour."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from junheng.terms import Message, UsageError
from junheng.terms.content import Content, ContentError, Text, keys_of, parse, parse_tree, validate

FILE = Path(__file__).with_name("lights.yaml")


class Light(StrEnum):
    """What needs a look first."""

    OVERDUE = "overdue"  # the deadline has passed, or it is due at all times, and it does not hold
    BEHIND = "behind"
    LAGGING = "lagging"  # a little behind
    NO_YEAR = "no_year"  # nobody knows by when: only the distance can be told
    NOT_DUE = "not_due"  # yes or no: not yet, and the year is still ahead
    ON_TRACK = "on_track"
    MET = "met"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> Message:
        return _LABELS[self]

    @property
    def colour(self) -> Message:
        return _COLOURS[self]


GREEN, YELLOW, RED, GREY = Message("绿", "green"), Message("黄", "yellow"), Message("红", "red"), Message("灰", "grey")
_LABELS = {
    Light.OVERDUE: Message("已逾期", "overdue"), Light.BEHIND: Message("滞后", "behind"), Light.LAGGING: Message("略有滞后", "a little behind"),
    Light.ON_TRACK: Message("进展正常", "on track"), Light.MET: Message("已达成", "met"), Light.NOT_DUE: Message("未到期", "not yet due"),
    Light.NO_YEAR: Message("年份不明", "no known year"), Light.CANNOT_TELL: Message("无法判断", "cannot tell"),
}
_COLOURS = {
    Light.OVERDUE: RED, Light.BEHIND: RED, Light.LAGGING: YELLOW, Light.ON_TRACK: GREEN, Light.MET: GREEN, Light.NOT_DUE: GREY,
    Light.NO_YEAR: GREY, Light.CANNOT_TELL: GREY,
}


class Thresholds(Content):
    """Shares of 1. `source` says whose they are."""

    source: Text
    on_track: Decimal
    lagging: Decimal
    about: Decimal

    def wrong(self) -> Message | None:
        if not 0 <= self.lagging <= self.on_track <= 1:
            return Message("应为 0 ≤ lagging ≤ on_track ≤ 1", "it should be 0 <= lagging <= on_track <= 1")
        return None if 0 <= self.about < 1 else Message("about 应在 0 与 1 之间", "`about` should lie between 0 and 1")


@cache
def defaults() -> Thresholds:
    return parse(FILE.read_text("utf-8"), FILE.name, Thresholds)


def thresholds(settings: Mapping[str, str]) -> Thresholds:
    """settings: {"lights.lagging": "0.6"}. Raises UsageError for a name or a value that cannot be used."""
    allowed = [f"lights.{name}" for name in keys_of(Thresholds) if name != "source"]
    strange = next((name for name in settings if name not in allowed), None)
    if strange is not None:
        raise UsageError(f"没有设置“{strange}”；可用：{', '.join(allowed)}", f"there is no setting {strange}; there are: {', '.join(allowed)}")
    tree, lines = parse_tree(FILE.read_text("utf-8"), FILE.name)
    tree |= {name.removeprefix("lights."): value for name, value in settings.items()}
    try:
        return validate(tree, lines, FILE.name, Thresholds)
    except ContentError as error:
        given = ", ".join(f"{name}={value}" for name, value in settings.items())
        raise UsageError(f"设置 {given}：{error.bare.zh}", f"setting {given}: {error.bare.en}") from None
