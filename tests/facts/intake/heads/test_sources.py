"""Every shipped source reads a cut of its real table: rows in are rows kept plus rows reported, no pupil is lost."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from junheng.facts import Delivery, Facts, load
from junheng.facts.intake.heads.points import why_impossible
from junheng.facts.intake.heads.source import Source, Within, load_source, source_ids
from junheng.facts.intake.recognise import recognise
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.terms import Lang, Severity, UsageError
from junheng.terms.content import ContentError, parse

CUTS = Path(__file__).parents[3] / "data" / "census"
Pupils = dict[str, int]

# file, source, rows in, rows kept, findings, pupils by stage
READ: list[tuple[str, str, int, int, dict[str, int], Pupils]] = [
    ("br-tocantins-2025.csv", "br/censo-escolar", 5, 5, {"coordinates-impossible": 4}, {}),
    ("ke-secondary-2007.csv", "ke/secondary-2007", 11, 11, {"B05": 1}, {"senior": 1752}),  # one school's enrolment is empty
    ("kr-high.xlsx", "kr/pyeongchang", 5, 5, {}, {"senior": 2063}),
    ("kr-pyeongchang.csv", "kr/pyeongchang", 7, 7, {}, {"junior": 266, "primary": 1755, "senior": 497}),
    ("my-sjkc.csv", "my/sjkc", 9, 9, {}, {"primary": 1485}),
    ("nz-schools-2016.csv", "nz/schools-2016", 15, 15, {}, {"junior": 1158, "primary": 729, "senior": 804, "whole": 5750}),
    ("ph-enrolment.csv", "ph/enrolment", 11, 11, {}, {"junior": 88, "primary": 437, "senior": 271, "whole": 4691}),
    ("us-bcps-plan-totals.csv", "us/bcps-plan-totals", 5, 2, {"row-not-needed": 3}, {"primary": 807}),
    ("us-bcps-schools.csv", "us/bcps-schools", 4, 4, {}, {}),
    ("us-california-1998.csv", "us/california-1998", 4, 4, {}, {"primary": 2247, "whole": 1985}),
    ("us-mcps-by-year.csv", "us/mcps-enrollment", 9, 5, {"row-not-needed": 4}, {"primary": 837, "whole": 222}),
    ("us-mcps-grades.csv", "us/mcps-grades", 12, 11, {"row-not-needed": 1}, {"primary": 412}),
    ("us-mcps-schools.csv", "us/mcps-schools", 5, 5, {}, {}),
    ("us-michigan-1994.csv", "us/michigan-1994", 3, 3, {}, {"primary": 680}),
    ("us-michigan-2000.csv", "us/michigan-2000", 3, 3, {}, {"primary": 1158}),
    ("us-ri-enrollment.csv", "us/ri-enrollment", 5, 4, {"row-no-school": 1}, {"junior": 4, "primary": 753, "senior": 1109}),
    ("us-ri-schools.csv", "us/ri-schools", 4, 4, {}, {}),
]  # fmt: skip


def read(file: str) -> tuple[Facts, Delivery]:
    named = (source for name, source, *_ in READ if name == file and load_source(source).named_only)
    return load([CUTS / file], next(named, None))


def raw(file: str) -> list[dict[str, str]]:
    with (CUTS / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def by_stage(facts: Facts) -> Pupils:
    counted = facts.school_years.filter(pl.col("pupils").is_not_null()).group_by("stage").agg(pl.col("pupils").sum())
    return dict(counted.iter_rows())


def school(facts: Facts, key: str) -> dict[str, object]:
    return facts.schools.row(by_predicate=pl.col("school") == key, named=True)


@pytest.mark.parametrize(("file", "source", "rows_in", "kept", "rules", "pupils"), READ, ids=[each[0] for each in READ])
def test_a_cut(file: str, source: str, rows_in: int, kept: int, rules: dict[str, int], pupils: Pupils) -> None:
    facts, delivery = read(file)
    assert delivery.sources == {source}
    assert (delivery.rows_in, delivery.rows_kept) == (rows_in, kept)
    rows_told = {each.cell for each in delivery.findings if each.rule.startswith("row-")}
    assert len(rows_told) == delivery.rows_reported
    assert Counter(each.rule for each in delivery.findings) == rules
    assert by_stage(facts) == pupils
    assert facts.schools["area"].null_count() == facts.schools["year"].null_count() == 0


@pytest.mark.parametrize(("file", "head"), [
    ("ke-secondary-2007.csv", "Total Enrolment 2007"), ("my-sjkc.csv", "ENROLMEN"), ("nz-schools-2016.csv", "Total School Roll"),
    ("ph-enrolment.csv", "Total Enrollment"), ("us-california-1998.csv", "enrltot"),
])
def test_the_sum_of_pupils_is_that_of_the_file(file: str, head: str) -> None:
    assert sum(by_stage(read(file)[0]).values()) == sum(int(row[head]) for row in raw(file) if row[head])


def test_every_source_has_a_cut_or_tests_of_its_own() -> None:
    others = {"cn/county-export", "cn/jiaoji", "cn/closures", "cn/worked-example"}
    assert set(source_ids()) - others == {source for _, source, *_ in READ}


def test_new_sources_say_who_published_and_what_stages_mean() -> None:
    for _, ref, *_ in READ:
        source = load_source(ref)
        assert source.publisher
        assert source.note
        assert source.anchor, "a source without an anchor is tried on every file"


def test_kenya_acres_and_a_point_in_one_cell() -> None:
    facts, _ = read("ke-secondary-2007.csv")
    own = facts.school_years.row(by_predicate=(pl.col("school") == "A2050004") & (pl.col("stage") == "whole"), named=True)
    assert own["land_area"] == round(14 * 4046.8564224 * 10_000)
    tambaya = school(facts, "A2050004")
    assert (tambaya["latitude"], tambaya["longitude"], tambaya["datum"]) == (-0.524287, 37.019456, "WGS-84")
    assert (tambaya["kind"], tambaya["ownership"], tambaya["area"]) == ("senior", "public", "NYERI")


def test_kenya_an_empty_enrolment_is_missing_and_zero_is_zero() -> None:
    facts, _ = read("ke-secondary-2007.csv")
    pupils = dict(facts.school_years.filter(pl.col("stage") == "senior").select("school", "pupils").iter_rows())
    for row in raw("ke-secondary-2007.csv"):
        assert pupils[row["Code"]] == (int(row["Total Enrolment 2007"]) if row["Total Enrolment 2007"] else None)


def test_malaysia_missing_facts_stay_missing() -> None:
    facts, _ = read("my-sjkc.csv")
    for row in raw("my-sjkc.csv"):
        teachers = facts.school_years.row(by_predicate=pl.col("school") == row["KODSEKOLAH"], named=True)["teachers"]
        assert teachers == (int(row["GURU"]) if row["GURU"] else None)
        assert school(facts, row["KODSEKOLAH"])["longitude"] == (float(row["KOORDINATXX"]) if row["KOORDINATXX"] else None)


def test_new_zealand_across_180_degrees() -> None:
    facts, delivery = read("nz-schools-2016.csv")
    west = facts.schools.filter(pl.col("longitude") < 0)
    assert len(west) == 1
    assert delivery.findings == []
    assert set(facts.schools["kind"]) >= {"primary", "junior", "senior", "complete", "nine_year", "twelve_year", "special"}


def test_philippines_schools_abroad_have_no_ownership() -> None:
    facts, _ = read("ph-enrolment.csv")
    for row in raw("ph-enrolment.csv"):
        expected = {"Public": "public", "SUCsLUCs": "public", "Private": "private", "PSO": None}[row["Sector"]]
        assert school(facts, row["BEIS School ID"])["ownership"] == expected


def test_korea_years_side_by_side() -> None:
    facts, _ = read("kr-pyeongchang.csv")
    for row in raw("kr-pyeongchang.csv"):
        found = facts.school_years.filter(pl.col("school") == row["name"]).sort("year").select("year", "pupils").rows()
        assert found == [(year, int(row[f"pupils_{year}"])) for year in (2022, 2023, 2024)]


def test_korea_what_all_years_share_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_text("level,name,pupils_2022,pupils_2023,pupils_2024,lat,lon\nprimary,가,10,x,12,128.4,37.4\n", "utf-8")
    facts, delivery = load([path])
    assert [(each.rule, each.cell) for each in delivery.findings] == [("coordinates-impossible", "F2"), ("cell-unusable", "D2")]
    assert facts.school_years.sort("year")["pupils"].to_list() == [10, None, 12]


def test_lines_by_grade_are_added_up_and_a_hidden_one_makes_the_sum_missing() -> None:
    facts, _ = read("us-mcps-grades.csv")
    found = facts.school_years.select("school", "stage", "pupils").rows()
    assert ("51", "primary", 72 + 63 + 68 + 73 + 62 + 74) in found
    assert ("215", "primary", None) in found


def test_grades_in_columns_are_added_up_and_kept() -> None:
    facts, _ = read("us-ri-enrollment.csv")
    own = facts.school_years.row(by_predicate=(pl.col("school") == "01103") & (pl.col("stage") == "primary"), named=True)
    assert (own["pupils"], own["pupils_grade_1"], own["pupils_grade_3"]) == (59 + 77 + 82 + 52, 59, 82)


def test_a_name_tells_the_kind() -> None:
    facts, _ = read("us-mcps-by-year.csv")
    assert dict(facts.schools.select("school", "kind").unique().iter_rows()) == {"216": "primary", "965": "special", "587": "general"}


def test_heads_that_anybody_may_use_are_read_only_where_named() -> None:
    with pytest.raises(UsageError, match="cannot tell what kind of table"):
        load([CUTS / "us-bcps-plan-totals.csv"])


def test_the_quick_look_does_not_change_what_is_recognised() -> None:
    """The first look at the anchors leaves out no source that would have been found."""
    rows: list[list[Cell]] = [list(row) for row in csv.reader((CUTS / "my-sjkc.csv").read_text("utf-8").splitlines())]
    found = recognise([Sheet("x.csv", "", rows)], [load_source(each) for each in source_ids()])
    assert found is not None
    assert found.id == "my/sjkc"


KENYA = Within(latitude=(-5, 5.5), longitude=(33.5, 42))


@pytest.mark.parametrize(("latitude", "longitude", "box", "words"), [
    (-0.5, 37.0, KENYA, None),
    (None, None, KENYA, None),
    (37.0, -0.5, KENYA, "swapped"),
    (0.0, 0.0, KENYA, "nothing was filled in"),
    (0.0, 37.0, KENYA, None),
    (51.5, -0.1, KENYA, "outside the country"),
    (-96240167.0, -491565213.0, KENYA, "out of the range"),
    (-0.5, None, KENYA, "only one"),
    (30.0, 120.0, None, None),
    (120.0, 30.0, None, "swapped"),
    (-43.9, -176.2, Within(latitude=(-53, -29), longitude=(165, -175)), None),
    (-43.9, -170.0, Within(latitude=(-53, -29), longitude=(165, -175)), "outside the country"),
])  # fmt: skip
def test_impossible_coordinates(latitude: float | None, longitude: float | None, box: Within | None, words: str | None) -> None:
    wrong = why_impossible(latitude, longitude, box) if box else why_impossible(latitude, longitude)
    assert (wrong is None) if words is None else (wrong is not None and words in wrong.en)


def test_impossible_coordinates_are_reported_at_their_cell_and_not_stored(tmp_path: Path) -> None:
    rows = raw("nz-schools-2016.csv")
    rows[0]["Latitude"], rows[0]["Longitude"] = rows[0]["Longitude"], rows[0]["Latitude"]
    rows[1]["Latitude"], rows[1]["Longitude"] = "0", "0"
    path = tmp_path / "nz.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    facts, delivery = load([path])
    told = [each for each in delivery.findings if each.rule == "coordinates-impossible"]
    assert [(each.severity, each.cell) for each in told] == [(Severity.WARNING, "U2"), (Severity.WARNING, "U3")]
    assert "165" in told[0].allowed_in(Lang.EN)
    for row in rows[:2]:
        stored = school(facts, row["School ID"])
        assert (stored["latitude"], stored["longitude"]) == (None, None)


def test_a_school_that_stands_twice_is_reported(tmp_path: Path) -> None:
    lines = (CUTS / "my-sjkc.csv").read_text("utf-8").splitlines()
    path = tmp_path / "twice.csv"
    path.write_text("\n".join([*lines, lines[1], ""]), "utf-8")
    facts, delivery = load([path])
    assert [(each.rule, each.cell, each.found) for each in delivery.findings] == [("school-twice", f"E{len(lines) + 1}", "ABC0050")]
    assert len(facts.schools) == len(lines) - 1


def test_totals_notes_and_heads_between_the_rows_are_reported(tmp_path: Path) -> None:
    lines = (CUTS / "my-sjkc.csv").read_text("utf-8").splitlines()
    total = "," * 5 + "Total" + "," * 7 + "1485" + "," * 7
    path = tmp_path / "messy.csv"
    path.write_text("\n".join([lines[0], *lines[1:4], total, lines[0], *lines[4:], "Source: Ministry of Education" + "," * 20, ""]), "utf-8")
    facts, delivery = load([path])
    assert Counter(each.rule for each in delivery.findings) == {"row-total": 1, "row-head": 1, "row-note": 1}
    assert (delivery.rows_in, delivery.rows_kept) == (12, 9)
    assert by_stage(facts) == {"primary": 1485}


def test_a_source_with_a_misspelt_kind_is_refused() -> None:
    with pytest.raises(ContentError, match=r"line 3.*'primery' cannot be used"):
        parse('id: x\ntitle: x\nkinds_by_name: {primery: ["* ES"]}\n', "mine.yaml", Source)
