"""Who would answer for a gap: roles proposed by content, the shipped file or a user's own; a person confirms them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from junheng.rules.plans.plan import Level, Role
from junheng.terms import Message, UsageError
from junheng.terms.content import EMPTY, Content, Text, parse

SHIPPED = Path(__file__).with_name("owners.yaml")


class Owners(Content):
    """`county`, `school`: key of a gap -> id of a role. `names`: id of an item -> what a plan calls it. The shipped file tells the keys."""

    source: Text
    roles: tuple[Role, ...]
    county: dict[str, str] = EMPTY
    school: dict[str, str] = EMPTY
    names: dict[str, Text] = EMPTY

    def wrong(self) -> Message | None:
        known = {role.id for role in self.roles}
        lost = sorted({*self.county.values(), *self.school.values()} - known)
        if lost:
            names = ", ".join(sorted(known)) or "-"
            return Message(f"责任方不在 roles 中：{'、'.join(lost)}；现有：{names}", f"owners that `roles` does not hold: {', '.join(lost)}; it holds: {names}")
        return None

    def of(self, level: Level, *keys: str) -> str | None:
        """Id of the role of the first key that is named; None: nobody is proposed."""
        named: Mapping[str, str] = self.school if level == Level.SCHOOL else self.county
        return next((named[key] for key in keys if key in named), None)


def load_owners(path: Path | None = None) -> Owners:
    """The shipped file, or a user's, with the shipped names where it gives none. Raises UsageError, ContentError."""
    place = path or SHIPPED
    try:
        found = parse(place.read_text("utf-8-sig"), place.name, Owners)
        if found.names:
            return found
        return Owners(source=found.source, roles=found.roles, county=found.county, school=found.school, names=load_owners().names)
    except (UnicodeDecodeError, OSError) as error:
        reason = type(error).__name__
        raise UsageError(
            f"读不了责任分工文件“{place}”（{reason}）；应为 UTF-8 编码的 YAML 文件", f"cannot read the file of owners {place} ({reason}); it should be YAML text in UTF-8"
        ) from None
