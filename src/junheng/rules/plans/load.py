"""A plan by its id or from a user's file."""

from __future__ import annotations

from pathlib import Path

import yaml

from junheng.rules.plans.plan import Plan
from junheng.terms import UsageError
from junheng.terms.content import parse, plain

FOLDER = Path(__file__).parent / "shipped"


def plan_ids() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_plan(ref: str) -> Plan:
    """`ref` is the id of a shipped plan, or the path of a YAML file. Raises UsageError, ContentError."""
    shipped = FOLDER / f"{ref}.yaml"
    if ref in plan_ids():
        return parse(shipped.read_text("utf-8"), ref, Plan)
    path = Path(ref)
    if not path.is_file():
        names = ", ".join(plan_ids()) or "-"
        raise UsageError(f"没有规划“{ref}”：既不是自带规划（{names}），也不是文件", f"no plan {ref}: it is neither a shipped one ({names}) nor a file")
    try:
        return parse(path.read_text("utf-8-sig"), ref, Plan)
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"读不了规划文件 {ref}：应为 UTF-8 编码的 YAML 文本（{type(error).__name__}）",
            f"cannot read the plan file {ref}: it should be YAML text in UTF-8 ({type(error).__name__})",
        ) from None


def as_yaml(plan: Plan) -> str:
    """The plan as its file: what holds its default is left out, so that a person sees what was read."""
    return yaml.safe_dump(plain(plan, defaults=False), allow_unicode=True, sort_keys=False, width=120)
