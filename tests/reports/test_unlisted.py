"""The first page says who is not in the figures."""

from __future__ import annotations

from tests.findings.test_unlisted import RULES, facts

from junheng.facts import Delivery
from junheng.findings import evaluate
from junheng.reports import evaluation_report
from junheng.reports.content import Paragraph
from junheng.terms import Lang


def test_the_first_page_tells_of_schools_on_no_list() -> None:
    report = evaluation_report(evaluate(facts(lost=("98", "99"), pupils=272), RULES), Delivery(), Lang.ZH)
    first = " ".join(block.text for block in report.parts[0].blocks if isinstance(block, Paragraph))
    assert "无法判断。计入2所学校、2,000名在校生" in first or "无法判断。计入2所学校、2000名在校生" in first
    assert "另有 2 所学校报了 544 名学生，但学校名单中没有它们（或那一行缺项而未采用），不在上述各数之中，差异系数因此无法判断。" in first
    assert "说不清是否计入" not in first
