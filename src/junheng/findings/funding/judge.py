"""Every funding rule held against every area and fiscal year of the facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from junheng.facts.store import Facts
from junheng.findings.funding.hold import Question, answer
from junheng.findings.funding.ledger import Ledger
from junheng.findings.funding.outcome import FundingYear, GroupAnswer
from junheng.rules.funding import FundingRules
from junheng.terms import UsageError


@dataclass(frozen=True)
class Funding:
    """The tests of money: `rules` held against `facts`. `asked_year`: the fiscal year asked for; None for all of them."""

    facts: Facts
    rules: FundingRules
    asked_year: int | None = None

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.facts, self.rules.content.pupils)

    @cached_property
    def years(self) -> tuple[FundingYear, ...]:
        """One per area and fiscal year of which anything is reported, in their order."""
        found = []
        for area, years in self.ledger.years.items():
            wanted = [year for year in years if self.asked_year in (None, year)]
            for year in wanted:
                found.append(self._year(area, year, first=len(wanted) > 1 and year == years[0]))
        return tuple(found)

    def _year(self, area: str, year: int, first: bool) -> FundingYear:
        groups = tuple(
            GroupAnswer(group, tuple(
                answer(Question(rule, area, year, self.rules, self.ledger, first)) for rule in self.rules.of_group(group.id)
            ))
            for group in self.rules.content.groups
        )
        return FundingYear(area, year, groups)


def judge_funding(facts: Facts, rules: FundingRules, year: int | None = None) -> Funding:
    """year: one fiscal year only. Growth is held against the calendar year before and no other.

    Raises UsageError where funds are reported, but none of that year.
    """
    found = Funding(facts, rules, year)
    known = sorted({each for years in found.ledger.years.values() for each in years})
    if year is not None and known and year not in known:
        names = ", ".join(map(str, known))
        raise UsageError(f"没有 {year} 年的经费；有：{names}", f"no funds of {year} are reported; there are: {names}")
    return found
