"""The school census of Brazil: one source file for all years, any municipality, whatever the encoding."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.cli.app import run
from junheng.facts import Facts, load
from junheng.facts.store import keep, read_snapshot
from junheng.findings import evaluate
from junheng.findings.engine import Status
from junheng.rules import load_standard
from junheng.terms import Severity, Verdict

CUTS = Path(__file__).parents[1] / "data" / "br"
STANDARD = Path(__file__).parents[2] / "examples" / "maracanau-2022" / "maracanau.yaml"
WITHOUT_PUPILS, WITH_PUPILS = (2018, 2019, 2020), (2021, 2022, 2023, 2024)
STAGES = {"primary": "FUND_AI", "junior": "FUND_AF", "senior": "MED"}


def cut(year: int) -> Path:
    return CUTS / f"escolas_{year}.csv"


def raw(year: int) -> list[dict[str, str]]:
    with cut(year).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        table.writeheader()
        table.writerows(rows)
    return path


def whole(text: str | None) -> int | None:
    return int(float(text)) if text else None


def areas(facts: Facts) -> dict[str, int]:
    return dict(Counter(facts.schools["area"].to_list()))


@pytest.mark.parametrize("year", [*WITHOUT_PUPILS, *WITH_PUPILS])
def test_every_year_loads_without_a_finding(year: int) -> None:
    facts, delivery = load([cut(year)])
    assert delivery.sources == {"br/censo-escolar"}
    assert delivery.findings == []
    assert delivery.rows_in == delivery.rows_kept == len(raw(year))
    assert facts.schools["year"].unique().to_list() == [year]


@pytest.mark.parametrize("year", WITH_PUPILS)
def test_figures_are_those_of_the_file(year: int) -> None:
    facts, _ = load([cut(year)])
    expected = {
        (row["CO_ENTIDADE"], stage): tuple(whole(row[f"QT_{what}_{code}"]) for what in ("MAT", "DOC", "TUR"))
        for row in raw(year) for stage, code in STAGES.items() if whole(row[f"QT_MAT_{code}"])
    }
    found = facts.school_years.filter(facts.school_years["stage"] != "whole")
    got = {(row["school"], row["stage"]): (row["pupils"], row["teachers"], row["classes"]) for row in found.iter_rows(named=True)}
    assert got == expected


@pytest.mark.parametrize("year", WITHOUT_PUPILS)
def test_years_without_pupils_know_the_stages(year: int) -> None:
    facts, _ = load([cut(year)])
    expected = {
        (row["CO_ENTIDADE"], stage)
        for row in raw(year) for stage, code in (("primary", "FUND_AI"), ("junior", "FUND_AF"))
        if whole(row[f"IN_COMUM_{code}"]) or whole(row[f"IN_ESP_EXCLUSIVA_{code}"])
    }
    rows = facts.school_years.filter(facts.school_years["stage"].is_in(["primary", "junior"]))
    assert set(rows.select("school", "stage").iter_rows()) == expected
    assert rows["offered"].all()
    assert rows["pupils"].null_count() == len(rows)


@pytest.mark.parametrize("year", WITHOUT_PUPILS)
def test_years_without_pupils_cannot_be_told(year: int) -> None:
    facts, delivery = load([cut(year)])
    evaluation = evaluate(facts, load_standard(str(STANDARD)))
    assert not delivery.has_errors
    assert evaluation.schools
    assert {measured.verdict for each in evaluation.schools for measured in each.measured if measured.limit} == {Verdict.CANNOT_TELL}
    assert {evaluation.verdict(group) for group in range(len(evaluation.areas.keys))} == {Verdict.CANNOT_TELL}


def test_the_school_itself() -> None:
    facts, _ = load([cut(2022)])
    run_by = {"1": "nation", "2": "province", "3": "county", "4": "private"}
    rows = {row["CO_ENTIDADE"]: row for row in raw(2022)}
    for school in facts.schools.iter_rows(named=True):
        row = rows[school["school"]]
        assert school["name"] == row["NO_ENTIDADE"]
        assert school["run_by"] == run_by[row["TP_DEPENDENCIA"]]
        assert school["location"] == {"1": "urban", "2": "rural"}[row["TP_LOCALIZACAO"]]
        assert school["working"] == (row["TP_SITUACAO_FUNCIONAMENTO"] == "1")
        assert school["kind"] == "general"


def test_schools_that_stopped_do_not_count() -> None:
    facts, _ = load([cut(2022)])
    evaluation = evaluate(facts, load_standard(str(STANDARD)))
    stopped = {row["CO_ENTIDADE"] for row in raw(2022) if row["TP_SITUACAO_FUNCIONAMENTO"] != "1"}
    assert stopped
    assert not stopped & {each.school for each in evaluation.schools}
    assert {each.status for each in evaluation.not_counted} <= {Status.RUN_BY, Status.NOT_WORKING, Status.STAGE}


def test_88888_is_missing_not_a_number() -> None:
    facts, _ = load([cut(2022)])
    marked = [row["CO_ENTIDADE"] for row in raw(2022) if row["QT_EQUIP_MULTIMIDIA"].startswith("88888")]
    assert marked
    own = facts.school_years.filter((facts.school_years["stage"] == "whole") & facts.school_years["school"].is_in(marked))
    assert own["projectors"].to_list() == [None] * len(marked)


def test_a_code_out_of_the_list_is_reported(tmp_path: Path) -> None:
    rows = raw(2022)
    rows[0]["TP_DEPENDENCIA"] = "7"
    rows[1]["TP_SITUACAO_FUNCIONAMENTO"] = "8"
    _, delivery = load([written(tmp_path / "x.csv", rows)])
    assert sorted((each.severity, each.rule, each.found) for each in delivery.findings) == [
        (Severity.ERROR, "cell-unusable", "7"), (Severity.ERROR, "cell-unusable", "8"),
    ]


def test_latin_1_with_semicolons_as_the_institute_hands_it_out(tmp_path: Path) -> None:
    facts, delivery = load([written(tmp_path / "microdados_ed_basica_2022.csv", raw(2022), "latin-1", ";")])
    assert delivery.findings == []
    assert facts.snapshot == load([cut(2022)])[0].snapshot
    assert areas(facts) == {"Maracanaú": len(raw(2022))}


def test_codes_with_and_without_a_point(tmp_path: Path) -> None:
    coded = ("CO_ENTIDADE", "CO_MUNICIPIO", "TP_DEPENDENCIA", "TP_LOCALIZACAO", "TP_SITUACAO_FUNCIONAMENTO", "NU_ANO_CENSO")
    rows = [{head: f"{value}.0" if head in coded else value for head, value in row.items()} for row in raw(2024)]
    facts, delivery = load([written(tmp_path / "x.csv", rows)])
    assert delivery.findings == []
    assert facts.snapshot == load([cut(2024)])[0].snapshot


def test_an_area_without_a_name_takes_it_from_the_year_that_has_one() -> None:
    assert set(areas(load([cut(2019)])[0])) == {"2307650"}
    facts, _ = load([cut(2019), cut(2022)])
    assert areas(facts) == {"Maracanaú": len(raw(2019)) + len(raw(2022))}


def three_places() -> list[dict[str, str]]:
    """Two municipalities of one name in two states, and a third."""
    rows = raw(2022)
    places = (("PI", "2201903", "Bom Jesus"), ("RN", "2401701", "Bom Jesus"), ("CE", "2307650", "Maracanaú"))
    for index, row in enumerate(rows):
        row["SG_UF"], row["CO_MUNICIPIO"], row["NO_MUNICIPIO"] = places[index % 3]
    return rows


def test_municipalities_of_one_name_stay_apart(tmp_path: Path) -> None:
    facts, delivery = load([written(tmp_path / "brasil.csv", three_places())])
    assert delivery.findings == []
    assert areas(facts) == {"Bom Jesus（PI）": 6, "Bom Jesus（RN）": 6, "Maracanaú": 5}


def test_they_stay_apart_in_two_files_and_without_a_state(tmp_path: Path) -> None:
    rows = [{head: value for head, value in row.items() if head != "SG_UF"} for row in three_places()]
    files = [written(tmp_path / f"{part}.csv", rows[part::3]) for part in range(3)]
    facts, _ = load(files)
    assert areas(facts) == {"Bom Jesus（2201903）": 6, "Bom Jesus（2401701）": 6, "Maracanaú": 5}


def test_a_name_that_one_area_bears_is_left_alone(tmp_path: Path) -> None:
    facts, _ = load([written(tmp_path / "pi.csv", three_places()[0::3])])
    assert set(areas(facts)) == {"Bom Jesus"}


def test_a_calendar_year_is_told_as_one_and_kept_with_the_snapshot(tmp_path: Path) -> None:
    facts, _ = load([cut(2022)])
    kept = read_snapshot(tmp_path, keep(facts, tmp_path).name)
    assert [each.year_told(2022).en for each in (facts, kept)] == ["2022", "2022"]
    assert (facts.year_told(2022).zh, kept.snapshot) == ("2022 年", facts.snapshot)
    # how years are told names no snapshot: those that were kept before stay valid
    assert replace(facts, calendar_year=False).snapshot == facts.snapshot
    assert replace(facts, calendar_year=False).year_told(2022).en == "2022/2023"


def test_a_delivery_that_holds_school_years_too_tells_school_years(tmp_path: Path) -> None:
    other = tmp_path / "甲县2022学年.csv"
    other.write_text("学校标识码,学校名称,办学类型,小学在校生数\n2199000001,甲县第一小学,小学,300\n", "utf-8")
    assert load([cut(2022), other])[0].calendar_year is False


def test_reports_and_the_terminal_print_the_calendar_year(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "verdict.html"
    run(["evaluate", str(cut(2022)), "--standard", str(STANDARD), "--store", str(tmp_path / "store"), "--report", str(page), "--lang", "en"])
    told = capsys.readouterr().out + page.read_text("utf-8")
    assert "Maracanaú 2022 " in told
    assert "2022/2023" not in told
