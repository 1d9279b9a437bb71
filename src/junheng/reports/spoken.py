"""What every report does in its one language: choose between two texts, put several after one another."""

from __future__ import annotations

from collections.abc import Iterable

from junheng.terms import Lang, Message


class Spoken:
    """Of whatever is told in one language, its own `lang`."""

    lang: Lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == Lang.ZH else en

    def to(self, message: Message) -> str:
        return message.to(self.lang)

    @property
    def comma(self) -> str:
        return self.say("、", ", ")

    def join(self, parts: Iterable[str]) -> str:
        return self.comma.join(parts)
