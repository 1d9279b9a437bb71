"""Personal columns are recognised by head and by content, never stored, never repeated; lists of children are refused."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.cli.app import run
from junheng.facts import load
from junheng.facts.intake.books import delimited
from junheng.facts.intake.persons import screen
from junheng.terms import Finding, Message, Severity
from junheng.terms.personal import holds_number, is_identity, is_mobile, is_name, masked, masked_title

# made up: the region 999999 does not exist
IDENTITY = "99999920150101001"
MOBILE = "13900000000"
WIDE = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数"]
SCHOOLS = [["21990001", "甲县第一小学", "小学", "100", "10"], ["21990002", "甲县第二小学", "小学", "200", "20"],
           ["21990003", "甲县第三小学", "小学", "300", "30"]]


def identity(number: str = IDENTITY) -> str:
    """With the check digit: weights are 2^(17-i) mod 11, counted here the long way."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number))
    return number + next(str(check) if check < 10 else "X" for check in range(11) if (total + check) % 11 == 1)


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(each.severity.value, each.rule, each.cell) for each in findings if each.rule.startswith("person")]


def everything(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    facts, delivery = load([path])
    run(["check", str(path), "--json"])
    frames = "".join(frame.write_json() for frame in (*facts.tables.values(), *facts.records.values()))
    return frames + repr(delivery.findings) + capsys.readouterr().out


def test_an_identity_number_is_told_by_its_check_digit() -> None:
    number = identity()
    assert is_identity(number)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert not is_identity(wrong)
    assert is_identity("999999150101001")
    assert not is_identity("999999151301001")  # a thirteenth month
    assert is_mobile("+86 139-0000-0000")
    assert not is_mobile("12900000000")


def test_no_finding_repeats_a_number_or_a_signature() -> None:
    text = f"身份证 {identity()}，手机 {MOBILE}，G{identity()}；填表人：甲某 审核人：乙某"
    found = Finding(Severity.INFO, "x", Message(text, text), found=text)
    for said in (found.found, found.message.zh, found.message.en):
        assert not any(secret in said for secret in (IDENTITY, MOBILE, "甲某", "乙某"))
    blank = "填表人：　　　审核人：　　　填表日期：　　年　　月　　日"
    assert masked(blank) == blank
    assert masked("2199001006 12345678901234") == "2199001006 12345678901234"


def test_heads_and_contacts_in_a_table_of_schools_are_dropped_once_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*WIDE, "校长姓名", "联系电话", "校长手机", "校长身份证号"]]
    rows += [[*school, "甲某", "0999-1234567", MOBILE, identity()] for school in SCHOOLS]
    path = write_csv(tmp_path / "甲县2023学年学校一览表.csv", rows)
    facts, delivery = load([path])
    assert told(delivery.findings) == [
        ("warning", "personal-column", "F1"), ("info", "personal-column", "G1"), ("warning", "personal-column", "H1"),
        ("warning", "personal-column", "I1"),
    ]
    assert not delivery.has_errors
    assert facts.school_years["pupils"].to_list() == [100, 200, 300]
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("甲某", "1234567", MOBILE, IDENTITY))
    assert "3 格" in delivery.findings[0].message.zh


def test_a_head_in_two_lines_is_taken_with_its_group(tmp_path: Path) -> None:
    rows = [["甲县2023学年学校一览表"], [*WIDE, "校长", "", ""], ["", "", "", "", "", "姓名", "出生年月", "手机"]]
    rows += [[*school, "甲某", "1970-01", MOBILE] for school in SCHOOLS]
    facts, delivery = load([write_sheets(tmp_path / "a.xlsx", {"表": rows})])  # type: ignore[dict-item]
    assert [cell for _, _, cell in told(delivery.findings)] == ["F3", "G3", "H3"]
    assert [each.rule for each in delivery.findings if each.rule == "column-unknown"] == []
    assert facts.school_years["teachers"].to_list() == [10, 20, 30]


