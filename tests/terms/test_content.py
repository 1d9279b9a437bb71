"""Content files to typed parts: what each kind of type takes, what it refuses, and that nothing is lost on the way back."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import pytest

from junheng.facts.intake.heads.source import FOLDER as SOURCES
from junheng.facts.intake.heads.source import Source
from junheng.rules import load_standard, standard_ids
from junheng.rules.standards import Standard
from junheng.terms import Message
from junheng.terms.content import (
    EMPTY,
    AtLeast,
    AtMost,
    Content,
    ContentError,
    Matches,
    Read,
    Text,
    parse,
    plain,
    validate,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Leaf(Content):
    name: Text
    size: Decimal | None = None


class Tree(Content):
    id: Annotated[str, Matches("^[a-z]+$")]
    age: Annotated[int, AtLeast(0), AtMost(9)] = 0
    high: float = 0.5
    colour: Colour = Colour.RED
    kind: Literal["oak", "elm"] = "oak"
    box: tuple[float, float] = (0.0, 1.0)
    leaves: tuple[Leaf, ...] = ()
    by: dict[Literal["spring", "autumn"], Leaf] = EMPTY
    planted: datetime.date | None = None
    year: Annotated[str, Read(str)] = ""
    mixed: dict[str, str | int | bool] = EMPTY
    either: tuple[str, ...] | dict[str, str] = ()

    def wrong(self) -> Message | None:
        return Message("榆树不能老", "an elm cannot be old") if self.kind == "elm" and self.age > 5 else None


def tree(text: str) -> Tree:
    return parse(f"id: x\n{text}\n", "tree.yaml", Tree)


def test_each_kind_of_type_is_read() -> None:
    found = tree(
        "age: 7\nhigh: 2\ncolour: blue\nbox: [1, 2.5]\nleaves: [{name: 叶, size: 4.2}, {name: {zh: 叶, en: leaf}}]\n"
        "by: {spring: {name: a}}\nplanted: 2024-09-01\nyear: 2024\nmixed: {a: b, c: 3, d: true}\neither: {k: v}"
    )
    assert (found.age, found.high, found.colour, found.box) == (7, 2.0, Colour.BLUE, (1.0, 2.5))
    assert [leaf.size for leaf in found.leaves] == [Decimal("4.2"), None]  # the digits that were written, no binary fraction
    assert [leaf.name for leaf in found.leaves] == [Message("叶", "叶"), Message("叶", "leaf")]
    assert found.by == {"spring": Leaf(name=Message("a", "a"))}
    assert (found.planted, found.year) == (datetime.date(2024, 9, 1), "2024")
    assert found.mixed == {"a": "b", "c": 3, "d": True}
    assert found.mixed["d"] is True
    assert found.either == {"k": "v"}
    assert tree("either: [k]").either == ("k",)


@pytest.mark.parametrize(
    ("text", "line", "zh", "en"),
    [
        ("age: true", 2, "应为整数", "a whole number"),
        ("age: 3.0", 2, "应为整数", "a whole number"),
        ("age: -1", 2, "应不小于 0", "0 or more"),
        ("age: 10", 2, "应不大于 9", "9 or less"),
        ("high: .inf", 2, "应为数字", "a number"),
        ("colour: green", 2, "'red'、'blue' 之一", "'red' or 'blue'"),
        ("kind: 1", 2, "'oak'、'elm' 之一", "'oak' or 'elm'"),
        ("box: [1]", 2, "应有 2 个值", "hold 2 values"),
        ("box: 3", 2, "应为列表", "a list"),
        ("leaves: [{name: a}, {name: b, size: many}]", 2, "应为数字", "`leaves > 1 > size`"),
        ("leaves:\n- name: a\n  size: .nan", 4, "应为数字", "a number"),
        ("leaves:\n- size: 3", 3, "缺少“name”", "`name` is missing"),
        ("by:\n  sprung: {name: a}", 3, "'sprung'", "'sprung' cannot be used"),
        ("by: [a]", 2, "应为“键: 值”", "`key: value`"),
        ("planted: soon", 2, "应为日期", "a day"),
        ("mixed: {a: [1]}", 2, "应为文字", "text"),
        ("either: {a: 2145000016}", 2, "要加引号", "in quotation marks"),
        ("leaves: [{name: [a]}]", 2, "应为文字，或分 zh、en", "`zh` and `en`"),
        ("kind: elm\nage: 6", 1, "榆树不能老", "an elm cannot be old"),
        ("colr: red", 2, "是否为“colour”", "did you mean `colour`?"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, zh: str, en: str) -> None:
    with pytest.raises(ContentError) as caught:
        tree(text)
    assert caught.value.line == line
    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


def test_a_part_is_immutable_and_knows_its_keys() -> None:
    leaf = Leaf(name=Message("a", "a"))
    with pytest.raises(AttributeError):
        leaf.size = Decimal(3)  # type: ignore[misc]
    with pytest.raises(TypeError, match="colour"):
        Leaf(name=Message("a", "a"), colour="red")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="name"):
        Leaf()  # type: ignore[call-arg]
    assert leaf == Leaf(name=Message("a", "a"), size=None)
    assert hash(leaf) == hash(Leaf(name=Message("a", "a")))
    assert leaf != Leaf(name=Message("a", "b"))


@pytest.mark.parametrize("ref", standard_ids())
def test_a_standard_survives_being_written_out(ref: str) -> None:
    """What `plain` writes is read again as the same: layers are joined that way."""
    standard = load_standard(ref).standard
    for defaults in (True, False):
        assert validate(plain(standard, defaults), {}, ref, Standard) == standard


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_source_survives_being_written_out(path: object) -> None:
    source = parse(path.read_text("utf-8"), str(path), Source)  # type: ignore[attr-defined]
    assert validate(plain(source), {}, "again", Source) == source
