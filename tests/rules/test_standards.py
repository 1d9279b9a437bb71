"""The shipped standards against numbers typed by hand, and what layers and settings do to them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from junheng.facts.tables import SCHOOL_YEARS
from junheng.rules import Confidence, Limit, Rules, catalogue, load_standard, standard_ids
from junheng.rules.standards import CvFormula, Item, Part, Points, cites
from junheng.terms import Ownership, RunBy, SchoolKind, UsageError
from junheng.terms.content import Content, keys_of

BASIC, QUALITY = "cn/national/basic-2012", "cn/national/quality-2017"

# indicator: (primary, junior)
THRESHOLDS = {
    "q1_teachers_above_standard": ("4.2", "5.3"),
    "q2_backbone_teachers": ("1", "1"),
    "q3_pe_arts_teachers": ("0.9", "0.9"),
    "q4_teaching_area": ("4.5", "5.8"),
    "q5_sports_area": ("7.5", "10.2"),
    "q6_equipment": ("2000", "2500"),
    "q7_multimedia_rooms": ("2.3", "2.4"),
}
# indicator: (factor, split)
FORMULAS = {
    "b1_teaching_area": (1, True),
    "b2_sports_area": (1, True),
    "b3_equipment": (1, True),
    "b4_computers": (100, True),
    "b5_books": (1, True),
    "b6_teachers": (1, False),
    "b7_teachers_above_standard": (1, False),
    "b8_mid_title_teachers": (1, False),
    "q1_teachers_above_standard": (100, False),
    "q2_backbone_teachers": (100, False),
    "q3_pe_arts_teachers": (100, False),
    "q4_teaching_area": (1, True),
    "q5_sports_area": (1, True),
    "q6_equipment": (1, True),
    "q7_multimedia_rooms": (100, True),
}
# item: stage or all -> sense and value
QUALITY_LIMITS = {
    "p1_basic_recognised": {"all": ("at_least", "3")},
    "g03_music_rooms": {"all": ("at_least", "1")},
    "g03_art_rooms": {"all": ("at_least", "1")},
    "g03_music_room_area": {"all": ("at_least", "96")},
    "g03_art_room_area": {"all": ("at_least", "90")},
    "g04_size_single": {"all": ("at_most", "2000")},
    "g04_size_through": {"all": ("at_most", "2500")},
    "g05_class_size": {"primary": ("at_most", "0"), "junior": ("at_most", "0")},
    "g06_small_school_funds": {"all": ("at_least", "100")},
    "g07_special_funds": {"all": ("at_least", "8000")},
    "g08_teacher_pay": {"all": ("at_least", "100")},
    "g09_training_hours": {"all": ("at_least", "100")},
    "g11_exchange": {"all": ("at_least", "10")},
    "g11_exchange_backbone": {"all": ("at_least", "20")},
    "g12_certificates": {"all": ("at_least", "100")},
    "g13_near_enrolment": {"primary": ("at_least", "100"), "junior": ("at_least", "95")},
    "g14_quota": {"all": ("at_least", "50")},
    "g15_migrant_children": {"all": ("at_least", "85")},
    "q01_junior_retention": {"all": ("at_least", "95")},
    "q02_disabled_enrolment": {"all": ("at_least", "95")},
    "q04_training_funds": {"all": ("at_least", "5")},
    "q09_school_variation": {"all": ("less_than", "0.15")},
    "s1_satisfaction": {"all": ("at_least", "85")},
}


def shown(limits: dict[str, Limit]) -> dict[str, tuple[str, str]]:
    return {key: (limit.sense, str(limit.value)) for key, limit in limits.items()}


def items_of(rules: Rules, part: Part) -> list[Item]:
    return [item for item in rules.standard.items if item.part == part]


def numbers(items: list[Item]) -> set[int]:
    found = (re.match(r"[a-z](\d+)_", item.id) for item in items)
    return {int(match[1]) for match in found if match}


def written(folder: Path, text: str, name: str = "county.yaml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize("ref", standard_ids())
def test_every_shipped_standard_loads_under_its_own_id(ref: str) -> None:
    assert load_standard(ref).standard.id == ref


@pytest.mark.parametrize("ref", standard_ids())
def test_every_decision_has_a_citation(ref: str) -> None:
    standard = load_standard(ref).standard
    assert all(cite.of in standard.documents for cite in cites(standard))
    assert all(item.cite for item in standard.items)
    assert all(limit.cite for rule in standard.indicators for limit in rule.limits.values())
    assert all(rule.cite for rule in standard.indicators)
    area = standard.area_rule
    assert all(limit.cite for limit in [*area.cv_each.values(), *area.cv_composite.values()])
    assert None not in (standard.counts.cite, standard.split_cite, standard.cv_cite)


@pytest.mark.parametrize("ref", standard_ids())
def test_memory_and_doubt_are_shown_as_unverified(ref: str) -> None:
    for cite in cites(load_standard(ref).standard):
        assert cite.confidence.verified == (cite.confidence not in (Confidence.MEMORY, Confidence.DOUBT))
        assert cite.confidence != Confidence.OWN


@pytest.mark.parametrize("ref", standard_ids())
def test_the_setting_of_every_reading_exists(ref: str) -> None:
    standard = load_standard(ref).standard
    for reading in standard.readings:
        here: object = standard
        for key in (reading.setting or "").split(".") if reading.setting else ():
            assert isinstance(here, Content)
            assert key in keys_of(type(here))
            here = getattr(here, key)


@pytest.mark.parametrize("ref", standard_ids())
def test_an_address_of_a_document_leads_to_that_document(ref: str) -> None:
    """A page of its own on a host anybody can reach: no bare site, no list of hits, no copy in a cache, nothing given twice."""
    for document in load_standard(ref).standard.documents.values():
        assert len(set(document.evidence)) == len(document.evidence)
        for address in document.evidence:
            parts = urlsplit(address)
            assert parts.scheme in ("http", "https"), address
            assert re.fullmatch(r"(?:[a-z0-9-]+\.)+(?:[a-z]{2,}|\d{1,3})", parts.netloc), address
            assert len(parts.path) > 1, address
            assert not re.search(r"cache|search|translate", parts.netloc + parts.path), address


def test_dates_are_those_of_the_sources() -> None:
    basic = load_standard(BASIC).standard.documents["measures"]
    quality = load_standard(QUALITY).standard.documents["measures"]
    assert (basic.number, basic.valid_from, basic.still_valid_on) == ("教督〔2012〕3号", "2012-01-20", "2023")
    assert (quality.number, quality.valid_from, quality.still_valid_on) == ("教督〔2017〕6号", "2017", "2024")


def test_quality_thresholds() -> None:
    rules = load_standard(QUALITY)
    assert [indicator.id for indicator in rules.indicators] == list(THRESHOLDS)
    for name, (primary, junior) in THRESHOLDS.items():
        expected = {"primary": ("at_least", primary), "junior": ("at_least", junior)}
        assert shown(rules.rule_of(name).limits) == expected


def test_quality_rules_of_school_and_area() -> None:
    standard = load_standard(QUALITY).standard
    assert standard.school_rule
    assert standard.school_rule.at_least == 6
    assert standard.school_rule.rest_share
    assert standard.school_rule.rest_share.at_least == Decimal("0.85")
    assert shown(standard.area_rule.cv_each) == {"primary": ("at_most", "0.5"), "junior": ("at_most", "0.45")}
    assert standard.area_rule.every_school
    assert standard.area_rule.composite
    assert not standard.area_rule.cv_composite


def test_basic_has_a_composite_and_no_limit_for_a_school() -> None:
    standard = load_standard(BASIC).standard
    assert [rule.id for rule in standard.indicators] == [name for name in FORMULAS if name.startswith("b")]
    assert not any(rule.limits for rule in standard.indicators)
    assert standard.school_rule is None
    assert shown(standard.area_rule.cv_composite) == {"primary": ("at_most", "0.65"), "junior": ("at_most", "0.55")}
    assert not standard.area_rule.cv_each
    assert not standard.area_rule.every_school


def test_who_counts() -> None:
    basic, quality = load_standard(BASIC).standard.counts, load_standard(QUALITY).standard.counts
    assert (basic.ownership, basic.run_by, basic.points) == ((Ownership.PUBLIC,), (RunBy.COUNTY,), Points.MERGE)
    assert (quality.ownership, quality.run_by, quality.points) == (None, None, Points.OWN)
    assert quality.points_own_from == 50
    for counts in (basic, quality):
        assert SchoolKind.TEACHING_POINT in counts.kinds
        assert not {SchoolKind.SPECIAL, SchoolKind.VOCATIONAL} & set(counts.kinds)


@pytest.mark.parametrize("ref", [BASIC, QUALITY])
def test_split_and_formula(ref: str) -> None:
    standard = load_standard(ref).standard
    assert standard.split_weights == {"primary": 100, "junior": 110, "senior": 132}
    assert standard.cv_formula == CvFormula.WEIGHTED


def test_basic_items() -> None:
    rules = load_standard(BASIC)
    government = items_of(rules, Part.GOVERNMENT)
    assert numbers(government) == set(range(1, 18))
    groups = {item.group.zh for item in government if item.group}
    assert groups == {"入学机会", "保障机制", "教师队伍", "质量与管理"}
    by_id = {item.id: item for item in rules.standard.items}
    assert shown(by_id["score_government"].limits) == {"all": ("at_least", "85")}
    assert shown(by_id["s1_satisfaction"].limits) == {"all": ("at_least", "85")}
    assert shown(by_id["g03_disabled_enrolment"].limits) == {"all": ("at_least", "80")}
    assert [item.id for item in items_of(rules, Part.PREREQUISITE)] == ["p1_basic_standard"]
    from_memory = {item.id[:3] for item in rules.standard.items if item.cite and not item.cite.confidence.verified}
    assert from_memory == {f"g{number:02}" for number in range(9, 18)} | {"sco"}


def test_quality_items() -> None:
    rules = load_standard(QUALITY)
    assert numbers(items_of(rules, Part.GOVERNMENT)) == set(range(1, 16))
    assert numbers(items_of(rules, Part.QUALITY)) == set(range(1, 10))
    assert len(items_of(rules, Part.SATISFACTION)) == 1
    assert {item.id: shown(dict(item.limits)) for item in rules.standard.items if item.limits} == QUALITY_LIMITS
    assert {item.judged_by for item in items_of(rules, Part.VETO)} == {"document"}
    unverified = {item.id for item in rules.standard.items if item.cite and not item.cite.confidence.verified}
    assert unverified == {"g02_unified_equipment", "v5_posts_left_empty", "v6_accidents", "v7_falsification"}


def test_formulas() -> None:
    found = {name: (one.factor, one.split) for name, one in catalogue().items() if re.match(r"[bq]\d_", name)}
    assert found == FORMULAS
    sums = {name: [str(part) for part in catalogue()[name].numerator_of("primary")] for name in FORMULAS}
    assert sums["b1_teaching_area"] == sums["q4_teaching_area"] == ["teaching_area", "-indoor_sports_area"]
    assert sums["b2_sports_area"] == sums["q5_sports_area"] == ["sports_ground_area", "indoor_sports_area"]
    assert sums["b8_mid_title_teachers"] == ["titles_senior", "titles_vice_senior", "titles_middle"]
    assert sums["q3_pe_arts_teachers"] == ["teachers_pe", "teachers_arts"]
    degrees = ["teachers_bachelor", "teachers_master", "teachers_doctor"]
    for name in ("b7_teachers_above_standard", "q1_teachers_above_standard"):
        assert [str(part) for part in catalogue()[name].numerator_of("junior")] == degrees
        assert sums[name] == ["teachers_college", *degrees]


def test_every_indicator_names_columns_that_exist() -> None:
    known = {column.name for column in SCHOOL_YEARS.columns}
    assert {column for one in catalogue().values() for column in one.columns} <= known


def test_what_is_split_is_a_fact_of_the_whole_school() -> None:
    whole = {column.name for column in SCHOOL_YEARS.columns if column.whole}
    for indicator in catalogue().values():
        used = {part.column for part in indicator.numerator_of("primary")}
        assert used <= whole if indicator.split else not used & whole


PROVINCE = f"""
extends: {QUALITY}
id: province
title: 本省标准
version: "2024"
documents:
  ours:
    number: 省教督〔2024〕1号
    title: 本省办法
    valid_from: 2024