def test_numbers_are_known_without_a_head(tmp_path: Path) -> None:
    rows = [[*WIDE, "备注一", "备注二"]] + [[*school, identity(), MOBILE] for school in SCHOOLS]
    _, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert told(delivery.findings) == [("warning", "personal-column", "F1"), ("warning", "personal-column", "G1")]
    assert not any(MOBILE in repr(each) or IDENTITY in repr(each) for each in delivery.findings)


@pytest.mark.parametrize("long", [2**21, 1])
def test_of_a_long_list_every_number_is_dropped_though_not_every_row_is_looked_at(long: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(screen, "_WHOLE", 10)
    monkeypatch.setattr(delimited, "_LONG", long)  # bytes from which a text is kept as columns
    rows = [[f"21990{number:04d}", f"甲县第{number}小学", "小学", "100", "10", f"1390000{number:04d}"] for number in range(78)]
    path = write_csv(tmp_path / "list.csv", [[*WIDE, "乡镇"], *rows])
    _, delivery = load([path])
    assert told(delivery.findings) == [("warning", "personal-column", "F1")]
    assert "13900000" not in everything(path, capsys)


def test_numbers_that_the_spreadsheet_made_floats_are_known(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*WIDE, "备注"]]
    rows += [[*school, float(MOBILE)] for school in SCHOOLS]
    _, delivery = load([write_sheets(tmp_path / "甲县2023学年.xlsx", {"表": rows})])
    assert told(delivery.findings) == [("warning", "personal-column", "F1")]


@pytest.mark.parametrize("head", [
    "联系人及电话", "校长手机号", "副校长姓名", "Head teacher", "Principal's name", "School phone no.", "Telefone", "法定代表人", "E-mail", "传真号码", "户籍所在地",
])
def test_many_words_for_what_is_personal(head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*WIDE, head]] + [[*school, f"甲某{place}"] for place, school in enumerate(SCHOOLS)]
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    facts, delivery = load([path])
    assert [cell for _, _, cell in told(delivery.findings)] == ["F1"]
    assert facts.school_years["pupils"].to_list() == [100, 200, 300]
    assert "甲某" not in everything(path, capsys)


@pytest.mark.parametrize("head", ["固定电话数", "电话（部）", "Number of teachers with a mobile phone", "Name of school", "教师数", "民族", "学生性别", "Race", "是否有校长"])
def test_counts_and_schools_are_nobodys(head: str, tmp_path: Path) -> None:
    rows = [[*WIDE, head]] + [[*school, str(place)] for place, school in enumerate(SCHOOLS)]
    _, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert told(delivery.findings) == []


def test_pupils_of_as_many_schools_are_pupils_all_the_same(tmp_path: Path) -> None:
    rows = [["学校名称", "姓名", "身份证号", "年级"], *([f"甲县{place}小", "甲某", identity(), "三"] for place in "一二三四")]
    facts, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert [each.rule for each in delivery.findings if each.severity == Severity.ERROR] == ["persons-listed"]
    assert facts.schools.is_empty()


def test_identity_numbers_kept_as_floats_are_known(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*WIDE, "备注", "说明"]]
    rows += [[*school, float(identity()[:17] + "1"), 999999150101001.0] for school in SCHOOLS]
    _, delivery = load([write_sheets(tmp_path / "甲县2023学年.xlsx", {"表": rows})])
    assert [cell for _, _, cell in told(delivery.findings)] == ["F1", "G1"]


def test_codes_that_begin_like_a_mobile_stay(tmp_path: Path) -> None:
    rows = [WIDE, *([f"1301020000{place}", *school[1:]] for place, school in enumerate(SCHOOLS, 1))]
    facts, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert facts.schools["school"].to_list() == ["13010200001", "13010200002", "13010200003"]
    assert told(delivery.findings) == []


