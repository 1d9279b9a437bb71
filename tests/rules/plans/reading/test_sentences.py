"""Headings in all their forms, and sentences made whole."""

from __future__ import annotations

from junheng.rules.plans.document import Heading, Line, Sentence
from junheng.rules.plans.reading.headings import headings
from junheng.rules.plans.reading.sentences import sentences


def _lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def _read(*texts: str) -> tuple[list[Heading], list[Sentence], list[Line]]:
    lines = _lines(*texts)
    found = headings(lines)
    return found, *sentences(lines, found)


def test_every_form_of_heading_has_its_level() -> None:
    found = headings(_lines("第一章 总则", "一、目标", "（一）普及", "1、入学", "（1）小学", "①城区", "(二)提高", "2．巩固", "第二章 措施"))
    assert [(each.level, each.style, each.number) for each in found] == [
        (1, "章", 1), (2, "一、", 1), (3, "（一）", 1), (4, "1、", 1), (5, "（1）", 1), (6, "①", 1), (3, "（一）", 2), (4, "1、", 2), (1, "章", 2),
    ]


def test_decimal_headings_are_no_quantities() -> None:
    found = headings(_lines("1. 目标", "1.1 普及", "1.1.1 小学", "4.06平方米的用房", "1.2 提高"))
    assert [(each.mark, each.level) for each in found] == [("1.", 1), ("1.1", 2), ("1.1.1", 3), ("1.2", 2)]


def test_a_heading_after_a_sentence_is_found_when_it_is_the_next_number() -> None:
    found = headings(_lines("（一）安全。落实（二）类场所的检查。(二)德育。把德育放在首位。"))
    assert [(each.number, each.title, each.inline) for each in found] == [(1, "安全", True), (2, "德育", True)]


def test_broken_lines_are_joined_and_page_numbers_taken_out() -> None:
    _, whole, strays = _read(
        "对于保留的教学点也将作为幼儿园的建设地点，与中心小学一起管理，确保资 4", "源合理利用。积极引导企业、个人、", "- 12 -", "社会团体设立奖学金。"
    )
    assert [(each.line, each.text) for each in whole] == [
        (1, "对于保留的教学点也将作为幼儿园的建设地点，与中心小学一起管理，确保资源合理利用。"), (2, "积极引导企业、个人、社会团体设立奖学金。"),
    ]
    assert [(each.line, each.breaks[0][1]) for each in whole] == [(1, 2), (2, 4)]
    assert whole[0].line_at(whole[0].text.index("源合理")) == 2
    assert [each.text.strip(" -") for each in strays] == ["4", "12"]


def test_a_number_that_the_next_line_measures_stays() -> None:
    _, whole, strays = _read("到规划期末，全县保留小学58所、初级中学14所，新建寄宿制学校6所，教学点 59", "个，撤并学校19所。")
    assert strays == []
    assert "教学点 59个" in whole[0].text


def test_a_file_of_lines_of_one_width_is_made_of_whole_sentences() -> None:
    text = "全县义务教育阶段学校要严格执行课程方案，每位教师每学期听课不少于20节，教研组每周开展一次集体备课，" * 4 + "严禁挤占课时。"
    _, whole, _ = _read(*(text[start : start + 40] for start in range(0, len(text), 40)))
    assert [each.text for each in whole] == [text]


def test_the_path_of_a_sentence_is_the_headings_above_it() -> None:
    _, whole, _ = _read("三、措施", "(二)管理", "1、健全听课制度。每位教师每学期听课不少于20节。")
    assert whole[-1].paragraph == "三/（二）/1"
    assert [each.title for each in whole] == [True, True, False, False]
