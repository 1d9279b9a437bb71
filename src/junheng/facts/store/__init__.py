"""Write once: a snapshot per delivery, named by its content hash."""

from junheng.facts.store.facts import Facts, facts_of, scan
from junheng.facts.store.snapshot import default_store, keep, read_snapshot

__all__ = ["Facts", "default_store", "facts_of", "keep", "read_snapshot", "scan"]
