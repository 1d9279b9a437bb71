"""A source file drafted from a spreadsheet that no source knows."""

from junheng.facts.draft.columns import State
from junheng.facts.draft.draft import ASK, Draft, draft

__all__ = ["ASK", "Draft", "State", "draft"]
