"""The statutory funding tests: growth, public funds by head count, shares, debts; each with its formula and its cells."""

from junheng.findings.funding.doubts import doubts
from junheng.findings.funding.figures import Figure, Run, runs
from junheng.findings.funding.judge import Funding, judge_funding
from junheng.findings.funding.outcome import Answer, FundingYear, GroupAnswer, Outcome

__all__ = ["Answer", "Figure", "Funding", "FundingYear", "GroupAnswer", "Outcome", "Run", "doubts", "judge_funding", "runs"]
