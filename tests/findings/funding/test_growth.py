"""Growth, worked by hand: what counts as growth, what does not, and what cannot be told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from .county import FAIL, PASS, UNTOLD, Row, answer, funding, heads, money, only, school, verdict, words

LAW, PLAN, ALL = "compulsory_appropriation_growth", "plan_appropriation_growth", "education_appropriation_growth"


def two_years(item: str, before: int | str, now: int | str, first: int = 2023) -> list[Row]:
    return [money(item, first, before), money(item, first + 1, now)]


@pytest.mark.parametrize(
    ("appropriation", "revenue", "expected"),
    [
        # 524 / 500 = 1.048; 1040 / 1000 = 1.04
        ((500, 524), (1000, 1040), PASS),
        # 520 / 500 = 1.04 exactly: the same is no growth above
        ((500, 520), (1000, 1040), FAIL),
        # 519.9999 / 500 = 1.0399998 < 1.04
        ((500, "519.9999"), (1000, 1040), FAIL),
        # 520.0001 / 500 = 1.0400002 > 1.04: a hundredth of a fen decides
        ((500, "520.0001"), (1000, 1040), PASS),
        # 490 / 500 = 0.98; 960 / 1000 = 0.96: it falls, but less than revenue
        ((500, 490), (1000, 960), PASS),
    ],
)
def test_growth_above_growth_is_compared_exactly(appropriation: tuple, revenue: tuple, expected: object) -> None:
    found = funding([*two_years("compulsory_appropriation", *appropriation), *two_years("regular_revenue", *revenue)])
    assert verdict(found, LAW, 2024) == expected


def test_the_two_definitions_may_differ() -> None:
    """705 / 675.2 = 1.04413...; revenue 1081.6 / 1040 = 1.04; expenditure 3528 / 3360 = 1.05."""
    found = funding([
        *two_years("education_appropriation", "675.2", 705), *two_years("regular_revenue", 1040, "1081.6"), *two_years("fiscal_expenditure", 3360, 3528),
    ])
    assert (verdict(found, ALL, 2024), verdict(found, PLAN, 2024)) == (PASS, FAIL)
    outcome = only(found, PLAN, 2024)
    assert (outcome.left, outcome.right) == (Fraction(7050, 6752), Fraction(105, 100))
    assert "4.41% < 5%" in outcome.working.zh


def test_percentages_are_printed_so_far_that_they_differ() -> None:
    """4.00002 % and 4 % would both print as 4."""
    found = funding([*two_years("compulsory_appropriation", 500, "520.0001"), *two_years("regular_revenue", 1000, 1040)])
    assert "4.00002% > 4%" in only(found, LAW, 2024).working.en


def test_rising_every_year_is_asked_of_every_year() -> None:
    found = funding([money("education_appropriation", year, yuan) for year, yuan in ((2021, 100), (2022, 110), (2023, 110), (2024, 111))])
    told = {year: verdict(found, "plan_appropriation_rises", year) for year in (2021, 2022, 2023, 2024)}
    assert told == {2021: None, 2022: PASS, 2023: FAIL, 2024: PASS}
    silent = answer(found, "plan_appropriation_rises", 2021).not_asked
    assert silent is not None
    assert silent.zh == "最早的年度，没有上年可比"


def test_one_year_alone_cannot_be_told() -> None:
    found = funding([money("education_appropriation", 2024, 100)])
    outcome = only(found, "plan_appropriation_rises", 2024)
    assert (outcome.verdict, words(outcome)) == (UNTOLD, "缺 2023 年教育财政拨款（经费表）")


def test_a_gap_between_years_cannot_be_told() -> None:
    found = funding([money("education_appropriation", year, yuan) for year, yuan in ((2021, 100), (2023, 120), (2024, 130))])
    assert verdict(found, "plan_appropriation_rises", 2023) == UNTOLD
    assert "2022 年教育财政拨款" in words(only(found, "plan_appropriation_rises", 2023))
    assert verdict(found, "plan_appropriation_rises", 2024) == PASS


@pytest.mark.parametrize("lost", range(4))
def test_each_missing_fact_is_named(lost: int) -> None:
    rows = [*two_years("compulsory_appropriation", 500, 524), *two_years("regular_revenue", 1000, 1040)]
    gone = rows.pop(lost)
    outcome = only(funding(rows), LAW, 2024)
    label = {"compulsory_appropriation": "义务教育财政拨款", "regular_revenue": "财政经常性收入"}[str(gone["item"])]
    assert (outcome.verdict, words(outcome)) == (UNTOLD, f"缺 {gone['year']} 年{label}（经费表）")


def test_growth_over_nothing_is_not_defined() -> None:
    found = funding([*two_years("compulsory_appropriation", 0, 524), *two_years("regular_revenue", 1000, 1040)])
    assert verdict(found, LAW, 2024) == UNTOLD


# ---- per pupil ----

SCHOOLS = [school("1", 2023), school("2", 2023, "junior"), school("1", 2024), school("2", 2024, "junior")]


def stages(before: int | None = 300, now: int | None = 250) -> list[Row]:
    return [heads("1", 2023, before), heads("1", 2024, now), heads("2", 2023, 400, "junior"), heads("2", 2024, 400, "junior")]


def costs(primary: tuple[int, int], junior: tuple[int, int]) -> list[Row]:
    return [
        money("recurrent_cost", year, yuan, stage)
        for stage, pair in (("primary", primary), ("junior", junior)) for year, yuan in zip((2023, 2024), pair, strict=True)
    ]


def test_cost_per_pupil_is_told_by_stage() -> None:
    """Primary 3000 / 300 = 10 and 2750 / 250 = 11: rises while the sum falls. Junior 4800 / 400 = 12 twice: no growth."""
    found = answer(funding(costs((3000, 2750), (4800, 4800)), SCHOOLS, stages()), "compulsory_cost_per_pupil", 2024)
    assert [(each.stage, each.verdict, each.left, each.right) for each in found.outcomes] == [
        ("primary", PASS, 11, 10), ("junior", FAIL, 12, 12),
    ]
    assert found.verdict == FAIL
    assert "相同不算增长" in found.outcomes[1].working.zh


def test_a_stage_that_is_not_reported_cannot_be_told() -> None:
    found = answer(funding(costs((3000, 2750), (4800, 4800))[:2], SCHOOLS, stages()), "compulsory_cost_per_pupil", 2024)
    assert [each.verdict for each in found.outcomes] == [PASS, UNTOLD]


def test_a_stage_that_no_school_teaches_is_not_asked() -> None:
    found = answer(funding(costs((3000, 2750), (1, 1))[:2], [SCHOOLS[0], SCHOOLS[2]], stages()[:2]), "compulsory_cost_per_pupil", 2024)
    assert [(each.stage, each.verdict) for each in found.outcomes] == [("primary", PASS)]


def test_a_sum_over_all_stages_is_divided_by_all_pupils() -> None:
    """7000 / (300 + 400) = 10; 7150 / (250 + 400) = 11."""
    rows = [money("recurrent_cost", 2023, 7000), money("recurrent_cost", 2024, 7150)]
    outcome = only(funding(rows, SCHOOLS, stages()), "compulsory_cost_per_pupil", 2024)
    assert (outcome.stage, outcome.verdict, outcome.left, outcome.right) == (None, PASS, 11, 10)


def test_senior_is_asked_by_the_education_law_and_only_where_reported() -> None:
    listed = [*SCHOOLS, school("3", 2023, "senior"), school("3", 2024, "senior")]
    seniors = [*stages(), heads("3", 2023, 100, "senior"), heads("3", 2024, 100, "senior")]
    rows = [*costs((3000, 2750), (4800, 4900)), money("recurrent_cost", 2023, 900, "senior"), money("recurrent_cost", 2024, 800, "senior")]
    found = funding(rows, listed, seniors)
    assert verdict(found, "education_cost_per_pupil", 2024) == FAIL
    assert verdict(found, "compulsory_cost_per_pupil", 2024) == PASS
    assert [each.stage for each in answer(funding(rows[:4], listed, seniors), "education_cost_per_pupil", 2024).outcomes] == ["primary", "junior"]


def test_pupils_that_one_school_did_not_report_are_missing_not_zero() -> None:
    outcome = answer(funding(costs((3000, 2750), (4800, 4900)), SCHOOLS, stages(now=None)), "compulsory_cost_per_pupil", 2024).outcomes[0]
    assert (outcome.verdict, words(outcome)) == (UNTOLD, "缺1校 2024/2025 学年小学在校生数")


def test_a_school_without_its_row_is_missing_too() -> None:
    outcome = answer(funding(costs((3000, 2750), (4800, 4900)), SCHOOLS, stages()[1:]), "compulsory_cost_per_pupil", 2024).outcomes[0]
    assert "2023/2024 学年小学在校生数" in words(outcome)


def test_a_school_of_unknown_kind_may_have_pupils_of_any_stage() -> None:
    listed = [*SCHOOLS, school("4", 2024, kind=None)]  # type: ignore[arg-type]
    outcome = answer(funding(costs((3000, 2750), (4800, 4900)), listed, stages()), "compulsory_cost_per_pupil", 2024).outcomes[0]
    assert (outcome.verdict, words(outcome)) == (UNTOLD, "缺4校的办学类型，不知有哪些学段")


def test_closed_and_special_schools_are_no_part_of_the_pupils() -> None:
    listed = [*SCHOOLS, school("4", 2024, closed=2024), school("5", 2024, "special"), school("5", 2023, "special")]
    found = funding(costs((3000, 2750), (4800, 4900)), listed, [*stages(), heads("5", 2024, 90), heads("5", 2023, 10)])
    assert answer(found, "compulsory_cost_per_pupil", 2024).outcomes[0].left == 11


def test_months_of_two_school_years_make_the_pupils_of_a_fiscal_year() -> None:
    """(8 x 300 + 4 x 240) / 12 = 280 in 2024 and (8 x 330 + 4 x 300) / 12 = 320 in 2023: 5600 / 280 = 20, 6400 / 320 = 20: a tie."""
    listed = [school("1", year) for year in (2022, 2023, 2024)]
    rows = [heads("1", 2022, 330), heads("1", 2023, 300), heads("1", 2024, 240)]
    sums = [money("recurrent_cost", 2023, 6400, "primary"), money("recurrent_cost", 2024, 5600, "primary")]
    found = funding(sums, listed, rows, pupils__spring_months="8")
    outcome = answer(found, "compulsory_cost_per_pupil", 2024).outcomes[0]
    assert (outcome.left, outcome.right, outcome.verdict) == (20, 20, FAIL)
    lacking = answer(funding(sums, listed[1:], rows[1:], pupils__spring_months="8"), "compulsory_cost_per_pupil", 2024)
    assert lacking.verdict == UNTOLD


def test_private_pupils_may_be_left_out_of_the_figures() -> None:
    listed = [*SCHOOLS, *(school("6", year, ownership="private") for year in (2023, 2024))]
    rows = [*stages(), heads("6", 2023, 100), heads("6", 2024, 250)]
    sums = costs((3000, 2750), (4800, 4900))
    # all: 3000 / 400 = 7.5 and 2750 / 500 = 5.5; public: 10 and 11
    assert answer(funding(sums, listed, rows), "compulsory_cost_per_pupil", 2024).outcomes[0].verdict == FAIL
    assert answer(funding(sums, listed, rows, pupils__ownership="public"), "compulsory_cost_per_pupil", 2024).outcomes[0].verdict == PASS


# ---- shares of growth, shares that rise, debts ----


@pytest.mark.parametrize(
    ("rural", "whole", "expected"),
    [
        ((380, 402), (640, 680), PASS),  # 22 of 40 = 55 %
        ((380, 400), (640, 680), FAIL),  # 20 of 40 = 50 %: not more than half
        ((380, 370), (640, 680), FAIL),  # falls while the whole grows
        ((380, 390), (640, 640), None),  # nothing new to share
        ((380, 370), (640, 620), None),
    ],
)
def test_growth_mainly_to_rural_schools(rural: tuple[int, int], whole: tuple[int, int], expected: object) -> None:
    found = funding([*two_years("rural_appropriation", *rural), *two_years("education_appropriation", *whole)])
    assert verdict(found, "rural_share_of_growth", 2024) == expected


def test_what_mainly_means_is_a_setting() -> None:
    rows = [*two_years("rural_appropriation", 380, 402), *two_years("education_appropriation", 640, 680)]
    assert verdict(funding(rows, rules__rural_share_of_growth__limit__more_than="60"), "rural_share_of_growth", 2024) == FAIL


def test_a_share_of_the_product_rises() -> None:
    """700 / 9600 = 7.2917 %; 740 / 10080 = 7.3413 %; 735 / 10080 = 7.2917 %: the same to the last digit."""
    for now, expected in ((740, PASS), (735, FAIL)):
        rows = [*two_years("fiscal_education_funds", 700, now), *two_years("gross_product", 9600, 10080)]
        assert verdict(funding(rows), "fiscal_share_of_product", 2024) == expected


@pytest.mark.parametrize(("before", "now", "expected"), [(400, 400, PASS), (400, 399, PASS), (400, "400.01", FAIL), (0, 0, PASS), (0, 1, FAIL)])
def test_no_new_debt(before: int, now: int | str, expected: object) -> None:
    rows = [money("debt", 2023, before, None, "1"), money("debt", 2024, now, None, "1")]
    assert verdict(funding(rows, [school("1", 2023), school("1", 2024)]), "no_new_debt", 2024) == expected


def test_a_debt_nobody_reported_is_not_none() -> None:
    rows = [money("debt", 2024, 5, None, "1"), money("debt", 2024, 0, None, "2"), money("debt", 2023, 0, None, "2")]
    found = answer(funding(rows, [school("1", 2024), school("2", 2024)]), "no_new_debt", 2024)
    assert {each.school.code: each.verdict for each in found.outcomes if each.school} == {"1": UNTOLD, "2": PASS}
    assert found.verdict == UNTOLD