@pytest.mark.parametrize("heads", [
    ["学校名称", "*姓名（必填）", "学籍号", "班级", "家庭住址"], ["学校", "姓名", "证件号码（18位）", "年级", "户主电话"], ["学校名称", "学生姓名", "身份证号码", "民族", "现住址"],
    ["School", "Student name", "Date of birth", "Class", "Home address"], ["Escola", "Nome do aluno", "Data de nascimento", "Turma", "CPF"],
])
def test_a_list_of_pupils_is_refused(heads: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [heads] + [["甲县第一小学", f"甲某{place}", f"G{identity()}", "一年级", "乙街一号"] for place in range(5)]
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    facts, delivery = load([path])
    (refused,) = [each for each in delivery.findings if each.rule == "persons-listed"]
    assert refused.severity == Severity.ERROR
    assert (delivery.rows_in, delivery.rows_kept) == (6, 0)
    assert all(frame.is_empty() for frame in (*facts.tables.values(), *facts.records.values()))
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("甲某", "乙街", IDENTITY))
    assert run(["check", str(path)]) == 1


def test_a_pupil_list_beside_the_school_table_leaves_the_table(tmp_path: Path) -> None:
    pupils = [["姓名", "学籍号", "年级"], *([f"甲某{place}", f"G{identity()}", "1"] for place in range(4))]
    path = write_sheets(tmp_path / "甲县2023学年.xlsx", {"学校": [WIDE, *SCHOOLS], "名单": pupils})  # type: ignore[dict-item]
    facts, delivery = load([path])
    assert facts.school_years["pupils"].to_list() == [100, 200, 300]
    (refused,) = [each for each in delivery.findings if each.rule == "persons-listed"]
    assert (refused.sheet, delivery.rows_in, delivery.rows_kept) == ("名单", 8, 3)


def test_a_staff_roster_keeps_what_is_not_personal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.xlsx"
    head = ["教职工编号", "姓名", "身份证号", "学年", "学校标识码", "任教课程", "职称"]
    staff = [[f"T{place}", "甲某", identity(), "2023", "21990001", "数学", "中级"] for place in range(3)]
    write_sheets(path, {"填表说明": [["模板版本", "1"]], "教职工": [head, *staff]})  # type: ignore[dict-item]
    facts, delivery = load([path])
    assert told(delivery.findings) == [("warning", "personal-column", "B1"), ("warning", "personal-column", "C1")]
    assert facts.tables["staff"]["staff"].to_list() == ["T0", "T1", "T2"]
    assert facts.tables["staff"]["subject"].to_list() == ["数学"] * 3
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("甲某", IDENTITY))


def test_an_identity_number_as_staff_number_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = ["教职工编号", "学年", "学校标识码", "职称"]
    write_sheets(tmp_path / "t.xlsx", {"填表说明": [["模板版本", "1"]], "教职工": [head, [identity(), "2023", "21990001", "中级"], ["T1", "2023", "21990001", "中级"]]})
    assert IDENTITY not in everything(tmp_path / "t.xlsx", capsys)


def test_a_forms_answers_about_persons_are_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        ["学校（机构）基本情况"], ["学校（机构）名称：甲县第一小学　学校（机构）标识码：2199000001", "", "2023/2024学年初"], ["指标名称", "代码", "内容"],
        ["属地管理教育行政部门", "07", "甲县教育局"], ["办公电话", "13", "0999-1234567"], ["校长（负责人）", "16", "甲某"], ["是否计校数", "18", "是"],
        [f"填表人：乙某　联系电话：{MOBILE}"],
    ]
    path = write_sheets(tmp_path / "2199000001_甲县第一小学.xlsx", {"教基1001_小学": rows})  # type: ignore[arg-type]
    facts, delivery = load([path])
    assert [(severity, cell) for severity, _, cell in told(delivery.findings)] == [("info", "C5"), ("info", "C6")]
    assert facts.schools["counted"].to_list() == [True]
    said = everything(path, capsys)
    assert not any(secret in said for secret in ("甲某", "乙某", "1234567", MOBILE))


