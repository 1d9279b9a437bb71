"""Names, telephones and mailboxes where a code, a school, a township or a figure should stand: not stored, and told without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.persons.test_persons import MOBILE, WIDE, everything, write_csv
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.intake.books import delimited
from junheng.facts.intake.persons.kinds import Personal, kind_of_head
from junheng.terms import Finding, Message, Severity
from junheng.terms.personal import holds_contact, without_persons

STAFF = ["教职工编号", "学年", "学校标识码", "职称"]


def staff_book(path: Path, codes: list[object]) -> Path:
    rows = [[code, "2023", "21990001", "中级"] for code in codes]
    return write_sheets(path, {"填表说明": [["模板版本", "1"]], "教职工": [STAFF, *rows]})  # type: ignore[dict-item]


def test_whoever_stands_in_place_of_a_staff_number_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    persons: list[object] = ["张甲", "王某乙", "T0000李丙", "Li Na", 13900000000, MOBILE]
    path = staff_book(tmp_path / "t.xlsx", [*persons, "T0001", "2024-001", "000123", "高中001", "29000000000"])
    facts, delivery = load([path])
    assert facts.tables["staff"]["staff"].to_list() == ["000123", "2024-001", "29000000000", "T0001", "高中001"]
    refused = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert [each.cell for each in refused] == ["A2", "A3", "A4", "A5", "A6", "A7"]
    assert [each.found for each in refused] == ["张**", "王**", "T0000李**", "L**", "139********", "139********"]
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("张甲", "王某乙", "李丙", "Li Na", "LiNa", MOBILE))


@pytest.mark.parametrize("long", [2**21, 1])
def test_telephones_and_mailboxes_in_a_name_are_refused(long: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(delimited, "_LONG", long)
    names = ["Hope School (Mr. Otieno 0722123456)", "West School call Mary Wanjiku 0733 123456", "Unity School +254 722 123 456", "甲县小学 010-62345678", "Grace School m.w@example.org"]
    kept = ["Te Kao School", "甲县第5小学", "09210500101 PS Foo", "School No. 12"]
    rows = [[f"2199{place:04d}", name, "小学", "100", "10"] for place, name in enumerate([*names, *kept])]
    path = write_csv(tmp_path / "甲县2023学年.csv", [WIDE, *rows])
    facts, delivery = load([path])
    assert [each.cell for each in delivery.findings if each.rule == "cell-unusable"] == ["B2", "B3", "B4", "B5", "B6"]
    assert facts.schools["name"].to_list() == [None] * 5 + kept
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("0722123456", "0733 123456", "722 123", "62345678", "m.w@", "Otieno", "Wanjiku"))


def test_who_leads_a_school_or_lives_in_a_township_is_cut_off_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [("甲县小学 负责人:赵某柱", "青山镇 王芳"), ("乙县小学（校长李建国）", "青山镇"), ("丙县小学", "青山镇 石桥村")]
    rows = [[f"2199{place:04d}", name, "小学", "100", "10", township] for place, (name, township) in enumerate(names)]
    path = write_csv(tmp_path / "甲县2023学年.csv", [[*WIDE, "乡镇"], *rows])
    facts, delivery = load([path])
    assert facts.schools["name"].to_list() == ["甲县小学", "乙县小学", "丙县小学"]
    assert facts.schools["township"].to_list() == ["青山镇", "青山镇", "青山镇石桥村"]
    assert sorted(each.cell for each in delivery.findings if each.rule == "cell-not-literal") == ["B2", "B3", "F2"]
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("赵某柱", "王芳", "李建国"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("独孤志远（13900000000）", "***（139********）"), ("操小明 13900000000", "*** 139********"), ("zhang.san@example.com", "***@***"), ("010-62345678", "********"),
        ("2010-05-06", "2010-**-**"), ("令狐小冲同学", "令**"), ("李娜、王强", "李**、王**"), ("Ram Prasad, Sunita Devi", "R**, S**"), ("张甲12", "张**12"),
        ("约30", "约30"), ("暂无", "暂无"), ("许多", "许多"), ("120万元", "120万元"), ("50余人", "50余人"), ("1001张甲", "1001张**"), ("12人", "12人"), ("3-4", "3-4"), ("no data", "no data"), ("2023-09-01", "2023-09-01"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_told_without_persons(cell: str, shown: str) -> None:
    assert without_persons(cell) == shown
    found = Finding(Severity.ERROR, "cell-unusable", Message(f"填的是“{cell}”，应为数", f"it holds {cell!r}"), found=cell, allowed="应为不小于 0 的数")
    assert (found.found, found.message.zh, found.message.en) == (shown, f"填的是“{shown}”，应为数", f"it holds {shown!r}")


def test_a_word_in_place_of_a_choice_is_told_as_it_is() -> None:
    found = Finding(Severity.ERROR, "cell-unusable", Message("填的是“高中”", "it holds 高中"), found="高中", allowed=Message("应为其中之一：小学、初级中学", "it should be one of: 小学, 初级中学"))
    assert found.found == "高中"


@pytest.mark.parametrize("text", ["2155000001", "0123456789", "09210500101 PS Foo", "PS Foo 09210500101", "2023-2024", "城关小学3-6年级", "P.S. 123", "第01-02-03小学"])
def test_codes_and_years_are_no_telephones(text: str) -> None:
    assert not holds_contact(text)


def test_the_identity_number_of_a_head_is_no_name() -> None:
    assert kind_of_head("校长身份证号") == Personal.HOLDER_NUMBER
    assert kind_of_head("校长姓名") == Personal.HOLDER
