"""Settings: values put over a content file's own for one run, by dotted path; an entry of a list is named by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import yaml

from junheng.terms import UsageError
from junheng.terms.content import Content, ContentError, Path, validate

Part = TypeVar("Part", bound=Content)


def with_settings(tree: dict[str, Any], settings: Mapping[str, str], lines: Mapping[Path, int], file: str, part: type[Part]) -> Part:
    """The content of `tree`, which was found right without them, under {"counts.points": "own"}. Raises UsageError."""
    for path, value in settings.items():
        _set(tree, path, value)
    try:
        return validate(tree, lines, file, part)
    except ContentError as error:  # the file itself was found right: only the settings can be at fault
        given = ", ".join(f"{path}={value}" for path, value in settings.items())
        raise UsageError(f"设置 {given}：{error.bare.zh}", f"setting {given}: {error.bare.en}") from None


def entry_name(entry: Any) -> str | None:
    """The id of an entry of a list, or of what it defines."""
    if not isinstance(entry, dict):
        return None
    definition = entry.get("define")
    name = entry.get("id") or (definition.get("id") if isinstance(definition, dict) else None)
    return name if isinstance(name, str) else None


def no_name_twice(tree: Mapping[str, Any], lines: Mapping[Path, int], file: str) -> None:
    """Before layers are joined by name: a name that stands twice would silently swallow one entry."""
    for key, entries in tree.items():
        seen: set[str] = set()
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = entry_name(entry)
            if name in seen:
                line = lines.get((key, index), 1)
                raise ContentError(file, line, f"{key} 中“{name}”出现两次", f"`{name}` stands twice in {key}")
            seen |= {name} if name else set()


def _set(tree: dict[str, Any], path: str, value: str) -> None:
    here: Any = tree
    *way, last = path.split(".")
    for key in way:
        here = _step(here, key, path)
    if not isinstance(here, dict):
        raise _no_setting(path)
    try:
        here[last] = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        raise UsageError(
            f"设置“{path}”的值 {value!r} 不可用", f"setting {path}: cannot read the value {value!r}"
        ) from None


def _step(here: Any, key: str, path: str) -> Any:
    if isinstance(here, dict):
        return here.setdefault(key, {})
    found = next((entry for entry in here if entry_name(entry) == key), None) if isinstance(here, list) else None
    if found is None:
        raise _no_setting(path)
    return found


def _no_setting(path: str) -> UsageError:
    return UsageError(f"设置“{path}”不存在", f"there is no setting {path}")
