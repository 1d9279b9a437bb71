"""The command line's contract: exit codes, one clear sentence, JSON of the documented shape."""

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from junheng.cli.app import COMMANDS, language, run

ROOT = Path(__file__).parents[2]
HEAD = ["学校标识码", "学校名称", "办学类型", "举办者", "办学性质", "城乡类型", "乡镇", "是否计校数", "所属中心校", "小学在校生数", "小学专任教师数", "小学专任教师学历-博士研究生", "小学专任教师学历-硕士研究生", "小学专任教师学历-本科", "小学专任教师学历-专科", "县级以上骨干教师(小学)", "小学专任教师课程-体育与健康", "小学专任教师课程-艺术（计）", "教学及辅助用房面积（平方米）", "室内体育用房面积（平方米）", "运动场地面积（平方米）", "教学仪器设备资产值（元）", "网络多媒体教室（间）"]
# 1000 pupils exactly on every limit of quality-2017: 42, 10, 9, 4500 m2, 7500 m2, 2,000,000 yuan, 23 rooms
ON_THE_LINE = ["21990001", "甲县第一小学", "小学", "县级教育部门", "公办", "镇区", "城关镇", "是", "", "1000", "50", "0", "2", "30", "10", "10", "4", "5", "4500", "0", "7500", "2000000", "23"]
TWO_SHORT = ["21990002", "甲县第二小学", "小学", "县级教育部门", "公办", "乡村", "东乡", "是", "", "1000", "50", "0", "2", "30", "9", "8", "4", "5", "4500", "0", "7500", "2000000", "23"]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return write(tmp_path / "甲县2023学年学校一览表.csv", [HEAD, ON_THE_LINE, TWO_SHORT])


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUNHENG_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict:
    assert run(["evaluate", *arguments, "--json"]) == code
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, json.loads((ROOT / "docs/schemas/evaluate.json").read_text("utf-8")))
    return result


