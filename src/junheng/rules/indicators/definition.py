"""An indicator: sums of fact columns over sums of fact columns, times a factor. Nothing cleverer in YAML."""

from __future__ import annotations

from typing import Annotated, Literal

from junheng.rules.citation import Cite
from junheng.terms.content import AtLeast, Content, Matches, Read, Text

StageName = Literal["primary", "junior", "senior"]


class Addend(Content):
    """One column of a sum, added or taken away."""

    column: str
    sign: Literal[1, -1] = 1

    def __str__(self) -> str:
        return self.column if self.sign == 1 else f"-{self.column}"


def _addend(value: object) -> object:
    if isinstance(value, str):
        return {"column": value.removeprefix("-"), "sign": -1 if value.startswith("-") else 1}
    return value


Sum = tuple[Annotated[Addend, Read(_addend)], ...]


class Indicator(Content):
    """`numerator` and `denominator` are sums of columns of `school_years`.

    numerator: one sum, or one sum per stage where the stages count differently.
    denominator: empty for a plain count.
    split: the numerator is a total of the whole school, shared between its stages by weighted pupils.
    """

    id: Annotated[str, Matches(r"^[a-z][a-z0-9_]*$")]
    title: Text
    unit: Text
    numerator: Sum | dict[StageName, Sum]
    denominator: Sum = (Addend(column="pupils"),)
    factor: Annotated[int, AtLeast(1)] = 1
    split: bool = False
    why: Text | None = None
    cite: Cite | None = None
    note: Text | None = None

    def numerator_of(self, stage: str) -> Sum:
        if isinstance(self.numerator, dict):
            return next((own for name, own in self.numerator.items() if name == stage), ())
        return self.numerator

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Those of every stage, and the denominator."""
        return (*(self.numerator.values() if isinstance(self.numerator, dict) else (self.numerator,)), self.denominator)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the indicator needs, each once, in the order written."""
        return tuple(dict.fromkeys(addend.column for part in self.sums for addend in part))


class IndicatorFile(Content):
    """A file of the catalogue: indicators that belong together."""

    title: Text
    indicators: tuple[Indicator, ...]
