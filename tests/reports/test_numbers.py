from __future__ import annotations

from decimal import Decimal

import pytest

from junheng.reports.numbers import cell, limit_text, rounded, share, shown, signed
from junheng.rules import Limit
from junheng.terms import Lang


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(0.285, 2, "0.29"), (2.675, 2, "2.68"), (0.5155, 3, "0.516"), (0.4995, 3, "0.500"), (1e-9, 2, "0.00"), (1234.5, 0, "1235")],
)
def test_half_up_as_a_person_reads_it(value: float, decimals: int, printed: str) -> None:
    assert f"{rounded(value, decimals):f}" == printed


def test_missing_is_said() -> None:
    assert shown(None, 2, Lang.ZH) == "缺"
    assert shown(None, 2, Lang.EN) == "missing"
    assert cell(None, 2, Lang.ZH, "?").text == "缺 ?"
    assert cell(None, 2, Lang.ZH).number is None
    assert share(None, Lang.EN) == "missing"


def test_zero_has_no_sign() -> None:
    assert shown(-0.0001, 2, Lang.ZH) == "0.00"
    assert signed(-0.0001, 3) == "0.000"
    assert signed(0.0814, 3) == "+0.081"


def test_thousands_only_in_english() -> None:
    assert shown(12345.678, 2, Lang.EN) == "12,345.68"
    assert shown(12345.678, 2, Lang.ZH) == "12345.68"


def test_limits_of_cvs_have_two_decimals() -> None:
    assert limit_text(Limit(at_most=Decimal("0.5")), 2) == "≤ 0.50"
    assert limit_text(Limit(at_least=Decimal("4.2"))) == "≥ 4.2"
    assert limit_text(Limit(at_least=Decimal("2000"))) == "≥ 2000"
    assert limit_text(None) == "—"
    assert share(0.36891, Lang.ZH) == "36.9%"
