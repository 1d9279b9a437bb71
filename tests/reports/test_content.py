from __future__ import annotations

import pytest

from junheng.reports.content import Heading, Paragraph, Part, chinese, numbered, printable
from junheng.terms import Lang

HEADS = (Heading(1, "a"), Heading(2, "b"), Heading(3, "c"), Heading(3, "d"), Heading(2, "e"), Heading(1, "f"), Heading(2, "g"))


@pytest.mark.parametrize(
    ("lang", "numbers"),
    [(Lang.ZH, ["一、", "（一）", "1. ", "2. ", "（二）", "二、", "（一）"]),
     (Lang.EN, ["1 ", "1.1 ", "1.1.1 ", "1.1.2 ", "1.2 ", "2 ", "2.1 "])],
)
def test_headings_are_numbered(lang: Lang, numbers: list[str]) -> None:
    (part,) = numbered((Part(HEADS),), lang)
    assert [block.number for block in part.blocks if isinstance(block, Heading)] == numbers


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")])
def test_chinese_numbers(number: int, word: str) -> None:
    assert chinese(number) == word


def test_neighbours_of_one_orientation_share_pages() -> None:
    block = Paragraph("x")
    parts = numbered((Part((block,), alone=True), Part((block,)), Part((block,)), Part((block,), landscape=True)), Lang.ZH)
    assert [len(part.blocks) for part in parts] == [1, 2, 1]


def test_what_no_xml_may_hold_is_left_out() -> None:
    assert printable("a\x00b\x0bc\ud800d\ufffee\n\t示例") == "abcde\n\t示例"