def test_a_line_of_signatures_that_nobody_signed_holds_no_persons(tmp_path: Path) -> None:
    rows = [["学校（机构）基本情况"], ["学校（机构）名称：甲县第一小学　学校（机构）标识码：2199000001", "", "2023/2024学年初"], ["指标名称", "代码", "内容"], ["是否计校数", "18", "是"]]
    for number, signed in enumerate(["", "甲某"]):
        line = ["单位负责人：", signed, "统计负责人：", "", "报出日期：2023年9月20日"]
        (tmp_path / str(number)).mkdir()
        path = write_sheets(tmp_path / str(number) / "2199000001_甲县第一小学.xlsx", {"教基1001_小学": [*rows, line]})  # type: ignore[list-item]
        found = [each for each in load([path])[1].findings if each.rule == "personal-column"]
        assert [(each.cell, "“单位负责人”是校长、联系人等的姓名（1 格）" in each.message.zh) for each in found] == ([("B5", True)] if signed else [])


def test_a_number_in_the_wrong_cell_is_masked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*WIDE, "乡镇"], *([*school, "城关镇"] for school in SCHOOLS)]
    rows[2][3], rows[3][5] = MOBILE, f"城关镇 甲某 {MOBILE}"
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    _, delivery = load([path])
    assert sorted(each.cell for each in delivery.findings if each.severity == Severity.ERROR) == ["D3", "F4"]
    assert MOBILE not in everything(path, capsys)
    assert json.dumps([each.found for each in delivery.findings], ensure_ascii=False).count("139********") >= 1


def test_a_roster_of_no_known_family_is_a_finding_and_its_persons_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["序号", "姓名", "性别", "出生年月", "职称", "任教学科", "手机"]] + [["1", "甲某", "男", "1970-01", "中级", "数学", MOBILE]] * 2
    path = write_csv(tmp_path / "名单.csv", rows)
    _, delivery = load([path])
    assert [(each.severity.value, each.rule, each.cell) for each in delivery.findings] == [
        *(("warning", "personal-column", cell) for cell in ("B1", "C1", "D1", "G1")), ("error", "file-unknown", ""),
    ]
    assert (delivery.rows_in, delivery.rows_kept) == (3, 0)
    assert "甲某" not in everything(path, capsys)


def test_a_zip_is_cleared_like_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = write_csv(tmp_path / "甲县2023学年学校一览表.csv", [[*WIDE, "校长"], *([*school, "甲某"] for school in SCHOOLS)])
    with zipfile.ZipFile(tmp_path / "甲县.zip", "w") as archive:
        archive.write(inside, inside.name)
    facts, delivery = load([tmp_path / "甲县.zip"])
    assert told(delivery.findings) == [("warning", "personal-column", "F1")]
    assert facts.school_years["pupils"].to_list() == [100, 200, 300]
    assert "甲某" not in everything(tmp_path / "甲县.zip", capsys)


def test_a_name_over_schools_is_no_persons(tmp_path: Path) -> None:
    rows = [["学校标识码", "名字", *WIDE[2:]], *SCHOOLS]
    _, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)], "cn/county-export")
    assert told(delivery.findings) == []


NAMES = [f"{sur}某{given}" for given in "甲乙" for sur in "张王李赵钱孙周吴"]  # made up


def wide(head: str, cells: list[str]) -> list[list[str]]:
    """As many schools as there are cells of one more column."""
    return [[*WIDE, head], *([f"2199{place:04d}", f"甲县第{place}小学", "小学", "100", "10", cell] for place, cell in enumerate(cells, 1))]


@pytest.mark.parametrize("text", [
    "１３９０００００００３", "139 0000 0003", "139.0000.0003", "1390 000 0003", "0139 0000 0003", "电话13900000003。", "Tel13900000003.", "+86-139 0000 0003", "139　0000　0003",
    f"{identity()[:6]} {identity()[6:14]} {identity()[14:]}", f"{identity()[:6]}-{identity()[6:14]}-{identity()[14:]}", f"ID{identity()}", "6222 0000 0000 0000",
])
def test_gaps_and_full_width_digits_hide_no_number(text: str) -> None:
    text = f"{text}4" if text.startswith("6222") and not holds_number(text) else text  # with the digit that checks the others
    assert holds_number(text) or text.startswith("6222")
    assert not any(part in masked(text) for part in ("0003", "０００３", IDENTITY[6:14]))


