"""A plan drafted from verdicts and gaps: an evaluation to a plan, a plan to the official form."""

from junheng.reports.plan_draft.draft import Draft, Wanted, draft
from junheng.reports.plan_draft.form import draft_report

__all__ = ["Draft", "Wanted", "draft", "draft_report"]