def test_json_tells_verdicts_and_what_is_missing(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = evaluated(capsys, str(county), "--standard", "cn/national/quality-2017")
    first, second = result["schools"]
    assert (first["verdict"], first["met"]) == ("pass", 7)
    assert [each["value"] for each in first["indicators"]] == [4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3]
    # 41 teachers of 42 needed, 8 backbone of 10: five of seven kept
    assert (second["verdict"], second["met"]) == ("fail", 5)
    assert [(each["missing"], each["missing_unit"]) for each in second["indicators"][:2]] == [(1, "person"), (2, "person")]
    assert second["indicators"][0]["one_unit_flips"] is True
    area = result["areas"][0]
    assert (area["area"], area["year"], area["stage"], area["schools"], area["pupils"]) == ("甲县", 2023, "primary", 2, 2000)
    assert (area["verdict"], area["overall"]) == ("fail", "fail")
    # two schools of equal size at 1.0 and 0.8: mean 0.9, sd 0.1
    backbone = area["indicators"][1]
    assert backbone["mean"] == pytest.approx(0.9, abs=1e-12)
    assert backbone["cv"] == pytest.approx(1 / 9, abs=1e-12)
    assert backbone["limit"] == 0.5


def test_a_snapshot_is_kept_and_can_be_evaluated_again(county: Path, own_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = evaluated(capsys, str(county))
    assert (own_store / first["snapshot"] / "snapshot.json").is_file()
    again = evaluated(capsys, f"snapshot:{first['snapshot']}")
    assert again["areas"] == first["areas"]
    assert again["schools"] == first["schools"]


def test_a_setting_changes_the_rules_and_their_version(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usual = evaluated(capsys, str(county))
    changed = evaluated(capsys, str(county), "--set", "cv_formula=sample")
    assert changed["rules_version"] != usual["rules_version"]
    # the unweighted sample form of 1.0 and 0.8: sd 0.1 * sqrt 2
    assert changed["areas"][0]["indicators"][1]["cv"] == pytest.approx(2**0.5 / 9, abs=1e-12)


def test_facts_with_errors_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = list(TWO_SHORT)
    broken[HEAD.index("小学在校生数")] = "许多"
    path = write(tmp_path / "甲县2023.csv", [HEAD, ON_THE_LINE, broken])
    result = evaluated(capsys, str(path), code=1)
    finding = next(each for each in result["findings"] if each["severity"] == "error")
    assert (finding["cell"], finding["found"], finding["file"]) == ("J3", "许多", "甲县2023.csv")
    assert result["schools"][1]["verdict"] == "cannot_tell"
    assert result["areas"][0]["indicators"][0]["cv"] is None


def test_a_report_may_lie_in_the_folder_one_works_in(county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county.parent)
    assert run(["evaluate", county.name, "--report", "verdict.xlsx"]) == 0
    assert (county.parent / "verdict.xlsx").stat().st_size > 0
    assert run(["evaluate", ".", "--report", "verdict.xlsx"]) == 2  # where the folder itself is read, it would be read the next time


def test_an_empty_name_is_not_the_folder_one_stands_in(county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(county.parent)
    assert run(["check", "", "--lang", "zh"]) == 2
    assert "文件名是空的" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help", "--lang", "zh"], ["--lang=zh", "-h"], ["plan", "--help", "--lang", "zh"], ["plan", "--lang", "zh", "--help"]])
def test_the_help_of_the_frame_speaks_the_language_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    assert "各命令的用法" in capsys.readouterr().out


def test_the_program_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert (run(["--version"]), capsys.readouterr().out) == (0, f"junheng {version}\n")


@pytest.mark.parametrize(("arguments", "said"), [
    (["check", "--outt", "x"], "没有选项 --outt"), (["evaluate"], "没有给出 files"), (["explain", "a.csv"], "没有给出 --school"),
    (["evaluate", "a.csv", "--year", "1800"], "--year 的值“1800”不可用，应为 1900 至 2100 的整数"),
    (["bench", "mutate", "--count", "-3"], "--count 的值“-3”不可用，应为 1 或以上的整数"),
    (["source", "old", "a.csv"], "what 的值“old”不可用，应为 new 之一"),
    (["--lang", "zh", "template", "."], "选项 --lang 写在命令之后"),
])
def test_misuse_is_told_in_the_language_asked_for(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--lang", "zh"]) == 2
    assert said in capsys.readouterr().err


def test_the_rules_fit_their_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--rules", "--json"]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), json.loads((ROOT / "docs/schemas/rules.json").read_text("utf-8")))


def test_explain_believes_whom_evaluate_believes(county: Path, capsys: pytest.CaptureFixture[str], own_store: Path) -> None:
    """Both know --authority and --store: a kept snapshot is explained out of the store that is named."""
    assert run(["evaluate", str(county), "--store", str(own_store / "named"), "--json"]) == 0
    name = json.loads(capsys.readouterr().out)["snapshot"]
    assert run(["explain", f"snapshot:{name}", "--store", str(own_store / "named"), "--school", ON_THE_LINE[0], "--authority", "none"]) == 0


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有读取权限"), ("en", "no right to read it")])
def test_a_file_one_may_not_read_is_said_so(lang: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line library asks before us, and answers in English."""
    path = tmp_path / "更正.csv"
    path.write_text("x", "utf-8")
    monkeypatch.setattr(os, "access", lambda *asked, **more: False)  # root, who may run the tests, may read all
    assert run(["check", "a.csv", "--corrections", str(path), "--lang", lang]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "said"), [("zh", "更正.csv 第 2 行: "), ("en", "更正.csv row 2: ")])
def test_a_finding_of_a_whole_row_says_that_its_number_is_a_row(lang: str, said: str, county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrections = write(tmp_path / "更正.csv", [["单元格", "原值", "新值", "原因", "更正人", "日期"], ["J2", "999", "1000", "抄错", "统计员", "10月8日"]])
    assert run(["check", str(county), "--corrections", str(corrections), "--lang", lang]) == 1
    assert said in capsys.readouterr().out


def test_a_finding_without_a_place_leaves_no_gap(tmp_path: Path, county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reasons = tmp_path / "reasons.yaml"
    reasons.write_text("explanations: [{rule: P06, school: 甲县第九小学, year: 2023, reason: 新建教学楼, by: school, date: 2024-10-08}]", "utf-8")
    run(["check", str(county), "--explanations", str(reasons), "--lang", "zh"])
    assert "提醒: 对 甲县第九小学" in capsys.readouterr().out


def test_check_counts_every_row(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with county.open("a", encoding="utf-8") as file:
        file.write("合计" + "," * (len(HEAD) - 1) + "\n")
    assert run(["check", str(county), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, json.loads((ROOT / "docs/schemas/check.json").read_text("utf-8")))
    assert (result["rows_in"], result["rows_kept"], result["rows_reported"]) == (3, 2, 1)
    assert [each["rule"] for each in result["findings"]] == ["row-total"]
    assert result["sources"] == {county.name: "cn/county-export"}


WRONG = {
    "a standard where nothing is judged": ["check", "FILE", "--standard", "cn/national/basic-2012"],
    "no file": ["evaluate", "nofile.xlsx"],
    "an empty folder": ["evaluate", "EMPTY"],
    "a folder for a standard": ["evaluate", "FILE", "--standard", "EMPTY"],
    "a folder for a source": ["evaluate", "FILE", "--source", "EMPTY"],
    "a folder for a report": ["evaluate", "FILE", "--report", "EMPTY"],
    "a report that would be read the next time": ["evaluate", ".", "--report", "report.xlsx"],
    "unknown standard": ["evaluate", "FILE", "--standard", "cn/national/quality"],
    "unknown source": ["evaluate", "FILE", "--source", "cn/nowhere"],
    "unwritable report": ["evaluate", "FILE", "--report", "no/such/folder/report.docx"],
    "unknown report form": ["evaluate", "FILE", "--report", "report.odt"],
    "unknown command": ["evaluat", "FILE"],
    "unknown option": ["evaluate", "FILE", "--standart", "x"],
    "no argument": ["evaluate"],
    "bad setting": ["evaluate", "FILE", "--set", "counts.points=owm"],
    "unknown setting": ["evaluate", "FILE", "--set", "counts.pionts=own"],
    "unknown school": ["explain", "FILE", "--school", "甲县第三小学"],
    "unknown exclusion": ["evaluate", "FILE", "--exclude", "甲县第九小学"],
    "unknown snapshot": ["evaluate", "snapshot:0123456789abcdef"],
    "bad language": ["evaluate", "FILE", "--lang", "fr"],
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_use_is_one_sentence_and_exit_2(name: str, lang: str, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                              capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8" if lang == "zh" else "C")
    (tmp_path / "EMPTY").mkdir()
    arguments = [str(county) if word == "FILE" else word for word in WRONG[name]]
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("错误: " if lang == "zh" else "error: ")
    assert "Traceback" not in said
    assert "failed inside" not in said
    assert "内部出错" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_misspelt_key_in_a_standard_is_answered_with_its_line(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("id: own\nextends: cn/national/quality-2017\nschol_rule:\n  at_least: 5\n", "utf-8")
    assert run(["evaluate", str(county), "--standard", str(own)]) == 2
    said = capsys.readouterr().err
    assert "line 3" in said
    assert "school_rule" in said


def test_the_language_follows_option_then_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language([]) == "zh"
    assert language(["--lang", "en"]) == "en"
    assert language(["--lang=en"]) == "en"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert language([]) == "en"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert "Example: junheng" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*COMMANDS, "plan read", "plan check", "plan accept", "plan draft", "plan show", "plan progress"])
def test_help_speaks_one_language(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*name.split(), "--help", "--lang", "zh"]) == 0
    chinese = capsys.readouterr().out
    assert run([*name.split(), "--help", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert [word for word in ("Usage", "Options", "Arguments", "Show this", "required", "Example", " / ") if word in chinese.replace("--force / --no-force", "")] == []
    assert chinese.startswith("用法：")
    without_examples = re.sub(r"(?s)Example: .*?\n\n", "", english)
    assert re.findall("[\u4e00-\u9fff]+", without_examples) == []
    assert ("Example: " in english) is ("例：" in chinese)


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from junheng.cli.app import run; run(['--help']); print([m for m in ('polars','numpy','altair') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_a_part_larger_than_its_total_is_an_error_at_its_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = list(TWO_SHORT)
    broken[HEAD.index("室内体育用房面积（平方米）")] = "4600"
    result = evaluated(capsys, str(write(tmp_path / "甲县2023.csv", [HEAD, ON_THE_LINE, broken])), code=1)
    (finding,) = [each for each in result["findings"] if each["severity"] == "error"]
    assert (finding["rule"], finding["cell"], finding["found"]) == ("L10", "T3", "4600")
    rooms = next(each for each in result["schools"][1]["indicators"] if each["id"] == "q4_teaching_area")
    assert (rooms["value"], rooms["verdict"]) == (None, "cannot_tell")


def test_a_provinces_layer_stands_beside_the_nation(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "province.yaml"
    own.write_text(
        "id: own/province\nextends: cn/national/quality-2017\nindicators:\n"
        "  - {id: q1_teachers_above_standard, limits: {primary: {at_least: 4.0}}}\n"
        "  - {id: q2_backbone_teachers, limits: {primary: {at_least: 1.2}}}\n",
        "utf-8",
    )
    result = evaluated(capsys, str(county), "--standard", str(own))
    (layer,) = result["layers"]
    assert layer["standard"] == "cn/national/quality-2017"
    # 42 and 41 teachers of 1000 keep 4.0; 10 and 8 backbone teachers do not keep 1.2, and 8 is under 85 % of it
    assert [(each["met"], each["verdict"]) for each in result["schools"]] == [(6, "fail"), (6, "fail")]
    assert [(each["met"], each["verdict"]) for each in layer["schools"]] == [(7, "pass"), (5, "fail")]
    assert run(["evaluate", str(county), "--standard", str(own), "--lang", "zh"]) == 0
    assert "cn/national/quality-2017  甲县 2023/2024" in capsys.readouterr().out


def test_a_report_never_replaces_a_file_that_is_read(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.xlsx"
    own.write_bytes(b"not touched")
    assert run(["evaluate", str(own), "--report", str(own)]) == 2
    assert "would replace" in capsys.readouterr().err
    assert own.read_bytes() == b"not touched"


@pytest.mark.parametrize("year", ["1800", "-5", "99999999999"])
def test_a_year_out_of_range_is_wrong_use(county: Path, year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(county), "--year", year]) == 2
    assert "failed inside" not in capsys.readouterr().err


def test_pupils_that_nobody_reported_are_not_counted_as_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = list(TWO_SHORT)
    blank[HEAD.index("小学在校生数")] = ""
    result = evaluated(capsys, str(write(tmp_path / "甲县2023.csv", [HEAD, blank])))
    assert (result["areas"][0]["pupils"], result["areas"][0]["pupils_missing"]) == (None, 1)
    assert run(["evaluate", str(tmp_path / "甲县2023.csv"), "--lang", "en"]) == 0
    assert "pupils missing" in capsys.readouterr().out


def test_a_mean_over_fewer_schools_says_for_how_many_the_fact_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = list(TWO_SHORT)
    blank[HEAD.index("县级以上骨干教师(小学)")] = ""
    county = write(tmp_path / "甲县2023.csv", [HEAD, ON_THE_LINE, blank])
    assert run(["evaluate", str(county), "--standard", "cn/national/quality-2017", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    backbone = next(line for line in lines if line.startswith("backbone teachers"))
    assert backbone.startswith("backbone teachers per 100 pupils (missing for 1) ")
    assert "cannot tell" in backbone
    assert [line for line in lines if "(missing for" in line] == [backbone]


def test_the_limits_of_a_standards_items_have_their_unit_and_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["standards", "cn/national/quality-2017", "--lang", "en"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.startswith("  ") and line.strip()}
    assert "≥ 3 years" in lines["p1_basic_recognised"]
    assert "≥ 96 m²" in lines["g03_music_room_area"]
    assert "primary ≥ 100 %" in lines["g13_near_enrolment"]
    assert "junior ≥ 95 %" in lines["g13_near_enrolment"]


def test_a_cv_over_a_mean_of_zero_is_not_defined_rather_than_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    multimedia = HEAD.index("网络多媒体教室（间）")
    none = [[*row[:multimedia], "0", *row[multimedia + 1 :]] for row in (ON_THE_LINE, TWO_SHORT)]
    path = write(tmp_path / "甲县2023学年学校一览表.csv", [HEAD, *none])
    assert run(["evaluate", str(path), "--lang", "en", "--report", str(tmp_path / "report.html")]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("network multimedia"))
    assert "not defined: mean 0" in line
    assert "not defined: mean 0" in (tmp_path / "report.html").read_text("utf-8")
    result = evaluated(capsys, str(path))
    primary = next(each for each in result["areas"] if each["stage"] == "primary")
    assert {each["id"]: (each["mean"], each["cv"]) for each in primary["indicators"]}["q7_multimedia_rooms"] == (0, None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_interruption_is_said(lang: str, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("junheng.cli.api.read", stopped)
    assert run(["check", str(county), "--lang", lang]) == 130
    assert capsys.readouterr().err.strip() == {"zh": "已中断，没有做完", "en": "interrupted before it was done"}[lang]


def test_the_rules_of_the_checks_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--rules", "--json", "--lang", "en"]) == 0
    told = {each["rule"]: each for each in json.loads(capsys.readouterr().out)}
    assert told["L10"]["columns"] == ["indoor_sports_area", "teaching_area"]
    assert (told["L10"]["severity"], told["L10"]["explainable"]) == ("error", False)
    assert run(["check", "--rules", "--lang", "zh"]) == 0
    assert "室内体育用房面积大于" in capsys.readouterr().out
    assert run(["check"]) == 2
    assert "--rules" in capsys.readouterr().err


def test_a_reason_makes_a_warning_a_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = list(TWO_SHORT)
    few[HEAD.index("小学专任教师数")] = "12"
    path = write(tmp_path / "甲县2023.csv", [HEAD, ON_THE_LINE, few])
    run(["check", str(path), "--json"])
    before = next(each for each in json.loads(capsys.readouterr().out)["findings"] if each["rule"] == "L29")
    reasons = tmp_path / "reasons.yaml"
    school = few[HEAD.index("学校标识码")]
    reasons.write_text(f'explanations: [{{rule: L29, school: "{school}", year: 2023, reason: 支教教师未计, by: county, date: 2023-10-01}}]', "utf-8")
    run(["check", str(path), "--json", "--explanations", str(reasons)])
    after = next(each for each in json.loads(capsys.readouterr().out)["findings"] if each["rule"] == "L29")
    assert (before["severity"], after["severity"]) == ("warning", "info")
    assert "支教教师未计" in after["message"]


@pytest.mark.skipif(os.name == "nt", reason="left out: closing a stream, which needs a shell of Unix")
@pytest.mark.parametrize(("how", "said"), [(">&-", ""), ("2>&-", "读入 2 行"), ("", "读入 2 行")])
def test_a_closed_stream_and_a_terminal_that_knows_ascii_alone_end_well(how: str, said: str, county: Path) -> None:
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "JUNHENG_STORE": os.environ["JUNHENG_STORE"], "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(f'"{sys.executable}" -m junheng check "{county}" --lang zh {how}', shell=True, capture_output=True, env=plain, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert said in done.stdout.decode()


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_whoever_stops_reading_gets_the_report_all_the_same(json: list[str], county: Path, tmp_path: Path) -> None:
    report = tmp_path / "verdict.xlsx"
    told = subprocess.Popen(
        [sys.executable, "-m", "junheng", "evaluate", str(county), "--report", str(report), "--store", str(tmp_path / "store"), "--lang", "en", *json],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert told.stdout
    assert told.stderr
    told.stdout.close()
    error = told.stderr.read().decode()
    assert (told.wait(), "Traceback" in error, report.is_file()) == (0, False, True), error


def test_what_is_no_plain_file_is_named_as_what_it_is(tmp_path: Path, county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gone.csv").symlink_to("nowhere.csv")
    (tmp_path / "f.docx").mkdir()
    cases = [(["check", "/dev/null"], "设备或管道")] if Path("/dev/null").exists() else []
    cases += [(["check", str(tmp_path / "gone.csv")], "是链接"), (["evaluate", str(county), "--report", str(tmp_path / "f.docx")], "是文件夹，写不成报告")]
    for arguments, said in cases:
        assert run([*arguments, "--lang", "zh"]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_command_is_refused_as_one_that_does_not_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name]) == 2
    told = capsys.readouterr().err
    assert "no command (empty). There are: evaluate" in told or "没有命令" in told
    assert "failed inside" not in told