@pytest.mark.parametrize("text", ["139.00000003", "0.13900000003", "A13900000003", "1998-09-01 2001-10-12", "138 120 340 150", "2199001006 12345678901234", "91341881MB1A00001X"])
def test_codes_dates_and_decimals_are_no_numbers_of_persons(text: str) -> None:
    assert not holds_number(text)
    assert masked(text) == text


def test_names_are_told_from_places_and_choices() -> None:
    assert all(map(is_name, [*NAMES, "李 某", "欧阳某某", "买某·艾某"]))
    assert not any(map(is_name, ["石桥镇", "王集乡", "李家庄", "张庙小学", "高级", "未定", "公办", "城关", "白石坪"]))
    assert masked("甲县第一小学（联系人张某甲13900000000）") == "甲县第一小学（联系人***139********）"
    assert masked("联系人及电话 校长任职年限") == "联系人及电话 校长任职年限"


@pytest.mark.parametrize(("head", "cells"), [
    ("乡镇", NAMES), ("乡镇", NAMES[:7]), ("干部", NAMES[:3]), ("乡镇", [f"{name}{MOBILE}" for name in NAMES]), ("备注", [f"校长{name}，电话{MOBILE}" for name in NAMES]), ("", NAMES),
    ("所属中心校", NAMES), ("乡镇", [f"{name}、{name[:2]}丙" for name in NAMES]), ("驻校干部", [f"{name} 0999-1234567" for name in NAMES]),
])
def test_names_under_another_head_are_known(head: str, cells: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "甲县2023学年.csv", wide(head, cells))
    facts, delivery = load([path])
    assert [cell[0] for _, _, cell in told(delivery.findings)] == ["F"]
    assert facts.school_years["pupils"].to_list() == [100] * len(cells)
    said = everything(path, capsys)
    assert not any(secret in said for secret in (*NAMES, MOBILE, "1234567"))


@pytest.mark.parametrize(("head", "cells"), [
    ("乡镇", ["石桥镇", "王集乡", "李家沟", "张庙", "高庄", "方家坝"]), ("乡镇", ["石桥", "王集", "李庙", "张店", "高庄", "方山"]), ("社区", ["金水湾", "龙泉山", "江南春", "白云间", "石榴红", "康乐里"]),
    ("等级", ["高级", "江北", "方案", "包干", "项目", "金融"]), ("校长人数", ["1"] * 6), ("寄宿生", ["无", "—", "12", "0", "", "3"]), ("建校时间", ["1958-09-01"] * 6),
    ("统一社会信用代码", [f"12341881MB1A0{place:04d}X" for place in range(6)]), ("建筑物编码", [f"3418812001010{place:05d}" for place in range(6)]),
])
def test_places_choices_and_codes_are_nobodys(head: str, cells: list[str], tmp_path: Path) -> None:
    _, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", wide(head, cells))])
    assert told(delivery.findings) == []


