"""Public funds by head count, worked by hand: 720 yuan in primary and 940 in junior from 2023, 300 for each boarder on top."""

from __future__ import annotations

from fractions import Fraction

import pytest

from .county import FAIL, PASS, UNTOLD, Row, answer, funding, heads, money, only, school, verdict, words

YEAR = 2024


def paid(yuan: int, pupils: int | None, year: int = YEAR, boarders: int | None = 0, more: list[Row] | None = None, **kind: object) -> object:
    rows = [money("public_funds", year, yuan, None, "1"), *(more or [])]
    return verdict(funding(rows, [school("1", year, **kind)], [heads("1", year, pupils, boarders=boarders)]), "head_count", year)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pupils", "yuan", "expected"),
    [
        (99, 72_000, PASS), (99, 71_999, FAIL),  # counted as 100: 100 x 720
        (99, 99 * 720, FAIL),  # 71,280: by heads only
        (100, 72_000, PASS), (100, 71_999, FAIL),  # exactly 100 is not under 100, and comes to the same
        (101, 72_720, PASS), (101, 72_719, FAIL),  # 101 x 720
        (1, 72_000, PASS), (1, 720, FAIL),
    ],
)
def test_schools_under_100_are_funded_as_100(pupils: int, yuan: int, expected: object) -> None:
    assert paid(yuan, pupils) == expected


def test_a_school_without_pupils_is_due_nothing() -> None:
    assert paid(0, 0) is None


def test_a_town_school_is_funded_by_its_heads() -> None:
    assert paid(80 * 720, 80, location="town") == PASS
    assert paid(80 * 720, 80, location="rural") == FAIL
    assert paid(80 * 720, 80, location="town", kind="teaching_point") == FAIL


def test_a_location_nobody_said_matters_only_where_it_decides() -> None:
    assert paid(72_000, 80, location=None) == PASS
    assert paid(80 * 720 - 1, 80, location=None) == FAIL
    assert paid(80 * 720, 80, location=None) == UNTOLD
    assert paid(101 * 720, 101, location=None) == PASS


def test_small_schools_are_not_held_to_100_before_the_measures() -> None:
    """2016: 600 to 650 yuan. 80 x 650 = 52,000 is enough; from 2017 on 100 x 650 = 65,000 is asked."""
    assert paid(52_000, 80, year=2016) == PASS
    assert paid(52_000, 80, year=2017) == FAIL
    assert paid(65_000, 80, year=2017) == PASS


def test_where_the_quota_is_not_settled_it_may_still_decide() -> None:
    """2019: 120 x 600 = 72,000 in the west, 120 x 650 = 78,000 in the east."""
    assert [paid(yuan, 120, year=2019) for yuan in (71_999, 72_000, 77_999, 78_000)] == [FAIL, UNTOLD, UNTOLD, PASS]


def test_a_year_before_the_first_quota_is_not_asked() -> None:
    found = answer(funding([money("public_funds", 2015, 1, None, "1")], [school("1", 2015)], [heads("1", 2015, 9)]), "head_count", 2015)
    assert (found.verdict, found.outcomes) == (None, ())
    assert found.not_asked is not None
    assert found.not_asked.en == "asked from 2016 on"


def test_the_county_s_own_standard_counts_where_it_is_higher() -> None:
    """200 x 800 = 160,000 against 200 x 720 = 144,000; a standard below the base does not lower what is due."""
    higher, lower = money("public_funds_standard", YEAR, 800, "primary"), money("public_funds_standard", YEAR, 600, "primary")
    assert (paid(159_999, 200, more=[higher]), paid(160_000, 200, more=[higher])) == (FAIL, PASS)
    assert (paid(143_999, 200, more=[lower]), paid(144_000, 200, more=[lower])) == (FAIL, PASS)


def test_boarders_come_on_top() -> None:
    """200 x 720 + 30 x 300 = 153,000."""
    assert (paid(152_999, 200, boarders=30), paid(153_000, 200, boarders=30)) == (FAIL, PASS)


def test_boarders_nobody_counted_lie_between_none_and_all() -> None:
    """200 x 720 = 144,000 without, 200 x 1,020 = 204,000 if all board."""
    assert [paid(yuan, 200, boarders=None) for yuan in (143_999, 144_000, 203_999, 204_000)] == [FAIL, UNTOLD, UNTOLD, PASS]


def test_missing_pupils_and_missing_sums_are_named() -> None:
    listed = [school("1", YEAR), school("2", YEAR)]
    stages = [heads("1", YEAR, None), heads("2", YEAR, 200)]
    found = answer(funding([money("public_funds", YEAR, 500_000, None, "1")], listed, stages), "head_count", YEAR)
    assert {each.verdict for each in found.outcomes} == {UNTOLD}
    assert [words(each) for each in found.outcomes] == ["缺1校 2024/2025 学年小学在校生数", "缺 2024 年2校公用经费拨款（经费表）"]


def test_a_nine_year_school_has_two_quotas() -> None:
    """200 x 720 + 150 x 940 = 285,000."""
    listed, stages = [school("1", YEAR, "nine_year")], [heads("1", YEAR, 200), heads("1", YEAR, 150, "junior")]
    for yuan, expected in ((284_999, FAIL), (285_000, PASS)):
        assert verdict(funding([money("public_funds", YEAR, yuan, None, "1")], listed, stages), "head_count", YEAR) == expected


