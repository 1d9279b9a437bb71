"""The five shipped plans, held against tables made from an inventory of the plans and not from these files."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from junheng.facts.tables import TABLES
from junheng.rules import catalogue, load_standard, standard_ids
from junheng.rules.funding import funding_ids, load_funding
from junheng.rules.plans import BaselineFact, Level, Plan, Rhythm, Target, labels, load_plan, plan_ids
from junheng.rules.systems import systems
from junheng.terms import Message, SchoolKind
from junheng.terms.content import plain

LINES = {"d1": 64, "d2": 41, "d3": 36, "d4": 23, "d5": 59}  # of each plan's own text
TARGETS = {"d1": 37, "d2": 20, "d3": 56, "d4": 26, "d5": 68}
# every figure that a target prints, by unit; the number of the target, then the value (3-5: from 3 to 5)
FIGURES = {
    "blog": "017=1",
    "case": "006=0 007=0 032=0 129=0 164=0 179=0",
    "category": "040=11",
    "class": "141=0",
    "grade": "154=1-3 155=4-6",
    "hour": "094=240 184=1 185=10 186=9",
    "item": "020=10 021=3 022=4 027=5 028=4 117=3 130=0 135=3 174=3",
    "kindergarten": "080=12 081=19 085=2 101=1",
    "lesson": "025=1 030=20 031=25",
    "m2": "042=780",
    "minute": "010=20",
    "percent": (
        "005=100 011=100 018=100 024=100 026=100 029=100 044=100 045=50 046=100 047=2 048=98 049=100 051=100 "
        "055=40 059=100 062=90 075=100 076=100 082=95 083=100 084=100 086=100 087=100 088=0 089=100 091=90 093=100 "
        "095=80 096=100 097=100 098=100 099=100 102=40 107=100 108=100 116=100 119=100 121=100 132=100 157=100 "
        "158=85 162=100 163=100 165=100 166=100 168=100 169=100 170=100 171=100 172=30 175=100 180=100 183=100 "
        "187=80 188=95 189=100 193=60 195=60 196=90 201=80 202=90"
    ),
    "person": "043=12 064=0 105=100 106=1000 109=3-5 110=2-3 192=0",
    "person-time": "103=2024",
    "piece": "041=115",
    "point": "148=59 149=37 153=9",
    "project": "033=1 034=1 035=1",
    "ratio": "203=1",
    "room": "038=8",
    "school": "077=1 078=2 079=16 092=1 111=1 126=1 142=71 143=1 144=4 145=8 146=58 147=6 151=6 152=4 199=2 200=2",
    "site": "150=19 156=0",
    "station": "104=1",
    "summary": "008=1",
    "times": "012=1 123=1 124=1 125=1 133=1 139=1 167=1",
    "title": "207=1",
    "year": "001=3 066=11 067=13 127=1 204=11 205=13",
    "yuan": "177=0",
}
COMPARATORS = {
    "<=": "047",
    "=": (
        "006 007 008 011 017 018 021 024 026 029 032 038 040 041 042 043 044 046 051 055 059 064 066 067 075 076 "
        "077 078 079 080 081 083 084 085 086 087 088 089 093 096 097 098 099 101 104 107 108 109 110 111 116 119 "
        "121 126 129 130 141 142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157 162 163 164 165 166 "
        "168 169 170 171 175 177 179 180 189 192 199 200 204 205"
    ),
    ">": "069 118 194",
    ">=": (
        "025 030 031 045 048 058 073 082 091 094 095 102 103 105 122 123 124 125 127 133 139 158 167 172 173 184 "
        "185 186 193 195 196 201 202"
    ),
    "down": "050 056 131",
    "up": "002 014 015 063 065 070 071 072 074 113 134 136 138 176 178 191",
    "yes": (
        "003 004 005 009 012 013 016 019 020 022 023 027 028 033 034 035 036 037 039 049 052 053 054 057 060 061 "
        "068 090 092 100 112 114 115 117 120 128 132 135 137 140 159 160 161 174 181 182 183 190 197 198 206 207"
    ),
    "~": "001 010 062 106 187 188 203",
}


@cache
def plans() -> dict[str, Plan]:
    return {each: load_plan(each) for each in plan_ids()}


@cache
def targets() -> dict[str, Target]:
    return {target.id: target for plan in plans().values() for target in plan.targets}


@cache
def facts() -> dict[str, BaselineFact]:
    return {fact.id: fact for plan in plans().values() for fact in plan.facts}


def value(target: str) -> Decimal:
    found = targets()[target].value
    assert found is not None
    return found


def present(fact: str) -> Decimal:
    found = facts()[fact].value
    assert found is not None
    return found


def exists(measure: str) -> bool:
    """An indicator, a column or one value of it, an item of a standard, a funding rule, a standard."""
    if measure in catalogue() or measure in standard_ids():
        return True
    if any(rule.id == measure for each in funding_ids() for rule in load_funding(each).content.rules):
        return True
    if any(item.id == measure for each in standard_ids() for item in load_standard(each).standard.items):
        return True
    table, _, rest = measure.partition(".")
    name, _, choice = rest.partition("=")
    column = TABLES[table].by_name.get(name) if table in TABLES else None
    if name == "closed":
        return column is not None and all(each in list(SchoolKind) for each in choice.split("+") if each)
    return column is not None and (not choice or all(each in column.labels for each in choice.split("+")))


def test_there_are_207_targets_in_five_plans() -> None:
    assert {name: len(plan.targets) for name, plan in plans().items()} == TARGETS
    assert list(targets()) == [f"T{number:03d}" for number in range(1, 208)]
    assert {name: plan.level for name, plan in plans().items()} == {
        "d1": Level.SCHOOL, "d2": Level.SCHOOL, "d3": Level.COUNTY, "d4": Level.COUNTY, "d5": Level.COUNTY,
    }


def test_every_figure_is_the_one_the_plan_prints() -> None:
    printed = {}
    for unit, row in FIGURES.items():
        for each in row.split():
            number, _, figure = each.partition("=")
            printed[f"T{number}"] = (figure, unit)
    held = {
        each.id: (f"{each.value_from}-{each.value}" if each.value_from is not None and each.baseline is None else str(each.value), each.unit)
        for each in targets().values() if each.value is not None
    }
    assert held == printed
    # from 9 to 11 and from 10 to 13 years of schooling: these two start where the plan says
    assert [(targets()[each].value_from, present(fact)) for each, fact in (("T066", "B19"), ("T067", "B20"))] == [(9, 9), (10, 10)]


def test_every_target_is_asked_in_the_sense_the_plan_prints() -> None:
    printed = {f"T{number}": sign for sign, row in COMPARATORS.items() for number in row.split()}
    assert {each.id: each.comparator for each in targets().values()} == printed
    bare = [each.id for each in targets().values() if each.comparator in (">", ">=") and each.value is None and each.relative_to is None]
    assert bare == []  # more than what?


def test_every_measure_exists() -> None:
    assert [f"{each.id}: {each.measure}" for each in targets().values() if each.measure and not exists(each.measure)] == []
    assert [f"{each.id}: {each.column}" for each in facts().values() if each.column and not exists(each.column)] == []
    assert not any(exists(each) for each in ("schools.kind=college", "schools.kindness", "q99_nothing", "cn/national/basic-2013"))


def test_a_share_of_degrees_is_followed_by_its_own_indicator() -> None:
    shares = {each.id: each.measure for each in targets().values() if each.measure and each.measure.startswith("teachers_")}
    assert shares == {
        "T045": "teachers_bachelor_share", "T096": "teachers_college_share", "T097": "teachers_bachelor_share", "T171": "teachers_bachelor_share",
    }


@pytest.mark.parametrize("name", list(LINES))
def test_every_entry_has_its_place_in_the_plan(name: str) -> None:
    plan = plans()[name]
    for each in (*plan.targets, *plan.duties, *plan.facts):
        assert each.line is not None
        assert 1 <= each.line <= LINES[name], each
        assert re.fullmatch(r"([一二三四]|（[一二三四五六七八九十]）|\d{1,2}|（\d）)?(/(（[一二三四五六七八九十]）|\d{1,2}|（\d）))*", each.paragraph), each
        assert each.sentence == ""  # no sentence of a plan is copied
    assert all(1 <= (each.line or 0) <= LINES[name] for each in plan.programmes)


def test_no_lost_year_is_believed() -> None:
    """The copies print 2024 for nearly every year; only what can be counted from a date has a year."""
    believed = {each.id: each.when.year for each in targets().values() if each.when.year is not None}
    assert believed == {"T084": 2015, "T093": 2012 + 5, "T094": 2012 + 5, "T114": 2009 + 5, "T115": 2009 + 5, "T119": 2009 + 10, "T120": 2009 + 10}
    lost = [each for each in targets().values() if each.when.printed and each.when.year is None and re.search(r"年|2024|学期|近", each.when.printed)]
    assert [each.id for each in lost if each.when.source is None] == []
    assert sum("2024" in (each.when.printed or "") for each in targets().values()) == 40  # 39 of 2024, and one summer of 2024
    assert {name: plan.issued.year for name, plan in plans().items()} == {"d1": None, "d2": None, "d3": 2012, "d4": 2009, "d5": None}


@pytest.mark.parametrize(("later", "earlier"), [("T188", "T187"), ("T196", "T195"), ("T202", "T201")])
def test_a_pair_that_lost_its_years_is_a_step_on_the_way(later: str, earlier: str) -> None:
    assert [(each.year, each.value) for each in targets()[later].milestones] == [(None, targets()[earlier].value)]


def test_the_figures_of_the_present_agree_with_each_other() -> None:
    assert sorted(facts()) == [f"B{number:02d}" for number in range(1, 38)]
    assert present("B04") + present("B05") + present("B06") == present("B03")
    assert 100 * present("B04") / present("B03") == present("B07") == targets()["T045"].value
    assert round(present("B09") / present("B01"), 2) == Decimal("3.28") != present("B10")  # as the note of B10 says
    assert value("T142") == sum(value(f"T{number}") for number in (143, 144, 145, 146)) == 71
    assert value("T150") == sum(value(f"T{number}") for number in (151, 152, 153)) == 19
    assert present("B30") == value("T148") - value("T149") == 22
    assert present("B31") == present("B30") + value("T153") == 31
    assert present("B32") == value("T145") + value("T151") == 14
    assert facts()["B33"].value is None  # 93 or 99: both readings stand in the note


def test_what_recurs_says_how_often() -> None:
    assert (targets()["T030"].when.rhythm, targets()["T031"].when.rhythm, targets()["T184"].when.rhythm) == (Rhythm.TERM, Rhythm.TERM, Rhythm.DAY)
    assert [each.id for plan in plans().values() for each in plan.duties if each.kind == "rhythm" and each.rhythm is None] == []


def test_every_programme_is_a_system_of_the_catalogue_at_its_line() -> None:
    wrong = [
        f"{name} {each.id}" for name, plan in plans().items() for each in plan.programmes
        if each.line not in next((source.lines for source in systems()[each.id].sources if source.plan == name), ())
    ]
    assert wrong == []
    assert "S111" in [each.id for each in plans()["d1"].programmes if each.empty]


def texts(value: object) -> list[Message]:
    if isinstance(value, dict):
        return [Message(**value)] if set(value) == {"zh", "en"} else [each for part in value.values() for each in texts(part)]
    return [each for part in value for each in texts(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", list(LINES))
def test_everything_stands_in_both_languages(name: str) -> None:
    said = texts(plain(plans()[name]))
    assert [each for each in said if re.search(r"[一-鿿]", each.en) or not re.search(r"[一-鿿]|\d", each.zh)] == []


def test_every_unit_and_scope_has_a_name_in_chinese() -> None:
    units = {each.unit for each in (*targets().values(), *facts().values()) if each.unit} - {"percent"}
    assert sorted(each for each in units if labels.unit(each).zh == each) == []
    assert sorted({each.scope for each in targets().values() if labels.scope(each.scope).zh == each.scope}) == []


@pytest.mark.parametrize(("target", "zh", "en"), [
    ("T158", "≥ 85%", "≥ 85%"), ("T109", "= 3-5人", "= 3-5 persons"), ("T066", "= 9 → 11年", "= 9 → 11 years"), ("T207", "做到（1个称号）", "yes (1 title)"),
    ("T012", "做到（1次）", "yes (1 time)"), ("T077", "= 1所", "= 1 school"), ("T071", "上升", "up"), ("T069", "> 同年财政支出的增幅", "> the growth of fiscal expenditure in the same year"), ("T010", "约 20分钟", "about 20 minutes"),
])
def test_what_is_asked_is_said_in_words(target: str, zh: str, en: str) -> None:
    assert labels.asked(targets()[target]) == Message(zh, en)


@pytest.mark.parametrize(("target", "zh", "en"), [
    ("T158", "2024年（年份不明）", "2024年 (year unknown)"), ("T114", "3至5年 → 2014", "3至5年 → 2014"), ("T030", "每学期", "every term"), ("T038", "未写明", "not told"),
])
def test_a_deadline_is_said_as_printed_and_as_believed(target: str, zh: str, en: str) -> None:
    assert labels.deadline(targets()[target].when) == Message(zh, en)