@pytest.mark.parametrize("head", [
    ["学校名称", "学生", "残疾类型", "送教教师", "班级数"], ["学校名称", "寄宿生", "宿舍号", "班级", "教学班"], ["学校名称", "学生姓名（汉字）", "班级", "", ""],
    ["学校名称", "重点关注对象", "风险等级", "帮扶人", "学生数"], ["学校名称", "受助学生", "银行卡号", "金额", "教学班"],
])
def test_lists_of_children_are_no_lists_of_schools(head: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [head, *([f"甲县第{place % 4}小学", name, "一", "二", "1"] for place, name in enumerate(NAMES))]
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    facts, delivery = load([path])
    assert "persons-listed" in {each.rule for each in delivery.findings}
    assert facts.schools.is_empty()
    assert not any(name in everything(path, capsys) for name in NAMES)


def test_pupils_in_the_column_of_schools_are_refused(tmp_path: Path) -> None:
    rows = [WIDE, *([f"2199{place:04d}", name, "小学", "1", "1"] for place, name in enumerate(NAMES))]
    facts, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert [each.rule for each in delivery.findings if each.severity == Severity.ERROR] == ["persons-listed"]
    assert facts.schools.is_empty()


def test_identity_numbers_in_the_column_of_codes_make_a_row_a_person(tmp_path: Path) -> None:
    rows = [WIDE, *([identity(f"9999992015010{1 + place % 9}{place:03d}"), f"甲县第{place % 4}小学", "小学", "1", "1"] for place in range(20))]
    facts, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert "persons-listed" in {each.rule for each in delivery.findings}
    assert facts.schools.is_empty()


@pytest.mark.parametrize("rows", [
    [["科目", *NAMES], ["语文", *["90"] * 16], ["数学", *["80"] * 16]], [["学校名称", *["甲县一小"] * 4], ["身份证号", *[identity()] * 4], ["年级", *["三"] * 4]],
    [["三年级1班座次表"], *[[NAMES[(row * 4 + place) % 16] for place in range(6)] for row in range(6)]],
])
def test_pupils_beside_each_other_are_refused(rows: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    _, delivery = load([path])
    assert "persons-listed" in {each.rule for each in delivery.findings}
    said = everything(path, capsys)
    assert run(["source", "new", str(path)]) == 2
    said += "".join(capsys.readouterr())
    assert not any(secret in said for secret in (*NAMES, IDENTITY))


@pytest.mark.parametrize("count", [3, 60])
def test_a_list_of_pupils_below_the_schools_is_taken_away(count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schools: list[list[object]] = [[f"2199{place:04d}", f"甲县第{place}小学", "小学", "100", "10", "0999-1234567"] for place in range(count)]
    pupils: list[list[object]] = [["姓名", "性别", "班级", "住址"], *([name, "男", "三1", "乙街丙号"] for name in NAMES)]
    path = write_sheets(tmp_path / "甲县2023学年.xlsx", {"表": [[*WIDE, "联系电话"], *schools, [], *pupils]})
    facts, delivery = load([path])
    assert facts.schools.height == count
    assert "persons-listed" in {each.rule for each in delivery.findings}
    said = everything(path, capsys)
    assert not any(secret in said for secret in (*NAMES, "乙街", "1234567"))


def test_garbled_numbers_above_the_first_good_one_go_with_their_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "甲县2023学年.csv", wide("乡镇", ["1390000001", "139000002", *[f"1390000001{place}" for place in range(9)]]))
    assert "139000" not in everything(path, capsys)


def test_signatures_below_the_list_are_no_school(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*wide("备注", ["", "", ""]), ["校长：张某甲", "", "经办人：王某甲", "", "电话 0999"], ["联系人李某甲"]]
    path = write_csv(tmp_path / "甲县2023学年.csv", rows)
    facts, _ = load([path])
    assert facts.schools.height == 3
    assert not any(secret in everything(path, capsys) for secret in ("张某甲", "王某甲", "李某甲"))


def test_a_name_in_the_wrong_cell_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = wide("", ["", "张某甲", ""])
    rows[1][3], rows[2][2] = "王某甲", "李某甲"
    said = everything(write_csv(tmp_path / "甲县2023学年.csv", rows), capsys)
    assert not any(secret in said for secret in ("张某甲", "王某甲", "李某甲"))
    assert "王**" in said


def test_who_leads_a_school_of_two_stages_is_no_pupil(tmp_path: Path) -> None:
    rows = [["学校标识码", "学校名称", "学段", "办学类型", "在校生数", "驻校干部"]]
    rows += [[f"2199{place:04d}", f"甲县第{place}学校", stage, "九年一贯制学校", "100", name] for place, name in enumerate(NAMES) for stage in ("小学", "初中")]
    facts, delivery = load([write_csv(tmp_path / "甲县2023学年.csv", rows)])
    assert [cell for _, _, cell in told(delivery.findings)] == ["F1"]
    assert facts.schools.height == len(NAMES)


def test_a_draft_shows_no_number_and_no_name_of_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[f"填表人：{NAMES[0]}"], ["学校名称", "未知甲", "QQ号", "校长信息", "", "类别"], ["", "", "", "姓名", "出生", ""]]
    rows += [[f"甲县第{place}小学", f"62220000{place}0000000", f"9999900{place}", name, "1970.01", name if place == 3 else "小学"] for place, name in enumerate(NAMES[:8])]
    run(["source", "new", str(write_csv(tmp_path / "甲县2023学年.csv", rows))])
    said = "".join(capsys.readouterr())
    assert "未知甲" in said
    assert not any(secret in said for secret in (*NAMES, "62220000", "9999900", "1970.01"))


def test_file_and_sheet_names_are_kept_without_numbers_of_persons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sheets(tmp_path / f"甲县2023学年{identity()}.xlsx", {f"张某甲{MOBILE}": wide("未知", ["x", "y", "z"])})  # type: ignore[dict-item]
    facts, delivery = load([path])
    assert facts.schools.height == 3
    kept = repr(delivery.findings) + "".join(frame.write_json() for frame in facts.tables.values())
    assert not any(secret in kept for secret in ("张某甲", MOBILE, IDENTITY))
    copy = tmp_path / "copy.xlsx"
    run(["check", str(path), "--annotate", str(copy)])
    with zipfile.ZipFile(copy) as archive:
        assert any("comment" in name for name in archive.namelist())  # the marks have found their sheet
    assert masked_title("13900000000_甲县一小.xlsx") == "13900000000_甲县一小.xlsx"  # a code
    assert masked_title("立项 341881-20230901-0012") == "立项 341881-20230901-0012"


@pytest.mark.parametrize("cell", ["{name}", "{name}1390000{place:04d}", "139 0000 {place:04d}"])
def test_names_in_a_long_list_are_known(cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(delimited, "_LONG", 1)
    cells = [cell.format(name=NAMES[place % len(NAMES)], place=place) for place in range(4000)]
    path = write_csv(tmp_path / "甲县2023学年.csv", wide("乡镇", cells))
    _, delivery = load([path])
    assert told(delivery.findings) == [("warning", "personal-column", "F1")]
    assert not any(secret in everything(path, capsys) for secret in (*NAMES, "1390000", "139 0000"))


PUPILS = [["学生姓名", "班级", "身份证号"], *[[f"甲某{part}", f"一（{no}）班", identity()] for no, part in enumerate(("", "一", "二", "三", "四"))]]
LISTED = [WIDE, *SCHOOLS, [""] * len(WIDE), [""] * len(WIDE)]


def side_by_side(left: list[list[str]], right: list[list[str]], between: tuple[str, ...] = ("",)) -> list[list[object]]:
    return [["甲县2023/2024学年小学一览表"], *([*one, *between, *other] for one, other in zip(left, right, strict=True))]


@pytest.mark.parametrize("is_left", [True, False])
def test_schools_beside_pupils_are_read_and_the_pupils_are_not(is_left: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = side_by_side(LISTED, PUPILS) if is_left else side_by_side(PUPILS, LISTED)
    path = write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})
    facts, delivery = load([path])
    assert facts.schools["name"].sort().to_list() == ["甲县第一小学", "甲县第三小学", "甲县第二小学"]
    assert facts.school_years["pupils"].sort().to_list() == [100, 200, 300]
    assert ("error", "persons-listed", "2") in told(delivery.findings)
    (refusal,) = [each for each in delivery.findings if each.rule == "persons-listed"]
    assert ("G-I 列" if is_left else "A-C 列") in refusal.message.zh
    said = everything(path, capsys)
    assert not any(word in said for word in ("甲某", "一（", IDENTITY[:14]))


@pytest.mark.parametrize("rows", [
    side_by_side(LISTED, PUPILS, ()),  # no blank column
    side_by_side(LISTED, PUPILS, ("", "", "x", "")),  # three tables
    side_by_side([["学校名称", "人数"], *[["甲县第一小学", "1"]] * 5], PUPILS),  # one table of pupils with a blank column within: their school
    side_by_side([["序号", "人数"], *[[str(no), "1"] for no in range(5)]], PUPILS),  # no schools
    side_by_side([["学校名称", "家长姓名"], *[[f"甲县第{no}小学", "甲某"] for no in "一二三四五"]], PUPILS),  # persons on both sides
])  # fmt: skip
def test_where_it_is_not_sure_which_columns_are_of_pupils_the_whole_sheet_is_refused(rows: list[list[object]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})
    facts, delivery = load([path])
    assert (facts.schools.height, facts.school_years.height, delivery.rows_kept) == (0, 0, 0)
    assert any(each.rule == "persons-listed" for each in delivery.findings)
    assert "甲某" not in everything(path, capsys)


@pytest.mark.parametrize("head", ["学校代码", "学校标识码"])
@pytest.mark.parametrize("written", ["xlsx", "csv"])
def test_codes_in_full_width_digits_are_codes_and_nobodys_names(head: str, written: str, tmp_path: Path) -> None:
    """Nothing but digits is left of such a cell when telephones behind names are taken away: it was taken for a list of no names."""
    full = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [[head, *WIDE[1:]], *([f"2199430{place:03d}".translate(full), f"甲县第{place}小学", "小学", "100", "10"] for place in range(10, 13))]
    path = write_sheets(tmp_path / "甲县2023学年.xlsx", {"小学": rows}) if written == "xlsx" else write_csv(tmp_path / "甲县2023学年.csv", rows)
    facts, delivery = load([path], "cn/county-export")
    assert sorted(facts.schools["school"]) == ["2199430010", "2199430011", "2199430012"]
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("personal-column", "cell-not-literal")] == [("cell-not-literal", f"A{row}") for row in (2, 3, 4)]