def test_heads_made_up_in_a_nine_year_school_have_one_of_two_quotas() -> None:
    """50 x 720 + 30 x 940 = 64,200; 20 more at 720 (78,600) or at 940 (83,000)."""
    listed, stages = [school("1", YEAR, "nine_year")], [heads("1", YEAR, 50), heads("1", YEAR, 30, "junior")]
    told = [verdict(funding([money("public_funds", YEAR, yuan, None, "1")], listed, stages), "head_count", YEAR) for yuan in (78_599, 78_600, 82_999, 83_000)]
    assert told == [FAIL, UNTOLD, UNTOLD, PASS]


def test_a_school_with_a_senior_stage_reports_by_stage() -> None:
    listed, stages = [school("1", YEAR, "complete")], [heads("1", YEAR, 200, "junior"), heads("1", YEAR, 500, "senior")]
    whole = only(funding([money("public_funds", YEAR, 999_999, None, "1")], listed, stages), "head_count", YEAR)
    assert (whole.verdict, words(whole)) == (UNTOLD, "1校的公用经费含高中，请按学段填报")
    # 200 x 940 = 188,000
    own = only(funding([money("public_funds", YEAR, 188_000, "junior", "1")], listed, stages), "head_count", YEAR)
    assert (own.verdict, own.left, own.right) == (PASS, 188_000, 188_000)


def test_a_stage_written_as_the_whole_school_is_the_school_s_sum() -> None:
    found = funding([money("public_funds", YEAR, 144_000, "whole", "1")], [school("1", YEAR)], [heads("1", YEAR, 200)])
    assert verdict(found, "head_count", YEAR) == PASS


def test_points_may_be_tested_with_the_school_that_keeps_their_money() -> None:
    """The school 200 x 720 = 144,000, its two points 72,000 each; the second point has a sum of its own."""
    listed = [school("1", YEAR), school("2", YEAR, "teaching_point", parent="1校"), school("3", YEAR, "teaching_point", parent_code="1")]
    stages = [heads("1", YEAR, 200), heads("2", YEAR, 20), heads("3", YEAR, 30)]
    rows = [money("public_funds", YEAR, 216_000, None, "1"), money("public_funds", YEAR, 72_000, None, "3")]
    own = answer(funding(rows, listed, stages), "head_count", YEAR)
    assert [each.verdict for each in own.outcomes] == [PASS, UNTOLD, PASS]
    together = answer(funding(rows, listed, stages, head_count__points="with_parent"), "head_count", YEAR)
    assert [(each.school.code, each.verdict, each.right) for each in together.outcomes if each.school] == [("1", PASS, 216_000), ("3", PASS, 72_000)]
    short = [money("public_funds", YEAR, 215_999, None, "1"), rows[1]]
    assert verdict(funding(short, listed, stages, head_count__points="with_parent"), "head_count", YEAR) == FAIL


def test_private_schools_are_not_asked_and_counted_as_left_out() -> None:
    listed = [school("1", YEAR), school("2", YEAR, ownership="private"), school("3", YEAR, ownership=None, run_by="private")]
    found = answer(funding([money("public_funds", YEAR, 144_000, None, "1")], listed, [heads("1", YEAR, 200)]), "head_count", YEAR)
    assert (len(found.outcomes), found.left_out, found.verdict) == (1, 2, PASS)


def test_a_school_of_unknown_kind_is_not_passed_over() -> None:
    listed = [school("1", YEAR, kind=None)]  # type: ignore[arg-type]
    outcome = only(funding([money("public_funds", YEAR, 1, None, "1")], listed, [heads("1", YEAR, 200)]), "head_count", YEAR)
    assert (outcome.verdict, words(outcome)) == (UNTOLD, "缺1校的办学类型，不知是否要检验")


def test_a_school_of_which_nobody_says_whether_it_is_public() -> None:
    found = funding([money("public_funds", YEAR, 1, None, "1")], [school("1", YEAR, ownership=None)], [heads("1", YEAR, 200)])
    assert words(only(found, "head_count", YEAR)) == "缺1校的办学性质，不知是否公办"


def test_the_mean_of_two_school_years_may_be_a_fraction() -> None:
    """(8 x 200 + 4 x 199) / 12 = 199.6667 heads x 720 = 143,760."""
    listed = [school("1", 2023), school("1", 2024)]
    stages = [heads("1", 2023, 200), heads("1", 2024, 199)]
    for yuan, expected in ((143_759, FAIL), (143_760, PASS)):
        found = funding([money("public_funds", 2024, yuan, None, "1")], listed, stages, pupils__spring_months="8")
        outcome = only(found, "head_count", 2024)
        assert (outcome.verdict, outcome.right) == (expected, Fraction(143_760))


def test_special_schools_have_a_quota_and_a_limit_of_their_own() -> None:
    """30 pupils: 6,000 each are due (180,000), 8,000 each are asked by the measures (240,000)."""
    listed, stages = [school("1", YEAR, "special")], [heads("1", YEAR, 20), heads("1", YEAR, 10, "junior")]
    for yuan, due, asked in ((179_999, FAIL, FAIL), (180_000, PASS, FAIL), (239_999, PASS, FAIL), (240_000, PASS, PASS)):
        found = funding([money("public_funds", YEAR, yuan, None, "1")], listed, stages)
        assert (verdict(found, "head_count", YEAR), verdict(found, "special_public_funds", YEAR)) == (due, asked)


def test_the_quota_of_special_schools_from_2025_on_is_not_settled() -> None:
    listed, stages = [school("1", 2025, "special")], [heads("1", 2025, 30)]
    told = [verdict(funding([money("public_funds", 2025, yuan, None, "1")], listed, stages), "head_count", 2025) for yuan in (179_999, 180_000, 210_000)]
    assert told == [FAIL, UNTOLD, PASS]
