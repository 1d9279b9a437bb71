"""What the program says to a person: always in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One statement in Chinese and in English; `str()` gives both."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        return self.zh if lang == Lang.ZH else self.en

    def __str__(self) -> str:
        return self.zh if self.zh == self.en else f"{self.zh} / {self.en}"


def same(text: str) -> Message:
    """A text that needs no translation: a name, a code, a file path."""
    return Message(text, text)


def joined(messages: Iterable[Message], zh: str = "、", en: str = ", ") -> Message:
    """One behind the other, in each language with its own mark between them."""
    told = list(messages)
    return Message(zh.join(each.zh for each in told), en.join(each.en for each in told))


class UsageError(Exception):
    """The program was asked for something it cannot do: shown as one sentence, exit code 2."""

    def __init__(self, zh: str, en: str) -> None:
        self.message = Message(zh, en)
        super().__init__(en)
