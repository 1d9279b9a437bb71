"""What is missing to pass, per school and indicator, and how near the line it is."""

from junheng.proposals.gaps.gap import Gap, gap

__all__ = ["Gap", "gap"]
