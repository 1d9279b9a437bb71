"""Funding rules by their id or from a user's file, with settings put over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from junheng.rules.citation import check_cites
from junheng.rules.content_file import content_text
from junheng.rules.funding.definition import FundingFile, FundingRule
from junheng.rules.settings import no_name_twice, with_settings
from junheng.terms import Message
from junheng.terms.content import ContentError, parse_tree, plain, validate
from junheng.terms.content import Path as Place

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class FundingRules:
    """`content` is the file with the settings applied; `settings` what was changed, by dotted path."""

    content: FundingFile
    settings: Mapping[str, str]

    @cached_property
    def version(self) -> str:
        """Names the rules to the letter: the file's own version and a hash of all it holds."""
        digest = hashlib.sha256(json.dumps(plain(self.content), sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return f"{self.content.version}+{digest[:12]}"

    def of_group(self, group: str) -> tuple[FundingRule, ...]:
        return tuple(rule for rule in self.content.rules if rule.group == group)


def funding_ids() -> list[str]:
    return sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml"))


def load_funding(ref: str = "cn/funding", settings: Mapping[str, str] | None = None) -> FundingRules:
    """`ref` is an id such as cn/funding, or the path of a YAML file.

    settings: as for a standard, e.g. {"pupils.spring_months": "8"} or {"rules.rural_share_of_growth.limit.more_than": "60"}.
    Raises UsageError for an unknown id or setting, ContentError for a mistake in the file.
    """
    tree, lines = parse_tree(content_text(ref, FOLDER, funding_ids(), Message("经费规则", "funding rules")), ref)
    no_name_twice(tree, lines, ref)
    content = validate(tree, lines, ref, FundingFile)
    if settings:
        content = with_settings(tree, settings, lines, ref, FundingFile)
    _check(content, lines, ref)
    return FundingRules(content, dict(settings or {}))


def _check(content: FundingFile, lines: Mapping[Place, int], file: str) -> None:
    """What one part cannot see: that a rule's group is there, that every document is."""
    groups = [group.id for group in content.groups]
    for index, rule in enumerate(content.rules):
        if rule.group not in groups:
            line, names = lines.get(("rules", index, "group"), 1), ", ".join(groups)
            raise ContentError(file, line, f"没有组“{rule.group}”；现有：{names}", f"there is no group `{rule.group}`. There are: {names}")
    check_cites(content, content.documents, lines, file)