indicators:
  - id: q6_equipment
    limits:
      primary:
        more_than: 2600
        cite: {{of: ours, clause: 第3条, confidence: own}}
items:
  - id: g14_quota
    limits:
      all: {{at_least: 60}}
"""


def test_a_layer_raises_one_threshold_and_keeps_the_rest(tmp_path: Path) -> None:
    nation, province = load_standard(QUALITY), load_standard(written(tmp_path, PROVINCE))
    assert [one.id for one in province.indicators] == [one.id for one in nation.indicators]
    equipment = province.rule_of("q6_equipment").limits
    assert shown(equipment) == {"primary": ("more_than", "2600"), "junior": ("at_least", "2500")}
    assert equipment["primary"].cite
    assert equipment["primary"].cite.confidence == Confidence.OWN
    assert province.rule_of("q5_sports_area") == nation.rule_of("q5_sports_area")
    by_id = {item.id: item for item in province.standard.items}
    assert len(by_id) == len(nation.standard.items)
    assert shown(dict(by_id["g14_quota"].limits)) == {"all": ("at_least", "60")}
    assert by_id["g14_quota"].title.en == "places of good senior schools allotted to junior schools"
    assert set(province.standard.documents) == {*nation.standard.documents, "ours"}
    assert province.standard.readings == nation.standard.readings
    assert province.base
    assert province.base.version == nation.version


def test_a_limit_is_replaced_whole_with_its_citation(tmp_path: Path) -> None:
    text = f"extends: {QUALITY}\narea_rule: {{cv_each: {{primary: {{at_most: 0.4}}}}}}\n"
    area = load_standard(written(tmp_path, text)).standard.area_rule
    assert area.cv_each["primary"].cite is None
    assert shown(area.cv_each) == {"primary": ("at_most", "0.4"), "junior": ("at_most", "0.45")}


def test_a_layer_goes_by_its_own_name_and_may_stand_on_a_layer(tmp_path: Path) -> None:
    written(tmp_path, PROVINCE, "province.yaml")
    county = load_standard(written(tmp_path, "extends: province.yaml\nschool_rule: {at_least: 7}\n", "xian.yaml"))
    assert county.standard.id == "xian"
    assert county.standard.school_rule
    assert county.standard.school_rule.at_least == 7
    assert shown(county.rule_of("q6_equipment").limits)["primary"] == ("more_than", "2600")


def test_a_layer_may_add_an_indicator_of_its_own(tmp_path: Path) -> None:
    text = f"""
