"""A finding about data: a value with a place. Findings are collected, never raised one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from junheng.terms.message import Lang, Message
from junheng.terms.personal import is_township, masked, without_name, without_persons


class Severity(StrEnum):
    ERROR = "error"  # a fact could not be taken: exit code 1
    WARNING = "warning"  # a person should look
    INFO = "info"  # said so that nothing happens silently


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> Message:
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.PASS: Message("达标", "pass"),
    Verdict.FAIL: Message("不达标", "fail"),
    Verdict.CANNOT_TELL: Message("无法判断", "cannot tell"),
}


Place = tuple[str, str, str]  # file, sheet, cell


def seen_from(here: Place, there: Place) -> str:
    """An address, with the sheet and the file where these are others."""
    (file, sheet, cell), same_file, same_sheet = there, there[0] == here[0], there[:2] == here[:2]
    return " ".join(part for part in ("" if same_file else file, "" if same_sheet else sheet, cell) if part)


def _cell_in(cell: str, lang: Lang) -> str:
    return Message(f"第 {cell} 行", f"row {cell}").to(lang) if cell.isdigit() else cell


_CELLS = ("cell-unusable", "cell-not-literal")  # what a cell holds and its column cannot may be anything
ONE_OF = "应为其中之一："
_MOST_TOLD = 8  # of the cells that a finding is held against


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (`file`, `sheet`, `cell`), what was `found`, what is `allowed`, and what to do about it (`message`).

    `against`: the cells with which it does not agree. It stands at the one that is most likely wrong; where all are alike, one of them may be it.

    Whatever is said, no finding repeats an identity, a bank card's or a mobile number, a signature, or a person's name that it found.
    """

    severity: Severity
    rule: str
    message: Message
    file: str = ""
    sheet: str = ""
    cell: str = ""
    found: str = ""
    allowed: str | Message = ""
    against: tuple[Place, ...] = ()

    @property
    def place(self) -> Place:
        return self.file, self.sheet, self.cell

    def in_file(self, label: str) -> Finding:
        """The same, with the name by which a delivery of several files tells its file."""
        against = tuple((label if file == self.file else file, sheet, cell) for file, sheet, cell in self.against)
        return replace(self, file=label, against=against)

    def against_in(self, lang: Lang) -> str:
        """Their addresses; of many the first."""
        told = [seen_from(self.place, (file, sheet, _cell_in(cell, lang))) for file, sheet, cell in self.against[:_MOST_TOLD]]
        more = len(self.against) - len(told)
        rest = Message(f"等 {len(self.against)} 格", f" and {more} more").to(lang) if more > 0 else ""
        return Message("、", ", ").to(lang).join(told) + rest

    def allowed_in(self, lang: Lang) -> str:
        return self.allowed.to(lang) if isinstance(self.allowed, Message) else self.allowed

    def cell_in(self, lang: Lang) -> str:
        """The cell as a person reads it: where only a row is known, it says so."""
        return _cell_in(self.cell, lang)

    def at(self, cell: str) -> Finding:
        """The same said of another cell. A list may say it of many, so nothing is masked a second time."""
        other, put = object.__new__(Finding), object.__setattr__
        put(other, "severity", self.severity)
        put(other, "rule", self.rule)
        put(other, "message", self.message)
        put(other, "file", self.file)
        put(other, "sheet", self.sheet)
        put(other, "cell", cell)
        put(other, "found", self.found)
        put(other, "allowed", self.allowed)
        put(other, "against", self.against)
        return other

    def __post_init__(self) -> None:
        found = self.found
        # what should be one of some words is quoted as it is: 高中 begins like a name
        shown = without_persons(found) if self.rule in _CELLS and not self.allowed_in(Lang.ZH).startswith(ONE_OF) else masked(found)
        if not is_township(self.allowed_in(Lang.ZH)):  # where a township should stand, 金沙真 is a slip of one
            shown = without_name(shown)
        zh, en = self.message.zh, self.message.en
        if shown != found:
            object.__setattr__(self, "found", shown)
            zh, en = zh.replace(found, shown), en.replace(found, shown)
        zh, en = masked(zh), masked(en)
        if (zh, en) != (self.message.zh, self.message.en):
            object.__setattr__(self, "message", Message(zh, en))
