"""What is reported: fact tables, intake, store."""

from junheng.facts.delivery import Delivery
from junheng.facts.load import Said, load
from junheng.facts.store import Facts

__all__ = ["Delivery", "Facts", "Said", "load"]
