"""The catalogue of S001-S150: what the plans ask to be set up or done, and what in this product serves each."""

from junheng.rules.systems.catalogue import groups, systems
from junheng.rules.systems.system import Group, Kind, Reference, Source, State, System, Tier

__all__ = ["Group", "Kind", "Reference", "Source", "State", "System", "Tier", "groups", "systems"]
