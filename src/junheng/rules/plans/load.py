"""A plan by its id or from a user's file."""

from __future__ import annotations

from pathlib import Path

import yaml

from junheng.rules.content_file import content_text
from junheng.rules.plans.plan import Plan
from junheng.terms import Message
from junheng.terms.content import parse, plain

FOLDER = Path(__file__).parent / "shipped"


def plan_ids() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_plan(ref: str) -> Plan:
    """`ref` is the id of a shipped plan, or the path of a YAML file. Raises UsageError, ContentError."""
    return parse(content_text(ref, FOLDER, plan_ids(), Message("规划", "plan")), ref, Plan)


def as_yaml(plan: Plan) -> str:
    """The plan as its file: what holds its default is left out, so that a person sees what was read."""
    return yaml.safe_dump(plain(plan, defaults=False), allow_unicode=True, sort_keys=False, width=120)
