"""Every mistake in a user's file is answered with the file, the line and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.rules import load_standard
from junheng.terms import UsageError
from junheng.terms.content import ContentError

MINE = """\
id: mine
title: 本县标准
version: "1"
documents:
  plan: {number: 县府〔2024〕1号, title: 本县规划, valid_from: 2024}
stages:
  primary: {title: 小学}
counts:
  kinds: [primary]
  points: out
indicators:
  - id: q6_equipment
    limits:
      primary: {at_least: 2000, cite: {of: plan, clause: 第2条, confidence: own}}
items:
  - id: i1
    part: government
    title: 项目
    judged_by: value
    limits: {all: {at_least: 1}}
"""
LAYER = """\
extends: cn/national/quality-2017
id: mine
title: 本县标准
version: "1"
indicators:
  - id: q7_multimedia_rooms
    limits:
      primary: {at_least: 2.5}
  - id: q1_teachers_above_standard
    limits:
      primary: {at_least: 5}
"""


def mistake(folder: Path, text: str) -> ContentError:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_standard(str(path))
    assert caught.value.file == str(path)
    return caught.value


def test_both_examples_are_right(tmp_path: Path) -> None:
    for name, text in (("mine", MINE), ("layer", LAYER)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, "utf-8")
        assert load_standard(str(path)).standard.id == "mine"


# what is written, what instead, the line, the words of the answer
MISTAKES = [
    ("indicators:", "indicatrs:", 11, "did you mean `indicators`?"),
    ("  points: out", "  pionts: out", 10, "did you mean `points`?"),
    ("at_least: 2000", "at_leest: 2000", 14, "did you mean `at_least`?"),
    ("judged_by: value", "judgedby: value", 19, "did you mean `judged_by`?"),
    ("title: 小学", "titel: 小学", 7, "did you mean `title`?"),
    ("title: 本县标准", "title: {zh: 本县, en: ours, fr: la}", 2, "unknown key `fr`"),
    ("title: 本县标准", "title: {zh: 本县}", 2, "`en` is missing"),
    ("  kinds: [primary]\n", "", 8, "`kinds` is missing"),
    ("points: out", "points: banana", 10, "'merge', 'own' or 'out'"),
    ("kinds: [primary]", "kinds: [primary, prmary]", 9, "'prmary' cannot be used"),
    ("at_least: 2000", "at_least: many", 14, "'many' cannot be used"),
    ("at_least: 2000", "at_least: 2000, at_most: 9", 14, "exactly one of"),
    ("{at_least: 2000, ", "{", 14, "exactly one of"),
    ("primary: {at_least", "primry: {at_least", 14, "'primry' cannot be used"),
    ("id: q6_equipment", "id: q6_equipmnt", 12, "did you mean `q6_equipment`?"),
    ("of: plan", "of: plann", 14, "cites the document `plann`"),
    ("version:", "title: x\nversion:", 3, "the key `title` stands twice"),
    ("stages:\n", "stages: [\n", 8, "not valid YAML"),
    ("valid_from: 2024", "valid_from: 2024-13-45", 5, "cannot read `2024-13-45`"),
    ("title: 小学", "title: !secret x", 7, "cannot read `x`"),
    ("judged_by: value", "judged_by: document", 16, "has no `limits`"),
    ("{all: {at_least: 1}}", "{all: {at_least: 1}, junior: {at_least: 2}}", 16, "one per stage"),
    ("judged_by: value", "judged_by: schools\n    indicator: nothing", 20, "there is no `nothing`"),
    ("items:", "items:\n  - {id: i1, part: veto, title: x, judged_by: document}", 17, "`i1` stands twice in items"),
    ("items:", "school_rule: {at_least: 3}\nitems:", 15, "there are only 1"),
    ("version:", "extends: mine.yaml\nversion:", 3, "in a circle"),
    ("version:", "extends: cn/national/basik\nversion:", 3, "no standard cn/national/basik"),
    ("id: mine", "id: &a [*a]", 1, "no references"),
    ("id: mine", "[id]: mine", 1, "a key should be one word"),
    ("id: mine", "<<: {id: mine}", 1, "cannot read `<<`"),
]


@pytest.mark.parametrize(("given", "instead", "line", "words"), MISTAKES)
def test_a_mistake_names_line_and_remedy(tmp_path: Path, given: str, instead: str, line: int, words: str) -> None:
    error = mistake(tmp_path, MINE.replace(given, instead, 1))
    assert words in error.message.en
    assert f"line {error.line}:" in error.message.en
    assert f"第 {error.line} 行" in error.message.zh
    assert error.line == line


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "id: \x00"])
def test_a_file_that_is_no_standard(tmp_path: Path, text: str) -> None:
    assert mistake(tmp_path, text).line == 1


def test_an_answer_in_chinese_is_chinese(tmp_path: Path) -> None:
    assert "应为" in mistake(tmp_path, MINE.replace("points: out", "points: banana")).message.zh
    assert "只写一个" in mistake(tmp_path, MINE.replace("at_least: 2000", "at_least: 2, at_most: 9")).message.zh


@pytest.mark.parametrize(
    ("given", "instead", "line", "words"),
    [
        ("at_least: 2.5", "at_leest: 2.5", 8, "did you mean `at_least`?"),
        ("at_least: 5", "at_least: five", 11, "'five' cannot be used"),
        ("q1_teachers_above_standard", "q1_teachers", 9, "there is no `q1_teachers`"),
        ("q1_teachers_above_standard", "q7_multimedia_rooms", 9, "stands twice in indicators"),
        ("at_least: 5", "at_least: 5, cite: {of: ours, clause: x, confidence: own}", 11, "cites the document `ours`"),
    ],
)
def test_a_layer_is_answered_with_its_own_lines(
    tmp_path: Path, given: str, instead: str, line: int, words: str
) -> None:
    """The entries of a layer take the place of the nation's: the line must still be the layer's."""
    error = mistake(tmp_path, LAYER.replace(given, instead, 1))
    assert words in error.message.en
    assert error.line == line


def test_a_circle_over_two_files(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("extends: mine.yaml\n", "utf-8")
    (tmp_path / "mine.yaml").write_text("extends: other.yaml\n", "utf-8")
    with pytest.raises(ContentError, match="in a circle"):
        load_standard(str(tmp_path / "mine.yaml"))


def test_an_unknown_standard_names_the_shipped_ones() -> None:
    with pytest.raises(UsageError, match="cn/national/quality-2017"):
        load_standard("cn/national/quality-2018")


def test_a_folder_or_other_encoding_is_no_standard(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder"):
        load_standard(str(tmp_path))
    (tmp_path / "gbk.yaml").write_bytes("title: 本县标准".encode("gbk"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_standard(str(tmp_path / "gbk.yaml"))


def test_the_worked_example_of_the_handbook_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "standards.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "county.yaml"
    path.write_text(example, "utf-8")
    rules = load_standard(str(path))
    assert rules.standard.id == "our-county"
    assert rules.rule_of("q6_equipment").limits["primary"].value == 2600
