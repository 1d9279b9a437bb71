"""A finding about data: a value with a place. Findings are collected, never raised one by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.terms.message import Lang, Message
from junheng.terms.personal import masked, without_name


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


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (`file`, `sheet`, `cell`), what was `found`, what is `allowed`, and what to do about it (`message`).

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

    def allowed_in(self, lang: Lang) -> str:
        return self.allowed.to(lang) if isinstance(self.allowed, Message) else self.allowed

    def cell_in(self, lang: Lang) -> str:
        """The cell as a person reads it: where only a row is known, it says so."""
        return Message(f"第 {self.cell} 行", f"row {self.cell}").to(lang) if self.cell.isdigit() else self.cell

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
        return other

    def __post_init__(self) -> None:
        found = self.found
        shown = without_name(masked(found))
        zh, en = masked(self.message.zh), masked(self.message.en)
        if shown != found:
            object.__setattr__(self, "found", shown)
            zh, en = zh.replace(found, shown), en.replace(found, shown)
        if (zh, en) != (self.message.zh, self.message.en):
            object.__setattr__(self, "message", Message(zh, en))