extends: {QUALITY}
indicators:
  - define:
      id: books_per_pupil
      title: 生均图书
      unit: 册/生
      numerator: [books]
      split: true
    limits: {{primary: {{at_least: 15}}}}
"""
    rules = load_standard(written(tmp_path, text))
    assert [one.id for one in rules.indicators] == [*THRESHOLDS, "books_per_pupil"]


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("counts.points", "merge", lambda rules: rules.standard.counts.points == Points.MERGE),
        ("counts.points_own_from", "30", lambda rules: rules.standard.counts.points_own_from == 30),
        ("counts.ownership", "[public]", lambda rules: rules.standard.counts.ownership == (Ownership.PUBLIC,)),
        ("cv_formula", "sample", lambda rules: rules.standard.cv_formula == CvFormula.SAMPLE),
        (
            "indicators.q6_equipment.limits.primary.at_least", "2600",
            lambda rules: rules.rule_of("q6_equipment").limits["primary"].value == 2600,
        ),
    ],
)
def test_a_setting_changes_one_value_and_the_version(path: str, value: str, found) -> None:  # type: ignore[no-untyped-def]
    plain, changed = load_standard(QUALITY), load_standard(QUALITY, {path: value})
    assert not found(plain)
    assert found(changed)
    assert plain.version != changed.version


def test_a_setting_of_the_default_keeps_the_version() -> None:
    assert load_standard(QUALITY).version == load_standard(QUALITY, {"counts.points": "own"}).version


def test_points_of_basic_may_be_their_own() -> None:
    assert load_standard(BASIC, {"counts.points": "own"}).standard.counts.points == Points.OWN


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("counts.point", "own", "did you mean `points`"),
        ("counts.points", "banana", "'merge', 'own' or 'out'"),
        ("title.zh.short", "x", "no setting title.zh.short"),
        ("indicators.q9_nothing.limits", "{}", "no setting indicators.q9_nothing.limits"),
        ("counts.points", "[", "cannot read the value"),
    ],
)
def test_a_wrong_setting_is_answered_with_its_name(path: str, value: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_standard(QUALITY, {path: value})
    assert words in caught.value.message.en
    assert path in caught.value.message.zh