def test_who_signed_a_form_is_a_line_and_no_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below labels without a head 单位负责人： emptied the whole column, labels and all."""
    who = ["学校名称：甲县第一小学 标识码：2199000001", "", "2023/2024学年初"]
    rows = [
        ["小学班额情况", "", ""], who, ["", "代码", "合计"], ["甲", "乙", "1"], ["总计", "01", "7"], ["36-40人", "02", "3"], ["41-45人", "03", "4"], ["单位负责人：", "×××", "填表人：", "×××", "报出日期：2024年9月20日"],
        ["中小学校舍情况", "", ""], who, ["", "代码", "建筑面积"], ["总计", "01", "5000"], ["教学及辅助用房", "02", "3000"], ["单位负责人：", "×××", "填表人：", "×××"],
    ]
    path = write_csv(tmp_path / "甲县.csv", rows)
    facts, delivery = load([path])
    assert facts.school_years["classes"].drop_nulls().to_list() == [7]
    assert facts.school_years["teaching_area"].drop_nulls().to_list() == [30_000_000]
    assert [(each.cell, each.severity) for each in delivery.findings if each.rule == "personal-column"] == [("B8", Severity.INFO), ("B14", Severity.INFO)]
    assert "×××" not in everything(path, capsys)


def test_a_form_that_is_not_known_is_no_list_of_staff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who answers for it stands below it: it was said that staff go into the template."""
    path = write_csv(tmp_path / "甲县.csv", [["消防设施情况"], ["指标名称", "代码", "数量"], ["灭火器", "01", "40"], ["消火栓", "02", "6"], ["单位负责人：", "×××", "填表人：", "×××"]])
    run(["check", str(path), "--lang", "zh"])
    said = capsys.readouterr()
    assert "教职工" not in said.out + said.err
    assert "认不出" in said.out + said.err


def test_the_line_of_a_school_over_those_who_signed_is_no_head(tmp_path: Path) -> None:
    """填表人 and 单位负责人 right below the last school: its name and its pupils went with their names."""
    rows = [["甲县2023学年小学情况"], ["学校名称", "办学类型", "班数", "在校生数"], *[[f"甲县{name}小学", "小学", 6, 240] for name in ("东门", "西门", "南门", "北门", "河东")]]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1": [*rows, ["填表人", "", "", "单位负责人"], ["某某某", "", "", "某某某"]]})])
    assert facts.school_years["pupils"].to_list() == [240] * 5
    assert {each.cell for each in delivery.findings if each.rule == "personal-column"} == {"A8", "D8"}
